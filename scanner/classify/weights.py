"""How much each kind of evidence weighs: `rules/class_weights.yaml`, made by `benchmarks/classes/train.py` from the tuning half.

Kinds of evidence weigh the same for all classes. What the form of a document says (`structure`) is weighed for each class by itself. A score
is a sum of these and of what the learned words say; the classes' scores become chances by softmax. A class that is added in YAML has no learned
words: it begins `behind` the best of the others, and its own words weigh what they weigh `alone`, so it needs no training.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from scanner import rulepacks

FILE = "class_weights.yaml"


class Weights(rulepacks.Strict):
    """Coefficients in log-odds, and how a chance among the classes becomes a confidence."""

    kinds: dict[str, float]
    words: float = Field(0.0, ge=0, description="of the score of the learned words")
    alone: dict[str, float] = Field(default_factory=dict, description="kinds of evidence for a class without learned words")
    behind: float = Field(3.0, ge=0, description="how far such a class begins behind the best of the others")
    bias: dict[str, float] = Field(description="of each class; one that is not here has the mean of the others")
    structure: dict[str, dict[str, float]]
    slope: float = Field(description="confidence = 1 / (1 + exp(-(slope x log-odds + offset)))")
    offset: float
    least: float = Field(0.5, ge=0, le=1, description="confidence below which nothing is claimed")


def load(folder: Path) -> Weights:
    """Return the weights of a folder of rules, or those that come with the product when it has none. Raises RuleError."""
    own = folder / FILE
    return rulepacks.read(own if own.exists() else rulepacks.shipped() / FILE, Weights)
