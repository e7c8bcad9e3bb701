"""What every Office package has besides its main story: properties, links, pictures, embedded documents, drawings, the rest.

No part is passed over in silence: it is known to hold no words, or it is read, or it is named as not read.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from scanner.model import Role
from scanner.read import loose_text
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.markup.xml_parser import attributes
from scanner.read.markup.xml_signature import signature
from scanner.read.office import drawing_text, part_text
from scanner.read.office.ooxml import Package, local, short_name
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.pictures.picture_words import add_picture

# Parts that hold layout, settings or indexes but no words of a person (ECMA-376 part 1, annex A; ISO/IEC 26300-3, 2.2).
_WORDLESS = re.compile(
    r"\[content_types\]\.xml|\[trash\]/.*|mimetype|.*\.rels|.*/theme/.*|.*theme(override)?\d*\.xml|(word|xl|ppt)/(styles|styleswitheffects|stylesWithEffects|"
    r"fonttable|websettings|numbering|presprops|viewprops|tablestyles|calcchain|metadata|volatiledependencies|commentsextended|"
    r"commentsids|commentsextensible|printersettings)(\.xml|\.bin)?|word/glossary/(styles|settings|fonttable|websettings|numbering)\.xml|"
    r".*/printersettings/.*|.*/fonts/.*|.*\.(odttf|fntdata|ttf|otf)|customxml/itemprops\d*\.xml|docprops/thumbnail\.(jpe?g|png|gif)|"
    r"xl/(revisions|worksheets|richdata)/(binaryindex\d*\.bin|_rels/.*|rdrichvaluetypes\.xml|rdrichvaluestructure\.xml|richstyles\.xml)|"
    r".*/diagrams/(layout|colors|quickstyle)s?\d*\.xml|.*/charts/(colors|style)\d*\.xml|xl/sharedstrings\.(xml|bin)|"
    r"(word|xl|ppt)/vbadata\.xml|ppt/revisioninfo\.xml|_xmlsignatures/origin\.sigs|package/services/.*|"
    r"docmetadata/labelinfo\.xml|meta-inf/.*|(.*/)?configurations2/.*|thumbnails/.*|layout-cache|"
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
# Parts with drawings (by a piece of their name), their place, and whether their words stand on the page.
_DRAWN = (("charts/", "chart"), ("chartsheets/", "chart"), ("diagrams/", "diagram"), ("drawings/", "text box"))
_PLACES = (("customxml/", "metadata custom data"), ("/activex/", "control"), ("/ctrlprops/", "control"))
_MOST_NAME_DIGITS = 4


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
        label, own = _label(element)
        if text and (own or label not in _COUNTS):
            flow.add(f"{label}: {text}", metadata_place(label))
        # The author of a template and the like stand in attributes in OpenDocument.
        for key, value in attributes(element):
            if key.endswith(("}title", "}href")) and value.strip():
                flow.add(f"{label}: {value}", metadata_place(label))
    flow.into(draft, Role.METADATA)


def _label(element: etree._Element) -> tuple[str, bool]:
    """Return a property's name, and whether a person gave it."""
    for found in (element, *element.iterancestors()):
        named = found.get("name") or found.get("{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name")
        if named:
            return named, True
        name = local(found)
        if "docPropsVTypes" not in str(found.tag):
            return name, False
    return "property", False


def metadata_place(label: str) -> str:
    """Return `metadata LABEL`; without the label when it may be a number of a person itself."""
    return f"metadata {label}" if sum(map(str.isdigit, label)) <= _MOST_NAME_DIGITS and len(label) <= 80 else "metadata property"


def rest(package: Package, draft: Draft, context: Context, image: str = "image") -> None:
    """Add links, and of the parts that nobody took: pictures, embedded documents, drawings, other text."""
    _links(package, draft)
    number = 0
    said = {line for segment in draft.segments if "diagram" in segment.locate(0) for line in segment.text.split("\n")}
    for name in package.untaken():
        context.budget.check_time()
        if _WORDLESS.fullmatch(name):
            continue
        try:
            if "_xmlsignatures/" in name:
                signature(package.tree(name), draft)
            elif name.endswith((".xml", ".vml")):
                _text_part(package, name, said, draft, context)
            elif "/activex/" in name:
                draft.text("\n".join(loose_text.both(package.data(name))), "control", Role.FORM)
            else:
                data = package.data(name, charge=False)
                found = inner_picture(data, "thumbnail" if "thumbnail." in name else f"{image} {number + 1}")
                if found is not None:
                    context.budget.charge_bytes(len(data))
                    number += found.locator != "thumbnail"
                    add_picture(found, draft, context)
                elif data:
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


def _text_part(package: Package, name: str, said: set[str], draft: Draft, context: Context) -> None:
    """Add a part's words; `said` holds the lines of diagrams, which are stored a second time as they were last drawn."""
    root = package.tree(name)
    place = next((place for mark, place in _DRAWN if mark in name), "")
    if place:
        add_drawing(root, place, draft, said if place == "diagram" else None)
        return
    flow = FlowWriter()
    place = next((place for mark, place in _PLACES if mark in name), f"part {short_name(name)}")
    for line in (*part_text.lines(root), *part_text.attributes(root)):
        flow.add(line, place)
    flow.into(draft, Role.METADATA)
    for number, data in enumerate(part_text.documents(root), 1):
        context.read_child(draft, "document", f"{place} document {number}", data)


def add_drawing(root: etree._Element, place: str, draft: Draft, said: set[str] | None = None) -> None:
    """Add what a drawing, chart or diagram shows, but for lines in `said`, and what it keeps in descriptions and names."""
    flow, beside = FlowWriter(), FlowWriter()
    before = frozenset(said or ())
    for line in drawing_text.drawn(root):
        if line not in before:
            flow.add(line, place)
            if said is not None:
                said.add(line)
    for line in drawing_text.described(root):
        beside.add(line, f"{place} description")
    flow.into(draft)
    beside.into(draft, Role.METADATA)
