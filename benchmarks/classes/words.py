"""Learns what words weigh: a multinomial logistic regression over rarity-weighted features, cut down to those that tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.classes.documents import Document
from scanner.classify import vocabulary
from scanner.classify.classifier import folded_name, text_of
from scanner.classify.language import FUNCTION_WORDS
from scanner.classify.lexicon import plain

KEPT = 20_000
"""Features that are kept: half as many cost half a point of accuracy, twice as many gain nothing."""
_TEMPLATES = 2  # templates in which a feature occurs at least
_STRENGTH = 3.0  # inverse of the ridge
_SMALL = 0.2  # weights that are left out


class Words:
    """The features of documents as a sparse table."""

    def __init__(self, papers: Sequence[Document], truth: np.ndarray, banned: frozenset[str]) -> None:
        from scipy import sparse

        self._truth = truth
        numbers: dict[str, int] = {}
        rows = []
        for paper in papers:
            folded = plain(text_of(paper.extraction))
            found = vocabulary.features(vocabulary.beginning(folded), folded, folded_name(paper.name))
            rows.append(
                sorted(numbers.setdefault(feature, len(numbers)) for feature in found if not _says_nothing(feature, banned))
            )
        self._features = list(numbers)
        bounds = np.cumsum([0, *map(len, rows)])
        ones = np.ones(bounds[-1], np.float32)
        self._table = sparse.csr_matrix(
            (ones, np.concatenate([np.array(row, np.int32) for row in rows]), bounds), (len(rows), len(numbers))
        )
        groups = {group: number for number, group in enumerate(dict.fromkeys(paper.group for paper in papers))}
        self._group = np.array([groups[paper.group] for paper in papers])
        self._clean = np.array([paper.hand in ("plain", "unnamed") for paper in papers])

    def learn(self, chosen: np.ndarray) -> Learned:
        """Return what is learned from the chosen documents."""
        from sklearn.linear_model import LogisticRegression

        templates = self._templates(chosen)
        columns = np.where(templates >= _TEMPLATES)[0]
        rarity = np.log((len(set(self._group[chosen])) + 1) / (templates[columns] + 1)) + 0.5
        fitted = LogisticRegression(C=_STRENGTH, max_iter=30).fit(self._scaled(chosen, columns, rarity), self._truth[chosen])
        telling = np.abs(fitted.coef_ * rarity).max(0) * np.sqrt(templates[columns])
        best = np.sort(np.argsort(-telling, kind="stable")[:KEPT])
        columns, rarity = columns[best], rarity[best]
        fitted = LogisticRegression(C=_STRENGTH, max_iter=30).fit(self._scaled(chosen, columns, rarity), self._truth[chosen])
        weights = fitted.coef_ * rarity
        weights = np.where(np.abs(weights) < _SMALL, 0, weights)
        return Learned(self, columns, rarity, weights, fitted.intercept_, fitted.classes_)

    def _templates(self, chosen: np.ndarray) -> np.ndarray:
        """Return in how many templates each feature occurs; what OCR misread does not count."""
        from scipy import sparse

        rows = np.where(chosen & self._clean)[0]
        of = sparse.csr_matrix(
            (np.ones(len(rows), np.float32), (self._group[rows], np.arange(len(rows)))), (self._group.max() + 1, len(rows))
        )
        return np.asarray(((of @ self._table[rows]) > 0).sum(0)).ravel()

    def _scaled(self, chosen: np.ndarray, columns: np.ndarray, rarity: np.ndarray) -> Any:
        from scipy import sparse

        weighed = self._table[chosen][:, columns] @ sparse.diags(rarity)
        length = np.maximum(vocabulary.SHORT, np.sqrt(np.asarray(weighed.multiply(weighed).sum(1)).ravel()))
        return sparse.diags(vocabulary.LENGTH / length) @ weighed

    def feature(self, column: int) -> str:
        """Return a feature by its number."""
        return self._features[column]

    def scaled_ones(self, chosen: np.ndarray, columns: np.ndarray, rarity: np.ndarray) -> Any:
        """Return the features of documents, each over its rarity: weights hold that already."""
        from scipy import sparse

        return self._scaled(chosen, columns, rarity) @ sparse.diags(1 / rarity)


class Learned:
    """Weights of features per class."""

    def __init__(
        self, words: Words, columns: np.ndarray, rarity: np.ndarray, weights: np.ndarray, bias: np.ndarray, classes: np.ndarray
    ) -> None:
        self._words, self._columns, self._rarity, self._weights, self._bias, self._classes = (
            words,
            columns,
            rarity,
            weights,
            bias,
            classes,
        )

    def say(self, chosen: np.ndarray, names: Sequence[str]) -> np.ndarray:
        """Return scores (documents x classes) as `Vocabulary.hear` does; classes without documents have the mean of all."""
        scores = np.asarray(self._words.scaled_ones(chosen, self._columns, self._rarity) @ self._weights.T) + self._bias
        said = np.zeros((scores.shape[0], len(names)))
        said[:, self._classes] = scores - scores.mean(1, keepdims=True)
        return said

    def write(self, path: Path, names: Sequence[str]) -> int:
        """Write `rules/class_words.tsv`; return the number of features."""
        ordered = sorted(range(len(self._columns)), key=lambda index: self._words.feature(self._columns[index]))
        rows = (
            (self._words.feature(self._columns[index]), float(self._rarity[index]), self._weights[:, index].tolist())
            for index in ordered
        )
        header = "Made by `python -m benchmarks.classes.train --write` from the tuning half; see docs/classes.md. Feature, rarity, weights of classes (a the first), in hundredths."
        return dump(path, header, [names[number] for number in self._classes], self._bias.tolist(), rows)


def _says_nothing(feature: str, banned: frozenset[str]) -> bool:
    """Whether a feature is a word of somebody's name or the beginning of one, a word that only holds sentences together, or a letter."""
    word = feature.strip("^=@*")
    return word in banned or word in FUNCTION_WORDS or len(word) < 2


def dump(
    path: Path, header: str, classes: Sequence[str], bias: Sequence[float], rows: Iterable[tuple[str, float, Sequence[float]]]
) -> int:
    """Write features with rarity and weights per class, those that round to nothing left out; return how many features were written."""
    lines = [f"# {header}", " ".join(classes) + "\t" + " ".join(f"{value:.2f}" for value in bias)]
    for feature, rarity, weights in rows:
        told = "".join(
            f"{vocabulary.LETTERS[number]}{round(100 * weight)}" for number, weight in enumerate(weights) if round(100 * weight)
        )
        lines.append(f"{feature}\t{round(100 * rarity)}\t{told}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines) - 2
