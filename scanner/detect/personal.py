"""The recognisers of names, addresses, nationalities and countries of birth, which share one set of labels and word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from scanner import rulepacks
from scanner.detect import wordlists
from scanner.detect.fields import Fields, speaks
from scanner.detect.fold import Folded
from scanner.detect.labels import Labels
from scanner.detect.names import NameReader
from scanner.detect.persons import People
from scanner.detect.places import Gazetteer
from scanner.model import Segment
from scanner.rulemodels import FIELDS

if TYPE_CHECKING:
    from scanner.detect.candidate import WindowRecognizer

# A postcode with its town: an address may stand where too few digits are for a number of a person.
_POSTCODE = re.compile(r"\d{4}(?:[ ][A-Z]{2})?[ ]{1,2}[^\W\d_a-z]|[ ]\(\d{4}\)")


class Personal:
    """Built once per worker; `name_models` are installed spaCy models, none by default. Raises RuleError."""

    def __init__(
        self, folder: Path, rules: Iterable[rulepacks.EntityRule], gazetteer: Gazetteer, name_models: Iterable[str] = ()
    ) -> None:
        self._words = words = wordlists.load(folder)
        self._folder, self._places, self._models = folder, gazetteer, tuple(name_models)
        self._reader = NameReader(
            words.persons, words.first_names.first_names, gazetteer, _other_labels(rules, rulepacks.look_alikes(folder))
        )
        self._fields = Fields(wordlists.field_entries(rules, words))
        self.people = People(words.persons)

    @cached_property
    def recognizers(self) -> tuple[WindowRecognizer, ...]:
        """The recognisers, built when a text has something to look at. Raises ConfigError for a model that cannot be loaded."""
        from scanner.detect import spacy_names
        from scanner.detect.recognizers import address, nationality, person, person_text

        words, fields, reader = self._words, self._fields, self._reader
        return (
            nationality.NationalityRecognizer(fields, words.nationalities, self._places),
            address.AddressRecognizer(fields, words.streets, self._places, address.Postcodes(self._folder, words.streets)),
            person.PersonRecognizer(fields, words.persons, reader),
            person_text.PersonInTextRecognizer(fields, words.persons, reader),
            *(spacy_names.SpacyPersonRecognizer(name, model, reader) for name, model in spacy_names.load(self._models)),
        )

    def announces(self, folded: Folded) -> bool:
        """Return whether a text has a label of these entities at all: the cheap pass, without tables."""
        return (
            bool(self._models)  # a model needs no label
            or any(speaks(folded.text, label) for label in self._fields.find(folded))
            or bool(_POSTCODE.search(folded.text))
        )

    def worth(self, segment: Segment, folded: Folded, labels: Labels, base: int, end: int) -> bool:
        """Return whether something may be announced between two offsets, also where no digit or birth cue stands."""
        return (
            bool(self._models)  # a model needs no label
            or self._fields.of(segment, folded, labels).worth(base, end)
            or bool(_POSTCODE.search(folded.text, base, end))
        )


def _other_labels(rules: Iterable[rulepacks.EntityRule], others: rulepacks.LookAlikes) -> Iterator[str]:
    """The labels of one word that announce anything but a person."""
    listed = [words for rule in rules if rule.entity not in FIELDS for words in rule.labels.values()]
    yield from (word for words in (*listed, *others.labels.values()) for word in words if " " not in word)
