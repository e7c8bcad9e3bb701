"""olefile, held to the size of the file: a chain of sectors that runs in a circle ends where it begins to repeat itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import olefile

_UNKNOWN: int = olefile.olefile.UNKNOWN_SIZE
_INCORRECT: int = olefile.DEFECT_INCORRECT
_FATAL: int = olefile.DEFECT_FATAL


class StorageFile(olefile.OleFileIO):  # type: ignore[misc]
    """An open storage (MS-CFB). What is missing from a stream is noted in `parsing_issues`, as olefile does.

    olefile alone follows a chain for as many sectors as the directory states, so that a file of a few kilobytes gives a stream
    of two gigabytes, made of one sector.
    """

    ministream: Any

    def loadfat(self, header: bytes) -> None:
        """Load the allocation table. Raises OleFileError when the header states more of it than the file can hold."""
        if self.num_difat_sectors and self.num_fat_sectors * self.sectorsize > self._filesize:
            self._raise_defect(_FATAL, "more sectors of the allocation table than the file has")
        super().loadfat(header)

    def _open(self, start: int, size: int = _UNKNOWN, force_FAT: bool = False) -> Any:  # noqa: N803 - olefile's own name
        mini = size < self.minisectorcutoff and not force_FAT
        if mini and not self.ministream:
            self.loadminifat()
            self.ministream = self._open(self.root.isectStart, self.root.size, force_FAT=True)
        unit = self.minisectorsize if mini else self.sectorsize
        there, circle = _followed(self.minifat if mini else self.fat, start, -(-size // unit))
        stated = size != _UNKNOWN or not force_FAT  # the directory's own size is stated nowhere
        if circle or (stated and there * unit < size):
            self._raise_defect(_INCORRECT, "incomplete OLE stream")
        return super()._open(start, min(size, there * unit), force_FAT=not mini)


def _followed(table: Sequence[int], start: int, most: int) -> tuple[int, bool]:
    """Return how many sectors follow each other, at most `most`, and whether they begin to repeat themselves."""
    seen = bytearray(len(table))
    count, sector = 0, start
    while count < most and 0 <= sector < len(table):
        if seen[sector]:
            return count, True
        seen[sector] = 1
        count += 1
        sector = table[sector]
    return count, False
