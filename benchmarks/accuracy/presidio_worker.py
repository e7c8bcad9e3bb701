"""Plain Presidio in a process of its own: texts as JSON lines in, results as JSON lines out.

Alone, because Presidio looks its recognisers up by class name among all that are loaded, and would take ours for its own.
Its predefined recognisers for English (most of them are), an empty language model, nothing downloaded.
"""

from __future__ import annotations

import json
import logging
import sys

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine


class _Blank(SpacyNlpEngine):  # type: ignore[misc]  # the library has no types
    """Words without a model: no entities of spaCy's own, no download."""

    def load(self) -> None:
        """Set a tokenizer in place of the model."""
        self.nlp = {"en": spacy.blank("en")}


def engine() -> AnalyzerEngine:
    """Return Presidio as it comes; domain suffixes from the list that is built in."""
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())
    nlp = _Blank(models=[{"lang_code": "en", "model_name": "blank"}])
    nlp.load()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])


def main() -> None:
    """Answer every line until the input ends."""
    logging.disable(logging.CRITICAL)
    plain = engine()
    for line in sys.stdin:
        found = plain.analyze(json.loads(line), "en")
        sys.stdout.write(json.dumps([[item.entity_type, item.start, item.end, item.score] for item in found]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
