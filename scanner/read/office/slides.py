"""Presentations (ECMA-376): slides in their order, hidden ones too, with notes, comments, tables, diagrams and charts."""

from __future__ import annotations

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.office.drawing_text import alternatives, drawn, kept, runs
from scanner.read.office.ooxml import Locals, Package, Relation, attribute, cell_text, inner_text, local
from scanner.read.office.ooxml_kind import other_reader
from scanner.read.office.ooxml_rest import add_drawing, properties, rest
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.pictures.picture_words import add_picture
from scanner.read.source import Source
from scanner.read.tables import GridWriter

_MASTERS = {"slideMaster": "slide master", "notesMaster": "notes master", "handoutMaster": "handout master"}
_BESIDE = {
    "notesSlide": ("notes", Role.NOTE),
    "tags": ("tags", Role.METADATA),
}
_DRAWN = {"diagramData": "diagram", "chart": "chart", "chartEx": "chart"}
# Elements of the presentation's own part that are named by a person: sections, and shows of a choice of slides.
_NAMED = {"section": "section", "custShow": "custom show"}


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add all text with `slide N` as place, pictures as `slide N image M`, and what belongs to each slide.

    Raises Refused when the package or its main part cannot be read, LimitReached when a budget is used up.
    """
    with Package(source, draft, context) as package:
        if other := other_reader(package, "presentation"):
            other(source, draft, context)
            return
        main = package.main()
        relations = {relation.id: relation for relation in package.related(main)}
        root = package.tree(main)
        slides = _order(root, relations)
        for number, slide in enumerate(slides, 1):
            context.budget.charge_page()
            _slide(package, slide, f"slide {number}", draft, context)
        for element in root.iter("{*}section", "{*}custShow"):
            draft.text(attribute(element, "name"), _NAMED[local(element)], Role.METADATA)
        for relation in relations.values():
            if relation.kind in _MASTERS and package.take(relation.target):
                _master(package, relation.target, _MASTERS[relation.kind], draft)
        _people(package, draft)
        properties(package, draft)
        rest(package, draft, context)


def _order(root: etree._Element, relations: dict[str, Relation]) -> list[str]:
    """Return the slides in the order of the presentation's list, and behind them those that the list does not have."""
    listed = []
    for element in root.iter("{*}sldId"):
        key = next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")
        if key in relations:
            listed.append(relations[key].target)
    listed += [relation.target for relation in relations.values() if relation.kind == "slide"]
    return list(dict.fromkeys(listed))


def _slide(package: Package, part: str, place: str, draft: Draft, context: Context) -> None:
    try:
        root = package.tree(part)
    except Refused as refusal:
        draft.problem(refusal.code, f"{place}: {refusal.detail}")
        return
    _Shapes(draft, place, Role.HIDDEN if root.get("show") in ("0", "false") else Role.BODY).add(root)
    pictures = 0
    for relation in package.related(part):
        try:
            if relation.kind in ("comments", "threadedComments") and package.take(relation.target):
                _comments(package.tree(relation.target), f"{place} comment", draft)
            elif relation.kind in _BESIDE and package.take(relation.target):
                name, role = _BESIDE[relation.kind]
                _Shapes(draft, f"{place} {name}", role).add(package.tree(relation.target))
            elif relation.kind in _DRAWN and package.take(relation.target):
                add_drawing(package.tree(relation.target), f"{place} {_DRAWN[relation.kind]}", draft)
            elif relation.kind == "image" and package.take(relation.target):
                found = inner_picture(package.data(relation.target), f"{place} image {pictures + 1}")
                if found is not None:
                    pictures += 1
                    add_picture(found, draft, context)
                else:
                    package.give_back(relation.target)
            elif relation.kind in ("slideLayout", "slideMaster") and package.take(relation.target):
                _master(package, relation.target, "slide master", draft)
        except Refused as refusal:
            draft.problem(refusal.code, f"{place}: {refusal.detail}")


def _master(package: Package, part: str, place: str, draft: Draft) -> None:
    """Add what a layout or master shows on each slide, and what its placeholders say of what to type. The same is said once."""
    try:
        own = Draft()
        _Shapes(own, place, Role.HEADER, master=True).add(package.tree(part))
        said = {segment.text for segment in draft.segments if segment.locate(0).startswith(place)}
        draft.segments.extend(segment for segment in own.segments if segment.text not in said)
    except Refused as refusal:
        draft.problem(refusal.code, f"{place}: {refusal.detail}")
    for relation in package.related(part):
        if relation.kind == "slideLayout" and package.take(relation.target):
            _master(package, relation.target, place, draft)


