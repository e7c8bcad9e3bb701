"""Word documents (ECMA-376): body, tables, headers, footers, notes, comments, boxes, deleted and hidden text, properties."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.ooxml import Package
from scanner.read.source import Source
from scanner.read.tables import GridWriter

_STORIES = {"header": ("header", Role.HEADER), "footer": ("footer", Role.HEADER), "footnotes": ("footnote", Role.NOTE), "endnotes": ("endnote", Role.NOTE),
            "comments": ("comment", Role.COMMENT), "glossaryDocument": ("building block", Role.HIDDEN)}  # fmt: skip


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add all text with places such as `paragraph 12`, `table 1 row 2, column 3`, `header`, `footnote`."""
    package = Package(source, context)
    with package.archive:
        main = package.main()
        _Story(draft).add(package.tree(main))
        for kind, target, external in package.relations(main):
            if kind in _STORIES and not external and package.has(target):
                place, role = _STORIES[kind]
                _part(package, target, place, role, draft)
            elif kind == "aFChunk" and package.has(target):
                context.read_child(draft, target.rpartition("/")[2], "inserted document", package.bytes(target))
            elif external and target.startswith(("mailto:", "tel:")):
                draft.text(target, "link", Role.METADATA)
        package.properties(draft)
        _custom(package, draft)
        package.inside(draft, context)


def _part(package: Package, target: str, place: str, role: Role, draft: Draft) -> None:
    try:
        _Story(draft, place, role).add(package.tree(target))
    except Refused as refusal:
        draft.problem(refusal.code, f"{place}: {refusal.detail}")


def _custom(package: Package, draft: Draft) -> None:
    for name in package.names:
        if name.lower().startswith("customxml/item") and name.lower().endswith(".xml"):
            try:
                text = "\n".join(str(piece).strip() for piece in package.tree(name).itertext() if piece.strip())
            except Refused:
                draft.problem(Code.CORRUPT, "custom data")
                continue
            draft.text(text, "metadata custom data", Role.METADATA)


class _Story:
    """One stream of paragraphs: the body, a header, a note."""

    def __init__(self, draft: Draft, place: str = "", role: Role = Role.BODY) -> None:
        self._draft = draft
        self._place = place
        self._role = role
        self._flow = FlowWriter()
        self._gone = FlowWriter()
        self._veiled = FlowWriter()
        self._number = 0
        self._tables = 0

    def add(self, root: etree._Element) -> None:
        """Read the story and put it in the draft."""
        self._blocks(root, None)
        self._flow.into(self._draft, self._role)
        self._gone.into(self._draft, Role.HIDDEN)
        self._veiled.into(self._draft, Role.HIDDEN)

    def _blocks(self, parent: etree._Element, cell: list[str] | None) -> None:
        for element in parent:
            name = _local(element)
            if name == "p":
                self._paragraph(element, cell)
            elif name == "tbl" and cell is None:
                self._table(element)
            elif name not in ("sectPr", "pPr", "tblPr", "tcPr", "trPr", "sdtPr", "Fallback"):
                self._blocks(element, cell)

    def _paragraph(self, paragraph: etree._Element, cell: list[str] | None) -> None:
        self._number += 1
        place = self._place or f"paragraph {self._number}"
        shown: list[str] = []
        gone: list[str] = []
        veiled: list[str] = []
        boxes: list[etree._Element] = []
        for kind, text, box in _pieces(paragraph):
            if box is not None:
                boxes.append(box)
            else:
                {"shown": shown, "gone": gone, "veiled": veiled}[kind].append(text)
        line = "".join(shown)
        if cell is not None:
            cell.append(line)
        else:
            self._flow.add(line, place)
        if gone:
            self._gone.add("".join(gone), f"{place} deleted text")
        if veiled:
            self._veiled.add("".join(veiled), f"{place} hidden text")
        for box in boxes:
            self._blocks(box, cell)

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        grid = GridWriter()
        for row, line in enumerate(
            (found for found in table.iter() if _local(found) == "tr" and _owner(found, "tbl") is table), 1
        ):
            column = 0
            for found in line.iter():
                if _local(found) == "tc" and _owner(found, "tr") is line:
                    column += 1
                    texts: list[str] = []
                    self._blocks(found, texts)
                    grid.cell(row, column, " ".join(text.replace("\t", " ").replace("\n", " ") for text in texts if text))
        grid.into(self._draft, f"{self._place} table {self._tables}".strip(), "rc", self._role)


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    parent = element.getparent()
    while parent is not None and _local(parent) != name:
        parent = parent.getparent()
    return parent


def _pieces(element: etree._Element, kind: str = "shown") -> Iterator[tuple[str, str, etree._Element | None]]:
    """Yield (shown, gone or veiled; text; text box) of the runs of a paragraph; runs join without a space."""
    for child in element:
        name = _local(child)
        if name in ("t", "instrText", "delText", "delInstrText"):
            how = "gone" if name.startswith("del") else ("veiled" if name == "instrText" else kind)
            yield how, child.text or "", None
        elif name in ("tab", "ptab"):
            yield kind, "\t", None
        elif name in ("br", "cr"):
            yield kind, "\n", None
        elif name == "noBreakHyphen":
            yield kind, "-", None
        elif name == "sym":
            yield kind, " ", None
        elif name == "txbxContent":
            yield kind, "", child
        elif name == "r":
            yield from _pieces(child, "veiled" if kind == "shown" and _vanished(child) else kind)
        elif name in ("del", "moveFrom"):
            yield from _pieces(child, "gone")
        elif name not in ("pPr", "rPr", "Fallback"):
            yield from _pieces(child, kind)


def _vanished(run: etree._Element) -> bool:
    return any(
        _local(mark) == "vanish" and mark.get(_W + "val") not in ("0", "false")
        for properties in run
        if _local(properties) == "rPr"
        for mark in properties
    )


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
