"""What the form of a document tells, whatever its words: date ranges, salutation, signature, amounts, blanks to fill in."""

from __future__ import annotations

import re

_PATTERNS: dict[str, tuple[re.Pattern[str], int]] = {
    # name: pattern, and how often it has to occur to count in full
    "date_ranges": (re.compile(r"\b(?:\d{1,2}[/.])?(?:19|20)\d\d ?(?:-|–|tot|à|to|bis|t/m) ?(?:(?:\d{1,2}[/.])?(?:19|20)\d\d|heden|nu|présent|aujourd'hui|ce jour|present|now|heute|current)\b", re.IGNORECASE), 2),
    "salutation": (re.compile(r"^(?:geachte|beste|dear|madame|monsieur|sehr geehrte|mevrouw|mijnheer)\b.{0,40}[,:]?\s*$", re.IGNORECASE | re.MULTILINE), 1),
    "signature": (re.compile(r"\b(?:met vriendelijke groeten?|hoogachtend|handtekening|voor akkoord|gelezen en goedgekeurd|signature|lu et approuvé|veuillez agréer|yours (?:sincerely|faithfully)|kind regards|unterschrift|mit freundlichen grüßen)\b", re.IGNORECASE), 1),
    "amounts": (re.compile(r"(?:€|\bEUR\b) ?\d[\d .]*(?:,\d\d)?|\b\d[\d .]*,\d\d ?(?:€|EUR\b)", re.IGNORECASE), 3),
    "structured_communication": (re.compile(r"\+{3}\d{3}/\d{4}/\d{5}\+{3}"), 1),
    "second_person": (re.compile(r"\b(?:jij|je|jouw|wij zoeken|wij bieden|nous offrons|nous cherchons|vous|we offer|you will|wir bieten|wir suchen)\b", re.IGNORECASE), 6),
    "blanks": (re.compile(r"\.{6,}|…{2,}|_{5,}|\[(?:naam|voornaam|datum|plaats|nom|prénom|name|date)[^\]]{0,20}\]|\{\{[^}]{1,40}\}\}|«[^»]{1,40}»|klik hier om tekst|in te vullen|lorem ipsum|\bXXX+\b|à remplir", re.IGNORECASE), 3),
    "scores": (re.compile(r"\b(?:[1-9]|10) ?/ ?(?:5|10|20)\b|\b(?:goed|voldoende|onvoldoende|uitstekend|zeer goed|satisfaisant|insuffisant|très bon|exceeds expectations|meets expectations)\b", re.IGNORECASE), 2),
}  # fmt: skip
_PEOPLE_COLUMNS = re.compile(
    r"\b(?:naam|voornaam|achternaam|geboortedatum|rijksregisternummer|insz|adres|gemeente|gsm|e-?mail|geslacht|nationaliteit|nom|prénom|date de naissance|adresse|surname|first name|name|birth date|vorname|geburtsdatum)\b",
    re.IGNORECASE,
)


def measure(text: str, *, is_table: bool, pictures: int) -> dict[str, float]:
    """Return each feature's strength from 0 to 1."""
    found = {name: min(1.0, sum(1 for _ in pattern.finditer(text)) / enough) for name, (pattern, enough) in _PATTERNS.items()}
    if is_table:
        rows = text.count("\n")
        header = {match.group().lower() for match in _PEOPLE_COLUMNS.finditer(text[:600])}
        found["many_people"] = 1.0 if len(header) >= 3 and rows >= 3 else 0.0
    found["picture_only"] = 1.0 if pictures and not text.strip() else 0.0
    return found
