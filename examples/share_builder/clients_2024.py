"""The folders of clients whose guidance began in 2024."""

from __future__ import annotations

from share_builder import model as m
from share_builder.model import Example
from share_builder.numbers import riziv
from share_builder.package import odt, word
from share_builder.paper import pdf
from share_builder.people import AN, BENOIT, ELIF, ELS, KATJA, KOEN, YOUSSEF, words

_ROOT = "Cliënten/2024/"


def examples():
    """Yield the documents of An, Youssef, Elif, Benoît and Katja."""
    yield from _an()
    yield from _youssef()
    yield from _elif()
    yield from _benoit()
    yield from _katja()


_CV_AN = f"""# Curriculum vitae
{AN.name}
{AN.address}
{AN.phone}
{AN.mail}
%s
## Profiel
Gedreven onthaalmedewerker met bijna tien jaar ervaring in contact met klanten. Ik hou van een vlotte planning, blijf rustig aan een drukke balie en spreek mensen graag in hun eigen taal aan.
## Werkervaring
| Periode | Functie | Werkgever |
| 2019 – 2023 | Medewerker onthaal en administratie | Sportcentrum De Wielewaal, Mechelen |
| 2014 – 2019 | Winkelbediende, later verantwoordelijke kassa | Schoenhuis Verdonckt, Lier |
| 2011 – 2014 | Administratief bediende (deeltijds) | Brandstoffen Van Lokeren bv |
- Ontvangst van bezoekers, telefoon en mailbox, inschrijvingen voor lessenreeksen
- Opmaak van de weekplanning voor twaalf jobstudenten
- Dagafsluiting van de kassa en controle van leveringen
## Opleiding
2006 – 2008: kantoor, zevende jaar BSO, Instituut De Linde
2002 – 2006: kantoor, TSO, Instituut De Linde
2022: bijscholing Excel voor gevorderden (16 uur)
## Talenkennis
Nederlands: moedertaal. Frans: goed. Engels: goed. Turks: enkele woorden.
## Vaardigheden
Word, Excel en Outlook; reserveringssoftware; rijbewijs B; EHBO-brevet.
## Hobby's
Wandelen, volleybal, vrijwilliger bij de speelpleinwerking.
"""

_INTAKE_AN = f"""# Intakeverslag
| Cliënt | {AN.name} |
| Geboortedatum | {AN.born} |
| IKL-nummer | {AN.ikl} |
| Telefoon | {AN.phone} |
| Datum gesprek | 6 februari 2024 |
| Trajectbegeleider | {ELS.name} |
| Doorverwezen door | VDAB, bemiddelaar Mechelen |
## Aanleiding
An is sinds november 2023 zonder werk. Haar vorige werkgever sloot de balie en een gelijkaardige functie was er niet. Ze wil opnieuw als onthaalmedewerker aan de slag, liefst vier vijfde en in de buurt van Mechelen.
## Werkverleden
Negen jaar ervaring in winkel en onthaal, steeds met goede referenties. An is stipt en leert vlot nieuwe programma's aan. Ze schreef de voorbije maanden zelf elf brieven en kreeg twee uitnodigingen voor een gesprek.
## Gezondheid
An was van maart tot augustus 2023 arbeidsongeschikt wegens een burn-out. Ze neemt nog sertraline en gaat om de drie weken naar haar psychiater. Volgens haar huisarts kan ze halftijds starten en daarna opbouwen.
## Leefgewoonten
Ze rookt een pakje per dag en slaapt slecht sinds de scheiding. An drinkt niet. Ze wil opnieuw gaan zwemmen om haar conditie op te bouwen.
## Thuissituatie
Alleenstaande moeder van een dochter van negen. De opvang loopt tot 17.30 uur, wat avondwerk uitsluit. Ze heeft een wagen.
## Drempels en krachten
Drempels: weinig zelfvertrouwen na de periode thuis, beperkt in uren. Krachten: taalvaardig, ordelijk, een netwerk in de sportsector.
## Afspraken
- An bezorgt haar cv en twee vacatures die haar aanspreken.
- {ELS.name} vraagt na of een stage in het onthaal van een woonzorgcentrum mogelijk is.
Volgende afspraak: 20 februari 2024 om 10 uur.
"""

