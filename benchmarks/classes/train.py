"""Learns `rules/class_weights.yaml` from the tuning half: `python -m benchmarks.classes.train [--write]`. Needs NumPy.

A conditional logit: kinds of evidence weigh the same for all classes, the form of a document for each class by itself. Ridge penalties
keep it near nothing where there is little to learn from. Without `--write` it prints what it gives on templates it did not see (six parts,
split by template), which is also what the confidence is fitted to. The measuring half is never opened here.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from random import Random

import numpy as np
import yaml

from benchmarks.classes.__main__ import PACKS
from benchmarks.classes.documents import Document, documents
from scanner.classify import rules
from scanner.classify.classifier import OTHER, WEIGHED, Classifier
from scanner.classify.features import FEATURES
from scanner.classify.weights import FILE, Weights
from scanner.model import Extraction, Place, Segment

PARTS = 6
FIXED = {"entities": 0.8, "folder": 0.4}
"""What is set, since the benchmark has neither findings nor folders: log-odds per point of `entities`, and of a folder's name."""
_HEADER = "# Made by `python -m benchmarks.classes.train --write` from the tuning half; see docs/classes.md. Log-odds.\n"


def table(classifier: Classifier, papers: list[Document]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return kinds (documents x classes x kinds), forms (documents x features) and the number of each document's class."""
    names = [rule.document_class for rule in classifier.rules] + [OTHER]
    kinds = np.zeros((len(papers), len(names), len(WEIGHED)))
    forms = np.zeros((len(papers), len(FEATURES)))
    for number, paper in enumerate(papers):
        seen = classifier.measure(paper.extraction, paper.name)
        for column, strength in enumerate(seen.strengths):
            kinds[number, column] = [strength[kind] for kind in WEIGHED]
        if seen.structure["blank_form"]:
            kinds[number, [not rule.blank_allowed for rule in classifier.rules] + [False], WEIGHED.index("against")] += 6.0
        forms[number] = [seen.structure[feature] for feature in FEATURES]
    return kinds, forms, np.array([names.index(paper.document_class) for paper in papers])


def strays(papers: list[Document]) -> list[Document]:
    """Return documents of no class in which words of classes stand by chance: a note on a central heating is no CV for its `cv`."""
    packs = [
        [word.strip("*") for words in (*rule.phrases.values(), *rule.titles.values()) for word in words]
        for rule in rules.load(PACKS)
    ]
    made = []
    for paper in papers:
        if paper.document_class != OTHER or paper.hand not in ("plain", "unnamed", "flowing", "letterhead"):
            continue
        rng = Random(f"stray/{paper.group}/{paper.hand}")
        for count in (1, 1, 2):
            lines = paper.text.split("\n")
            for words in rng.sample([pack for pack in packs if pack], count):
                line = rng.randrange(len(lines))
                place = rng.randint(0, len(lines[line].split(" ")))
                parts = lines[line].split(" ")
                lines[line] = " ".join([*parts[:place], rng.choice(words), *parts[place:]])
            made.append(replace(paper, kind="stray", extraction=Extraction((Segment("\n".join(lines), Place("text")),))))
    return made


class Model:
    """Weights of kinds, biases, and weights of form per class."""

    def __init__(self, classes: int) -> None:
        self.kinds = np.zeros(len(WEIGHED))
        self.bias = np.zeros(classes)
        self.forms = np.zeros((len(FEATURES), classes))

    def scores(self, kinds: np.ndarray, forms: np.ndarray) -> np.ndarray:
        return kinds @ self.kinds + self.bias + forms @ self.forms

    def fit(self, kinds: np.ndarray, forms: np.ndarray, truth: np.ndarray, share: np.ndarray, ridge: float = 0.004) -> Model:
        """Descend with Adam, the whole set at once: no chance, so the same weights each time."""
        fixed = np.array([kind in FIXED for kind in WEIGHED])
        parts = [self.kinds, self.bias, self.forms]
        means, squares = [np.zeros_like(part) for part in parts], [np.zeros_like(part) for part in parts]
        penalty = (ridge / 10, ridge, ridge)
        hot = np.eye(len(self.bias))[truth]
        for step in range(1, 701):
            scores = self.scores(kinds, forms)
            chance = np.exp(scores - scores.max(1, keepdims=True))
            chance /= chance.sum(1, keepdims=True)
            error = (chance - hot) * share[:, None]
            slopes = [np.einsum("nc,nck->k", error, kinds), error.sum(0), forms.T @ error]
            for number, part in enumerate(parts):
                slope = slopes[number] + penalty[number] * part
                means[number] += 0.1 * (slope - means[number])
                squares[number] += 0.01 * (slope**2 - squares[number])
                part -= 0.05 * (means[number] / (1 - 0.9**step)) / (np.sqrt(squares[number] / (1 - 0.99**step)) + 1e-8)  # noqa: PLW2901 - in place
            self.kinds = np.where(np.array(WEIGHED) == "against", np.minimum(self.kinds, 0), np.maximum(self.kinds, 0))
            parts[0] = self.kinds
            self.kinds[fixed] = [FIXED[kind] for kind in WEIGHED if kind in FIXED]
        return self


def shares(papers: list[Document]) -> np.ndarray:
    """Return each document's part in the learning: negatives and blank forms count twice, since there a mistake costs most."""
    share = np.array([{"negative": 2.0, "blank": 2.0, "stray": 0.5}.get(paper.kind, 1.0) for paper in papers])
    return share / share.sum()


def calibrate(odds: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Return slope and offset of the logistic curve from log-odds to how often they are right."""
    slope, offset = 1.0, 0.0
    for _ in range(4000):
        chance = 1 / (1 + np.exp(-(slope * odds + offset)))
        error = chance - right
        slope -= 0.05 * float((error * odds).mean())
        offset -= 0.05 * float(error.mean())
    return slope, offset


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classes.train", description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    blank = Weights(kinds={}, bias={OTHER: 0.0}, structure={}, slope=1, offset=0)
    classifier = Classifier(rules.load(PACKS), blank)
    papers = list(documents("tuning"))
    papers += strays(papers)
    kinds, forms, truth = table(classifier, papers)
    names = [rule.document_class for rule in classifier.rules] + [OTHER]
    groups = sorted({paper.group for paper in papers})
    Random("parts").shuffle(groups)
    part = {group: number % PARTS for number, group in enumerate(groups)}
    of = np.array([part[paper.group] for paper in papers])
    share = shares(papers)
    unseen = np.zeros((len(papers), len(names)))
    for number in range(PARTS):
        train, test = of != number, of == number
        unseen[test] = (
            Model(len(names))
            .fit(kinds[train], forms[train], truth[train], share[train] / share[train].sum())
            .scores(kinds[test], forms[test])
        )
    chance = np.exp(unseen - unseen.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    said, best = chance.argmax(1), chance.max(1).clip(1e-9, 1 - 1e-9)
    claimed = said != len(names) - 1
    slope, offset = calibrate(np.log(best / (1 - best))[claimed], (said == truth)[claimed].astype(float))
    confidence = 1 / (1 + np.exp(-(slope * np.log(best / (1 - best)) + offset)))
    print(f"unseen templates: accuracy {np.mean(said == truth):.3f}; slope {slope:.3f}, offset {offset:.3f}")
    for least in (0.5, 0.9, 0.95):
        sure = claimed & (confidence >= least)
        print(f"  confidence {least}: {sure.mean():.1%} of the documents, right {np.mean((said == truth)[sure]):.2%}")
    if asked.misses:
        for number, paper in enumerate(papers):
            if said[number] != truth[number]:
                print(
                    f"{paper.group:24} {paper.hand:10} {paper.kind:8} {paper.document_class:20} {names[said[number]]:20} {best[number]:.2f} {paper.name}"
                )
    model = Model(len(names)).fit(kinds, forms, truth, share)
    print("kinds", {kind: round(float(weight), 2) for kind, weight in zip(WEIGHED, model.kinds, strict=True)})
    if asked.write:
        write(model, names, slope, offset)


def write(model: Model, names: list[str], slope: float, offset: float) -> None:
    """Put the weights into the shipped rules, with two decimals: more would be noise."""
    content = {
        "kinds": {kind: round(float(weight), 3) for kind, weight in zip(WEIGHED, model.kinds, strict=True)},
        "bias": {name: round(float(weight), 2) for name, weight in zip(names, model.bias, strict=True)},
        "structure": {
            name: {feature: value for feature, weight in zip(FEATURES, model.forms[:, column], strict=True) if abs(value := round(float(weight), 2)) >= 0.05}
            for column, name in enumerate(names)
        },
        "slope": round(slope, 3), "offset": round(offset, 3), "least": 0.5,
    }  # fmt: skip
    (PACKS.parent / FILE).write_text(_HEADER + yaml.safe_dump(content, sort_keys=False, width=120), "utf-8")


if __name__ == "__main__":
    main()
