"""What a document's own properties say of when it was made."""

import io
from datetime import UTC, date, datetime

import docx
import pytest

from scanner.classify import document_date
from scanner.classify.metadata_date import candidates
from scanner.model import DateSource, Place, Role, Segment
from tests.read.office.office import read


def found(text, role=Role.METADATA):
    return [(one.day, one.detail) for one in candidates([Segment(text, Place("metadata"), role)])]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("created: 2024-05-12T10:15:00Z", date(2024, 5, 12)),
        ("created: 2024-05-12T22:15:00Z", date(2024, 5, 13)),
        ("modified: 2024-12-31T23:30:00Z", date(2025, 1, 1)),
        ("creation-date: 2024-05-12T23:15:00.123456789", date(2024, 5, 12)),
        ("date: 2024-05-12T23:15:00", date(2024, 5, 12)),
        ("CreationDate: D:20240512101500+02'00'", date(2024, 5, 12)),
        ("CreationDate: D:20240512233000Z", date(2024, 5, 13)),
        ("ModDate: D:20240512", date(2024, 5, 12)),
        ("xmp:CreateDate: 2024-05-12T10:15:00+02:00", date(2024, 5, 12)),
    ],
)
def test_a_property(line, day):
    assert [one for one, _ in found(f"title: x\n{line}\nauthor: y")] == [day]


@pytest.mark.parametrize(
    "line",
    [
        "lastPrinted: 2024-05-12T10:15:00Z",
        "created: gisteren",
        "created: 2024-13-12T10:15:00Z",
        "created: D:20240532",
        "created: 9999-12-31T23:59:59Z",
        "gemaakt created: 2024-05-12",
        "created: 12/05/2024 10:15",
    ],
)
def test_what_is_none(line):
    assert found(line) == []


def test_only_metadata_are_looked_at():
    assert found("created: 2024-05-12T10:15:00Z", Role.BODY) == []


def test_the_properties_of_a_real_word_document():
    document = docx.Document()
    document.core_properties.created = datetime(2019, 3, 4, 9, 0, tzinfo=UTC)
    document.core_properties.modified = datetime(2021, 6, 30, 23, 30, tzinfo=UTC)
    document.add_paragraph("Verslag van het gesprek")
    document.add_paragraph("Gent, 29 juni 2021")
    written = io.BytesIO()
    document.save(written)
    _, extraction = read(written.getvalue())
    assert [(one.day, one.source) for one in candidates(extraction.segments)] == [
        (date(2019, 3, 4), DateSource.METADATA),
        (date(2021, 7, 1), DateSource.METADATA),
    ]
    assert [(one.day, one.source) for one in document_date.candidates(extraction.segments)] == [
        (date(2021, 6, 29), DateSource.SIGNED)
    ]


def test_a_mail_is_of_the_day_in_its_header():
    segment = Segment("From: jan@voorbeeld.be\nDate: Sun, 12 May 2024 10:15:00 +0200\nSubject: x", Place("header"), Role.HEADER)
    assert [(one.day, one.source) for one in document_date.candidates([segment])] == [(date(2024, 5, 12), DateSource.TEXT)]
