"""Dates in words, as deeds write them."""

from __future__ import annotations

from datetime import date

import pytest

from scanner.detect import spelled_dates


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        (
            "op zeventien april negentienhonderd drieënzestig, ongehuwd",
            date(1963, 4, 17),
            "zeventien april negentienhonderd drieënzestig",
        ),
        ("op zes mei duizend negenhonderd vijfenvijftig", date(1955, 5, 6), "zes mei duizend negenhonderd vijfenvijftig"),
        ("op eerste juni tweeduizend en een te Gent", date(2001, 6, 1), "eerste juni tweeduizend en een"),
        (
            "le vingt-deux avril mil neuf cent soixante-huit, épouse",
            date(1968, 4, 22),
            "vingt-deux avril mil neuf cent soixante-huit",
        ),
        ("le premier mars mil neuf cent nonante et un", date(1991, 3, 1), "premier mars mil neuf cent nonante et un"),
        (
            "le dix-sept juin mil neuf cent quatre-vingt-trois",
            date(1983, 6, 17),
            "dix-sept juin mil neuf cent quatre-vingt-trois",
        ),
        ("le trente et un mai deux mille", date(2000, 5, 31), "trente et un mai deux mille"),
        ("am dritten Mai neunzehnhundert einundfünfzig", date(1951, 5, 3), "dritten Mai neunzehnhundert einundfünfzig"),
        ("op de twaalfde augustus negentienhonderd tachtig", date(1980, 8, 12), "twaalfde augustus negentienhonderd tachtig"),
    ],
)
def test_a_date_in_words_is_read(text: str, day: date, words: str) -> None:
    assert [(text[start:end], found) for start, end, found in spelled_dates.find(text, 0, len(text))] == [(words, day)]


@pytest.mark.parametrize(
    "text",
    ["drie april volgend jaar", "dertig februari negentienhonderd tachtig", "elke mei negentienhonderd tachtig", "tien mei"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert list(spelled_dates.find(text, 0, len(text))) == []


def test_many_words_take_little() -> None:
    """A long text of words like those of a year is read once, not once from each word on."""
    text = "een mei " + "negentienhonderd en " * 2000
    assert len(list(spelled_dates.find(text, 0, len(text)))) <= 1