def _comments(root: etree._Element, place: str, draft: Draft) -> None:
    flow = FlowWriter()
    for element in root.iter("{*}text", "{*}txBody"):
        flow.add("\n".join(drawn(element)) if str(element.tag).endswith("}txBody") else inner_text(element), place)
    flow.into(draft, Role.COMMENT)


def _people(package: Package, draft: Draft) -> None:
    names: dict[str, None] = {}
    for part in package.untaken():
        if part in ("ppt/commentauthors.xml", "ppt/authors.xml") or part.startswith("ppt/changesinfos/"):
            for found in package.tree(part).iter("{*}cmAuthor", "{*}author", "{*}chgData"):
                names.update((attribute(found, key), None) for key in ("name", "userId"))
        elif part.startswith("ppt/tags/"):
            _Shapes(draft, "tags", Role.METADATA).add(package.tree(part))
    draft.text("\n".join(names), "metadata author", Role.METADATA)


class _Shapes:
    """Reads the shapes of a slide: paragraphs in a flow, tables each in a grid.

    On a master, a placeholder is text of its own kind: it says what to type there, but for the footer and the date.
    """

    def __init__(self, draft: Draft, place: str, role: Role, *, master: bool = False) -> None:
        self._draft = draft
        self._place = place
        self._role = role
        self._master = master
        self._names = Locals()
        self._flow = FlowWriter()
        self._typed = FlowWriter()
        self._described = FlowWriter()
        self._tables: list[etree._Element] = []

    def add(self, root: etree._Element) -> None:
        """Read the shapes and put them in the draft."""
        for element in root:
            if self._names[element.tag] == "cSld" and element.get("name") and not self._master:
                self._described.add(element.get("name", ""), f"{self._place} name")
        self._walk(root, self._flow)
        self._flow.into(self._draft, self._role)
        for number, table in enumerate(self._tables, 1):
            self._table(table, f"{self._place} table {number}")
        self._typed.into(self._draft, Role.METADATA)
        self._described.into(self._draft, Role.METADATA)

    def _walk(self, parent: etree._Element, flow: FlowWriter) -> None:
        for element in parent:
            name = self._names[element.tag]
            for words in kept(element, name):
                self._described.add(words, f"{self._place} picture description")
            if name == "p":
                self._paragraph(element, flow)
            elif name == "tbl":
                self._tables.append(element)
            elif name == "textpath":
                flow.add(element.get("string", ""), self._place)
            elif name == "tag":
                flow.add(f"{element.get('name', '')}: {element.get('val', '')}", self._place)
            elif name == "AlternateContent":
                for branch in alternatives(element):
                    self._walk(branch, flow)
            elif name == "sp" and self._master:
                mark = next(element.iter("{*}ph"), None)
                shown = mark is None or mark.get("type") in ("ftr", "hdr", "dt")
                self._walk(element, flow if shown else self._typed)
            elif len(element):
                self._walk(element, flow)

    def _paragraph(self, paragraph: etree._Element, flow: FlowWriter) -> None:
        flow.add("".join(runs(paragraph, self._names)), self._place if flow is not self._typed else f"{self._place} placeholder")
        for found in paragraph.iter("{*}hlinkClick", "{*}hlinkHover"):
            for words in kept(found, self._names[found.tag]):
                self._described.add(words, f"{self._place} link")

    def _table(self, table: etree._Element, name: str) -> None:
        grid = GridWriter()
        for row, line in enumerate(table.iter("{*}tr"), 1):
            for column, cell in enumerate((found for found in line if self._names[found.tag] == "tc"), 1):
                text = cell_text(["".join(runs(found, self._names)) for found in cell.iter("{*}p")])
                if text or not (cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")):
                    grid.cell(row, column, text)
                for found in cell.iter("{*}hlinkClick"):
                    for words in kept(found, "hlinkClick"):
                        self._described.add(words, f"{name} link")
        grid.into(self._draft, name, "rc", self._role)
