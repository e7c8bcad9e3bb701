"""How cards come to be in a picture: on the glass of a scanner, under a phone's lens, cropped; with what goes wrong there."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

A4 = (210.0, 297.0)
"""Millimetres."""
DAMAGES = ("none", "none", "noise", "glare", "jpeg 20", "cut corner", "sticky note", "grey", "shadow")


@dataclass(frozen=True, slots=True)
class Shot:
    """How a picture is taken: `scene` is `scan`, `sheet` (a whole A4), `crop`, `photo` or `cut`; degrees counter-clockwise."""

    scene: str
    dpi: int
    turn: float
    damage: str
    quality: int


def shot(rng: Random, scene: str | None = None, dpi: int | None = None) -> Shot:
    """Return a random way of taking a picture."""
    chosen = scene or rng.choice(("scan", "scan", "sheet", "crop", "photo", "photo", "cut"))
    resolution = dpi or rng.choice((100, 150, 150, 200, 200, 300, 300, 600))
    if chosen == "sheet" and resolution > 300:
        resolution = 300
    turn = rng.choice((0.0, rng.uniform(-3, 3), 90.0, 180.0, 270.0, rng.uniform(0, 360), rng.uniform(0, 360)))
    if chosen == "crop":
        turn = rng.choice((0, 0, 90, 180, 270))
    return Shot(chosen, resolution, turn, rng.choice(DAMAGES), rng.choice((30, 50, 70, 85, 95)))


def take(rng: Random, cards: Sequence[Image.Image], shot: Shot, scale: float) -> bytes:
    """Return the JPEG of cards, drawn at `scale` pixels per millimetre, taken that way."""
    factor = shot.dpi / 25.4 / scale
    spoiled = [_spoiled(rng, card, shot.damage, scale) for card in cards]
    sized = [
        card.resize((max(1, round(card.width * factor)), max(1, round(card.height * factor))), Image.Resampling.LANCZOS)
        for card in spoiled
    ]
    make = {"crop": _crop, "photo": _photo, "cut": _cut}.get(shot.scene, _glass)
    return finished(rng, make(rng, sized, shot), shot)


def finished(rng: Random, image: Image.Image, shot: Shot) -> bytes:
    """Return a picture as JPEG with what the camera or scanner adds."""
    if shot.damage == "noise":
        noise = grain(rng, image.size).convert("RGB")
        image = Image.blend(image, noise, 0.16)
    if shot.damage == "shadow":
        dark = (
            Image.linear_gradient("L")
            .rotate(rng.choice((0, 90, 180, 270)))
            .resize(image.size)
            .point([120 + level * 135 // 255 for level in range(256)])
        )
        image = ImageChops.multiply(image, dark.convert("RGB"))
    if shot.damage == "grey":
        image = ImageEnhance.Contrast(image.convert("L")).enhance(rng.uniform(0.7, 1.3))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=20 if shot.damage == "jpeg 20" else shot.quality, dpi=(shot.dpi, shot.dpi))
    return buffer.getvalue()


def _spoiled(rng: Random, card: Image.Image, damage: str, scale: float) -> Image.Image:
    card = card.copy()
    pen = ImageDraw.Draw(card)
    if damage == "cut corner":
        size = rng.uniform(6, 10) * scale
        pen.polygon([(0, 0), (size, 0), (0, size)], fill=(0, 0, 0, 0))
    if damage == "sticky note":
        left, top = rng.uniform(0.25, 0.6) * card.width, rng.uniform(0.55, 0.8) * card.height
        pen.rectangle((left, top, left + 20 * scale, top + 7 * scale), fill=(248, 226, 96, 255))
    if damage == "glare":
        spot = Image.new("L", card.size, 0)
        x, y, radius = rng.uniform(0.2, 0.8) * card.width, rng.uniform(0.2, 0.8) * card.height, rng.uniform(7, 13) * scale
        ImageDraw.Draw(spot).ellipse((x - radius, y - radius, x + radius, y + radius), fill=215)
        spot = ImageChops.multiply(spot.filter(ImageFilter.GaussianBlur(radius / 3)), card.getchannel("A"))
        card.paste((255, 255, 255, 255), (0, 0), spot)
    return card


def _turned(card: Image.Image, degrees: float) -> Image.Image:
    return card.rotate(degrees, Image.Resampling.BICUBIC, expand=True)


def _glass(rng: Random, cards: list[Image.Image], shot: Shot) -> Image.Image:
    """Cards on the white of a scanner: a whole sheet, or what is around them."""
    turned = [_turned(card, shot.turn + (rng.uniform(-1.5, 1.5) if number else 0)) for number, card in enumerate(cards)]
    room = round(8 * shot.dpi / 25.4)
    if shot.scene == "sheet":
        size = round(A4[0] * shot.dpi / 25.4), round(A4[1] * shot.dpi / 25.4)
        if max(card.width for card in turned) > size[0]:
            size = size[1], size[0]  # the sheet lies across
    else:
        size = (
            max(card.width for card in turned) + rng.randint(room, 5 * room),
            sum(card.height + room for card in turned) + rng.randint(room, 4 * room),
        )
    paper = rng.randint(240, 254)
    image = Image.new("RGB", size, (paper, paper, paper - rng.randint(0, 4)))
    top = rng.randint(room // 4, room)
    for card in turned:
        left = rng.randint(0, max(0, size[0] - card.width))
        shade = Image.new("L", card.size, 0)
        shade.paste(90, (0, 0), card.getchannel("A"))
        offset = max(1, shot.dpi // 90)
        image.paste((150, 150, 150), (left + offset, top + offset), shade.filter(ImageFilter.GaussianBlur(offset)))
        image.paste(card, (left, top), card)
        top += card.height + room
    return image


def _crop(rng: Random, cards: list[Image.Image], shot: Shot) -> Image.Image:
    back = Image.new("RGB", cards[0].size, (rng.randint(200, 255),) * 3)
    back.paste(cards[0], (0, 0), cards[0])
    return back.rotate(shot.turn, expand=True)


def table(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Return a table top: wood, stone or cloth."""
    base = rng.choice(((126, 92, 62), (70, 72, 78), (168, 142, 110), (92, 104, 92), (196, 192, 186), (60, 44, 36)))
    stretch = rng.choice(((6, 180), (60, 60), (12, 240)))
    small = grain(rng, (max(8, size[0] * 4 // stretch[1]), max(8, size[1] * 4 // stretch[0]))).filter(ImageFilter.GaussianBlur(1))
    shades = small.resize(size, Image.Resampling.BICUBIC).point([96 + level * 160 // 255 for level in range(256)])
    return ImageChops.multiply(Image.new("RGB", size, base), shades.convert("RGB"))


def grain(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Return noise that is the same for the same seed; Pillow's own is not."""
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def _photo(rng: Random, cards: list[Image.Image], shot: Shot) -> Image.Image:
    """A card on a table seen at an angle."""
    card = _turned(cards[0], shot.turn)
    margin = rng.uniform(0.12, 0.6)
    size = round(card.width * (1 + margin)), round(card.height * (1 + margin))
    image = table(rng, size)
    left, top = rng.randint(0, size[0] - card.width), rng.randint(0, size[1] - card.height)
    image.paste(card, (left, top), card)
    strength = rng.uniform(0.0, 0.14)
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    seen = [
        (
            x * size[0] + rng.uniform(-strength, strength) * size[0] * 0.5,
            y * size[1] + rng.uniform(-strength, strength) * size[1] * 0.5,
        )
        for x, y in corners
    ]
    whole = [(x * size[0], y * size[1]) for x, y in corners]
    warped = image.transform(
        size, Image.Transform.PERSPECTIVE, _coefficients(whole, seen), Image.Resampling.BICUBIC, fillcolor=image.getpixel((1, 1))
    )  # type: ignore[arg-type]
    return ImageEnhance.Brightness(warped.filter(ImageFilter.GaussianBlur(rng.uniform(0, 0.7)))).enhance(rng.uniform(0.75, 1.1))


def _cut(rng: Random, cards: list[Image.Image], shot: Shot) -> Image.Image:
    """A card of which a twelfth at most lies outside the picture."""
    whole = _glass(rng, cards[:1], Shot("scan", shot.dpi, shot.turn, shot.damage, shot.quality))
    grey = ImageChops.difference(whole, Image.new("RGB", whole.size, whole.getpixel((whole.width - 1, 0)))).convert("L")  # type: ignore[arg-type]
    box = grey.point([255 * (level > 8) for level in range(256)]).getbbox() or (0, 0, *whole.size)
    part = rng.uniform(0.02, 0.08)
    width, height = box[2] - box[0], box[3] - box[1]
    side = rng.choice(("left", "top", "right", "bottom"))
    return whole.crop((
        box[0] + round(width * part) if side == "left" else 0, box[1] + round(height * part) if side == "top" else 0,
        box[2] - round(width * part) if side == "right" else whole.width, box[3] - round(height * part) if side == "bottom" else whole.height,
    ))  # fmt: skip


def _coefficients(source: list[tuple[float, float]], target: list[tuple[float, float]]) -> list[float]:
    """Return the eight numbers of the projective map from target to source, by Gauss."""
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        best = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [value - factor * other for value, other in zip(rows[row], rows[column], strict=True)]
    return [row[8] if math.isfinite(row[8]) else 0.0 for row in rows]
