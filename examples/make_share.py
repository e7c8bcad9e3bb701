"""Write the example share and what a scan of it should say: `python examples/make_share.py [FOLDER]`.

Every person, number and address is invented. Check digits are right, so that the examples behave like real ones.
"""

import base64
import sys
from pathlib import Path

import builders as make

HERE = Path(__file__).parent
RRN, CARD, PLACE, MRZ, EID, PHOTO = (
    "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH", "ID_MRZ", "EID_EXPORT", "ID_PHOTO",
)  # fmt: skip


def rrn(birth, order, *, since_2000=False, month=0):
    """Return a number in its printed form; `month` is 20 or 40 for a BIS number."""
    year, months, day = birth.split("-")
    body = f"{year[2:]}{int(months) + month:02d}{day}{order:03d}"
    check = 97 - int(("2" if since_2000 else "") + body) % 97
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{check:02d}"


def card_number(prefix, serial):
    first = f"{prefix:03d}{serial:07d}"
    return f"{first[:3]}-{first[3:]}-{int(first) % 97 or 97:02d}"


def digits(text):
    return "".join(char for char in text if char.isdigit())


def communication(first):
    whole = f"{first:010d}{first % 97 or 97:02d}"
    return f"+++{whole[:3]}/{whole[3:7]}/{whole[7:]}+++"


AN = rrn("1991-04-17", 218)
OMAR = rrn("1987-11-02", 405)
YARA = rrn("2003-06-25", 130, since_2000=True)
TESFAY = rrn("1995-01-01", 77, month=40)
LUC = rrn("1979-09-30", 311)
CARD_AN = card_number(592, 4471203)


def documents():
    """Yield (path, bytes, document class, forbidden entities, coverage)."""
    yield from _clients()
    yield from _identity()
    yield from _staff_and_money()
    yield from _policy_and_decoys()
    yield from _containers_and_broken()


