"""Words that OpenDocument keeps in attributes: bookmarks, index entries, tips, names of frames, choices of lists (ISO/IEC 26300-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scanner.read.office.ooxml import Locals, attribute, inner_text
from scanner.read.office.part_text import has_words

# `Afbeelding 3`, `Frame1`: names that programs give themselves, and bookmarks they set.
_GIVEN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)? ?\d{1,4}|_.*")
_NAMED = {
    "bookmark": "bookmark", "bookmark-start": "bookmark", "reference-mark": "bookmark", "reference-mark-start": "bookmark",
    "section": "section", "frame": "picture", "custom-shape": "picture", "page": "name", "table": "name", "drop-down": "list",
}  # fmt: skip
_SAID = {
    "a": ("link", ("title",)),
    "event-listener": ("link", ("href",)),
    "alphabetical-index-mark": ("index entry", ("string-value", "key1", "key2")),
    "alphabetical-index-mark-start": ("index entry", ("key1", "key2")),
    "toc-mark": ("index entry", ("string-value",)),
    "user-index-mark": ("index entry", ("string-value", "index-name")),
    "placeholder": ("placeholder", ("description",)),
    "database-display": ("database", ("database-name", "table-name", "column-name")),
    "database-name": ("database", ("database-name", "table-name")),
    "label": ("list", ("value",)),
    "content-control": ("control", ("alias", "tag")),
    "list-item": ("control", ("display-text", "value")),
    "param": ("object", ("value",)),
}
# Settings of a document that name a person's things; the others are switches and sizes.
_SETTINGS = frozenset(("CurrentDatabaseDataSource", "CurrentDatabaseCommand", "PrinterName"))


def words(element: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, words) of what an element with a local name keeps; a kind such as `bookmark` goes behind a place."""
    if name in _NAMED:
        given = attribute(element, "name")
        if given and not _GIVEN.fullmatch(given):
            yield _NAMED[name], given
    elif name == "bibliography-mark":
        for value in map(str, element.attrib.values()):
            if has_words(value):
                yield "source", value
    elif name in _SAID:
        kind, keys = _SAID[name]
        told: set[str] = set()
        for key in keys:
            text = attribute(element, key).strip()
            if text and text not in told:
                told.add(text)
                yield kind, text


def of_styles(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield (place, words) that styles show beside numbers: before and behind those of lists, and in formats of numbers."""
    names = Locals()
    told: set[str] = set()
    for element in root.iter("{*}list-level-style-number", "{*}outline-level-style", "{*}text"):
        if names[element.tag] == "text":
            texts = [element.text or ""] if str(element.tag).endswith("datastyle:1.0}text") else []
            place = "number format"
        else:
            texts = [attribute(element, "num-prefix"), attribute(element, "num-suffix")]
            place = "list number"
        for text in texts:
            if sum(map(str.isalpha, text)) > 1 and text not in told:
                told.add(text)
                yield place, text


def of_settings(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield (name, value) of the settings that name the source of a mail merge or a printer."""
    for item in root.iter("{*}config-item"):
        name = attribute(item, "name")
        if name in _SETTINGS and (item.text or "").strip():
            yield name, inner_text(item).strip()
