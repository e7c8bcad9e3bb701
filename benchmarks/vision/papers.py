"""Own drawings of the driving licence's back and of papers from before the cards: what is printed where, with invented holders.

The back of a licence after Directive 2006/126/EC, annex I, page 2; the paper licence after the Community model of Directives 80/1263/EEC
and 91/439/EEC (pink, 222 by 106 mm, folded in three). Of the laminated identity card and the orange card no specimen is public: the drawing shows
what the texts about them name, in an order of our own.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from PIL import Image

from benchmarks.accuracy import numbers
from benchmarks.accuracy.people import NAMES
from benchmarks.vision.canvas import FOLDED, ID1, ID2, OPENED, Canvas
from benchmarks.vision.holder import COUNTRY, Holder, fields, photo

CATEGORIES = ("AM", "A1", "A2", "A", "B1", "B", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE")
_HELD = (
    ("AM", "B"),
    ("AM", "B"),
    ("B",),
    ("AM", "A1", "A2", "A", "B"),
    ("AM", "B", "BE"),
    ("AM", "B", "BE", "C1", "C", "C1E", "CE"),
    ("AM", "B", "D1", "D"),
)
_LEGEND = {
    "nl": ("1. Naam", "2. Voornaam", "3. Geboortedatum en -plaats", "4a. Datum van afgifte", "4b. Geldig tot", "4c. Afgegeven door", "4d. Rijksregisternummer",
           "5. Nummer van het rijbewijs", "9. Categorieën", "10. Afgiftedatum per categorie", "11. Geldig tot per categorie", "12. Beperkingen (codes)"),
    "fr": ("1. Nom", "2. Prénom", "3. Date et lieu de naissance", "4a. Date de délivrance", "4b. Date d'expiration", "4c. Délivré par", "4d. N° de registre national",
           "5. Numéro du permis", "9. Catégories", "10. Date de délivrance par catégorie", "11. Date d'expiration par catégorie", "12. Restrictions (codes)"),
    "de": ("1. Name", "2. Vorname", "3. Geburtsdatum und -ort", "4a. Ausstellungsdatum", "4b. Gültig bis", "4c. Ausgestellt durch", "4d. Nationalregisternummer",
           "5. Führerscheinnummer", "9. Klassen", "10. Ausstellungsdatum je Klasse", "11. Gültig bis je Klasse", "12. Beschränkungen (Schlüssel)"),
}  # fmt: skip
_OTHER_TITLES = (
    "Permiso de Conducción",
    "Kørekort",
    "Άδεια Οδηγήσεως",
    "Driving Licence",
    "Ceadúnas Tiomána",
    "Patente di Guida",
    "Carta de Condução",
    "Ajokortti",
    "Körkort",
)
_PINK, _GREEN, _ORANGE = (246, 208, 218), (226, 234, 214), (247, 204, 150)
_DIM = (70, 60, 80)


def licence_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, (240, 220, 224), rng)
    held, written = rng.choice(_HELD), rng.choice(("%d.%m.%y", "%d.%m.%Y"))
    for left, number in ((3, "9."), (20, "10."), (36.5, "11."), (53, "12.")):
        canvas.text(left, 1.6, 1.6, number, _DIM, bold=True)
    for number, category in enumerate(CATEGORIES):
        top = 4.8 + 3.05 * number
        canvas.text(3, top, 1.7, category)
        _vehicle(canvas, 10, top, category)
        if category not in held:
            canvas.text(20, top, 1.6, "--------", (120, 110, 120))
            canvas.text(36.5, top, 1.6, "--------", (120, 110, 120))
            continue
        since = who.person.birth + dt.timedelta(days=round(365.25 * 18) + rng.randrange(4000))
        canvas.text(20, top, 1.7, since.strftime(written))
        canvas.text(36.5, top, 1.7, who.until.strftime(written))
        if rng.random() < 0.3:
            canvas.text(53, top, 1.6, rng.choice(("01.06", "78", "96", "95")))
    for number, line in enumerate(_LEGEND[who.language] if rng.random() < 0.75 else ()):
        canvas.text(63, 5 + 3.6 * number, 1.1, line, _DIM)
    return canvas.done()


def _vehicle(canvas: Canvas, left: float, top: float, category: str) -> None:
    """Draw what stands for a vehicle: a box on two wheels, longer for heavier ones."""
    long = 3.2 + 0.9 * len(category)
    canvas.fill((left, top + 0.3, left + long, top + 1.5), (110, 100, 130))
    for x in (left + 0.5, left + long - 1.2):
        canvas.fill((x, top + 1.2, x + 0.8, top + 2.0), (60, 54, 80), 0.4)


def paper_licence_front(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(FOLDED, scale, _PINK, rng)
    canvas.folds(2)
    street = f"{rng.choice(NAMES['streets'])} {rng.randint(1, 240)}"
    canvas.text(
        6,
        6,
        2.4,
        rng.choice(("RIJBEWIJS   PERMIS DE CONDUIRE", "PERMIS DE CONDUIRE   RIJBEWIJS", "FÜHRERSCHEIN")),
        _DIM,
        bold=True,
    )
    for number, row in enumerate((
        f"1.  {who.person.last}", f"2.  {who.person.first}", f"3.  {who.person.birth:%d.%m.%Y}  {who.person.place}", f"4.  {street}",
        f"5.  Burgemeester te {who.person.place}", f"6.  {who.person.place}, {who.begin:%d.%m.%Y}", f"7.  {who.until:%d.%m.%Y}", f"8.  {numbers.digits(rng, 9)}",
    )):  # fmt: skip
        canvas.text(6, 14 + 6.2 * number, 2.3, row)
    for number, line in enumerate((
        "1. Naam / Nom   2. Voornamen / Prénoms", "3. Geboortedatum en -plaats / Date et lieu de naissance", "4. Woonplaats / Domicile   5. Afgegeven door / Délivré par",
        "Handtekening van de houder / Signature du titulaire",
    )):  # fmt: skip
        canvas.text(6, 68 + 4 * number, 1.5, line, _DIM)
    canvas.picture(photo(rng, half), (84, 12, 119, 57))
    canvas.stamp((104, 44, 128, 68))
    canvas.text(82, 78, 1.6, "Stempel van de overheid / Sceau de l'autorité", _DIM)
    held = [category for category in rng.choice(_HELD) if category in ("A", "B", "C", "D", "BE", "CE")] or ["B"]
    canvas.text(152, 6, 1.6, "Categorieën / Catégories  Geldig van - tot / Valable du - au", _DIM)
    for number, category in enumerate(("A3", "A", "B", "C", "D", "BE", "CE", "DE")):
        top = 13 + 10 * number
        canvas.text(156, top, 2.6, category, bold=True)
        if category in held:
            since = who.person.birth + dt.timedelta(days=round(365.25 * 18) + rng.randrange(4000))
            canvas.text(168, top, 2.2, f"{since:%d.%m.%Y}")
            canvas.text(190, top, 2.2, f"{who.until:%d.%m.%Y}" if category[0] in "CD" else "**********")
    return canvas.done(0)


def paper_licence_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(FOLDED, scale, _PINK, rng)
    canvas.folds(2)
    canvas.text(6, 8, 1.7, "Wijziging van woonplaats / Changement de domicile", _DIM)
    canvas.text(6, 60, 1.7, "Bijkomende vermeldingen / Mentions additionnelles", _DIM)
    for number, title in enumerate(_OTHER_TITLES):
        canvas.text(90, 12 + 8 * number, 2.1, title, _DIM)
    canvas.text(160, 8, 2.4, "KONINKRIJK BELGIË", _DIM, bold=True)
    canvas.text(160, 13, 2.4, "ROYAUME DE BELGIQUE", _DIM, bold=True)
    canvas.text(160, 18, 2.4, "KÖNIGREICH BELGIEN", _DIM, bold=True)
    canvas.ring((173, 28, 195, 44), "B")
    for number, title in enumerate(("RIJBEWIJS", "PERMIS DE CONDUIRE", "FÜHRERSCHEIN")):
        canvas.text(160, 52 + 7 * number, 3.2, title, _DIM, bold=True)
    canvas.text(160, 80, 1.7, "MODEL VAN DE EUROPESE GEMEENSCHAPPEN", _DIM)
    canvas.text(160, 84, 1.7, "MODÈLE DES COMMUNAUTÉS EUROPÉENNES", _DIM)
    canvas.text(160, 96, 2.2, f"N° {numbers.digits(rng, 9) if who.language else ''}")
    return canvas.done(0)


def paper_identity_front(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID2, scale, _GREEN, rng)
    canvas.text(4, 3, 2.3, COUNTRY, (40, 70, 60), bold=True)
    canvas.text(4, 7, 1.9, "IDENTITEITSKAART   CARTE D'IDENTITÉ   PERSONALAUSWEIS", (40, 70, 60))
    canvas.picture(photo(rng, half), (5, 15, 34, 53))
    fields(canvas, 39, 13, 7.2, [
        ("Naam - Nom - Name", who.person.last), ("Voornamen - Prénoms - Vornamen", who.person.first),
        ("Geboorteplaats en -datum - Lieu et date de naissance", f"{who.person.place}  {who.born}"), ("Geslacht - Sexe   Nationaliteit - Nationalité", f"{who.person.sex}     Belg"),
        ("Geldig van - tot   Valable du - au", who.validity), ("Nr. van de kaart - N° de la carte", who.card),
    ])  # fmt: skip
    canvas.text(5, 60, 1.4, "Handtekening van de houder - Signature du titulaire", (60, 80, 70))
    return canvas.done(3)


def paper_identity_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID2, scale, _GREEN, rng)
    street = f"{rng.choice(NAMES['streets'])} {rng.randint(1, 240)}"
    fields(canvas, 6, 6, 10, [
        ("Hoofdverblijfplaats - Résidence principale - Hauptwohnort", f"{street}, {who.person.place}"),
        ("Identificatienummer van het Rijksregister - N° d'identification du Registre national", who.national),
        ("Afgegeven te - Délivrée à - Ausgestellt in", f"{who.person.place}, {who.begin:%d.%m.%Y}"), ("Handtekening van de ambtenaar - Signature du fonctionnaire", ""),
    ])  # fmt: skip
    canvas.stamp((70, 40, 98, 68))
    return canvas.done(3)


def orange_card_front(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(OPENED, scale, _ORANGE, rng)
    canvas.folds(1)
    canvas.text(5, 4, 2.1, "ATTEST VAN IMMATRICULATIE", (90, 50, 20), bold=True)
    canvas.text(5, 8, 2.1, "ATTESTATION D'IMMATRICULATION", (90, 50, 20), bold=True)
    canvas.picture(photo(rng, half), (6, 15, 36, 54))
    canvas.stamp((26, 42, 48, 64))
    fields(canvas, 6, 66, 9, [
        ("Naam en voornamen / Nom et prénoms", f"{who.person.last} {who.person.first}"), ("Geboorteplaats en -datum / Lieu et date de naissance", f"{who.person.place} {who.person.birth:%d/%m/%Y}"),
        ("Nationaliteit / Nationalité", rng.choice(("Afghaanse", "Syrische", "Congolese", "Marokkaanse"))), ("O.V. nr. / N° S.P.", f"{numbers.digits(rng, 1, '5678')}.{numbers.digits(rng, 3)}.{numbers.digits(rng, 3)}"),
    ])  # fmt: skip
    canvas.text(80, 6, 1.7, "Geldig tot / Valable jusqu'au", (90, 50, 20))
    canvas.text(80, 10, 2.3, f"{who.begin + dt.timedelta(days=92):%d/%m/%Y}")
    for number in range(3):
        canvas.text(80, 20 + 26 * number, 1.7, "Verlengd tot / Prorogé jusqu'au", (90, 50, 20))
        if rng.random() < 0.6:
            canvas.text(80, 25 + 26 * number, 2.3, f"{who.begin + dt.timedelta(days=184 + 92 * number):%d/%m/%Y}")
            canvas.stamp((118, 22 + 26 * number, 138, 42 + 26 * number))
    return canvas.done(0)


def orange_card_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(OPENED, scale, _ORANGE, rng)
    canvas.folds(1)
    for number, line in enumerate((
        "De houder van dit attest mag geen winstgevende bedrijvigheid", "uitoefenen zonder voorafgaande toelating.", "Le titulaire ne peut exercer aucune activité lucrative",
        "sans autorisation préalable.", "Hoofdverblijfplaats / Résidence principale", f"{rng.choice(NAMES['streets'])} {rng.randint(1, 200)}, {who.person.place}",
    )):  # fmt: skip
        canvas.text(5, 8 + 6 * number, 1.7, line, (90, 50, 20))
    canvas.text(82, 8, 2.3, "KONINKRIJK BELGIË", (90, 50, 20), bold=True)
    canvas.text(82, 13, 2.3, "ROYAUME DE BELGIQUE", (90, 50, 20), bold=True)
    canvas.text(82, 34, 2.2, "ATTEST VAN IMMATRICULATIE", (90, 50, 20), bold=True)
    canvas.text(82, 39, 2.2, "ATTESTATION D'IMMATRICULATION", (90, 50, 20), bold=True)
    canvas.text(100, 46, 2.2, "MODEL A / MODÈLE A", (90, 50, 20))
    canvas.text(82, 66, 1.7, f"Gemeente / Commune: {who.person.place}", (90, 50, 20))
    canvas.text(82, 90, 2.2, f"N° A {numbers.digits(rng, 7)}")
    return canvas.done(0)
