"""Any XML: text and attributes behind the name of their element, without entities, external files or network."""

from __future__ import annotations

from lxml import etree

from scanner.model import Code
from scanner.read.draft import Context, Draft, FlowWriter
from scanner.read.plain import read as read_plain
from scanner.read.source import Source

_DRAWING = "{http://www.w3.org/2000/svg}"
_SPOKEN = ("text", "title", "desc", "tspan")


def parser(**options: object) -> etree.XMLParser:
    """Return a parser that resolves no entity, loads nothing, and refuses huge trees."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, **options)  # type: ignore[arg-type]


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add `name: text` lines with the element's path as place; broken XML is read as plain text and named."""
    data = source.data()
    try:
        root = etree.fromstring(data, parser())
    except (etree.XMLSyntaxError, ValueError):
        read_plain(source, draft, context)
        if not draft.segments:
            draft.problem(Code.CORRUPT, "not well-formed XML")
        return
    flow = FlowWriter()
    path: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue  # a reference to an entity, which is not resolved
        if event == "end":
            path.pop()
            continue
        name = etree.QName(element).localname
        path.append(name)
        if element.tag.startswith(_DRAWING) and name not in _SPOKEN:
            continue
        place = "/" + "/".join(path)
        for key, value in element.attrib.items():
            if value.strip() and not element.tag.startswith(_DRAWING):
                flow.add(f"{etree.QName(key).localname}: {value}", place)
        text = " ".join((element.text or "").split())
        tail = " ".join(" ".join(child.tail or "" for child in element).split())
        if text or tail:
            flow.add(f"{name}: {text} {tail}".rstrip(), place)
    for node in root.iter(etree.Comment):
        flow.add(node.text or "", "comment")
    flow.into(draft)
