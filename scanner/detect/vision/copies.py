"""The pictures of one document and of what lies in it: copies with their sides joined, portraits, people, and words for the detector."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from scanner.detect.kinds import CARD
from scanner.detect.vision import gates
from scanner.detect.vision.eyes import Eyes
from scanner.detect.vision.found import Copy
from scanner.detect.vision.look import Onlooker
from scanner.detect.vision.side import FRONT, belong
from scanner.detect.vision.vocabulary import CARD_NUMBER, PERMIT, Vocabulary
from scanner.model import Child, Code, Extraction, Fact, Picture, Preview, Problem, Role, Segment

COPY, ID_PHOTO, PERSON_PHOTO = "ID_CARD_COPY", "ID_PHOTO", "PERSON_PHOTO"
_PAGE = re.compile(r"(?:page|slide|frame) (\d+)")
_VIEWER_NAME = re.compile(r"(?i)^my_eid_photo\b")
_HIDDEN = 0.6  # confidence of a portrait that must be there and was not recognised as a face
_MISREAD = 3  # digits in which two readings of one number may differ; those of two cards differ in most
_NAMED, _CHIP = 0.75, 0.9
_PEOPLE = 0.8
_STAGE = "pictures"


@dataclass(frozen=True, slots=True)
class Document:
    """What the pictures of one document say: facts, words to search as well, gaps, and the entities found. `prefix` is the way to it."""

    prefix: str
    extraction: Extraction
    facts: tuple[Fact, ...] = ()
    segments: tuple[Segment, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def entities(self) -> frozenset[str]:
        """The entities of its facts."""
        return frozenset(fact.entity for fact in self.facts)


@dataclass(slots=True)
class _Found:
    copies: list[Copy] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def documents(
    extraction: Extraction,
    name: str,
    eyes: Eyes,
    vocabulary: Vocabulary,
    deadline: float,
    step: Callable[[Child], str],
    prefix: str = "",
    *,
    previews: bool = False,
) -> Iterator[Document]:
    """Yield what is seen in a document and in each part of it that has pictures; `step` gives the way into a part for a locator.

    A picture that cannot be looked at is named, and never ends the rest; only MemoryError goes on to the caller. With `previews` each copy has one.
    """
    if extraction.pictures:
        yield _document(extraction, name, Onlooker(eyes, vocabulary, deadline, previews=previews), eyes, deadline, prefix)
    for child in extraction.children:
        below = f"{prefix}{step(child)} > "
        yield from documents(child.extraction, child.name, eyes, vocabulary, deadline, step, below, previews=previews)


def _document(extraction: Extraction, name: str, onlooker: Onlooker, eyes: Eyes, deadline: float, prefix: str) -> Document:
    texts = _texts(extraction)
    found = _Found()
    looked_at: set[bytes] = set()
    late = 0
    for picture in extraction.pictures:
        digest = hashlib.sha256(picture.data).digest()
        if digest in looked_at:
            continue
        looked_at.add(digest)
        chip = _chip(picture, name)
        if chip is not None:
            found.facts.append(chip)
            continue
        if not gates.worth(picture.width, picture.height):
            continue
        if time.monotonic() > deadline:
            late += 1
            continue
        _look(picture, onlooker, eyes, texts, found)
    if late:
        found.problems.append(
            Problem(_STAGE, Code.TIMEOUT, f"{late} pictures not looked at" if late > 1 else "1 picture not looked at")
        )
    joined = _joined(found.copies)
    for copy, others in joined:
        found.facts.extend(_facts(copy, others))
    segments = tuple(segment for copy in found.copies for segment in _new_words(copy, texts))
    return Document(prefix, extraction, tuple(found.facts), segments, tuple(dict.fromkeys(found.problems)))


def _look(picture: Picture, onlooker: Onlooker, eyes: Eyes, texts: dict[str, str], found: _Found) -> None:
    try:
        for frame in eyes.frames(picture):
            seen = onlooker.look(frame, texts.get(picture.said_at or frame.place, ""), own=not picture.said_at)
            found.copies.extend(seen.copies)
            fact = Fact(PERSON_PHOTO, f"people: {seen.place}", seen.place, ("face",), _PEOPLE)
            found.facts.extend([fact] * seen.faces)
    except MemoryError:
        raise
    except ImportError:
        found.problems.append(Problem(_STAGE, Code.UNSUPPORTED, "OpenCV is not installed: pictures are not looked at"))
    except Exception as error:  # noqa: BLE001 - a library's failure on a hostile picture may be of any type; it costs this picture only
        found.problems.append(Problem(_STAGE, Code.CORRUPT, f"a picture could not be looked at: {type(error).__name__}"))


def _texts(extraction: Extraction) -> dict[str, str]:
    """Return what was read in each picture by its place, and the text at places where the words of a picture are known."""
    texts: dict[str, str] = {}
    known = {picture.said_at for picture in extraction.pictures if picture.said_at}
    for segment in extraction.segments:
        if segment.role is Role.OCR or (known and segment.role is Role.BODY and segment.locate(0) in known):
            place = segment.locate(0).removesuffix(" bar code")
            texts[place] = f"{texts[place]}\n{segment.text}" if place in texts else segment.text
    return texts


def _chip(picture: Picture, name: str) -> Fact | None:
    """Return the portrait of a card's chip: told by size, grey, and how it was written or named; size and grey alone are not enough."""
    reasons = list(gates.chip_portrait(picture.data))
    if reasons and _VIEWER_NAME.match(name.rpartition("/")[2]):
        reasons.append("the eID Viewer's file name")
    if len(reasons) < 2:
        return None
    confidence = _CHIP if len(reasons) > 2 else _NAMED
    return Fact(ID_PHOTO, hashlib.sha256(picture.data).hexdigest(), picture.locator, tuple(reasons), confidence)


