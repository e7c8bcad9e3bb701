"""What every Office package has besides its main story: properties, links, pictures, embedded documents, drawings, the rest.

No part is passed over in silence: it is known to hold no words, or it is read, or it is named as not read.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from scanner.model import Code, Fact, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.eid import national_numbers_in
from scanner.read.inner_picture import inner_picture
from scanner.read.ooxml import Locals, Package, inner_text

# Parts that hold layout, settings or indexes but no words of a person (ECMA-376 part 1, annex A; ISO/IEC 26300-3, 2.2).
_WORDLESS = re.compile(
    r"\[content_types\]\.xml|\[trash\]/.*|mimetype|.*\.rels|.*/theme/.*|.*theme(override)?\d*\.xml|(word|xl|ppt)/(styles|styleswitheffects|stylesWithEffects|"
    r"fonttable|websettings|numbering|presprops|viewprops|tablestyles|calcchain|metadata|volatiledependencies|commentsextended|"
    r"commentsids|commentsextensible|printersettings)(\.xml|\.bin)?|word/glossary/(styles|settings|fonttable|websettings|numbering)\.xml|"
    r".*/printersettings/.*|.*/fonts/.*|.*\.(odttf|fntdata|ttf|otf)|customxml/itemprops\d*\.xml|docprops/thumbnail\..*|"
    r"xl/(revisions|worksheets|richdata)/(binaryindex\d*\.bin|_rels/.*|rdrichvaluetypes\.xml|rdrichvaluestructure\.xml|richstyles\.xml)|"
    r".*/diagrams/(drawing|layout|colors|quickstyle)s?\d*\.xml|.*/charts/(colors|style)\d*\.xml|xl/sharedstrings\.(xml|bin)|"
    r"(word|xl|ppt)/vbadata\.xml|ppt/changesinfos/.*|ppt/revisioninfo\.xml|_xmlsignatures/origin\.sigs|package/services/.*|"
    r"docmetadata/labelinfo\.xml|.*/activex/activex\d+\.xml|xl/ctrlprops/.*|meta-inf/.*|(.*/)?configurations2/.*|thumbnails/.*|layout-cache|"
    r"object \d+/(settings|styles|meta)\.xml|objectreplacements/.*|.*/ink/.*|settings\.xml|manifest\.rdf|.*/\.ds_store|__macosx/.*|.*/webextensions/taskpanes\.xml",
    re.IGNORECASE,
)
# Counts and program names in docProps/app.xml: machine data that only makes false numbers.
_COUNTS = frozenset(
    (
        "TotalTime",
        "Pages",
        "Words",
        "Characters",
        "Application",
        "DocSecurity",
        "Lines",
        "Paragraphs",
        "ScaleCrop",
        "LinksUpToDate",
        "CharactersWithSpaces",
        "SharedDoc",
        "HyperlinksChanged",
        "AppVersion",
        "Slides",
        "Notes",
        "HiddenSlides",
        "MMClips",
        "PresentationFormat",
        "revision",
        "i4",
        "bool",
        "editing-cycles",
        "editing-duration",
        "generator",
        "document-statistic",
    )
)
_DRAWN = (
    ("charts/", "chart", Role.BODY),
    ("chartsheets/", "chart", Role.BODY),
    ("diagrams/", "diagram", Role.BODY),
    ("drawings/", "text box", Role.BODY),
    ("customxml/item", "metadata custom data", Role.METADATA),
)


def properties(package: Package, draft: Draft) -> None:
    """Add the document's properties, each with `metadata NAME` as place and its name before it."""
    found = [relation.target for relation in package.related("") if relation.kind.endswith("properties")]
    for name in (*found, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"):
        if package.take(name):
            try:
                add_properties(package.tree(name), draft)
            except Refused as refusal:
                draft.problem(refusal.code, refusal.detail)


def add_properties(root: etree._Element, draft: Draft) -> None:
    """Add the leaves of a part with properties; a property's own `name` goes before its element's."""
    flow = FlowWriter()
    for element in root.iter(etree.Element):
        text = (element.text or "").strip()
        label = _label(element)
        if text and label not in _COUNTS:
            flow.add(f"{label}: {text}", f"metadata {label}")
        # The author of a template and the like stand in attributes in OpenDocument.
        for key, value in ((str(key), str(value)) for key, value in element.attrib.items()):
            if key.endswith(("}title", "}href")) and value.strip():
                flow.add(f"{label}: {value}", f"metadata {label}")
    flow.into(draft, Role.METADATA)


def _label(element: etree._Element) -> str:
    for found in (element, *element.iterancestors()):
        named = found.get("name") or found.get("{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name")
        if named:
            return named
        name = etree.QName(found).localname
        if "docPropsVTypes" not in str(found.tag):
            return name
    return "property"


def rest(package: Package, draft: Draft, context: Context, image: str = "image") -> None:
    """Add links, and of the parts that nobody took: pictures, embedded documents, drawings, other text."""
    _links(package, draft)
    number = 0
    for name in package.untaken():
        context.budget.check_time()
        if _WORDLESS.fullmatch(name):
            continue
        try:
            if "_xmlsignatures/" in name:
                signature(package.tree(name), draft)
            elif name.endswith((".xml", ".vml")):
                _text_part(package, name, draft)
            else:
                data = package.data(name, charge=False)
                number += 1
                found = inner_picture(data, f"{image} {number}")
                if found is not None:
                    context.budget.charge_bytes(len(data))
                    draft.pictures.append(found)
                elif data:
                    number -= 1
                    embedded(package, name, data, draft, context)
        except Refused as refusal:
            draft.problem(refusal.code, refusal.detail)


def embedded(package: Package, name: str, data: bytes, draft: Draft, context: Context) -> None:
    """Add a part as a document of its own."""
    base = package.stored_name(name).replace("\\", "/").rpartition("/")[2]
    context.read_child(draft, base, f"embedded {base}", data)


def _links(package: Package, draft: Draft) -> None:
    targets: dict[str, None] = {}
    for name in package.names:
        if name.endswith(".rels"):
            folder, _, base = name.rpartition("_rels/")
            for relation in package.relations(folder + base.removesuffix(".rels")):
                if relation.external and relation.target:
                    targets[unquote(relation.target)] = None
    draft.text("\n".join(targets), "link", Role.METADATA)


def _text_part(package: Package, name: str, draft: Draft) -> None:
    root = package.tree(name)
    flow = FlowWriter()
    place, role = next(((place, role) for mark, place, role in _DRAWN if mark in name), ("part", Role.METADATA))
    if role is Role.BODY:
        for line in drawn(root):
            flow.add(line, place)
    else:
        for piece in map(str, root.itertext()):
            if piece.strip():
                flow.add(piece.strip(), place)
    flow.into(draft, role)


def drawn(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs of a drawing, and the names and values of a chart; runs join without a space."""
    names = Locals()
    for element in root.iter("{*}p", "{*}v", "{*}textpath", "{*}div", "{*}docPr", "{*}cNvPr"):
        name = names[element.tag]
        if name == "p":
            yield "".join(_runs(element, names))
        elif name == "v":
            yield element.text or ""
        elif name == "textpath":
            yield element.get("string", "")
        elif name == "div":  # the text of an old drawing's box
            yield inner_text(element)
        elif element.get("descr"):
            yield element.get("descr", "")


def _runs(paragraph: etree._Element, names: Locals) -> Iterator[str]:
    for element in paragraph.iter(etree.Element):
        name = names[element.tag]
        if name == "t":
            yield element.text or ""
        elif name == "br":
            yield "\n"
        elif name == "tab" and element.getparent() is not paragraph:
            yield "\t"


def signature(root: etree._Element, draft: Draft) -> None:
    """Add the national numbers in the certificates of a signature (XML Signature, X509Certificate)."""
    for element in root.iter("{*}X509Certificate"):
        try:
            der = base64.b64decode("".join((element.text or "").split()))
        except (binascii.Error, ValueError):
            draft.problem(Code.CORRUPT, "a certificate cannot be decoded")
            continue
        for number in national_numbers_in(der):
            draft.facts.append(Fact("BE_NATIONAL_REGISTER_NUMBER", number, "signature", ("signature certificate",), 0.45))
