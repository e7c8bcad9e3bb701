"""What speaks of licences and registers and is no identity document: courses, job ads, passes of drivers, extracts."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw

from benchmarks.accuracy.people import NAMES, person
from benchmarks.vision.canvas import ID1, Canvas
from benchmarks.vision.portraits import portrait
from benchmarks.vision.sheets import PROSE, page, write

_CATEGORIES = (
    ("AM", "bromfietsen", "16 jaar"), ("A1", "lichte motorfietsen", "18 jaar"), ("A2", "motorfietsen tot 35 kW", "20 jaar"), ("A", "motorfietsen", "22 jaar"),
    ("B", "personenwagens tot 3.500 kg", "18 jaar"), ("BE", "B met aanhangwagen", "18 jaar"), ("C1", "vrachtwagens tot 7.500 kg", "18 jaar"),
    ("C", "vrachtwagens", "21 jaar"), ("CE", "C met aanhangwagen", "21 jaar"), ("D1", "kleine autobussen", "21 jaar"), ("D", "autobussen", "24 jaar"), ("DE", "D met aanhangwagen", "24 jaar"),
)  # fmt: skip
_LESSON = (
    "Een bestuurder heeft voor elk voertuig een rijbewijs van de juiste categorie nodig.", "De categorieën zijn in de hele Europese Unie dezelfde.",
    "Het theorie-examen gaat aan het praktijkexamen vooraf.", "Wie een zwaarder voertuig bestuurt, legt een medisch onderzoek af.",
)  # fmt: skip
_JOBS = (
    ("Chauffeur gezocht", "Rijbewijs B, C en CE vereist", "Vakbekwaamheid code 95", "Voltijds, geldig tot 30 juni"),
    ("Vacature koerier", "Rijbewijs B", "Wij bieden een vast contract", "Solliciteer voor 15 mei"),
    ("Chauffeur de bus", "Permis de conduire D", "Rijbewijs D / permis D", "Nous offrons un contrat"),
)  # fmt: skip


def course(rng: Random, half: str, dpi: int) -> Image.Image:
    """A lesson on the categories of licences: a table with a frame of a card's proportions, on some sheets with dates."""
    image, scale = page(dpi)
    write(
        image,
        scale,
        20,
        16,
        4,
        rng.choice(("Hoofdstuk 3: het rijbewijs", "Cursus rijopleiding: categorieën", "Rijbewijs en permis de conduire")),
    )
    for number, line in enumerate(_LESSON):
        write(image, scale, 20, 30 + 6 * number, 2.3, line)
    dated = rng.random() < 0.5
    width = rng.choice((120, 150, 170))
    top, step = 62.0, (width / 1.586 - 10) / len(_CATEGORIES)
    pen = ImageDraw.Draw(image)
    box = (20 * scale, (top - 8) * scale, (20 + width) * scale, (top - 8 + width / 1.586) * scale)
    pen.rectangle(
        box, fill=rng.choice(((250, 250, 249), (236, 240, 246))), outline=(40, 40, 46), width=max(1, round(0.3 * scale))
    )
    write(image, scale, 23, top - 6, 2, "Categorie   Voertuigen              Minimumleeftijd" + ("   Sinds" if dated else ""))
    for number, (category, vehicles, age) in enumerate(_CATEGORIES):
        y = top + step * number
        write(image, scale, 23, y, 2.0, category)
        write(image, scale, 40, y, 2.0, vehicles)
        write(image, scale, 20 + width * 0.62, y, 2.0, age)
        if dated:
            write(image, scale, 20 + width * 0.8, y, 2.0, rng.choice(("19.01.2013", "01.05.2013", "01.07.1996")))
    for number in range(10):
        write(image, scale, 20, top + width / 1.586 + 6 * number, 2.3, rng.choice(_LESSON))
    return image