_PLAN_AN = f"""# Persoonlijk ontwikkelingsplan
Trajectplan van {AN.name}, opgesteld op 20 februari 2024 samen met {ELS.name}
## Jobdoelwit
Medewerker onthaal in een openbare dienst of een welzijnsorganisatie, vier vijfde, op minder dan dertig minuten van Mechelen.
## Waar sta ik nu?
Ik ken de job en kan met de gebruikelijke kantoorprogramma's werken. Ik heb minder ervaring met moeilijke gesprekken en ik solliciteerde lang niet meer.
## Stappen naar werk
| Actie | Wie | Tegen |
| Sollicitatietraining (vier halve dagen) | An, groep van maart | 29 maart 2024 |
| Cv en brief herwerken | An en begeleider | 8 maart 2024 |
| Opleiding klantgericht communiceren | VDAB | 30 april 2024 |
| Stage van drie weken aan een onthaalbalie | An, jobcoach | 14 juni 2024 |
| Twee sollicitaties per week | An | doorlopend |
## Evaluatie
We bekijken het plan om de zes weken. Het einddoel is een contract van minstens zes maanden tegen september 2024. Als de stage te zwaar blijkt, herbekijken we het aantal uren.
Voor akkoord
Handtekening cliënt: A. Janssens – handtekening begeleider: E. Bogaert
"""

_CONSENT_AN = f"""# Toestemmingsformulier gezondheidsgegevens
Ik, ondergetekende {AN.name}, wonende te {AN.address}, geef aan Werkpunt vzw uitdrukkelijk de toestemming om gegevens over mijn gezondheid en mijn leefgewoonten te bewaren, voor zover die nodig zijn voor mijn begeleiding naar werk.
## Waarvoor wel, waarvoor niet
- [x] Ik ga akkoord dat mijn trajectbegeleider deze gegevens in mijn dossier noteert.
- [x] Ik ga akkoord dat de jobcoach ze kan lezen als dat nodig is voor de stageplaats.
- [ ] Ik ga akkoord dat ze aan een werkgever worden meegedeeld.
- [ ] Ik ga akkoord dat mijn foto op de website verschijnt.
## Mijn rechten
Ik weet dat ik deze toestemming altijd mag intrekken, zonder opgave van reden en zonder gevolg voor mijn begeleiding. Ik kan vragen om mijn gegevens in te kijken, te verbeteren of te wissen. De toestemming eindigt samen met de begeleiding.
Gelezen en goedgekeurd
Opgemaakt te Mechelen op 6 februari 2024
Handtekening: A. Janssens
"""


