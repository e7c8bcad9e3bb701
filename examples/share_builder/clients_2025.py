"""The folders of clients whose guidance began in 2025."""

from __future__ import annotations

import json

from share_builder import model as m
from share_builder.model import Example
from share_builder.numbers import riziv
from share_builder.package import odt, word
from share_builder.paper import pdf
from share_builder.people import DAWIT, ELS, GRACE, KOEN, LIEN, LINH, MAGDA, RANIA, RUDY, SAMIRA, words
from share_builder.pictures import encoded, portrait

_ROOT = "Cliënten/2025/"


def examples():
    """Yield the documents of Grace, Dawit, Rania, Linh, Rudy and Magdalena."""
    yield from _grace()
    yield from _dawit()
    yield from _rania()
    yield from _linh()
    yield from _rudy()
    yield from _magda()


def _grace():
    folder = f"{_ROOT}Okonkwo_Grace/"
    yield Example(
        f"{folder}CV Grace Okonkwo (Europass).docx",
        word(f"""# Curriculum Vitae
Europass
## Personal information
| Surname / First name | {GRACE.reversed} |
| Address | {GRACE.address} |
| Telephone | {GRACE.phone} |
| E-mail | {GRACE.mail} |
| Date and place of birth | {words(GRACE.birth, "en")}, {GRACE.place} (Nigeria) |
| Nationality | Nigerian |
## Desired employment
Laboratory technician or quality assistant in the food industry
## Work experience
| 2018 – 2024 | Quality assistant, Bright Harvest Foods Ltd. Daily sampling, hygiene audits, training of line operators, reports to the plant manager. |
| 2012 – 2018 | Laboratory technician, state water corporation. Microbiological analysis, calibration of equipment, stock control. |
## Education and training
| 2007 – 2011 | Bachelor of Science in Microbiology. Degree recognised by NARIC Flanders as academic bachelor. |
| 2024 – 2025 | Dutch for newcomers, level B1, Centre for Adult Education |
## Personal skills
| Mother tongue | Igbo, English |
| Other languages | Dutch B1, French A2 |
| Computer skills | Spreadsheets, laboratory information systems |
| Driving licence | B |
## Additional information
References available on request. Available from May 2025, also for shift work.
""", author=GRACE.name),
        "an English CV in the old Europass model, which asks for the place of birth",
        "cv", (m.POB,), personal=(m.PERSON, m.ADDRESS, m.PHONE, m.MAIL, m.BIRTH, m.NATIONALITY),
    )  # fmt: skip
    yield Example(
        f"{folder}Cover letter quality assistant.docx",
        word(f"""{GRACE.name}
{GRACE.address}
{GRACE.mail}

Vilvoorde, 3 April 2025

Dear hiring manager,

I am writing to apply for the position of quality assistant at your bakery in Zemst. Your advertisement asks for someone who is precise, is not afraid of an early start and can talk to people on the line. I believe that describes me well.
For six years I was responsible for daily sampling and hygiene audits in a plant of ninety people. When complaints about packaging rose, I mapped where the seals failed and proposed a check every hour; within a month complaints had fallen by half. I enjoy that part of the work most: measuring first, then convincing.
I moved to Belgium in 2023 and passed the Dutch B1 examination in February. I still make mistakes, but I make them out loud and learn from them.
Please find my curriculum vitae enclosed. I would welcome the opportunity to discuss my application in an interview.

Yours faithfully,
{GRACE.name}
""", author=GRACE.name),
        "a clean English letter",
        "motivation_letter", personal=(m.PERSON, m.ADDRESS, m.MAIL),
    )  # fmt: skip


