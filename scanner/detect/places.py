"""Places where people are born, as they are written: Belgian municipalities and their parts, cities, countries.

The lists are rule data (`rules/places/*.yaml`); this module knows how a listed name may look in a document: `Sint-`,
`St.-` or `Ste`, spaces for hyphens, missing accents, `o/d` for `op den`, capitals throughout.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from scanner import rulepacks
from scanner.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scanner.yaml_file import Document

Kind: TypeAlias = Literal["municipality", "city", "country"]

_APOSTROPHES = "'’‘`´ʼ"
_HYPHENS = "-‐‑‒–\u00ad"
_SPACE = r"[^\S\r\n]"  # the no-break and thin spaces of documents too

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|&")
# Between two words of one name: at most one line end, so that a name never reaches into the next paragraph.
_MARKS = f"[{re.escape(_HYPHENS + _APOSTROPHES)}./]"
_GAP = re.compile(rf"(?=\s|{_MARKS}){_SPACE}{{0,3}}{_MARKS}{{0,3}}{_SPACE}{{0,3}}(?:\r?\n{_SPACE}{{0,3}})?")
_DOTTED = frozenset({"st", "ste", "skt"})

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ə": "e"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_SAME = {"sint": "st", "sinte": "st", "saint": "st", "sainte": "st", "sankt": "st", "ste": "st", "skt": "st", "lez": "les"}
# "den Haag", "la Louvière", "sint-Niklaas": a small first letter that daily use allows in a listed capital.
_ARTICLES = frozenset({"de", "den", "het", "la", "le", "les", "el", "al", "the", "st", "s", "l", "d", "t"})
_ABBREVIATIONS = (
    ("op", re.compile(r"\bop[- ]den?\b"), ("o-d",)),
    ("aan", re.compile(r"\baan[- ]den?\b"), ("a-d",)),
    ("sur", re.compile(r"\bsur\b"), ("s",)),
    ("Onze", re.compile(r"\bOnze-Lieve-Vrouw\b"), ("O-L-V", "OLV", "O-L-Vrouw")),
)

_MARGIN = f" \t\r\n\u00a0.:,;{_HYPHENS}"
_POSTCODE = re.compile(r"^(?:BE?[- ]?)?\d{4}\s+(?=\D)")
_PARTS = re.compile(r"[,;()\[\]/|\r\n]|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by the first of its listed names; a part of a Belgian municipality is of the kind `municipality`."""

    name: str
    kind: Kind


def _fold_word(word: str) -> str:
    low = word.lower() if word.isascii() else _unaccented(word.casefold().translate(_LETTERS))
    return _SAME.get(low, low)


def _unaccented(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character))


def _fold(name: str) -> str:
    return " ".join(_fold_word(word) for word in _WORD.findall(name))


def _spellings(name: str) -> Iterator[str]:
    """The listed name and the abbreviated, joined and accentless forms of it that do not fold to the same words."""
    yield name
    if not name.isascii() and name.translate(_UMLAUTS) != name:
        yield name.translate(_UMLAUTS)
    if "'" in name:
        yield name.replace("'", "")
    for clue, full, forms in _ABBREVIATIONS:
        if clue in name and full.search(name):
            yield from (full.sub(form, name) for form in forms)


def _capitalised(word: str) -> bool:
    return word[0].isupper() and (word.isupper() or word[1:] == word[1:].lower() or word.startswith("IJ"))


def _has_capitals(written: list[str], spelling: str) -> bool:
    """Whether the written words have the capitals of the listed spelling; small articles of a name are let pass."""
    listed = _WORD.findall(spelling)
    needed = [at for at, word in enumerate(listed) if word[0].isupper() and _fold_word(word) not in _ARTICLES]
    return all(written[at] == listed[at] or _capitalised(written[at]) for at in needed or range(len(written)))


