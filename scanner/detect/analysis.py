"""Presidio with our recognisers: built when the first text has something to look at, for it and its libraries are dear to load."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult

from scanner import rulepacks
from scanner.detect.artifacts import LANGUAGE, LabelsDecide, LightNlpEngine, WindowArtifacts
from scanner.detect.custom import CustomEntities
from scanner.detect.kinds import BIRTH, PLACE, ZONE
from scanner.detect.personal import Personal
from scanner.detect.places import Gazetteer
from scanner.detect.recognizers import birth, birth_date, card_number, contact, country_of_birth, custom, mrz, national_number
from scanner.detect.window import Window
from scanner.rulemodels import FIELDS

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
        cues = [cue for rule in rules if rule.entity == PLACE for listed in rule.cues.values() for cue in listed]
        registry = RecognizerRegistry(supported_languages=[LANGUAGE])
        for recognizer in (
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
            *personal.recognizers,
        ):
            registry.add_recognizer(recognizer)
        self._engine = AnalyzerEngine(
            registry=registry,
            nlp_engine=self._nlp,
            supported_languages=[LANGUAGE],
            context_aware_enhancer=LabelsDecide(),
        )
        self._numbers = sorted(set(registry.get_supported_entities()) - FIELDS)

    def look(self, window: Window, *, fields: bool = False) -> list[RecognizerResult]:
        """Return the results in a window in order of place, one for each stretch of text.

        With `fields` what labels of ordinary words announce (names, addresses, nationalities), else everything but those.
        """
        results = self._engine.analyze(
            window.text,
            LANGUAGE,
            entities=sorted(FIELDS) if fields else self._numbers,
            nlp_artifacts=WindowArtifacts(window, self._nlp),
            return_decision_process=True,
            allow_list=self._allow,
        )
        return sorted(_without_nested(results), key=lambda found: (found.start, found.entity_type))


def _without_nested(results: list[RecognizerResult]) -> list[RecognizerResult]:
    """One stretch of text is one thing: the surer reading wins, the longer one when both are as sure."""
    kept: list[RecognizerResult] = []
    for result in sorted(results, key=lambda found: (-(found.score >= 0.5), -(found.end - found.start), -found.score)):
        inside = result.entity_type in (ZONE, BIRTH, PLACE)
        if inside or not any(
            result.start < other.end and other.start < result.end and other.entity_type != PLACE for other in kept
        ):
            kept.append(result)
    return kept
