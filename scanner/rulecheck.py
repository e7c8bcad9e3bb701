"""Reads the rule packs that workers would stumble over, so that a mistake in one is told before anything is scanned."""

from __future__ import annotations

from pathlib import Path

from scanner.classify import vocabulary as class_words
from scanner.classify import weights
from scanner.detect import wordlists
from scanner.detect.vision import vocabulary as cards


def check(folder: Path) -> None:
    """Raise RuleError when the word lists, the words of cards, or the weights and learned words of classes cannot be used."""
    wordlists.load(folder)
    cards.load(folder)
    weights.load(folder)
    class_words.load(folder)
