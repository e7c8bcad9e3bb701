"""The register's import: encodings, marks, dates, lines that cannot be used, and what a new file changes."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.retention import changes, wording
from scanner.retention.facts import Reason
from scanner.retention.register import Register
from scanner.retention.register_rows import Imported, RegisterRoot, parse
from scanner.retention.register_table import COLUMNS, RegisterError
from tests.retention.made import ON, dossier, frame

HEADER = ",".join(COLUMNS)
LINE = "2024-0012,clients/janssens,Jan Janssens,1985-07-30,jan@voorbeeld.be,0470 00 00 00,vzw,vdab,2023-03-01,2024-05-12,2025-06-30,health,"


def read(text, **values):
    return parse(text if isinstance(text, bytes) else text.encode(), "register.csv", frame(**values))


def with_cells(**cells):
    """A register of one row with some cells other than usual."""
    usual = dict(zip(COLUMNS, LINE.split(","), strict=True))
    names = [*COLUMNS, *(name for name in cells if name not in COLUMNS)]
    row = {**usual, **cells}
    return ",".join(names) + "\n" + ",".join(f'"{row[name]}"' for name in names)


def told(imported):
    return [
        (problem.line, problem.reason.key, dict(problem.reason.values).get("column", ""), problem.is_error)
        for problem in imported.problems
    ]


def sheet(rows, epoch=None, number_format=None):
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_line_is_a_dossier():
    imported = read(f"{HEADER}\n{LINE}\n")
    assert imported.problems == ()
    (one,) = imported.register
    assert (one.number, one.root, one.folder, one.controller, one.programme) == (
        "2024-0012",
        1,
        "clients/janssens",
        "vzw",
        "vdab",
    )
    assert (one.opened, one.closed, one.project_end) == (date(2023, 3, 1), date(2024, 5, 12), date(2025, 6, 30))
    assert (one.consents, one.hold) == (frozenset({"health"}), "")
    assert (one.person.name, one.person.birth_date) == ("Jan Janssens", date(1985, 7, 30))


def test_a_dossier_never_shows_the_person():
    (one,) = read(f"{HEADER}\n{LINE}\n").register
    for secret in ("Jan", "1985", "voorbeeld", "0470"):
        assert secret not in repr(one)
        assert secret not in repr(one.person)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_marks(mark, encoding, end):
    line = LINE.replace("janssens", "Gaëlle Müller").replace("health", '"health;photo"').replace(",", mark)
    text = f"{HEADER.replace(',', mark)}{end}{line}{end}"
    imported = read(text.encode(encoding))
    assert imported.problems == ()
    (one,) = imported.register
    assert one.folder == "clients/Gaëlle Müller"
    assert one.consents == frozenset({"health", "photo"})


def test_a_file_of_excel_names_its_mark_and_big_endian_is_read():
    text = "sep=;\r\n" + HEADER.replace(",", ";") + "\r\n" + LINE.replace(",", ";") + "\r\n" + "x" + ";" * 12
    imported = read(b"\xfe\xff" + text.encode("utf-16-be"))
    assert len(imported.register) == 1
    assert {line for line, *_ in told(imported)} == {4}


def test_columns_in_any_order_and_capitals_empty_lines_and_missing_columns_at_the_end():
    text = "\nClosed; Dossier ;FOLDER;programme;controller\n\n12/05/2024;7;clients\\jan\\;VDAB;VZW\n;;;;\n"
    imported = read(text)
    assert imported.problems == ()
    (one,) = imported.register
    assert (one.number, one.folder, one.programme, one.controller, one.closed) == (
        "7",
        "clients/jan",
        "vdab",
        "vzw",
        date(2024, 5, 12),
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-12", date(2024, 5, 12)),
        ("12/05/2024", date(2024, 5, 12)),
        ("12-5-2024", date(2024, 5, 12)),
        ("12.05.2024", date(2024, 5, 12)),
        (" 12/05/2024 ", date(2024, 5, 12)),
        ("2024-05-12T00:00:00", date(2024, 5, 12)),
        ("12/05/2024 00:00", date(2024, 5, 12)),
        ("29/02/2024", date(2024, 2, 29)),
        ("05/06/2024", date(2024, 6, 5)),
        ("", None),
    ],
)
def test_dates_as_they_are_written_in_belgium(written, day):
    imported = read(with_cells(closed=written))
    assert imported.problems == ()
    assert next(iter(imported.register)).closed == day


@pytest.mark.parametrize(
    "written",
    [
        "29/02/2023",
        "05/27/2024",
        "2024-27-05",
        "12/05/24",
        "mei 2024",
        "12/05-2024",
        "45424",
        "ja",
        "2024",
        "12/05/2024 14:30",
        "٢٠٢٤-٠٥-١٢",
        "2024-05-12x",
    ],
)
def test_what_is_no_date_makes_the_row_unusable(written):
    for column in ("opened", "closed", "project_end", "birth_date", "last_payment", "consent_withdrawn", "contract_end"):
        imported = read(with_cells(**{column: written}))
        assert (2, "row_no_date", column, True) in told(imported)
        assert len(imported.register) == 0
        assert imported.unusable == {"2024-0012"}


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"dossier": ""}, ("row_missing", "dossier")),
        ({"dossier": "  "}, ("row_missing", "dossier")),
        ({"folder": ""}, ("row_missing", "folder")),
        ({"folder": "../elders"}, ("row_outside", "folder")),
        ({"folder": "clients/../../elders"}, ("row_outside", "folder")),
        ({"folder": "/srv/other/jan"}, ("row_outside", "folder")),
        ({"folder": "/srv/share2/jan"}, ("row_outside", "folder")),
        ({"folder": "S:\\clients\\jan"}, ("row_outside", "folder")),
        ({"folder": "\\\\server\\share\\jan"}, ("row_outside", "folder")),
        ({"folder": "."}, ("row_outside", "folder")),
        ({"folder": "/srv/share"}, ("row_outside", "folder")),
        ({"controller": "another"}, ("row_unknown_key", "controller")),
        ({"controller": ""}, ("row_missing", "controller")),
        ({"programme": "vdap"}, ("row_unknown_key", "programme")),
        ({"programme": ""}, ("row_missing", "programme")),
        ({"opened": "2024-05-13"}, ("row_before_opened", "closed")),
        ({"project_end": "2023-02-28"}, ("row_before_opened", "project_end")),
        ({"closed": "1911-06-26", "opened": ""}, ("row_date_implausible", "closed")),
        ({"closed": "2204-05-12"}, ("row_date_implausible", "closed")),
        ({"birth_date": "1885-07-30"}, ("row_date_implausible", "birth_date")),
    ],
)
def test_a_row_that_cannot_be_used(cells, problem):
    imported = read(with_cells(**cells))
    assert (2, *problem, True) in told(imported)
    assert len(imported.register) == 0


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"birth_date": "2026-11-28"}, ("row_born_later", "birth_date")),
        ({"consents": "gezondheid"}, ("row_unknown_consent", "consents")),
        ({"closed": "2037-05-12"}, ("row_far_ahead", "closed")),
        ({"remarks": "x"}, ("column_unknown", "remarks")),
    ],
)
def test_a_warning_costs_no_row(cells, problem):
    imported = read(with_cells(**cells))
    assert [(key, column, is_error) for _, key, column, is_error in told(imported)] == [(*problem, False)]
    (one,) = imported.register
    assert one.person.birth_date in (None, date(1985, 7, 30))
    assert one.consents <= {"health"}


def test_a_birth_date_ahead_and_a_folder_that_is_not_there_are_ignored():
    imported = read(with_cells(birth_date="2026-11-28"), exists=lambda root, folder: False)
    (one,) = imported.register
    assert one.person.birth_date is None
    assert one.folder == ""
    assert (2, "row_no_folder", "folder", False) in told(imported)


def test_a_dossier_of_one_day():
    imported = read(with_cells(opened="2024-05-12", closed="2024-05-12"))
    assert imported.problems == ()


def test_the_first_of_two_rows_of_a_dossier_wins():
    imported = read(f"{HEADER}\n{LINE}\n{LINE.replace('2024-05-12', '2026-01-01')}\n")
    assert told(imported) == [(3, "row_twice", "", True)]
    (one,) = imported.register
    assert one.closed == date(2024, 5, 12)
    assert imported.unusable == frozenset()
    assert wording.line(3, imported.problems[0].reason, "nl").startswith("regel 3: Dit dossier staat al op regel 2")


def test_the_first_row_wins_also_when_it_cannot_be_used():
    imported = read(f"{HEADER}\n{LINE.replace('vdab', 'x')}\n{LINE}\n")
    assert len(imported.register) == 0
    assert imported.unusable == {"2024-0012"}


def test_two_dossiers_of_one_folder_are_both_kept_and_told():
    imported = read(f"{HEADER}\n{LINE}\n{LINE.replace('2024-0012', '2024-0013')}\n")
    assert told(imported) == [(3, "row_same_folder", "folder", False)]
    assert len(imported.register) == 2


def test_the_other_rows_are_imported_and_lines_are_those_of_the_file():
    rows = [
        LINE,
        LINE.replace("2024-0012", "2").replace("vdab", "x"),
        '"3","clients/an",,,,,vzw,vdab,,,,,"reason on\ntwo lines"',
        LINE.replace("2024-0012", "4").replace(",vzw", ",y"),
    ]
    imported = read("\n".join([HEADER, *rows]))
    assert [one.number for one in imported.register] == ["2024-0012", "3"]
    assert [line for line, *_ in told(imported)] == [3, 6]
    assert imported.unusable == {"2", "4"}


def test_shifted_columns_are_noticed():
    """`health;photo` without quotation marks in a file with `;` moves a hold out of its column."""
    line = LINE.replace(",", ";").replace("health;", "health;photo;court")
    imported = read(HEADER.replace(",", ";") + "\n" + line)
    assert (2, "row_cells", "", True) in told(imported)
    assert len(imported.register) == 0


def test_a_hold_of_any_text_is_a_hold():
    for words in ("rechtszaak", "nee", "0", "-"):
        assert next(iter(read(with_cells(hold=words)).register)).hold == words


def test_an_absolute_folder_and_several_roots():
    roots = (RegisterRoot(1, "/srv/share"), RegisterRoot(2, "/srv/share/archief"), RegisterRoot(3, "/data"))
    (one,) = read(with_cells(folder="/srv/share/archief/jan"), roots=roots).register
    assert (one.root, one.folder) == (2, "jan")
    (one,) = read(with_cells(folder="clients/jan"), roots=roots, exists=lambda root, folder: root == 3).register
    assert (one.root, one.folder) == (3, "clients/jan")
    imported = read(with_cells(folder="clients/jan"), roots=roots)
    assert told(imported) == [(2, "row_several_roots", "folder", True)]


def test_a_pattern_makes_a_folder_unnecessary():
    imported = read(with_cells(folder=""), folder_needed=False)
    assert imported.problems == ()
    assert next(iter(imported.register)).folder == ""
    assert len(read("dossier,controller,programme,closed\n7,vzw,vdab,2024-05-12", folder_needed=False).register) == 1


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "register is empty"),
        (b"\n ;;\n", "register is empty"),
        (b"dossier;folder;controller;programme\n", "line 1: the header lacks closed"),
        (b"nummer;map\n1;2\n", "the header lacks dossier, folder, controller, programme, closed"),
        (b"dossier;folder;controller;programme;closed;closed\n", "names closed twice"),
        (b"\x00\x01\x02\x03", "not a text"),
        (b"\xff\xfe\x00", "not a text"),
        (b"\x81\x8d\x9d dossier", "not a text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or locked Excel file"),
        (b"PK\x03\x04 broken", "workbook cannot be read"),
        (HEADER.encode() + b'\n1,"clients/jan,,,,,vzw,vdab,,,,,\n2,x,,,,,vzw,vdab,,,,,\n', "line 2: a quotation mark"),
        (HEADER.encode() + b'\n1,"clients" jan,,,,,vzw,vdab,,,,,\n', "line 2: a quotation mark"),
        (
            HEADER.encode() + b'\n1,"clients/jan' + b"\n2,x,,,,,vzw,vdab,,,,," * 30 + b'",,,,,vzw,vdab,,,,,\n',
            "line 2: a quotation mark",
        ),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole(raw, words):
    with pytest.raises(RegisterError) as caught:
        read(raw)
    assert str(caught.value).startswith("register.csv: ")
    assert words in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_register_or_a_refusal(raw):
    for given_bytes in (raw, HEADER.encode() + b"\n" + raw, b"PK\x03\x04" + raw):
        try:
            imported = read(given_bytes)
        except RegisterError:
            continue
        assert all(problem.line >= 1 for problem in imported.problems)


def test_no_message_holds_a_value():
    secret = "85.07.30-033.28"
    for column in COLUMNS:
        for imported in (
            read(with_cells(**{column: secret})),
            read(with_cells(**{column: secret, "opened": "x", "controller": secret})),
        ):
            for problem in imported.problems:
                assert secret not in repr(problem)
                for language in wording.LANGUAGES:
                    assert secret not in wording.line(problem.line, problem.reason, language)


def test_a_workbook():
    rows = [
        list(COLUMNS),
        [
            2024.0,
            "clients/jan",
            "Jan",
            datetime(1985, 7, 30),
            "",
            "",
            "vzw",
            "vdab",
            datetime(2023, 3, 1),
            date(2024, 5, 12),
            45838,
            "health;photo",
            None,
        ],
        [],
        ["2", "clients/an", "An", "30/07/1985", "", "", "vzw", "vdab", "01/03/2023", "x", None, None, "court"],
    ]
    imported = read(sheet(rows))
    assert told(imported) == [(4, "row_no_date", "closed", True)]
    (one,) = imported.register
    assert (one.number, one.opened, one.closed) == ("2024", date(2023, 3, 1), date(2024, 5, 12))
    assert one.project_end == date(2025, 6, 30)
    assert one.person.birth_date == date(1985, 7, 30)
    assert one.consents == {"health", "photo"}


def with_formula(cell):
    """A workbook whose cell M2 (the hold) is given as XML, in the place of `=1+1`."""
    raw = sheet([list(COLUMNS), ["1", "clients/jan", "", None, "", "", "vzw", "vdab", None, None, None, None, "=1+1"]])
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"<v></v>", b"<v />").replace(b'<c r="M2"><f>1+1</f><v /></c>', cell)
            new.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("cell", "hold"),
    [
        (b'<c r="M2" t="str"><f>A1</f><v>court</v></c>', "court"),
        (b'<c r="M2" t="str"><f>IF(A1="","","x")</f><v></v></c>', ""),
        (b'<c r="M2"><f>1+1</f><v>2</v></c>', "2"),
        (b'<c r="M2"/>', ""),
    ],
)
def test_of_a_formula_the_last_value_counts(cell, hold):
    (one,) = read(with_formula(cell)).register
    assert one.hold == hold


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="M2" t="e"><f>VLOOKUP(1,A1,2)</f><v>#REF!</v></c>',
        b'<c r="M2" t="e"><v>#N/A</v></c>',
        b'<c r="M2"><f>1+1</f></c>',
        b'<c r="M2"><f>1+1</f><v /></c>',
    ],
)
def test_a_formula_without_value_is_refused_since_a_hold_would_be_lost(cell):
    with pytest.raises(RegisterError, match="the formula in cell M2"):
        read(with_formula(cell))


def test_a_bare_number_in_a_workbook_that_counts_from_1904_is_no_date():
    rows = [list(COLUMNS), ["1", "clients/jan", "", None, "", "", "vzw", "vdab", None, 45838, None, None, None]]
    imported = read(sheet(rows, epoch=datetime(1904, 1, 1)))
    assert told(imported) == [(2, "row_no_date", "closed", True)]
    dated = [list(COLUMNS), ["1", "clients/jan", "", None, "", "", "vzw", "vdab", None, date(2024, 5, 12), None, None, None]]
    assert next(iter(read(sheet(dated, epoch=datetime(1904, 1, 1))).register)).closed == date(2024, 5, 12)


@pytest.mark.parametrize("number", [0, 1, 2024, 7305, 73416, 1e12, -5, 20240512])
def test_a_bare_number_that_is_no_day(number):
    rows = [list(COLUMNS), ["1", "clients/jan", "", None, "", "", "vzw", "vdab", None, number, None, None, None]]
    assert told(read(sheet(rows))) == [(2, "row_no_date", "closed", True)]


def imported_of(*dossiers, unusable=()):
    return Imported(Register(dossiers), (), frozenset(unusable))


def test_the_difference_of_two_registers():
    old = Register(
        (dossier(number="1"), dossier(number="2", hold="court"), dossier(number="3"), dossier(number="4"), dossier(number="5"))
    )
    new = imported_of(
        dossier(number="1"), dossier(number="2"), dossier(number="3", closed=ON), dossier(number="6"), unusable=("5",)
    )
    found = changes.difference(old, new)
    assert found.added == ("6",)
    assert [(change.number, change.columns) for change in found.changed] == [("2", ("hold",)), ("3", ("closed",))]
    assert (found.removed, found.unusable) == (("4",), ("5",))
    assert (found.released, found.closing) == (("2",), ("3",))
    assert (found.before, found.after) == (5, 4)
    assert not found.is_nothing
    assert changes.difference(old, imported_of(*old)).is_nothing


@pytest.mark.parametrize(
    ("before", "kept", "unusable", "stops"),
    [
        (100, 90, 0, False),
        (100, 89, 0, True),
        (100, 89, 11, True),
        (100, 100, 0, False),
        (1, 0, 0, True),
        (0, 0, 0, False),
        (10, 9, 0, False),
        (5, 4, 0, True),
    ],
)
def test_an_import_that_removes_too_much_stops(before, kept, unusable, stops):
    old = Register(tuple(dossier(number=str(number)) for number in range(before)))
    new = imported_of(*old.dossiers[:kept], unusable=[str(number) for number in range(kept, kept + unusable)])
    alarm = changes.removal_alarm(changes.difference(old, new), 10.0)
    assert (alarm is not None) is stops


def test_an_emptied_register_stops_whatever_the_share():
    old = Register(tuple(dossier(number=str(number)) for number in range(10)))
    alarm = changes.removal_alarm(changes.difference(old, imported_of()), 100.0)
    assert alarm == Reason("alarm_removal", (("removed", 10), ("before", 10), ("percent", 100)))
