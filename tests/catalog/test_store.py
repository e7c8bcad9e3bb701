import os
import re
import stat
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from scanner.catalog import database, roots, schema
from scanner.catalog.errors import CatalogBusy, CatalogDamaged, CatalogError, CatalogFull
from scanner.catalog.store import Catalog, hot


def test_the_migrations_lead_to_the_tables(catalog):
    with catalog.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), schema.metadata) == []


def test_the_last_migration_is_the_one_that_is_taken_for_it():
    assert ScriptDirectory.from_config(database._alembic()).get_heads() == [database.HEAD]


def test_every_partial_index_and_check_of_the_tables_is_in_the_database(catalog):
    """What `compare_metadata` does not look at."""
    with catalog.read() as connection:
        if connection.dialect.name == "sqlite":
            sql = " ".join(row[0] or "" for row in connection.execute(text("SELECT sql FROM sqlite_master")))
        else:
            sql = " ".join(
                row[0] for row in connection.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"))
            )
            sql += " ".join(row[0] for row in connection.execute(text("SELECT conname FROM pg_constraint")))
    for index in (index for table in schema.metadata.tables.values() for index in table.indexes):
        name = index.name
        assert name in sql, name
        if index.dialect_kwargs:
            assert re.search(rf"{name}\b[^;]*?\bWHERE\b", sql), name
    for table in ("findings", "problems", "exposures"):
        assert f"ck_{table}_one_owner" in sql


def test_no_column_has_room_for_text_or_raw_values():
    names = {column.name for table in schema.metadata.tables.values() for column in table.columns}
    assert not names & {"text", "value", "raw", "content", "body"}


def test_opening_again_keeps_what_is_there_and_changes_nothing(url):
    with Catalog.open(url) as catalog:
        first = roots.add(catalog, b"/srv/a\xff", "A")
    with Catalog.open(url) as catalog:
        assert roots.add(catalog, b"/srv/a\xff", "A") == first
        with catalog.read() as connection:
            assert roots.every(connection) == [first]


def test_a_second_writer_gets_one_clear_line_and_readers_are_welcome(url):
    with Catalog.open(url):
        script = (
            "import sys\nfrom scanner.catalog.store import Catalog\nfrom scanner.errors import DossierwachtError\n"
            "with Catalog.open(sys.argv[1], writer=False) as catalog, catalog.read() as connection: pass\n"
            "try:\n    Catalog.open(sys.argv[1])\nexcept DossierwachtError as error: print(type(error).__name__, error)"
        )
        done = subprocess.run([sys.executable, "-c", script, url], capture_output=True, check=True, text=True)
        assert re.fullmatch(
            r"CatalogBusy .*: another dossierwacht writes in this catalogue; only one may, end it first\n", done.stdout
        )
    with Catalog.open(url):
        pass


def test_a_reader_cannot_write_and_makes_no_catalogue(url, tmp_path):
    with Catalog.open(url):
        pass
    with Catalog.open(url, writer=False) as reader, pytest.raises(CatalogError, match="for reading only"), reader.write():
        pass
    with pytest.raises(CatalogError, match="no catalogue yet"):
        Catalog.open(f"sqlite:///{tmp_path}/nowhere/catalog.db", writer=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_failed_transaction_leaves_nothing_behind_and_no_lock(catalog):
    with pytest.raises(ZeroDivisionError), catalog.write() as connection:
        hot(connection, "INSERT INTO roots (path, added) VALUES (?, ?)", (b"/a", 1))
        raise ZeroDivisionError
    with pytest.raises(CatalogError), catalog.write() as connection:
        hot(connection, "INSERT INTO roots (path) VALUES (?)", (b"/a",))
    assert roots.add(catalog, b"/b").path == b"/b"
    with catalog.read() as connection:
        assert [root.path for root in roots.every(connection)] == [b"/b"]


def test_a_catalogue_of_a_newer_version_is_left_alone(url):
    with Catalog.open(url) as catalog, catalog.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CatalogError, match="newer dossierwacht"):
        Catalog.open(url)
    with pytest.raises(CatalogError, match="another version"):
        Catalog.open(url, writer=False)


