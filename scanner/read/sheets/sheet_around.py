"""What stands around the cells in a sheet's own part (ECMA-376 part 1, 18.3), and the words inside formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Draft, FlowWriter
from scanner.read.markup.xml_parser import attributes
from scanner.read.office.ooxml import Locals
from scanner.read.office.part_text import has_words

# Codes in page headers: fonts, colours, sizes, page numbers.
CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z])')
# Attributes with words of a person: tips, messages, conditions, choices of a filter, names of scenarios, ranges and controls.
_SPOKEN = frozenset(
    (
        "tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "val", "comment", "text", "name", "user", "customList",
        "title", "altText", "caption", "descr",
    )
)  # fmt: skip
_FORMULAS = {"formula1": "choices", "formula2": "choices", "formula": "condition", "f": "condition"}
_LITERAL = re.compile(r'"((?:[^"]|"")*)"|(\d{9,})')
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>([^<]*)<")
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3}[0-9]{1,7})"')
_MOST_CELL_HEAD = 400  # bytes of a cell's tag before its formula


def around(root: etree._Element, sheet: str, draft: Draft) -> None:
    """Add what follows the cells in a sheet's part: page headers, tips on links, choices, conditions, names."""
    headers, others = FlowWriter(), FlowWriter()
    names = Locals()
    told: set[tuple[str, str]] = set()

    def tell(text: str, kind: str) -> None:
        if (text, kind) not in told:
            told.add((text, kind))
            others.add(text, f"{kind} {sheet}")

    for element in root.iter(etree.Element):
        tag = names[element.tag]
        if tag.endswith(("Header", "Footer")):
            if element.text:
                headers.add(without_codes(element.text), f"{tag[-6:].lower()} {sheet}")
            continue
        if tag in _FORMULAS:
            for literal in literals(element.text or ""):
                tell(literal, _FORMULAS[tag])
        for key, value in attributes(element):
            if names[key] in _SPOKEN and has_words(value):
                tell(value, tag)
    headers.into(draft, Role.HEADER)
    others.into(draft, Role.METADATA)


def without_codes(header: str) -> str:
    """Return a page header without its codes."""
    return CODES.sub(" ", header).strip()


def literals(formula: str) -> Iterator[str]:
    """Yield the texts between quotation marks, and the long numbers, of a formula."""
    for text, number in _LITERAL.findall(formula):
        found = number or text.replace('""', '"')
        if has_words(found):
            yield found


def in_formulas(data: bytes, sheet: str, draft: Draft) -> None:
    """Add the words inside the formulas of a sheet's part, each once, at the first cell that has them."""
    if b"<f" not in data and b":f" not in data:
        return
    flow = FlowWriter()
    told: set[str] = set()
    for match in _FORMULA.finditer(data, 0, max(0, data.rfind(b"sheetData>"))):
        raw = match.group(1)
        if not (b'"' in raw or b"&quot;" in raw or sum(byte in b"0123456789" for byte in raw) > 8):
            continue
        for literal in literals(unescape(raw.decode("utf-8", "replace"))):
            if literal not in told:
                told.add(literal)
                head = data[max(0, match.start() - _MOST_CELL_HEAD) : match.start()]
                cell = _REFERENCE.findall(head)
                flow.add(literal, f"formula {sheet}!{cell[-1].decode()}" if cell else f"formula {sheet}")
    flow.into(draft, Role.METADATA)
