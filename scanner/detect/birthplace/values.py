"""What a place of birth looks like where one is expected: listed, or at least a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from scanner import dates
from scanner.detect.places import Gazetteer

LISTED, CAPITALISED, LIKELY = 0.95, 0.8, 0.6
"""Scores: a listed place behind a cue or label; an unlisted name there; a listed place that is less surely one of a birth."""

_WORD = r"[A-ZÀ-ÖØ-ÞŸŒ][\w'’-]*"
_JOIN = r"(?:[ -](?:op|aan|bij|sur|sous|lez|les|la|le|de|den|der|ter|ten|het|am|an|in|of|the|du|des|en|el|al|os|do|da|del|upon|ob)(?:[ -](?:den|de|der|la|le|het))?)?"
NAME = rf"(?:'[st][ -])?{_WORD}(?:{_JOIN}[ -]{_WORD}){{0,3}}"
VALUE = re.compile(NAME)
_MORE = re.compile(rf"[ -](?P<rest>{_WORD})(?=,?[ ](?:\(|(?:(?:op|le|on|am|de)[ ])?{dates.PATTERN}))")
_LEADS_ON = re.compile(r"[ ](?:OP|LE|AM|ON|TE|IN|DE|EN|ET|WONENDE|DOMICILIÉE?|WOHNHAFT)(?![\w-]).*")  # in a text of capitals
# What stands behind a label for a place of birth and is none: the next label of a form, or that nothing is known.
NOT_A_PLACE = frozenset(
    [
        "naam",
        "voornaam",
        "voornamen",
        "datum",
        "date",
        "nationaliteit",
        "nationalité",
        "nationality",
        "geslacht",
        "sexe",
        "sex",
        "adres",
        "adresse",
        "address",
        "telefoon",
        "gsm",
        "e-mail",
        "email",
        "onbekend",
        "inconnu",
        "unknown",
        "unbekannt",
        "geboortedatum",
        "geboorteplaats",
        "nom",
        "prénom",
        "name",
        "surname",
        "plaats",
        "lieu",
        "place",
        "ort",
        "op",
        "le",
        "am",
        "on",
        "de",
        "het",
        "een",
        "vraag",
        "zie",
        "rijksregisternummer",
        "insz",
        "niss",
        "straat",
        "gemeente",
        "postcode",
        "land",
        "burgerlijke",
        "ja",
        "nee",
        "non",
        "oui",
        "neen",
        "yes",
        "no",
        "geen",
        "aucun",
        "none",
        "data",
        "date-de",
        "achternaam",
        "familienaam",
        "woonplaats",
        "domicile",
        "wohnort",
        "straße",
        "strasse",
        "tel",
        "idem",
        "zelfde",
        "same",
        "nvt",
        "n.v.t",
        "ditto",
        "prénoms",
        "prenom",
        "given",
        "last",
        "first",
        "beroep",
        "profession",
        "beruf",
        "taal",
        "langue",
        "sprache",
        "opleiding",
        "ervaring",
        "expérience",
        "experience",
        "burgerservicenummer",
        "rijksregister",
        "registre",
        "national",
        "nationaal",
        "numéro",
        "numero",
        "nummer",
        "kaartnummer",
        "ikl",
        "leeftijd",
        "age",
        "alter",
        "status",
        "état",
        "stand",
        "contact",
    ]
)


class Found(NamedTuple):
    """A place of birth in a window: its offsets, score and reasons."""

    start: int
    end: int
    score: float
    evidence: tuple[str, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class Values:
    """Reads the place that begins at an offset."""

    gazetteer: Gazetteer

    def end(self, text: str, start: int, *, small: bool = False) -> int | None:
        """Return the end of a listed place, None without one; `small` also takes small letters, as behind a label."""
        found = self.gazetteer.longest_prefix(text, start, after_label=small)
        if found is None or text[found[0] : found[0] + 1].isalnum() or text[found[0] : found[0] + 1] == ":":
            return None
        return found[0]

    def whole_end(self, text: str, start: int, end: int) -> int:
        """Return the end of a name of which a listed place is only the first word: "Ain Tazra", but "Liège" in "Liège Belgique"."""
        more = _MORE.match(text, end)
        if more is None or more.group("rest").split()[0].lower() in NOT_A_PLACE or text[start : more.end()].isupper():
            return end
        return end if self.end(text, more.start("rest")) else more.end()

    def clear(self, text: str, start: int) -> int | None:
        """Return the end of a listed place in small letters that is no other word too, None without one."""
        end = self.end(text, start, small=True)
        return None if end is None or self.gazetteer.ambiguous(text[start:end]) else end


def named(text: str, start: int) -> int | None:
    """Return the end of the capitalised name at an offset that is not the next label of a form; None without one."""
    match = VALUE.match(text, start)
    if match is None or len(match.group()) < 2 or match.group().lower().split()[0].strip("'-") in NOT_A_PLACE:
        return None
    led = _LEADS_ON.search(match.group()) if match.group().isupper() else None
    return start + led.start() if led else match.end()
