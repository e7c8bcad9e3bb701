"""A conditional logit: evidence weighs the same for all classes, the form of a document for each class by itself."""

from __future__ import annotations

import numpy as np


class Model:
    """Weights of evidence, biases, and weights of form per class; `least` is what each kind of evidence weighs at least."""

    def __init__(self, kinds: int, forms: int, classes: int, least: np.ndarray) -> None:
        self.kinds = np.maximum(0, least).astype(np.float32)
        self.bias = np.zeros(classes, np.float32)
        self.forms = np.zeros((forms, classes), np.float32)
        self._least = least.astype(np.float32)
        self._most = np.where(np.isinf(least), 0, np.inf).astype(np.float32)

    def scores(self, kinds: np.ndarray, forms: np.ndarray) -> np.ndarray:
        """Return scores (documents x classes) of evidence (documents x classes x kinds) and forms (documents x features)."""
        return kinds @ self.kinds + self.bias + forms @ self.forms

    def fit(self, kinds: np.ndarray, forms: np.ndarray, truth: np.ndarray, share: np.ndarray, ridge: float = 0.002) -> Model:
        """Descend with Adam, the whole set at once: no chance, so the same weights each time."""
        kinds, forms = kinds.astype(np.float32), forms.astype(np.float32)
        parts = [self.kinds, self.bias, self.forms]
        means, squares = [np.zeros_like(part) for part in parts], [np.zeros_like(part) for part in parts]
        penalty = (ridge / 10, ridge / 10, ridge)
        hot = np.eye(len(self.bias), dtype=np.float32)[truth]
        share = (share / share.sum()).astype(np.float32)[:, None]
        for step in range(1, 301):
            scores = self.scores(kinds, forms)
            chance = np.exp(scores - scores.max(1, keepdims=True))
            chance /= chance.sum(1, keepdims=True)
            error = (chance - hot) * share
            slopes = [np.tensordot(error, kinds, axes=([0, 1], [0, 1])), error.sum(0), forms.T @ error]
            for number, part in enumerate(parts):
                slope = slopes[number] + penalty[number] * part
                means[number] += 0.1 * (slope - means[number])
                squares[number] += 0.01 * (slope**2 - squares[number])
                part -= 0.08 * (means[number] / (1 - 0.9**step)) / (np.sqrt(squares[number] / (1 - 0.99**step)) + 1e-8)  # noqa: PLW2901 - in place
            np.clip(self.kinds, self._least, self._most, out=self.kinds)
        return self


def calibrated(odds: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Return slope and offset of the logistic curve from log-odds to how often they are right."""
    slope, offset = 1.0, 0.0
    for _ in range(4000):
        error = 1 / (1 + np.exp(-(slope * odds + offset))) - right
        slope -= 0.05 * float((error * odds).mean())
        offset -= 0.05 * float(error.mean())
    return slope, offset
