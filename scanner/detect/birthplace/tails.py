"""What a birth label goes on with, so that not every way to join two fields is a label of its own: "geb.plaats + -datum", "geb.dat./plaats"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HALF = re.compile(
    r"[ ]?(?:[+/&,-]|(?:en|et|and|und)(?![^\W\d_]))[ ]?(?:(?:le|la|du|de)[ ]|l')?-?(?:(?:geboorte|geb\.?|geburts)[ ]?-?)?"
    r"(?:(?P<date>datum|dat\.|dat|date|tag)|(?P<place>plaats|pl\.|pl|gemeente|stad|lieu|ville|commune|place|city|town|ort|stadt)|land|pays|country|nationaliteit|nationalité|nationality|nationalität|staatsangehörigkeit)"
    r"(?:[ ](?:de[ ](?:la[ ])?naissance|de[ ]naiss\.|naiss\.|of[ ]birth|der[ ]geburt|(?:van[ ])?geboorte))?(?![^\W\d_])",
    re.IGNORECASE,
)
_FIRST = frozenset(" +/&,-aeuAEU")  # what a label goes on with begins with one of these
_MOST = 3  # fields in one label: place, date, country
# Whose it is, before a colon: "geboorteplaats moeder:", "lieu de naissance du père :".
_WHOSE = re.compile(r"(?:[ ](?!(?:niet|geen|nooit|pas|jamais|not|never|nicht|nie)[ :])[a-zà-ÿ][a-zà-ÿ'.]{1,14}){1,3}(?=[ ]?[:=])")

_BY_PAPERS = re.compile(r"[ ](?:volgens|selon|d'après|according[ ]to|laut|gemäß)(?:[ ][^\W\d_]{2,15}){1,3}(?=[ ]?[:=])")
_OF_A_PARENT = re.compile(
    r"[ ](?:van[ ])?(?:de[ ])?(?:vader|moeder|partner|kind|père|mère|enfant|conjoint|father|mother|child|vater|mutter)(?=[ ])"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a label ends with what it goes on with, and whether that asks for a date or a place."""

    end: int
    date: bool = False
    place: bool = False


def tail(text: str, end: int, *, whose: bool = True) -> Tail:
    """Return the tail of the label that ends at an offset, with `whose` it is; its end is that offset when it has none."""
    if text[end : end + 1] not in _FIRST:
        return Tail(end)
    date = place = False
    for _ in range(_MOST):
        half = _HALF.match(text, end)
        if half is None:
            break
        end, date, place = half.end(), date or bool(half["date"]), place or bool(half["place"])
    told = (_WHOSE.match(text, end) or _BY_PAPERS.match(text, end) or _OF_A_PARENT.match(text, end)) if whose else None
    return Tail(told.end() if told else end, date, place)
