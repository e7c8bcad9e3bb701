"""Who can reach what was found is kept in the catalogue, and taken away when it is no longer so."""

import os

from scanner.catalog import sensitive
from scanner.catalog.store import Catalog
from tests.service.conftest import NUMBER


def _exposed(service):
    with Catalog.open(service.url, writer=False) as catalog, catalog.read() as connection:
        folders, files = sensitive.exposed(connection, 1)
        return len(folders), len(files)


def test_files_that_everyone_can_read_are_noted_until_they_are_closed(service):
    closed = service.tree / "dossier"
    closed.mkdir()
    os.chmod(service.tree, 0o755)
    os.chmod(closed, 0o700)
    (closed / "a.txt").write_text(f"INSZ {NUMBER}")
    (service.tree / "b.txt").write_text(f"INSZ {NUMBER}")
    (service.tree / "c.txt").write_text("niets bijzonders")
    for name in ("dossier/a.txt", "b.txt", "c.txt"):
        os.chmod(service.tree / name, 0o644)
    service.start()
    service.until(lambda: _exposed(service) == (1, 1))
    os.chmod(service.tree / "b.txt", 0o600)
    os.chmod(service.tree, 0o700)
    service.until(lambda: _exposed(service) == (0, 0))
