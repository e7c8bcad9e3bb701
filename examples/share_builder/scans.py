"""Pictures and what comes out of a card reader. The holder of the card is called Fictia Van Verzonnen, who lives in Nergensweg."""

from __future__ import annotations

import base64

from share_builder import model as m
from share_builder.model import Example
from share_builder.numbers import card_number, digits, zone
from share_builder.package import word
from share_builder.paper import scan
from share_builder.people import AN, CARD_HOLDER, DAWIT, KEVIN, LIEN, SAMIRA
from share_builder.pictures import badge, card_back, card_front, day_out, encoded, page, portrait, sheet_with_cards

_ROOT = "Scans/"
_CARD = card_number(5959900001)
_ZONE = zone(
    _CARD, CARD_HOLDER.rrn, CARD_HOLDER.birth, "2028-02-01", "F", CARD_HOLDER.surname, CARD_HOLDER.given,
)  # fmt: skip


def examples():
    """Yield drawings of a card, scanned pages, an export of the eID Viewer, and pictures that are no identity document."""
    yield from _cards()
    yield from _reader()
    yield from _harmless()


def _cards():
    front = card_front(CARD_HOLDER, _CARD, until="01.02.2018 - 01.02.2028", born="21 MAAR 1986")
    back = card_back(CARD_HOLDER.rrn, "Sint-Niklaas", _ZONE)
    front_has = (m.COPY, m.ID_PHOTO, m.POB, m.CARD)
    back_has = (m.COPY, m.RRN, m.MRZ, m.CARD)
    yield Example(
        f"{_ROOT}identiteitskaart voorkant.png",
        encoded(front.quantize(64)),
        "the drawn front of an identity card: portrait, birthplace, card number",
        "id_card_copy", front_has, personal=(m.PERSON, m.BIRTH, m.NATIONALITY), needs=("ocr", "faces"),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}identiteitskaart achterkant.jpg",
        encoded(back, "JPEG", quality=72),
        "the drawn back: national number and machine-readable zone (which repeats it, with the card number)",
        "id_card_copy", back_has, personal=(m.PERSON,), needs=("ocr",),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}kopie identiteitskaart recto-verso.pdf",
        scan(sheet_with_cards(front, back)),
        "both sides on one grey page, as a copier makes it, without a text layer",
        "id_card_copy", tuple(sorted({*front_has, *back_has})), personal=(m.PERSON,), needs=("ocr", "faces"),
    )  # fmt: skip
    text = f"""# Gespreksverslag
Cliënt: {AN.name}
Rijksregisternummer: {AN.rrn}
Datum van het gesprek: 16 april 2024
Trajectbegeleider: Els Bogaert

An begon vorige week aan de opleiding klantgericht communiceren. De lessen vallen mee en de groep is klein. Ze oefende een telefoongesprek met een boze klant en kreeg daar goede punten voor.

De stage aan de onthaalbalie van het woonzorgcentrum start op 27 mei. We overliepen samen de afspraken: uren, kledij, wie ze aanspreekt als er iets fout loopt. De opvang van haar dochter is geregeld.

Jobdoelwit: medewerker onthaal, vier vijfde.

Afspraken
- An bezorgt het stagecontract ondertekend terug.
- Els belt na de eerste stageweek met de verantwoordelijke.

Volgende afspraak: 14 mei 2024 om 10 uur."""
    yield Example(
        f"{_ROOT}gespreksverslag gescand.pdf",
        scan(page(text)),
        "a scanned page, grey and a little turned, without a text layer",
        "guidance_report", (m.RRN,), personal=(m.PERSON,), needs=("ocr",),
    )  # fmt: skip