class Gazetteer:
    """Finds listed places in text; built once for a process and only read afterwards."""

    def __init__(self, places: list[tuple[Place, list[str]]], ambiguous: list[str]) -> None:
        self._listed: dict[str, tuple[Place, str]] = {}  # folded name: place and the spelling whose capitals count
        self._longest: dict[str, int] = {}
        self._ambiguous = frozenset(_fold(name) for name in ambiguous)
        for place, names in places:
            for name in names:
                for spelling in _spellings(name):
                    self._add(place, spelling)

    def _add(self, place: Place, spelling: str) -> None:
        folded = [_fold_word(word) for word in _WORD.findall(spelling)]
        # Halle lies in Brabant before it lies on the Saale: the order of the files decides.
        self._listed.setdefault(" ".join(folded), (place, spelling))
        self._longest[folded[0]] = max(self._longest.get(folded[0], 0), len(folded))

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        """Read every list in `folder`; of two places with the same name the first in order of file names is kept.

        Raises RuleError when there is no list or one has another form than `rules/places` shows.
        """
        places: list[tuple[Place, list[str]]] = []
        ambiguous: list[str] = []
        for path in sorted(folder.glob("*.yaml")):
            for kind, rows in _read(path):
                if kind is None:
                    ambiguous += [name for names in rows for name in names]
                else:
                    places += [(Place(names[0], kind), names) for names in rows]
        if not places:
            raise RuleError(f"no lists of places in {folder}")
        return cls(places, ambiguous)

    def __len__(self) -> int:
        return len(self._listed)

    def ambiguous(self, name: str) -> bool:
        """Whether this spelling is also a common word or a person's name, so that it needs a label or a birth cue.

        Ask it of the words in the document, not of the canonical name: `Paris` is a first name too, `Parijs` is not.
        """
        return _fold(name) in self._ambiguous

    def longest_prefix(self, text: str, start: int, *, after_label: bool = False) -> tuple[int, Place] | None:
        """The longest place name that begins at `start`, with the offset behind its last letter; None without one.

        Whole words only, each in capitals or with the capitals of the listed name. `after_label` also takes small
        letters, for values behind a label such as "Geboorteplaats:".
        """
        words = self._words(text, start)
        for count in range(len(words), 0, -1):
            key = " ".join(folded for folded, _, _ in words[:count])
            if key not in self._listed:
                continue
            place, spelling = self._listed[key]
            end = words[count - 1][2]
            written = [text[begin:stop] for _, begin, stop in words[:count]]
            if not _ends_word(text, end) or not (after_label or _has_capitals(written, spelling)):
                continue
            if after_label or key not in self._ambiguous or not _joined(text, end):
                return end, place
        return None

    def match(self, text: str, *, after_label: bool = False) -> Place | None:
        """The place that a value names as a whole: "ANTWERPEN", "9100 St.-Niklaas", "Bruxelles (Anderlecht)".

        Of several places the first counts; behind an unknown village its country does ("Beni Ait, Marokko"). None when
        other words or numbers stand beside the place, as in an address.
        """
        whole = self._whole(text, after_label=after_label)
        if whole is not None:
            return whole
        for part in _PARTS.split(text):
            place = self._whole(part, after_label=after_label)
            if place is not None:
                return place
            if any(character.isdigit() for character in part):
                return None
        return None

    def _whole(self, part: str, *, after_label: bool) -> Place | None:
        rest = _POSTCODE.sub("", part.strip(_MARGIN), count=1)
        first: Place | None = None
        while rest:
            hit = self.longest_prefix(rest, 0, after_label=after_label)
            if hit is None or (first is not None and self.ambiguous(rest[: hit[0]])):
                return None  # "Paris Jordan" is a person
            first = first or hit[1]
            rest = rest[hit[0] :].lstrip(_MARGIN)
        return first

    def _words(self, text: str, start: int) -> list[tuple[str, int, int]]:
        """Folded word, start and end of as many words from `start` as the longest name with that first word has."""
        if not _begins_word(text, start):
            return []
        position = start + 1 if text[start] in _APOSTROPHES else start
        words: list[tuple[str, int, int]] = []
        limit = 1
        while len(words) < limit and (word := _WORD.match(text, position)):
            folded = _fold_word(word.group())
            if not words:
                limit = self._longest.get(folded, 0)
                if not limit:
                    break
            words.append((folded, word.start(), word.end()))
            gap = _GAP.match(text, word.end())
            if gap is None or ("." in gap.group() and len(word.group()) > 1 and word.group().lower() not in _DOTTED):
                break
            position = gap.end()
        return words


def _begins_word(text: str, start: int) -> bool:
    if not 0 <= start < len(text):
        return False
    if start == 0:
        return True
    before = text[start - 1]
    return not _is_word(before) and not (before in _HYPHENS and start > 1 and text[start - 2].isalpha())


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not _is_word(text[end])


def _joined(text: str, end: int) -> bool:
    return end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalpha()


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_" or "\u0300" <= character <= "\u036f"


def _read(path: Path) -> Iterator[tuple[Kind | None, list[list[str]]]]:
    """Kind and rows of names of each list in a file; the kind is None for lists of ambiguous names."""
    document = rulepacks.document(path)
    content = document.data
    if not isinstance(content, dict):
        raise RuleError(f"{path}: line 1: a list of places has keys and blocks of names; see rules/places/belgium.yaml")
    kind = content.get("kind")
    if kind is not None and kind not in get_args(Kind):
        raise RuleError(document.told(("kind",), f"{kind!r} is no kind of place; use one of: {', '.join(get_args(Kind))}"))
    for name, group in content.items():
        if name == "kind":
            continue
        lists = {(name, title): body for title, body in group.items()} if isinstance(group, dict) else {(name,): group}
        for place, body in lists.items():
            if not isinstance(body, str):
                raise RuleError(document.told(place, "is not a block of names; write `|` behind the key and the names below it"))
            yield kind, _rows(document, place, body)


def _rows(document: Document, place: tuple[str, ...], body: str) -> list[list[str]]:
    rows = []
    for below, line in enumerate(body.splitlines(), 1):
        for row in filter(str.strip, line.split(",")):
            rows.append([name.strip() for name in row.split("=")])
            if not all(map(_WORD.search, rows[-1])):
                raise RuleError(document.told(place, f"there is no name in `{row.strip()}`; remove a sign too many", below))
    return rows
