"""Register, `.dossier.yaml` and the numbers of dossiers as people see them."""

import os
from datetime import date

import pytest

from scanner import dossier_folders
from scanner.catalog import dossiers, roots
from scanner.catalog.store import Catalog, hot
from scanner.config import Config
from scanner.retention.register import Dossier, Register

DAY = date(2026, 11, 27)


@pytest.mark.parametrize("number", ["85.07.30-033.28", "85073003328", "850730 033 28"])
def test_a_dossier_named_after_a_national_number_is_masked(number):
    shown = dossier_folders.number_shown(number)
    assert not any(map(str.isdigit, shown))
    assert len(shown) == len(number)


@pytest.mark.parametrize("number", ["2024-0012", "2024-00001234", "85.07.30-033.29", ""])
def test_any_other_number_is_shown(number):
    assert dossier_folders.number_shown(number) == number


def test_a_dossier_file_in_a_folder_counts_for_whoever_asks(tmp_path):
    share = tmp_path / "share"
    for folder, number in (("Jan", "D1"), ("An", "D2"), ("85073003328", "D1")):
        (share / folder).mkdir(parents=True)
        (share / folder / ".dossier.yaml").write_text(
            f"dossier: {number}\ncontroller: vzw\nprogramme: job_coaching\nclosed: 2024-01-31\n"
        )
    (share / "85073003328" / ".dossier.yaml").write_text("dossier: [\n")
    config = Config.model_validate({"controllers": {"vzw": "Vzw"}, "retention": {"dossier_files": True}})
    with Catalog.open(f"sqlite:///{tmp_path}/state/c.db") as catalog:
        row = roots.add(catalog, os.fsencode(share))
        with catalog.write() as connection:
            for number, folder in enumerate((b"Jan", b"An", b"85073003328"), 1):
                hot(
                    connection,
                    "INSERT INTO folders (id, root_id, path, first_seen) VALUES (?, ?, ?, 1)",
                    (number, row.id, folder),
                )
                hot(
                    connection,
                    "INSERT INTO files (folder_id, name, size, mtime_ns, ctime_ns, inode, device, mode, uid, gid, first_seen, due)"
                    " VALUES (?, ?, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0)",
                    (number, b".dossier.yaml"),
                )
        dossiers.replace(catalog, Register((Dossier("D1", row.id, "Elsewhere", "vzw", "vdab"),)), {})
        with catalog.read() as connection:
            found = dossier_folders.load(connection, [row], config, DAY)
            without = dossier_folders.load(connection, [row], Config(), DAY)
    assert [one.number for one in found.register] == ["D1", "D2"]
    assert found.index.find(row.id, b"An/cv.txt").dossier.number == "D2"
    assert found.index.find(row.id, b"Jan/cv.txt").dossier is None  # the register's line goes before it
    assert len(found.problems) == 2
    assert "8507" not in "".join(found.problems)
    assert [one.number for one in without.register] == ["D1"]
