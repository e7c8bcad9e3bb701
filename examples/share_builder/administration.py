"""Lists, exports and invoices: where numbers stand in columns, and where most look-alikes live."""

from __future__ import annotations

from share_builder import model as m
from share_builder.model import Example
from share_builder.numbers import communication, digits, enterprise, iban, mobile_like_a_bis_number, national_number, old_account
from share_builder.package import workbook
from share_builder.paper import pdf
from share_builder.people import BENOIT, CHRISTELLE, CLIENTS, IOANA, JONAS, KEVIN, LINH, RANIA, STAFF

_ROOT = "Administratie/"
_OUR_ACCOUNT = iban(9991234501)
_OUR_NUMBER = enterprise(9990002)


def examples():
    """Yield lists of clients, exports, decoys with numbers, and invoices."""
    yield from _lists()
    yield from _number_decoys()
    yield from _invoices()


def _lists():
    heading = ["Naam", "Voornaam", "INSZ", "Geboortedatum", "Geboorteplaats", "Gemeente", "Gsm", "Startdatum", "Status"]
    rows = [heading]
    for index, client in enumerate(CLIENTS):
        # A sheet that took the number for a quantity has lost the zeros of those born from 2000 to 2009.
        number = int(client.plain) if client in (RANIA, LINH, KEVIN, JONAS) else client.rrn
        start = f"{1 + index % 12:02d}/{1 + index % 3:02d}/2025"
        status = ("lopend", "lopend", "afgesloten", "wachtlijst")[index % 4]
        place = client.place if index % 5 else ""
        rows.append([client.surname, client.given, number, client.born, place, client.town[5:], client.phone, start, status])
    legend = [
        ["Code", "Betekenis"], ["lopend", "begeleiding gestart"], ["wachtlijst", "eerste gesprek nog te plannen"],
        ["afgesloten", "dossier te archiveren"],
    ]  # fmt: skip
    yield Example(
        f"{_ROOT}Cliëntenlijst 2025.xlsx",
        workbook({"Cliënten": rows, "Legende": legend}),
        "fifteen clients with a column INSZ; four cells are numbers, of which three lost their leading zeros",
        "person_list", (m.RRN, m.POB), personal=(m.PERSON, m.PHONE, m.BIRTH),
    )  # fmt: skip
    lines = ["naam;voornaam;geboortedatum;geboorteplaats;rijksregisternummer;adres;e-mail;traject"]
    lines += [
        f"{one.surname};{one.given};{one.born};{one.place};{one.rrn};{one.address};{one.mail};{kind}"
        for one, kind in ((BENOIT, "jobcoaching"), (CHRISTELLE, "TWE"), (IOANA, "stage"), (KEVIN, "TWE"), (JONAS, "jobcoaching"))
    ]
    yield Example(
        f"{_ROOT}export deelnemers.csv",
        ("\r\n".join(lines) + "\r\n").encode("cp1252"),
        "a table in the encoding of Windows with semicolons; accents and numbers must come through",
        "person_list", (m.RRN, m.POB), personal=(m.PERSON, m.ADDRESS, m.MAIL, m.BIRTH),
    )  # fmt: skip
    days = ["4/03", "11/03", "18/03", "25/03"]
    presence = [["Deelnemer", "Begeleider", *days, "Uren"]]
    for index, client in enumerate(CLIENTS[:10]):
        marks = ["afwezig" if (index + day) % 7 == 0 else "aanwezig" for day in range(4)]
        presence.append([client.reversed, STAFF[1 + index % 4].given, *marks, 3 * marks.count("aanwezig")])
    yield Example(
        f"{_ROOT}Aanwezigheidslijst sollicitatietraining.xlsx",
        workbook({"maart 2025": presence}),
        "a presence list: many people, nothing forbidden",
        "person_list", personal=(m.PERSON,), also=("training_record",),
    )  # fmt: skip


def _number_decoys():
    phones = ["naam;dienst;gsm;vast;opmerking"]
    functions = ("directie", "trajectbegeleiding", "jobcoaching", "outplacement", "onthaal")
    for one, function in zip(STAFF, functions, strict=True):
        phones.append(f"{one.name};{function};+32 {one.phone[1:]};015 00 10 {one.serial:02d};")
    phones.append(f"Wachtdienst;alle diensten;{mobile_like_a_bis_number()};;ook buiten de kantooruren")
    phones.append(f"Wachtdienst (kort);alle diensten;{digits(mobile_like_a_bis_number())};;zonder plusteken")
    yield Example(
        f"{_ROOT}telefoonlijst.csv",
        ("\n".join(phones) + "\n").encode(),
        "telephones of the staff; the last one has eleven digits that pass as a BIS number",
        "other", personal=(m.PERSON, m.PHONE), also=("person_list", "reference_document"),
    )  # fmt: skip
    orders = [["Ordernummer", "Leverancier", "Omschrijving", "Aantal", "Bedrag excl. btw"]]
    goods = ("Bureaustoel", "Kopieerpapier (doos)", "Whiteboard", "Inktpatroon", "Koffie (kg)", "Flipover", "Klasseerkast")
    for index, name in enumerate(goods):
        number = digits(national_number(f"19{61 + 3 * index}-0{1 + index}-1{index}", 911 + 2 * index))
        orders.append([number, ("Kantoorhuis Zuiderkruis", "De Papierboot")[index % 2], name, 2 + index, 19.5 * (index + 1)])
    yield Example(
        f"{_ROOT}bestellingen 2025.xlsx",
        workbook({"Bestellingen": orders}),
        "order numbers of eleven digits that all pass the check of a national number: the heading says what they are",
        "other", also=("invoice",),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Gebouw/onderhoud cv-ketel.txt",
        """Onderhoud cv-ketel gebouw A
===========================

De cv-installatie werd op 4 november 2024 nagekeken door de installateur. De druk in de cv
was gezakt tot 0,8 bar en is opnieuw op 1,6 bar gebracht. De aanvoer staat op 60 °C, de
retour op 45 °C. De brander is gereinigd; het rendement bedraagt 94 %.

Serienummer ketel: 20190412 00871
Meter aardgas (EAN): 541448860001234563
Volgende keuring: vóór 1 november 2026

De thermostaat op de tweede verdieping reageert traag. De ervaring met het vorige toestel
leert dat vooral de voeler het begeeft; die is besteld. Een opleiding voor de huisbewaarder
over de nieuwe sturing volgt in het voorjaar.
""".encode(),
        "'cv' is the central heating here, and the EAN of a meter is no identifier of a person",
        "other", also=("reference_document",),
    )  # fmt: skip
    bare = "\n".join(digits(national_number(f"19{70 + 4 * index}-0{2 + index}-2{index}", 921 + 2 * index)) for index in range(4))
    yield Example(
        f"{_ROOT}Gebouw/meetreeks.txt",
        f"{bare}\n".encode(),
        "numbers without a word beside them: they pass the check, but that alone is at most a note",
        "other", notes=(m.RRN,),
    )  # fmt: skip


