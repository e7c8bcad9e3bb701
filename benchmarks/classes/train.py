"""Learns `rules/class_words.tsv` and `rules/class_weights.yaml` from the tuning half: `python -m benchmarks.classes.train [--write]`.

Needs scikit-learn (`pip install dossierwacht[class-training]`). First the words: a multinomial logistic regression over the features of
`scanner/classify/vocabulary.py`. Then the weights: a conditional logit over what the words say, the kinds of evidence of the rule packs,
which weigh the same for all classes, and the form of a document, which is weighed for each class by itself. Authors are split into five
parts: what a part is judged by was learned from the other authors, so weights and confidence are fitted to authors that nobody had seen.
The measuring half is never opened here. The same templates give the same files.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from benchmarks.accuracy.people import NAMES
from benchmarks.classes.__main__ import PACKS
from benchmarks.classes.conditional import Model, calibrated
from benchmarks.classes.documents import documents
from benchmarks.classes.templates import load
from benchmarks.classes.words import Words
from scanner.classify import rules, vocabulary, weights
from scanner.classify.classifier import OTHER, WEIGHED, Classifier
from scanner.classify.features import FEATURES
from scanner.classify.lexicon import plain
from scanner.classify.vocabulary import Vocabulary
from scanner.classify.weights import Weights

PARTS = 5
HANDS = ("plain", "unnamed", "noisy", "flowing", "letterhead")
CLAIM, SURE, _RIGHT = 0.5, 0.9, 0.985
_HEADER = "# Made by `python -m benchmarks.classes.train --write` from the tuning half; see docs/classes.md. Log-odds.\n"
_FIXED = {"entities": 0.8, "folder": 0.4}
"""What is set, since the benchmark has neither findings nor folders: log-odds per point of `entities`, and of a folder's name."""
_LEAST = {"title": 0.4, "opening": 0.4, "headings": 0.2, "inline": 0.1, "phrases": 0.8}
"""What the words of the packs weigh at least, however much the learned words know already: what an administrator adds has to count."""
_BEHIND = 3.0
_BEHIND_A_NAME = re.compile(
    r"\b(?:[Mm]evr(?:ouw|\.)?|[Dd]hr\.?|[Mm]eneer|Mme|M\.|Mlle|Monsieur|Madame|Mrs?\.?|Ms\.?|Dr\.?|Herr|Frau) ([A-ZÀ-Ý][a-zà-ÿ'’-]{2,})"
)


class Set:
    """The tuning half as arrays: its documents, their classes, parts, what the packs and the form say of them."""

    def __init__(self, classifier: Classifier) -> None:
        self.papers = [paper for paper in documents("tuning") if paper.hand in HANDS]
        self.names = [rule.document_class for rule in classifier.rules] + [OTHER]
        authors = sorted({paper.author for paper in self.papers})
        self.part = np.array([authors.index(paper.author) % PARTS for paper in self.papers])
        self.truth = np.array([self.names.index(paper.document_class) for paper in self.papers])
        self.kinds = np.zeros((len(self.papers), len(self.names), len(WEIGHED)), np.float32)
        self.forms = np.zeros((len(self.papers), len(FEATURES)), np.float32)
        for number, paper in enumerate(self.papers):
            seen = classifier.measure(paper.extraction, paper.name)
            self.kinds[number, :-1] = [[strength[kind] for kind in WEIGHED] for strength in seen.strengths]
            self.forms[number] = [seen.structure[feature] for feature in FEATURES]
        self.left_blank = self.forms[:, FEATURES.index("blank_form")] > 0
        self.closed = np.array([not rule.blank_allowed for rule in classifier.rules] + [False])
        """Classes that a form which nobody filled in cannot have."""
        shares = {"negative": 2.0, "blank": 1.0}  # negatives count twice, since there a mistake costs most
        self.share = np.array([shares.get(paper.kind, 1.0) for paper in self.papers])