def _clients():
    cv = (
        "Curriculum vitae\nAn Verlinden\nKapelstraat 14, 2800 Mechelen\nan.verlinden@example.be\nGsm 0470 55 21 34\n\nWerkervaring\n"
        "2014 - 2018\tverkoopster kledingzaak\n2018 - heden\tmedewerker onthaal\n\nOpleiding\n2009 - 2013\tkantoor, TSO\n\nTalenkennis\nNederlands moedertaal, Frans goed\n"
    )
    yield "Cliënten/2025/Verlinden_An/CV An Verlinden.docx", make.docx(cv), "cv", [], "full"
    yield (
        "Cliënten/2025/Verlinden_An/CV met rijksregister.docx",
        make.docx(cv.replace("Gsm", f"Rijksregisternummer: {AN}\nGeboren te Mechelen op 17/04/1991\nGsm")),
        "cv",
        [RRN, PLACE],
        "full",
    )
    yield (
        "Cliënten/2025/Verlinden_An/motivatiebrief.docx",
        make.docx(
            "Mechelen, 2 februari 2026\n\nGeachte mevrouw Claes,\n\nNaar aanleiding van uw vacature voor medewerker onthaal stel ik mij kandidaat. "
            "In mijn vorige job ontving ik bezoekers en nam ik de telefoon op.\nGraag licht ik mijn kandidatuur toe in een persoonlijk gesprek.\n\n"
            "Met vriendelijke groeten\nAn Verlinden"
        ),
        "motivation_letter",
        [],
        "full",
    )
    yield (
        "Cliënten/2025/Verlinden_An/diploma secundair.pdf",
        make.pdf(
            "Vlaamse Gemeenschap\n\nDIPLOMA SECUNDAIR ONDERWIJS\n\nDe examencommissie verklaart dat An Verlinden, geboren te Mechelen op 17 april 1991, het diploma "
            "secundair onderwijs behaalde met onderscheiding.\n\nUitgereikt te Mechelen op 30 juni 2009\nDe directeur",
            title="Diploma",
        ),
        "diploma",
        [PLACE],
        "full",
    )
    yield (
        "Cliënten/2025/Verlinden_An/toestemming beeldmateriaal.odt",
        make.odt(
            "Toestemmingsformulier beeldmateriaal\nOndergetekende: An Verlinden\nIk geef toestemming voor foto's en filmpjes tijdens de begeleiding.\n"
            "Ik kan dit altijd intrekken.\nGelezen en goedgekeurd\nHandtekening, 3 februari 2026"
        ),
        "consent_form",
        [],
        "full",
    )
    yield (
        "Cliënten/2025/Benali_Omar/CV Omar.pdf",
        make.pdf(
            "Lebenslauf war gestern, dit is mijn cv.\n\nCurriculum vitae\nOmar Benali\nomar.benali@example.be\n\nWerkervaring\n2008 - 2012 hulpkok\n2012 - 2019 kok\n"
            "2019 - heden chef de partie\n\nOpleiding\n2003 - 2007 hotelschool\n\nTalenkennis\nArabisch moedertaal, Nederlands, Frans"
        ),
        "cv",
        [],
        "full",
    )
    yield (
        "Cliënten/2025/Benali_Omar/intakeverslag.docx",
        make.docx(
            f"Intakeverslag\nCliënt\tOmar Benali\nINSZ\t{digits(OMAR)}\nIKL-nummer\t4417203\nDoorverwezen door\tVDAB\n\nJobdoelwit\nKok in een grootkeuken.\n"
            "Thuissituatie\nWoont samen, twee kinderen.\nDrempels\nGeen rijbewijs, mobiliteit is moeilijk.\nVolgende afspraak\n12 maart 2026\nTrajectbegeleider: Els Bogaert"
        ),
        "guidance_report",
        [RRN],
        "full",
    )
    yield (
        "Cliënten/2025/Benali_Omar/trajectplan.docx",
        make.docx(
            "Trajectplan\nCliënt: Omar Benali\nJobdoelwit: kok in een zorginstelling\n\nStappen naar werk\n1. Cursus Nederlands op de werkvloer\n2. Stage van vier weken\n"
            "Volgende afspraak: 2 april 2026\nBegeleider: Els Bogaert\nHandtekening cliënt en begeleider",
            header="Werkpunt vzw",
        ),
        "guidance_report",
        [],
        "full",
    )
    yield (
        "Cliënten/2025/Benali_Omar/C4.pdf",
        make.pdf(
            f"RVA\nC4 - WERKLOOSHEIDSBEWIJS - ARBEIDSBEWIJS\nIn te vullen door de werkgever\n\nINSZ: {' '.join(digits(OMAR))}\nNaam: Benali Omar\n"
            "In dienst van 01/02/2019 tot 31/12/2025\nJuiste oorzaak van de werkloosheid: herstructurering\nParitair comité: 302\nUitbetalingsinstelling: Hulpkas"
        ),
        "employment_record",
        [RRN],
        "full",
    )
    yield (
        "Cliënten/2025/Haddad_Yara/cv yara.odt",
        make.odt(
            "Curriculum vitae\nYara Haddad\nyara.haddad@example.be\nWerkervaring\n2022 - heden winkelbediende\nOpleiding\n2015 - 2021 moderne talen\nTalenkennis\nArabisch moedertaal"
        ),
        "cv",
        [],
        "full",
    )
    yield (
        "Cliënten/2025/Haddad_Yara/inschrijving.txt",
        (
            f"Inschrijving\nNaam: Haddad Yara\nRijksregisternummer: {digits(YARA)}\nGeboorteplaats: Aleppo\nGeboortedatum: 25/06/2003\n".encode(
                "utf-16"
            )
        ),
        "other",
        [RRN, PLACE],
        "full",
    )
    yield (
        "Cliënten/2025/Haddad_Yara/evaluatie stage.docx",
        make.docx(
            "Evaluatieverslag stage\nNaam: Yara Haddad\nEvaluator: Koen Daems\nEvaluatieperiode: januari 2026\n\nStiptheid\tgoed\nSamenwerking\tzeer goed\nZelfstandigheid\tvoldoende\n"
            "Eindscore\t4/5\n\nEindconclusie\nVoldoet aan de verwachtingen. Ondertekend voor ontvangst."
        ),
        "evaluation_report",
        [],
        "full",
    )
    yield (
        "Cliënten/2024/Tesfay_Mebrat/dossier.html",
        (
            "<!doctype html><html><head><meta charset='utf-8'><title>Dossier</title></head><body><h1>Begeleidingsverslag</h1><table><tr><th>Cliënt</th><td>Tesfay Mebrat</td></tr>"
            f"<tr><th>BIS-nummer</th><td>{TESFAY}</td></tr><tr><th>Geboorteplaats</th><td>Asmara</td></tr></table><p>Jobdoelwit: magazijnier. Drempels: taalniveau.</p>"
            "<p>Volgende afspraak met de consulent op 4 mei.</p></body></html>"
        ).encode(),
        "guidance_report",
        [RRN, PLACE],
        "full",
    )
    yield (
        "Cliënten/2024/Lambert_Luc/CV Luc Lambert.docx",
        make.docx(
            "Luc Lambert\nluc.lambert@example.be\n\nExpérience professionnelle\n1999 - 2008 maçon\n2008 - à ce jour chef d'équipe\n\nFormation\n1994 - 1998 CESS technique\n\n"
            "Langues\nFrançais langue maternelle, néerlandais moyen\nPermis de conduire B"
        ),
        "cv",
        [],
        "full",
    )
    yield (
        "Cliënten/2024/Lambert_Luc/certificat médical.docx",
        make.docx(
            f"Certificat médical\nLe médecin soussigné certifie l'incapacité de travail du patient Luc Lambert du 3 au 17 mars 2025.\nSortie autorisée.\nNuméro national : {LUC}\nINAMI 1-23456-78-901"
        ),
        "medical_report",
        [RRN],
        "full",
    )
    yield (
        "Cliënten/2024/Lambert_Luc/attestation formation.pdf",
        make.pdf(
            "Attestation de participation\n\nLuc Lambert a suivi la formation premiers secours.\nNombre d'heures : 16\nFormateur : P. Jacob\nNamur, le 4 juin 2024"
        ),
        "training_record",
        [],
        "full",
    )
    yield (
        "Cliënten/2024/Weber_Anna/Lebenslauf.docx",
        make.docx(
            "Lebenslauf\nAnna Weber\nBerufserfahrung\n2006 - 2015 Buchhalterin\n2015 - heute Sachbearbeiterin\nAusbildung\n2002 - 2006 Handelsschule\nSprachkenntnisse\nDeutsch Muttersprache\nGeboren am 14.12.1984 in Eupen"
        ),
        "cv",
        [PLACE],
        "full",
    )


