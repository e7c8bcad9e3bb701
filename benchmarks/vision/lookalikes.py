"""What is no identity document and looks like one: other cards, papers with a portrait or a frame, pictures of people, maps."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from benchmarks.accuracy import numbers
from benchmarks.accuracy.people import NAMES, person
from benchmarks.vision import lookalike_licences
from benchmarks.vision.canvas import ID1, Canvas
from benchmarks.vision.portraits import head, portrait
from benchmarks.vision.scenes import table
from benchmarks.vision.sheets import PROSE, page, write

Drawing = Callable[[Random, str, float], Image.Image]
_COLOURS = ((28, 60, 120), (190, 40, 50), (30, 110, 80), (240, 200, 60), (230, 232, 236), (40, 40, 44))


def _name(rng: Random, half: str) -> str:
    who = person(rng, half)
    return f"{who.first} {who.last}"


def bank(rng: Random, half: str, scale: float) -> Image.Image:
    canvas = Canvas(ID1, scale, rng.choice(_COLOURS), rng)
    ink = (245, 245, 245) if sum(canvas.image.getpixel((2, 2))) < 380 else (20, 24, 30)  # type: ignore[arg-type]
    canvas.text(5, 4, 3.4, rng.choice(("Fictobank", "Banque Nulle", "Spaarbank Nergens")), ink, bold=True)
    canvas.chip(8, 18)
    canvas.text(6, 32, 2.8, " ".join(numbers.digits(rng, 4) for _ in range(4)), ink)
    canvas.text(6, 38, 1.6, f"VALID THRU {rng.randint(1, 12):02d}/{rng.randint(25, 32)}   BANCONTACT  MAESTRO", ink)
    canvas.text(6, 42, 2.2, _name(rng, half).upper(), ink)
    canvas.text(6, 47, 1.8, numbers.iban(rng), ink)
    return canvas.done()


def loyalty(rng: Random, half: str, scale: float) -> Image.Image:
    canvas = Canvas(ID1, scale, rng.choice(_COLOURS[3:5]), rng)
    canvas.text(5, 5, 4, rng.choice(NAMES["companies"]), bold=True)
    canvas.text(5, 14, 2.2, rng.choice(("Klantenkaart - spaar punten", "Carte de fidélité - points", "Extra kortingskaart")))
    canvas.text(5, 22, 2, _name(rng, half))
    canvas.bars(rng, (12, 34, 74, 46))
    canvas.text(30, 48, 1.8, numbers.digits(rng, 13))
    return canvas.done()


def health(rng: Random, half: str, scale: float) -> Image.Image:
    who = person(rng, half, "plain")
    canvas = Canvas(ID1, scale, (42, 80, 160), rng)
    white = (245, 245, 250)
    canvas.text(
        4, 3, 2.2, rng.choice(("EUROPESE ZIEKTEVERZEKERINGSKAART", "CARTE EUROPÉENNE D'ASSURANCE MALADIE")), white, bold=True
    )
    for number, (label, value) in enumerate((
        ("3. Naam / Name", who.last), ("4. Voornamen / Given names", who.first), ("5. Geboortedatum / Date of birth", f"{who.birth:%d/%m/%Y}"),
        ("6. Persoonlijk identificatienummer", who.national), ("8. Identificatienummer van de kaart", numbers.digits(rng, 20)),
    )):  # fmt: skip
        canvas.text(5, 10 + number * 8, 1.3, label, white)
        canvas.text(5, 12.2 + number * 8, 2.1, value, white)
    return canvas.done()


def isi(rng: Random, half: str, scale: float) -> Image.Image:
    who = person(rng, half, "plain")
    canvas = Canvas(ID1, scale, (240, 236, 214), rng)
    canvas.text(5, 4, 2.4, "ISI+  Ziekteverzekering  Assurance maladie", (30, 80, 60), bold=True)
    canvas.text(5, 14, 2.2, f"{who.last} {who.first}")
    canvas.text(5, 20, 2.2, who.national)
    canvas.text(5, 26, 1.6, f"Geboortedatum {who.birth:%d/%m/%Y}")
    canvas.bars(rng, (20, 36, 76, 47))
    return canvas.done()


def transport(rng: Random, half: str, scale: float) -> Image.Image:
    canvas = Canvas(ID1, scale, (240, 190, 60), rng)
    canvas.text(5, 4, 3.2, rng.choice(("MOBIB  De Lijn", "MOBIB  NMBS / SNCB", "MOBIB STIB-MIVB")), bold=True)
    canvas.picture(portrait(rng, half, (300, 400)), (60, 14, 80, 40))
    canvas.text(5, 20, 2.2, _name(rng, half))
    canvas.text(5, 27, 1.8, "Abonnement  geldig tot 31.08.2027")
    canvas.text(5, 46, 1.8, f"6057 {numbers.digits(rng, 15)}")
    return canvas.done()


def badge(rng: Random, half: str, scale: float) -> Image.Image:
    canvas = Canvas(ID1, scale, (244, 240, 230), rng)
    canvas.fill((0, 0, 85.6, 9), rng.choice(_COLOURS[:3]), 3)
    canvas.text(4, 2.2, 3, rng.choice(NAMES["companies"]), (250, 250, 250), bold=True)
    left = rng.choice((4, 58))
    canvas.picture(portrait(rng, half, (300, 400)), (left, 13, left + 23, 43))
    x = 31 if left == 4 else 5
    canvas.text(x, 15, 1.4, "Naam / Name")
    canvas.text(x, 17.5, 2.6, _name(rng, half))
    canvas.text(x, 24, 1.9, rng.choice(NAMES["jobs"]))
    canvas.text(x, 31, 1.6, rng.choice(("Personeelsbadge", "Carte de service", "Staff card", "Bezoeker", "Medewerker")))
    canvas.text(x, 36, 1.6, f"Nr. {numbers.digits(rng, 6)}   geldig tot 12/2027")
    return canvas.done()


def plain_badge(rng: Random, half: str, scale: float) -> Image.Image:
    canvas = Canvas(ID1, scale, (236, 240, 244), rng)
    canvas.text(5, 8, 3.4, rng.choice(NAMES["companies"]), bold=True)
    canvas.text(5, 20, 2.8, _name(rng, half))
    canvas.text(5, 28, 2, rng.choice(NAMES["jobs"]))
    canvas.text(5, 42, 2, "Toegangskaart")
    return canvas.done()


CARDS: dict[str, Drawing] = {
    "bank card": bank, "loyalty card": loyalty, "health insurance card": health, "isi card": isi, "transport card": transport,
    "staff badge with portrait": badge, "staff badge": plain_badge, **lookalike_licences.CARDS,
}  # fmt: skip
"""Cards of ID-1 that are no identity documents."""


def cv(rng: Random, half: str, dpi: int) -> Image.Image:
    image, scale = page(dpi)
    write(image, scale, 20, 20, 5, "Curriculum vitae")
    write(image, scale, 20, 32, 2.6, f"Naam: {_name(rng, half)}")
    write(image, scale, 20, 38, 2.4, f"Nationaliteit: Belg     Geboortedatum: {person(rng, half).birth:%d/%m/%Y}")
    size = rng.choice(((35, 45), (30, 30), (40, 50)))
    face = portrait(rng, half, (round(size[0] * scale), round(size[1] * scale)))
    image.paste(face, (round(rng.choice((20, 145)) * scale), round(50 * scale)))
    for number in range(26):
        write(
            image,
            scale,
            20,
            112 + number * 6,
            2.3,
            rng.choice(("Werkervaring", "Opleiding", "Talen")) if number % 9 == 0 else rng.choice(PROSE),
        )
    return image


def letter(rng: Random, half: str, dpi: int) -> Image.Image:
    image, scale = page(dpi)
    for number in range(38):
        write(image, scale, 22, 25 + number * 6.4, 2.4, rng.choice(PROSE) if number % 7 else "")
    return image


def form(rng: Random, half: str, dpi: int) -> Image.Image:
    image, scale = page(dpi)
    pen = ImageDraw.Draw(image)
    write(image, scale, 20, 18, 4, "Inschrijvingsformulier / Formulaire d'inscription")
    for block in range(3):
        top = 36 + block * 72
        width = rng.choice((85.6, 100, 96))
        pen.rectangle(
            (20 * scale, top * scale, (20 + width) * scale, (top + width / 1.586) * scale),
            outline=(30, 30, 34),
            width=max(1, round(0.4 * scale)),
        )
        for row, label in enumerate(("Naam:", "Voornamen:", "Geboortedatum:", "Nationaliteit:", "Geslacht:", "Handtekening:")):
            write(image, scale, 23, top + 4 + row * 8, 2.3, label + (" " + _name(rng, half) if row < 2 else " ................"))
    return image


def advert(rng: Random, half: str, dpi: int) -> Image.Image:
    image, scale = page(dpi)
    pen = ImageDraw.Draw(image)
    for block in range(4):
        left, top = 20 + 92 * (block % 2), 30 + 70 * (block // 2)
        pen.rectangle(
            (left * scale, top * scale, (left + 85.6) * scale, (top + 54) * scale),
            fill=rng.choice(_COLOURS[3:5]),
            outline=(60, 60, 60),
        )
        write(image, scale, left + 5, top + 6, 4, rng.choice(NAMES["companies"]))
        write(
            image,
            scale,
            left + 5,
            top + 18,
            2.4,
            rng.choice(("Open deur zaterdag", "Wij zoeken collega's", "Korting tot 30 procent")),
        )
        if block == 1:
            image.paste(
                portrait(rng, half, (round(22 * scale), round(28 * scale))),
                (round((left + 58) * scale), round((top + 18) * scale)),
            )
    for number in range(14):
        write(image, scale, 20, 180 + number * 6.4, 2.3, rng.choice(PROSE))
    return image


def city_map(rng: Random, half: str, dpi: int) -> Image.Image:
    image, scale = page(min(dpi, 200))
    pen = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(60):
        x, y, a, b = (
            rng.random() * width,
            rng.random() * height,
            rng.uniform(0.03, 0.16) * width,
            rng.uniform(0.03, 0.12) * height,
        )
        pen.polygon(
            [(x, y), (x + a, y + rng.uniform(-9, 9)), (x + a, y + b), (x + rng.uniform(-9, 9), y + b)],
            fill=rng.choice(((228, 224, 214), (206, 226, 200), (198, 216, 234), (240, 230, 190))),
            outline=(150, 150, 150),
        )
    for _ in range(26):
        pen.line(
            [(rng.random() * width, rng.random() * height) for _ in range(3)],
            fill=(252, 214, 120),
            width=max(2, round(1.2 * scale)),
        )
        write(image, scale, rng.uniform(5, 170), rng.uniform(5, 280), 2, rng.choice(NAMES["streets"]))
    return image


def group(rng: Random, half: str, dpi: int) -> Image.Image:
    width = rng.choice((1200, 1800))
    image = table(rng, (width, width * 2 // 3))
    people = rng.randint(2, 6)
    for number in range(people):
        size = round(width * 0.8 / people * rng.uniform(0.75, 1)), round(width * 1.05 / people * rng.uniform(0.75, 1))
        face = portrait(rng, half, size, drawn=number > 0)
        image.paste(face, (round(width * (0.06 + 0.9 * number / people)), round(image.height * rng.uniform(0.1, 0.4))))
    return image.filter(ImageFilter.GaussianBlur(0.6))


def passport_photos(rng: Random, half: str, dpi: int) -> Image.Image:
    scale = dpi / 25.4
    image = Image.new("RGB", (round(102 * scale), round(152 * scale)), (252, 252, 252))
    face = portrait(rng, half, (round(35 * scale), round(45 * scale)))
    for number in range(6):
        image.paste(face, (round((10 + 45 * (number % 2)) * scale), round((5 + 49 * (number // 2)) * scale)))
    return image


def lone_portrait(rng: Random, half: str, dpi: int) -> Image.Image:
    size = rng.choice(((480, 600), (800, 800), (600, 900), (900, 600)))
    return portrait(rng, half, size) if size[0] < size[1] else head(rng, size)


def landscape(rng: Random, half: str, dpi: int) -> Image.Image:
    image = table(rng, (1500, 1000))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1500, rng.randint(200, 420)), fill=(150, 180, 214))
    for _ in range(7):
        x, y = rng.randint(0, 1300), rng.randint(250, 600)
        pen.rectangle(
            (x, y, x + rng.randint(90, 260), y + rng.randint(90, 260)),
            fill=tuple(rng.randint(60, 220) for _ in range(3)),
            outline=(40, 40, 40),
        )
    return image.filter(ImageFilter.GaussianBlur(1))


PICTURES: dict[str, Drawing] = {
    "cv with portrait": cv, "letter": letter, "form": form, "advert": advert, "map": city_map, "group photo": group,
    "passport photos": passport_photos, "portrait": lone_portrait, "landscape": landscape, **lookalike_licences.PICTURES,
}  # type: ignore[dict-item]  # fmt: skip
"""Papers and photographs without any card; the last argument is the resolution."""
