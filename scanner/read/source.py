"""The bytes of one document, to be read from any position; nothing in them is trusted."""

from __future__ import annotations

import io
from typing import BinaryIO


class Source:
    """One document's bytes: `size` in bytes, `name` as a hint only.

    Small documents are held in memory once, so that every reader and the hash see the same bytes even while
    the file changes on disk; large ones are read through the open file.
    """

    IN_MEMORY = 64 * 1024 * 1024
    HEAD = 16 * 1024

    def __init__(self, content: bytes | BinaryIO, size: int, name: str = "") -> None:
        self._content = content
        self.size = len(content) if isinstance(content, bytes) else size
        self.name = name
        self._head: bytes | None = None

    @property
    def extension(self) -> str:
        """The name's last extension in lower case without the dot, or an empty text."""
        stem, dot, extension = self.name.rpartition(".")
        return extension.lower() if dot and stem and "/" not in extension else ""

    def head(self, length: int = HEAD) -> bytes:
        """Return at most `length` bytes from the start."""
        if isinstance(self._content, bytes):
            return self._content[:length]
        if self._head is None or len(self._head) < length:
            self._content.seek(0)
            self._head = _read_fully(self._content, length)
        return self._head[:length]

    def data(self) -> bytes:
        """Return all bytes. The caller has checked `size` against the limits."""
        if isinstance(self._content, bytes):
            return self._content
        self._content.seek(0)
        return _read_fully(self._content, self.size)

    def open(self) -> BinaryIO:
        """Return a buffered file at position 0; closing it does not close the document."""
        if isinstance(self._content, bytes):
            return io.BytesIO(self._content)
        self._content.seek(0)
        return io.BufferedReader(_Borrowed(self._content))


class _Borrowed(io.RawIOBase):
    """A view of an open file that leaves it open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_fully(file: BinaryIO, length: int) -> bytes:
    parts = []
    while length > 0:
        part = file.read(length)
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