def _identity():
    front = [
        (40, 30, 30, "BELGIË  BELGIQUE  BELGIEN  BELGIUM"), (40, 70, 24, "IDENTITEITSKAART  CARTE D'IDENTITÉ  IDENTITY CARD"),
        (40, 150, 20, "Naam / Name"), (40, 176, 30, "Verlinden"), (40, 230, 20, "Voornamen / Given names"), (40, 256, 30, "An"),
        (40, 310, 20, "Geboorteplaats en -datum / Place and date of birth"), (40, 336, 28, "Mechelen 17 APR 1991"),
        (40, 390, 20, "Kaartnr. / Card No."), (40, 416, 28, CARD_AN), (40, 560, 20, "VOORBEELD - EXAMPLE - GETEKEND"),
    ]  # fmt: skip
    line1 = f"IDBEL{digits(CARD_AN)[:9]}<{digits(CARD_AN)[9:]}4".ljust(30, "<")
    zone = [line1, f"9104170F3001018BEL{digits(AN)}4", "VERLINDEN<<AN".ljust(30, "<")]
    zone[1] = f"910417{_check('910417')}F300101{_check('300101')}BEL{digits(AN)}0"
    back = [(40, 80, 22, f"Identificatienummer van het Rijksregister {AN}")] + [
        (40, 430 + 50 * number, 40, row) for number, row in enumerate(zone)
    ]
    yield "Scans/identiteitskaart An voorkant.png", make.card(front), None, None, None
    yield "Scans/identiteitskaart An achterkant.png", make.card(back, face=False), None, None, None
    yield (
        "Scans/verslag gescand.pdf",
        make.scanned(
            f"Gespreksverslag\n\nCliënt: Omar Benali\nRijksregisternummer {OMAR}\nDatum: 12 februari 2026\n\nWe bespraken de zoektocht naar een job als kok.\nVolgende afspraak: 12 maart."
        ),
        None,
        None,
        None,
    )
    yield (
        "Scans/mrz overgetypt.txt",
        ("Achterkant van de kaart:\n" + "\n".join(zone) + "\n").encode(),
        "id_card_copy",
        [MRZ, RRN, CARD],
        "full",
    )
    photo = make.picture((140, 200), lambda pen, font: pen.ellipse((35, 40, 105, 130), fill=120), "JPEG", grey=True)
    yield (
        f"Scans/{YARA}.eid",
        (
            f'<?xml version="1.0" encoding="UTF-8"?><eid version="4.1"><identity nationalnumber="{digits(YARA)}" dateofbirth="20030625" gender="female">'
            "<name>Haddad</name><firstname>Yara</firstname><nationality>Belg</nationality><placeofbirth>Aleppo</placeofbirth>"
            f'<photo>{base64.b64encode(photo).decode()}</photo></identity><card documenttype="belgian_citizen" cardnumber="{digits(card_number(592, 9920114))}"/>'
            "<address><streetandnumber>Stationsstraat 3</streetandnumber><zip>9000</zip><municipality>Gent</municipality></address></eid>"
        ).encode(),
        "id_card_copy",
        [EID, RRN, PLACE, PHOTO, CARD],
        "full",
    )
    yield (
        "Scans/kaartgegevens.docx",
        make.docx(
            f"Gegevens van de kaart\nNaam\tVerlinden An\nKaartnummer\t{CARD_AN}\nGeldig van - tot\t01/01/2020 - 01/01/2030"
        ),
        None,
        [CARD],
        "full",
    )
    yield (
        "Scans/teamdag.jpg",
        make.picture(
            (800, 500),
            lambda pen, font: [pen.ellipse((90 * n, 150, 90 * n + 70, 240), fill=(180, 140, 120)) for n in range(1, 8)],
            "JPEG",
        ),
        None,
        None,
        None,
    )


