"""Names of people by a language model of spaCy that the administrator has installed; off unless the configuration names one.

Nothing is downloaded. A model only adds what no label announces, with a confidence below that of a labelled name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.names import NameReader
from scanner.detect.window import Window
from scanner.errors import ConfigError

if TYPE_CHECKING:
    from spacy.language import Language

SCORE = 0.45
_PERSON = frozenset({"PER", "PERSON"})
_MODEL = re.compile(r"[a-z]{2,3}_[a-z0-9_]+")
# What finding entities needs; the rest of a model costs time and memory.
_UNUSED = ("tagger", "parser", "lemmatizer", "attribute_ruler", "morphologizer", "senter", "textcat", "textcat_multilabel")


def check(names: Iterable[str]) -> None:
    """Look whether models of these names are installed, without loading them: for the command, before any worker starts.

    Raises ConfigError, in one line, when a name is no model's or the model is not installed.
    """
    for name in names:
        if not _MODEL.fullmatch(name):
            raise ConfigError(f"name model {name!r}: write the name of an installed spaCy model, such as nl_core_news_sm")
        from spacy.util import is_package

        if not is_package(name):
            raise ConfigError(
                f"name model {name}: not installed; install its wheel with pip, or take it out of the configuration"
            )


def load(names: Iterable[str]) -> list[tuple[str, Language]]:
    """Return the installed models of these names, such as `nl_core_news_sm`, with only what finds entities.

    Raises ConfigError as `check` does, and when a model cannot be loaded or finds no people.
    """
    models: list[tuple[str, Language]] = []
    for name in names:
        check([name])
        import spacy

        try:
            model = spacy.load(name, exclude=_UNUSED)
        except (OSError, ValueError, ImportError, AttributeError) as error:
            reason = type(error).__name__
            raise ConfigError(
                f"name model {name}: cannot be loaded ({reason}); install the version for spaCy {version('spacy')}"
            ) from None
        if not _PERSON & _labels(model):
            raise ConfigError(
                f"name model {name}: it finds no people; choose a model with named entities, such as nl_core_news_sm"
            )
        models.append((name, model))
    return models


def _labels(model: Language) -> set[str]:
    """What the model's finders of entities can say."""
    return {label for name in ("ner", "entity_ruler") if name in model.pipe_names for label in _pipe_labels(model.get_pipe(name))}


def _pipe_labels(pipe: Any) -> Iterable[str]:
    return getattr(pipe, "labels", ())


class SpacyPersonRecognizer(WindowRecognizer):
    """Finds names with one model, and refuses what the rules know to be an organisation, a role or a place."""

    ENTITY = "PERSON"

    def __init__(self, name: str, model: Language, reader: NameReader) -> None:
        super().__init__()
        self._model_name = name
        self._model = model
        self._reader = reader

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results = []
        for entity in self._model(text).ents:
            if entity.label_ not in _PERSON:
                continue
            name = self._reader.read(text, entity.start_char, entity.end_char)
            if name is not None and len(name.words) > 1 and not self._reader.place(text, name):
                evidence = (f"model: {self._model_name}",)
                results.append(self.result(name.start, name.end, SCORE, text[name.start : name.end], evidence, "name model"))
        return results
