"""Date of birth: a date behind a birth label, or joined to a birth cue with at most a place between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from presidio_analyzer import RecognizerResult

from scanner import dates
from scanner.detect import spelled_dates
from scanner.detect.birthplace import delimited, things
from scanner.detect.birthplace.tails import tail
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import BIRTH, PLACE
from scanner.detect.labels import Label
from scanner.detect.window import Window

_WORD = r"(?:'[st][ -])?[^\W\d_a-zà-öø-ÿœ][\w'’-]*"
_SMALL = r"(?:[o0]p|0P|te|in|à|a|zu|at|op|le|la|am|on|en|de|du|des|den|der|van|the|of|sur|sous|bij|près|um|im|ob|wurde|werd|dort|daar|aldaar)"
CUE = r"(?<![\w-])(?:geb[o0]r ?en|geb\.|geboorte|né\(e\)|n(?:é|e\u0301?)e?|born|b\.|naquit|vu[ ]le[ ]jour|(?:het[ ])?levenslicht|(?:birth|naissance|geboorte|geburt)(?=[\"']?[ ]?[:=]))"
ROUND = r"(?<!\w)(?<!\d[ ])(?<!\b[nN][ ])°"  # not "20 °C", not "n°"
_CUE = re.compile(rf"(?:{CUE}|{ROUND}|(?<!\w)nati(?:f|ve))(?:(?<=[.°])|(?![^\W\d]))", re.IGNORECASE)
_CUE_SIGNS = (
    "gebor",
    "geb0r",
    "geb.",
    "geb ",
    "geb:",
    "né",
    "ne ",
    "nee ",
    "ne\u0301",
    "born",
    "b. ",
    "natif",
    "native",
    "°",
    "zur welt",
    "ter wereld",
    "naquit",
    "vu le jour",
    "levenslicht",
)
# Between a cue and its date: names of places, prepositions and marks, and nothing else of a sentence.
_BETWEEN = re.compile(
    rf"(?:[ ]?\?)?(?:[ ,:()/]{{0,12}}\n?(?:\([^()\n]{{1,30}}\)|(?:te|in|à)(?=[A-ZÀ-Þ])|(?:{_WORD}|{_SMALL})(?![\w-]))){{0,9}}[ ,:()-]{{0,6}}\n?"
)
# Names of places without their capital need the word of a date behind them: "née à ath le".
_IN_SMALL = re.compile(r"[ ](?:te|in|à|a|zu|at)[ ][^\W\d_]{3,}(?:[ -][^\W\d_]{2,}){0,2},?[ ](?:op|le|am|on)[ ](?:the[ ])?")
_DOTTED = re.compile(
    rf"[ ]?(?:(?:te|in|à|at)[ ]?)?:?[ ]?[.…_]{{2,}}[ ]?(?:{_WORD}[ -]?){{1,4}}[ ]?[.…_]{{2,}}[ ,]{{0,2}}(?:op|le|am|on)?[ ]?:?[ ]?[.…_]{{0,40}}[ ]?"
)  # filled in over the dots of a form; a blank one has none
_IN_JSON = re.compile(r"[\"'][ ]?:[ ]?\{[^{}\n]{0,80}?[\"'](?:date|datum)[\"'][ ]?:[ ]?[\"']")
_BEFORE_BORN = re.compile(
    rf"[ ,]{{1,2}}(?:(?:is|werd|ist|wurde|est|fut|was)[ ])?(?:(?:te|in|à|zu)[ ]{_WORD}(?:[ -]{_WORD}){{0,3}}[ ])?(?:geboren|zur[ ]Welt|ter[ ]wereld|het[ ]levenslicht|das[ ]Licht[ ]der[ ]Welt|(?<=est )née?|(?<=was )born)(?![\w-])"
)
ITEM = re.compile(
    r"(?<![\w])(?:[0-9]+|[^\W\dA-Z_]{2,})[ ,]?[ ]$|(?<![\w.])a\.[ ][^\n]*\n?[ \t]*$", re.ASCII
)  # "a. Aalst, b. Gent"
ALSO_SIGNS = ("geboorte", "birth", "naissance", "geburt")
"""Words that are a birth cue only before a colon."""
_SPELLED_REACH = 120  # characters between a cue and a date in words
# A year alone, right behind a cue and at most a place: "geboren in 1984", "°1984", "né à Dinant en 1976", "Born 1985".
_YEAR = re.compile(
    rf"(?:(?:[ ](?:in|te|à|at|zu)[ ]|(?<=°)[ ]?){_WORD}(?:[ -]{_WORD}){{0,2}})?[ ,(]{{0,2}}(?:(?:in|en|anno|im[ ]Jahre?)[ ]{{1,2}})?(?P<year>(?:19|20)\d\d)(?![\w/.-]*\d|[ ]\d)"
)
_YEAR_BEFORE = re.compile(
    rf"(?:werd|is|wurde|was|ben|bin|waar[ ](?:hij|zij|ze|ik))[ ](?:(?:in|anno)[ ])?(?P<year>(?:19|20)\d\d)[ ](?:(?:te|in)[ ]{_WORD}[ ])?$"
)
_OLDEST, _UNSURE = 1900, 0.6
_CENTURIES = ("19", "20")  # that a year of birth begins with
_ABOVE = 400  # characters before a window in which the label of its first line may stand
_REACH = 60  # characters between a label and its date, other dates not between
_OPENED = re.compile(r"[ ]?[(-][ ]?|[ ]")  # between a date and a label behind it
_CUE_LABELS = frozenset(
    {
        "geboren",
        "born",
        "né",
        "née",
        "geb. op",
        "geb. am",
        "geboren op",
        "geboren am",
        "né le",
        "née le",
        "né(e) le",
        "born on",
        "birthday",
        "geburtstag",
        "geboortedag",
    }
)  # a verb too: "geboren verkoper, 12/05/2024"
_COLON = re.compile(r"[ \t]*(?:(?:op|te|in|à|le|on|am)?[ ]*(?:\([^)\n]{1,30}\))?[ \t]*[:=]|(?:is|was|ist|est)[ ])")
_SENTENCE = re.compile(r"(?<!\w)[a-zà-ÿ]{3,}[ ,]+[a-zà-ÿ]{2,}[ ,]+[a-zà-ÿ]{3,}")  # words go on behind a label: it is not a title
_ISSUED = re.compile(  # "Date of birth certificate issued in Ghent: 12 June 2024"
    r"(?<![\w-])(?:certificate|extract|issued|akte|attest|uittreksel|afgeleverd|délivrée?|ausgestellt|urkunde)(?![\w-])",
    re.IGNORECASE,
)
_LATEST_GAP = re.compile(r"[.;!?][ \n]+[^\W\d_a-z]|\n[ \t]*\n[ \t]*\n")


def cues(window: Window, *more: tuple[str, ...]) -> list[int]:
    """Return where a birth cue, or one of `more`, may begin in a window's text; by plain searches, since most text holds none."""
    lower = window.folded.lower[window.base : window.base + len(window.text)]
    return sorted(set().union(*(_places(lower, signs) for signs in (_CUE_SIGNS, *more))))


