"""What fills a document besides the values that count: places of work, dates, amounts, and numbers that look like others."""

from __future__ import annotations

import datetime as dt
from random import Random

from benchmarks.accuracy import forms, numbers, people

_NUMBERS = (
    "ogm",
    "account",
    "kbo",
    "vat",
    "unit",
    "riziv",
    "onss",
    "stamp",
    "order",
    "ean",
    "isbn",
    "inv",
    "track",
    "dimona",
    "ov",
    "vacancy",
    "six",
)
DECOYS = frozenset((*_NUMBERS, "steuer", "pesel", "tckn", "bsn", "nir", "city", "CITY", "date"))
"""Kinds that must not be taken for a value that counts; `:collide` makes them pass the check of a national number."""


def make(rng: Random, kind: str, form: str, language: str) -> str:
    """Return a filler of a kind; raises KeyError for a kind that is not known."""
    day = dt.date(2015, 1, 1) + dt.timedelta(days=rng.randrange(3900))
    makers = {
        "city": lambda: rng.choice(people.NAMES["cities"]),
        "CITY": lambda: rng.choice(people.NAMES["cities"]).upper(),
        "company": lambda: rng.choice(people.NAMES["companies"]),
        "job": lambda: rng.choice(people.NAMES["jobs"]),
        "school": lambda: rng.choice(people.NAMES["schools"]),
        "address": lambda: _address(rng),
        "date": lambda: forms.date(day, form or rng.choice(("slash", "dash", "dot")), language),
        "year": lambda: str(rng.randint(1998, 2023)),
        "money": lambda: f"{rng.choice(('EUR', '€'))} {rng.randint(1, 9)}.{rng.randint(0, 999):03d},{rng.randint(0, 99):02d}",
        "time": lambda: f"{rng.randint(8, 17)}:{rng.randint(0, 59):02d}",
        "six": lambda: numbers.digits(rng, 6),
        "ogm": lambda: _stars(numbers.communication(rng, "591" if form == "fivenine" else ""), form),
        "account": lambda: numbers.account(rng, "591" if form == "fivenine" else ""),
        "kbo": lambda: numbers.enterprise(rng),
        "vat": lambda: f"BE {numbers.enterprise(rng)}",
        "unit": lambda: numbers.enterprise(rng, "2345678"),
        "riziv": lambda: numbers.doctor(rng, form == "collide"),
        "onss": lambda: numbers.employer(rng),
        "stamp": lambda: _stamp(rng, day),
        "order": lambda: (
            numbers.colliding(rng) if form == "collide" else numbers.digits(rng, rng.choice((8, 9, 10, 11, 12)), "123456789")
        ),
        "ean": lambda: numbers.ean(rng, "5414", 18),
        "isbn": lambda: numbers.ean(rng, "978", 13),
        "steuer": lambda: numbers.steuer(rng, form == "collide"),
        "pesel": lambda: numbers.pesel(rng, form == "collide"),
        "tckn": lambda: numbers.turkish(rng, form == "collide"),
        "bsn": lambda: numbers.bsn(rng),
        "nir": lambda: numbers.nir(rng),
        "inv": lambda: f"{day.year}/{rng.randint(1, 99999):05d}",
        "track": lambda: "3232" + numbers.digits(rng, 20),
        "dimona": lambda: numbers.digits(rng, rng.choice((8, 10, 11, 12, 13)), "123456789"),
        "ov": lambda: f"{rng.randint(5, 9)}.{rng.randint(0, 999):03d}.{rng.randint(0, 999):03d}",
        "vacancy": lambda: numbers.digits(rng, 8, "567"),
    }
    return str(makers[kind]())


def _address(rng: Random) -> str:
    street, city = rng.choice(people.NAMES["streets"]), rng.choice(people.NAMES["cities"])
    return f"{street} {rng.randint(1, 240)}, {rng.randint(1000, 9990)} {city}"


def _stars(value: str, form: str) -> str:
    return f"***{value}***" if form == "stars" else f"+++{value}+++"


def _stamp(rng: Random, day: dt.date) -> str:
    moment = dt.datetime.combine(day, dt.time(rng.randrange(24), rng.randrange(60), rng.randrange(60)))
    return moment.strftime(rng.choice(("%Y%m%d%H%M%S", "%y%m%d-%H%M", "%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M")))
