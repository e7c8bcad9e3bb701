"""The table of a driving licence: categories with the dates from which and until which they hold, in whatever order OCR gives them.

Page 2 of the card (Directive 2006/126/EC, annex I) has columns 9 to 12: category, first issue, expiry, codes. The paper licence has the
same table. OCR reads it by rows or by columns, and takes A1 for AI and C1E for CIE.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_DAY = r"[0-3][0-9](?:[.,/-][01][0-9][.,/-]?|[01][0-9][.,/-])(?:19|20)?[0-9]{2}"
_DATE = re.compile(rf"(?<![0-9.,]){_DAY}(?![0-9])")
_COLUMNS = re.compile(r"(?<![0-9])(?:9[.,] {1,4}10|10[.,] {1,4}11|11[.,] {1,4}12)[.,](?! ?(?:19|20)?[0-9]{2})")
_ROW = 14  # characters between a category and its date: a drawing of the vehicle, as OCR reads it
_MANY = 7  # categories that are listed together nowhere but in such a table and in texts about it
_OWN = 3  # of them that are no levels of a language, as A1, B1 and C1 are too
_LEVELS = frozenset(("A1", "A2", "B1", "C1"))


@dataclass(frozen=True, slots=True)
class Table:
    """What of the table was read: `categories` in all, `rows` of a category with a date, whether the numbers of the columns stand above, and `dates`."""

    categories: int = 0
    rows: int = 0
    columns: bool = False
    dates: int = 0

    @property
    def hinted(self) -> bool:
        """Whether there may be one."""
        return self.rows > 0 or self.categories >= _MANY

    @property
    def whole(self) -> bool:
        """Whether enough of it was read that it is one: categories with dates, not their names alone."""
        many = self.categories >= _MANY
        return self.rows >= 2 or (self.rows == 1 and (many or self.columns)) or (many and self.dates >= 2)


NO_TABLE = Table()


def table(text: str, categories: tuple[str, ...]) -> Table:
    """Return what a text has of the table of these categories (in capitals)."""
    single, row = _patterns(categories)
    found = {_meant(match.group()) for match in single.finditer(text)} & set(categories)
    listed = len(found) if len(found - _LEVELS) >= _OWN else 0
    rows = {_meant(match.group(1)) for match in row.finditer(text)}
    return Table(listed, len(rows), _COLUMNS.search(text) is not None, len(_DATE.findall(text)))


@lru_cache(maxsize=2)
def _patterns(categories: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for a category of two signs and more, and for any with a date behind it in its line."""
    written = sorted((category.replace("1", "[1Il|]") for category in categories), key=len, reverse=True)
    longer = [pattern for pattern in written if len(pattern) > 1]
    single = re.compile(rf"(?<![\w.-])(?:{'|'.join(longer)})(?![\w-])")
    row = re.compile(rf"(?m)^\W*({'|'.join(written)})(?![\w-])[^0-9\n]{{0,{_ROW}}}{_DAY}(?![0-9])")
    return single, row


def _meant(category: str) -> str:
    return category.replace("I", "1").replace("l", "1").replace("|", "1")