def _an():
    folder = f"{_ROOT}Janssens_An/"
    contact = (m.PERSON, m.ADDRESS, m.PHONE, m.MAIL)
    yield Example(
        f"{folder}CV An Janssens.docx",
        word(_CV_AN % "", title="CV An Janssens", author=AN.name),
        "a clean Dutch CV: it may stay, and 'Turks' among the languages says nothing of origin",
        "cv", personal=contact,
    )  # fmt: skip
    forbidden = f"Rijksregisternummer: {AN.rrn}\nGeboren te {AN.place} op {words(AN.birth)}"
    yield Example(
        f"{folder}CV An Janssens (oude versie).docx",
        word(_CV_AN % forbidden, author=AN.name),
        "the same CV with a national number and a birthplace, which may not be kept",
        "cv", (m.RRN, m.POB), personal=(*contact, m.BIRTH),
    )  # fmt: skip
    yield Example(
        f"{folder}Motivatiebrief onthaal.docx",
        word(f"""{AN.name}
{AN.address}
{AN.mail}

Aan Zwembad De Waterlelie
T.a.v. mevrouw Verschaeren
Rietlaan 4, 2800 Mechelen

Mechelen, 11 maart 2024

Betreft: kandidatuur medewerker onthaal

Geachte mevrouw Verschaeren,

Met veel belangstelling las ik uw vacature voor een medewerker onthaal. Een zwembad waar scholen, clubs en gezinnen door elkaar lopen, vraagt iemand die overzicht houdt en toch vriendelijk blijft. Dat is precies wat ik de voorbije jaren deed.
In Sportcentrum De Wielewaal ontving ik elke dag een tweehonderdtal bezoekers, verzorgde ik de inschrijvingen voor de lessenreeksen en maakte ik de planning van twaalf jobstudenten op. Toen het reserveringssysteem werd vernieuwd, gaf ik mijn collega's een korte opleiding. Mijn leidinggevende roemde vooral mijn rust op drukke woensdagnamiddagen.
Uw keuze om mensen met een beperking vlot toegang te geven spreekt mij erg aan. Ik volgde daarom op eigen initiatief een vorming over toegankelijk onthaal.
Graag licht ik mijn motivatie toe in een persoonlijk gesprek. Ik ben elke voormiddag bereikbaar.

Met vriendelijke groeten,

{AN.name}
Bijlage: curriculum vitae
""", author=AN.name),
        "a letter; 'mensen met een beperking' are the employer's visitors, not the writer's health",
        "motivation_letter", personal=(m.PERSON, m.ADDRESS, m.MAIL),
    )  # fmt: skip
    yield Example(
        f"{folder}Diploma secundair onderwijs.pdf",
        pdf(f"""# Diploma van secundair onderwijs
Vlaamse Gemeenschap
Instituut De Linde, Beukendreef 2, 2500 Lier

De delibererende klassenraad verklaart dat
## {AN.name}
geboren te {AN.place} op {words(AN.birth)}
het leerjaar van de derde graad van het beroepssecundair onderwijs, studierichting Kantoor, met vrucht heeft beëindigd en dat aan haar op grond daarvan het diploma van secundair onderwijs wordt toegekend.
Het diploma geeft toegang tot het hoger onderwijs van de Vlaamse Gemeenschap. De studieduur bedroeg zeven jaar, waarvan twee jaar in de derde graad en een specialisatiejaar administratie.

Gegeven te Lier op 30 juni 2008
De directeur, De leden van de klassenraad, De houder van het diploma
""", title="Diploma secundair onderwijs"),
        "a diploma: allowed, with the birthplace that diplomas carry",
        "diploma", (m.POB,), personal=(m.PERSON, m.BIRTH), also=("certificate",),
    )  # fmt: skip
    yield Example(
        f"{folder}Intakeverslag 2024-02-06.docx",
        word(_INTAKE_AN, header="Werkpunt vzw – vertrouwelijk"),
        "an intake report with health and lifestyle, which needs the consent that lies beside it",
        "guidance_report", special=(m.HEALTH, m.LIFESTYLE), personal=(m.PERSON, m.BIRTH, m.IKL, m.PHONE),
    )  # fmt: skip
    yield Example(
        f"{folder}Trajectplan POP.docx",
        word(_PLAN_AN, header="Werkpunt vzw"),
        "a plan with steps to work; nothing forbidden",
        "guidance_report", personal=(m.PERSON,),
    )  # fmt: skip
    yield Example(
        f"{folder}Toestemming gezondheidsgegevens.docx",
        word(_CONSENT_AN),
        "a filled-in consent form: it speaks of health without saying anything about it",
        "consent_form", personal=(m.PERSON, m.ADDRESS),
    )  # fmt: skip


