"""Policies, manuals, forms and minutes: they name everything that is forbidden and hold none of it."""

from __future__ import annotations

from share_builder import model as m
from share_builder.model import Example
from share_builder.package import odt, word
from share_builder.paper import pdf
from share_builder.people import ELS, HILDE, KOEN, LIEN, SAMIRA

_ROOT = "Beleid/"


def examples():
    """Yield a privacy statement, a manual, a syllabus, a blank form and minutes."""
    yield Example(
        f"{_ROOT}Privacyverklaring Werkpunt.docx",
        word("""# Privacyverklaring
Werkpunt vzw hecht belang aan de bescherming van persoonsgegevens. In deze verklaring leest u welke gegevens wij verwerken, waarom, en hoe lang wij ze bewaren. De verwerkingsverantwoordelijke is Werkpunt vzw, Stationsdreef 100, 2800 Mechelen.
## Welke gegevens verwerken wij?
Naam, adres, telefoonnummer, e-mailadres, geslacht, geboortedatum, nationaliteit en gezinssamenstelling. Voor begeleidingen in opdracht van VDAB verwerken wij ook uw IKL-nummer. Uw cv, diploma's, getuigschriften en verslagen van functionerings- en evaluatiegesprekken horen bij uw dossier.
## Welke gegevens verwerken wij nooit?
Wij bewaren nooit uw rijksregisternummer, het nummer of een kopie van uw identiteitskaart, de foto op uw identiteitskaart of uw geboorteplaats. Stuurt u ons toch een document waarop die gegevens staan, dan maken wij ze onleesbaar.
## Gevoelige gegevens
Gegevens over uw gezondheid, uw leefgewoonten of uw levensbeschouwing verwerken wij alleen met uw uitdrukkelijke toestemming of wanneer de wet ons dat oplegt. Foto's maken wij enkel als u daarmee instemt.
## Bewaartermijn
Wij verwijderen uw gegevens uiterlijk één jaar na het einde van de begeleiding of van de wettelijke termijn.
## Uw rechten
Als betrokkene kunt u uw gegevens inkijken, verbeteren, overdragen of laten wissen. U krijgt binnen een maand antwoord. U kunt ook klacht indienen bij de Gegevensbeschermingsautoriteit. Onze functionaris voor gegevensbescherming (DPO) bereikt u via privacy@werkpunt.example.org.
Laatst aangepast op 2 januari 2025
""", author=HILDE.name),
        "the policy names every forbidden item and holds none",
        "reference_document", personal=(m.MAIL,),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Draaiboek intake en registratie.docx",
        word("""# Draaiboek intake en registratie
Versie 4.2 – voor medewerkers en partners
## 1. Doel van dit draaiboek
Dit draaiboek beschrijft hoe een kandidaat van bij de doorverwijzing tot het eerste verslag wordt opgevolgd. Het vervangt versie 4.1 en geldt voor alle percelen.
## 2. Doorverwijzing
VDAB bezorgt de kandidaat via Mijn Loopbaan voor Partners (MLP). Controleer of het IKL-nummer in MLP overeenstemt met de uitnodiging. Vraag nooit een kopie van de identiteitskaart.
## 3. Het eerste gesprek
- Stel de organisatie voor en overloop de privacyverklaring.
- Bespreek het werkverleden, het jobdoelwit en de drempels.
- Gezondheid bespreek je alleen als de kandidaat dat zelf wil. Noteer beperkingen in termen van werk ('geen nachtwerk') en niet de diagnose ('depressie').
- Laat bij gezondheidsgegevens het toestemmingsformulier ondertekenen.
## 4. Registratie
| Veld | Verplicht | Opmerking |
| Naam en voornaam | ja | zoals op de uitnodiging |
| Geboortedatum | ja | dag, maand, jaar |
| Geboorteplaats | nee | niet invullen |
| Rijksregisternummer | nee | nooit overnemen; toont een scherm 90.01.01-XXX.XX, laat dat zo |
| IKL-nummer | ja | alleen voor opdrachten van VDAB |
## 5. Prestatieregistratie
Registreer elk contact binnen vijf werkdagen. Een niet-geregistreerd gesprek kan niet worden aangerekend. Bij een transmissie verwittig je eerst de kandidaat.
## 6. Afsluiten
Sluit het dossier binnen dertig dagen na het laatste gesprek en plaats het in de map van het jaar van afsluiting. De bewaartermijn begint dan te lopen.
---
## Bijlage: veelgestelde vragen
Wat als de kandidaat een C4 met een rijksregisternummer meebrengt? Lees wat je nodig hebt en geef het document terug.
Wat als een arts een attest mailt? Verwijder de mail en vraag een attest zonder diagnose.
Mag ik een foto van de groep maken? Alleen met toestemming van elke deelnemer.
""", author=ELS.name, header="Draaiboek – intern gebruik"),
        "a manual for VDAB work: labels without values, a masked number, diagnoses as examples of what not to write",
        "reference_document",
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Syllabus omgaan met stress.pdf",
        pdf("""# Omgaan met stress en burn-out
Syllabus bij de tweedaagse opleiding voor begeleiders
## Hoofdstuk 1 – Wat is stress?
Stress is de reactie van het lichaam op een eis. Kort en af en toe is stress gezond: ze maakt wakker en scherp. Wie weken na elkaar onder druk staat zonder te herstellen, slaapt slechter, vergeet meer en wordt prikkelbaar.
## Hoofdstuk 2 – Van stress naar burn-out
Een burn-out is een toestand van uitputting die samenhangt met het werk. Ze verschilt van een depressie, al komen beide soms samen voor. Alleen een arts of psycholoog stelt een diagnose. Als begeleider let je op signalen: vaker afwezig, cynisme, fouten die iemand vroeger niet maakte.
## Hoofdstuk 3 – Wat helpt?
- Rust op vaste momenten en niet pas wanneer alles af is
- Bewegen, minder alcohol, niet roken, regelmatig slapen
- Praten met iemand die luistert en niet meteen een oplossing geeft
Medicatie, zoals antidepressiva, is een zaak van de arts. Ga er niet op in wanneer een deelnemer ernaar vraagt.
---
## Oefening 1
Teken een lijn van maandag tot zondag. Duid aan wanneer je energie krijgt en wanneer je ze verliest. Vergelijk met je buur. Wat valt op?
## Oefening 2
Lees het verhaal van een verzonnen deelnemer die na een lange ziekte opnieuw begint. Welke drie vragen stel je in het eerste gesprek? Welke vraag stel je zeker niet?
## Hoofdstuk 4 – Terug aan het werk
Een geleidelijke hervatting spreek je af met de werkgever, de arbeidsarts en de adviserend arts. Jij bewaakt het tempo. Leg vast wie wat doet en wanneer jullie opnieuw samenzitten.
## Literatuur
Deze syllabus mag binnen de organisatie worden gekopieerd met bronvermelding.
""", title="Syllabus omgaan met stress"),
        "a syllabus full of diagnoses, medication and habits, about nobody",
        "reference_document",
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Toestemmingsformulier beeldmateriaal (blanco).odt",
        odt("""# Toestemmingsformulier beeldmateriaal
Ondergetekende (naam en voornaam): ……………………………………………
Geboren te: ………………………… op: ……/……/…………
Adres: ……………………………………………………………………
geeft aan Werkpunt vzw wel / geen toestemming (schrappen wat niet past) om foto's en filmbeelden te gebruiken:
- op de website
- in het jaarverslag
- op sociale media
De toestemming kan op elk moment worden ingetrokken met een mail naar onze dienst communicatie. Beelden die al gedrukt zijn, kunnen niet worden teruggehaald.
Plaats en datum: ……………………………………………
Handtekening, voorafgegaan door 'gelezen en goedgekeurd': ……………………………………
"""),
        "a blank form with dotted lines where the birthplace would stand",
        "reference_document", also=("consent_form",),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}Verslagen/Teamoverleg 2025-03-11.docx",
        word(f"""# Verslag teamoverleg
| Datum | dinsdag 11 maart 2025, 9.30 tot 11.45 uur |
| Aanwezig | {HILDE.name}, {ELS.name}, {KOEN.name}, {SAMIRA.name} |
| Verontschuldigd | {LIEN.name} |
| Verslaggever | {SAMIRA.name} |
## Agenda
1. Goedkeuring van het vorige verslag
2. Cijfers eerste kwartaal
3. Opruimen van de gedeelde schijf
4. Teamdag
5. Rondvraag
## 1. Vorig verslag
Het verslag van 11 februari wordt zonder opmerkingen goedgekeurd.
## 2. Cijfers
We begeleidden 142 mensen, tegenover 131 vorig jaar. De uitstroom naar werk bedraagt 48 %. Het ziekteverzuim in het team daalde tot 4,1 %.
## 3. Gedeelde schijf
De functionaris voor gegevensbescherming stelde vast dat er nog kopieën van identiteitskaarten en bestanden met rijksregisternummers op de schijf staan. Iedereen ruimt zijn eigen mappen op vóór 1 mei. Oude dossiers van 2019 worden nagekeken en daarna gewist.
## 4. Teamdag
De teamdag gaat door op 20 juni in het provinciedomein. {ELS.name} zoekt een gids.
## 5. Rondvraag
De nieuwe printer op de eerste verdieping blokkeert geregeld. {KOEN.name} neemt contact op met de leverancier.
## Actiepunten
| Actie | Wie | Tegen |
| Lijst van oude mappen bezorgen | {HILDE.given} | 21 maart |
| Mappen opruimen | allen | 1 mei |
| Gids teamdag | {ELS.given} | 1 april |
Volgende vergadering: 8 april 2025 om 9.30 uur.
""", author=SAMIRA.name),
        "minutes of a team meeting that speak about the problem without holding it",
        "minutes", personal=(m.PERSON,),
    )  # fmt: skip
