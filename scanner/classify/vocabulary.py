"""What the words of a document say about its class, by weights learned from documents written by many hands: `rules/class_words.tsv`.

Words, their stems, words at the top, in headings and in the file's name each have a weight per class. A
class's score is their sum over the root of the sum of their squared rarity, so that long documents count no more than short ones.
`benchmarks/classes/train.py` makes the file; no name of a person, place or firm is in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path

from scanner import rulepacks
from scanner.errors import RuleError

FILE = "class_words.tsv"
LENGTH, SHORT = 8.0, 35.0
"""What the rarities of a document's features are scaled to, as a vector; and how long that is at least taken to be: what a few words say is
little."""
_HEAD, _TOP, _HEADING = (
    6_000,
    150,
    40,
)  # characters: what is looked at, where a document says what it is, a line that is a heading
_STEM = 6  # letters
_TOKEN = re.compile(r"[a-z](?:[a-z'\-]*[a-z])?|#")
_DIGITS = re.compile(r"\d+")
_WEIGHT = re.compile(r"([a-zA-Z])(-?\d+)")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The letters that stand for the classes, in their order."""
_NUMBER, _NAME = "#", "@"


def tokens(folded: str) -> list[str]:
    """Return the words of a text that went through `lexicon.plain`; each number is `#`."""
    return _TOKEN.findall(_DIGITS.sub(_NUMBER, folded))


def beginning(folded: str) -> list[str]:
    """Return the words of so much of a text as is looked at."""
    return tokens(folded[:_HEAD])


def features(words: Iterable[str], folded: str, name: str) -> set[str]:
    """Return the features of a text, whose `beginning` has these words, and of a file's name, both folded.

    `geslaagd` a word, `evalua*` a stem, `^attest` at the top, `=opleidi` in a heading, `@cv` in the file's name.
    """
    found = set(words)
    found.update([word[:_STEM] + "*" for word in found if len(word) > _STEM])
    for word in tokens(folded.lstrip()[:_TOP]):
        found.add("^" + word)
        if len(word) > _STEM:
            found.add("^" + word[:_STEM] + "*")
    lines = [line.strip() for line in folded[:_HEAD].split("\n")]
    headings = [line.partition(":")[0] for line in lines if 0 < len(line) <= _HEADING and line[-1] != "."]
    found.update(["=" + word[: _STEM + 1] for word in tokens("\n".join(headings))])
    found.update([_NAME + word for word in tokens(name) if word != _NUMBER])
    return found


@dataclass(frozen=True, slots=True)
class Learned:
    """A feature: how rare it is, as the logarithm of documents per document that has it, and what it weighs for the numbers of classes.

    Both in hundredths, since whole numbers give the same sum in any order.
    """

    feature: str
    rarity: int
    weights: dict[int, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words say: a score per learned class, in log-odds to the mean of all; and the features that were known."""

    scores: dict[str, float]
    known: tuple[Learned, ...] = ()

    def words(self, document_class: str, most: int) -> list[str]:
        """Return the words that speak most for a class, without the marks of where they stood, the strongest first."""
        if document_class not in self.scores:
            return []
        number = list(self.scores).index(document_class)
        telling = [(known.weights[number], known.feature) for known in self.known if number in known.weights]
        told = dict.fromkeys(
            feature.strip("^=@").replace("*", "…")
            for points, feature in nlargest(4 * most, telling)
            if points > 0 and _NUMBER not in feature
        )
        whole = [word for word in told if not word.endswith("…")]
        return [word for word in told if not (word.endswith("…") and any(one.startswith(word[:-1]) for one in whole))][:most]


class Vocabulary:
    """The learned features of all classes."""

    def __init__(self, classes: Sequence[str], bias: Sequence[float], lines: Iterable[tuple[str, str]]) -> None:
        self.classes = tuple(classes)
        self._bias = tuple(bias)
        self._raw = dict(lines)
        self._known: dict[str, Learned] = {}

    def hear(self, words: Iterable[str], folded: str, name: str) -> Heard:
        """Return what a text, whose `beginning` has these words, and its file's name say; with nothing known every class has the same score."""
        known = self._known
        return self._weigh(
            [known.get(feature) or self._learn(feature) for feature in features(words, folded, name) & self._raw.keys()]
        )

    def nameless(self, heard: Heard) -> Heard:
        """Return what the text alone says."""
        return self._weigh([known for known in heard.known if not known.feature.startswith(_NAME)])

    def _weigh(self, found: Sequence[Learned]) -> Heard:
        if not found:
            return Heard(dict.fromkeys(self.classes, 0.0))
        length = max(100 * SHORT, math.sqrt(sum([known.rarity * known.rarity for known in found]))) / LENGTH
        sums = [0] * len(self.classes)
        for known in found:
            for number, weight in known.weights.items():
                sums[number] += weight
        scores = [bias + total / length for bias, total in zip(self._bias, sums, strict=True)]
        mean = sum(scores) / len(scores)
        return Heard({name: score - mean for name, score in zip(self.classes, scores, strict=True)}, tuple(found))

    def _learn(self, feature: str) -> Learned:
        rarity, _, weights = self._raw[feature].partition("\t")
        each = {LETTERS.index(letter): int(value) for letter, value in _WEIGHT.findall(weights)}
        self._known[feature] = Learned(feature, int(rarity), each)
        return self._known[feature]


def load(folder: Path) -> Vocabulary:
    """Return the vocabulary of a folder of rules, or the one that comes with the product when it has none.

    Raises RuleError when it cannot be read or is not whole.
    """
    path = folder / FILE if (folder / FILE).exists() else rulepacks.shipped() / FILE
    try:
        lines = path.read_text("utf-8").splitlines()
        rows = [line.split("\t", 1) for line in lines if not line.startswith("# ")]
        (classes, bias), *rest = rows
        names, points = classes.split(), [float(value) for value in bias.split()]
        if len(names) != len(points) or len(names) > len(LETTERS):
            raise ValueError
        return Vocabulary(names, points, ((feature, weights) for feature, weights in rest))
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); restore the file or correct the rights on it") from None
    except ValueError:
        raise RuleError(
            f"{path}: is damaged; restore it, or make it again with `python -m benchmarks.classes.train --write`"
        ) from None
