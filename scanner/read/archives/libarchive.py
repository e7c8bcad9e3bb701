"""The system's libarchive, read through callbacks from memory or an open file; nothing it says is believed unchecked.

Bound here rather than through libarchive-c's own functions: those log libarchive's messages, which may hold names, and
give no access to encryption. libarchive-c finds the library.
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from scanner.model import Code
from scanner.read.archives.members import decode_name
from scanner.read.draft import Budget, LimitReached, Refused
from scanner.read.file_part import Readable

_EOF, _OK, _WARN, _FAILED, _FATAL = 1, 0, -20, -25, -30  # archive.h
_BLOCK = 1 << 16
_FILE, _FOLDER = 0o100000, 0o040000  # AE_IFREG, AE_IFDIR
_LOCKED = re.compile(rb"crypt|password", re.IGNORECASE)
_UNKNOWN = re.compile(rb"support|unavailable|un(?:known|expected) codec|multi-?volume", re.IGNORECASE)
_pointer = ctypes.c_void_p
_FUNCTIONS: dict[str, tuple[list[Any], Any]] = {
    "read_new": ([], _pointer),
    "read_free": ([_pointer], ctypes.c_int),
    "read_next_header": ([_pointer, ctypes.POINTER(_pointer)], ctypes.c_int),
    "read_data_block": (
        [_pointer, ctypes.POINTER(_pointer), ctypes.POINTER(ctypes.c_size_t), ctypes.POINTER(ctypes.c_int64)],
        ctypes.c_int,
    ),
    "read_set_format_option": ([_pointer, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p], ctypes.c_int),
    "error_string": ([_pointer], ctypes.c_char_p),
    "filter_count": ([_pointer], ctypes.c_int),
    "entry_pathname": ([_pointer], ctypes.c_char_p),
    "entry_pathname_w": ([_pointer], ctypes.c_wchar_p),
    "entry_symlink": ([_pointer], ctypes.c_char_p),
    "entry_hardlink": ([_pointer], ctypes.c_char_p),
    "entry_filetype": ([_pointer], ctypes.c_uint),
    "entry_size": ([_pointer], ctypes.c_int64),
    "entry_is_encrypted": ([_pointer], ctypes.c_int),
}


class Failure(Exception):
    """libarchive gave up on a member (or, when `fatal`, on the rest of the archive), for the reason `code`."""

    def __init__(self, message: bytes | None, *, fatal: bool) -> None:
        super().__init__()
        self.fatal = fatal
        self.code = Code.CORRUPT
        if message and _LOCKED.search(message):
            self.code = Code.ENCRYPTED
        elif message and _UNKNOWN.search(message):
            self.code = Code.UNSUPPORTED
        elif message and b"llocate" in message:
            self.code = Code.MEMORY


@dataclass(frozen=True, slots=True)
class Entry:
    """One member: path, stated size in bytes, whether it is a document of its own, where a link leads, what is wrong with it."""

    name: str
    size: int
    is_file: bool
    target: str
    encrypted: bool
    trouble: Code | None


def available() -> bool:
    """Return whether libarchive is installed."""
    return _library() is not None


@cache
def _library() -> Any:
    """Return libarchive with the functions used here, or None when it is not installed."""
    try:
        from libarchive import ffi

        library = ctypes.CDLL(ffi.libarchive_path)
        for name, (arguments, result) in _FUNCTIONS.items():
            function = getattr(library, f"archive_{name}")
            function.argtypes, function.restype = arguments, result
        library.archive_read_set_seek_callback.argtypes = [_pointer, ffi.SEEK_CALLBACK]
        library.archive_read_open.argtypes = [_pointer, _pointer, ffi.OPEN_CALLBACK, ffi.READ_CALLBACK, ffi.CLOSE_CALLBACK]
    except (ImportError, OSError, AttributeError, TypeError):
        return None  # without the library libarchive-c looks for its functions in the program itself
    return library


class _Utf8:
    """Names as UTF-8 for the duration of a call: libarchive gives them in the thread's locale, and none where they do not fit.

    Only the thread's locale is changed (uselocale, POSIX.1-2008), and only its characters.
    """

    _CHARACTERS = 1  # LC_CTYPE_MASK of glibc and musl

    def __init__(self) -> None:
        self._libc: Any = None
        if sys.platform != "linux":
            return
        libc = ctypes.CDLL(None)
        for name, arguments in (("newlocale", [ctypes.c_int, ctypes.c_char_p, _pointer]), ("uselocale", [_pointer])):
            getattr(libc, name).argtypes, getattr(libc, name).restype = arguments, _pointer
        self._locale = libc.newlocale(self._CHARACTERS, b"C.UTF-8", None)
        self._libc = libc if self._locale else None

    def __enter__(self) -> None:
        if self._libc:
            self._before = self._libc.uselocale(self._locale)

    def __exit__(self, *exception: object) -> None:
        if self._libc:
            self._libc.uselocale(self._before)


@cache
def _utf8() -> _Utf8:
    return _Utf8()


class Archive:
    """An open archive of one of `formats` (libarchive's names), behind one of `filters`. Used as a context manager.

    `entries()` and `blocks()` raise Failure, and LimitReached when time is up; the constructor raises Refused.
    """

    def __init__(
        self, file: Readable, budget: Budget, formats: tuple[str, ...], filters: tuple[str, ...] = (), *, seekable: bool = True
    ) -> None:
        self._library = _library()
        if self._library is None:
            raise Refused(Code.UNSUPPORTED, "this needs the library libarchive, which is not installed")
        from libarchive import ffi

        self._file = file
        self._budget = budget
        self._limit: LimitReached | None = None
        self._block = b""
        # libarchive keeps the addresses of these only
        self._callbacks = (ffi.NO_OPEN_CB, ffi.READ_CALLBACK(self._read), ffi.NO_CLOSE_CB)
        self._seeker = ffi.SEEK_CALLBACK(self._seek)
        with _utf8():
            self._archive = self._library.archive_read_new()
            for kind, names in (("format", formats), ("filter", filters)):
                for name in names:
                    getattr(self._library, f"archive_read_support_{kind}_{name}")(_pointer(self._archive))
            # Only for this format libarchive insists on turning names into text; the programs that wrote it were those of DOS.
            self._library.archive_read_set_format_option(self._archive, b"lha", b"hdrcharset", b"CP850")
            if seekable:
                self._library.archive_read_set_seek_callback(self._archive, self._seeker)
            opened = self._library.archive_read_open(self._archive, None, *self._callbacks)
        if opened < _WARN:
            failure = self._failure(opened)
            self.close()
            raise Refused(failure.code, "the archive cannot be opened")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the library's memory."""
        self._library.archive_read_free(self._archive)
        self._archive = None

    @property
    def filtered(self) -> bool:
        """Whether one of the filters knew the bytes."""
        return bool(self._library.archive_filter_count(self._archive) > 1)

    def entries(self) -> Iterator[Entry]:
        """Yield the members in the order they are stored in."""
        pointer = _pointer()
        failed = False
        while True:
            with _utf8():
                result = self._library.archive_read_next_header(self._archive, ctypes.byref(pointer))
                entry = self._entry(pointer, result) if result in (_OK, _WARN) else None
            if self._limit is not None:
                raise self._limit
            if entry is not None:
                failed = False
                yield entry
            elif result == _EOF:
                return
            elif result < _FAILED or failed:
                raise self._failure(_FATAL)
            else:  # one header, after which the next may be good
                failed = True
                yield Entry("", 0, is_file=False, target="", encrypted=False, trouble=Code.CORRUPT)

    def _entry(self, pointer: ctypes.c_void_p, result: int) -> Entry:
        library = self._library
        raw = library.archive_entry_pathname(pointer)
        kind = library.archive_entry_filetype(pointer)
        size = max(0, library.archive_entry_size(pointer))
        repeated = library.archive_entry_hardlink(pointer) is not None and not size
        # A name that fits no locale is not damage; whatever else makes libarchive warn is.
        message = library.archive_error_string(self._archive) or b""
        return Entry(
            decode_name(raw) if raw is not None else library.archive_entry_pathname_w(pointer) or "",
            size,
            is_file=kind in (0, _FILE) and not repeated,
            target=decode_name(library.archive_entry_symlink(pointer) or b""),
            encrypted=bool(library.archive_entry_is_encrypted(pointer)),
            trouble=Failure(message, fatal=False).code if result == _WARN and b"convert" not in message else None,
        )

    def blocks(self) -> Iterator[bytes]:
        """Yield the content of the last entry; a block with a wrong check sum is yielded too, before Failure is raised."""
        address, size, offset = _pointer(), ctypes.c_size_t(), ctypes.c_int64()
        position = 0
        warned: Failure | None = None
        while True:
            size.value = 0  # with a warning nothing may be given, and the last block is no longer there
            result = self._library.archive_read_data_block(
                self._archive, ctypes.byref(address), ctypes.byref(size), ctypes.byref(offset)
            )
            if self._limit is not None:
                raise self._limit
            if result == _EOF:
                break
            if result not in (_OK, _WARN):
                raise self._failure(result)
            if result == _WARN:
                warned = self._failure(_FAILED)
            while position < offset.value:  # a hole
                hole = bytes(min(_BLOCK, offset.value - position))
                position += len(hole)
                yield hole
            if size.value:
                position += size.value
                yield ctypes.string_at(address, size.value)
            elif result == _WARN:
                break
        if warned is not None:
            raise warned

    def _failure(self, result: int) -> Failure:
        return Failure(self._library.archive_error_string(self._archive), fatal=result < _FAILED)

    def _read(self, archive: int, client: int, buffer: Any) -> int:
        try:
            self._budget.check_time()
            self._block = self._file.read(_BLOCK)
        except LimitReached as limit:  # an exception may not pass through C
            self._limit = limit
            return _FATAL
        except (OSError, ValueError):
            return _FATAL
        buffer[0] = ctypes.cast(ctypes.c_char_p(self._block), _pointer)
        return len(self._block)

    def _seek(self, archive: int, client: int, offset: int, whence: int) -> int:
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError):
            return _FATAL
