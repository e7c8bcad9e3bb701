"""OpenDocument text, presentations and drawings (ISO/IEC 26300): content, headers and footers, properties, objects inside."""

from __future__ import annotations

from lxml import etree

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.markup.xml_signature import signature
from scanner.read.office.ooxml import Package, inner_text, local
from scanner.read.office.ooxml_rest import properties, rest
from scanner.read.opendocument import odf_marks
from scanner.read.opendocument.odf_story import OdfStory
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
            root = package.tree("content.xml")
            styled(root, draft)
            OdfStory(draft, context.budget).add(root)
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
            root = package.tree("styles.xml")
            styled(root, draft)
            _styles(root, draft, context)
        except Refused as refusal:
            draft.problem(refusal.code, f"header: {refusal.detail}")
    properties(package, draft)
    for name in package.untaken():
        try:
            if name.endswith("/content.xml"):
                context.budget.charge_member()
                _object(package.tree(name), draft, context)
            elif name == "settings.xml":
                for label, value in odf_marks.of_settings(package.tree(name)):
                    draft.text(value, f"metadata {label}", Role.METADATA)
            elif name.startswith("meta-inf/") and name.endswith("signatures.xml"):
                signature(package.tree(name), draft)
        except Refused as refusal:
            draft.problem(refusal.code, refusal.detail)
    rest(package, draft, context)


def styled(root: etree._Element, draft: Draft) -> None:
    """Add the words that styles show beside numbers."""
    flow = FlowWriter()
    for place, words in odf_marks.of_styles(root):
        flow.add(words, place)
    flow.into(draft, Role.METADATA)


def _object(root: etree._Element, draft: Draft, context: Context) -> None:
    """Add an embedded document that is stored in parts of its own; a formula (MathML) is one line."""
    if local(root) == "math":
        draft.text(" ".join(inner_text(root).split()), "embedded object")
    else:
        OdfStory(draft, context.budget, "embedded object").add(root)


def _styles(root: etree._Element, draft: Draft, context: Context) -> None:
    for master in root.iter("{*}master-page", "{*}handout-master"):
        for element in master:
            name = local(element)
            if name in _HEADERS:
                OdfStory(draft, context.budget, _HEADERS[name], Role.HEADER).add(element)
            elif name in ("frame", "custom-shape", "g", "rect", "notes"):
                OdfStory(draft, context.budget, "slide master", Role.HEADER).add(element)