@lru_cache(maxsize=4)  # two recognisers ask for the same window one after the other
def _places(lower: str, signs: tuple[str, ...]) -> frozenset[int]:
    found = set()
    for sign in signs:
        position = lower.find(sign)
        while position >= 0:
            if not position or not lower[position - 1].isalnum():
                found.add(position)
            position = lower.find(sign, position + 1)
    return frozenset(found)


class BirthDateRecognizer(WindowRecognizer):
    """Finds a date that a birth label or a birth cue announces."""

    ENTITY = BIRTH

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        signs = cues(window, ALSO_SIGNS)
        cued = self._cued(text, signs)
        if not signs and not self._any_label(window):
            return []
        results = []
        columns = self._columns(text, window)
        previous = 0
        for match in dates.find(text):
            day = dates.parse(match.group())
            start, end = match.span()
            if day is not None and 1900 <= day.year <= 2099:
                evidence = (
                    self._labelled(text, start, end, window, previous)
                    or self._behind_cue(text, start, cued)
                    or self._before_born(text, end)
                    or columns.get(start, ())
                )
                if evidence:
                    results.append(self.result(start, end, 0.9, day.isoformat(), (*evidence, "date"), "labelled date"))
            previous = end
        results += self._in_words(text, cued)
        return results + self._years(text, cued)

    def _in_words(self, text: str, cued: list[tuple[int, int]]) -> list[RecognizerResult]:
        """Dates in words behind a cue."""
        return [
            self.result(
                start, end, 0.9, day.isoformat(), (f"birth cue: {text[at:behind].lower()}", "date in words"), "date in words"
            )
            for at, behind in cued
            for start, end, day in spelled_dates.find(text, behind, behind + _SPELLED_REACH)
            if _BETWEEN.fullmatch(text, behind, start) and not things.born(text, at, at)
        ]

    def _years(self, text: str, cued: list[tuple[int, int]]) -> list[RecognizerResult]:
        """Years of birth that no day goes with: less sure, for a firm is founded in a year too."""
        results = []
        for at, behind in cued:
            match = _YEAR.match(text, behind)
            if match is None and any(text.find(century, max(0, at - _REACH), at) >= 0 for century in _CENTURIES):
                match = _YEAR_BEFORE.search(text, max(0, at - _REACH), at)
            if match is not None and int(match["year"]) >= _OLDEST and not things.born(text, at, at):
                evidence = (f"birth cue: {text[at:behind].lower()}", "year")
                results.append(
                    self.result(match.start("year"), match.end("year"), _UNSURE, match["year"], evidence, "year of birth")
                )
        return results

    @staticmethod
    def _labelled(text: str, start: int, end: int, window: Window, previous: int) -> tuple[str, ...]:
        """The label that speaks for a date; of two dates behind one label the first is meant."""
        grid = window.labels.grid
        for label in window.labels.announcing(window.base + start, window.base + end):
            if label.kind not in (BIRTH, PLACE):
                continue
            # A table says itself what its title speaks for; in one cell, as in a line, a label has its reach.
            cell = grid.cell_at(window.base + start) if grid else None
            apart = cell is not None and not cell.start <= label.start < cell.end
            if _of_dates(label, window.folded.text) if apart else _reaches(text, label, window.base, start, end, previous):
                return (f"label: {label.words}",)
        return ()

    @staticmethod
    def _columns(text: str, window: Window) -> dict[int, tuple[str, ...]]:
        """Where the fields begin that a birth label titles, in text that is no table for its reader, and why."""
        if window.labels.grid is not None:
            return {}
        return {
            start: (f"label: {label.words}",)
            for label in window.labels.of(BIRTH, window.base, window.base + len(text))
            for start in delimited.under(text, label.start - window.base, label.end - window.base)
        }

    @staticmethod
    def _any_label(window: Window) -> bool:
        """Whether a label could speak in this window: in a table any of the whole, for it may title a column."""
        end = window.base + len(window.text)
        if window.labels.grid is not None:
            return any(window.labels.may_announce(kind, end) for kind in (BIRTH, PLACE))
        return any(window.labels.of(kind, window.base - _ABOVE, end) for kind in (BIRTH, PLACE))

    @staticmethod
    def _cued(text: str, signs: list[int]) -> list[tuple[int, int]]:
        """Return (start, end) of the birth cues, of things too."""
        found = (match for position in signs if (match := _CUE.match(text, position)))
        return [
            match.span()
            for match in found
            if not (match[0] in ("b.", "B.") and ITEM.search(text, max(0, match.start() - _REACH), match.start()))
        ]

    @staticmethod
    def _behind_cue(text: str, start: int, cued: list[tuple[int, int]]) -> tuple[str, ...]:
        for index in range(bisect_right(cued, (start, start)) - 1, -1, -1):
            begin, end = cued[index]
            if start - end > _REACH:
                return ()
            if not things.born(text, begin, begin):  # else the cue before it may speak for the date
                told = any(pattern.fullmatch(text, end, start) for pattern in (_BETWEEN, _IN_SMALL, _DOTTED, _IN_JSON))
                return (f"birth cue: {text[begin:end].lower()}",) if told else ()
        return ()

    @staticmethod
    def _before_born(text: str, end: int) -> tuple[str, ...]:
        return ("birth cue: geboren",) if _BEFORE_BORN.match(text, end) else ()