def _dawit():
    folder = f"{_ROOT}Tesfaye_Dawit/"
    page = f"""<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Begeleidingsverslag</title>
<style>body {{ font-family: sans-serif }} td, th {{ border: 1px solid #999; padding: 4px }}</style></head>
<body><h1>Begeleidingsverslag</h1>
<table><tr><th>Cli&euml;nt</th><td>{DAWIT.name}</td></tr>
<tr><th>BIS-nummer</th><td>{DAWIT.rrn}</td></tr>
<tr><th>Geboorteplaats</th><td>{DAWIT.place}</td></tr>
<tr><th>Telefoon</th><td>{DAWIT.phone}</td></tr>
<tr><th>Trajectbegeleider</th><td>{SAMIRA.name}</td></tr></table>
<h2>Gesprek van 14 april 2025</h2>
<p>Dawit volgt sinds januari de cursus Nederlands, niveau A2, en is er elke les bij. In de voormiddag werkt hij als vrijwilliger
in een fietsherstelplaats. Zijn jobdoelwit blijft magazijnier; op langere termijn wil hij vrachtwagenchauffeur worden.</p>
<p>De stage bij de kringwinkel verliep goed. Hij werkte nauwkeurig en vroeg uitleg wanneer hij iets niet begreep. De ploegbaas
wil hem graag terug voor een opleiding op de werkvloer van drie maanden.</p>
<h2>Drempels</h2>
<p>Het taalniveau is nog laag voor instructies aan de telefoon. Zijn rijbewijs wordt niet omgewisseld, hij moet opnieuw examen doen.</p>
<h2>Afspraken</h2>
<ul><li>Dawit schrijft zich in voor het theoretisch examen.</li><li>{SAMIRA.name} belt met de kringwinkel.</li></ul>
<p>Volgende afspraak: 5 mei 2025, 14 uur.</p></body></html>
"""
    yield Example(
        f"{folder}begeleidingsverslag april.html",
        page.encode(),
        "a saved web page with a BIS number (month 41) in a table and a birthplace",
        "guidance_report", (m.RRN, m.POB), personal=(m.PERSON, m.PHONE),
    )  # fmt: skip
    yield Example(
        f"{folder}inschrijvingsfiche.txt",
        f"""INSCHRIJVINGSFICHE WERKPUNT VZW\r
\r
Naam:                {DAWIT.reversed}\r
Adres:               {DAWIT.address}\r
Telefoon:            {DAWIT.phone}\r
E-mail:              {DAWIT.mail}\r
INSZ:                {DAWIT.plain}\r
Datum inschrijving:  13/01/2025\r
\r
Toegewezen aan {SAMIRA.name}. De cliënt brengt bij het eerste gesprek zijn attesten\r
van de inburgeringscursus mee. Voorkeur voor afspraken in de namiddag.\r
""".encode("utf-16"),
        "a text file in UTF-16 with the same BIS number, plain and behind the label INSZ",
        "guidance_report", (m.RRN,), personal=(m.PERSON, m.ADDRESS, m.PHONE, m.MAIL), also=("other",),
    )  # fmt: skip