def _youssef():
    folder = f"{_ROOT}El Khattabi_Youssef/"
    yield Example(
        f"{folder}cv_youssef.pdf",
        pdf(f"""# Youssef El Khattabi
Magazijnier – heftruckchauffeur
{YOUSSEF.address}
Gsm: {YOUSSEF.phone}
E-mail: {YOUSSEF.mail}
Geboortedatum: {YOUSSEF.born}
Nationaliteit: Belg
## Werkervaring
maart 2019 – oktober 2023: magazijnier bij Logistiek Scheldekaai nv, Antwerpen. Orderpicking met scanner, laden en lossen, bediening van reachtruck en heftruck, inwerken van nieuwe collega's.
juni 2016 – februari 2019: productiearbeider bij Conserven Molenbeemd, Puurs. Drieploegenstelsel, kwaliteitscontrole aan de lijn, kleine herstellingen.
2013 – 2016: interim-opdrachten als verhuizer en orderpicker
## Opleiding en attesten
2023: getuigschrift heftruckchauffeur en reachtruckbestuurder
2011 – 2013: lassen-constructie, deeltijds beroepsonderwijs
2021: VCA-basis
## Talenkennis
| Taal | Spreken | Schrijven |
| Nederlands | zeer goed | goed |
| Arabisch | moedertaal | goed |
| Frans | goed | voldoende |
## Vaardigheden
Rijbewijs B en C, vertrouwd met voorraadbeheer, werkt graag in team, sterk in fysiek werk.
## Referenties
Op aanvraag te verkrijgen bij mijn laatste ploegbaas.
""", title="CV Youssef El Khattabi", author="Youssef El Khattabi"),
        "a clean CV with a birth date and a nationality, both allowed",
        "cv", personal=(m.PERSON, m.ADDRESS, m.PHONE, m.MAIL, m.BIRTH, m.NATIONALITY),
    )  # fmt: skip
    yield Example(
        f"{folder}Getuigschrift heftruckchauffeur.pdf",
        pdf(f"""# Getuigschrift
Opleidingscentrum De Hefboom
Kraanwachterstraat 88, 2030 Antwerpen

Het opleidingscentrum verklaart dat de heer {YOUSSEF.name}, geboren te {YOUSSEF.place} (Marokko) op {words(YOUSSEF.birth)}, de opleiding heftruckchauffeur en reachtruckbestuurder met goed gevolg heeft beëindigd.
## Inhoud van de opleiding
- Wettelijk kader en veiligheidsvoorschriften (4 uur)
- Dagelijkse controle en onderhoud van het toestel (4 uur)
- Rijden, stapelen en laden, met praktische proef (24 uur)
De kandidaat slaagde voor het theoretisch examen met 17 op 20 en voor de praktische proef met 44 op 50.

Uitgereikt te Antwerpen op 24 mei 2023
Getuigschrift nr. HR-2023-0418. Dit getuigschrift is geldig tot 24 mei 2028.
De instructeur, De directeur van het centrum
""", title="Getuigschrift"),
        "a certificate with a foreign birthplace",
        "certificate", (m.POB,), personal=(m.PERSON, m.BIRTH), also=("training_record",),
    )  # fmt: skip
    insz = "INSZ-nummer van de werknemer"
    yield Example(
        f"{folder}C4 Logistiek Scheldekaai.pdf",
        pdf(f"""# C4 – Werkloosheidsbewijs – arbeidsbewijs
Rijksdienst voor Arbeidsvoorziening. In te vullen door de werkgever en af te geven op de laatste werkdag.
## Rubriek I – gegevens van de werkgever
Naam: Logistiek Scheldekaai nv, Containerlaan 212, 2030 Antwerpen
Ondernemingsnummer 0999.000.525 – RSZ-nummer 1234567-89 – paritair comité 140.03
## Rubriek II – gegevens van de werknemer
Naam en voornaam: {YOUSSEF.reversed}
Adres: {YOUSSEF.address}
{insz}
## Rubriek III – tewerkstelling
| In dienst van | 4 maart 2019 |
| Uit dienst op | 31 oktober 2023 |
| Statuut | arbeider, voltijds, 38 uur per week |
| Functie | magazijnier |
| Brutoloon | 15,82 EUR per uur |
## Rubriek IV – einde van de overeenkomst
Wijze: opzegging door de werkgever met een opzeggingstermijn van dertien weken.
Juiste oorzaak van de werkloosheid: sluiting van de avondploeg wegens verlies van een grote klant. De werkgever betaalde geen verbrekingsvergoeding.
Ik verklaar dat deze aangifte juist en volledig is.
Datum: 31 oktober 2023 – handtekening en stempel van de werkgever
""", boxes={insz: YOUSSEF.plain}, title="C4"),
        "a record of employment with the number in boxes, digit by digit; the RSZ and enterprise numbers are no national numbers",
        "employment_record", (m.RRN,), personal=(m.PERSON, m.ADDRESS),
    )  # fmt: skip
    yield Example(
        f"{folder}Attest inschrijving werkzoekende.pdf",
        pdf(f"""# Attest van inschrijving als werkzoekende
VDAB – Dienst Werkzoekenden, Antwerpen

Antwerpen, 8 januari 2024

Hierbij bevestigen wij dat {YOUSSEF.name}, wonende te {YOUSSEF.address}, sinds 2 november 2023 ononderbroken ingeschreven is als werkzoekende en beschikbaar is voor de arbeidsmarkt.
IKL-nummer: {YOUSSEF.ikl}
Categorie: niet-werkend werkzoekende, wachtend op een uitkering. De betrokkene volgt een begeleidingstraject bij onze partner Werkpunt vzw.
Dit attest wordt afgeleverd op verzoek van de betrokkene en dient om te bewijzen dat hij ingeschreven is. Het geeft op zichzelf geen recht op een uitkering en blijft drie maanden geldig.

Voor de gedelegeerd bestuurder,
De bemiddelaar
""", title="Attest"),
        "an attestation with the VDAB customer number (IKL), allowed for guidance by VDAB",
        "attestation", personal=(m.PERSON, m.ADDRESS, m.IKL),
    )  # fmt: skip


