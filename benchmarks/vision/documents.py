"""Own drawings of identity documents: every layout that has to be found, with invented holders."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image

from benchmarks.accuracy import numbers
from benchmarks.vision import papers
from benchmarks.vision.canvas import ID1, TD3, Canvas
from benchmarks.vision.holder import COUNTRY, Holder, fields, photo

_TITLE = "IDENTITEITSKAART  CARTE D'IDENTITÉ  PERSONALAUSWEIS  IDENTITY CARD"
_KIDS = "IDENTITEITSDOCUMENT  DOCUMENT D'IDENTITÉ  IDENTITÄTSDOKUMENT"
_PERMIT = "VERBLIJFSTITEL  TITRE DE SÉJOUR  AUFENTHALTSTITEL  RESIDENCE PERMIT"
_LICENCE = "RIJBEWIJS   PERMIS DE CONDUIRE   FÜHRERSCHEIN   DRIVING LICENCE"
_KINDS = (
    "A. BEPERKT VERBLIJF", "B. ONBEPERKT VERBLIJF", "K. VESTIGING", "L. EU LANGDURIG INGEZETENE", "F. FAMILIELID EU ART 10 RL 2004/38/EG",
    "EU. Verklaring van inschrijving - Art 8", "H. Europese blauwe kaart", "N. Grensarbeider ART 50 VEU", "M. Artikel 50 VEU",
)  # fmt: skip
_NAME = {"nl": "Naam / Name", "fr": "Nom / Name", "de": "Name / Name"}
_GIVEN = {"nl": "Voornamen / Given names", "fr": "Prénoms / Given names", "de": "Vornamen / Given names"}
_BORN = {
    "nl": "Geboorteplaats en -datum / Place and date of birth",
    "fr": "Lieu et date de naissance / Place and date of birth",
    "de": "Geburtsort und -datum / Place and date of birth",
}
_SEX = {"nl": "Geslacht / Sex", "fr": "Sexe / Sex", "de": "Geschlecht / Sex"}
_NATION = {"nl": "Nationaliteit / Nationality", "fr": "Nationalité / Nationality", "de": "Staatsangehörigkeit / Nationality"}
_CARD = {"nl": "Kaartnr. / Card No.", "fr": "N° carte / Card No.", "de": "Kartennr. / Card No."}
_VALID = {
    "nl": "Geldig van - tot / Valid from - until",
    "fr": "Valable du - au / Valid from - until",
    "de": "Gültig von - bis / Valid from - until",
}
_SIGNED = {
    "nl": "Handtekening van de houder / Holder's signature",
    "fr": "Signature du titulaire / Holder's signature",
    "de": "Unterschrift / Holder's signature",
}
_FOREIGN = (
    ("NLD", "KONINKRIJK DER NEDERLANDEN", "IDENTITEITSKAART  IDENTITY CARD", ("Naam / Surname", "Voornamen / Given names", "Geboren / Date of birth", "Documentnummer / Document no.")),
    ("FRA", "RÉPUBLIQUE FRANÇAISE", "CARTE NATIONALE D'IDENTITÉ / IDENTITY CARD", ("NOM / Surname", "Prénoms / Given names", "DATE DE NAISS. / Date of birth", "N° DU DOCUMENT / Document No")),
    ("D<<", "BUNDESREPUBLIK DEUTSCHLAND", "PERSONALAUSWEIS  IDENTITY CARD", ("Name / Surname", "Vornamen / Given names", "Geburtstag / Date of birth", "Gültig bis / Date of expiry")),
    ("ROU", "ROMÂNIA", "CARTE DE IDENTITATE  CARTE D'IDENTITE  IDENTITY CARD", ("Nume / Nom / Last name", "Prenume / Prénom / First name", "Cetăţenie / Nationalité / Nationality", "Validitate / Validité / Validity")),
    ("POL", "RZECZPOSPOLITA POLSKA", "DOWÓD OSOBISTY  IDENTITY CARD", ("NAZWISKO / SURNAME", "IMIONA / GIVEN NAMES", "DATA URODZENIA / DATE OF BIRTH", "NUMER DOWODU / CARD NUMBER")),
    ("ITA", "REPUBBLICA ITALIANA", "CARTA DI IDENTITÀ / IDENTITY CARD", ("COGNOME / SURNAME", "NOME / NAME", "LUOGO E DATA DI NASCITA / PLACE AND DATE OF BIRTH", "SCADENZA / EXPIRY")),
)  # fmt: skip

Drawing = Callable[[Random, str, float], Image.Image]


def old_front(
    rng: Random, half: str, scale: float, title: str = _TITLE, back: tuple[int, int, int] = (222, 233, 228)
) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, back, rng)
    tongue = who.language
    canvas.text(3.5, 2.2, 2.0, COUNTRY, (40, 60, 80), bold=True)
    canvas.text(3.5, 5.4, 1.55, title, (40, 60, 80))
    fields(canvas, 18, 9.5, 5.4, [
        (_NAME[tongue], who.person.last), (_GIVEN[tongue], f"{who.person.first} Maria L"), (_BORN[tongue], f"{who.person.place}  {who.born}"),
        (_NATION[tongue], "Belg"), (_VALID[tongue], who.validity), (_CARD[tongue], who.card),
    ])  # fmt: skip
    canvas.text(63, 41, 1.35, _SEX[tongue], (60, 70, 90))
    canvas.text(63, 43.1, 2.1, "V / F" if who.person.sex == "F" else "M / M")
    canvas.text(3.5, 44.5, 1.35, _SIGNED[tongue], (60, 70, 90))
    canvas.chip(3.5, 18)
    canvas.picture(photo(rng, half), (62, 13, 82, 39))
    return canvas.done()


def old_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, (226, 232, 226), rng)
    canvas.text(3.5, 3, 1.35, "Identificatienummer van het Rijksregister / National Register Number", (60, 70, 90))
    canvas.text(3.5, 5.1, 1.35, "N° d'identification du Registre national / Nationalregisternummer", (60, 70, 90))
    canvas.text(3.5, 7.6, 2.3, who.national)
    canvas.text(3.5, 13, 1.35, "Afgegeven te / Place of issue / Délivrée à", (60, 70, 90))
    canvas.text(3.5, 15.1, 2.1, who.person.place)
    canvas.text(3.5, 20, 1.35, "Handtekening van de ambtenaar / Signature of the official", (60, 70, 90))
    canvas.bars(rng, (50, 12, 80, 20))
    canvas.fill((0.6, 33.5, 85, 53.4), (248, 248, 246))
    kind = rng.choice(("old", "current", "current"))
    canvas.zone(
        numbers.zone_of_card(
            rng, kind, who.person.card, who.person.national, who.person.birth, who.until, who.person.sex, who.names
        ),
        36,
    )
    return canvas.done()


def new_front(
    rng: Random, half: str, scale: float, title: str = _TITLE, back: tuple[int, int, int] = (224, 229, 238)
) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, back, rng)
    tongue = who.language
    canvas.fill((2.5, 2, 10, 7), (30, 60, 140))
    canvas.text(12, 2.0, 1.8, COUNTRY, (40, 60, 80), bold=True)
    canvas.text(12, 5.0, 1.5, title, (40, 60, 80))
    canvas.picture(photo(rng, half), (4, 12, 27, 42))
    fields(canvas, 30, 10, 5.6, [
        (_NAME[tongue], who.person.last), (_GIVEN[tongue], f"{who.person.first} Jozef"), (f"{_SEX[tongue]}   {_NATION[tongue]}", f"{who.person.sex}   BEL"),
        (_BORN[tongue], f"{who.person.place} {who.born}"), (_VALID[tongue], who.validity),
    ])  # fmt: skip
    canvas.text(30, 47, 2.3, who.card)
    canvas.text(70, 40, 2.2, numbers.digits(rng, 6))
    return canvas.done()


def new_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, (228, 230, 238), rng)
    canvas.chip(6, 12)
    canvas.text(30, 3, 1.35, "Identificatienummer van het Rijksregister / National Register No.", (60, 70, 90))
    canvas.text(30, 5.2, 2.2, who.national)
    canvas.text(30, 11, 1.35, "Afgegeven te / Issued at", (60, 70, 90))
    canvas.text(30, 13.2, 2.0, who.person.place)
    canvas.perforated(photo(rng, half), (62, 10, 80, 33))
    canvas.fill((0.6, 35, 85, 53.4), (246, 246, 248))
    canvas.zone(
        numbers.zone_of_card(
            rng, "current", who.person.card, who.person.national, who.person.birth, who.until, who.person.sex, who.names
        ),
        37,
    )
    return canvas.done()


def kids_front(rng: Random, half: str, scale: float) -> Image.Image:
    return old_front(rng, half, scale, _KIDS, (236, 224, 214))


def permit_front(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, (228, 222, 236), rng)
    tongue = who.language
    canvas.text(3.5, 2.2, 1.55, _PERMIT, (40, 60, 80), bold=True)
    canvas.text(3.5, 5.2, 1.6, COUNTRY, (40, 60, 80))
    canvas.picture(photo(rng, half), (4, 12, 27, 42))
    number = who.person.foreigner_card
    fields(canvas, 30, 9, 5.6, [
        (_NAME[tongue], f"{who.person.last} {who.person.first}"), (_VALID[tongue], who.validity),
        ("Plaats en datum van afgifte / Place and date of issue", f"{who.person.place} {who.begin:%d %m %Y}"),
        ("Type titel / Type of permit", rng.choice(_KINDS)), ("Opmerkingen / Remarks", "Arbeidsmarkt: " + rng.choice(("onbeperkt", "beperkt", "nee"))),
    ])  # fmt: skip
    canvas.text(58, 48, 2.2, f"{number[0]} {number[1:8]} {number[8:]}")
    return canvas.done()


def permit_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, (230, 226, 236), rng)
    tongue = who.language
    canvas.chip(6, 10)
    fields(canvas, 24, 3, 5.4, [
        (_BORN[tongue], f"{who.person.place} {who.born}"), (f"{_NATION[tongue]}   {_SEX[tongue]}", f"MAR   {who.person.sex}"),
        ("Rijksregister / National Register", who.national),
    ])  # fmt: skip
    canvas.fill((0.6, 34, 85, 53.4), (247, 246, 249))
    canvas.zone(
        numbers.zone_of_card(
            rng,
            "foreigner",
            who.person.foreigner_card,
            who.person.national,
            who.person.birth,
            who.until,
            who.person.sex,
            who.names,
            rng.choice(("MAR", "TUR", "SYR", "AFG")),
        ),
        37,
    )
    return canvas.done()


def licence(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, (240, 216, 220), rng)
    canvas.fill((2.5, 2, 11, 8), (30, 60, 140))
    canvas.text(13, 2.2, 1.7, _LICENCE, (60, 40, 70), bold=True)
    canvas.text(13, 5.4, 1.5, COUNTRY, (60, 40, 70))
    canvas.picture(photo(rng, half), (3.5, 11, 25, 40))
    for number, row in enumerate((
        f"1.  {who.person.last}", f"2.  {who.person.first}", f"3.  {who.person.birth:%d.%m.%Y}  {who.person.place}", f"4a. {who.begin:%d.%m.%Y}   4b. {who.until:%d.%m.%Y}",
        "4c. " + rng.choice(("Gent", "Namur", "Hasselt")), f"4d. {who.national}", f"5.  {numbers.digits(rng, 10)}", "9.  AM  B  BE",
    )):  # fmt: skip
        canvas.text(29, 10.5 + number * 4.4, 2.0, row)
    return canvas.done()


def passport(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(TD3, scale, (236, 226, 228), rng)
    canvas.text(5, 4, 2.2, "BELGIË  BELGIQUE  BELGIEN  BELGIUM", (90, 30, 40), bold=True)
    canvas.text(5, 8, 1.9, "PASPOORT  PASSEPORT  REISEPASS  PASSPORT", (90, 30, 40))
    canvas.picture(photo(rng, half, grey=False), (5, 16, 38, 58))
    fields(canvas, 43, 13, 7.4, [
        ("Type / Type   Code   Paspoortnr. / Passport No.", f"P    BEL    EK{numbers.digits(rng, 6)}"), ("Naam / Surname", who.person.last),
        ("Voornamen / Given names", who.person.first), ("Nationaliteit / Nationality", "BELG"),
        ("Geboortedatum / Date of birth    Geboorteplaats / Place of birth", f"{who.born}   {who.person.place}"), ("Geldig tot / Date of expiry", f"{who.until:%d.%m.%Y}"),
    ])  # fmt: skip
    canvas.fill((0, 66, 125, 88), (250, 246, 246))
    canvas.zone(numbers.zone_of_passport(rng, who.person.birth, who.until, who.person.sex, who.names), 71, 6)
    return canvas.done(1.5)


def foreign_front(rng: Random, half: str, scale: float) -> Image.Image:
    who = Holder(rng, half)
    canvas = Canvas(ID1, scale, rng.choice(((220, 232, 240), (232, 238, 222), (240, 232, 218))), rng)
    _, country, title, labels = rng.choice(_FOREIGN)
    canvas.text(3.5, 2.2, 2.1, country, (40, 60, 80), bold=True)
    canvas.text(3.5, 5.6, 1.8, title, (40, 60, 80))
    canvas.picture(photo(rng, half), (4, 12, 27, 42))
    values = (who.person.last, who.person.first, f"{who.person.birth:%d %m %Y}", f"{numbers.digits(rng, 9)}")
    fields(canvas, 30, 11, 6.4, list(zip(labels, values, strict=True)))
    return canvas.done()


def foreign_back(rng: Random, half: str, scale: float) -> Image.Image:
    who, canvas = Holder(rng, half), Canvas(ID1, scale, (232, 236, 228), rng)
    code, country, _, _ = rng.choice(_FOREIGN)
    canvas.text(4, 4, 1.6, country, (60, 70, 90))
    canvas.text(4, 8, 1.35, "Autorität / Authority / Autorité", (60, 70, 90))
    canvas.text(4, 10.2, 2.0, who.person.place)
    canvas.fill((0.6, 33, 85, 53.4), (248, 248, 246))
    number = "".join(rng.choice("CFGHJKLMNPRTVWXYZ0123456789") for _ in range(9))
    born, expires = who.person.birth.strftime("%y%m%d"), who.until.strftime("%y%m%d")
    first = f"ID{code}{number}{numbers.zone_check(number)}".ljust(30, "<")
    second = f"{born}{numbers.zone_check(born)}{who.person.sex}{expires}{numbers.zone_check(expires)}{code}".ljust(29, "<")
    second += numbers.zone_check(first[5:30] + second[:7] + second[8:15] + second[18:29])
    canvas.zone([first, second, f"{who.names[0]}<<{who.names[1]}".ljust(30, "<")[:30]], 37)
    return canvas.done()


LAYOUTS: dict[str, Drawing] = {
    "eid 2003 front": old_front, "eid 2003 back": old_back, "eid 2020 front": new_front, "eid 2020 back": new_back,
    "kids front": kids_front, "kids back": old_back, "residence front": permit_front, "residence back": permit_back,
    "driving licence front": licence, "passport": passport, "foreign front": foreign_front, "foreign back": foreign_back,
    "driving licence back": papers.licence_back, "paper licence front": papers.paper_licence_front, "paper licence back": papers.paper_licence_back,
    "paper identity front": papers.paper_identity_front, "paper identity back": papers.paper_identity_back,
    "orange card front": papers.orange_card_front, "orange card back": papers.orange_card_back,
}  # fmt: skip
"""Every layout by its name."""
WITH_PORTRAIT = frozenset(name for name in LAYOUTS if "back" not in name)
"""Layouts on which a portrait stands that is no row of holes."""
