"""Place of birth: a birth cue with a place, or a label with a value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from presidio_analyzer import RecognizerResult

from scanner.detect import columns, dates
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import PLACE
from scanner.detect.labels import LabelIndex, titles_end
from scanner.detect.places import Gazetteer
from scanner.detect.recognizers import birth_date
from scanner.detect.window import Window
from scanner.model import Cell, Grid

_LISTED, _CAPITALISED = 0.95, 0.8

_WORD = r"[A-ZÀ-ÖØ-ÞŸŒ][\w'’-]*"
_JOIN = r"(?:[ -](?:op|aan|bij|sur|sous|lez|les|la|le|de|den|der|ter|ten|het|am|an|in|of|the|du|des|en|el|al|os|do|da|del|upon|ob)(?:[ -](?:den|de|der|la|le|het))?)?"
_NAME = rf"(?:'[st][ -])?{_WORD}(?:{_JOIN}[ -]{_WORD}){{0,3}}"
_VALUE = re.compile(rf"{_NAME}")
_DATE = rf"(?:{dates.PATTERN})"
_CUE, _ROUND = birth_date.CUE, birth_date.ROUND
_ON = r"(?:op|le|am|on|the|den)"
_PREP = r"(?:te|in|à|a|zu|at|aan)"
_YEAR = r"(?:(?:in|en|anno|im Jahre?)[ ])?(?:19|20)\d\d"
_INVERTED = r"(?:[ ](?:wurde|werd|is|ben|bin|ist|was|est|suis)[ ][^\W\d_]{1,14})?"  # "geboren werd hij in 1980 te"
_THEN = r"(?:[ ]*:[ ]*|[ ,]{0,3})"
_TOWN = r"(?:(?:the|de|la|der)[ ](?:city|town|village|stad|gemeente|ville|commune|Stadt)[ ](?:(?:of|van|de)[ ])?)?"
_BESIDE = r"(?:\([^)\n]{1,30}\),?[ ])?"  # the country behind a town
# Behind a cue: a colon or the dots of a form, and the date that some put before the place.
_BEHIND_CUE = re.compile(
    rf"[ ]?(?:[:=]|[.…_]{{2,}})?[ .…_]{{0,40}}(?:(?:{_ON}[ ])?(?:{_DATE}|{_YEAR})[ ,]{{0,3}}(?:{_PREP}[ ])?)?{_TOWN}(?P<place>{_NAME})",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[ ]{2,}|[ ]?\n")  # behind a cue that is the title of a column
_THEN_DATE = re.compile(rf",?[ ]{_BESIDE}(?:{_ON}|,)?[ ]?:?[ ]?{_DATE}", re.IGNORECASE)
_SENTENCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_CUE}|{_ROUND}){_INVERTED}{_THEN}(?:(?:{_ON}[ ]?:?[ ]{{1,2}})?{_DATE}|{_YEAR})[ ,]{{0,3}}(?:{_PREP}[ ]){_TOWN}(?P<place>{_NAME})",
        rf"{_CUE}{_INVERTED}[ ]{_PREP}[ ](?P<place>{_NAME})",
        rf"(?<![\w-])(?:geboren|n[ée]e?|born)[ ]?:[ ]?(?P<place>{_NAME}),?[ ]{_BESIDE}{_ON}?[ ]?(?P<date>{_DATE})",
        rf"(?:(?<![\w-])(?:geb\.|b\.)|{_ROUND})[ ]{{0,2}}(?P<place>{_NAME}),?[ ]{_BESIDE}(?:{_ON}|,)?[ ]?(?P<date>{_DATE})",
        rf"(?:{_CUE}|{_ROUND}){_THEN}(?:{_ON}[ ])?(?P<date>{_DATE})(?:[ ]?[,(][ ]?|[ ]{{1,2}})(?P<place>{_NAME})",
    )
)
_BEFORE_BORN = re.compile(
    rf"(?<![\w-])(?:in|te|à|zu)[ ](?P<place>{_NAME})[ ](?:(?:{_ON}[ ])?(?P<date>{_DATE})[ ])?(?:geboren|zur[ ]Welt|ter[ ]wereld)(?![\w-])",
    re.IGNORECASE,
)
_DATE_FIRST = re.compile(rf"{_DATE}[ ,/-]{{0,3}}(?:{_PREP}[ ])?", re.IGNORECASE)
_AT_THE_END = ("geboren", "zur wel", "ter wer")
_BROKEN = re.compile(r"(?<=[\w,])\n(?=\w)")
_WIDEST = 200  # columns of a table in which the cell under another is looked for
_LONGEST = 80  # characters of a place before "geboren"
# Between a label and its value: marks, the next line, or two and more spaces of a column; or, before a known place, a verb.
_GAP = re.compile(
    r"[\"'\])]{0,2}[ \t]*(?:\([^)\n]{0,20}\))?(?:[ \t]*(?:\.?[:;=\t|>-]|\.{2,}|\n)[ \t:=>\"']*(?:\n[ \t]*)?|[ ]{2,})"
)
_SPOKEN = re.compile(r"[ ](?:(?:is|was|est|ist|war)[ ])?")
# What stands behind a label for a place of birth and is none: the next label of a form, or that nothing is known.
NOT_A_PLACE = frozenset(
    [
        "naam",
        "voornaam",
        "voornamen",
        "datum",
        "date",
        "nationaliteit",
        "nationalité",
        "nationality",
        "geslacht",
        "sexe",
        "sex",
        "adres",
        "adresse",
        "address",
        "telefoon",
        "gsm",
        "e-mail",
        "email",
        "onbekend",
        "inconnu",
        "unknown",
        "unbekannt",
        "geboortedatum",
        "geboorteplaats",
        "nom",
        "prénom",
        "name",
        "surname",
        "plaats",
        "lieu",
        "place",
        "ort",
        "op",
        "le",
        "am",
        "on",
        "de",
        "het",
        "een",
        "vraag",
        "zie",
        "rijksregisternummer",
        "insz",
        "niss",
        "straat",
        "gemeente",
        "postcode",
        "land",
        "burgerlijke",
        "ja",
        "nee",
        "non",
        "oui",
        "neen",
        "yes",
        "no",
        "geen",
        "aucun",
        "none",
        "data",
        "date-de",
        "achternaam",
        "familienaam",
        "woonplaats",
        "domicile",
        "wohnort",
        "straße",
        "strasse",
        "tel",
        "idem",
        "zelfde",
        "same",
        "nvt",
        "n.v.t",
        "ditto",
        "prénoms",
        "prenom",
        "given",
        "last",
        "first",
        "beroep",
        "profession",
        "beruf",
        "taal",
        "langue",
        "sprache",
        "opleiding",
        "ervaring",
        "expérience",
        "experience",
        "burgerservicenummer",
        "rijksregister",
        "registre",
        "national",
        "nationaal",
        "numéro",
        "numero",
        "nummer",
        "kaartnummer",
        "ikl",
        "leeftijd",
        "age",
        "alter",
        "status",
        "état",
        "stand",
        "contact",
    ]
)


class BirthPlaceRecognizer(WindowRecognizer):
    """Finds places with a birth cue, and values behind a label for the place of birth."""

    ENTITY = PLACE
    KIND = PLACE  # of its labels

    def __init__(self, gazetteer: Gazetteer, cues: Iterable[str] = ()) -> None:
        super().__init__()
        self._places = gazetteer
        self._cues = LabelIndex((cue, PLACE) for cue in cues)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        found: dict[int, RecognizerResult] = {}
        for result in (*self._labelled(text, window), *self._cued(text, window), *self._sentences(text, window)):
            known = found.get(result.start)
            if known is None or result.score > known.score:
                found[result.start] = result
        return list(found.values())

    def _labelled(self, text: str, window: Window) -> list[RecognizerResult]:
        results = []
        grid = window.labels.grid
        for label in window.labels.within(window.base, window.base + len(text)):
            if label.kind != self.KIND:
                continue
            after = label.end - window.base
            gap = _GAP.match(text, after)
            spoken = _SPOKEN.match(text, after)
            if gap is None and spoken is None:
                continue
            begin = gap.end() if gap else (spoken.end() if spoken else after)
            before_date = _DATE_FIRST.match(text, begin)
            begin = before_date.end() if before_date else begin
            # Only a listed place is believed across a cell's edge; `_cells` knows more of tables.
            cell = grid.cell_at(label.start) if grid else None
            own = cell is None or begin + window.base < cell.end
            titles = any(
                other.start - window.base <= begin < other.end - window.base
                for other in window.labels.within(window.base + begin - 1, window.base + begin + 1)
            )
            result = self._value(text, begin, label.words, labelled=bool(gap) and own, known_label=titles)
            drawn = gap is not None and grid is None and gap.group().isspace() and (result is None or result.score < _LISTED)
            below = list(self._below_title(text, label.start - window.base, label.words)) if drawn else []
            results += below or ([result] if result is not None else [])
        results.extend(self._cells(text, window))
        return results

    def _below_title(self, text: str, label: int, words: str) -> Iterator[RecognizerResult]:
        """Listed places in the column under a title in a table that is drawn with spaces."""
        for start in columns.under(text, label):
            known = self._place_end(text, start, after_label=True)
            if known is not None and _ends_well(text, known):
                evidence = (f"label: {words}", "place list")
                yield self.result(start, known, _LISTED, text[start:known], evidence, "column drawn with spaces")

    def _cells(self, text: str, window: Window) -> list[RecognizerResult]:
        """Values of a table column (or the cell right of its label) that is headed as place of birth."""
        grid = window.labels.grid
        if grid is None:
            return []
        titled = self._cue_titles(window.folded.text, grid)
        if not titled and not any(label.kind == self.KIND for label in window.labels.found):
            return []
        results = []
        position = 0
        while position <= len(text):
            stop = min(
                (found for found in (text.find("\t", position), text.find("\n", position)) if found >= 0), default=len(text)
            )
            if stop > position and (text[position].isupper() or text[position] == "'"):
                announced = window.labels.announcing(window.base + position, window.base + stop)
                label = next((found for found in announced if found.kind == self.KIND), None)
                own = window.labels.within(window.base + position, window.base + stop)
                if label is None and titled:
                    results += self._under_cue(text, position, window.base, grid, titled)
                if label and not (own and own[0].start == window.base + position):
                    result = self._value(text, position, label.words, labelled=True)
                    beside = grid.cell_at(label.end + 2)
                    below = _below(grid, label.start)
                    # Where the cell beside the label or the one under it is a place, the other way of reading is wrong.
                    others = [cell for cell in (beside, below) if cell and cell.start != window.base + position]
                    read = any(self._place_end(window.folded.text, cell.start) for cell in others)
                    if result is not None and (result.score > _CAPITALISED or not read):
                        results.append(result)
            position = stop + 1
        return results

    def _cue_titles(self, text: str, grid: Grid) -> dict[tuple[int, int], str]:
        """The cells (row, column) at the top of a table that hold nothing but a cue, and its words: "geboren te"."""
        if self.KIND != PLACE:
            return {}
        stop = titles_end(grid)
        titles = {}
        for cue in self._cues.find(text[:stop].lower()):
            cell = grid.cell_at(cue.start)
            if cell is not None and text[cell.start : cell.end].strip(" .:*?").lower() == cue.words:
                titles[cell.row, cell.column] = cue.words
        return titles

    def _under_cue(
        self, text: str, position: int, base: int, grid: Grid, titled: dict[tuple[int, int], str]
    ) -> list[RecognizerResult]:
        """A listed place right of a cell with a cue or under it."""
        cell = grid.cell_at(base + position)
        if cell is None:
            return []
        above = [words for (row, column), words in titled.items() if column == cell.column and row < cell.row]
        words = titled.get((cell.row, cell.column - 1)) or next(iter(above), None)
        known = self._place_end(text, position, after_label=True) if words else None
        if known is None or not _ends_well(text, known):
            return []
        evidence = (f"birth cue: {words}", "place list")
        return [self.result(position, known, _LISTED, text[position:known], evidence, "labelled place")]

    def _value(self, text: str, begin: int, label: str, *, labelled: bool, known_label: bool = False) -> RecognizerResult | None:
        known = self._place_end(text, begin, after_label=True)
        if known is not None and _ends_well(text, known):
            return self.result(begin, known, _LISTED, text[begin:known], (f"label: {label}", "place list"), "labelled place")
        match = _VALUE.match(text, begin)
        if not labelled or match is None or match.group().lower().split()[0].strip("'-") in NOT_A_PLACE or len(match.group()) < 2:
            return None
        rest = text[match.end() : match.end() + 2]
        if rest[:1] == ":" or rest[:1].isdigit() or known_label:
            return None
        return self.result(*match.span(), _CAPITALISED, match.group(), (f"label: {label}", "capitalised value"), "labelled value")

    def _place_end(self, text: str, start: int, *, after_label: bool = False) -> int | None:
        found = self._places.longest_prefix(text, start, after_label=after_label)
        return found[0] if found else None

    def _cued(self, text: str, window: Window) -> list[RecognizerResult]:
        """Places behind the phrases of the rule pack ("geboren te", "natif de"): listed ones, or capitalised ones with a date."""
        results: list[RecognizerResult] = []
        flat = ""
        for cue in self._cues.find(window.folded.lower, window.base, window.base + len(text)):
            flat = flat or _BROKEN.sub(" ", text)
            if window.labels.grid is None and _ALONE.match(text, cue.end - window.base):
                results += self._below_title(text, cue.start - window.base, cue.words)
            match = _BEHIND_CUE.match(flat, cue.end - window.base)
            if match is None or not flat[match.start("place")].isupper() | (flat[match.start("place")] == "'"):
                continue
            start = match.start("place")
            evidence = f"birth cue: {cue.words}"
            known = self._place_end(flat, start)
            if known is not None and _ends_well(flat, known):
                results.append(self.result(start, known, _LISTED, text[start:known], (evidence, "place list"), "birth sentence"))
                continue
            end = match.end("place")
            if _THEN_DATE.match(flat, end) and match.group("place").lower().split()[0] not in NOT_A_PLACE:
                value = text[start:end]
                results.append(
                    self.result(start, end, _CAPITALISED, value, (evidence, "date", "capitalised value"), "birth sentence")
                )
        return results

    def _sentences(self, text: str, window: Window) -> list[RecognizerResult]:
        results = []
        cues = birth_date.cues(window)
        if cues:
            text = _BROKEN.sub(" ", text)  # lines of a PDF end anywhere in a sentence
        for cue in cues:
            matches = [pattern.match(text, cue) for pattern in _SENTENCES]
            if text[cue : cue + 7].lower() in _AT_THE_END:
                matches += list(_BEFORE_BORN.finditer(text, max(0, cue - _LONGEST), cue + 10))
            for match in matches:
                if match is None:
                    continue
                start = match.start("place")
                if not (text[start].isupper() or text[start] == "'"):
                    continue
                known = self._place_end(text, start)
                dated = bool(match.groupdict().get("date")) or bool(dates.DATE.search(match.group()))
                if known is not None and _ends_well(text, known):
                    results.append(
                        self.result(start, known, _LISTED, text[start:known], ("birth cue", "place list"), "birth sentence")
                    )
                elif dated and re.search(rf"(?:[ ]{_PREP}[ ]|:[ ]?|°[ ]?)$", text[max(0, start - 5) : start]):
                    trimmed = _VALUE.match(text, start)
                    if trimmed and trimmed.group().lower() not in NOT_A_PLACE:
                        results.append(
                            self.result(
                                *trimmed.span(),
                                _CAPITALISED,
                                trimmed.group(),
                                ("birth cue", "date", "capitalised value"),
                                "birth sentence",
                            )
                        )
        return results


def _below(grid: Grid, offset: int) -> Cell | None:
    """The cell under the one at an offset, or None."""
    own = grid.cell_at(offset)
    if own is None:
        return None
    first = bisect_right(grid.starts, own.start)
    for cell in grid.cells[first : first + _WIDEST]:
        if cell.row > own.row + 1:
            return None
        if (cell.row, cell.column) == (own.row + 1, own.column):
            return cell
    return None


def _ends_well(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum() and text[end : end + 1] != ":"
