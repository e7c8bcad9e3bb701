"""Fills the templates: `{{kind@person:form|width}}`, with `!` for damage as of a scan, `~` for "either way is right", `?` for "at most a note"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.accuracy import document as doc
from benchmarks.accuracy import fillers, forms, numbers, people
from benchmarks.accuracy.document import Document, Part, Truth

FOLDER = Path(__file__).parent / "templates"
_SLOT = re.compile(
    r"\{\{(?:=(?P<choice>[^}]*)|(?P<kind>\w+)(?:@(?P<person>\d+))?(?::(?P<form>\w+))?(?P<flags>[!~?]*)(?:\|(?P<width>\d+))?)\}\}"
)
_EXPECTED = {"~": "free", "?": "silent"}
_TRUTHS = {"rrn", "card", "fcard", "mrz", "ikl", "pob", "dob", "iban", "phone", "email"}


@lru_cache
def templates(half: str) -> tuple[dict[str, Any], ...]:
    """Return the templates of a half, `tuning` or `measuring`, as written."""
    return tuple(one for path in sorted((FOLDER / half).glob("*.yaml")) for one in yaml.safe_load_all(path.read_text("utf-8")))


def documents(half: str, per_template: int, seed: int = 1) -> Iterator[Document]:
    """Yield `per_template` documents of every template of a half; the same arguments give the same documents."""
    for template in templates(half):
        for number in range(per_template):
            yield fill(template, half, seed * 100_000 + number)


def fill(template: dict[str, Any], half: str, seed: int) -> Document:
    """Return the template's document for a seed."""
    return _Filler(template, half, Random(f"{half}/{template['name']}/{seed}")).document(seed)