def _rania():
    folder = f"{_ROOT}Haddad_Rania/"
    yield Example(
        f"{folder}Europass CV Rania Haddad.xml",
        f"""<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.example.org/Europass" locale="nl">
  <DocumentInfo><DocumentType>ECV</DocumentType><CreationDate>2025-02-17T08:40:00Z</CreationDate></DocumentInfo>
  <LearnerInfo>
    <Identification>
      <PersonName><FirstName>{RANIA.given}</FirstName><Surname>{RANIA.surname}</Surname></PersonName>
      <ContactInfo><Address><AddressLine>{RANIA.street}</AddressLine><PostalCode>9000</PostalCode><Municipality>Gent</Municipality></Address>
        <Email>{RANIA.mail}</Email><Telephone>{RANIA.phone}</Telephone></ContactInfo>
      <Demographics><Birthdate>{RANIA.birth}</Birthdate><PlaceOfBirth>{RANIA.place}</PlaceOfBirth></Demographics>
    </Identification>
    <Headline>Gewenste functie: apothekersassistent</Headline>
    <WorkExperienceList>
      <WorkExperience><Period>2022 - heden</Period><Position>Winkelbediende</Position><Employer>Kruidenierszaak De Peperbol, Gent</Employer>
        <Activities>Kassa, bestellingen, klanten adviseren in het Nederlands, Arabisch en Engels.</Activities></WorkExperience>
    </WorkExperienceList>
    <EducationList>
      <Education><Period>2016 - 2022</Period><Title>Diploma secundair onderwijs, techniek-wetenschappen</Title></Education>
    </EducationList>
    <Skills><MotherTongue>Arabisch</MotherTongue><ForeignLanguage>Nederlands C1</ForeignLanguage><ForeignLanguage>Engels B2</ForeignLanguage></Skills>
  </LearnerInfo>
</SkillsPassport>
""".encode(),
        "a CV as Europass exports it in XML, with the birthplace in an element of its own",
        "cv", (m.POB,), personal=(m.PERSON, m.MAIL, m.PHONE, m.BIRTH), also=("other",),
    )  # fmt: skip
    record = {
        "export": {"bron": "Mijn Loopbaan voor Partners", "tijdstip": "2025-03-10T09:30:00+01:00", "aantal": 1},
        "klanten": [
            {
                "ikl": RANIA.ikl,
                "naam": RANIA.surname,
                "voornaam": RANIA.given,
                "rijksregisternummer": RANIA.plain,
                "geboortedatum": RANIA.birth,
                "nationaliteit": "Syrische",
                "contact": {"email": RANIA.mail, "gsm": RANIA.phone, "adres": RANIA.address},
                "traject": {"soort": "TWE", "start": "2025-02-03", "einde": None, "begeleider": ELS.name},
                "acties": [
                    {"datum": "2025-02-03", "tekst": "Intake gevoerd, zoekt werk als apothekersassistent."},
                    {"datum": "2025-02-17", "tekst": "Cv nagelezen en twee vacatures bezorgd."},
                    {"datum": "2025-03-03", "tekst": "Infosessie avondonderwijs gevolgd, start in september."},
                ],
            }
        ],
    }
    yield Example(
        f"{folder}loopbaanexport.json",
        json.dumps(record, ensure_ascii=False, indent=2).encode(),
        "an export from another system: the number as a value whose key is the label; it starts with a zero",
        "guidance_report", (m.RRN,), personal=(m.PERSON, m.MAIL, m.PHONE, m.BIRTH, m.IKL, m.NATIONALITY),
        also=("other", "person_list"),
    )  # fmt: skip


def _linh():
    folder = f"{_ROOT}Nguyen_Linh/"
    face = encoded(portrait((240, 320), ("#e4ece9", "#e3b98f", "#22201f"), grey=False), "JPEG", quality=80)
    yield Example(
        f"{folder}CV Linh Nguyen met foto.pdf",
        pdf(f"""# {LINH.name}
Grafisch vormgever in wording
{LINH.address}
{LINH.phone}
{LINH.mail}
## Werkervaring
2023 – 2024: medewerker drukvoorbereiding, Drukkerij De Inktpot, Kortrijk. Bestanden nakijken, proeven maken, klanten begeleiden.
2021 – 2023: jobstudent en flexijobber in fotozaak Lichtval. Portretten bewerken, toonbank en webwinkel.
Vrijwilligerswerk: affiches en website voor jeugdhuis De Vonk
## Opleiding
2019 – 2022: graduaat in de digitale vormgeving
2013 – 2019: grafische communicatie, TSO
## Vaardigheden
Vectortekenen, opmaak voor druk en web, fotografie, basis van html en css
## Talenkennis
Nederlands: moedertaal. Vietnamees: moedertaal. Engels: vlot. Frans: goed.
## Portfolio
Een selectie van mijn werk toon ik graag tijdens een gesprek.
""", title="CV Linh Nguyen", author=LINH.name, picture=face),
        "a CV with a (drawn) portrait in colour: no identity photo",
        "cv", personal=(m.PERSON, m.ADDRESS, m.PHONE, m.MAIL), may=(m.PHOTO,),
    )  # fmt: skip
    yield Example(
        f"{folder}POP Linh Nguyen.odt",
        odt(f"""# Persoonlijk ontwikkelingsplan (POP)
Deelnemer: {LINH.name}
Geboren op {words(LINH.birth)}
Begeleider: {LIEN.name}
Datum: 18 maart 2025
## Mijn doel
Binnen negen maanden een vaste job als grafisch vormgever of medewerker drukvoorbereiding, bij voorkeur in de streek van Kortrijk.
## Wat kan ik al?
Ik werk snel en netjes met opmaakprogramma's en ik ken de drukkerij van binnenuit. Klanten zeggen dat ik goed luister.
## Wat wil ik leren?
- Een offerte opstellen en een prijs durven vragen
- Animatie voor sociale media
- Nee zeggen wanneer een termijn niet haalbaar is
## Hoe pak ik het aan?
| Actie | Tegen |
| Cursus animatie in avondonderwijs (60 uur) | juni 2025 |
| Kennismaking bij drie drukkerijen | april 2025 |
| Stage in een reclamebureau, vier weken | september 2025 |
## Wat heb ik daarvoor nodig?
Een laptop van de uitleendienst, een abonnement op het openbaar vervoer en om de twee weken een gesprek met mijn begeleider.
Ondertekend door deelnemer en begeleider
"""),
        "a plan in OpenDocument with a birth date but no place",
        "guidance_report", personal=(m.PERSON, m.BIRTH),
    )  # fmt: skip


