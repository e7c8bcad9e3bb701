"""A dossier's own file in its folder."""

from datetime import date

import pytest

from scanner.retention.dossier_file import joined, parse
from scanner.retention.register import Register
from scanner.retention.register_table import RegisterError
from tests.retention.made import dossier, frame

GOOD = (
    "dossier: 2024-0012x\ncontroller: vzw\nprogramme: vdab\nopened: 2023-03-01\nclosed: 12/05/2024\nconsents: [health, photo]\n"
)


def read(text, folder="clients/jan"):
    return parse(text.encode(), "clients/jan/.dossier.yaml", 1, folder, frame())


def test_a_file_is_a_dossier_of_its_folder():
    one = read(GOOD + "hold: court\n")
    assert (one.number, one.root, one.folder, one.closed, one.hold) == (
        "2024-0012x",
        1,
        "clients/jan",
        date(2024, 5, 12),
        "court",
    )
    assert one.consents == {"health", "photo"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: the file must hold keys and values"),
        ("- a", "line 1: the file must hold keys and values"),
        (GOOD.replace("vdab", "vdap"), "line 3: programme: Programme is not in the configuration"),
        (GOOD.replace("12/05/2024", "12/05/2022"), "line 5: closed: Closed lies before the dossier was opened"),
        (GOOD.replace("12/05/2024", "mei 2024"), "line 5: closed: Closed is no date"),
        (GOOD.replace("closed", "close"), "line 5: close: unknown key"),
        (GOOD.replace("[health, photo]", "[gezondheid]"), "line 6: consents"),
        (GOOD + "folder: elders\n", "line 7: folder: unknown key"),
        (GOOD + "person: Jan\n", "line 7: person: unknown key"),
        (GOOD.replace("2024-0012x", "0012"), "line 1: dossier: must be a text"),
        (GOOD.replace("2024-0012x", "2024_0012"), "line 1: dossier: must be a text"),
        (GOOD + "hold: yes\n", "line 7: hold: must be a text or a date"),
        (GOOD + "closed: 2026-01-01\n", "line 7: closed: stands twice"),
        (GOOD.replace("dossier: 2024-0012x\n", ""), "dossier"),
        (GOOD.replace("vzw", "[85.07.30-033.28]"), "line 2: controller: must be a text"),
    ],
)
def test_a_mistake_is_told_and_the_file_does_not_count(text, words):
    with pytest.raises(RegisterError) as caught:
        read(text)
    message = str(caught.value)
    assert message.startswith("clients/jan/.dossier.yaml: ")
    assert words in message
    assert "85.07" not in message
    assert "gezondheid" not in message


def test_the_root_is_no_dossier():
    with pytest.raises(RegisterError):
        read(GOOD, folder="")


def test_the_registers_line_counts_before_the_folders():
    register = Register((dossier(number="1"),))
    added, twice = joined(
        register, [dossier(number="1", closed=date(2020, 1, 1)), dossier(number="2"), dossier(number="2", hold="x")]
    )
    assert [(one.number, one.closed, one.hold) for one in added] == [("1", None, ""), ("2", None, "")]
    assert twice == ("1", "2")
