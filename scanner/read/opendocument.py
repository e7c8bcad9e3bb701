"""OpenDocument text, presentations and drawings (ISO/IEC 26300): content, headers and footers, properties, objects inside."""

from __future__ import annotations

from lxml import etree

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, Refused
from scanner.read.odf_story import OdfStory
from scanner.read.ooxml import Package
from scanner.read.ooxml_rest import properties, rest, signature
from scanner.read.source import Source

_HEADERS = {
    "header": "header",
    "header-left": "header",
    "header-first": "header",
    "footer": "footer",
    "footer-left": "footer",
    "footer-first": "footer",
}


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add all text with places such as `paragraph 12`, `slide 2`, `table 1 row 2, column 3`, `header`, `footnote`.

    Raises Refused when the document is encrypted or its content cannot be read, LimitReached when a budget is used up.
    """
    with open_package(source, draft, context) as package:
        try:
            OdfStory(draft, context.budget).add(package.tree("content.xml"))
        except Refused as refusal:
            draft.problem(refusal.code, f"content: {refusal.detail}")
        besides(package, draft, context)


def open_package(source: Source, draft: Draft, context: Context) -> Package:
    """Return the open package. Raises Refused for one that is broken, or that a password protects (part 2, 3.4)."""
    package = Package(source, draft, context)
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise Refused(Code.ENCRYPTED, "OpenDocument with a password")
    return package


def besides(package: Package, draft: Draft, context: Context) -> None:
    """Add what stands outside content.xml: page headers, properties, signatures, objects, pictures and embedded files."""
    if package.take("styles.xml"):
        try:
            _styles(package.tree("styles.xml"), draft, context)
        except Refused as refusal:
            draft.problem(refusal.code, f"header: {refusal.detail}")
    properties(package, draft)
    for name in package.untaken():
        try:
            if name.endswith("/content.xml"):
                context.budget.charge_member()
                OdfStory(draft, context.budget, "embedded object").add(package.tree(name))
            elif name.startswith("meta-inf/") and name.endswith("signatures.xml"):
                signature(package.tree(name), draft)
        except Refused as refusal:
            draft.problem(refusal.code, refusal.detail)
    rest(package, draft, context)


def _styles(root: etree._Element, draft: Draft, context: Context) -> None:
    for master in root.iter("{*}master-page", "{*}handout-master"):
        for element in master:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if name in _HEADERS:
                OdfStory(draft, context.budget, _HEADERS[name], Role.HEADER).add(element)
            elif name in ("frame", "custom-shape", "g", "rect", "notes"):
                OdfStory(draft, context.budget, "slide master", Role.HEADER).add(element)
