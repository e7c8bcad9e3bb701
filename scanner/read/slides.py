"""Presentations (ECMA-376): slides in their order, hidden ones too, with notes, comments, tables, diagrams and charts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.inner_picture import inner_picture
from scanner.read.ooxml import Locals, Package, Relation, attribute, cell_text, inner_text
from scanner.read.ooxml_rest import drawn, properties, rest
from scanner.read.source import Source
from scanner.read.tables import GridWriter

_MASTERS = {"slideMaster": "slide master", "notesMaster": "notes master", "handoutMaster": "handout master"}
_BESIDE = {
    "notesSlide": ("notes", Role.NOTE),
    "diagramData": ("diagram", Role.BODY),
    "chart": ("chart", Role.BODY),
    "chartEx": ("chart", Role.BODY),
    "tags": ("tags", Role.METADATA),
}


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add all text with `slide N` as place, pictures as `slide N image M`, and what belongs to each slide.

    Raises Refused when the package or its main part cannot be read, LimitReached when a budget is used up.
    """
    with Package(source, draft, context) as package:
        main = package.main()
        relations = {relation.id: relation for relation in package.related(main)}
        slides = _order(package, main, relations)
        for number, slide in enumerate(slides, 1):
            context.budget.charge_page()
            _slide(package, slide, f"slide {number}", draft)
        for relation in relations.values():
            if relation.kind in _MASTERS and package.take(relation.target):
                _master(package, relation.target, _MASTERS[relation.kind], draft)
        _people(package, draft)
        properties(package, draft)
        rest(package, draft, context)


def _order(package: Package, main: str, relations: dict[str, Relation]) -> list[str]:
    """Return the slides in the order of the presentation's list, and behind them those that the list does not have."""
    listed = []
    for element in package.tree(main).iter("{*}sldId"):
        key = next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")
        if key in relations:
            listed.append(relations[key].target)
    listed += [relation.target for relation in relations.values() if relation.kind == "slide"]
    return list(dict.fromkeys(listed))


def _slide(package: Package, part: str, place: str, draft: Draft) -> None:
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
            elif relation.kind == "image" and package.take(relation.target):
                found = inner_picture(package.data(relation.target), f"{place} image {pictures + 1}")
                if found is not None:
                    pictures += 1
                    draft.pictures.append(found)
                else:
                    package.give_back(relation.target)
            elif relation.kind in ("slideLayout", "slideMaster") and package.take(relation.target):
                _master(package, relation.target, "slide master", draft)
        except Refused as refusal:
            draft.problem(refusal.code, f"{place}: {refusal.detail}")


def _master(package: Package, part: str, place: str, draft: Draft) -> None:
    """Add what a layout or master shows on each slide; its placeholders only say what to type there. The same is said once."""
    try:
        own = Draft()
        _Shapes(own, place, Role.HEADER, placeholders=False).add(package.tree(part))
        said = {segment.text for segment in draft.segments if segment.locate(0) == place}
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
        if part in ("ppt/commentauthors.xml", "ppt/authors.xml"):
            names.update((attribute(found, "name"), None) for found in package.tree(part).iter("{*}cmAuthor", "{*}author"))
        elif part.startswith("ppt/tags/"):
            _Shapes(draft, "tags", Role.METADATA).add(package.tree(part))
    draft.text("\n".join(names), "metadata author", Role.METADATA)


class _Shapes:
    """Reads the shapes of a slide: paragraphs in a flow, tables each in a grid."""

    def __init__(self, draft: Draft, place: str, role: Role, *, placeholders: bool = True) -> None:
        self._draft = draft
        self._place = place
        self._role = role
        self._placeholders = placeholders
        self._names = Locals()
        self._flow = FlowWriter()
        self._described = FlowWriter()
        self._tables: list[etree._Element] = []

    def add(self, root: etree._Element) -> None:
        """Read the shapes and put them in the draft."""
        self._walk(root)
        self._flow.into(self._draft, self._role)
        for number, table in enumerate(self._tables, 1):
            self._table(table, f"{self._place} table {number}")
        self._described.into(self._draft, Role.METADATA)

    def _walk(self, parent: etree._Element) -> None:
        for element in parent:
            name = self._names[element.tag]
            if name == "p":
                self._flow.add("".join(self._runs(element)), self._place)
            elif name == "tbl":
                self._tables.append(element)
            elif name == "v":
                self._flow.add(element.text or "", self._place)
            elif name == "tag":
                self._flow.add(f"{element.get('name', '')}: {element.get('val', '')}", self._place)
            elif name in ("cNvPr", "docPr"):
                if element.get("descr"):
                    self._described.add(element.get("descr", ""), f"{self._place} picture description")
            elif name == "AlternateContent":
                self._walk(self._chosen(element))
            elif name == "sp" and not self._placeholders and next(element.iter("{*}ph"), None) is not None:
                self._typed(element)
            elif len(element):
                self._walk(element)

    def _typed(self, placeholder: etree._Element) -> None:
        """Add a master's footer and date, which are typed once for all slides, though they are placeholders."""
        mark = next(placeholder.iter("{*}ph"))
        if mark.get("type") in ("ftr", "hdr", "dt"):
            self._walk(placeholder)

    def _chosen(self, alternatives: etree._Element) -> etree._Element:
        for element in alternatives:
            if self._names[element.tag] == "Choice":
                return element
        return alternatives

    def _runs(self, paragraph: etree._Element) -> Iterator[str]:
        for element in paragraph.iter(etree.Element):
            name = self._names[element.tag]
            if name == "t":
                yield element.text or ""
            elif name == "br":
                yield "\n"

    def _table(self, table: etree._Element, name: str) -> None:
        grid = GridWriter()
        for row, line in enumerate(table.iter("{*}tr"), 1):
            for column, cell in enumerate((found for found in line if self._names[found.tag] == "tc"), 1):
                if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                    continue
                grid.cell(row, column, cell_text(["".join(self._runs(found)) for found in cell.iter("{*}p")]))
        grid.into(self._draft, name, "rc", self._role)
