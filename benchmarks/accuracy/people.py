"""People, places and firms that do not exist, drawn from short lists. The two halves have birth places of their own."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from benchmarks.accuracy import numbers

NAMES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text("utf-8"))
PLACES: dict[str, list[str]] = NAMES.pop("places")  # type: ignore[assignment]
VILLAGES: dict[str, list[str]] = NAMES.pop("villages")  # type: ignore[assignment]
KINDS = ("plain",) * 13 + ("bis",) * 2 + ("bis_sex_unknown",) + ("unknown",) * 2 + ("young",) * 2


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person with the numbers that belong to them."""

    first: str
    last: str
    sex: str
    birth: dt.date
    place: str
    national: str
    card: str
    foreigner_card: str
    ikl: str


def person(rng: Random, half: str, kind: str = "any") -> Person:
    """Return a person; `kind` says how the national number came to be: plain, bis, bis_sex_unknown, unknown (birth date) or young."""
    if kind == "any":
        kind = rng.choice(KINDS)
    if kind == "young":
        birth = dt.date(2000, 1, 1) + dt.timedelta(days=rng.randrange(3300))
    else:
        birth = dt.date(1950, 1, 1) + dt.timedelta(days=rng.randrange(18_250))
    if kind == "unknown":
        birth = birth.replace(month=1, day=1)
    bis = {"bis": numbers.BIS_SEX_KNOWN, "bis_sex_unknown": numbers.BIS_SEX_UNKNOWN}.get(kind, 0)
    return Person(
        rng.choice(NAMES["first"]), rng.choice(NAMES["last"]), rng.choice("MF"), birth, rng.choice(PLACES[half]),
        numbers.national(rng, birth, bis, unknown=kind == "unknown"), numbers.card(rng), numbers.foreigner_card(rng),
        numbers.digits(rng, rng.choice((6, 7, 8, 9)), "123456789"),
    )  # fmt: skip


def for_zone(name: str) -> str:
    """Return a name in the letters of a machine-readable zone."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore").decode().upper().replace("'", "")
    return plain.replace(" ", "<").replace("-", "<")
