"""How much each kind of evidence weighs: `rules/class_weights.yaml`, made by `benchmarks/classes/train.py` from the tuning half.

Kinds of evidence weigh the same for all classes, so a class that is added in YAML needs no training. What the form of a document says
(`structure`) is weighed for each class by itself. A score is a sum of these; the classes' scores become chances by softmax.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from scanner import rulepacks

FILE = "class_weights.yaml"


class Weights(rulepacks.Strict):
    """Coefficients in log-odds, and how a chance among the classes becomes a confidence."""

    kinds: dict[str, float]
    bias: dict[str, float] = Field(description="of each class; one that is not here has the mean of the others")
    structure: dict[str, dict[str, float]]
    slope: float = Field(description="confidence = 1 / (1 + exp(-(slope x log-odds + offset)))")
    offset: float
    least: float = Field(0.5, ge=0, le=1, description="confidence below which nothing is claimed")


def load(folder: Path) -> Weights:
    """Return the weights of a folder of rules, or those that come with the product when it has none. Raises RuleError."""
    own = folder / FILE
    return rulepacks.read(own if own.exists() else rulepacks.shipped() / FILE, Weights)
