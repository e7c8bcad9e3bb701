"""Words that a Word document keeps in attributes: bookmarks, choices of controls, help of form fields, tips, picture names.

Elements after ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scanner.read.office.drawing_text import kept
from scanner.read.office.ooxml import Locals, attribute

# Bookmarks that Word sets for itself.
_OWN_BOOKMARK = re.compile(r"_(?:Toc|Ref|Hlk|Hlt|MON_|PictureBullets|GoBack|ENREF_)\w*|OLE_LINK\d+|bookmark\d*")
# Elements with words in attributes: what they are called in a place, and those attributes.
_PLAIN = {
    "hyperlink": ("link", ("tooltip",)),
    "permStart": ("permission", ("ed",)),
}
# Elements of which a whole group says something in the attribute `val`, and which of its elements do.
_GROUPS = {
    "sdtPr": ("control", frozenset(("alias", "tag", "sectionTitle"))),
    "ffData": ("field", frozenset(("name", "helpText", "statusText", "default", "listEntry"))),
    "docPartPr": ("name", frozenset(("name", "description"))),
    "smartTagPr": ("tag", frozenset(("attr",))),
    "customXmlPr": ("tag", frozenset(("attr",))),
}


def words(element: etree._Element, name: str, names: Locals) -> Iterator[tuple[str, str]]:
    """Yield (kind, words) of what an element with a local name keeps; a kind such as `bookmark` goes behind a place."""
    if name == "bookmarkStart":
        given = attribute(element, "name")
        if given and not _OWN_BOOKMARK.fullmatch(given):
            yield "bookmark", given
    elif name in _PLAIN:
        kind, keys = _PLAIN[name]
        for key in keys:
            if text := attribute(element, key).strip():
                yield kind, text
    elif name in _GROUPS:
        yield from _group(element, *_GROUPS[name], names)
    else:
        for text in kept(element, name):
            yield "signature line" if name == "signatureline" else "picture", text


def _group(group: etree._Element, kind: str, wanted: frozenset[str], names: Locals) -> Iterator[tuple[str, str]]:
    for element in group.iter(etree.Element):
        name = names[element.tag]
        if name in wanted:
            texts = [attribute(element, "val")]
        elif name == "listItem":
            shown, value = attribute(element, "displayText"), attribute(element, "value")
            texts = [shown, value if value != shown else ""]
        elif name in ("date", "dropDownList", "comboBox"):
            texts = [attribute(element, "fullDate").partition("T")[0], attribute(element, "lastValue")]
        else:
            continue
        for text in texts:
            if text.strip() and not (name == "default" and text in ("0", "1")):
                yield kind, text


def symbol(element: etree._Element) -> str:
    """Return the character that a w:sym stands for: fonts of pictograms give a space, the others their letter or digit."""
    font, code = attribute(element, "font").lower(), attribute(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return " "
    # Symbol fonts keep their characters in the private area from F000 on.
    number -= 0xF000 if 0xF000 <= number <= 0xF0FF else 0
    if "dings" in font or not 0x20 <= number < 0xD800:
        return " "
    return chr(number)


def chosen_entry(form: etree._Element, names: Locals) -> str:
    """Return the chosen entry of a drop-down list, which stands in no run (ECMA-376 part 1, 17.16.9)."""
    for element in form:
        if names[element.tag] == "ddList":
            entries = [attribute(found, "val") for found in element if names[found.tag] == "listEntry"]
            chosen = next((attribute(found, "val") for found in element if names[found.tag] in ("result", "default")), "0")
            index = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
            return entries[index] if index < len(entries) else ""
    return ""