def _elif():
    folder = f"{_ROOT}Öztürk_Elif/"
    yield Example(
        f"{folder}Elif Öztürk – CV.odt",
        odt(f"""# CV {ELIF.name}
{ELIF.address}
{ELIF.phone} – {ELIF.mail}
## Wie ben ik?
Begeleidster kinderopvang die graag buiten speelt, liedjes in drie talen kent en met plezier overlegt met ouders. Ik zoek een vaste plek in een crèche of een buitenschoolse opvang.
## Werkervaring
2021 – 2024: begeleidster in kinderdagverblijf 't Lieveheersbeestje, Genk. Groep van acht baby's en peuters, dagverslagen voor de ouders, begeleiding van stagiairs.
2014 – 2020: poetshulp met dienstencheques, vaste klanten in Genk en Zutendaal.
2012 – 2014: keukenhulp in schoolrestaurant De Notelaar.
## Opleiding
2018 – 2021: bachelor pedagogie van het jonge kind (avondonderwijs), Hogeschool Scheldeland
2008: diploma secundair onderwijs, verzorging
## Bijscholing
Levensreddend handelen bij baby's (jaarlijks), meertaligheid in de opvang (2023), werken met beelden (2022)
## Talenkennis
Nederlands: vlot. Turks: moedertaal. Frans: basis.
## Interesses
Lezen, bakken, een moestuin van vijftig vierkante meter.
""", author=ELIF.name),
        "a clean CV in OpenDocument, with an accent in every name",
        "cv", personal=(m.PERSON, m.ADDRESS, m.PHONE, m.MAIL),
    )  # fmt: skip
    yield Example(
        f"{folder}Bachelordiploma.pdf",
        pdf(f"""# Diploma van bachelor
Hogeschool Scheldeland
in de Pedagogie van het Jonge Kind

De examencommissie, samengesteld overeenkomstig het onderwijs- en examenreglement van de hogeschool, verklaart dat
## {ELIF.name}
Geboorteplaats en -datum: {ELIF.place}, {words(ELIF.birth)}
met onderscheiding geslaagd is voor de opleiding die leidt tot de graad van bachelor. De opleiding omvat 180 studiepunten en behoort tot niveau 6 van de Vlaamse kwalificatiestructuur. De onderwijstaal was het Nederlands.
Het diplomasupplement vermeldt de opleidingsonderdelen en de behaalde resultaten.

Uitgereikt te Dendermonde op 2 juli 2021
De algemeen directeur, De voorzitter van de examencommissie
Diplomanummer B-2021-10374
""", title="Bachelordiploma"),
        "a diploma with 'Geboorteplaats en -datum' as a label",
        "diploma", (m.POB,), personal=(m.PERSON, m.BIRTH),
    )  # fmt: skip
    yield Example(
        f"{folder}Evaluatieverslag stage.docx",
        word(f"""# Evaluatieverslag stage
| Stagiair | {ELIF.name} |
| Stageplaats | Buitenschoolse opvang De Krekel, Genk |
| Periode | 8 april tot 17 mei 2024 |
| Beoordelaar | {KOEN.name}, jobcoach |
## Beoordeling
| Criterium | Score | Toelichting |
| Stiptheid en aanwezigheid | zeer goed | altijd tien minuten op voorhand, geen enkele afwezigheid |
| Contact met kinderen | zeer goed | warm en duidelijk, ziet wie zich afzijdig houdt |
| Contact met ouders | goed | durft ook moeilijke boodschappen brengen |
| Zelfstandigheid | goed | neemt na twee weken zelf de namiddaggroep |
| Administratie | voldoende | de aanwezigheden worden soms te laat ingevuld |
## Sterke punten
Elif brengt rust in een groep van twintig kinderen. Ze zet spontaan activiteiten op en betrekt collega's erbij. De verantwoordelijke zou haar graag terugzien.
## Werkpunten
De digitale registratie vraagt nog aandacht. We spraken af dat ze in de laatste week elke dag zelf de lijst afsluit, en dat lukte.
## Eindbeoordeling
Elif voldoet ruim aan de verwachtingen. Eindscore: 16 op 20. De stageplaats bekijkt of een contract vanaf september mogelijk is.
Besproken op 17 mei 2024 en ondertekend voor ontvangst door de stagiair.
"""),
        "an evaluation of a placement; 'geen enkele afwezigheid' is not about health",
        "evaluation_report", personal=(m.PERSON,),
    )  # fmt: skip
    yield Example(
        f"{folder}Deelname levensreddend handelen 2024.pdf",
        pdf(f"""# Bewijs van deelname
Vormingscentrum Het Kompas, Genk

Hierbij verklaren wij dat {ELIF.name} aanwezig was op de bijscholing
## Levensreddend handelen bij baby's en peuters
op 16 maart 2024, van 9 tot 16.30 uur (6 uur vorming).
Aan bod kwamen: verslikking, hartmassage en beademing, brandwonden, allergische reactie, het oproepen van de hulpdiensten. De deelnemers oefenden op een pop en legden een korte praktische proef af.
Lesgever: P. Hoedemakers, verpleegkundige
Dit bewijs telt mee voor de jaarlijkse vorming van begeleiders in de kinderopvang.

Genk, 16 maart 2024
De vormingsverantwoordelijke
""", title="Bewijs van deelname"),
        "a training record full of medical words that belong to the course",
        "training_record", personal=(m.PERSON,), also=("attestation", "certificate"),
    )  # fmt: skip


