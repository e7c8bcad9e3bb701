"""One language of the reports: its words, and how it writes numbers and dates in Belgium.

Sentences of the pages are looked up by their English text in gettext catalogues (`locale/`); names of entities, kinds of documents and
alarms are those of the rest of the product (`scanner/output/wording.py`), and reasons of retention those of `scanner/retention/wording.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, dates, numbers
from babel.support import NullTranslations, Translations

from reports.spoken import place, said
from scanner.output.wording import Wording
from scanner.retention.facts import Reason
from scanner.retention.wording import SENTENCES, sentence

LANGUAGES = ("nl", "fr", "en")
DOMAIN = "report"
_HERE = Path(__file__).parent / "locale"
_DAYS = ("day", "until", "expires", "delete_by")


class Language:
    """The words and forms of `nl`, `fr` or `en`."""

    def __init__(self, code: str, names: Mapping[str, str] | None = None, words: Wording | None = None) -> None:
        """`names` are those of own entities of the rule packs; `words` the ones to use where they are known already."""
        self.code = code
        self.words = words or Wording(code, names)
        self.catalogue = _catalogue(code)
        self._locale = Locale.parse(f"{code}_BE")

    def number(self, value: float) -> str:
        """Return a number with its thousands apart."""
        return str(numbers.format_decimal(value, locale=self._locale))

    def percent(self, part: int, whole: int) -> str:
        """Return a share, rounded so that a part is never told as all or nothing."""
        share = 1.0 if not whole else part / whole
        tenths = min(max(round(share * 1000), 1), 999) if 0 < part < whole else round(share * 1000)
        return str(numbers.format_percent(tenths / 1000, format="#,##0.#\N{NO-BREAK SPACE}%", locale=self._locale))

    def size(self, count: int) -> str:
        """Return bytes in kB, MB or GB."""
        for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
            if count >= step:
                named = unit.replace("B", "o") if self.code == "fr" else unit
                return f"{numbers.format_decimal(round(count / step, 1), locale=self._locale)}\N{NO-BREAK SPACE}{named}"
        return f"{count}\N{NO-BREAK SPACE}{'o' if self.code == 'fr' else 'B'}"

    def day(self, day: date) -> str:
        """Return a day in full, `23 november 2026`."""
        return str(dates.format_date(day, "d MMMM y", locale=self._locale))

    def short(self, day: date) -> str:
        """Return a day in digits, `23/11/2026`."""
        return str(dates.format_date(day, "dd/MM/y", locale=self._locale))

    def weekday(self, day: date) -> str:
        """Return a day as `ma 23/11`."""
        return str(dates.format_date(day, "EEE dd/MM", locale=self._locale))

    def month(self, day: date) -> str:
        """Return a month in short, `nov`."""
        return str(dates.format_date(day, "LLL", locale=self._locale)).rstrip(".")

    def month_and_year(self, day: date) -> str:
        """Return a month in full, `november 2026`."""
        return str(dates.format_date(day, "LLLL y", locale=self._locale))

    def moment(self, moment: datetime) -> str:
        """Return day and time as the clock showed them, `23/11/2026 06:00`."""
        return f"{self.short(moment.date())} {moment:%H:%M}"

    def alarm(self, kind: str, values: Mapping[str, Any]) -> str:
        """Return what an alarm says."""
        if kind in SENTENCES:
            return self.reason(kind, values)
        try:
            return self.words(kind, **values)
        except (KeyError, IndexError):
            return self.words(kind)

    def reason(self, key: str, values: Mapping[str, Any]) -> str:
        """Return a reason of retention as a sentence."""
        given = tuple((name, _day(name, value)) for name, value in values.items())
        try:
            return sentence(Reason(key, given), self.code, self.words)
        except (KeyError, ValueError, IndexError):
            return key if key not in SENTENCES else SENTENCES[key][LANGUAGES.index(self.code)]

    def place(self, locator: str) -> str:
        """Return where in a file something stands."""
        return place(locator, self.code)

    def evidence(self, told: tuple[str, ...]) -> str:
        """Return why something is a finding, for people who know nothing of detectors."""
        return ", ".join(dict.fromkeys(said(one, self.code) for one in told))


def _day(name: str, value: Any) -> Any:
    if name in _DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    return value


@cache
def _catalogue(code: str) -> NullTranslations:
    if code == "en":
        return NullTranslations()
    found = Translations.load(str(_HERE), [code], DOMAIN)
    assert isinstance(found, Translations), f"the catalogue of {code} is missing"
    return found
