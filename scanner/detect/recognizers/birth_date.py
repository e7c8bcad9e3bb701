"""Date of birth: a date behind a birth label, or joined to a birth cue with at most a place between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from presidio_analyzer import RecognizerResult

from scanner import dates
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import BIRTH, PLACE
from scanner.detect.labels import Label
from scanner.detect.window import Window

_WORD = r"(?:'[st][ -])?[^\W\d_a-zà-öø-ÿœ][\w'’-]*"
_SMALL = r"(?:te|in|à|a|zu|at|op|le|la|am|on|en|de|du|des|den|der|van|the|of|sur|sous|bij|près|um|im|ob)"
CUE = r"(?<![\w-])(?:gebor ?en|geb\.|geboorte|né\(e\)|n(?:é|e\u0301?)e?|born|b\.|naquit|vu[ ]le[ ]jour|(?:het[ ])?levenslicht)"
ROUND = r"(?<!\w)(?<!\d[ ])(?<!\b[nN][ ])°"  # not "20 °C", not "n°"
_CUE = re.compile(rf"(?:{CUE}|{ROUND}|(?<!\w)nati(?:f|ve))(?:(?<=[.°])|(?![^\W\d]))", re.IGNORECASE)
_CUE_SIGNS = (
    "gebor",
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
_BETWEEN = re.compile(rf"(?:[ ,:()/]{{0,3}}\n?(?:{_WORD}|{_SMALL})(?![\w-])){{0,9}}[ ,:()-]{{0,3}}\n?")
_BEFORE_BORN = re.compile(rf"[ ,]{{1,2}}(?:(?:te|in|à|zu)[ ]{_WORD}(?:[ -]{_WORD}){{0,3}}[ ])?geboren(?![\w-])")
_ABOVE = 400  # characters before a window in which the label of its first line may stand
_REACH = 60  # characters between a label and its date, other dates not between
_OPENED = re.compile(r"[ ]?[(-][ ]?|[ ]")  # between a date and a label behind it
_CUE_LABELS = frozenset(
    {"geboren", "born", "né", "née", "geb. op", "geb. am", "geboren op", "geboren am", "né le", "née le", "né(e) le", "born on"}
)  # a verb too: "geboren verkoper, 12/05/2024"
_COLON = re.compile(r"[ ]*(?:op|te|in|à|le|on|am)?[ ]*[:=]")
_SENTENCE = re.compile(r"(?<!\w)[a-zà-ÿ]{3,}[ ,]+[a-zà-ÿ]{2,}[ ,]+[a-zà-ÿ]{3,}")  # words go on behind a label: it is not a title
_LATEST_GAP = re.compile(r"[.;!?][ \n]+[^\W\d_a-z]|\n[ \t]*\n[ \t]*\n")


def cues(window: Window, more: tuple[str, ...] = ()) -> list[int]:
    """Return where a birth cue, or one of `more`, may begin in a window's text; by plain searches, since most text holds none."""
    lower = window.folded.lower[window.base : window.base + len(window.text)]
    return sorted({*_places(lower, _CUE_SIGNS), *(_places(lower, more) if more else ())})


@lru_cache(maxsize=2)  # two recognisers ask for the same window one after the other
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
        cued = self._cued(text, window)
        if not cued and not self._any_label(window):
            return []
        results = []
        previous = 0
        for match in dates.find(text):
            day = dates.parse(match.group())
            start, end = match.span()
            if day is not None and 1900 <= day.year <= 2099:
                evidence = (
                    self._labelled(text, start, end, window, previous)
                    or self._behind_cue(text, start, cued)
                    or self._before_born(text, end)
                )
                if evidence:
                    results.append(self.result(start, end, 0.9, day.isoformat(), (*evidence, "date"), "labelled date"))
            previous = end
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
            if _of_dates(label) if apart else _reaches(text, label, window.base, start, end, previous):
                return (f"label: {label.words}",)
        return ()

    @staticmethod
    def _any_label(window: Window) -> bool:
        """Whether a label could speak in this window: in a table any of the whole, for it may title a column."""
        end = window.base + len(window.text)
        if window.labels.grid is not None:
            return any(window.labels.may_announce(kind, end) for kind in (BIRTH, PLACE))
        return any(window.labels.of(kind, window.base - _ABOVE, end) for kind in (BIRTH, PLACE))

    @staticmethod
    def _cued(text: str, window: Window) -> list[tuple[int, int]]:
        """Return (start, end) of the birth cues."""
        return [match.span() for position in cues(window) if (match := _CUE.match(text, position))]

    @staticmethod
    def _behind_cue(text: str, start: int, cued: list[tuple[int, int]]) -> tuple[str, ...]:
        index = bisect_right(cued, (start, start)) - 1
        if index < 0:
            return ()
        begin, end = cued[index]
        if start - end > _REACH or not _BETWEEN.fullmatch(text, end, start):
            return ()
        return (f"birth cue: {text[begin:end].lower()}",)

    @staticmethod
    def _before_born(text: str, end: int) -> tuple[str, ...]:
        return ("birth cue: geboren",) if _BEFORE_BORN.match(text, end) else ()


def _of_dates(label: Label) -> bool:
    """Whether a label announces a date, if only beside a place: "geboorteplaats en -datum", "geboren te/op"."""
    return label.kind == BIRTH or "dat" in label.words or "/" in label.words


def _reaches(text: str, label: Label, base: int, start: int, end: int, previous: int) -> bool:
    """Whether a label reaches a date: on its line near, in its sentence and before any other date; else as a title or a line above."""
    first, behind = label.start - base, max(0, label.end - base)
    if first >= end:
        return bool(_OPENED.fullmatch(text, end, first))
    between = text[behind:start]
    line = between.partition("\n")[0]
    if not _of_dates(label) and not _BETWEEN.fullmatch(between):
        return False  # "Place of birth: Ghent. Issued 12/05/2024"
    if label.words in _CUE_LABELS and not (_BETWEEN.fullmatch(between) or _COLON.match(between)):
        return False
    if "\n" in between or "\t" in between:
        # The title of a column, or a label above; one with a date on its own line has said what it had to say.
        verb = label.words in _CUE_LABELS
        return "\t" in between or (not any(dates.find(line)) and not (verb and _SENTENCE.search(line)))
    return previous <= behind and len(between) <= _REACH and not _LATEST_GAP.search(between)
