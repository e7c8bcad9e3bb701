"""What words say of a card, as they are printed and as OCR gives them."""

import pytest

from benchmarks.accuracy import numbers
from scanner.detect.vision.vocabulary import IDENTITY, KIDS, LICENCE, PASSPORT, PERMIT
from tests import make
from tests.detect.vision.seeing import understand

ZONE = "IDBEL590335801485120100200<<<<\n8512017F0901015BEL<<<<<<<<<<<7\nREINARTZ<<ULRIKE<KATIA<E<<<<<<"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IDENTITEITSKAART CARTE D'IDENTITÉ PERSONALAUSWEIS IDENTITY CARD", IDENTITY),
        ("1DENTITEITSKAART", IDENTITY),
        ("IDENTITElTSKAARI", IDENTITY),
        ("PERSONALAUSWE1S", IDENTITY),
        ("carte d’identite", IDENTITY),
        ("IDENTITEITSDOCUMENT DOCUMENT D'IDENTITÉ", KIDS),
        ("VERBLIJFSTITEL TITRE DE SEJOUR", PERMIT),
        ("RIJBEWIJS PERMIS DE CONDUIRE FÜHRERSCHEIN", LICENCE),
        ("PASPOORT PASSEPORT REISEPASS", PASSPORT),
        ("Identiteit van de klant", ""),
        ("kaart voor de identificatie", ""),
    ],
)
def test_titles_are_known_with_letters_misread_and_other_words_are_not(text, kind):
    assert understand(text).kind == kind


def test_labels_country_and_register_are_told_apart():
    said = understand(
        "BELGIË BELGIQUE BELGIEN\nVoornamen / Given names\nGeboorteplaats en -datum / Place and date of birth\n"
        "Nationaliteit / Nationality\nKaartnr. / Card No.\nN° d'identification du Registre national"
    )
    assert said.countries >= 2
    assert said.register
    assert {"given names", "birth", "nationality", "card number"} <= set(said.labels)
    assert said.others == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fictobank VALID THRU 12/29", "bank card"),
        ("EUROPESE ZIEKTEVERZEKERINGSKAART", "insurance card"),
        ("EUROPESE ZlEKTEVERZEKERINGSKAARI", "insurance card"),
        ("MOBIB De Lijn", "transport card"),
        ("Klantenkaart - spaar punten", "loyalty card"),
        ("Personeelsbadge", "badge"),
        ("Curriculum vitae", "paper"),
    ],
)
def test_other_cards_and_papers_are_known_by_their_words(text, kind):
    assert kind in understand(text).others


def test_numbers_count_only_when_their_check_holds():
    twelve = numbers.twelve("5900001234")
    assert understand(f"Kaartnr. {twelve[:3]}-{twelve[3:10]}-{twelve[10:]}").card_number == twelve
    assert understand("Kaartnr. 591-1234567-00").card_number == ""
    assert understand(f"Rijksregister {make.RRN}").national_numbers
    assert not understand("Rijksregister 85.07.30-033.29").national_numbers


def test_a_zone_is_read_and_rows_that_only_look_like_one_are_counted():
    assert understand(ZONE).zone.checks
    half = understand("lDBEL59O33S8O1<<<x<<<<<<\n8512O17F0901O15BEL<<<<<<<")
    assert half.zone is None or not half.zone.checks
    assert half.zone_rows == 2