_OUTPLACEMENT = f"""# Gespreksverslag outplacement nr. 3
| Kandidaat | {RUDY.name} |
| Datum | 27 maart 2025 |
| Consulent | {KOEN.name} |
| Aanwezig | kandidaat en consulent |
## Terugblik
Rudy werkte vijfendertig jaar bij dezelfde textielfabriek, de laatste twaalf als ploegbaas. De sluiting kwam niet onverwacht, het afscheid van zijn ploeg wel. In het vorige gesprek maakten we een overzicht van wat hij allemaal kan; hij vond het zelf een lange lijst.
## Stand van zaken
Rudy solliciteerde bij vier bedrijven en had één gesprek, bij een fabrikant van werkkledij. Men zocht iemand met ervaring in planning. Hij kreeg gisteren telefoon dat hij een tweede keer mag komen.
Zijn rug blijft een zorg: Rudy werd in 2022 geopereerd aan een hernia en mag van zijn arts niet meer langdurig heffen. Hij neemt nog dagelijks pijnstillers en volgt elke week kinesitherapie.
Rudy was jarenlang syndicaal afgevaardigde en is nog altijd lid van het ACV, dat ook zijn uitkering betaalt. Hij wil dat niet op zijn cv.
Hij vroeg of hij iets moet zeggen over zijn strafblad: in 1994 werd hij veroordeeld voor vluchtmisdrijf. We zochten samen op wat een werkgever mag vragen.
## Afspraken
- Het tweede gesprek voorbereiden met drie voorbeelden van planning
- Cv aanpassen: ploegbaas bovenaan, oudste functies korter
- {KOEN.name} vraagt het attest van de begeleiding aan voor de werkgever
Volgende afspraak: 10 april 2025.
"""


def _rudy():
    folder = f"{_ROOT}De Smedt_Rudy/"
    yield Example(
        f"{folder}Gespreksverslag 3.docx",
        word(
            _OUTPLACEMENT, author=KOEN.name, header=f"Dossier {RUDY.reversed} – RRN {RUDY.rrn}", footer="Vertrouwelijk – Werkpunt vzw",
            comment=f"Koen, in de kopie van het C4 staat {RUDY.plain} als INSZ. Klopt dat met de kop?",
        ),
        "a report that holds the number only in the header and in a comment, and health, union and a conviction in the text",
        "guidance_report", (m.RRN,), special=(m.HEALTH, m.UNION, m.CRIMINAL), personal=(m.PERSON,),
    )  # fmt: skip
    yield Example(
        f"{folder}Tewerkstellingsattest Weverij.docx",
        word(f"""# Tewerkstellingsattest
Weverij Dender nv
Spinmolenkaai 15, 9300 Aalst

Ondergetekende, personeelsverantwoordelijke van Weverij Dender nv, verklaart dat de heer {RUDY.name}, wonende te {RUDY.address}, bij ons in dienst was van 3 september 1990 tot en met 31 januari 2025.
| Periode | Functie | Arbeidsregime |
| 1990 – 1998 | wever | voltijds, ploegen |
| 1998 – 2012 | insteller weefgetouwen | voltijds, ploegen |
| 2012 – 2025 | ploegbaas | voltijds, dag |
Anciënniteit bij uitdiensttreding: 34 jaar en 5 maanden. De overeenkomst eindigde door de sluiting van de afdeling. De werknemer was steeds stipt en plichtsbewust en gaf de voorbije jaren een dertigtal collega's opleiding.
Dit attest wordt op vraag van de betrokkene afgeleverd.

Aalst, 31 januari 2025
De personeelsverantwoordelijke
""", author="Weverij Dender nv"),
        "a record of seniority and earlier jobs; signed 'Aalst, 31 januari 2025', which is no birthplace",
        "employment_record", personal=(m.PERSON, m.ADDRESS), also=("attestation",),
    )  # fmt: skip
    yield Example(
        f"{folder}Attest outplacementbegeleiding.docx",
        word(f"""# Attest outplacementbegeleiding
Werkpunt vzw, Stationsdreef 100, 2800 Mechelen

Hierbij bevestigen wij dat de heer {RUDY.name}, ontslagen door Weverij Dender nv, bij onze dienst de outplacementbegeleiding volgt waarop hij recht heeft.
| Start van de begeleiding | 10 februari 2025 |
| Gevolgde uren tot vandaag | 14 |
| Voorzien einde van de eerste fase | 11 april 2025 |
De begeleiding omvat individuele gesprekken, psychologische ondersteuning bij het verwerken van het ontslag, hulp bij het zoeken naar werk en logistieke steun.
Dit attest wordt afgeleverd op verzoek van de werkgever en voor waar verklaard.

Mechelen, 28 maart 2025
{KOEN.name}, consulent
""", author=KOEN.name),
        "an attestation; 'psychologische ondersteuning' is what the service offers to everyone, not a diagnosis",
        "attestation", personal=(m.PERSON, m.ADDRESS),
    )  # fmt: skip


