"""The cases of a half, each made from its own seed, with what is true of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.vision import documents, lookalikes, scenes
from benchmarks.vision.scenes import Shot

HALVES = ("tuning", "measuring")


@dataclass(frozen=True, slots=True)
class Case:
    """A picture and its truth: `layout` is what it shows, `copy` whether that is an identity document, `people` faces in it."""

    name: str
    layout: str
    shot: Shot
    copy: bool
    portrait: bool
    people: bool
    data: bytes


def positives(half: str, count: int, seed: int = 1, dpi: int | None = None) -> Iterator[Case]:
    """Yield pictures with one identity document each; every fifth with both sides of it on one page."""
    names = list(documents.LAYOUTS)
    for number in range(count):
        layout = names[number % len(names)]
        rng = Random(f"{half}/copy/{seed}/{number}")
        taken = scenes.shot(rng, dpi=dpi)
        scale = max(12.0, min(taken.dpi, 600) / 25.4)
        holder = f"{half}/holder/{seed}/{number}"  # both sides of a card are of one person
        cards = [documents.LAYOUTS[layout](Random(holder), half, scale)]
        portrait = layout in documents.WITH_PORTRAIT
        if taken.scene in ("scan", "sheet") and layout.endswith("front") and rng.random() < 0.5:
            other = layout.replace("front", "back")
            cards.append(documents.LAYOUTS[other](Random(holder), half, scale))
        yield Case(f"{half} {number} {layout}", layout, taken, True, portrait, False, scenes.take(rng, cards, taken, scale))


def negatives(half: str, count: int, seed: int = 1) -> Iterator[Case]:
    """Yield pictures without any identity document."""
    names = [*lookalikes.CARDS, *lookalikes.PICTURES]
    for number in range(count):
        layout = names[number % len(names)]
        rng = Random(f"{half}/other/{seed}/{number}")
        if layout in lookalikes.CARDS:
            taken = scenes.shot(rng)
            scale = max(12.0, min(taken.dpi, 600) / 25.4)
            data = scenes.take(rng, [lookalikes.CARDS[layout](rng, half, scale)], taken, scale)
        else:
            taken = Shot(
                "page",
                rng.choice((100, 150, 150, 200)),
                rng.choice((0.0, 0.0, 0.0, 90.0, 180.0)),
                rng.choice(("none", "none", "noise", "grey")),
                80,
            )
            image = lookalikes.PICTURES[layout](rng, half, taken.dpi)
            data = scenes.finished(rng, image.rotate(taken.turn, expand=True), taken)
        people = layout in (
            "transport card",
            "staff badge with portrait",
            "cv with portrait",
            "group photo",
            "passport photos",
            "portrait",
        )
        yield Case(f"{half} {number} {layout}", layout, taken, False, False, people, data)
