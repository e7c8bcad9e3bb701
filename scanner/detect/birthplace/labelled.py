"""Places of birth behind a label or, in a table that is drawn with spaces or signs, under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from scanner import dates
from scanner.detect import columns
from scanner.detect.birthplace import delimited
from scanner.detect.birthplace.tails import tail
from scanner.detect.birthplace.values import CAPITALISED, LISTED, Found, Values, named
from scanner.detect.kinds import BIRTH, PLACE
from scanner.detect.labels import Label
from scanner.detect.window import Window

# Between a label and its value: marks, the next line, or two and more spaces of a column; or, before a known place, a verb.
_GAP = re.compile(
    r"[\"'\])*¹²]{0,2}[ \t]*(?:\([^)\n]{0,20}\)\*?)?(?:[ \t]*(?:\.?[:;=\t|>→-]|\.{2,}|\][ ]|\n)[ \t:=>→\"']*(?:\n[ \t]*)?|[ ]{2,})"
)
_SPOKEN = re.compile(
    r"[ ]?\?[ ]|(?:[ ]\([^)\n]{1,30}\))?,?[ ](?:(?:(?:van|of|de|du|von|der|des)[ ](?:[^\W\d_][\w'’.-]*[ ]){1,4})?(?P<verb>is|was|zijn|est|sont|ist|war|sind|are)[ ])?"
)
_OF = re.compile(r"[ ](?:(?:de|of|van|von)[ ]|d')")  # "sa ville natale de Goma", of labels that are a town themselves
_TOWNS = ("natale", "stad", "town", "city", "dorp", "stadt")
_COUNTRY_FIRST = re.compile(r"[^\W\d_][^,;/\n]{2,30}[,;/][ ]?")  # "Geboorteland en -plaats: België, Gent"
_COUNTRIES = ("geboorteland", "land ", "pays ", "country ")
_ON = r"(?:op|le|am|on|the|den)"
_PREP = r"(?:te|in|à|a|zu|at|aan)"
_DATE = re.compile(rf"(?:{_ON}[ ])?(?:{dates.PATTERN})", re.IGNORECASE)
_DATE_FIRST = re.compile(rf"(?:{_ON}[ ])?(?:{dates.PATTERN})[ ,;/–-]{{0,3}}(?:{_PREP}[ ])?", re.IGNORECASE)
# Behind a date of birth: a place in brackets, after a stroke or a comma, or with a preposition.
_BEHIND_DATE = re.compile(rf"(?:[ ]{{0,4}}[,/(–-][ ]{{0,2}}|[ ]{{1,4}})(?P<prep>(?:{_PREP})[ ]?:?[ ]{{1,2}})?", re.IGNORECASE)
_OWN = re.compile(r",?[ ](?:(?:is|was|est|ist|war)[ ])?(?:zijn|haar|mijn|his|her|my|sa|ma|son|mon|seine?|ihre?|meine?)[ ]$")
_POST_CODE = re.compile(
    r"(?:(?:BE?|F|D|NL|L)[ -])?\d{4,5}(?:[ ][A-Z]{2})?[ ]{1,2}|BE?[ -](?=[A-Z])"
)  # before a town: "9000 Gent"
_NAMED_BEFORE = re.compile(r"(?:^|[.;\n][ ]*)(?P<fields>(?:[^\W\d_][\w' .-]{1,25},[ ]){1,5})$")
_IN_BRACKETS = re.compile(rf",?[ ](?:(?:{_ON}[ ])?(?:{dates.PATTERN})[ ])?\([ ]?$", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-ÖØ-Þ']")
_COLUMNS_BEFORE = re.compile(r"[^\s:][ ]{2,}$")  # titles of other columns before one, not a label with its value
_FIELDS = re.compile(r"[ ]{2,}|\t")
_WIDE = 300  # characters of a line of titles
_STROKE = re.compile(r"[,/(–-]")
_SIGNED = re.compile(rf"[ ]?,?[ ](?:{_ON}[ ])?(?:{dates.PATTERN})", re.IGNORECASE)
_CLOSED = re.compile(r"[ ]?(?:[\n,;.)(|]|$|[ ]{2}|[–-][ ])")  # not "London Road 5"
_ENUMERATION = 160  # characters of the labels that stand before one in a row
_BEFORE = 100  # characters before a label in which its place may stand


def found(text: str, window: Window, values: Values, kind: str) -> Iterator[Found]:
    """Yield the values behind labels of a kind, and listed places in the column under one."""
    grid = window.labels.grid
    for label in _announcing(window, len(text), kind):
        after = label.end - window.base
        goes_on = tail(text, after) if after > 0 else None
        if goes_on is None or (label.kind != kind and not goes_on.place):
            continue
        after = goes_on.end
        gap = _GAP.match(text, after)
        spoken = _SPOKEN.match(text, after)
        listed = list(fields(text, label.start - window.base, after, label.words, values)) if grid is None else []
        if listed:
            yield from listed
            continue
        if gap is None and spoken is None:
            continue
        begin = gap.end() if gap else (spoken.end() if spoken else after)
        of = _OF.match(text, after) if gap is None and label.words.endswith(_TOWNS) else None
        begin = of.end() if of and values.end(text, of.end()) is not None else begin
        before_date = _DATE_FIRST.match(text, begin)
        begin = before_date.end() if before_date else begin
        code = _POST_CODE.match(text, begin) if gap else None
        begin = code.end() if code and values.end(text, code.end()) is not None else begin
        country = _COUNTRY_FIRST.match(text, begin) if gap and label.words.startswith(_COUNTRIES) else None
        begin = country.end() if country and values.end(text, country.end()) is not None else begin
        begin = _enumerated(text, label.start - window.base, begin, values) if gap and grid is None else begin
        # Only a listed place is believed across a cell's edge; `tables` knows more of those.
        cell = grid.cell_at(label.start) if grid else None
        own = cell is None or begin + window.base < cell.end
        at = window.base + begin
        if (
            grid is None
            and gap is not None
            and "\n" in gap.group()
            and _COLUMNS_BEFORE.search(text, max(0, after - _WIDE), label.start - window.base)
        ):
            begun = label.start - window.base
            under = list(below_title(text, begun, label.words, values))
            yield from under or _same_field(text, begun, begin, label.words, values)
            continue
        titles = any(other.start <= at < other.end for other in window.labels.within(at - 1, at + 1))
        small = gap is not None or bool(spoken and spoken["verb"])  # "de geboorteplaats van een klant": Van lies in Turkey
        result = value(text, begin, label.words, values, labelled=gap is not None and own and not titles, small=small)
        drawn = gap is not None and grid is None and gap.group().isspace() and (result is None or result.score < LISTED)
        below = list(below_title(text, label.start - window.base, label.words, values)) if drawn else []
        if below:
            yield from below
        elif result is not None:
            yield result


def _announcing(window: Window, length: int, kind: str) -> list[Label]:
    """The labels of a kind in a window and, for places, those of a date, which may go on with a place; in order."""
    end = window.base + length
    labels = window.labels.of(kind, window.base, end)
    dated = window.labels.of(BIRTH, window.base, end) if kind == PLACE else []
    return sorted([*labels, *dated], key=attrgetter("start")) if dated else labels


def before_labels(text: str, window: Window, values: Values, kind: str) -> Iterator[Found]:
    """Yield listed places that somebody calls their own birthplace: "Gent is mijn geboortestad", "Gent (geboorteplaats)"."""
    for label in window.labels.of(kind, window.base, window.base + len(text)):
        stop = label.start - window.base
        line = text.rfind("\n", max(0, stop - _BEFORE), stop) + 1 or max(0, stop - _BEFORE)
        before = _OWN.search(text, line, stop) or _IN_BRACKETS.search(text, line, stop)
        if before is not None:
            words = list(_CAPITAL.finditer(text, line, before.start()))
            for word in words[-4:]:
                if values.end(text, word.start()) == before.start():
                    evidence = (f"label: {label.words}", "place list")
                    yield Found(word.start(), before.start(), LISTED, evidence, "place before its label")
                    break


def behind_dates(text: str, window: Window, values: Values) -> Iterator[Found]:
    """Yield listed places right behind the date of a label for a date of birth: "Geboortedatum: 12/05/1985 (Gent)"."""
    grid = window.labels.grid
    for label in window.labels.of(BIRTH, window.base, window.base + len(text)):
        after = label.end - window.base
        gap = _GAP.match(text, after)
        begin = gap.end() if gap else after + 1
        date = _DATE.match(text, begin)
        between = _BEHIND_DATE.match(text, date.end()) if date else None
        if date is None or between is None or not (between["prep"] or _STROKE.search(between.group())):
            continue
        start = between.end()
        end = values.end(text, start)
        if (
            end is None
            or not (between["prep"] or _CLOSED.match(text, end))
            or _SIGNED.match(text, end)
            or (grid and grid.cell_at(label.start) != grid.cell_at(window.base + start))
        ):
            continue
        yield Found(start, end, CAPITALISED, (f"label: {label.words}", "date", "place list"), "behind a date of birth")


def _enumerated(text: str, label: int, begin: int, values: Values) -> int:
    """Where the listed value of a label begins that others stand before: "Naam, voornaam, geboorteplaats: Maes An, Gent"."""
    if not text.startswith(", ", label - 2):
        return begin
    low = max(0, label - _ENUMERATION)  # the line may be a whole text
    named_before = _NAMED_BEFORE.search(text, text.rfind("\n", low, label) + 1 or low, label)
    if named_before is None:
        return begin
    stop = text.find("\n", begin)
    parts = text[begin : stop if stop >= 0 else len(text)].split(", ")
    for number in range(
        min(named_before["fields"].count(", "), len(parts) - 1), 0, -1
    ):  # a name may take two labels and be one value
        start = begin + sum(len(part) + 2 for part in parts[:number])
        if values.end(text, start) is not None:
            return start
    return begin


def value(text: str, begin: int, label: str, values: Values, *, labelled: bool, small: bool = True) -> Found | None:
    """Return the listed place at an offset or, if `labelled`, the name there; None without one."""
    known = values.end(text, begin, small=small)
    if known is not None:
        return Found(begin, known, LISTED, (f"label: {label}", "place list"), "labelled place")
    end = named(text, begin) if labelled else None
    if end is None or text[end : end + 1] == ":" or text[end : end + 1].isdigit():
        return None
    return Found(begin, end, CAPITALISED, (f"label: {label}", "capitalised value"), "labelled value")


def below_title(text: str, label: int, words: str, values: Values) -> Iterator[Found]:
    """Yield the listed places in the column under a title in a table that is drawn with spaces."""
    for start in columns.under(text, label):
        known = values.end(text, start, small=True)
        if known is not None:
            yield Found(start, known, LISTED, (f"label: {words}", "place list"), "column drawn with spaces")


def _same_field(text: str, label: int, begin: int, words: str, values: Values) -> Iterator[Found]:
    """The listed place in the line at `begin` that is as many fields from its beginning as the title is in its own line."""
    number = len(_FIELDS.findall(text, text.rfind("\n", 0, label) + 1, label))
    stop = text.find("\n", begin)
    fields = list(_FIELDS.finditer(text, begin, stop if stop >= 0 else len(text)))
    start = fields[number - 1].end() if 0 < number <= len(fields) else None
    end = values.end(text, start, small=True) if start is not None else None
    if start is not None and end is not None:
        yield Found(start, end, LISTED, (f"label: {words}", "place list"), "field under its title")


def fields(text: str, label: int, after: int, words: str, values: Values) -> Iterator[Found]:
    """Listed places in the same field of the lines under a title, in a text whose fields are kept apart with a sign."""
    for start in delimited.under(text, label, after):
        known = values.end(text, start, small=True)
        if known is not None:
            yield Found(start, known, LISTED, (f"label: {words}", "place list"), "field under its title")
