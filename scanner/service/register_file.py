"""The register's file taken over into the catalogue: by a command, or by the service when the file changed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from scanner.catalog import dossiers, roots
from scanner.catalog.store import Catalog
from scanner.config import LoadedConfig
from scanner.dossier_folders import frame
from scanner.errors import DossierwachtError
from scanner.retention import register_rows
from scanner.retention.changes import difference, removal_alarm
from scanner.retention.register_rows import Imported
from scanner.tree.names import printable

LARGEST = 64 << 20
"""Bytes of a register; one that is larger is something else."""


def read(catalog: Catalog, loaded: LoadedConfig, raw: bytes, name: str) -> Imported:
    """Return a register checked against the roots of the catalogue. Raises RegisterError when it cannot be read as a whole."""
    configured = {os.path.realpath(os.fsencode(root.path)) for root in loaded.config.roots}
    with catalog.read() as connection:
        rows = tuple(row for row in roots.every(connection) if row.path in configured)
    return register_rows.parse(raw, name, frame(rows, loaded.config, loaded.config.service.today()))


def take_over(catalog: Catalog, found: Imported, digest: str, who: str) -> None:
    """Put a register in the place of the one before."""
    lines = {"errors": len(found.errors), "notes": len(found.problems) - len(found.errors)}
    dossiers.replace(catalog, found.register, {"digest": digest, "by": who, **lines})


@dataclass(slots=True)
class Watched:
    """The configured register file, looked at now and then."""

    loaded: LoadedConfig
    _seen: tuple[int, int] | None = None

    def look(self, catalog: Catalog) -> dict[str, dict[str, object] | None]:
        """Take the file over when it changed since it was last looked at and has been quiet; return alarms to raise (None: to clear).

        What would remove many dossiers is not taken over: a person does that with `dossiers import`.
        """
        path = self.loaded.config.retention.register_file
        if not path:
            return {}
        try:
            status = os.stat(path)
            if (status.st_mtime_ns, status.st_size) == self._seen:
                return {}
            if status.st_size > LARGEST:
                raise DossierwachtError(f"{printable(path)}: larger than {LARGEST >> 20} MiB")
            with open(path, "rb") as file:
                raw = file.read()
                after = os.fstat(file.fileno())
            if (after.st_mtime_ns, after.st_size) != (status.st_mtime_ns, status.st_size):
                return {}
            found = read(catalog, self.loaded, raw, printable(path))
        except OSError as error:
            return {"register_unreadable": {"problem": error.strerror or type(error).__name__}}
        except DossierwachtError as error:
            return {"register_unreadable": {"problem": str(error)}}
        self._seen = (status.st_mtime_ns, status.st_size)
        digest = hashlib.sha256(raw).hexdigest()
        with catalog.read() as connection:
            before, last = dossiers.load(connection), dossiers.last_import(connection)
        alarms: dict[str, dict[str, object] | None] = {
            "register_unreadable": None,
            "register_removal": None,
            "register_lines": None,
        }
        if found.errors:
            alarms["register_lines"] = {"lines": len(found.errors)}
        if last is not None and last.get("digest") == digest:
            return alarms
        alarm = removal_alarm(difference(before, found), self.loaded.config.retention.removal_percent)
        if alarm is not None:
            return alarms | {"register_removal": dict(alarm.values)}
        take_over(catalog, found, digest, "service")
        return alarms
