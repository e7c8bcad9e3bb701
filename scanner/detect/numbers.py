"""Belgian numbers: structure and check digits, as pure functions of the digits.

python-stdnum's `be.nn` refuses months above 12 and accepts the order numbers 000 and 999, so the rules of the royal
decrees stand here; `stdnum` checks IBAN, enterprise and card numbers.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """A number that holds: whether it is a BIS number, and the birth date (year, month, day; 0 for what is unknown)."""

    bis: bool
    year: int
    month: int
    day: int


def national_number(digits: str) -> NationalNumber | None:
    """Return what eleven digits say as national register or BIS number, or None when they break a rule.

    Check: 97 minus the first nine digits mod 97, with a 2 before them for births from 2000 on (royal decree of
    25 November 1997); the check digits decide the century. Month +20 or +40 makes a BIS number (royal decree of
    8 February 1991, article 2). Month or day 00 is an unknown date or an exhausted counter. Order 000 and 999 are never given.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit() or digits[6:9] in ("000", "999"):
        return None
    check = int(digits[9:])
    if 97 - int(digits[:9]) % 97 == check:
        century = 1900
    elif 97 - int("2" + digits[:9]) % 97 == check:
        century = 2000
    else:
        return None
    return _dated(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))


def national_shape(digits: str) -> bool:
    """Return whether eleven digits could be a mistyped number: a possible month and day, whatever the check says."""
    if len(digits) != 11 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    return (month <= 12 or 20 <= month <= 32 or 40 <= month <= 52) and day <= 31


def _dated(year: int, month: int, day: int) -> NationalNumber | None:
    bis = month >= 20
    if 40 <= month <= 52:
        month -= 40
    elif 20 <= month <= 32:
        month -= 20
    elif month > 12:
        return None
    if month == 0:
        # With an unknown month the day group counts on once `00 00` is full, so only two digits are asked of it.
        return NationalNumber(bis, year, 0, 0)
    if day and day > monthrange(year, month)[1]:
        return None
    return NationalNumber(bis, year, month, day)


def card_number(digits: str) -> bool:
    """Return whether twelve digits hold as a card number: the last two are the first ten mod 97, 0 written as 97."""
    return len(digits) == 12 and digits.isdigit() and (int(digits[:10]) % 97 or 97) == int(digits[10:])


def mrz_check(field: str) -> int:
    """Return the check digit of a field of a machine-readable zone: weights 7, 3, 1 (ICAO 9303-3, 4.9)."""
    total = 0
    for index, char in enumerate(field):
        value = 0 if char == "<" else int(char, 36)
        total += value * (7, 3, 1)[index % 3]
    return total % 10