def _check(field):
    return sum(int(char) * (7, 3, 1)[index % 3] for index, char in enumerate(field)) % 10


def _staff_and_money():
    yield (
        "HR/functioneringsgesprek Lien Maes.docx",
        make.docx(
            "Verslag functioneringsgesprek\nMedewerker\tLien Maes\nLeidinggevende\tTom Wouters\nDatum gesprek\t12/03/2025\n\nTerugblik\nEen druk jaar met veel nieuwe dossiers.\nSterke punten\n"
            "Luistert goed en werkt nauwkeurig.\nWerkpunten\nVerslagen sneller afronden.\nAfspraken\nVolgt een opleiding dossierbeheer.\nVoor akkoord, handtekening"
        ),
        "performance_review",
        [],
        "full",
    )
    yield (
        "HR/arbeidsovereenkomst Lien Maes.docx",
        make.docx(
            "ARBEIDSOVEREENKOMST VOOR BEDIENDEN van onbepaalde duur\nTussen de ondergetekenden: Werkpunt vzw, hierna genoemd de werkgever, en Lien Maes, geboren te Lier op 03/08/1990, wonende te "
            "Duffel, hierna genoemd de werknemer, wordt overeengekomen:\nArtikel 1. De werknemer treedt in dienst op 1 september 2020.\nArtikel 2. Het bruto maandloon bedraagt 2.750 EUR.\n"
            "Opgemaakt in twee exemplaren te Mechelen op 20 augustus 2020. Gelezen en goedgekeurd."
        ),
        "employment_contract",
        [PLACE],
        "full",
    )
    yield (
        "HR/loonbrief 2026-01 Maes.pdf",
        make.pdf(
            f"LOONBRIEF januari 2026\nWerknemer: Lien Maes\nINSZ: {rrn('1990-08-03', 224)}\n\nBruto 2.750,00 EUR\nRSZ 13,07 % 359,43 EUR\nBedrijfsvoorheffing 430,12 EUR\nNetto 1.960,45 EUR\nParitair comité 329"
        ),
        "payslip",
        [RRN],
        "full",
    )
    yield (
        "Administratie/Facturen/factuur 2026-018.pdf",
        make.pdf(
            f"FACTUUR\nFactuurnummer 2026-018\nKlantnummer 85073003328\nOndernemingsnummer BE 0123.456.749\nFactuurdatum 02/02/2026\nVervaldatum 04/03/2026\nTotaal excl. btw 400,00 EUR\n"
            f"Btw 21 % 84,00 EUR\nTe betalen 484,00 EUR\nIBAN BE68 5390 0754 7034\nGestructureerde mededeling {communication(1234567890)}"
        ),
        "invoice",
        [],
        "full",
    )
    yield (
        "Administratie/Facturen/oude rekening.txt",
        b"Betaling op rekening 539-0075470-34\nReferentie 85073003328\nBedrag 120,00 EUR\n",
        "other",
        [],
        "full",
    )
    yield "Administratie/klanten 2025.xlsx", make.xlsx([
        ["Naam", "Voornaam", "Geboortedatum", "INSZ", "Gsm"], ["Verlinden", "An", "17/04/1991", int(digits(AN)), "0470 55 21 34"],
        ["Benali", "Omar", "02/11/1987", int(digits(OMAR)), "0470 55 21 35"], ["Haddad", "Yara", "25/06/2003", int(digits(YARA)), "0470 55 21 36"],
        ["Lambert", "Luc", "30/09/1979", float(digits(LUC)), "0470 55 21 37"],
    ]), "person_list", [RRN], "full"  # fmt: skip
    yield (
        "Administratie/export deelnemers.csv",
        (
            "naam;voornaam;geboortedatum;geboorteplaats;e-mail\nVerlinden;An;17/04/1991;Mechelen;an@example.be\nBenali;Omar;02/11/1987;Tétouan;omar@example.be\n"
            "Haddad;Yara;25/06/2003;Aleppo;yara@example.be\nLambert;Luc;30/09/1979;Namur;luc@example.be\n"
        ).encode("cp1252"),
        "person_list",
        [PLACE],
        "full",
    )
    yield (
        "Administratie/telefoonlijst.csv",
        b"Dienst;Telefoon;Gsm\nOnthaal;015 20 30 40;+32 470 00 28 36\nBoekhouding;015 20 30 41;0470 12 34 56\nDirectie;015 20 30 42;0032470123456\n",
        "other",
        [],
        "full",
    )
    yield (
        "Administratie/api.json",
        (
            '{"personen": [{"naam": "Verlinden", "insz": "%s", "ikl": 4417203}], "ordernummer": "85073003328"}' % digits(AN)
        ).encode(),
        "other",
        [RRN],
        "full",
    )
    yield (
        "Administratie/europass.xml",
        (
            b"<?xml version='1.0' encoding='UTF-8'?><Candidate><Name>Yara Haddad</Name><Birth><PlaceOfBirth>Aleppo</PlaceOfBirth></Birth></Candidate>"
        ),
        "other",
        [PLACE],
        "full",
    )


