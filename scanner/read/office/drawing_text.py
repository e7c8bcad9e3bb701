"""What drawings, charts and diagrams of Office say (ECMA-376 parts 1 and 3): shown words, and words kept beside the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scanner.read.office.ooxml import Locals, attribute, inner_text

_GIVEN_NAME = re.compile(r"[^\W\d_][^\d.@]{0,39} \d{1,4}")  # `Afbeelding 3`, as programs name things themselves
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.\[\] -]*))!")
# Elements that keep words of a person in attributes, by local name, with those attributes' local names.
_KEPT = {
    "docPr": ("descr", "title"),
    "cNvPr": ("descr", "title"),
    "hlinkClick": ("tooltip",),
    "hlinkHover": ("tooltip",),
    "imagedata": ("title", "href"),
    "shape": ("alt", "title", "href"),
    "rect": ("alt", "title", "href"),
    "roundrect": ("alt", "title", "href"),
    "oval": ("alt", "title", "href"),
    "line": ("alt", "title", "href"),
    "polyline": ("alt", "title", "href"),
    "group": ("alt", "title", "href"),
    "signatureline": ("suggestedsigner", "suggestedsigner2", "suggestedsigneremail", "signinginstructions", "addlxml"),
    "oleObj": ("name",),
    "controlPr": ("altText",),
    "objectPr": ("altText",),
    "snd": ("name",),
}


def alternatives(content: etree._Element) -> list[etree._Element]:
    """Return of an mc:AlternateContent the first choice, and of the others those with words that it does not say.

    Programs show one of them (ECMA-376 part 3, 9.3); which, depends on the program.
    """
    names = Locals()
    branches = [element for element in content if names[element.tag] in ("Choice", "Fallback")]
    if len(branches) < 2:
        return branches
    said = _words(branches[0])
    return [branches[0], *(branch for branch in branches[1:] if _words(branch) not in said)]


def _words(element: etree._Element) -> str:
    texts = [inner_text(found) for found in element.iter("{*}t", "{*}delText", "{*}instrText")]
    texts += [found.get("string", "") for found in element.iter("{*}textpath")]
    return "".join("".join(texts).split())


def drawn(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs of a drawing, and the names and values of a chart; runs join without a space."""
    names = Locals()
    for element in _chosen(root, names):
        text = _shown(element, names)
        if text.strip():
            yield text


def _shown(element: etree._Element, names: Locals) -> str:
    name = names[element.tag]
    if name == "p":
        return "".join(runs(element, names))
    if name == "textpath":
        return element.get("string", "")
    if name == "div":  # the text of an old drawing's box
        return inner_text(element)
    return element.text or ""


def _chosen(parent: etree._Element, names: Locals) -> Iterator[etree._Element]:
    """Yield the elements with shown words in order, not looking into a paragraph's own."""
    for element in parent:
        name = names[element.tag]
        if name == "AlternateContent":
            for branch in alternatives(element):
                yield from _chosen(branch, names)
            continue
        if name in ("p", "v", "pt", "textpath", "div"):
            yield element
        if name and name not in ("p", "div"):
            yield from _chosen(element, names)


def runs(paragraph: etree._Element, names: Locals) -> Iterator[str]:
    """Yield the pieces of a paragraph of DrawingML, fields and line breaks included."""
    for element in paragraph.iter(etree.Element):
        name = names[element.tag]
        if name == "t":
            yield element.text or ""
        elif name == "br":
            yield "\n"
        elif name == "tab" and element.getparent() is not paragraph:
            yield "\t"


def kept(element: etree._Element, name: str) -> Iterator[str]:
    """Yield the words that an element with a local name keeps in attributes: descriptions, titles, tips, given names."""
    wanted = _KEPT.get(name)
    if wanted is None:
        return
    for key in wanted:
        if text := attribute(element, key).strip():
            yield text
    if name in ("docPr", "cNvPr"):
        given = element.get("name", "")
        if given.strip() and not _GIVEN_NAME.fullmatch(given):
            yield given


def described(root: etree._Element) -> Iterator[str]:
    """Yield what a drawing keeps beside the picture: descriptions, titles, tips, and the names of sheets a chart draws on."""
    names = Locals()
    told: set[str] = set()
    for element in root.iter(etree.Element):
        name = names[element.tag]
        found = [*kept(element, name)]
        if name == "f" and element.text:
            found += [(one or two).replace("''", "'") for one, two in _SHEET.findall(element.text)]
        for text in found:
            if text not in told:
                told.add(text)
                yield text
