"""The people of a document: one entry a person, without a raw name."""

from dataclasses import asdict

from scanner.detect.engine import Located
from scanner.model import Place, Segment
from tests.detect.found import detector, table


def people(*segments):
    return detector().detect_until(float("inf"), [Located(segment) for segment in segments]).persons


def text(words):
    return Segment(words, Place("page 1"))


def test_order_case_and_accents_do_not_make_another_person():
    found = people(text("Naam: Janssens, Zoë\nCliënt: Zoe JANSSENS\nGeachte mevrouw Zoë Janssens,"))
    assert [(person.masked, person.count) for person in found] == [("J***", 3)]
    assert found[0].evidence == ("label: naam", "label: cliënt", "title: mevrouw")


def test_surname_and_first_name_in_the_lines_of_a_form_are_one_person():
    found = people(text("Naam: Peeters\nVoornaam: An\nBegeleider: Tom Claes\nGeachte mevrouw Peeters,"))
    assert [(person.masked, person.count) for person in found] == [("P***", 2), ("T***", 1)]


def test_rows_of_a_table_are_people():
    found = people(table([["Voornaam", "Naam", "Coach"], ["An", "Peeters", "Els Maes"], ["Tom", "Claes", "Els Maes"]]))
    assert [(person.masked, person.count) for person in found] == [("A***", 1), ("E***", 2), ("T***", 1)]


def test_a_first_name_of_two_people_stays_its_own():
    found = people(text("Cliënt: An Peeters\nCliënt: An Claes\nDag An,"))
    assert [person.count for person in found] == [1, 1, 1]


def test_the_same_name_has_the_same_fingerprint_in_another_document_and_under_another_key_not():
    from scanner import rulepacks
    from scanner.detect.engine import Detector

    first, second = people(text("Naam: An Peeters")), people(text("Aanwezig: PEETERS An, Tom Claes"))
    assert first[0].fingerprint == second[0].fingerprint
    other = Detector(rulepacks.shipped(), b"1" * 32).detect_until(float("inf"), [Located(text("Naam: An Peeters"))]).persons
    assert other[0].fingerprint != first[0].fingerprint


def test_no_raw_name_leaves():
    found = people(text("Cliënt: Rosalinde Hoogstraten"))
    assert "osalinde" not in str([asdict(person) for person in found]).lower()
    assert "hoogstraten" not in str([asdict(person) for person in found]).lower()