def unseen_words(data: Set, words: Words) -> np.ndarray:
    """Return for each document what the words of the other authors say of it (documents x classes)."""
    said = np.zeros((len(data.papers), len(data.names)))
    for part in range(PARTS):
        others = (data.part != part) & np.array([paper.kind != "blank" for paper in data.papers])
        said[data.part == part] = words.learn(others).say(data.part == part, data.names)
        print(f"  words of part {part + 1} of {PARTS} learned", flush=True)
    return said


def unseen_scores(data: Set, evidence: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Return for each document its classes' scores by weights that were learned from the other authors."""
    scores = np.zeros((len(data.papers), len(data.names)))
    for part in range(PARTS):
        train, test = (data.part != part) & ~data.left_blank, data.part == part
        model = Model(evidence.shape[2], len(FEATURES), len(data.names), least)
        model.fit(evidence[train], data.forms[train], data.truth[train], data.share[train])
        scores[test] = model.scores(evidence[test], data.forms[test])
    scores[np.ix_(data.left_blank, data.closed)] -= 40.0
    return scores


def report(data: Set, scores: np.ndarray) -> tuple[float, float]:
    """Print what authors that nobody had seen get, and return slope and offset of the confidence.

    The confidence is set lower than it would be calibrated, so that of what it is sure of so many are right as were `_RIGHT` here, where
    a part of the authors wrote to mislead.
    """
    chance = np.exp(scores - scores.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    said, best = chance.argmax(1), chance.max(1).clip(1e-9, 1 - 1e-9)
    odds, claimed = np.log(best / (1 - best)), said != len(data.names) - 1
    slope, offset = calibrated(odds[claimed], (said == data.truth)[claimed].astype(float))
    ranked = np.argsort(-odds * claimed, kind="stable")[: int(claimed.sum())]
    right = np.cumsum((said == data.truth)[ranked]) / np.arange(1, len(ranked) + 1)
    last = odds[ranked][np.where(right >= _RIGHT)[0].max()]
    shift = min(0.0, float(np.log(SURE / (1 - SURE)) - (slope * last + offset)))
    offset += shift
    confidence = 1 / (1 + np.exp(-(slope * odds + offset)))
    filled = np.array([paper.kind != "blank" for paper in data.papers])
    print(f"authors unseen: accuracy {np.mean((said == data.truth)[filled]):.3f}; slope {slope:.3f}, offset {offset:.3f}")
    for least in (CLAIM, SURE, 0.95):
        sure = claimed & (confidence >= least) & filled
        print(
            f"  confidence {least:.2f}: {sure.sum() / filled.sum():.1%} of the documents, right {np.mean((said == data.truth)[sure]):.2%}"
        )
    nobody = np.array([paper.kind != "filled" for paper in data.papers])
    wrong = nobody & data.closed[said] & (confidence >= CLAIM) & np.array([data.names[index] != "vacancy" for index in said])
    print(f"  blank forms, policies, manuals: {nobody.sum()}, taken for somebody's {wrong.sum()}")
    return slope, offset


def misses(data: Set, scores: np.ndarray) -> None:
    """Print the mistakes, the most frequent first."""
    said = scores.argmax(1)
    wrong = Counter(
        (paper.document_class, data.names[said[number]], paper.group, paper.kind)
        for number, paper in enumerate(data.papers)
        if said[number] != data.truth[number]
    )
    for (truth, taken, group, kind), count in sorted(wrong.items(), key=lambda pair: (pair[0][:2], -pair[1])):
        print(f"{truth:22} {taken:22} {group:40} {kind:8} {count}")


def written(data: Set, model: Model, alone: Model, slope: float, offset: float) -> None:
    """Put the weights into the shipped rules, with two decimals: more would be noise."""
    rounded = lambda values: {kind: round(float(value), 2) for kind, value in zip(WEIGHED, values, strict=False)}  # noqa: E731
    content = {
        "kinds": rounded(model.kinds), "words": round(float(model.kinds[-1]), 2), "alone": rounded(alone.kinds), "behind": _BEHIND,
        "bias": {name: round(float(weight), 2) for name, weight in zip(data.names, model.bias, strict=True)},
        "structure": {
            name: {feature: value for feature, weight in zip(FEATURES, model.forms[:, column], strict=True) if abs(value := round(float(weight), 2)) >= 0.05}
            for column, name in enumerate(data.names)
        },
        "slope": round(slope, 3), "offset": round(offset, 3), "least": CLAIM,
    }  # fmt: skip
    (PACKS.parent / weights.FILE).write_text(_HEADER + yaml.safe_dump(content, sort_keys=False, width=120), "utf-8")


def least(kinds: Sequence[str]) -> np.ndarray:
    """Return what each kind weighs at least; `against` is free to go below nothing."""
    return np.array([-np.inf if kind == "against" else _LEAST.get(kind, 0.0) for kind in kinds])


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.classes.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    blank = Weights(kinds={}, bias={OTHER: 0.0}, structure={}, slope=1, offset=0)
    data = Set(Classifier(rules.load(PACKS), blank, Vocabulary((), (), ())))
    print(f"{len(data.papers)} documents of {len({paper.author for paper in data.papers})} authors")
    words = Words(data.papers, data.truth, banned=_people())
    evidence = np.concatenate([data.kinds, unseen_words(data, words)[:, :, None]], axis=2)
    scores = unseen_scores(data, evidence, least((*WEIGHED, "words")))
    slope, offset = report(data, scores)
    if asked.misses:
        misses(data, scores)
    if not asked.write:
        return
    filled = ~data.left_blank
    model, alone = (
        Model(evidence.shape[2], len(FEATURES), len(data.names), least((*WEIGHED, "words"))),
        Model(len(WEIGHED), len(FEATURES), len(data.names), least(WEIGHED)),
    )
    model.fit(evidence[filled], data.forms[filled], data.truth[filled], data.share[filled])
    alone.fit(data.kinds[filled], data.forms[filled], data.truth[filled], data.share[filled])
    for kind, value in _FIXED.items():
        model.kinds[WEIGHED.index(kind)] = alone.kinds[WEIGHED.index(kind)] = value
    print("kinds", dict(zip((*WEIGHED, "words"), model.kinds.round(2).tolist(), strict=True)))
    written(data, model, alone, slope, offset)
    learned = words.learn(np.array([paper.kind != "blank" for paper in data.papers]))
    count = learned.write(PACKS.parent / vocabulary.FILE, data.names)
    print(f"{count} features written")


def _people() -> frozenset[str]:
    """Return words of names of people and places, of which none may be learned, with their beginnings as `vocabulary.features` cuts them.

    Known names, and in the templates what stands behind a first name or a form of address and nowhere in small letters.
    """
    first = yaml.safe_load((Path(PACKS.parent) / "names" / "first_names.yaml").read_text("utf-8"))["first_names"]
    known = [plain(name) for name in (*first, *NAMES["first"], *NAMES["last"], *NAMES["cities"], *NAMES["streets"])]
    texts = [template.text for template in load("tuning")]
    common = {word for text in texts for word in re.findall(r"\b[a-zà-ÿ]{3,}\b", text)}
    found = [word for text in texts for word in _BEHIND_A_NAME.findall(text)]
    firsts = {plain(name) for name in first}
    found += [
        second
        for text in texts
        for one, second in re.findall(r"\b([A-ZÀ-Ý][a-zà-ÿ-]+) ([A-ZÀ-Ý][a-zà-ÿ'’-]+)", text)
        if plain(one) in firsts
    ]
    known += [plain(word) for word in found if word.lower() not in common]
    words = frozenset(vocabulary.tokens(" ".join(known)))
    return words | {word[:length] for word in words for length in (6, 7) if len(word) > length}


if __name__ == "__main__":
    main()
