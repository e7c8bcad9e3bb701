"""libmagic through python-magic: the system's library, or the one that comes with pylibmagic where there is none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import magic


@cache
def _cookie() -> magic.Magic | None:
    try:
        import magic
    except ImportError:
        try:
            import magic
            import pylibmagic  # noqa: F401 - puts its own library where python-magic looks
        except ImportError:
            return None
    try:
        return magic.Magic(mime=True)
    except magic.MagicException:
        return None


def available() -> bool:
    """Return whether a libmagic with its database could be loaded."""
    return _cookie() is not None


def media_type(head: bytes) -> str | None:
    """Return what libmagic calls these bytes, or None when it has no name for them."""
    cookie = _cookie()
    if cookie is None:
        return None
    answer: str = cookie.from_buffer(head)
    # Text subtypes vary between versions of libmagic and never choose a reader.
    if answer in ("application/octet-stream", "application/x-empty", "data") or answer.startswith("text/"):
        return None
    return answer
