"""Names of people: where something announces them, at their exact spans, and not where something else only looks like one."""

import pytest

from scanner.model import Place, Segment
from tests.detect.found import detector, findings, places, values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Naam cliënt: Fatiha El Khattabi", ["Fatiha El Khattabi"]),
        ("Naam van de deelnemer : Ludo van 't Hof", ["Ludo van 't Hof"]),
        ("Nom du stagiaire : D'HONDT Amélie", ["D'HONDT Amélie"]),
        ("NAAM EN VOORNAAM: VAN DEN BOSSCHE AN-SOFIE", ["VAN DEN BOSSCHE AN-SOFIE"]),
        ("Naam: Janssens, An", ["Janssens, An"]),
        ("Voornaam      : Lieselot\nFamilienaam   : de Vos", ["Lieselot", "de Vos"]),
        ("Nieuwe stagiair: Jonas 't Kindt start maandag.", ["Jonas 't Kindt"]),
        ("Contact: Jan Peeters, Kerkstraat 12, 9000 Gent", ["Jan Peeters"]),
        ("Begeleider: Ben Daelemans", ["Ben Daelemans"]),
        ("Bénéficiaire : Mme Aïcha N'Diaye", ["Aïcha N'Diaye"]),
    ],
)
def test_behind_a_label(text, names):
    assert values("PERSON", text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Geachte mevrouw De Wit,\nDank u.", ["De Wit"]),
        ("Dag Mieke,\n\nTot morgen!", ["Mieke"]),
        ("Sehr geehrter Herr Dr. von Ameln,", ["von Ameln"]),
        ("Wij danken de heer R. De Vos van het OCMW te Dendermonde.", ["R. De Vos"]),
        ("Hoogachtend,\n\nIsabelle Van Gent\nTeamverantwoordelijke", ["Isabelle Van Gent"]),
        ("Bonne journée,\n\nLaetitia", ["Laetitia"]),
        ("Vriendelijke groet,\n\nNancy Claes | Administratie | Sint-Jansplein 4, 8000 Brugge", ["Nancy Claes"]),
        (
            "De werknemer,                De werkgever,\n\n\nSteven Maes                 Christel Aerts",
            ["Steven Maes", "Christel Aerts"],
        ),
        ("Fait à Tournai, le 3 mars 2024\n\nLe travailleur,\nOlivier Van de Walle", ["Olivier Van de Walle"]),
        ("Voor de vzw De Brug,\nMarc Simons, coördinator", ["Marc Simons"]),
        ("Uw begeleider, Kris Leuven, belt u.", ["Kris Leuven"]),
        ("Zijn mentor is Maria dos Santos.", ["Maria dos Santos"]),
        ("Verslag van het gesprek met Soraya Idrissi (poetshulp).", ["Soraya Idrissi"]),
        ("Présents : Mme Rousseau, M. Lambert, Julie Noël", ["Rousseau", "Lambert", "Julie Noël"]),
        ("Kinderen: Yassin (8) en Lina (5)", ["Yassin", "Lina"]),
    ],
)
def test_in_letters_and_reports(text, names):
    assert values("PERSON", text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Van: Joris Van Acker <joris@example.be>", ["Joris Van Acker"]),
        ("From: \"Peeters, An\" <an@example.be>\nTo: 'Tom Claes'", ["Peeters, An", "Tom Claes"]),
        ("Aan: onthaal@example.be; Griet Smeets; Hamid Azzouzi <h@example.be>", ["Griet Smeets", "Hamid Azzouzi"]),
        ("De : Sandrine Collard\nÀ : Mehdi Bouazza", ["Sandrine Collard", "Mehdi Bouazza"]),
        ("Van: Gent\nNaar: Leuven", []),
        ("Aan: Dienst Personeel", []),
        ("van Jan Peeters weten we niets", []),
    ],
)
def test_in_the_headers_of_a_mail(text, names):
    assert values("PERSON", text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Naam: «Naam»\nVoornaam: {{voornaam}}\nCliënt: XXXX\nBegeleider: ............",
        "Geachte [aanhef] [naam],\n\nMet vriendelijke groeten,\n[naam consulent]",
        "Mevrouw of mijnheer, neem plaats. De heer/mevrouw (schrappen wat niet past)",
        "Lettertype naam: Times New Roman",
        "Naam server: SRV Gent 01\nNaam bestand: Verslag Overleg",
        "Klant: Bakkerij Vermeulen",
        "Partner: Vokans\nPromotor: Groep Intro",
        "Naam: Sint-Niklaas",
        "Deelnemer: INSZ",
        "Het OCMW, de VDAB en de Vlaamse Regering. In San Francisco en Louvain-la-Neuve wordt gewerkt.",
        "De cliënt Nederlands leren is belangrijk.",
        "Verantwoordelijke: Vacant",
        "Beste Collega's,\n\nMet vriendelijke groeten\nDe dienst Personeel",
    ],
)
def test_what_only_looks_like_a_name(text):
    assert values("PERSON", text) == []


def test_columns_of_first_names_and_surnames():
    rows = [
        ["Naam", "Voornaam", "Gemeente"],
        ["Peeters", "An", "Gent"],
        ["De", "Van", "Aalst"],
        ["EL AMRANI", "Samira", "Ninove"],
    ]
    assert places(rows, "PERSON") == [
        ("Blad1!A2", "P***"), ("Blad1!A4", "E***"), ("Blad1!B2", "A***"), ("Blad1!B4", "S***"),
    ]  # fmt: skip


def test_functions_in_a_column_are_no_titles():
    rows = [["Functie", "Medewerker"], ["Bediende", "An Peeters"], ["Poetshulp Algemeen", "Tom Claes"]]
    assert [place for place, _ in places(rows, "PERSON")] == ["Blad1!B2", "Blad1!B3"]


def test_a_form_in_a_table():
    rows = [["Voornaam", "Sofie"], ["Naam", "De Groote"], ["Consulent", "Mark Engels"]]
    assert [place for place, _ in places(rows, "PERSON")] == ["Blad1!B1", "Blad1!B2", "Blad1!B3"]


def test_goods_under_a_bare_title():
    assert places([["Naam", "Prijs"], ["Heftruck", "120"], ["Verlengsnoer", "15"]], "PERSON") == []


def test_prose_full_of_capitals_gives_no_names():
    page = (
        "De Nationale Bank en het Federaal Planbureau verwachten groei. De Raad van State vernietigde het besluit. In Limburg, "
        "Vlaams-Brabant en West-Vlaanderen openen Werkwinkels. De naam van het project is Samen Sterk. Een cliënt kreeg uitleg, "
        "de begeleider van Groep Maatwerk ook. Het Rode Kruis, Unizo en Voka zijn partner. De coach geeft feedback. "
    )
    assert values("PERSON", page * 40) == []


def test_a_text_of_one_long_line_is_read_to_its_end():
    text = "de naam staat hier niet " * 20_000 + "en uw begeleider, Els Maes, belt."
    assert values("PERSON", text) == ["Els Maes"]


def test_only_the_first_letter_is_shown():
    (finding,) = findings(Segment("Cliënt: Rosalinde Hoogstraten", Place("page 1")), "PERSON")
    assert (finding.category, finding.masked, finding.locator) == ("personal", "R***", "page 1")
    assert "osalinde" not in repr(finding)


def test_a_name_that_the_configuration_allows_is_no_finding():
    from scanner import rulepacks
    from scanner.detect.engine import Detector

    allowing = Detector(rulepacks.shipped(), bytes(32), allow=["Els Maes"])
    assert allowing.spans("Contact: Els Maes") == []
    assert detector().spans("Contact: Els Maes") != []
