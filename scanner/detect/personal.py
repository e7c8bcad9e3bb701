"""The recognisers of ordinary personal data, built from one rule pack: names, addresses, nationalities."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scanner import rulepacks
from scanner.detect import spacy_names, wordlists
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.fields import Fields
from scanner.detect.fold import Folded
from scanner.detect.labels import Labels
from scanner.detect.names import NameReader
from scanner.detect.places import Gazetteer
from scanner.detect.recognizers import address, nationality, person
from scanner.model import Segment


class Personal:
    """Built once per worker; `name_models` are spaCy models that are installed, none by default. Raises RuleError and ConfigError."""

    def __init__(self, folder: Path, rules: Iterable[rulepacks.EntityRule], name_models: Iterable[str] = ()) -> None:
        gazetteer = Gazetteer.load(folder / "places")
        words = wordlists.load(folder)
        reader = NameReader(words.persons, gazetteer)
        models = spacy_names.load(name_models)
        self._fields = Fields(wordlists.field_entries(rules, words))
        self._every_window = bool(models)  # a model needs no label
        self.recognizers: tuple[WindowRecognizer, ...] = (
            nationality.NationalityRecognizer(self._fields, words.nationalities, gazetteer),
            address.AddressRecognizer(self._fields, words.streets, gazetteer, address.Postcodes(folder, words.streets)),
            person.PersonRecognizer(self._fields, words.persons, reader),
            *(spacy_names.SpacyPersonRecognizer(name, model, reader) for name, model in models),
        )

    def worth(self, segment: Segment, folded: Folded, labels: Labels, base: int, end: int) -> bool:
        """Return whether a label announces something between two offsets, also where no digit or birth cue stands."""
        return self._every_window or self._fields.of(segment, folded, labels).worth(base, end)