def _magda():
    folder = f"{_ROOT}Kowalska_Magdalena/"
    yield Example(
        f"{folder}Doktersattest.pdf",
        pdf(f"""# Getuigschrift van arbeidsongeschiktheid
Dr. Joris Verhaeghen – huisarts
Kamperfoelielaan 7, 3500 Hasselt
RIZIV {riziv(199942, 4)}

Ik ondergetekende, dokter in de geneeskunde, verklaar dat ik op 21 februari 2025 heb onderzocht:
## Mevrouw {MAGDA.name}
en dat zij arbeidsongeschikt is van 21 februari tot en met 7 maart 2025 wegens ziekte.
Reden: longontsteking. De patiënt mag de woning verlaten. Dit is een eerste attest.
Een verlenging wordt ten laatste op de laatste dag meegedeeld. Aangepast werk is niet mogelijk.

Hasselt, 21 februari 2025
Handtekening en stempel
""", title="Doktersattest", author="Dr. J. Verhaeghen"),
        "a Dutch medical certificate with a RIZIV number (eleven digits, no national number)",
        "medical_report", special=(m.HEALTH,), personal=(m.PERSON,),
    )  # fmt: skip
    yield Example(
        f"{folder}Sollicitatiebrief zorgkundige.docx",
        word(f"""{MAGDA.name}
{MAGDA.address}
{MAGDA.phone}

Hasselt, 2 april 2025

Aan de personeelsdienst van Psychiatrisch Centrum De Korenbloem

Betreft: sollicitatie voor de functie van zorgkundige (vacature 2025/18)

Geachte heer, mevrouw,

Via mijn jobcoach vernam ik dat u een zorgkundige zoekt voor de afdeling ouderenpsychiatrie. Ik wil mij graag kandidaat stellen.
Ik werkte vier jaar als zorgkundige in een woonzorgcentrum, op een afdeling voor mensen met dementie, en deed voordien stage op een dienst voor verslavingszorg. Ik leerde er rustig blijven, goed kijken en op tijd een verpleegkundige roepen. Bewoners met een depressie of een psychose vragen een vaste stem en een vast uur; daar hecht ik veel belang aan.
In 2024 volgde ik de opleiding 'omgaan met agressie' en een cursus over hef- en tiltechnieken. Nederlands spreek ik vlot, Pools is mijn moedertaal en ik versta Duits.
Ik kan op elk uur van de dag beginnen en heb een wagen. Mag ik mijn kandidatuur komen toelichten?

Met de meeste hoogachting,
{MAGDA.name}
""", author=MAGDA.name),
        "a letter for a job in psychiatry: the diagnoses belong to the residents, the health of the writer is not mentioned",
        "motivation_letter", personal=(m.PERSON, m.ADDRESS, m.PHONE),
    )  # fmt: skip
