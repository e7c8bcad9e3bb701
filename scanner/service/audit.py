"""Who can reach forbidden and special data: looked at anew for all files of a root that hold any, and kept in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scanner.catalog import journal, sensitive
from scanner.catalog.journal import Exposure
from scanner.catalog.roots import RootRow
from scanner.catalog.store import Catalog
from scanner.tree.access import Audit
from scanner.tree.people import People


def audit(catalog: Catalog, root: RootRow, largest_group: int, confidence: float, beat: Callable[[], None]) -> int:
    """Note which files and folders of a root with such data too many can reach, and which no longer; return how many."""
    people = Audit((root.path,), People.here())
    found = 0
    looked: set[int] = set()
    with catalog.read() as connection:
        old_folders, old_files = sensitive.exposed(connection, root.id)
        for page in sensitive.sensitive_files(connection, root.id, confidence):
            beat()
            exposures: list[Exposure] = []
            folders: list[int] = []
            for each in page:
                concern = people.file(replace(each.identity, root=0)).concern(largest_group)
                if concern:
                    exposures.append(Exposure(concern.value, "", file_id=each.id))
                if each.folder_id not in looked:
                    looked.add(each.folder_id)
                    folders.append(each.folder_id)
                    access = people.folder(0, each.folder)
                    if access and (open_to := access.concern(largest_group)):
                        exposures.append(Exposure(open_to.value, "", folder_id=each.folder_id))
            found += len(exposures)
            journal.set_exposures(catalog, exposures, folders, [each.id for each in page])
            old_files -= {each.id for each in page}
    journal.set_exposures(catalog, (), old_folders - looked, old_files)
    return found
