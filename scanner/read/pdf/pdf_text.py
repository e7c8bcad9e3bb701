"""The text of a PDF page made fit for matching: ligatures, broken words, and whether it is text at all."""

from __future__ import annotations

import re

# Latin ligatures, Unicode block Alphabetic Presentation Forms; their NFKC forms. Other characters stay as the page has them.
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x00": None, "\r": None, "\x02": "\ufffe"}
)
# pdfium writes U+FFFE where a hyphen or soft hyphen ended a line and has already joined the lines.
_WORD_BREAK = re.compile(r"(?<=[^\W\d_])\ufffe(?=[^\W\d_])")
_SOFT = re.compile("\u00ad\n?")
_CID = re.compile(r"\(cid:\d+\)")
# Controls (but for tab, line and page feed), the replacement character, and the private use area.
_LEAST = 3  # characters of a line that is known again amid others
_STRANGE = re.compile("[\x00-\x08\x0b\x0d-\x1f\ufffd\ue000-\uf8ff]")


def tidy(text: str) -> str:
    """Return the text with line feeds only, ligatures as letters, and words whole that a line end had broken.

    A hyphen between letters stays where the second part has a capital (`Vlaams-Brabant`), and beside a digit.
    """
    text = text.translate(_LETTERS)
    if "\ufffe" in text:
        text = _WORD_BREAK.sub(lambda match: "-" if text[match.end()].isupper() else "", text).replace("\ufffe", "-")
    if "\u00ad" in text:
        text = _SOFT.sub("", text)
    return text


def usable(text: str) -> bool:
    """Return whether the characters are letters a person would see, not codes of a font without a map to Unicode.

    One character in ten that is a control, private-use or replacement character, or a `(cid:12)` token, is too much: fonts
    without a map give their glyph numbers, of which at least the space (about one in seven) falls among the controls.
    """
    bad = len(_STRANGE.findall(text)) + (3 * len(_CID.findall(text)) if "(cid:" in text else 0)
    return bad * 10 < len(text) or not text.strip()


def without_codes(text: str) -> str:
    """Return the text without `(cid:12)` tokens, which are not text."""
    return _CID.sub("", text)


def length(text: str) -> int:
    """Return the number of characters that are not white space."""
    return len("".join(text.split()))


def new_lines(found: str, known: str) -> str:
    """Return the lines of `found` whose letters and digits do not already stand in a line of `known`."""
    seen = {_bare(line) for line in known.splitlines()}
    return "\n".join(line for line in found.splitlines() if not (_bare(line) and _bare(line) in seen))


def without(text: str, known: str) -> str:
    """Return the text without the whole lines of `known` that stand in it as words; PDFium may set several in one line."""
    for line in sorted({line.strip() for line in known.splitlines()}, key=len, reverse=True):
        if len(line) >= _LEAST and line in text:
            text = re.sub(rf"(?<!\w){re.escape(line)}(?!\w)", " ", text)
    return text


def pages(numbers: list[int]) -> str:
    """Return `page 3`, or `pages 3–7, 9`, of ascending page numbers."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join("–".join(map(str, part)) for part in parts)


def _bare(line: str) -> str:
    return "".join(char for char in line.casefold() if char.isalnum())
