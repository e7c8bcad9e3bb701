"""Packages of Office and OpenDocument: parts of a zip, parsed without entities, within the budget."""

from __future__ import annotations

import posixpath

from lxml import etree

from scanner.model import Code, Picture, Role
from scanner.read.archive import member_bytes, open_zip
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.source import Source
from scanner.read.xml import parser

REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}


class Package:
    """An open package; names are compared without case, as Office does."""

    def __init__(self, source: Source, context: Context) -> None:
        self.archive = open_zip(source)
        self._budget = context.budget
        self._infos = {info.filename.lower(): info for info in self.archive.infolist() if not info.is_dir()}

    @property
    def names(self) -> list[str]:
        """The parts' names as stored."""
        return [info.filename for info in self._infos.values()]

    def has(self, name: str) -> bool:
        """Return whether a part exists."""
        return name.lower() in self._infos

    def bytes(self, name: str) -> bytes:
        """Return a part's bytes. Raises Refused or LimitReached."""
        info = self._infos.get(name.lower())
        if info is None:
            raise Refused(Code.CORRUPT, "a part is missing")
        return member_bytes(self.archive, info, self._budget)

    def tree(self, name: str) -> etree._Element:
        """Return a part's XML. Raises Refused when it is not well-formed."""
        try:
            return etree.fromstring(self.bytes(name), parser())
        except (etree.XMLSyntaxError, ValueError):
            pass
        root = etree.fromstring(self.bytes(name), parser(recover=True)) if self.has(name) else None
        if root is None:
            raise Refused(Code.CORRUPT, "a part is not well-formed")
        return root

    def relations(self, part: str) -> list[tuple[str, str, bool]]:
        """Return (last word of the type, target, external) of a part's relationships; '' is the package itself."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return []
        found = []
        for relation in self.tree(rels).iter(REL):
            external = relation.get("TargetMode") == "External"
            target = relation.get("Target", "")
            if not external:
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((relation.get("Type", "").rpartition("/")[2], target, external))
        return found

    def main(self) -> str:
        """Return the name of the main part, found through the package's relationships. Raises Refused."""
        for kind, target, _ in self.relations(""):
            if kind == "officeDocument":
                return target
        raise Refused(Code.CORRUPT, "no main part")

    def properties(self, draft: Draft) -> None:
        """Add document properties as metadata."""
        for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"):
            if not self.has(name):
                continue
            flow = FlowWriter()
            for element in self.tree(name).iter(etree.Element):
                text = (element.text or "").strip()
                if text:
                    label = _label(element)
                    flow.add(f"{label}: {text}", f"metadata {label}")
            flow.into(draft, Role.METADATA)

    def inside(self, draft: Draft, context: Context) -> None:
        """Add pictures, and embedded documents as children."""
        number = 0
        for name in self.names:
            lower = name.lower()
            if "/media/" in lower or lower.startswith("pictures/"):
                kind = _PICTURES.get(lower.rpartition(".")[2])
                number += 1
                if kind:
                    draft.pictures.append(Picture(self.bytes(name), kind, f"image {number}"))
            elif "/embeddings/" in lower:
                base = name.rpartition("/")[2]
                context.read_child(draft, base, f"embedded {base}", self.bytes(name))


def _label(element: etree._Element) -> str:
    parent = element.getparent()
    named = parent.get("name") if parent is not None else None
    return str(named or etree.QName(element).localname)