def _reader():
    photo = _chip_photo(portrait())
    card = digits(card_number(5959900417))
    begin = f"""<?xml version="1.0" encoding="UTF-8"?>
<eid version="4.3"><identity nationalnumber="{KEVIN.plain}" dateofbirth="{KEVIN.birth.replace("-", "")}" gender="male" specialstatus="NO_STATUS">"""
    yield Example(
        f"{_ROOT}{KEVIN.rrn}.eid",
        (
            f"{begin}<name>{KEVIN.surname}</name><firstname>{KEVIN.given}</firstname><middlenames/><nationality>Belg</nationality>"
            f"<placeofbirth>{KEVIN.place}</placeofbirth><photo>{base64.b64encode(photo).decode()}</photo></identity>"
            f'<card documenttype="belgian_citizen" cardnumber="{card}" chipnumber="{"00" * 12}56455254" validitydatebegin="20220412" validitydateend="20320412">'
            f"<deliverymunicipality>Dendermonde</deliverymunicipality></card>"
            f"<address><streetandnumber>{KEVIN.street}</streetandnumber><zip>9200</zip><municipality>Dendermonde</municipality></address></eid>\n"
        ).encode(),
        "an export of the eID Viewer under the name that the viewer proposes: the national number; without certificates",
        "id_card_copy", (m.EID, m.RRN, m.CARD, m.POB, m.ID_PHOTO),
        personal=(m.PERSON, m.ADDRESS, m.BIRTH, m.NATIONALITY),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}My_eid_photo.jpg",
        _chip_photo(portrait(colours=("#c4c4c4", "#969696", "#3a3a3a"))),
        "the portrait from a chip: exactly 140 × 200 grey pixels, under the viewer's own file name",
        "id_card_copy", (m.ID_PHOTO,), also=("photo", "other"),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}kaartlezer onthaal.txt",
        ("Kaartlezer onthaal, logboek van 10 maart 2025\n\n09:31:04 kaart ingelezen, zone op de achterkant:\n" + "\n".join(_ZONE) + "\n09:31:06 bezoeker aangemeld, badge 14\n").encode(),
        "a machine-readable zone in plain text, with the national number and the card number in it",
        "id_card_copy", (m.MRZ, m.RRN, m.CARD), also=("other",),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}gegevens overgetypt van de kaart.docx",
        word(f"""# Gegevens overgetypt van de identiteitskaart
Overgetypt door {SAMIRA.name} op 20 januari 2025, omdat de kaart niet gescand mocht worden.
| Naam | {DAWIT.surname} |
| Voornamen | {DAWIT.given} |
| Geboorteplaats en -datum | {DAWIT.place} 01 JAN 1995 |
| Nationaliteit | Eritrees |
| Kaartnr. | B 0990417 26 |
| Geldig tot | 13.11.2026 |
| Identificatienummer van het Rijksregister | {DAWIT.rrn} |
De kaart is een verblijfstitel van het type B. De loketbediende vroeg om de gegevens bij de inschrijving te houden.
""", author=SAMIRA.name),
        "what must not be copied was typed over: a residence card's number (letter and nine digits), birthplace and BIS number",
        "other", (m.RRN, m.POB, m.CARD), personal=(m.PERSON, m.NATIONALITY, m.BIRTH), also=("id_card_copy",),
    )  # fmt: skip


def _chip_photo(image):
    """Return the JPEG as a chip holds it: 140 by 200 grey pixels at 300 dpi, JFIF 1.02 (Pillow itself says 1.01)."""
    data = encoded(image, "JPEG", quality=70, dpi=(300, 300))
    return data[:11] + b"\x01\x02" + data[13:]


def _harmless():
    yield Example(
        f"{_ROOT}teamdag 2024.jpg",
        day_out(),
        "a (drawn) group photo: people, no identity document",
        "photo", may=(m.PHOTO,), also=("other",),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}badge Lien.png",
        encoded(badge(LIEN.name, "jobcoach").quantize(64)),
        "a staff badge: the size of a card and a face, yet no identity document",
        "photo", may=(m.PHOTO,), also=("other",), needs=("ocr",),
    )  # fmt: skip