def job_ads(rng: Random, half: str, dpi: int) -> Image.Image:
    """Job ads in frames of a card's size, with a licence asked for."""
    image, scale = page(dpi)
    pen = ImageDraw.Draw(image)
    for block in range(6):
        left, top = 15 + 94 * (block % 2), 20 + 66 * (block // 2)
        pen.rectangle(
            (left * scale, top * scale, (left + 85.6) * scale, (top + 54) * scale), fill=(240, 226, 190), outline=(60, 60, 60)
        )
        for number, line in enumerate((rng.choice(NAMES["companies"]), *rng.choice(_JOBS))):
            write(image, scale, left + 4, top + 5 + 9 * number, 3 if number < 2 else 2.2, line)
        if block == 3:
            image.paste(
                portrait(rng, half, (round(20 * scale), round(26 * scale))),
                (round((left + 62) * scale), round((top + 22) * scale)),
            )
    return image


def extract(rng: Random, half: str, dpi: int) -> Image.Image:
    """An extract from the register of residents: the words of a card's back, on a letter."""
    image, scale = page(dpi)
    who = person(rng, half, "plain")
    number = who.national
    write(image, scale, 20, 20, 3, f"Gemeente {who.place}")
    write(image, scale, 20, 32, 4, rng.choice(("Attest van woonst", "Attest gezinssamenstelling", "Composition de ménage")))
    for row, line in enumerate((
        "De ambtenaar van de burgerlijke stand verklaart dat in de registers is ingeschreven:", f"Naam en voornamen: {who.last} {who.first}", f"Geboren te {who.place} op {who.birth:%d/%m/%Y}",
        f"Rijksregisternummer: {number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}", "Nationaliteit: Belg", f"Hoofdverblijfplaats: {rng.choice(NAMES['streets'])} 12",
        "Burgerlijke staat: ongehuwd", "Dit attest wordt afgeleverd op vraag van de betrokkene.", "Handtekening van de ambtenaar, stempel van de gemeente",
    )):  # fmt: skip
        write(image, scale, 20, 52 + 9 * row, 2.4, line)
    return image


def file_sheet(rng: Random, half: str, dpi: int) -> Image.Image:
    """A whole page of a personnel file, with the same labels as a card and many words besides."""
    image, scale = page(dpi)
    who = person(rng, half, "plain")
    number = who.national
    write(image, scale, 20, 18, 3.4, rng.choice(("Persoonsfiche", "Loonfiche", "Fiche individuelle")))
    rows = [
        f"Naam / Nom: {who.last}   Voornamen / Prénoms: {who.first}", f"Geboorteplaats: {who.place}   Geboortedatum: {who.birth:%d/%m/%Y}",
        f"Rijksregisternummer: {number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}", "Nationaliteit: Belg   Geslacht: V   Rijbewijs: B",
    ]  # fmt: skip
    for row, line in enumerate((*rows, *(rng.choice(PROSE) for _ in range(30)))):
        write(image, scale, 20, 32 + 7 * row, 2.4, line)
    return image


def driver_pass(rng: Random, half: str, scale: float) -> Image.Image:
    """A bus company's pass for its drivers."""
    who = person(rng, half)
    canvas = Canvas(ID1, scale, (238, 240, 244), rng)
    canvas.fill((0, 0, 85.6, 9), (190, 40, 50), 3)
    canvas.text(4, 2.2, 3, rng.choice(NAMES["companies"]), (250, 250, 250), bold=True)
    canvas.picture(portrait(rng, half, (300, 400)), (4, 13, 27, 43))
    canvas.text(31, 14, 2.6, f"{who.first} {who.last}")
    canvas.text(31, 21, 2, rng.choice(("Bestuurderspas", "Carte de conducteur")))
    canvas.text(31, 28, 2, "Rijbewijs D, DE")
    canvas.text(31, 34, 1.7, f"Geldig tot / Valable jusqu'au  31.12.{rng.randint(2026, 2030)}")
    return canvas.done()


def operator_card(rng: Random, half: str, scale: float) -> Image.Image:
    """A certificate of an operator of machines, with categories of its own and dates."""
    who = person(rng, half)
    canvas = Canvas(ID1, scale, (236, 240, 226), rng)
    canvas.text(4, 3, 2.4, rng.choice(("ATTEST VAN BEKWAAMHEID", "CERTIFICAT DE COMPÉTENCE")), bold=True)
    canvas.text(4, 8, 1.8, f"Naam / Nom: {who.last} {who.first}")
    canvas.text(4, 12, 1.8, f"Geboortedatum: {who.birth:%d/%m/%Y}")
    if rng.random() < 0.6:
        canvas.picture(portrait(rng, half, (300, 400)), (60, 6, 82, 35))
    canvas.text(4, 18, 1.6, "Categorie           Datum            Geldig tot")
    for row, kind in enumerate(("Heftruck", "Reachtruck", "Hoogwerker 1b", "Hoogwerker 3a", "Rolbrug")):
        canvas.text(4, 22 + 4.6 * row, 1.8, kind)
        canvas.text(24, 22 + 4.6 * row, 1.8, f"{rng.randint(10, 28)}.0{rng.randint(1, 9)}.2022")
        canvas.text(42, 22 + 4.6 * row, 1.8, f"{rng.randint(10, 28)}.0{rng.randint(1, 9)}.2027")
    return canvas.done()


CARDS = {"driver's pass": driver_pass, "operator's certificate": operator_card}
PICTURES = {"course on licences": course, "job ads": job_ads, "extract of the register": extract, "file sheet": file_sheet}
