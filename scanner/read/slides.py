"""Presentations (ECMA-376): slides in their order, with notes, comments and tables."""

from __future__ import annotations

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Context, Draft, FlowWriter
from scanner.read.ooxml import Package
from scanner.read.source import Source

_KINDS = {
    "notesSlide": ("notes", Role.NOTE),
    "comments": ("comment", Role.COMMENT),
    "diagramData": ("diagram", Role.BODY),
    "chart": ("chart", Role.BODY),
}


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add each slide with `slide N` as place and what belongs to it."""
    package = Package(source, context)
    with package.archive:
        main = package.main()
        relations = package.relations(main)
        slides = [target for kind, target, external in relations if kind == "slide" and not external and package.has(target)]
        order = _order(package, main) or slides
        for number, slide in enumerate(order, 1):
            context.budget.charge_page()
            _paragraphs(package.tree(slide), f"slide {number}", Role.BODY, draft)
            for kind, target, external in package.relations(slide):
                if kind in _KINDS and not external and package.has(target):
                    _paragraphs(package.tree(target), f"slide {number} {_KINDS[kind][0]}", _KINDS[kind][1], draft)
        for kind, target, external in relations:
            if kind in ("slideMaster", "notesMaster") and not external and package.has(target):
                _paragraphs(package.tree(target), "slide master", Role.HEADER, draft)
        package.properties(draft)
        package.inside(draft, context)


def _order(package: Package, main: str) -> list[str]:
    """Return the slides in the order of the presentation's list."""
    import posixpath

    folder, name = posixpath.split(main)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(rels):
        return []
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join(folder, relation.get("Target", "")).lstrip("/"))
        for relation in package.tree(rels)
    }
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    wanted = [element.get(key) for element in package.tree(main).iter(etree.Element) if etree.QName(element).localname == "sldId"]
    return [targets[found] for found in wanted if found in targets and package.has(targets[found])]


def _paragraphs(root: etree._Element, place: str, role: Role, draft: Draft) -> None:
    flow = FlowWriter()
    for element in root.iter(etree.Element):
        if etree.QName(element).localname == "p":
            flow.add("".join("\t" if etree.QName(run).localname == "tab" else run.text or "" for run in element.iter(etree.Element)
                             if etree.QName(run).localname in ("t", "tab")), place)  # fmt: skip
        elif etree.QName(element).localname in ("text", "pt") and element.text and element.text.strip():
            flow.add(element.text, place)
    flow.into(draft, role)
