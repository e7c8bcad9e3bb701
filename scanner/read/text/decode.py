"""Bytes to text: byte order marks, UTF-8/16/32 with and without one, declared encodings, those of old machines, else cp1252."""

from __future__ import annotations

import codecs
import re

# UTF-32 little endian begins with the mark of UTF-16 little endian, so the longer marks come first (Unicode 15, 23.8).
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Bytes that text in any of the encodings we meet does not hold: C0 controls but for tab, line and page feeds, and escape.
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_SAMPLE = 64 * 1024
# Letters with accents in words, by which the code pages of DOS and of the old Mac are told from that of Windows; those are left
# out that are quotation marks and dashes in another of the three.
_ACCENTED = re.compile(r"[A-Za-z][éèêëç][a-z]|\bé[a-z]{2}|[a-z][éë]\b")
_OLD_PAGES = ("cp850", "mac_roman")
# Where a mainframe's text (EBCDIC) has its letters, digits, blanks, marks and line ends.
_EBCDIC = bytes.fromhex(
    "404b6b60617a5e7d4d5d0d152505f0f1f2f3f4f5f6f7f8f9c1c2c3c4c5c6c7c8c9d1d2d3d4d5d6d7d8d9e2e3e4e5e6e7e8e9"
    "818283848586878889919293949596979899a2a3a4a5a6a7a8a9"
)


class NotText(Exception):
    """The bytes are not text in any encoding that is tried."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text and the name of the encoding.

    A byte order mark wins, then strict UTF-8, then the declared encoding, then what the letters look like, of which cp1252 is
    the likeliest. Raises NotText for binary bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, encoding
    wide = _wide(data)
    if wide:
        text = data.decode(wide, "replace")
        if "\x00" not in text[:4096]:
            return text, wide
    if _is_ebcdic(data[:_SAMPLE]):
        return data.decode("cp500").replace("\x85", "\n"), "cp500"
    if looks_binary(data[:_SAMPLE]):
        raise NotText
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # One cut or damaged character in megabytes of good UTF-8 must not turn every accent into two wrong letters.
        if error.start > 64 and _damaged_utf8(data):
            return data.decode("utf-8", "replace"), "utf-8"
    if declared:
        try:
            if codecs.lookup(declared).name not in {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"}:
                return data.decode(declared), codecs.lookup(declared).name
        except (LookupError, UnicodeDecodeError):
            pass
    old = _old_page(data[:_SAMPLE])
    return (data.decode(old), old) if old else (_cp1252(data), "cp1252")


def looks_binary(sample: bytes) -> bool:
    """Return whether a stretch of bytes holds more control bytes than text does (more than 1 in 500, or any NUL run)."""
    if not sample:
        return False
    if b"\x00\x00\x00\x00" in sample or sample.count(0) * 500 > len(sample):
        return True
    return (len(sample) - len(sample.translate(None, _CONTROL))) * 500 > len(sample)


def looks_text(sample: bytes) -> bool:
    """Return whether a stretch of bytes reads as text in one of the encodings above."""
    try:
        decode(sample)
    except NotText:
        return False
    return True


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 variant of bytes without a mark, told by where the NUL bytes stand."""
    sample = data[:4096]
    if len(sample) < 4 or 0 not in sample:
        return None
    nul = [sample[offset::4].count(0) for offset in range(4)]
    quarter = len(sample) / 4
    if nul[1] > 0.9 * quarter and nul[2] > 0.9 * quarter and nul[3] > 0.9 * quarter and nul[0] < 0.1 * quarter:
        return "utf-32-le"
    if nul[0] > 0.9 * quarter and nul[1] > 0.9 * quarter and nul[2] > 0.9 * quarter and nul[3] < 0.1 * quarter:
        return "utf-32-be"
    even, odd = nul[0] + nul[2], nul[1] + nul[3]
    half = len(sample) / 2
    if odd > 0.5 * half and even < 0.05 * half:
        encoding = "utf-16-le"
    elif even > 0.5 * half and odd < 0.05 * half:
        encoding = "utf-16-be"
    else:
        return None
    decoded = sample[: len(sample) & ~1].decode(encoding, "replace")
    bad = sum(not (char.isprintable() or char in "\t\r\n\f") for char in decoded)
    return encoding if bad * 50 <= len(decoded) else None


def _is_ebcdic(sample: bytes) -> bool:
    """Return whether a stretch of bytes is a mainframe's text: hardly anything else, with blanks where ASCII has `@`."""
    if len(sample) < 32 or sample.count(0x40) * 40 < len(sample):
        return False
    return len(sample.translate(None, _EBCDIC)) * 10 < len(sample) and sum(byte > 0x80 for byte in sample[:4096]) * 2 > len(
        sample[:4096]
    )


def _old_page(sample: bytes) -> str:
    """Return the code page of DOS or of the old Mac when it makes more words with accents than that of Windows does."""
    best, most = "", max(1, len(_ACCENTED.findall(_cp1252(sample))))
    for page in _OLD_PAGES:
        words = _ACCENTED.findall(sample.decode(page))
        # One sign may be anything: `auto‘s` on Windows reads as `autoës` on a Mac.
        if len(words) > most and any("é" in word or "è" in word for word in words):
            best, most = page, len(words)
    return best


def _damaged_utf8(data: bytes) -> bool:
    text = data[: 1 << 20].decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return wrong * 20 < sum(char > "\x7f" for char in text)


def _cp1252(data: bytes) -> str:
    """Decode as cp1252; its five undefined bytes become the control characters that browsers make of them."""
    return codecs.charmap_decode(data, "strict", _CP1252)[0]


_CP1252 = "".join(bytes([code]).decode("latin-1" if code in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "cp1252") for code in range(256))