def _place(copy: Copy) -> str:
    left, top, right, bottom = copy.box
    if (left, top, right, bottom) == (0, 0, 100, 100):
        return copy.place
    return f"{copy.place} box {left}-{right} × {top}-{bottom} %"


def _facts(copy: Copy, others: list[Copy]) -> Iterator[Fact]:
    """Yield the facts of one copy; its other side is told with it, and is no copy of its own."""
    place, verdict = _place(copy), copy.verdict
    value = hashlib.sha256(repr((copy.place, copy.box, verdict.kind, copy.said.card_number)).encode()).hexdigest()
    side = "both sides" if others else verdict.side
    evidence = (f"{verdict.kind}, {side}", *verdict.evidence, *(f"other side: {_place(other)}" for other in others))
    confidence = max([verdict.confidence, *(other.verdict.confidence for other in others)])
    yield Fact(COPY, value, place, evidence, confidence, _preview(copy, others))
    for one in (copy, *others):
        yield from _number(one)
        if one.portrait:
            yield Fact(
                ID_PHOTO,
                f"{value} {one.box}",
                _place(one),
                (f"portrait on: {verdict.kind}",),
                min(0.95, one.verdict.confidence),
            )
        elif one.verdict.side == FRONT:  # every front has one; glare or noise hid its face
            evidence = (f"front of: {verdict.kind}", "face not recognised")
            yield Fact(ID_PHOTO, f"{value} {one.box}", _place(one), evidence, _HIDDEN)
        if one.second_portrait:
            yield Fact(ID_PHOTO, f"{value} {one.box} second", _place(one), (f"second portrait on: {verdict.kind}",), 0.6)


def _preview(copy: Copy, others: list[Copy]) -> Preview | None:
    """Return the page with the copy's box and those of its other sides that lie on it too."""
    if copy.preview is None:
        return None
    return replace(copy.preview, boxes=tuple(one.box for one in (copy, *others) if one.place == copy.place))


def _number(copy: Copy) -> Iterator[Fact]:
    """Yield the card's number where no label stands beside it, as on the front of cards since 2020; a labelled one is found as text."""
    said = copy.said
    if CARD_NUMBER in said.labels:
        return
    if said.card_number and not (said.zone and said.zone.card_number == said.card_number):
        yield Fact(CARD, said.card_number, copy.place, ("checksum", f"printed on: {copy.verdict.kind}"), 0.95)
    elif said.foreigner_number and copy.verdict.kind == PERMIT:
        yield Fact(CARD, said.foreigner_number, copy.place, ("foreigner card", f"printed on: {copy.verdict.kind}"), 0.8)


def _joined(copies: list[Copy]) -> list[tuple[Copy, list[Copy]]]:
    """Return each copy with its other sides: a front and a back on the same page or on neighbouring ones that do not contradict each other.

    A folded paper may have a cover besides.
    """
    joined: list[tuple[Copy, list[Copy]]] = []
    taken: set[int] = set()
    for number, copy in enumerate(copies):
        if number in taken:
            continue
        others: list[Copy] = []
        for at in range(number + 1, len(copies)):
            if at not in taken and all(_one(one, copies[at]) for one in (copy, *others)):
                taken.add(at)
                others.append(copies[at])
        joined.append((copy, others))
    return joined


def _one(first: Copy, second: Copy) -> bool:
    sides = ((copy.verdict.kind, copy.verdict.side) for copy in (first, second))
    if not belong(*sides) or _far(first.place, second.place):
        return False
    zone = first.said.zone or second.said.zone
    printed = first.said.card_number or second.said.card_number
    return not (zone and zone.card_number and printed) or _same_number(zone.card_number, printed)


def _same_number(zone: str, printed: str) -> bool:
    """Return whether two readings are of one number; zones of 2005 hold its first nine digits, and OCR takes a digit for another."""
    return sum(one != other for one, other in zip(zone, printed, strict=False)) <= _MISREAD


def _far(first: str, second: str) -> bool:
    pages = [_PAGE.search(place) for place in (first, second)]
    if pages[0] and pages[1]:
        return abs(int(pages[0][1]) - int(pages[1][1])) > 1
    return False


def _new_words(copy: Copy, texts: dict[str, str]) -> Iterator[Segment]:
    """Yield what was read on the flattened card beyond what was read with its picture, so that its numbers become findings."""
    from scanner.model import Place

    known = {_tight(line) for line in texts.get(copy.place, texts.get(copy.place.partition(" picture ")[0], "")).splitlines()}
    lines = [line for line in copy.text.splitlines() if line.strip() and _tight(line) not in known]
    if lines:
        yield Segment("\n".join(lines), Place(copy.place), Role.OCR)


def _tight(line: str) -> str:
    return "".join(filter(str.isalnum, line.lower()))