def test_foreign_keys_hold(catalog):
    with pytest.raises(CatalogError), catalog.write() as connection:
        hot(
            connection,
            "INSERT INTO parts (content_id, locator, media_type, coverage, document_class, class_confidence) VALUES (?, '', '', '', '', 0)",
            (99,),
        )
    with pytest.raises(CatalogError), catalog.write() as connection:
        hot(connection, "INSERT INTO problems (stage, code, detail) VALUES ('a', 'b', 'c')")


def test_errors_hold_no_password_and_no_data(catalog):
    with pytest.raises(CatalogError) as caught, catalog.write() as connection:
        hot(connection, "INSERT INTO roots (path, added, name) VALUES (?, ?, ?)", (b"/secret-name", None, "85.07.30-033.28"))
    assert "secret" not in str(caught.value)
    assert "033" not in str(caught.value)
    with pytest.raises(CatalogError) as caught:
        Catalog.open("postgresql+psycopg://u:geheim@localhost:1/x")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://x", "sqlite://", "what is this", "oracle://a"])
def test_other_databases_are_refused(url):
    with pytest.raises(CatalogError, match="catalogue"):
        Catalog.open(url)


class TestSqlite:
    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "state" / "catalog.db"

    def test_file_and_folder_are_private_whatever_the_umask(self, path):
        before = os.umask(0)
        try:
            with Catalog.open(f"sqlite:///{path}") as catalog:
                roots.add(catalog, b"/a")
                for name in os.listdir(path.parent):
                    assert stat.S_IMODE((path.parent / name).stat().st_mode) == 0o600, name
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        finally:
            os.umask(before)

    def test_settings(self, path):
        with Catalog.open(f"sqlite:///{path}") as catalog, catalog.read() as connection:
            pragma = lambda name: hot(connection, f"PRAGMA {name}").scalar()  # noqa: E731
            assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 1, 1)
            assert pragma("busy_timeout") == 20_000

    def test_its_own_files_are_known(self, path):
        with Catalog.open(f"sqlite:///{path}") as catalog:
            roots.add(catalog, b"/a")
            found = {(one.stat().st_dev, one.stat().st_ino) for one in path.parent.iterdir()}
            assert len(found) == 4
            assert catalog.own() == found

    def test_no_room_is_told_and_passes(self, path):
        with Catalog.open(f"sqlite:///{path}") as catalog:
            limit = "PRAGMA max_page_count = {}"
            with catalog.write() as connection:
                pages = hot(connection, "PRAGMA page_count").scalar()
                hot(connection, limit.format(pages + 2))
            with pytest.raises(CatalogFull, match="no room to write"), catalog.write() as connection:
                for number in range(5000):
                    hot(connection, "INSERT INTO roots (path, added) VALUES (?, 1)", (b"x" * 200 + str(number).encode(),))
            with catalog.write() as connection:
                assert hot(connection, "SELECT count(*) FROM roots").scalar() == 0
                hot(connection, limit.format(100_000))
            assert roots.add(catalog, b"/b").path == b"/b"
            assert catalog.check() == []

    def test_damage_is_found_and_told(self, path):
        with Catalog.open(f"sqlite:///{path}") as catalog:
            for number in range(200):
                roots.add(catalog, b"/%d" % number)
            assert catalog.check() == []
        data = bytearray(path.read_bytes())
        data[4096 * 3 : 4096 * 60] = b"\xff" * (4096 * 57)
        path.write_bytes(data)
        with pytest.raises(CatalogDamaged, match="restore it from a backup"), Catalog.open(f"sqlite:///{path}") as catalog:
            assert catalog.check()
            roots.add(catalog, b"/new")
        path.write_bytes(b"this is no database at all, but a text of some length" * 100)
        with pytest.raises(CatalogDamaged):
            Catalog.open(f"sqlite:///{path}")

    def test_the_writer_waits_for_a_reader_of_another_program_and_not_for_ever(self, path, monkeypatch):
        import sqlite3

        monkeypatch.setattr(database, "_BUSY_MS", 100)
        with Catalog.open(f"sqlite:///{path}") as catalog:
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(CatalogBusy, match="another program holds"):
                roots.add(catalog, b"/a")
            other.execute("ROLLBACK")
            other.close()
            roots.add(catalog, b"/a")