def _policy_and_decoys():
    yield (
        "Beleid/privacyverklaring.docx",
        make.docx(
            "Privacyverklaring\nDe verwerkingsverantwoordelijke bewaart persoonsgegevens zolang dat nodig is. Wij verwerken in geen geval uw rijksregisternummer, uw geboorteplaats, het nummer of de foto van uw "
            "identiteitskaart.\nDe bewaartermijn en de rechtsgrond staan in het verwerkingsregister. Elke betrokkene heeft recht op inzage (AVG)."
        ),
        "reference_document",
        [],
        "full",
    )
    yield (
        "Beleid/sjabloon evaluatieverslag.docx",
        make.docx(
            "Evaluatieverslag (sjabloon)\nNaam: ......................\nGeboren te .................... op ....................\nRijksregisternummer: ..-..-..-...-..\nEvaluator: ....................\nEindscore: ........\nEindconclusie: ............................"
        ),
        "reference_document",
        [],
        "full",
    )
    yield (
        "Beleid/draaiboek intake.docx",
        make.docx(
            "Draaiboek intake, versie 3\nHandleiding voor begeleiders bij perceel 2 van het bestek.\nInhoudstafel\nHoofdstuk 1: het intakegesprek en het trajectplan\nHoofdstuk 2: de gunningscriteria\nVraag nooit een kopie van de identiteitskaart."
        ),
        "reference_document",
        [],
        "full",
    )
    yield (
        "Beleid/vacature jobcoach.docx",
        make.docx(
            "VACATURE jobcoach\nJouw functie: je begeleidt werkzoekenden naar werk. Je voert intakegesprekken en je schrijft verslagen.\nJouw profiel: je hebt ervaring, je bent stipt, je spreekt vlot Nederlands.\n"
            "Wij bieden: een contract van onbepaalde duur en een aantrekkelijk loonpakket.\nSolliciteer nu: stuur je cv en motivatiebrief."
        ),
        "vacancy",
        [],
        "full",
    )
    yield (
        "Beleid/notulen teamoverleg.docx",
        make.docx(
            "Notulen teamoverleg 4 maart 2026\nAanwezig: Els, Tom, Koen\nVerontschuldigd: Lien\nAgenda\n1. Goedkeuring vorig verslag\n2. Planning van de lente\nRondvraag\nGeen punten.\nVolgende vergadering: 8 april"
        ),
        "minutes",
        [],
        "full",
    )
    yield (
        "Beleid/verwarming.txt",
        b"Onderhoud van de cv-ketel (centrale verwarming): bel 015 20 30 40.\nGeboren verkoper gezocht? Nee, een technieker in Gent.\n",
        "other",
        [],
        "full",
    )
    yield (
        "Beleid/metingen.csv",
        b"tijdstip;waarde;lat;lon\n20230115123045;12.5;51.85073003328;4.40\n20230115123145;12.6;51.85073003329;4.41\n20230115123245;12.7;51.85073003330;4.42\n",
        "other",
        [],
        "full",
    )


