"""Invented holders of documents, their portraits, and fields with a label above a value."""

from __future__ import annotations

import datetime as dt
from random import Random

from PIL import Image

from benchmarks.accuracy.people import Person, for_zone, person
from benchmarks.vision.canvas import Canvas
from benchmarks.vision.portraits import portrait

MONTHS = ("JAN", "FEB", "MAAR", "APR", "MEI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC")
COUNTRY = "BELGIË   BELGIQUE   BELGIEN   BELGIUM"


class Holder:
    """Whom a document is of: names, numbers, dates, and the language of its labels."""

    def __init__(self, rng: Random, half: str) -> None:
        self.person: Person = person(rng, half, "plain")
        self.language = rng.choice(("nl", "nl", "fr", "de"))
        begin = dt.date(2012, 1, 1) + dt.timedelta(days=rng.randrange(4600))
        self.begin, self.until = begin, begin + dt.timedelta(days=3650)
        self.card = f"{self.person.card[:3]}-{self.person.card[3:10]}-{self.person.card[10:]}"
        number = self.person.national
        self.national = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
        self.born = f"{self.person.birth.day:02d} {MONTHS[self.person.birth.month - 1]} {self.person.birth.year}"
        self.names = for_zone(self.person.last), for_zone(self.person.first)
        self.validity = f"{self.begin:%d.%m.%Y} - {self.until:%d.%m.%Y}"


def photo(rng: Random, half: str, *, grey: bool = True) -> Image.Image:
    image = portrait(rng, half, (300, 400))
    return image.convert("L") if grey else image


def fields(canvas: Canvas, left: float, top: float, step: float, rows: list[tuple[str, str]]) -> None:
    for number, (label, value) in enumerate(rows):
        canvas.text(left, top + number * step, 1.35, label, (60, 70, 90))
        canvas.text(left, top + number * step + 2.1, 2.1, value)
