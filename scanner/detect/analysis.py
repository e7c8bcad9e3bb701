"""Presidio with our recognisers: built when the first text has something to look at, for it and its libraries are dear to load."""

from __future__ import annotations

import logging
from bisect import bisect_left, insort
from collections.abc import Iterable

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult

from scanner import rulepacks
from scanner.detect.artifacts import LANGUAGE, LabelsDecide, LightNlpEngine, WindowArtifacts
from scanner.detect.custom import CustomEntities
from scanner.detect.kinds import BIRTH, PLACE, ZONE
from scanner.detect.misread import misread_cues
from scanner.detect.personal import Personal
from scanner.detect.places import Gazetteer
from scanner.detect.recognizers import birth, birth_date, card_number, contact, country_of_birth, custom, mrz, national_number
from scanner.detect.window import Window

_DEEP = 8  # results that may lie in one another: a zone or a birth date holds others

logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)


class Analysis:
    """All recognisers over one window at a time; `allow` are exact texts that are no finding."""

    def __init__(
        self,
        places: Gazetteer,
        rules: tuple[rulepacks.EntityRule, ...],
        allow: Iterable[str],
        personal: Personal,
        own: CustomEntities,
    ) -> None:
        self._allow = list(allow)
        self._nlp = LightNlpEngine()
        listed = [phrases for rule in rules if rule.entity == PLACE for phrases in rule.cues.values()]
        cues = [*(cue for phrases in listed for cue in phrases), *misread_cues(listed)]
        self._numbers = self._engine(
            national_number.NationalNumberRecognizer(),
            card_number.CardNumberRecognizer(),
            mrz.MrzRecognizer(),
            birth.BirthPlaceRecognizer(places, cues),
            country_of_birth.CountryOfBirthRecognizer(places),
            birth_date.BirthDateRecognizer(),
            contact.IbanRecognizer(),
            contact.IklRecognizer(),
            contact.OfflineEmailRecognizer(),
            contact.BelgianPhoneRecognizer(),
            *(custom.CustomRecognizer(rule, own.patterns[rule.entity]) for rule in own.rules),
        )
        self._fields = self._engine(*personal.recognizers)

    def _engine(self, *recognizers: EntityRecognizer) -> AnalyzerEngine:
        """An engine of its own for each group: asked for some entities of a larger one, Presidio takes recognisers in no order."""
        registry = RecognizerRegistry(supported_languages=[LANGUAGE])
        for recognizer in recognizers:
            registry.add_recognizer(recognizer)
        return AnalyzerEngine(
            registry=registry,
            nlp_engine=self._nlp,
            supported_languages=[LANGUAGE],
            context_aware_enhancer=LabelsDecide(),
        )

    def look(self, window: Window, *, fields: bool = False) -> list[RecognizerResult]:
        """Return the results in a window in order of place, one for each stretch of text.

        With `fields` what labels of ordinary words announce (names, addresses, nationalities), else everything but those.
        """
        results = (self._fields if fields else self._numbers).analyze(
            window.text,
            LANGUAGE,
            nlp_artifacts=WindowArtifacts(window, self._nlp),
            return_decision_process=True,
            allow_list=self._allow,
        )
        return sorted(_without_nested(results), key=lambda found: (found.start, found.entity_type))


def _without_nested(results: list[RecognizerResult]) -> list[RecognizerResult]:
    """One stretch of text is one thing: the surer reading wins, the longer one when both are as sure."""
    kept: list[RecognizerResult] = []
    taken: list[tuple[int, int]] = []  # by those kept, apart from places; in order
    for result in sorted(results, key=_surest):
        inside = result.entity_type in (ZONE, BIRTH, PLACE)
        if inside or not _shares(taken, result.start, result.end):
            kept.append(result)
            if result.entity_type != PLACE:
                insort(taken, (result.start, result.end))
    return kept


def _surest(found: RecognizerResult) -> tuple[bool, int, float, int, str]:
    return found.score < 0.5, found.start - found.end, -found.score, found.start, found.entity_type


def _shares(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a stretch shares a character with one of those taken, of which few begin far before it."""
    index = bisect_left(taken, (end,))
    return any(other > start for _, other in taken[max(0, index - _DEEP) : index])
