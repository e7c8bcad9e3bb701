"""Packages of Office and OpenDocument: the parts of a zip, found through relationships, parsed without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote

from lxml import etree

from scanner.model import Code
from scanner.read.archives import zip_rescue
from scanner.read.archives.archive import BROKEN, member_bytes, open_zip
from scanner.read.draft import Context, Draft, Refused
from scanner.read.markup.xml_parser import parser
from scanner.read.source import Source

# Characters up to which a cell is a label or a value and is written on one line; longer ones are pages laid out in a table.
_TITLE_CELL = 80
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Locals(dict[object, str]):
    """The name without namespace of an element's tag; a comment's or entity's is empty. Remembers what it has told."""

    def __missing__(self, tag: object) -> str:
        # In a damaged part a prefix may be left over that nothing declares.
        name = tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""
        self[tag] = name
        return name


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: the last word of its type (`header`, `image`), its id, and the part or outside address it leads to."""

    kind: str
    id: str
    target: str
    external: bool


class Package:
    """An open package. Parts are named without case, as Office does; those asked for are taken, the rest is `untaken`."""

    def __init__(self, source: Source, draft: Draft, context: Context) -> None:
        self.archive = open_zip(source)
        self._draft = draft
        self._budget = context.budget
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._taken: set[str] = set()
        for info in self.archive.infolist():
            if info.filename.endswith("/"):
                continue
            if not info.filename:
                draft.problem(Code.CORRUPT, "a part without a name")
                continue
            key = _key(info.filename)
            if key in self._infos:
                draft.problem(Code.CORRUPT, "two parts with the same name, of which one is read")
            self._infos[key] = info
        for info in zip_rescue.unlisted(source, self.archive, context.budget):
            if self._infos.setdefault(_key(info.filename), info) is not info:
                draft.problem(Code.CORRUPT, "another version of a part, which is not read")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.archive.close()

    @property
    def names(self) -> list[str]:
        """All parts' names in lower case, in the order of the zip."""
        return list(self._infos)

    def untaken(self) -> list[str]:
        """Return the names of the parts that nobody asked for so far."""
        return [name for name in self._infos if name not in self._taken]

    def has(self, name: str) -> bool:
        """Return whether a part exists."""
        return _key(name) in self._infos

    def stored_name(self, name: str) -> str:
        """Return the part's name as it is written in the zip."""
        return self._infos[_key(name)].filename

    def take(self, name: str) -> bool:
        """Mark a part as read; returns False when it already was, or does not exist."""
        key = _key(name)
        if key in self._taken or key not in self._infos:
            return False
        self._taken.add(key)
        return True

    def give_back(self, name: str) -> None:
        """Leave a part to whoever goes through those that are not taken."""
        self._taken.discard(_key(name))

    def data(self, name: str, *, charge: bool = True) -> bytes:
        """Return a part's bytes; `charge=False` for those that `read_child` charges. Raises Refused or LimitReached.

        Of a damaged part what comes out is returned, and the damage is noted.
        """
        key = _key(name)
        info = self._infos.get(key)
        if info is None:
            raise Refused(Code.CORRUPT, "a part is missing")
        self._taken.add(key)
        data, refusal = member_bytes(self.archive, info, self._budget, charge=charge)
        if refusal is not None:
            if not data or refusal.code is not Code.CORRUPT:
                raise refusal
            self._draft.problem(Code.CORRUPT, f"part {short_name(name)}: {refusal.detail}")
        return data

    def peek(self, name: str, length: int) -> bytes:
        """Return the first bytes of a part, without taking it; nothing when it is damaged or missing."""
        info = self._infos.get(_key(name))
        try:
            with self.archive.open(info) if info is not None else io.BytesIO() as part:
                return part.read(length)
        except (*BROKEN, RuntimeError):
            return b""

    def tree(self, name: str) -> etree._Element:
        """Return a part's XML, as far as it can be read when it is damaged, which is noted. Raises Refused."""
        return self.parse(self.data(name), name)

    def parse(self, data: bytes, name: str) -> etree._Element:
        """Return XML as a tree; damage and entities are noted under the part's name. Raises Refused for no XML at all."""
        if name.endswith(".vml"):
            data = data.replace(b"<br>", b"<br/>")  # as Excel writes a line break in a caption
        try:
            root = etree.fromstring(data, parser())
        except (etree.XMLSyntaxError, ValueError):
            root = _recovered(data)
            if root is None:
                raise Refused(Code.CORRUPT, f"part {short_name(name)} is not XML") from None
            self._draft.problem(Code.CORRUPT, f"part {short_name(name)} is not well-formed")
        if next(root.iter(etree.Entity), None) is not None:
            self._draft.problem(Code.UNSUPPORTED, f"part {short_name(name)} refers to entities, which are not resolved")
        return root

    def relations(self, part: str) -> list[Relation]:
        """Return a part's relationships; the package's own are those of the part named ''."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return []
        try:
            root = self.tree(rels)
        except Refused as refusal:
            self._draft.problem(refusal.code, refusal.detail)
            return []
        found = []
        for relation in root.iter(_RELATIONSHIP):
            external = relation.get("TargetMode") == "External"
            target = relation.get("Target", "")
            if not external:
                path = target.replace("\\", "/")
                target = posixpath.normpath(path if path.startswith("/") else posixpath.join("/", folder, path)).lstrip("/")
                target = target if self.has(target) else unquote(target)
            found.append(Relation(relation.get("Type", "").rpartition("/")[2], relation.get("Id", ""), target, external))
        return found

    def related(self, part: str) -> list[Relation]:
        """Return those relationships of a part that lead to a part that is there."""
        return [relation for relation in self.relations(part) if not relation.external and self.has(relation.target)]

    def main(self) -> str:
        """Return the name of the main part, found through the package's relationships. Raises Refused."""
        for relation in self.related(""):
            if relation.kind == "officeDocument":
                return relation.target
        # Some programs write no relationships of the package; Office then asks to repair, and finds the usual names.
        for usual in ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"):
            if self.has(usual):
                self._draft.problem(Code.CORRUPT, "no relationship leads to the main part")
                return usual
        raise Refused(Code.CORRUPT, "no main part")


def local(element: etree._Element) -> str:
    """Return the name of an element without namespace, also of one whose prefix nothing declares; empty for a comment."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def inner_text(element: etree._Element) -> str:
    """Return all text below an element without separators."""
    return "".join(str(piece) for piece in element.itertext())


def attribute(element: etree._Element, name: str) -> str:
    """Return the attribute with a local name in whatever namespace, or an empty text."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def cell_text(texts: list[str]) -> str:
    """Return a cell's paragraphs as one text without tabs: a short cell on one line, a long one with its line breaks."""
    kept = [text.replace("\t", " ") for text in texts if text]
    joined = " ".join(kept)
    return joined.replace("\n", " ") if len(joined) <= _TITLE_CELL else "\n".join(kept)


def _recovered(data: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(data, parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def short_name(name: str) -> str:
    """Return the part's file name when it is one that programs write, since a made-up name could hold personal data."""
    base = name.rpartition("/")[2]
    return base if len(base) <= 40 and sum(char.isdigit() for char in base) <= 4 else "inside"