def _of_dates(label: Label, text: str) -> bool:
    """Whether a label of a text announces a date, if only beside a place: "geboorteplaats en -datum", "geboren te/op"."""
    return label.kind == BIRTH or "dat" in label.words or "/" in label.words or tail(text, label.end).date


def _reaches(text: str, label: Label, base: int, start: int, end: int, previous: int) -> bool:
    """Whether a label reaches a date: on its line near, in its sentence and before any other date; else as a title or a line above."""
    first, behind = label.start - base, max(0, label.end - base)
    goes_on = tail(text, behind, whose=label.words not in _CUE_LABELS) if label.end > base else None
    if goes_on is not None and goes_on.end <= start:
        behind = goes_on.end
    if first >= end:
        return bool(_OPENED.fullmatch(text, end, first))
    between = text[behind:start]
    line = between.partition("\n")[0]
    dated = label.kind == BIRTH or "dat" in label.words or "/" in label.words or (goes_on is not None and goes_on.date)
    if not dated and not _BETWEEN.fullmatch(between):
        return False  # "Place of birth: Ghent. Issued 12/05/2024"
    if label.words in _CUE_LABELS and not (_BETWEEN.fullmatch(between) or _COLON.match(between)):
        return False
    if "\n" in between or "\t" in between:
        # The title of a column, or a label above; one with a date on its own line has said what it had to say.
        verb = label.words in _CUE_LABELS
        return "\t" in between or (not any(dates.find(line)) and not (verb and _SENTENCE.search(line)))
    told = not _LATEST_GAP.search(between) and not _ISSUED.search(between)
    return previous <= behind and len(between) <= _REACH and told
