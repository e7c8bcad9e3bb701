"""Drawings: an identity card, a portrait, a badge, a scanned page, a photograph of a day out."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter

from share_builder.lettering import font, length, write

_INK = (28, 32, 40)


def encoded(image, kind="PNG", **options):
    """Return the picture's bytes as PNG or JPEG."""
    buffer = io.BytesIO()
    if kind == "PNG":
        options = {"optimize": True, **options}
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def portrait(size=(140, 200), colours=("#b9b9b9", "#8e8e8e", "#4a4a4a"), *, grey=True):
    """Return a drawn head and shoulders: `colours` are background, skin and dark (hair, clothes)."""
    width, height = size
    back, skin, dark = colours
    image = Image.new("RGB", size, back)
    pen = ImageDraw.Draw(image)
    box = lambda left, top, right, bottom: (width * left, height * top, width * right, height * bottom)  # noqa: E731
    pen.ellipse(box(0.02, 0.72, 0.98, 1.5), fill=dark)
    pen.rectangle(box(0.40, 0.58, 0.60, 0.78), fill=skin)
    pen.ellipse(box(0.20, 0.10, 0.80, 0.62), fill=dark)
    pen.ellipse(box(0.26, 0.17, 0.74, 0.68), fill=skin)
    for left in (0.36, 0.56):
        pen.ellipse(box(left, 0.37, left + 0.08, 0.41), fill="white")
        pen.ellipse(box(left + 0.02, 0.37, left + 0.06, 0.41), fill=dark)
        pen.line(box(left - 0.01, 0.34, left + 0.09, 0.33), fill=dark, width=max(1, width // 60))
    pen.line(box(0.50, 0.42, 0.48, 0.50), fill=dark, width=max(1, width // 90))
    pen.arc(box(0.40, 0.48, 0.60, 0.60), 20, 160, fill=dark, width=max(1, width // 60))
    image = image.filter(ImageFilter.GaussianBlur(width / 160))
    return image.convert("L") if grey else image


def card_front(holder, card, *, until, born):
    """Return the front of a card as on the model of 2003 to 2019: portrait right, labels in the holder's language and English."""
    image, pen = _card()
    texts = [
        (36, 26, 26, "BELGIË   BELGIQUE   BELGIEN   BELGIUM"),
        (36, 62, 21, "IDENTITEITSKAART   CARTE D'IDENTITÉ   PERSONALAUSWEIS   IDENTITY CARD"),
        (36, 130, 19, "Naam / Name"), (36, 154, 30, holder.surname),
        (36, 204, 19, "Voornamen / Given names"), (36, 228, 30, holder.given),
        (36, 278, 19, "Geslacht / Sex"), (36, 302, 27, "V / F"),
        (280, 278, 19, "Nationaliteit / Nationality"), (280, 302, 27, "Belg"),
        (36, 352, 19, "Geboorteplaats en -datum / Place and date of birth"), (36, 376, 27, f"{holder.place}  {born}"),
        (36, 426, 19, "Kaartnr. / Card No."), (36, 450, 27, card),
        (36, 500, 19, "Geldig van - tot / Valid from - until"), (36, 524, 27, until),
        (36, 574, 19, "Handtekening van de houder / Holder's signature"),
    ]  # fmt: skip
    _write(pen, texts)
    image.paste(portrait((230, 300)).convert("RGB"), (730, 190))
    pen.rounded_rectangle((600, 150, 700, 232), 12, fill=(214, 186, 96), outline=(150, 120, 50), width=3)
    pen.line([(520, 610), (548, 582), (560, 606), (590, 578), (604, 604), (660, 590)], fill=(40, 50, 110), width=3)
    return image


def card_back(number, place, rows):
    """Return the back: the national number in four languages, the place of issue and the machine-readable zone."""
    image, pen = _card()
    _write(
        pen,
        [
            (36, 40, 19, "Identificatienummer van het Rijksregister / National Register Number"),
            (36, 64, 19, "N° d'identification du Registre national / Nationalregisternummer"),
            (36, 94, 32, number),
            (36, 150, 19, "Afgegeven te / Place of issue"),
            (36, 174, 27, place),
            (36, 224, 19, "Handtekening van de ambtenaar / Signature of the official"),
        ],
    )
    bars = random.Random(97)  # noqa: S311 - stripes of a drawing
    left = 640
    while left < 960:
        width = bars.choice((2, 3, 5))
        pen.rectangle((left, 150, left + width, 250), fill=_INK)
        left += width + bars.choice((3, 4, 6))
    pen.rectangle((10, 400, 1000, 628), fill=(250, 250, 248))
    for line, row in enumerate(rows):
        for column, char in enumerate(row):  # a fixed pitch, as the zone has
            pen.text((48 + column * 31, 452 + line * 68), char, fill=_INK, font=font(38), anchor="mm")
    return image


def _card():
    image = Image.new("RGB", (1011, 638), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((4, 4, 1006, 633), 36, fill=(226, 235, 229), outline=(96, 116, 104), width=4)
    return image, pen


def _write(pen, texts):
    for left, top, size, text in texts:
        write(pen, left, top, size, text)


def badge(name, role):
    """Return a staff badge: the size of a card, a face and a name, and yet no identity document."""
    image = Image.new("RGB", (638, 1011), "white")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((4, 4, 633, 1006), 36, fill=(245, 240, 228), outline=(200, 110, 40), width=6)
    pen.rectangle((8, 60, 630, 190), fill=(200, 110, 40))
    write(pen, 319, 125, 60, "Werkpunt vzw", "white", centred=True)
    image.paste(portrait((280, 380), ("#dfe9ef", "#c99b7a", "#3b2a20"), grey=False), (179, 250))
    for top, size, text in ((700, 52, name), (775, 36, role), (900, 30, "Personeelsbadge - toegang gebouw A")):
        write(pen, 319, top, size, text, centred=True)
    return image


def page(text, *, turn=0.7, size=25):
    """Return a page of text as a scanner sees it at 150 dpi: grey, a little turned, with specks; JPEG bytes."""
    image = Image.new("L", (1240, 1754), 247)
    pen = ImageDraw.Draw(image)
    top = 120
    for line in text.strip().splitlines():
        letters = size + 11 if line.startswith("# ") else size
        for part in _wrapped(line.removeprefix("# "), letters, 1020):
            write(pen, 110, top, letters, part, 38)
            top += round(letters * 1.45)
        top += 8
    return _scanned(image, turn)


def sheet_with_cards(*cards):
    """Return a page on which cards lie one above the other, as people copy them; JPEG bytes."""
    image = Image.new("L", (1240, 1754), 249)
    for number, card in enumerate(cards):
        image.paste(card.convert("L").resize((674, 425), Image.Resampling.LANCZOS), (130, 150 + number * 560))
    return _scanned(image, -0.6)


def _scanned(image, turn):
    image = image.rotate(turn, Image.Resampling.BICUBIC, fillcolor=244)
    specks = random.Random(1986)  # noqa: S311 - dust on a drawing
    pen = ImageDraw.Draw(image)
    for _ in range(160):
        pen.point((specks.randrange(image.width), specks.randrange(image.height)), fill=specks.randrange(90, 200))
    return encoded(image, "JPEG", quality=48)


def _wrapped(line, size, width):
    row = ""
    for word in line.split(" "):
        longer = f"{row} {word}".strip()
        if row and length(longer, size) > width:
            yield row
            longer = word
        row = longer
    yield row


def day_out():
    """Return something like a photograph: sky, grass, grain and a row of people; JPEG bytes."""
    image = Image.new("RGB", (960, 640))
    pen = ImageDraw.Draw(image)
    for row in range(640):
        colour = (120 + row // 6, 165 + row // 8, 225 - row // 20) if row < 360 else (90 + row // 16, 130 + row // 12, 70)
        pen.line((0, row, 960, row), fill=colour)
    chance = random.Random(2024)  # noqa: S311 - colours of a drawing
    skins, clothes = ("#e8b896", "#c58c62", "#8a5a3a", "#f0cdb0"), ("#a33", "#357", "#484", "#c92", "#649")
    for number in range(7):
        left, top = 60 + number * 125, 230 + chance.randrange(50)
        colours = (image.getpixel((left, top)), chance.choice(skins), chance.choice(clothes))
        person = portrait((130, 180), colours, grey=False)
        image.paste(person, (left, top))
        pen.rectangle((left + 6, top + 178, left + 124, top + 330), fill=colours[2])
    grain = Image.frombytes("L", (480, 320), chance.randbytes(480 * 320)).resize(image.size).convert("RGB")
    return encoded(Image.blend(image.filter(ImageFilter.GaussianBlur(1.1)), grain, 0.07), "JPEG", quality=62)
