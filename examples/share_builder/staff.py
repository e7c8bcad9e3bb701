"""The folder of the personnel office."""

from __future__ import annotations

from share_builder import model as m
from share_builder.model import Example
from share_builder.numbers import enterprise
from share_builder.package import word
from share_builder.paper import pdf
from share_builder.people import HILDE, KOEN, LIEN, words

_ROOT = "HR/"


def examples():
    """Yield a contract, a payslip, two kinds of review, a vacancy and a blank form."""
    yield from _file_of_lien()
    yield from _reviews()
    yield from _without_people()


def _file_of_lien():
    yield Example(
        f"{_ROOT}Maes Lien/Arbeidsovereenkomst bediende.docx",
        word(f"""# Arbeidsovereenkomst voor bedienden
onbepaalde duur – voltijds
Tussen de ondergetekenden:
enerzijds Werkpunt vzw, met zetel te 2800 Mechelen, Stationsdreef 100, ondernemingsnummer {enterprise(9990002)}, vertegenwoordigd door {HILDE.name}, directeur, hierna 'de werkgever' genoemd,
en anderzijds {LIEN.name}, geboren te {LIEN.place} op {words(LIEN.birth)}, wonende te {LIEN.address}, hierna 'de werknemer' genoemd,
wordt overeengekomen wat volgt.
## Artikel 1 – Functie
De werknemer wordt in dienst genomen als jobcoach. De functiebeschrijving is als bijlage gevoegd en kan na overleg worden aangepast.
## Artikel 2 – Aanvang en duur
De overeenkomst gaat in op 1 september 2020 en wordt gesloten voor onbepaalde duur.
## Artikel 3 – Arbeidsduur en plaats
De wekelijkse arbeidsduur bedraagt 38 uur, volgens het uurrooster in het arbeidsreglement. De plaats van tewerkstelling is Mechelen; verplaatsingen naar werkgevers en cliënten behoren tot de functie.
## Artikel 4 – Loon
Het bruto maandloon bedraagt 2.968,40 EUR volgens de schalen van paritair comité 329.01. Het loon wordt maandelijks gestort op het rekeningnummer dat de werknemer opgeeft.
## Artikel 5 – Ziekte
Bij arbeidsongeschiktheid verwittigt de werknemer de werkgever vóór negen uur en bezorgt binnen twee werkdagen een geneeskundig getuigschrift.
## Artikel 6 – Vertrouwelijkheid
De werknemer verbindt zich ertoe alles wat hij over cliënten verneemt vertrouwelijk te behandelen, ook na het einde van deze overeenkomst. Gegevens van cliënten worden alleen bewaard op de server van de organisatie.
## Artikel 7 – Einde
De overeenkomst kan worden beëindigd volgens de wet van 3 juli 1978 betreffende de arbeidsovereenkomsten.
Opgemaakt te Mechelen op 20 augustus 2020 in twee exemplaren, waarvan elke partij erkent er één te hebben ontvangen.
| De werkgever | De werknemer |
| gelezen en goedgekeurd, H. Claes | gelezen en goedgekeurd, L. Maes |
""", author=HILDE.name),
        "a contract with the usual clause 'geboren te … op …, wonende te …'; the article on illness says nothing of her health",
        "employment_contract", (m.POB,), personal=(m.PERSON, m.ADDRESS, m.BIRTH),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Maes Lien/Loonbrief 2025-02.pdf",
        pdf(f"""# Loonbrief februari 2025
Werkgever: Werkpunt vzw, Stationsdreef 100, 2800 Mechelen – paritair comité 329.01
| Werknemer | {LIEN.reversed} |
| Adres | {LIEN.address} |
| INSZ | {LIEN.rrn} |
| Functie | jobcoach, voltijds |
| In dienst sinds | 1 september 2020 |
| Barema | L1, anciënniteit 8 jaar |
## Berekening
| Omschrijving | Dagen | Bedrag |
| Gewone dagen | 19 | 3.241,17 |
| Feestdag of inhaalrust | 1 | 170,59 |
| Brutoloon | 20 | 3.411,76 |
| RSZ werknemer 13,07 % | | -445,92 |
| Belastbaar | | 2.965,84 |
| Bedrijfsvoorheffing | | -634,90 |
| Bijzondere bijdrage sociale zekerheid | | -22,05 |
| Terugbetaling verplaatsing met de fiets | | 64,80 |
| Nettoloon | | 2.373,69 |
Gestort op rekening {LIEN.account}
Saldo wettelijke vakantie: 18 dagen. Saldo inhaalrust: 6,5 uur.
""", title="Loonbrief"),
        "a payslip: the employer must know the number, yet its place is the payroll file",
        "payslip", (m.RRN,), personal=(m.PERSON, m.ADDRESS, m.IBAN),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Maes Lien/Functioneringsverslag 2024.docx",
        word(f"""# Verslag functioneringsgesprek
| Medewerker | {LIEN.name} |
| Functie | jobcoach |
| Leidinggevende | {HILDE.name} |
| Datum van het gesprek | 12 december 2024 |
| Vorig gesprek | 7 december 2023 |
## Terugblik op het voorbije jaar
Lien begeleidde 34 dossiers, waarvan er 21 tot een contract van minstens drie maanden leidden. De overstap naar het nieuwe registratiesysteem kostte haar in het voorjaar veel tijd. Sinds de zomer loopt de registratie vlot en helpt ze ook collega's.
## Sterke punten
- Bouwt snel vertrouwen op bij werkgevers en durft een moeilijk gesprek voeren
- Deelt kennis in het team, schreef een korte handleiding over stages
- Blijft rustig bij onverwachte wendingen
## Werkpunten
- Verslagen binnen de drie werkdagen afronden
- Tijdig hulp vragen wanneer een dossier vastloopt
## Beleving van de medewerker
Lien vindt haar werk boeiend en voelt zich thuis in het team. De combinatie van twee regio's vraagt veel verplaatsingen; ze wil bekijken of de dossiers anders verdeeld kunnen worden. Ze waardeert de open sfeer en vraagt meer tijd voor intervisie.
## Afspraken en ontwikkeling
| Afspraak | Tegen |
| Opleiding oplossingsgericht coachen (drie dagen) | juni 2025 |
| Herverdeling dossiers Kempen bespreken | februari 2025 |
| Intervisie om de zes weken | doorlopend |
Volgend functioneringsgesprek: december 2025.
Voor akkoord – medewerker en leidinggevende
""", author=HILDE.name),
        "a report of a performance talk; allowed with a retention period",
        "performance_review", personal=(m.PERSON,),
    )  # fmt: skip


