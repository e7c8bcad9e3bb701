"""The decision: weak signals of several kinds together make an identity document, each named; none does alone."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.detect.vision import vocabulary
from scanner.detect.vision.side import side
from scanner.detect.vision.words import Said

ENOUGH = 2.9
"""Points from which a picture shows an identity document."""
_KINDS = 2  # of shape, face, words, zone, number and parts that must speak for it
_AGAINST = 1.6
_TITLES = 3  # of one kind, from which also those that ordinary texts use are the document's own
_PLAIN = (9, 4)  # categories and dates of a table that was read nearly whole
_LEAF = 60  # words that a leaf with the holder of a paper licence has at most; a form has more
_SHAPES = {
    "card": (1.0, "card shape"), "passport": (0.9, "passport shape"), "folded": (0.8, "shape of a folded paper"), "picture": (0.6, "fills the picture"),
    "cut": (0.5, "card shape, cut off"),
}  # fmt: skip
_MUCH = 140  # words; a page with more is a document about cards
_PRINTED = {"card": 80, "passport": 80, "folded": 110}  # words that are printed on the document itself, at most


@dataclass(frozen=True, slots=True)
class Signals:
    """What was seen of one candidate. `face` is `left`, `right`, `other` or empty.

    `shape` is `card`, `passport` (also a paper of two leaves or one leaf of three), `folded` (three leaves), `picture` (it fills it), `cut` or empty.
    """

    said: Said
    shape: str = ""
    true_size: bool = False
    face: str = ""
    chip: bool = False
    bars: bool = False
    second_face: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is an identity document, how sure (0 to 1), of which kind and which side, and why."""

    copy: bool
    confidence: float
    kind: str
    side: str
    evidence: tuple[str, ...]
    points: float


def decide(signals: Signals) -> Verdict:
    """Return the verdict over one candidate."""
    points: dict[str, float] = {}
    evidence: list[str] = []

    def speak(kind: str, weight: float, reason: str) -> None:
        points[kind] = points.get(kind, 0.0) + weight
        evidence.append(reason)

    said = signals.said
    if signals.shape:
        speak("shape", *_SHAPES[signals.shape])
    if signals.true_size:
        speak("shape", 0.3, "size of a card")
    if signals.face:
        speak("face", 0.6 if signals.face == "other" else 1.5, f"face: {signals.face}" if signals.face != "other" else "face")
    if said.titles:
        weight = 0.8 if _loose(said) else 1.5 if len(said.titles) == 1 else 2.2
        speak("words", weight, f"title: {said.kind}")
    if said.countries:
        speak("words", 0.8 if said.countries > 1 else 0.4, "name of the country")
    if said.register:
        speak("words", 0.8, "label: national register")
    if said.labels:
        speak("words", min(1.6, 0.4 * len(said.labels)), f"labels: {', '.join(said.labels[:4])}")
    if said.licence_fields >= 2:
        speak("words", 0.5 * min(3, said.licence_fields), "fields of a driving licence")
    if said.licence_table:
        plain = said.table.categories >= _PLAIN[0] and said.table.dates >= _PLAIN[1]
        speak("words", 2.3 if plain else 1.9, "categories of a driving licence with dates")
    elif said.table.hinted:
        speak("words", 0.5, "categories of a driving licence")
    if said.table.columns:
        speak("words", 0.3, "columns of a driving licence")
    if said.spelled_date:
        speak("words", 0.3, "date as cards spell it")
    if said.zone is not None:
        speak("zone", 3.0 if said.zone.checks else 2.2, f"MRZ {said.zone.kind}")
    elif said.zone_rows:
        speak("zone", 0.8 * min(2, said.zone_rows) + 0.2, "rows of an MRZ")
    if said.card_number:
        speak("number", 1.0, "card number: checksum")
    elif said.foreigner_number and said.labels:
        speak("number", 0.4, "number of a foreigner's card")
    if said.national_numbers:
        speak("number", 0.6, "national number: checksum")
    for there, reason in ((signals.chip, "chip"), (signals.bars, "bar code"), (signals.second_face, "second portrait")):
        if there:
            speak("parts", 0.3, reason)
    evidence.extend(_agreement(said))
    against = [name for name in said.others if not (name == vocabulary.PAPER and signals.shape in ("card", "passport"))]
    total = sum(points.values()) - _AGAINST * min(3, len(against))
    if said.words > _PRINTED.get(signals.shape, _MUCH) and said.zone is None:
        total -= 1.5
    copy = total >= ENOUGH and len(points) >= _KINDS and _anchored(signals) and not (against and _only_words(points, said))
    confidence = min(0.99, 0.6 + 0.12 * (total - ENOUGH)) if copy else max(0.0, min(0.45, 0.15 * total))
    kind = _kind(said)
    return Verdict(copy, round(confidence, 2), kind, side(signals, kind), tuple(evidence), round(total, 2))


def _anchored(signals: Signals) -> bool:
    """Whether something stands on it that is on no other card.

    A title, a zone, a card number, the country in two languages, the fields or the table of a driving licence; the register's label in two
    languages, since letters and forms have it in one, or on something of a card's size.
    """
    said = signals.said
    return bool(
        (said.titles and not _loose(said))
        or said.licence_table
        or said.zone
        or said.zone_rows >= 2
        or said.register > 1
        or (said.register and signals.true_size)
        or said.card_number
        or said.countries > 1
        or said.licence_fields >= 3
    )


def _loose(said: Said) -> bool:
    """Whether its titles are such as job ads and courses use too, and nothing of a licence stands beside them."""
    if not said.everyday or len(said.titles) >= _TITLES:
        return False
    if said.countries > 1 or said.licence_fields >= 2 or said.licence_table or vocabulary.MODEL in said.labels:
        return False
    signed = vocabulary.SIGNATURE in said.labels or said.table.hinted
    return not (vocabulary.BIRTH in said.labels and signed and said.words <= _LEAF)


def _only_words(points: dict[str, float], said: Said) -> bool:
    """Whether neither a zone nor two titles speak for it: what another card's words suffice against."""
    return "zone" not in points and len(said.titles) < 2


def _agreement(said: Said) -> list[str]:
    """Return whether the numbers printed are those of the zone."""
    if said.zone is None:
        return []
    told = []
    if said.zone.national_number and said.national_numbers:
        same = said.zone.national_number in said.national_numbers
        told.append("national number agrees with the MRZ" if same else "national number differs from the MRZ")
    if said.zone.card_number and said.card_number:
        same = said.card_number.startswith(said.zone.card_number)  # zones of 2005 hold the first nine digits
        told.append("card number agrees with the MRZ" if same else "card number differs from the MRZ")
    return told


def _kind(said: Said) -> str:
    if said.kind:
        return said.kind
    if said.zone is not None and said.zone.kind == "TD3":
        return vocabulary.PASSPORT
    if said.licence_fields >= 2 or said.licence_table:
        return vocabulary.LICENCE
    if vocabulary.PERMIT_LABEL in said.labels:
        return vocabulary.PERMIT
    return vocabulary.IDENTITY
