"""How much address space this process may take (Linux): a limit for documents, beside which libraries loaded later have room of their own.

A library such as OpenCV takes 170 MiB of addresses when it is loaded, most of them never touched. Counted as the documents' they would
leave too little for these, and loaded before the limit is set they would cost every process that sees no picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

LIBRARIES = 448 << 20
"""Bytes of room for libraries that are loaded after the limit was set."""


def limit(extra: int) -> None:
    """Let this process take `extra` bytes above what it has now; nothing where the system cannot."""
    now = _taken()
    if now is None:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (now + extra, now + extra + LIBRARIES))


@contextmanager
def loading() -> Iterator[None]:
    """Let what is loaded in here not count against the limit, as far as there is room for libraries."""
    before = _taken()
    if before is None:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        yield
        return
    _set(hard, hard)
    try:
        yield
    finally:
        after = _taken() or before
        wanted = soft + max(0, after - before)
        _set(wanted if hard == resource.RLIM_INFINITY else min(hard, wanted), hard)


def _set(soft: int, hard: int) -> None:
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _taken() -> int | None:
    """Return the bytes of address space that this process has, or None where that cannot be told or limited."""
    try:
        import resource

        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return None