def _reviews():
    yield Example(
        f"{_ROOT}Daems Koen/Evaluatieverslag 2024.docx",
        word(f"""# Evaluatieverslag 2024
| Naam | {KOEN.name} |
| Functie | consulent outplacement |
| Evaluator | {HILDE.name} |
| Evaluatieperiode | 1 januari tot 31 december 2024 |
## Doelstellingen en resultaten
| Doelstelling | Resultaat | Beoordeling |
| Twintig nieuwe kandidaten opstarten | 23 | overtroffen |
| 70 % vindt werk binnen het jaar | 66 % | net niet behaald |
| Tevredenheid van kandidaten minstens 8 op 10 | 8,6 | behaald |
| Dossiers afgesloten binnen dertig dagen | 58 % | niet behaald |
## Competenties
Klantgerichtheid: zeer goed. Samenwerken: goed. Plannen en organiseren: te verbeteren. Vakkennis: zeer goed.
## Motivering van de beoordeling
Koen is een ervaren consulent die kandidaten na een collectief ontslag opnieuw moed geeft. De cijfers voor tewerkstelling zijn, gezien de sluitingen in de textiel, sterk. Zijn afgesloten dossiers blijven te lang open staan, waardoor facturen laat vertrekken. Dat werd al in 2023 besproken.
## Eindconclusie
Gunstig. Er wordt een opvolggesprek gepland in juni 2025 over de administratieve afhandeling. Er is geen invloed op de verloning.
## Opmerkingen van de medewerker
Ik ga akkoord met de beoordeling. Ik wens wel te vermelden dat twee collega's langdurig afwezig waren en dat ik hun kandidaten overnam.
Ondertekend voor kennisneming, Mechelen, 23 januari 2025
""", author=HILDE.name),
        "an evaluation report, which is another kind than the performance talk",
        "evaluation_report", personal=(m.PERSON,),
    )  # fmt: skip


def _without_people():
    yield Example(
        f"{_ROOT}Vacatures/Vacature jobcoach.docx",
        word("""# Vacature: jobcoach (m/v/x), 80 %
Werkpunt vzw begeleidt mensen die moeilijker hun weg vinden naar werk. Voor ons team in Mechelen zoeken we een jobcoach.
## Functieomschrijving
Je begeleidt werknemers met een arbeidsbeperking op de werkvloer en ondersteunt hun leidinggevende. Je volgt een twintigtal dossiers op, van de eerste werkdag tot een jaar later. Mensen met een psychische kwetsbaarheid, een burn-out of een autismespectrumstoornis behoren tot je doelgroep.
## Jouw profiel
- Je hebt een bachelordiploma in een sociale richting of gelijkwaardige ervaring.
- Je kent de maatregelen voor personen met een arbeidsbeperking (VOP, BTOM).
- Je spreekt vlot Nederlands; kennis van Arabisch, Turks of Frans is een troef.
- Je hebt een rijbewijs B en een wagen.
## Wij bieden
- Een contract van onbepaalde duur volgens paritair comité 329.01
- Maaltijdcheques, fietsvergoeding en twintig extra verlofdagen vanaf 45 jaar
- Vorming en intervisie in een team van achttien collega's
## Interesse?
Solliciteer nu: stuur je cv en een motivatiebrief vóór 30 april naar jobs@werkpunt.example.org. De gesprekken vinden plaats in de week van 12 mei. Iedereen krijgt gelijke kansen, ongeacht afkomst, geloof, leeftijd of geaardheid.
""", author=HILDE.name),
        "a vacancy: health words, origin and belief describe a target group and a promise, no person",
        "vacancy", personal=(m.MAIL,),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Sjablonen/Sjabloon arbeidsovereenkomst.docx",
        word("""# Arbeidsovereenkomst voor bedienden (sjabloon)
Vul de gegevens tussen haken in en verwijder deze regel.
Tussen Werkpunt vzw, vertegenwoordigd door [naam directeur], hierna 'de werkgever',
en [naam en voornaam], geboren te ……………………… op ………………………, wonende te ……………………………………………, rijksregisternummer ……………………………,
hierna 'de werknemer', wordt overeengekomen:
## Artikel 1
De werknemer wordt aangeworven als [functie], vanaf [datum].
## Artikel 2
De wekelijkse arbeidsduur bedraagt [aantal] uur. Het bruto maandloon bedraagt [bedrag] EUR.
## Artikel 3
Bij ziekte bezorgt de werknemer binnen twee werkdagen een geneeskundig getuigschrift.
Opgemaakt te ……………………… op ……………………… in twee exemplaren.
| De werkgever | De werknemer |
| ……………………… | ……………………… |
"""),
        "a blank contract: 'geboren te ……… op ………' and an empty number are no data",
        "reference_document", also=("employment_contract",),
    )  # fmt: skip
