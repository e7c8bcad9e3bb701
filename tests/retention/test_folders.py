"""From a file's folder to its dossier."""

import unicodedata

import pytest

from scanner.patterns import Pattern, PatternError
from scanner.retention.folders import FolderIndex, Found, plain
from scanner.retention.lookup import index
from scanner.retention.register import Register
from scanner.retention.register_rows import standing
from scanner.retention_settings import PROGRAMMES, RetentionSettings, StandingFolder
from tests.retention.made import ROOTS, dossier

JAN = dossier(number="2024-0012", folder="clients/jan")
AN = dossier(number="2024-0013", folder="clients/jan/dochter an")


def test_the_deepest_folder_that_holds_the_file_wins():
    index = FolderIndex([JAN, AN])
    assert index.find(1, b"clients/jan/cv.pdf") == Found(JAN)
    assert index.find(1, b"clients/jan/2024/oud/cv.pdf") == Found(JAN)
    assert index.find(1, b"clients/jan/dochter an/cv.pdf") == Found(AN)


@pytest.mark.parametrize(
    "path",
    [
        b"clients/jan2/cv.pdf",
        b"clients/janssens/cv.pdf",
        b"clients/jan",
        b"cv.pdf",
        b"x/clients/jan/cv.pdf",
        b"",
        b"clients/cv.pdf",
        b"clients/JAN/cv.pdf",
    ],
)
def test_a_prefix_ends_at_a_separator(path):
    """Lesson 216: `jan` does not select `janssens`."""
    assert FolderIndex([JAN]).find(1, path) == Found()


def test_another_root_is_another_place():
    assert FolderIndex([JAN]).find(2, b"clients/jan/cv.pdf") == Found()


def test_accents_in_both_forms_are_the_same_and_capitals_are_not():
    held = dossier(folder=unicodedata.normalize("NFC", "clients/Zoë"))
    for form in ("NFC", "NFD"):
        path = unicodedata.normalize(form, "clients/Zoë/cv.pdf").encode()
        assert FolderIndex([held]).find(1, path) == Found(held)
    assert FolderIndex([held]).find(1, "clients/zoë/cv.pdf".encode()) == Found()
    assert FolderIndex([held], ignore_case=True).find(1, "CLIENTS/ZOË/cv.pdf".encode()) == Found(held)


def test_a_name_that_is_no_utf8_has_the_dossier_of_its_folder():
    assert FolderIndex([JAN]).find(1, b"clients/jan/caf\xe9/\xff.pdf") == Found(JAN)
    assert FolderIndex([JAN]).find(1, b"clients/j\xe9/cv.pdf") == Found()


def test_two_dossiers_of_one_folder_are_told():
    other = dossier(number="2024-0099", folder="clients/jan")
    assert FolderIndex([JAN, other]).find(1, b"clients/jan/cv.pdf") == Found(JAN, (other,))


def test_a_number_in_a_folders_name():
    moved = dossier(number="2023-0007", folder="")
    index = FolderIndex([JAN, moved], Pattern("[0-9]{4}-[0-9]{4}"))
    assert index.find(1, b"archief/2023-0007 Peeters/cv.pdf") == Found(moved)
    assert index.find(1, b"archief/2023-0007_Peeters/oud/cv.pdf") == Found(moved)
    assert index.find(1, b"archief/12023-00070/cv.pdf") == Found()
    assert index.find(1, b"archief/2023-0008/cv.pdf") == Found()
    assert index.find(1, b"archief/2023-0007.pdf") == Found()


def test_a_number_that_disagrees_with_the_folder_goes_to_a_person():
    moved = dossier(number="2023-0007", folder="")
    index = FolderIndex([JAN, moved], Pattern("[0-9]{4}-[0-9]{4}"))
    assert index.find(1, b"clients/jan/2024-0012/cv.pdf") == Found(JAN)
    assert index.find(1, b"clients/jan/2023-0007/cv.pdf") == Found(JAN, (moved,))


def test_standing_folders():
    folders = [
        StandingFolder(path="boekhouding/", controller="vzw", programme="own"),
        StandingFolder(path="hr", controller="vzw", programme="staff", root="Other"),
    ]
    (books,) = standing(folders, ROOTS, PROGRAMMES)
    assert (books.folder, books.programme, books.standing, books.number) == ("boekhouding", "own", True, "")
    index = FolderIndex([books, dossier(number="7", folder="boekhouding/project 7")])
    assert index.find(1, b"boekhouding/2024/a.pdf").dossier is books
    assert index.find(1, b"boekhouding/project 7/a.pdf").dossier.number == "7"


@pytest.mark.parametrize("folder", ["", ".", "/", "./", "a/../b", "..", "\\"])
def test_what_is_no_folder(folder):
    with pytest.raises(ValueError, match=r"folder|holds"):
        plain(folder)


def test_the_form_in_which_folders_are_compared():
    assert plain("\\a\\\\b\\./c/") == "a/b/c"


def test_many_folders_are_answered_alike():
    held = [dossier(number=str(number), folder=f"c/{number}") for number in range(5000)]
    index = FolderIndex(held)
    for _ in range(2):
        for one in held:
            assert index.find(1, f"c/{one.number}/x/cv.pdf".encode()).dossier is one


def test_an_index_of_register_and_configuration():
    settings = RetentionSettings(
        dossier_pattern="[0-9]{4}-[0-9]{4}",
        ignore_case=True,
        folders=[StandingFolder(path="Boekhouding", root="/srv/share", controller="vzw", programme="own")],
    )
    found = index(Register((JAN,)), settings, ROOTS, PROGRAMMES)
    assert found.find(1, b"boekhouding/2014/a.pdf").dossier.standing
    assert found.find(1, b"CLIENTS/Jan/cv.pdf").dossier is JAN
    assert found.find(1, b"archief/2024-0012/cv.pdf").dossier is JAN
    with pytest.raises(PatternError):
        index(Register(), RetentionSettings(dossier_pattern="(?=x)"), ROOTS, PROGRAMMES)