def _benoit():
    folder = f"{_ROOT}Delvaux_Benoît/"
    yield Example(
        f"{folder}CV Benoît Delvaux.docx",
        word(f"""# Curriculum vitae
{BENOIT.name}
{BENOIT.address}
Tél. : {BENOIT.phone}
Courriel : {BENOIT.mail}
Né le {words(BENOIT.birth, "fr")}
## Expérience professionnelle
| Période | Fonction | Employeur |
| 2010 – 2023 | Chef d'équipe maçonnerie | Entreprise générale Bâtimosane, Namur |
| 2001 – 2010 | Maçon | Constructions Dardenne, Ciney |
| 1998 – 2001 | Apprenti | Ateliers communaux |
- Encadrement de six ouvriers, suivi du planning et des commandes
- Lecture de plans, métrés, contrôle de la sécurité sur chantier
- Formation de plus de vingt apprentis en treize ans
## Formation
1994 – 1998 : certificat d'enseignement secondaire, technique de la construction
2015 : formation de tuteur en entreprise
2019 : conseiller en sécurité, niveau de base
## Langues
Français : langue maternelle. Néerlandais : moyen, compréhension bonne. Italien : notions.
## Divers
Permis de conduire B et BE. Disponible immédiatement, région de Namur et Brabant flamand. Loisirs : vélo, restauration d'outils anciens.
""", author=BENOIT.name),
        "a clean French CV with a birth date only",
        "cv", personal=(m.PERSON, m.ADDRESS, m.PHONE, m.MAIL, m.BIRTH),
    )  # fmt: skip
    yield Example(
        f"{folder}Lettre de motivation.odt",
        odt(f"""{BENOIT.name}
{BENOIT.address}

Namur, le 4 avril 2024

Objet : candidature au poste de formateur en maçonnerie

Madame, Monsieur,
Votre offre d'emploi pour un formateur en maçonnerie a retenu toute mon attention. Après vingt-cinq ans de chantier, dont treize comme chef d'équipe, je souhaite transmettre ce que mes aînés m'ont appris.
Dans mon dernier emploi, j'ai accompagné plus de vingt apprentis. Certains n'avaient jamais tenu une truelle ; plusieurs dirigent aujourd'hui leur propre équipe. J'y ai appris à expliquer trois fois la même chose de trois manières, et à laisser les gens se tromper quand le mur peut encore être démonté.
Votre centre travaille avec des publics très différents, parfois éloignés de l'emploi ou en situation de handicap. C'est pour moi une raison de plus de vous écrire : la patience s'apprend aussi sur un échafaudage.
Je serais heureux de vous rencontrer afin de vous exposer plus longuement mes motivations.
Je vous prie d'agréer, Madame, Monsieur, l'expression de mes salutations distinguées.

{BENOIT.name}
""", author=BENOIT.name),
        "a French letter; 'situation de handicap' is about the centre's public",
        "motivation_letter", personal=(m.PERSON, m.ADDRESS),
    )  # fmt: skip
    yield Example(
        f"{folder}Certificat médical.pdf",
        pdf(f"""# Certificat médical
Docteur Solange Mathy, médecine générale
Avenue des Églantines 20, 5100 Namur
INAMI : {riziv(199917, 4)}

Je soussignée, docteur en médecine, certifie avoir examiné ce jour
## {BENOIT.name}
NISS : {BENOIT.rrn}
et l'avoir trouvé en incapacité de travail totale du 13 mai 2024 au 9 juin 2024 inclus, pour cause de hernie discale lombaire.
Il s'agit d'une prolongation. Le patient suit des séances de kinésithérapie trois fois par semaine et ne peut pas porter de charges de plus de cinq kilos. La sortie est autorisée. Une reprise à mi-temps médical pourra être envisagée après avis du médecin-conseil.
Ce certificat est remis au patient pour servir et valoir ce que de droit.

Fait à Namur, le 13 mai 2024
Signature et cachet du médecin
""", title="Certificat médical", author="Dr S. Mathy"),
        "a French medical certificate with the national number (NISS); the doctor's INAMI number also has eleven digits and stays silent",
        "medical_report", (m.RRN,), special=(m.HEALTH,), personal=(m.PERSON,),
    )  # fmt: skip


