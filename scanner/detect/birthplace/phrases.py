"""Places of birth in a sentence: a cue with a place and often a date, in either order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scanner import dates
from scanner.detect.birthplace import clauses, things
from scanner.detect.birthplace.labelled import below_title, fields
from scanner.detect.birthplace.values import CAPITALISED, LIKELY, LISTED, NAME, Found, Values, named
from scanner.detect.labels import LabelIndex
from scanner.detect.recognizers import birth_date
from scanner.detect.window import Window

_DATE = rf"(?:{dates.PATTERN})"
_CUE, _ROUND = birth_date.CUE, birth_date.ROUND
_ON = r"(?:[o0]p|le|am|on(?:[ ]the)?|the|den|de|d\.d\.|dd\.?)"
_PREP = r"(?:te|in|à|a|au|aux|audit|en|zu|at|aan|nabij|vlakbij|bij|dans|près[ ]de|near|bei)"
_YEAR = r"(?:(?:in|en|anno|im Jahre?)[ ])?(?:19|20)\d\d"
_INVERTED = r"(?:[ ](?:wurde|werd|is|ben|bin|ist|was|est|suis)[ ][^\W\d_]{1,14})?"  # "geboren werd hij in 1980 te"
_RAISED = r"(?:[ ](?:en|et|and|und|&)[ ](?:[^\W\d_]+[ ]){0,2}(?:getogen|opgegroeid|grandie?|élevée?|raised|bred|aufgewachsen|grew[ ]up|grown[ ]up|wuchs[ ]auf|vécu|woont?))?"
# Into which family: "geboren in een gezin van zes in Genk", "né de parents italiens à Mons".
_FAMILY = r"(?:[ ](?:in|into|to|uit|als|dans|de|d'|comme|as|from|aus)[ ]?(?:[^\W\d_]+[ ]){0,3}(?:gezin|familie|ouders|moeder|vader|kind|zoon|dochter|oudste|jongste|tweeling|famille|parents|mère|père|enfant|fils|fille|aînée?|jumeaux|family|mother|father|child|son|daughter|eldest|youngest|twins|eltern|mutter|sohn|tochter)(?:[ ][^\W\d_]+){0,3}?)?"
_THEN = r"(?:[ ]*:[ ]*|[ ,]{0,3})"
_ASKED = r"(?:[ ]?\([^)\n]{1,30}\))?"  # "Geboren (plaats + datum):"
_AGED = r"(?:[ ]\([^)\n]{1,20}\))?"  # "né le 3 mai 1980 (45 ans) à"
_STOP = r"(?:[ ]?[,(–-][ ]?|[ ]{1,2})"
# Between a preposition and a place: what kind of place it is, or in which country it lies.
_KIND = r"(?:city|town|village|region|hospital|stad|stadje|dorp|dorpje|gemeente|regio|ziekenhuis|ville|village|commune|région|hôpital|Stadt|Dorf|Gemeinde|Krankenhaus)"
_INTRO = (
    rf"(?:(?:(?:het|de|the|la|le|der|dem|een|a|une?|einem|einer)[ ]|l')?(?:[^\W\d_]{{3,}}[ ]){{0,2}}?{_KIND}[ ](?:(?:of|van|de|in|te|von|near|nabij|bij|bei|près[ ]de)[ ]|d')?"
    r"|(?:het|de|im|das)[ ][^\W\d_]{3,}(?:se|e|en|isch|ische|ischen)[ ])?"
)
_BESIDE = r"(?:\([^)\n]{1,30}\),?[ ])?"  # the country behind a town
_MAIDEN = r"(?-i:(?:[ ](?:[dD]'|[vV]an |[dD]e |[dD]er |[dD]en |El |Al-)*[A-ZÀ-ÖØ-Þ][\w'’-]+){1,2})"
_BIRTH = r"(?<![\w-])(?:birth|naissance|geboorte|geburt)"
_CHARACTERS = r"[^{}\n]{0,120}?"
_OPENING, _OF_BIRTH = re.compile(rf"{_CUE}|{_ROUND}", re.IGNORECASE), re.compile(_BIRTH, re.IGNORECASE)
_NEAR = 44  # characters from where a cue begins in which the sign stands that a sentence needs: what is asked may stand between, in brackets
# Each with what it needs: to begin with a cue or with a word for birth, or a sign near its beginning.
_SENTENCES = tuple(
    (needs, re.compile(pattern, re.IGNORECASE))
    for needs, pattern in (
        (
            _OPENING,
            rf"(?:{_CUE}|{_ROUND}){_INVERTED}{_THEN}(?:(?:{_ON}[ ]?:?[ ]{{1,2}})?{_DATE}|{_YEAR}){_AGED}[ ,–-]{{0,3}}(?:{_PREP}{_ASKED}[ ]?:?[ ]){_INTRO}(?P<place>{NAME})",
        ),
        (
            _OPENING,
            rf"(?:{_CUE}|{_ROUND}){_INVERTED}{_RAISED}{_FAMILY}[ ](?:{_PREP}[ ]{_INTRO}|(?-i:(?:te|in|à)(?=[A-ZÀ-Þ])))(?P<place>{NAME})",
        ),
        (
            ":",
            rf"(?<![\w-])(?:geb[o0]ren|geb\.?|n[ée]e?(?:\(e\))?|born){_ASKED}[ ]?:[ ]?(?P<place>{NAME})(?:,|[ ]-)?[ ]{_BESIDE}\(?{_ON}?[ ]?(?P<date>{_DATE})",
        ),
        (
            "",
            rf"(?:(?<![\w-])(?:geb\.|b\.)|{_ROUND})[ ]{{0,2}}(?:te[ ])?(?P<place>{NAME}),?[ ]{_BESIDE}(?:{_ON}|,)?[ ]?(?:(?P<date>{_DATE})|{_YEAR}(?![\w/.-]))",
        ),
        (
            _OPENING,
            rf"(?<![\w-])(?:geboren|born|né)[ ](?P<place>{NAME}),?[ ](?:{_ON}[ ])?(?P<date>{_DATE})",
        ),  # "geboren waregem 2/10/75"
        (_OPENING, rf"(?:{_CUE}|{_ROUND}){_THEN}(?:(?:{_ON}[ ])?(?P<date>{_DATE})|{_YEAR}){_STOP}(?P<place>{NAME})"),
        (" w", rf"{_CUE}[ ]w(?:u|e)rde?[ ](?:{NAME}[ ]){{1,2}}?{_ON}[ ]{_DATE}[ ]{_PREP}[ ](?P<place>{NAME})"),
        ("?", rf"{_CUE}[ ]?\?[ \n]{{0,3}}(?:{_PREP}[ ])?(?P<place>{NAME})"),  # "Waar bent u geboren? Gent"
        ("", rf"(?:(?<=\d[ ])|(?<=\d,[ ]))(?:geboren|born|n[ée]e?)[ ](?P<place>{NAME})(?=[ ]?[,.;\n)]|[ ]?$)"),  # behind a date
        (_OF_BIRTH, rf"{_BIRTH}{_ASKED}[ ]?:[ ]?(?P<place>{NAME}),?[ ]{_BESIDE}(?:{_ON}[ ])?(?:{_DATE}|{_YEAR})"),
        (_OF_BIRTH, rf"{_BIRTH}[ ]?:[ ]?(?:{_DATE}|{_YEAR}),[ ](?P<place>{NAME})"),
        (
            _OF_BIRTH,
            rf"{_BIRTH}(?:gegevens|sdaten|[ ]details)?[ ]?:?[ \n]{{1,3}}(?:plaats|gemeente|stad|lieu|commune|ville|place|town|ort)[ ]?:[ ]?(?P<place>{NAME})",
        ),  # a title, and its lines
        (
            _OF_BIRTH,
            rf"{_BIRTH}[\"']?[ ]?[:=][ ]?\{{{_CHARACTERS}[\"'](?:place|city|town|plaats|gemeente|lieu|ville|ort)[\"'][ ]?:[ ]?[\"'](?P<place>{NAME})",
        ),
    )
)
# A name between the cue and the place: of a family, so that only a listed place counts.
_WITH_MAIDEN_NAME = re.compile(
    rf"(?<![\w-])(?:geboren|geborene|geb\.|n[ée]e){_MAIDEN}[ ](?:te|in|à|zu)[ ](?P<place>{NAME})", re.IGNORECASE
)
_AFTERWARDS = re.compile(
    rf"[ ]?,?[ ]?(?:\([^)\n]{{1,30}}\),?[ ]?)?(?P<told>(?:{_ON}[ ])?{_DATE}|{_YEAR})|[ ](?:wohnhaft|wonend|domicil|woont|wohnt|gehuwd|mariée)",
    re.IGNORECASE,
)
_WHERE = r"(?:waar|où|where|wo)[ ](?:hij|zij|ze|ik|il|elle|je|he|she|i|er|sie|ich)[ ](?:(?:est|suis|was|ook|werd|is|aussi|in[ ]\d{4}|en[ ]\d{4})[ ]){0,2}(?:geboren|née?|born)"
_END = r"(?:geboren(?:e[rnms]?)?|gebürtig|zur[ ]Welt|ter[ ]wereld|(?:het|das)[ ](?:levenslicht|Licht[ ]der[ ]Welt)|qu'(?:il|elle)[ ]est[ ]née?|that[ ](?:he|she|I)[ ]was[ ]born)(?![\w-])"
_BEFORE_END = re.compile(
    rf"(?<![\w-])(?:in|te|à|zu|aus|uit)[ ](?P<place>{NAME}?)(?P<between>[ ](?:(?:{_ON}[ ])?(?P<date>{_DATE})[ ])?){_END}",
    re.IGNORECASE,
)
_BEFORE_WHERE = re.compile(
    rf"(?<![\w-])(?:(?:in|te|à|zu|aus|uit|van|de|from)[ ]|d')(?P<place>{NAME}?)(?P<between>,?[ ])(?:{_WHERE}|geboortig)(?![\w-])",
    re.IGNORECASE,
)  # "uit Gent, waar ze geboren is"
_ABOUT_WHERE = re.compile(r"(?:waar|où|where|wo)[ \n]|geboortig")  # what the search needs, which is dearer
_AT_THE_END = (
    "geboren",
    "geboort",
    "où elle",
    "où il e",
    "où je s",
    "waar hi",
    "waar zi",
    "waar ze",
    "waar ik",
    "where h",
    "where s",
    "where i",
    "wo er g",
    "wo sie ",
    "gebürti",
    "zur wel",
    "ter wer",
    "levensl",
    "licht d",
    "qu'elle",
    "qu'il e",
    "that he",
    "that sh",
)
_SIGNS = ("geboortig", "gebürti", "licht d", "qu'elle", "qu'il e", "that he", "that sh", "où ", "waar ", "where ", "wo ")
_ONLY_WITH = ("où ", "waar ", "where ", "wo ")  # words of every day, unless they go on as above
_SURE = re.compile(rf"(?:[ ]{_PREP}[ ]|:[ ]?|°[ ]?)$")
_BROKEN = re.compile(r"\n(?<=[\w,]\n)(?=\w)")  # the line feed first, since that is what is searched for
_IN_BRACKETS = re.compile(r"(?:(?<=\()|^)(?P<place>[^()\n]{2,60}?),?[ ]$", re.MULTILINE)
_JOINED = re.compile(r"(?<![\w-])(?P<place>[A-ZÀ-ÖØ-Þ][^\s,.;()]{2,40})-$")
_NEXT_NAME = re.compile(r"[ ][A-ZÀ-ÖØ-Þ][a-zà-ÿ]")
_ASKING = re.compile(r"[ ]\?")  # "Bébé né à Mons ?"
_LONGEST = 80  # characters of a place before "geboren"
_CLOSE = 40  # characters between "where" and "born"
_LISTED_CUES = re.compile(
    rf"{_ASKED}[ \t]{{0,4}}(?:[:=]|[.…_]{{2,}})?[ \t.…_]{{0,40}}(?:(?:{_ON}[ ])?(?:{_DATE}|{_YEAR})[ ,]{{0,3}}(?:{_PREP}[ ])?)?{_INTRO}(?P<place>{NAME})",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[ ]{2,}|[ ]?\n")  # behind a cue that is the title of a column
_THEN_DATE = re.compile(rf",?[ ]{_BESIDE}(?:{_ON}|,)?[ ]?:?[ ]?{_DATE}", re.IGNORECASE)


def behind_listed_cues(text: str, window: Window, values: Values, cues: LabelIndex) -> Iterator[Found]:
    """Yield places behind the phrases of the rule pack ("geboren te", "natif de"): listed ones, or names with a date behind."""
    flat = ""
    for cue in cues.find(window.folded.lower, window.base, window.base + len(text)):
        flat = flat or _unbroken(text)
        begin, after = cue.start - window.base, cue.end - window.base
        if window.labels.grid is None and _ALONE.match(text, after):
            yield from below_title(text, begin, cue.words, values)
        if window.labels.grid is None:
            yield from fields(text, begin, after, cue.words, values)
        match = _LISTED_CUES.match(flat, after)
        if match is None or text[begin - 1 : begin] == "-" or things.born(flat, begin, match.start("place")):
            continue
        start, evidence = match.start("place"), f"birth cue: {cue.words}"
        known = values.end(flat, start)
        if known is not None and _ASKING.match(flat, known):
            continue
        if known is not None:
            yield Found(start, values.whole_end(text, start, known), LISTED, (evidence, "place list"), "birth sentence")
        elif small := values.clear(flat, start) if flat[start].islower() else None:
            yield Found(start, small, LIKELY, (evidence, "place list", "small letters"), "birth sentence")
        elif (name := named(flat, start)) and _THEN_DATE.match(flat, name):
            yield Found(start, name, CAPITALISED, (evidence, "date", "capitalised value"), "birth sentence")


def found(text: str, window: Window, values: Values) -> Iterator[Found]:
    """Yield the places in sentences about a birth: listed ones, and names that stand with a date as only a place does."""
    lower = window.folded.lower
    cues = birth_date.cues(window, birth_date.ALSO_SIGNS, _SIGNS)
    if not cues:
        return
    written, text = text, _unbroken(text)
    for cue in cues:
        at = window.base + cue
        at_the_end = lower[at : at + 7] in _AT_THE_END
        if not at_the_end and lower.startswith(_ONLY_WITH, at):
            continue
        if text.startswith(("b.", "B."), cue) and birth_date.ITEM.search(text, max(0, cue - _LONGEST), cue):
            continue
        matches = list(_sentences(text, cue))
        if at_the_end:
            matches += list(_BEFORE_END.finditer(text, max(0, cue - _LONGEST), cue + 20))
            if _ABOUT_WHERE.search(lower, window.base + max(0, cue - _CLOSE), at + _CLOSE):
                matches += list(_BEFORE_WHERE.finditer(text, max(0, cue - _LONGEST), cue + _CLOSE))
        things_born: dict[int, bool] = {}  # several sentences mostly end in the same place
        for match in matches:
            place = match.start("place")
            if place not in things_born:
                things_born[place] = things.born(text, cue, place)
            if not things_born[place]:
                result = _place(text, written, match, values)
                if result is not None:
                    yield result
        yield from _before(written, cue, values)
        yield from clauses.bare(text, cue, values)
        yield from clauses.further(text, cue, values)
        maiden = _WITH_MAIDEN_NAME.match(text, cue)
        if maiden is not None:
            yield from _maiden(text, maiden.start("place"), values)


@lru_cache(maxsize=1)
def _unbroken(text: str) -> str:
    """The text with its lines joined where one ends in a sentence, as the lines of a PDF do anywhere."""
    return _BROKEN.sub(" ", text)


def _sentences(text: str, cue: int) -> Iterator[re.Match[str]]:
    """The sentences that begin with a cue; those that lack what they need are not tried."""
    near = text[cue : cue + _NEAR].lower()
    begun = {opening: opening.match(text, cue) is not None for opening in (_OPENING, _OF_BIRTH)}
    for needs, pattern in _SENTENCES:
        if needs in near if isinstance(needs, str) else begun[needs]:
            match = pattern.match(text, cue)
            if match is not None:
                yield match


def _place(text: str, written: str, match: re.Match[str], values: Values) -> Found | None:
    start = match.start("place")
    groups = match.groupdict()
    known = values.end(text, start)
    if text[start - 1].isalpha() and (joined := values.end(text[start : start + _LONGEST], 0)):  # "geboren teLeuven"
        known = start + joined
    if known is not None and _ASKING.match(text, known):
        return None
    if known is not None:
        end = values.whole_end(written, start, known)
        if "between" in groups and end < match.start("between"):
            return None  # "in Gent het idee geboren"
        alone = not _SURE.search(text[max(0, start - 5) : start])
        if alone and values.gazetteer.ambiguous(text[start:end]) and _NEXT_NAME.match(text, end):
            return None  # "born 12/05/1985, Paris Jordan"
        return Found(start, end, LISTED, ("birth cue", "place list"), "birth sentence")
    dated = bool(groups.get("date")) or bool(dates.DATE.search(match.group()))
    sure = bool(_SURE.search(text[max(0, start - 5) : start]))
    small = values.clear(text, start) if text[start].islower() and (sure or dated) else None
    if small is not None and "between" not in groups:
        return Found(start, small, LIKELY, ("birth cue", "place list", "small letters"), "birth sentence")
    name = named(text, start) if dated and sure else None
    return Found(start, name, CAPITALISED, ("birth cue", "date", "capitalised value"), "birth sentence") if name else None


def _before(text: str, cue: int, values: Values) -> Iterator[Found]:
    """A listed place that a cue follows at once: "(Gent, °12/05/1985)", "the Ghent-born trainer"."""
    if not text.startswith((" ", "-", "\n"), cue - 1):
        return
    pattern = _IN_BRACKETS if text[cue] == "°" and dates.DATE.match(text, cue + 1 + text.startswith(" ", cue + 1)) else _JOINED
    match = pattern.search(text, max(0, cue - _LONGEST), cue)
    if match is not None and values.end(text, match.start("place")) == match.end("place"):
        yield Found(*match.span("place"), LISTED, ("birth cue", "place list"), "birth sentence")


def _maiden(text: str, start: int, values: Values) -> Iterator[Found]:
    end = values.end(text, start)
    if end is None:
        return
    after = _AFTERWARDS.match(text, end)
    if after is None or after["told"]:
        yield Found(start, end, CAPITALISED if after else LIKELY, ("birth cue", "family name", "place list"), "birth sentence")
