"""The date of a document by its own text; which dates are not it."""

from datetime import date

import pytest

from scanner.classify.document_date import candidates
from scanner.model import Cell, Cells, DateSource, Grid, Lines, Place, Role, Segment

SIGNED, TEXT = DateSource.SIGNED, DateSource.TEXT
DAY = date(2024, 5, 12)


def found(text, role=Role.BODY, locators=None):
    return [(one.day, one.source) for one in candidates([Segment(text, locators or Place("page 1"), role)])]


@pytest.mark.parametrize(
    "line",
    [
        "Gent, 12 mei 2024",
        "Gent, 12 mei 2024.",
        "Sint-Niklaas, 12/05/2024",
        "Gent, den 12 mei 2024",
        "Gent, zondag 12 mei 2024",
        "La Louvière, le 12 mai 2024",
        "Bruxelles, le dimanche 12 mai 2024",
        "Eupen, den 12. Mai 2024",
        "London, 12 May 2024",
        "Opgemaakt te Gent op 12 mei 2024",
        "Opgemaakt te Gent, op 12/05/2024 in twee exemplaren.",
        "Aldus opgemaakt in Leuven op 12-05-2024",
        "Fait à Bruxelles, le 12 mai 2024",
        "Done at Ghent on 12 May 2024",
        "Ausgestellt in Eupen am 12.05.2024",
        "Getekend op 12 mei 2024",
        "Datum en handtekening: 12/05/2024",
        "Datum ondertekening: 12/05/2024",
        "Handtekening cliënt 12/05/2024",
        "Voor akkoord, 12/05/2024",
        "Date et signature : 12/05/2024",
    ],
)
def test_a_signed_date(line):
    assert found(f"Verslag\n\nAlles besproken.\n{line}\n") == [(DAY, SIGNED)]


@pytest.mark.parametrize(
    "line",
    [
        "Datum: 12/05/2024",
        "Datum : 12 mei 2024",
        "datum: 2024-05-12",
        "Date : le 12 mai 2024",
        "Date: 12 May 2024",
        "Datum gesprek: 12.05.2024",
        "Datum van het verslag: zondag 12 mei 2024",
        "Factuurdatum: 12/05/2024",
        "Date de facturation : 12/05/2024",
        "Invoice date: 12/05/2024",
        "Rechnungsdatum: 12.05.2024",
        "Datum (dag/maand/jaar): 12/05/2024",
        "Factuurdatum 12 mei 2024",
        "Date de la facture : 12 mai 2024 - Échéance : 11 juin 2024",
        "Datum: 12/05/2024 - Gent",
    ],
)
def test_a_labelled_date(line):
    assert found(f"{line}\nVerslag van het gesprek") == [(DAY, TEXT)]


def test_a_label_beside_a_signature_is_signed():
    assert found("Handtekening consulent:\n\nDatum: 12/05/2024") == [(DAY, SIGNED)]


def test_a_month_alone_is_its_last_day():
    assert found("Datum: mei 2024") == [(date(2024, 5, 31), TEXT)]
    assert found("Date : février 2024") == [(date(2024, 2, 29), TEXT)]
    assert found("Datum: december 2023") == [(date(2023, 12, 31), TEXT)]
    assert found("Loonbrief februari 2025") == [(date(2025, 2, 28), TEXT)]
    assert found("Fiche de paie : mars 2025") == [(date(2025, 3, 31), TEXT)]
    assert found("Loonbrief februari 2025 tot maart 2025") == []


@pytest.mark.parametrize(
    "line",
    [
        "Geboortedatum: 12/05/1985",
        "Geboren te Gent, 12 mei 1985",
        "Geboren te:\nGent, 12 mei 1985",
        "Né à Liège, le 12 mai 1985",
        "Lieu et date de naissance :\nLiège, le 12 mai 1985",
        "Date of birth: 12/05/1985",
        "Geldig tot 12/05/2034",
        "Datum: geldig tot 12/05/2034",
        "Vervaldatum: 12/05/2034",
        "Te betalen vóór 12/06/2024",
        "Date d'échéance : 12/06/2024",
        "Due date: 12/06/2024",
        "Valable jusqu'au 12 mai 2034",
        "In dienst sinds 12/05/2019",
        "12/05/2019 - 30/06/2021 Magazijnier bij Bakkerij Peeters",
        "Van 12/05/2019 tot 30/06/2021: verkoper",
        "Datum: 12/05/2024 - 13/06/2024",
        "Datum: 12/05/2024 tot 13/06/2024",
        "Startdatum: 12/05/2024",
        "Datum: 12 mei 2024 - juni 2024",
        "Datum: mei 2024 - heden",
        "Datum 12/05/2024 gesprek",
        "De cliënt kwam op 12 mei 2024 langs.",
        "Leveringsbon 80101911/26.06.2025",
        "Datum: 80101911/26.06.2025",
        "Datum: 26.06.2025/0017",
        "Datum: 12/27/2024",
        "Datum: 30/02/2024",
        "Datum: dossier 12",
        "Ondertekend door de cliënt, geboren op 12/05/1985",
        "Handtekening geldig tot 12/05/2034",
        "Kandidatuur te sturen naar Gent, ten laatste 12 mei 2024",
    ],
)
def test_dates_that_are_not_the_documents(line):
    assert found(line) == []


def test_the_number_before_a_date_is_no_year_and_no_today():
    """Lesson 174 and 175: a delivery note is not of 1911, and 27 as month is nothing at all."""
    assert found("Datum 80101911/26.06.2025") == []
    assert found("Datum: 05/27/2024") == []


def test_iso_is_never_reordered():
    assert found("Datum: 2024-05-06") == [(date(2024, 5, 6), TEXT)]


def test_the_first_of_two_signers_and_the_second_both_count():
    text = "Handtekening cliënt: 12/05/2024\nHandtekening consulent: 14/05/2024"
    assert found(text) == [(DAY, SIGNED), (date(2024, 5, 14), SIGNED)]


def test_rows_of_a_table_of_experience_do_not_date_a_cv():
    rows = ["Datum\tFunctie\tBedrijf", "Datum: 12/05/2019\tVerkoper\tBakkerij", "Gent, 12 mei 2019\tVerkoper"]
    text = "\n".join(rows)
    cells = Cells([Cell(0, 5, 1, 1)])
    assert found(text, locators=Grid("table 1", cells, "rc")) == []
    assert found("Datum:\t12/05/2024", locators=Grid("table 1", cells, "rc")) == [(DAY, TEXT)]


def test_metadata_hidden_text_and_names_are_left_to_others():
    for role in (Role.METADATA, Role.NAME, Role.HIDDEN, Role.COMMENT):
        assert found("Datum: 12/05/2024", role) == []


def test_a_place_is_told_and_a_day_once():
    text = "Datum: 12/05/2024\nx\nDatum: 12/05/2024\nGent, 12 mei 2024"
    got = candidates([Segment(text, Lines((17, 19, 37)))])
    assert [(one.source, one.detail) for one in got] == [(TEXT, "line 1"), (SIGNED, "line 4")]


def test_a_register_of_dates_has_no_date_of_its_own():
    text = "\n".join(f"Datum: {day:02}/{month:02}/2024" for month in range(1, 4) for day in range(1, 28))
    assert found(text) == []


def test_long_lines_cost_little():
    assert found("Opgemaakt te " + "a " * 200_000 + "12 mei 2024") == []
