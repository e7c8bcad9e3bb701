"""The decision: several weak signals make an identity document, one alone does not, and another card's words speak against it."""

from dataclasses import replace

import pytest

from scanner.detect.vision.fuse import Signals, decide
from scanner.detect.vision.words import Said
from tests.detect.vision.seeing import understand

FRONT = understand(
    "BELGIË BELGIQUE BELGIEN BELGIUM\nIDENTITEITSKAART CARTE D'IDENTITÉ PERSONALAUSWEIS\nVoornamen / Given names\n"
    "Geboorteplaats en -datum\nNationaliteit / Nationality\nGeldig van - tot"
)
ZONE = understand("IDBEL590335801485120100200<<<<\n8512017F0901015BEL<<<<<<<<<<<7\nREINARTZ<<ULRIKE<KATIA<E<<<<<<")


@pytest.mark.parametrize(
    "alone",
    [
        Signals(Said(), shape="card", true_size=True),
        Signals(Said(), face="left"),
        Signals(FRONT),
        Signals(ZONE),
        Signals(Said(card_number="590123456789")),
        Signals(Said(), chip=True, bars=True, second_face=True),
    ],
    ids=["shape", "face", "words", "zone", "number", "parts"],
)
def test_one_kind_of_signal_alone_decides_nothing(alone):
    assert not decide(alone).copy


@pytest.mark.parametrize(
    "together",
    [
        Signals(FRONT, shape="card"),
        Signals(FRONT, face="other"),
        Signals(ZONE, shape="cut"),
        Signals(Said(titles=(("identity card", "identity card"),)), shape="card", face="left"),
        Signals(Said(register=True, national_numbers=("85073003328",), labels=("issue",)), shape="card", true_size=True),
    ],
    ids=["front without a face", "front without edges", "back cut off", "one title, face and shape", "back without a zone"],
)
def test_a_few_weak_ones_of_several_kinds_do(together):
    verdict = decide(together)
    assert verdict.copy
    assert verdict.confidence >= 0.5
    assert verdict.evidence


def test_shape_and_face_without_any_word_of_an_identity_document_are_a_badge():
    bare = Signals(Said(labels=("surname", "validity")), shape="card", true_size=True, face="left", chip=True)
    assert not decide(bare).copy


@pytest.mark.parametrize("kind", ["bank card", "insurance card", "transport card", "badge", "loyalty card"])
def test_words_of_another_card_outweigh_a_few_labels(kind):
    said = Said(labels=("surname", "given names", "birth"), countries=2, others=(kind,), national_numbers=("85073003328",))
    assert not decide(Signals(said, shape="card", face="right")).copy


def test_the_sides_are_told_apart_and_numbers_compared_with_the_zone():
    assert decide(Signals(FRONT, shape="card", face="right")).side == "front"
    back = decide(Signals(replace(ZONE, national_numbers=("85120100200",)), shape="card"))
    assert back.side == "back"
    assert "national number agrees with the MRZ" in back.evidence
    other = decide(Signals(replace(ZONE, national_numbers=("85073003328",)), shape="card"))
    assert "national number differs from the MRZ" in other.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Chauffeur gezocht, rijbewijs C en CE vereist, geldig tot 30 juni",
        "Rijbewijs / permis de conduire B",
        "Bestuurderspas, rijbewijs D, geldig tot 31.12.2027",
        "Categorie Minimumleeftijd Sinds\nAM 19.01.2013\nA1 19.01.2013\nB 01.07.1996\nCE 01.07.1996",
    ],
)
def test_a_licence_that_is_only_spoken_of_is_none_whatever_the_shape_and_the_face(text):
    assert not decide(Signals(understand(text), shape="card", true_size=True, face="left")).copy


@pytest.mark.parametrize(
    "beside",
    ["BELGIË BELGIQUE", "4a. 01.02.2015 4b. 01.02.2025", "FÜHRERSCHEIN DRIVING LICENCE", "MODEL VAN DE EUROPESE GEMEENSCHAPPEN"],
)
def test_what_stands_on_a_licence_besides_makes_its_title_count(beside):
    assert decide(Signals(understand(f"RIJBEWIJS PERMIS DE CONDUIRE\n{beside}"), shape="card", face="left")).copy


def test_the_label_of_the_register_alone_is_that_of_a_letter_unless_a_card_has_its_size():
    back = Said(register=1, national_numbers=("85073003328",), labels=("issue", "residence"))
    assert not decide(Signals(back, shape="card")).copy
    assert decide(Signals(back, shape="card", true_size=True)).copy
    assert decide(Signals(replace(back, register=2), shape="card")).copy


def test_a_card_holds_few_words():
    back = Said(register=2, national_numbers=("85073003328",), labels=("issue", "residence"))
    assert not decide(Signals(replace(back, words=120), shape="passport")).copy
