"""The cheap pass over a whole text: where something could be found at all, so that the dear recognisers see nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import ahocorasick_rs

from scanner.detect.fold import Folded
from scanner.detect.labels import spellings

BEFORE, AFTER = 400, 300
"""Characters around a number that its recognisers may need: labels two lines above, a sentence behind a birth cue."""
_BEFORE_SIGN = 120  # before a sign, which needs no label
_COLUMN = 4000  # behind a title in a table that is drawn with spaces
_BLOCK = 1 << 16  # characters the automaton takes at once; it keeps a table of their offsets
_SHARED = 64  # characters two blocks share; longer than any word the automaton looks for
_SHORT_RUN = 60  # characters; in a longer run of digits nothing is dull
_LEAST_DIGITS = 5  # of a value
_SNAP = 160  # characters by which a stretch grows so as to begin and end with a line

# Bounded, for the engine keeps a state per repetition; a longer run continues as the next one.
_NUMBER = re.compile(r"[0-9](?:[^0-9]{0,3}[0-9]){4,400}")
# What people write most and what names nobody: dates, times, years, amounts. Behind a birth label or cue those speak for themselves.
_DULL = re.compile(
    r"""
    (?<![0-9.,/-])(?:
    \d{1,2}[ ]?[./-][ ]?\d{1,2}[ ]?[./-][ ]?(?:\d{4}|\d{2})      # 12/05/2024
    |(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}(?:[ T]\d\d?[:.]\d\d(?:[:.]\d\d)?)?  # 2024-05-12 10:15
    |\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d[ ]\d\d?[:.u]\d\d(?:[:.]\d\d)?
    |\d{1,2}[:.]\d\d[ ]?(?:-|–|tot|à|to|bis)[ ]?\d{1,2}[:.]\d\d    # 09:00 - 17:00
    |(?:19|20)\d\d[ ]?(?:-|tot|à|to|bis|en|et|and|und|/)?[ ]?(?:19|20)\d\d
    |\d{1,3}(?:[. ]\d{3})*,\d\d                                    # 1.250,00
    )(?![0-9]|[.,/-][0-9])
    """,
    re.VERBOSE,
)
# Signs of values that need no digits, and cues of a birth; `rules/entities` adds the labels.
_SIGNS = (
    "@", "<<", "°", "geboren", "gebor en", "geb0ren", "geboortig", "geboortegegevens", "naissance\n", "geburtsdaten", "birth details", "geboorte (", "naissance (", "birth (", "geb.", "geb ", "geb:", "né ", "née ", "né(", "né:", "née:", "né,", "née,", "né\n", "née\n", "ne\u0301", "ne le ", "nee le ",
    "ne à ", "nee à ", "ne a ", "nee a ", "ne(e)", "natif", "native", "naquit", "born", "b. ", "zur welt", "ter wereld", "levenslicht", "vu le jour", "est né", "licht der welt", "gebürtig", "birth:", "birth :", 'birth"', "naissance :", "naissance:",
    'naissance"', "geboorte:", 'geboorte"', "geburt:", 'geburt"',
)  # fmt: skip
_CUES = frozenset(_SIGNS)
_ANYWHERE = ("@", "<<", "°")
_ALSO_WORDS = ("ne ", "nee ")  # "ne le" and "nee, in" are words of every day unless a date or a name follows


class Gate:
    """Knows the words that announce a value without a number, besides the digits themselves."""

    def __init__(self, labels: Iterable[str]) -> None:
        words = {*_SIGNS, *(spelling for label in labels for spelling in spellings(label))}
        # A word that holds another one is found with it.
        self._words = sorted(word for word in words if not any(other != word and other in word for other in words))
        # And where it is only part of a word there: "lieu nais" is no label in "lieu naissance", which is one itself.
        self._around = {
            word: tuple((other, other.find(word)) for other in words if word in other and other != word) for word in self._words
        }
        self._signs = ahocorasick_rs.AhoCorasick(self._words, implementation=ahocorasick_rs.Implementation.DFA)

    def stretches(self, folded: Folded, more: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
        """Return (start, end) of the parts of a text that are worth a look, apart and in order; `more` are parts others ask for."""
        text = folded.text
        numbers = ((start - BEFORE, end + AFTER) for start, end in _numbers(text))
        signs = (
            (start - _BEFORE_SIGN, end + (_COLUMN if text.startswith("  ", end) else AFTER))
            for start, end in self._signs_in(folded)
        )
        stretches: list[tuple[int, int]] = []
        for start, end in sorted((*numbers, *signs, *more)):
            if stretches and end <= stretches[-1][1]:
                continue
            low, high = _snapped(text, max(0, start), min(len(text), end))
            if stretches and low <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(high, stretches[-1][1]))
            else:
                stretches.append((low, high))
        return stretches

    def _signs_in(self, folded: Folded) -> Iterator[tuple[int, int]]:
        lower = folded.lower
        for base in range(0, len(lower), _BLOCK):
            for number, start, end in self._signs.find_matches_as_indexes(lower[base : base + _BLOCK + _SHARED]):
                word, begin = self._words[number], base + start
                if _announces(word, folded, begin, base + end):
                    yield begin, base + end
                    continue
                for other, at in self._around[word]:
                    first = begin - at
                    if first >= 0 and lower.startswith(other, first) and _announces(other, folded, first, first + len(other)):
                        yield first, first + len(other)
                        break


def _announces(word: str, folded: Folded, start: int, end: int) -> bool:
    """Whether a word stands where it begins one, and is not one of every day."""
    if word in _ANYWHERE:
        return True
    if start and folded.lower[start - 1].isalnum():
        return False
    if word.startswith(_ALSO_WORDS):
        following = folded.text[end : end + 1]
        return following.isdigit() or following.isupper() or following == "'"
    # A cue may go on ("geborene"), a label is a whole word.
    return word in _CUES or not (word[-1].isalnum() and folded.lower[end : end + 1].isalpha())


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        left = _DULL.sub("", match.group()) if match.end() - match.start() <= _SHORT_RUN else match.group()
        if sum(map(left.count, "0123456789")) >= _LEAST_DIGITS:
            yield match.span()


def _snapped(text: str, low: int, high: int) -> tuple[int, int]:
    """A stretch that cuts no line where that is near, and no word."""
    if low > 0:
        line = text.rfind("\n", max(0, low - _SNAP), low) + 1
        low = line or text.rfind(" ", max(0, low - _SNAP), low) + 1 or low
    if high < len(text):
        line = text.find("\n", high, high + _SNAP)
        high = line if line >= 0 else max(high, text.find(" ", high, high + _SNAP))
    return low, high
