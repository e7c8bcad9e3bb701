"""What Presidio hands from the language engine to the recognisers: here the labels of the text, and no language model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from scanner.detect.window import Window

__all__ = ["LANGUAGE", "LabelsDecide", "LightNlpEngine", "Window", "WindowArtifacts"]

LANGUAGE = "xx"
"""Presidio wants a language; ours are all looked for at once, since a Belgian file mixes them in one page."""


class WindowArtifacts(NlpArtifacts):
    """The artifacts of one window: no tokens, but the window itself with its labels."""

    def __init__(self, window: Window, engine: LightNlpEngine) -> None:
        super().__init__(entities=[], tokens=[], tokens_indices=[], lemmas=[], nlp_engine=engine, language=LANGUAGE)
        self.window = window


class LightNlpEngine(NlpEngine):
    """A language engine without a model: nothing is downloaded, loaded or guessed."""

    def load(self) -> None:
        """Load nothing."""

    def is_loaded(self) -> bool:
        """Return True: there is nothing to load."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Return artifacts without labels, for a caller that brings none."""
        return NlpArtifacts([], [], [], [], self, language)

    def process_batch(self, texts: Iterable[str], language: str, **kwargs: Any) -> Iterator[tuple[str, NlpArtifacts]]:
        """Yield each text with its artifacts."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Return False: no word lists are used here."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """Return whether no character of a word is a letter or digit."""
        return not any(char.isalnum() for char in word)

    def get_supported_entities(self) -> list[str]:
        """Return nothing: the engine itself recognises no entity."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Return the one language that stands for all."""
        return [LANGUAGE]


class LabelsDecide(ContextAwareEnhancer):
    """No second opinion on context: the recognisers have weighed the labels, as whole words and by place.

    Presidio's own enhancer matches context words as substrings and costs the square of the text's length.
    """

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0, min_score_with_context_similarity=0, context_prefix_count=0, context_suffix_count=0
        )

    def enhance_using_context(
        self, text: str, raw_results: list[Any], nlp_artifacts: Any, recognizers: list[Any], context: list[str] | None = None
    ) -> list[Any]:
        """Return the results as they are."""
        return raw_results