def _katja():
    yield Example(
        f"{_ROOT}Niessen_Katja/Lebenslauf.pdf",
        pdf(f"""# Lebenslauf
## Persönliche Daten
| Name | {KATJA.name} |
| Anschrift | {KATJA.address} |
| Telefon | {KATJA.phone} |
| E-Mail | {KATJA.mail} |
| Geboren | am {words(KATJA.birth, "de").replace(" Dezember", ". Dezember")} in {KATJA.place} |
| Familienstand | verheiratet, zwei Kinder |
| Konfession | römisch-katholisch |
## Berufserfahrung
2015 – 2024: Sachbearbeiterin im Einkauf, Kabelwerk Hohes Venn AG, Eupen. Bestellungen, Lieferantengespräche in drei Sprachen, Einführung eines neuen Warenwirtschaftssystems.
2006 – 2015: Buchhalterin, Treuhandbüro Lambertz, Raeren. Debitoren, Kreditoren und Mahnwesen für etwa vierzig Mandanten.
## Ausbildung
2003 – 2006: Fachabitur und Lehre als Bürokauffrau, Zentrum für Aus- und Weiterbildung
2012: Weiterbildung in belgischem Steuerrecht
## Sprachkenntnisse
Deutsch: Muttersprache. Französisch: fließend. Niederländisch: gut. Englisch: Grundkenntnisse.
## EDV-Kenntnisse
Tabellenkalkulation, Buchhaltungsprogramme, Datenbanken
Eupen, den 12. September 2024
""", title="Lebenslauf", author=KATJA.name),
        "a German CV with the birthplace and, by habit, the religion",
        "cv", (m.POB,), special=(m.RELIGION,), personal=(m.PERSON, m.ADDRESS, m.PHONE, m.MAIL, m.BIRTH),
    )  # fmt: skip