class _Filler:
    def __init__(self, template: dict[str, Any], half: str, rng: Random) -> None:
        self.template, self.half, self.rng = template, half, rng
        self.language = template["language"]
        self.people: dict[int, people.Person] = {}
        self.truths: list[Truth] = []
        self.decoys: list[tuple[str, int, int, int]] = []
        self.part = 0
        self.row = 0

    def document(self, seed: int) -> Document:
        parts = []
        self.part = -1
        name, _ = self._fill(self.template.get("file_name", ""))
        for number, part in enumerate(self.template["parts"]):
            self.part = number
            parts.append(Part(self._fill(part["text"])[0]) if "text" in part else self._table(part["table"]))
        damaged = bool(self.template.get("damage"))
        return Document(
            self.template["name"], self.language, seed, tuple(self.template["formats"]), tuple(parts), tuple(self.truths),
            tuple(self.decoys), name, damaged,
        )  # fmt: skip

    def _table(self, table: dict[str, Any]) -> Part:
        rows = table["rows"]
        rows = [*rows, *(rows[-1:] * (table.get("repeat", 1) - 1))]
        text = ""
        cells: list[tuple[int, int, int, int]] = []
        for number, row in enumerate(rows, 1):
            if number > 2 and "repeat" in table:
                self.people.clear()
            self.row = max(1, number - 1)
            text += "\n" if number > 1 else ""
            column = 0
            for source in row:
                text += "\t" if column else ""
                value, _ = self._fill(source, len(text))
                for piece in value.split(forms.CELL):
                    column += 1
                    start = cells[-1][1] + 1 if cells else 0
                    cells.append((start, start + len(piece), number, column))
                text += value.replace(forms.CELL, "\t")
        return Part(text, tuple(cells), table["name"])

    def _fill(self, source: str, base: int = 0) -> tuple[str, int]:
        """Return the source with its slots filled; truths are noted at their offsets from `base`."""
        rate = self.template.get("damage", 0)
        out, last = "", 0
        for slot in _SLOT.finditer(source):
            out += forms.damaged_words(self.rng, source[last : slot.start()], rate)
            last = slot.end()
            out += self._slot(slot, base + len(out))
        out += forms.damaged_words(self.rng, source[last:], rate)
        return out, base + len(out)

    def _slot(self, slot: re.Match[str], start: int) -> str:
        if slot["choice"] is not None:
            return str(self.rng.choice(slot["choice"].split("|")))
        kind, form, flags = slot["kind"], slot["form"] or "", slot["flags"]
        number = int(slot["person"] or 1)
        if kind in _TRUTHS:
            text = str(getattr(self, f"_{kind}")(self._person(number), form, start, flags))
        else:
            text = self._plain(kind, form, number)
            if kind in fillers.DECOYS:
                self.decoys.append((kind, self.part, start, start + len(text)))
        return text.ljust(max(int(slot["width"]), len(text) + 2)) if slot["width"] else text

    def _person(self, number: int) -> people.Person:
        if number not in self.people:
            kinds = self.template.get("people", [])
            self.people[number] = people.person(self.rng, self.half, kinds[number - 1] if number <= len(kinds) else "any")
        return self.people[number]

    def _note(
        self, entity: str, value: str, start: int, text: str, form: str, expected: str = "found", damaged: bool = False
    ) -> None:
        damaged = damaged or bool(self.template.get("damage"))
        self.truths.append(Truth(entity, value, self.part, start, start + len(text), form, expected, damaged))

    def _expected(self, flags: str) -> str:
        return next((_EXPECTED[flag] for flag in flags if flag in _EXPECTED), "found")

    def _rrn(self, person: people.Person, form: str, start: int, flags: str) -> str:
        text, form = forms.national(self.rng, person.national, form)
        expected = self._expected(flags)
        if form in ("masked", "scientific"):
            self._note(doc.BIRTH, person.birth.isoformat(), start, text, form, "free")
            expected = "silent"
        if form == "filename" and "." not in text:  # digits without a label: a note is right, and so is a finding
            expected = "free"
        if "!" in flags:
            text = forms.damaged_number(self.rng, text)
        self._note(doc.NATIONAL, person.national, start, text, form, expected, "!" in flags)
        return text

    def _card(self, person: people.Person, form: str, start: int, flags: str) -> str:
        text = forms.card(person.card, form)
        if "!" in flags:
            text = forms.damaged_number(self.rng, text)
        self._note(doc.CARD, person.card, start, text, form or "dash", self._expected(flags), "!" in flags)
        return text

    def _fcard(self, person: people.Person, form: str, start: int, flags: str) -> str:
        text = forms.card(person.foreigner_card, form)
        self._note(doc.CARD, person.foreigner_card, start, text, f"foreigner {form}", self._expected(flags))
        return text

    def _mrz(self, person: people.Person, form: str, start: int, flags: str) -> str:
        until = dt.date(2026, 1, 1) + dt.timedelta(days=self.rng.randrange(3000))
        names = (people.for_zone(person.last), people.for_zone(person.first))
        kind = {"td1": "current", "td1old": "old", "foreign": "foreign"}.get(form)
        if kind:
            nationality = "BEL" if kind != "foreign" else self.rng.choice(("MAR", "SYR", "TUR", "AFG", "COD"))
            card = person.foreigner_card if kind == "foreign" else person.card
            rows = numbers.zone_of_card(
                self.rng, kind, card, person.national, person.birth, until, person.sex, names, nationality
            )
        else:
            rows = numbers.zone_of_passport(self.rng, person.birth, until, person.sex, names)
        text = "\n".join(rows)
        if "!" in flags:
            text = forms.damaged_zone(self.rng, text)
        hurt = "!" in flags
        self._note(doc.MRZ, "", start, text, form, "found", hurt)
        self._note(doc.BIRTH, person.birth.isoformat(), start, text, form, "free")
        if kind:
            self._note(doc.NATIONAL, person.national, start, text, f"in zone {form}", "found", hurt)
        shown = {"current": person.card, "old": person.card[:9], "foreign": person.foreigner_card}.get(kind or "")
        if shown:  # the oldest cards have only the first nine digits in the zone
            self._note(doc.CARD, shown, start, text, f"in zone {form}", "found" if kind == "current" else "free", hurt)
        return text

    def _ikl(self, person: people.Person, form: str, start: int, flags: str) -> str:
        text = person.ikl
        if form == "space":
            text = f"{text[:3]} {text[3:6]} {text[6:]}".strip()
        if form == "dot":
            text = f"{text[:-6]}.{text[-6:-3]}.{text[-3:]}".strip(".")
        self._note(doc.IKL, person.ikl, start, text, form or "plain", self._expected(flags))
        return text

    def _pob(self, person: people.Person, form: str, start: int, flags: str) -> str:
        text = self.rng.choice(people.VILLAGES[self.half]) if form == "village" else person.place
        text = {"upper": text.upper(), "lower": text.lower()}.get(form, text)
        self._note(doc.PLACE, text, start, text, form, self._expected(flags))
        return text

    def _dob(self, person: people.Person, form: str, start: int, flags: str) -> str:
        text = forms.date(person.birth, form or "slash", self.language)
        self._note(doc.BIRTH, person.birth.isoformat(), start, text, form, self._expected(flags))
        return text

    def _iban(self, person: people.Person, form: str, start: int, flags: str) -> str:
        plain = numbers.iban(self.rng)
        text = plain if form == "plain" else " ".join(plain[index : index + 4] for index in range(0, 16, 4))
        self._note(doc.IBAN, plain, start, text, form)
        return text

    def _phone(self, person: people.Person, form: str, start: int, flags: str) -> str:
        value = numbers.landline(self.rng) if form == "fixed" else numbers.mobile(self.rng, like_bis=form == "bis")
        text = (
            f"+{value[:2]} {value[2:5]} {value[5:7]} {value[7:9]} {value[9:]}" if form == "bis" else forms.phone(self.rng, value)
        )
        self._note(doc.PHONE, value, start, text, form)
        return text

    def _email(self, person: people.Person, form: str, start: int, flags: str) -> str:
        text = f"{people.for_zone(person.first).replace('<', '-').lower()}.{people.for_zone(person.last).replace('<', '').lower()}@example.be"
        self._note(doc.EMAIL, text, start, text, form)
        return text

    def _plain(self, kind: str, form: str, number: int) -> str:
        if kind.lower() in ("name", "first", "last"):
            person = self._person(number)
            text = {"name": f"{person.first} {person.last}", "first": person.first, "last": person.last}[kind.lower()]
            return text.upper() if kind.isupper() else text
        return str(self.row) if kind == "seq" else fillers.make(self.rng, kind, form, self.language)