def _invoices():
    folder = f"{_ROOT}Facturen/"
    yield Example(
        f"{folder}Factuur 2025-0117.pdf",
        pdf(f"""# Factuur 2025-0117
Kantoorhuis Zuiderkruis bv
Passerlaan 60, 2030 Antwerpen
BTW BE {enterprise(9990107)} – RPR Antwerpen
Klant: Werkpunt vzw, Stationsdreef 100, 2800 Mechelen
Btw-nummer klant: BE {_OUR_NUMBER}
| Factuurdatum | 14 februari 2025 |
| Vervaldatum | 16 maart 2025 |
| Klantnummer | {digits(national_number("1968-02-14", 931))} |
| Uw bestelling | {digits(national_number("1961-01-10", 911))} |
## Omschrijving
| Artikel | Aantal | Prijs | Totaal |
| Bureaustoel, verstelbaar, zwart | 4 | 189,00 | 756,00 |
| Klasseerkast met slot | 1 | 312,50 | 312,50 |
| Levering en montage | 1 | 45,00 | 45,00 |
Totaal excl. btw: 1.113,50 EUR
Btw 21 %: 233,84 EUR
Te betalen: 1.347,34 EUR
Gelieve te betalen op rekening {iban(9995550123)} (BIC VOORBEBB) met de gestructureerde mededeling {communication(5930117202)}.
Bij laattijdige betaling is van rechtswege een interest van 8 % verschuldigd. Klachten worden binnen acht dagen na ontvangst schriftelijk meegedeeld.
""", title="Factuur 2025-0117", author="Kantoorhuis Zuiderkruis bv"),
        "an invoice where a customer number and an order number pass as national numbers, and the structured communication as a card number",
        "invoice", personal=(m.ADDRESS, m.IBAN),
    )  # fmt: skip
    yield Example(
        f"{folder}Facture traducteur 2025-33.pdf",
        pdf(f"""# Facture n° 2025-33
Bureau de traduction Le Mot Juste
Rue de la Tannerie 9, 4000 Liège
TVA BE {enterprise(9990311)}
Client : Werkpunt vzw, Stationsdreef 100, 2800 Mechelen – TVA BE {_OUR_NUMBER}
Date de la facture : 3 mars 2025 – Échéance : 2 avril 2025
## Prestations
| Description | Mots | Montant |
| Traduction du guide d'accueil, néerlandais vers français | 4 120 | 494,40 |
| Relecture du règlement de travail | 2 300 | 92,00 |
| Supplément urgence | – | 50,00 |
Total hors TVA : 636,40 EUR
TVA 21 % : 133,64 EUR
Total à payer : 770,04 EUR
À verser sur le compte {iban(9997770033)}, communication structurée {communication(5920330009)}.
Nos conditions générales figurent au verso. Merci de votre confiance.
""", title="Facture 2025-33", author="Le Mot Juste"),
        "a French invoice with IBAN, TVA number and structured communication",
        "invoice", personal=(m.ADDRESS, m.IBAN),
    )  # fmt: skip
    yield Example(
        f"{folder}oude rekeningen.txt",
        f"""Rekeningnummers van leveranciers (overgenomen uit het boekhoudpakket van 2009)

Drukkerij De Inktpot           rekening {old_account(9990451207)}
Kantoorhuis Zuiderkruis        rekening {old_account(5920118843)}
Busbedrijf Reizigersgeluk      bankrekening nr. {old_account(5900770031)}
Onze eigen rekening            {_OUR_ACCOUNT}

Nakijken welke leveranciers nog bestaan. De oude nummers moeten omgezet worden naar IBAN
vóór we de betalingen overzetten naar het nieuwe pakket.
""".encode(),
        "bank accounts of before 2011 have the shape, the check and here even the first digits of a card number",
        "other", personal=(m.IBAN,), also=("invoice", "reference_document"),
    )  # fmt: skip
