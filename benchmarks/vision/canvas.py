"""A card to draw on, in millimetres."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw, ImageFont

from benchmarks.accuracy.fonts import fonts

ID1 = (85.6, 54.0)
"""Millimetres of a card (ISO/IEC 7810 ID-1)."""
TD3 = (125.0, 88.0)
"""Millimetres of the data page of a passport (ICAO 9303-4)."""

ID2 = (105.0, 74.0)
"""Millimetres of the laminated identity card (ISO/IEC 7810 ID-2)."""
FOLDED = (222.0, 106.0)
"""Millimetres of the paper driving licence, unfolded (Directive 80/1263/EEC, annex I)."""
OPENED = (148.0, 105.0)
"""Millimetres of a card of two leaves, opened."""


class Canvas:
    """One side of a card at `scale` pixels per millimetre, with a security pattern in its own colours."""

    def __init__(self, size: tuple[float, float], scale: float, back: tuple[int, int, int], rng: Random | None = None) -> None:
        self.scale = scale
        self.size = size
        self.image = Image.new("RGB", (round(size[0] * scale), round(size[1] * scale)), back)
        self.pen = ImageDraw.Draw(self.image)
        if rng is not None:
            self._pattern(rng, back)

    def _pattern(self, rng: Random, back: tuple[int, int, int]) -> None:
        ink = tuple(max(0, level - rng.randint(8, 22)) for level in back)
        for _ in range(14):
            x, y, radius = rng.uniform(0, self.size[0]), rng.uniform(0, self.size[1]), rng.uniform(6, 34)
            self.pen.ellipse(
                self._box((x - radius, y - radius, x + radius, y + radius)), outline=ink, width=max(1, round(0.18 * self.scale))
            )

    def _box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        left, top, right, bottom = (value * self.scale for value in box)
        return left, top, right, bottom

    def text(
        self, x: float, y: float, height: float, text: str, fill: object = (25, 28, 36), *, mono: bool = False, bold: bool = False
    ) -> None:
        """Write text whose capitals are about `height` millimetres high, its upper left corner at x and y."""
        name = fonts((), mono=mono)[0]
        font = ImageFont.truetype(name, max(4, round(height * 1.38 * self.scale)))
        stroke = max(1, round(0.06 * self.scale)) if bold else 0
        self.pen.text((x * self.scale, y * self.scale), text, font=font, fill=fill, stroke_width=stroke)  # type: ignore[arg-type]

    def zone(self, rows: list[str], top: float, left: float = 4.0) -> None:
        """Write a machine-readable zone in a fixed pitch of 2.54 mm, as OCR-B has (ICAO 9303-3)."""
        font = ImageFont.truetype(fonts((), mono=True)[0], round(3.6 * self.scale))
        pitch = (self.size[0] - 2 * left) / max(map(len, rows))
        for number, row in enumerate(rows):
            for column, char in enumerate(row):
                place = (left + (column + 0.5) * pitch) * self.scale, (top + number * 4.6) * self.scale
                self.pen.text(place, char, font=font, fill=(18, 18, 22), anchor="ma")

    def picture(self, image: Image.Image, box: tuple[float, float, float, float]) -> None:
        """Paste a picture into a box of millimetres."""
        left, top, right, bottom = map(round, self._box(box))
        self.image.paste(image.convert("RGB").resize((right - left, bottom - top), Image.Resampling.LANCZOS), (left, top))

    def fill(self, box: tuple[float, float, float, float], colour: object, radius: float = 0) -> None:
        """Fill a box."""
        self.pen.rounded_rectangle(self._box(box), radius * self.scale, fill=colour)  # type: ignore[arg-type]

    def chip(self, left: float, top: float) -> None:
        """Draw a contact chip of 12 by 10 mm."""
        self.fill((left, top, left + 12, top + 10), (206, 178, 92), 1.4)
        for line in (1, 2):
            y = (top + line * 3.3) * self.scale
            self.pen.line(
                (left * self.scale, y, (left + 12) * self.scale, y), fill=(120, 96, 40), width=max(1, round(0.25 * self.scale))
            )
        self.pen.rounded_rectangle(
            self._box((left + 4, top + 2.5, left + 8, top + 7.5)),
            self.scale,
            outline=(120, 96, 40),
            width=max(1, round(0.3 * self.scale)),
        )

    def bars(self, rng: Random, box: tuple[float, float, float, float]) -> None:
        """Draw the stripes of a linear bar code that says nothing."""
        x = box[0]
        while x < box[2]:
            width = rng.choice((0.25, 0.25, 0.5, 0.75))
            self.fill((x, box[1], min(box[2], x + width), box[3]), (15, 15, 18))
            x += width + rng.choice((0.25, 0.5, 0.75))

    def perforated(self, image: Image.Image, box: tuple[float, float, float, float]) -> None:
        """Draw a portrait as rows of holes, as a laser makes them."""
        rows, columns = 34, 26
        small = image.convert("L").resize((columns, rows), Image.Resampling.BOX)
        for row in range(rows):
            for column in range(columns):
                radius = (255 - int(small.getpixel((column, row)))) / 255 * 0.26  # type: ignore[arg-type]
                x = box[0] + (column + 0.5) / columns * (box[2] - box[0])
                y = box[1] + (row + 0.5) / rows * (box[3] - box[1])
                self.pen.ellipse(self._box((x - radius, y - radius, x + radius, y + radius)), fill=(70, 74, 80))

    def folds(self, count: int) -> None:
        """Draw the marks of upright folds that part the paper into equal leaves."""
        for number in range(1, count + 1):
            x = self.size[0] * number / (count + 1)
            self.fill((x - 0.15, 0, x + 0.15, self.size[1]), tuple(level - 24 for level in self.image.getpixel((1, 1))))  # type: ignore[union-attr]

    def stamp(self, box: tuple[float, float, float, float]) -> None:
        """Draw the rings of an office's stamp."""
        left, top, right, bottom = box
        for inset in (0.0, 2.4):
            self.pen.ellipse(
                self._box((left + inset, top + inset, right - inset, bottom - inset)),
                outline=(80, 84, 150),
                width=max(1, round(0.35 * self.scale)),
            )

    def ring(self, box: tuple[float, float, float, float], text: str) -> None:
        """Draw an oval with a country's letters in it."""
        self.pen.ellipse(self._box(box), outline=(60, 50, 70), width=max(1, round(0.5 * self.scale)))
        self.text((box[0] + box[2]) / 2 - 3, (box[1] + box[3]) / 2 - 4.5, 6, text, (60, 50, 70), bold=True)

    def done(self, radius: float = 3.18) -> Image.Image:
        """Return the card as RGBA with round corners (ISO/IEC 7810: 2.88 to 3.48 mm)."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, self.image.width - 1, self.image.height - 1), radius * self.scale, fill=255)
        card = self.image.convert("RGBA")
        card.putalpha(mask)
        return card
