"""Dates as people write them in Dutch, French, English and German; day before month, ISO first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from scanner.runs import digits

_SPELLED = {
    1: "januari janvier january januar jänner jan janv", 2: "februari février fevrier february februar feb févr fev",
    3: "maart mars march märz maerz mrt maar mar mär", 4: "april avril apr avr", 5: "mei mai may", 6: "juni juin june jun",
    7: "juli juillet july jul juil", 8: "augustus août aout august aug", 9: "september septembre sept sep",
    10: "oktober octobre october okt oct", 11: "november novembre nov", 12: "december décembre decembre dezember dec déc dez",
}  # fmt: skip
MONTHS = {name: number for number, names in _SPELLED.items() for name in names.split()}
"""Number of a month by its name or a short form of it."""
# The first letters spare trying all names where none can stand.
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_NAMES = f"(?=[jfmasond])(?:{MONTH_NAMES})"
_DAY_FIRST = (
    r"(?<![\d.])(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2}|\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:\d{4}|\d{2}))(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:er|st|nd|rd|th|ste|de|e|\.)?[ \n-]?(?:of[ ])?{_NAMES}\.?(?:[ \n-]\d{{4}}|[ -]'?\d{{2}})(?!\d)"
)
PATTERN = rf"(?:{_DAY_FIRST}|(?<![\w]){_NAMES}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}(?!\d))"
DATE = re.compile(PATTERN, re.IGNORECASE)
_FROM_DIGITS = re.compile(_DAY_FIRST, re.IGNORECASE)
_MONTH = re.compile(rf"(?<!\w){_NAMES}\.? ", re.IGNORECASE)
_DAY, _YEAR = 2, 4  # digits at most
_MARKS = "./-"
_KNOWN = 1 << 12  # dates: those of a document are asked for more than once
_LONGEST_MONTH = 11  # characters of a month's name with its stop and space


def find(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates in a text, in order of place: tried only where digits begin, which is far cheaper."""
    reached = 0
    for at, after in digits(text):
        size = after - at
        if size > _YEAR or at < reached:
            continue
        match = _FROM_DIGITS.match(text, at) if _goes_on(text, size, after) else None
        if (
            match is None
            and size <= _DAY
            and text[at - 1 : at] == " "
            and text[at - 2 : at - 1].isalpha() | (text[at - 2 : at - 1] == ".")
        ):
            months = [month for month in _MONTH.finditer(text, max(reached, at - _LONGEST_MONTH), at) if month.end() == at]
            match = DATE.match(text, months[0].start()) if months else None
        if match is not None:
            reached = match.end()
            yield match


def _goes_on(text: str, size: int, after: int) -> bool:
    """Whether what follows one or two digits (a day) or four (a year) can belong to a date, to spare the expression."""
    sign = text[after : after + 1]
    if sign in _MARKS:
        return True
    return size <= _DAY and (sign in " \n" or sign.isalpha())


@lru_cache(maxsize=_KNOWN)
def parse(written: str) -> date | None:
    """Return the date, or None when it does not exist. Two digits of a year above 30 are 19xx, else 20xx."""
    numbers = re.findall(r"\d+", written)
    try:
        if re.match(r"\d{4}[-/.]", written):
            return date(int(numbers[0]), int(numbers[1]), int(numbers[2]))
        if len(numbers) == 3:
            return date(_year(numbers[2]), int(numbers[1]), int(numbers[0]))
        name = re.search(MONTH_NAMES, written.lower())
        if name and len(numbers) == 2:
            return date(_year(numbers[1]), MONTHS[name.group()], int(numbers[0]))
    except ValueError:
        return None
    return None


def _year(digits: str) -> int:
    year = int(digits)
    return year if year > 99 else year + (1900 if year > 30 else 2000)
