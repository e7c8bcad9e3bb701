"""Drawings of Visio and pages of XPS: packages like Word's (ECMA-376 part 2), of which the words are taken page by page."""

from __future__ import annotations

import re

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.office.ooxml import Package, inner_text
from scanner.read.office.ooxml_rest import properties, rest
from scanner.read.source import Source

_PAGE = re.compile(r"(?:(visio/(?:pages|masters)/)(?:page|master)(\d+)\.xml)|(?:.*/?pages/(?:.*/)?\D*(\d+)\.fpage)")
# Layout, window positions and print settings (MS-VSDX 2.2; ECMA-388, clause 9).
_WORDLESS = re.compile(
    r"visio/(?:windows|document)\.xml|visio/(?:pages/pages|masters/masters)\.xml|.*\.(?:fdoc|fdseq|frag|struct|odttf|rels)|"
    r"(?:.*/)?metadata/.*|docprops/thumbnail\..*"
)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add the words of each page with `page N` as place, then properties, pictures and embedded documents.

    Raises Refused when the package cannot be read, LimitReached when a budget is used up.
    """
    with Package(source, draft, context) as package:
        for name in sorted(package.untaken(), key=_order):
            found = _PAGE.fullmatch(name)
            if not found:
                continue
            context.budget.charge_page()
            master = (found[1] or "").startswith("visio/masters")
            try:
                root = package.tree(name)
            except Refused as refusal:
                draft.problem(refusal.code, f"page {found[2] or found[3]}: {refusal.detail}")
                continue
            _words(root, f"{'master' if master else 'page'} {found[2] or found[3]}", Role.HEADER if master else Role.BODY, draft)
        properties(package, draft)
        for name in package.untaken():
            if _WORDLESS.fullmatch(name):
                package.take(name)
        rest(package, draft, context)


def _order(name: str) -> tuple[str, int]:
    digits = re.findall(r"\d+", name)
    return re.sub(r"\d+", "", name), int(digits[-1]) if digits else 0


def _words(root: etree._Element, place: str, role: Role, draft: Draft) -> None:
    """Add a page's lines: the text of shapes, or of glyph runs, of which those on one height are one line."""
    flow = FlowWriter()
    line: list[str] = []
    height = ""
    for element in root.iter("{*}Text", "{*}Glyphs", "{*}Prop", "{*}Cell"):
        tag = etree.QName(element).localname
        if tag == "Text":
            flow.add(inner_text(element).strip(), place)
        elif tag == "Glyphs":
            words = element.get("UnicodeString", "").removeprefix("{}")  # the mark that an escaped brace begins with
            if element.get("OriginY", "") != height and line:
                flow.add(" ".join(line), place)
                line = []
            height = element.get("OriginY", "")
            line.append(words)
        elif element.get("N") in ("Value", "Label", "Prompt") and (element.get("V") or "").strip():
            flow.add(element.get("V", ""), place)  # what a person filled in behind a shape
    flow.add(" ".join(line), place)
    flow.into(draft, role)
