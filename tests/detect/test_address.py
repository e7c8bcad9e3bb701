"""Addresses in Dutch, French and German forms, at their exact spans; years, rooms and amounts before a place are none."""

import pytest

from tests.detect.found import places, values


@pytest.mark.parametrize(
    "address",
    [
        "Kerkstraat 12, 9000 Gent",
        "Kerkstraat 12 bus 4, 9000 Gent",
        "Brugsesteenweg 233/0002\n9000 GENT",
        "KORTE KEPPESTRAAT 9 BUS 21\n9320 EREMBODEGEM",
        "Sint-Pieterskaai 27 b 3 - 8000 Brugge",
        "Dorpsstraat 1 b 2\n            9420 Erpe-Mere",
        "Lange Nieuwstraat 101, B-2000 Antwerpen",
        "Oude Baan 12A te 3000 Leuven",
        "Turnhoutsebaan 110 in Borgerhout (2140)",
        "Rue de la Station 14, 5000 Namur",
        "12, rue Haute boîte 5 à 1000 Bruxelles",
        "chaussée de Mons 1254 bte 3, 1070 Anderlecht",
        "place de la République française 1, 4000 Liège",
        "Neustraße 12, B-4700 Eupen",
        "Prinsengracht 263, 1016 GV Amsterdam",
        "22 Victoria Street, London SW1H 0NN",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Adres: {}", "An Peeters, {}, 0470 12 34 56", "Zij kwam langs op {}."])
def test_exact_span(address, around):
    assert values("ADDRESS", around.format(address)) == [address]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wonende te 9300 Aalst, Molendries 7", ["9300 Aalst, Molendries 7"]),
        ("domiciliée à Herstal, rue Large-Voie 22", ["Herstal, rue Large-Voie 22"]),
        ("wohnhaft in 4750 Bütgenbach, Seestraße 5", ["4750 Bütgenbach, Seestraße 5"]),
        ("Straat: Luikersteenweg\nHuisnummer: 71", ["Luikersteenweg"]),
        ("Straat + nr.: Rozenlaan 21\nPostcode en gemeente: 8400 Oostende", ["Rozenlaan 21", "8400 Oostende"]),
    ],
)
def test_announced_parts(text, found):
    assert values("ADDRESS", text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Sinds 1 januari 2000 Gent",
        "In 2023 Brussel won de prijs.",
        "Vergadering zaal 4, 2000 deelnemers",
        "factuur 12, 2000 Antwerpen",
        "Aantal 5, 9000 Gent",
        "De laan telt 30 bomen en 1200 struiken",
        "Adres: zie hoger",
        "Straat nr, postcode gemeente",
        "Netwerkadres 10.1.2.3",
        "Hij werkt in de Kerkstraat te Gent.",
    ],
)
def test_what_is_no_address(text):
    assert values("ADDRESS", text) == []


def test_a_column_of_streets():
    rows = [["Naam", "Straat", "Nr", "Gemeente"], ["Peeters", "Rozenlaan", "21", "Oostende"], ["Claes", "Dries", "4", "Gent"]]
    assert places(rows, "ADDRESS") == [("Blad1!B2", "R***"), ("Blad1!B3", "D***")]
