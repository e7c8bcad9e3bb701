"""What may be shown of a value: of numbers at most the first two digits, of names and places the first letter, of special categories the kind."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

from scanner.detect.special import ENTITIES as SPECIAL

_SHAPES = {"BE_NATIONAL_REGISTER_NUMBER": "##.##.##-###.##", "BE_ID_CARD_NUMBER": "###-#######-##"}


def mask(entity: str, canonical: str) -> str:
    """Return the preview of a value in its canonical form (digits only for numbers, ISO for dates)."""
    if entity in _SHAPES and canonical.isdigit():
        return _fill(_SHAPES[entity], canonical)
    if entity == "ID_MRZ":
        return f"MRZ {canonical}"
    if entity in ("PLACE_OF_BIRTH", "PERSON", "ADDRESS", "NATIONALITY"):
        return canonical[:1] + "***" if canonical[:1].isalpha() else "***"
    if entity == "EMAIL_ADDRESS":
        return canonical[:1] + "***@***" if canonical[:1].isalpha() else "***@***"
    if entity in SPECIAL:  # kind and term of a rule
        kind, _, term = canonical.partition(": ")
        return f"{kind}: {next(filter(str.isalpha, term), '').lower()}***"
    if entity in ("ID_PHOTO", "EID_EXPORT", "ID_CARD_COPY", "PERSON_PHOTO"):
        return "***"
    shown = 0
    out = ""
    for char in canonical:
        if char.isdigit() and shown < 2 and entity != "IBAN_CODE":
            shown += 1
            out += char
        else:
            out += "*" if char.isdigit() else (char if char in "+-./ " or (entity == "IBAN_CODE" and len(out) < 2) else "*")
    return out


def _fill(shape: str, digits: str) -> str:
    out = ""
    used = 0
    for char in shape:
        if char == "#":
            out += digits[used] if used < 2 and used < len(digits) else "*"
            used += 1
        else:
            out += char
    return out


def fingerprint(key: bytes, entity: str, canonical: str) -> str:
    """Return HMAC-SHA-256 (hex) of a value under the run's key: equal values compare, nobody can turn it back."""
    same = same_name(canonical) if entity == "PERSON" else canonical
    return hmac.new(key, f"{entity}\0{same}".encode(), hashlib.sha256).hexdigest()


def same_name(name: str) -> str:
    """Return the words of a name in one form: "JANSSENS, An" and "An Janssens" are one person."""
    low = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return " ".join(sorted(re.findall(r"[\w'-]+", low)))
