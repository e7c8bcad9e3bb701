"""Which side of an identity document a candidate shows, by what is printed where; and which sides may belong to one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.detect.vision import vocabulary

if TYPE_CHECKING:
    from scanner.detect.vision.fuse import Signals

FRONT, BACK, BOTH, PAGE, COVER = "front", "back", "both", "page", "cover"
_HOLDER = frozenset(("given names", "surname", vocabulary.BIRTH, "sex", "nationality", vocabulary.SIGNATURE))
_PAPERS = (vocabulary.LICENCE, vocabulary.ORANGE)  # kinds of which there are papers with a cover


def side(signals: Signals, kind: str) -> str:
    """Return `front` (where the portrait is), `back`, `both`, `page` of a passport, or the `cover` of a folded paper."""
    said = signals.said
    if said.zone is not None and said.zone.kind == "TD3":
        return PAGE
    if kind in _PAPERS and said.zone is None:
        return _of_paper(signals, kind)
    if said.zone is not None or said.zone_rows >= 2 or (said.register and not said.titles):
        return BOTH if signals.face and said.titles else BACK
    return FRONT


def _of_paper(signals: Signals, kind: str) -> str:
    said = signals.said
    holder = bool(_HOLDER.intersection(said.labels))
    if said.register and not (said.titles or signals.face):
        return BACK
    if said.licence_table and said.licence_fields >= 2:  # a card's: its back explains the fields of its front
        return BOTH if signals.face and said.countries else BACK
    if said.licence_table and (signals.shape == "card" or not (signals.face or (signals.shape == "folded" and holder))):
        return BACK  # of a card, or the leaf with the categories
    if said.licence_fields >= 2 and not (said.licence_values or signals.face):
        return BACK
    if signals.face or said.licence_fields >= 2 or holder:
        return FRONT
    paper = signals.shape in ("passport", "folded")
    if signals.shape == "picture":
        paper = kind == vocabulary.ORANGE or vocabulary.MODEL in said.labels
    return COVER if paper else FRONT


def belong(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Return whether two (kind, side) may be of one document. What a back is of is not always printed on it; a licence's is known."""
    kinds, sides = (first[0], second[0]), {first[1], second[1]}
    if kinds[0] != kinds[1] and any(paper in kinds for paper in _PAPERS):
        return False
    return sides == {FRONT, BACK} or (COVER in sides and kinds[0] in _PAPERS)
