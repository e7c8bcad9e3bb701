"""Number formats of sheets that show more digits than are stored: `00000000000` and `00"."00"."00"-"000"."00`.

Only whole numbers written digit by digit are of interest; dates, fractions and currencies are not.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|(\[[^\]]*\])|(.)', re.DOTALL)
_LITERALS = frozenset("-/ ():+")


def pattern(code: str) -> tuple[str, ...] | None:
    """Return the format as placeholders (`0`, `#`, `?`) and literals (each begun by `'`), or None when it adds no digits.

    Grammar after ECMA-376 part 1, 18.8.31; only the first section counts, that of positive numbers.
    """
    tokens: list[str] = []
    for quoted, escaped, _, _, bracket, plain in _TOKEN.findall(code):
        if quoted or escaped:
            tokens.append(f"'{quoted or escaped}")
        elif bracket or not plain:
            if bracket and not bracket.startswith("[$") and bracket[1:2].lower() in "hms":
                return None
        elif plain == ";":
            break
        elif plain in "0#?":
            tokens.append(plain)
        elif plain in _LITERALS:
            tokens.append(f"'{plain}")
        else:
            return None
    zeros = tokens.count("0")
    between = any(place[0] == "'" for place in tokens[_first(tokens) :])
    return tuple(tokens) if zeros > 1 or (zeros and between) else None


def words(code: str) -> list[str]:
    """Return the texts of two letters or more that a format writes beside the digits, such as `"dossier "0`."""
    return [quoted.strip() for quoted, *_ in _TOKEN.findall(code) if sum(map(str.isalpha, quoted)) > 1]


def _first(tokens: list[str]) -> int:
    return next((index for index, place in enumerate(tokens) if place[0] != "'"), len(tokens))


def apply(tokens: tuple[str, ...], number: float) -> str | None:
    """Return a whole, not negative number as the format shows it; None for others."""
    if not 0 <= number < 1e15 or number != int(number):
        return None
    digits = str(int(number))
    places = [index for index, place in enumerate(tokens) if place[0] != "'"]
    out: list[str] = []
    for index in range(len(tokens) - 1, -1, -1):
        place = tokens[index]
        if place[0] == "'":
            out.append(place[1:][::-1])
            continue
        if index == places[0]:  # the first placeholder takes all digits that are left
            out.append(digits[::-1] or ("0" if place == "0" else ""))
            digits = ""
        elif digits:
            out.append(digits[-1])
            digits = digits[:-1]
        elif place == "0":
            out.append("0")
    return "".join(out)[::-1].strip()