def _containers_and_broken():
    cv = make.docx(
        f"Curriculum vitae\nTesfay Mebrat\nRijksregisternummer {TESFAY}\nWerkervaring\n2016 - 2020 magazijnier\n2020 - heden heftruckchauffeur\nOpleiding\n2010 - 2014 mechanica"
    )
    yield (
        "Mailarchief/cv van Tesfay.eml",
        make.eml("CV Tesfay Mebrat", "Dag Els,\n\nIn bijlage de cv.\n\nGroeten", {"cv tesfay.docx": cv}),
        "cv",
        [RRN],
        "full",
    )
    inner = make.eml("Kopie", f"Mijn rijksregisternummer is {LUC}.", sender="luc.lambert@example.be")
    yield "Mailarchief/doorgestuurd.eml", make.eml("FW: Kopie", "Zie hieronder.", {"bericht.eml": inner}), "other", [RRN], "full"
    yield (
        "Mailarchief/afspraak.eml",
        make.eml(
            "Afspraak donderdag",
            "Dag An,\n\nTot donderdag om 10 uur. Breng je identiteitskaart mee, we nemen er geen kopie van.\n\nEls",
        ),
        "other",
        [],
        "full",
    )
    yield "Oud/dossiers 2019.zip", make.zipped({
        "janssens/cv.docx": cv, "janssens/attest.txt": "Attest van deelname\nP. Janssens nam deel aan de bijscholing Excel. Aantal uren: 12. Lesgever: E. Smets\n",
        f"{digits(LUC)}.txt": "leeg dossier\n",
    }), "training_record", [RRN], "full"  # fmt: skip
    yield "Oud/beveiligd.pdf", make.pdf("Geheim verslag", password="werkpunt"), "other", [], "none"
    yield "Oud/afgebroken.docx", cv[: len(cv) // 2], "other", [], "none"
    yield "Oud/leeg.docx", b"", "other", [], "full"
    yield "Oud/opname.wav", b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00" + bytes(400), "other", [], "none"


def write(folder):
    """Write the share into a folder; return the expected verdicts as YAML text."""
    expected = "# What a scan of examples/share should say; pictures and scans without text layer are left open.\n"
    for path, data, document_class, forbidden, coverage in documents():
        target = Path(folder) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        name = '"' + path.replace('"', '\\"') + '"'
        values = [f"class: {document_class}"] if document_class else []
        values += [f"forbidden: [{', '.join(sorted(forbidden))}]"] if forbidden is not None else []
        values += [f"coverage: {coverage}"] if coverage else []
        expected += f"{name}: {{{', '.join(values)}}}\n"
    return expected


if __name__ == "__main__":
    (HERE / "expected.yaml").write_text(write(sys.argv[1] if len(sys.argv) > 1 else HERE / "share"), encoding="utf-8")
