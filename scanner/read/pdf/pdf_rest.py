"""What a PDF holds beside its pages and what PDFium tells: every string of its objects, scripts, and files that no list has.

Choices of a field that nobody chose, captions of buttons, layers' names, alternative texts, scripts, what programs keep for
themselves, and what an update replaced or took away, for it is still in the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft
from scanner.read.pdf import pdf_objects, pdf_text
from scanner.read.pdf.pdf_objects import Object
from scanner.read.pdf.pdf_told import Told

# Strings that programs write for each other: identifiers, fonts, colours, check sums, dates, how a field is drawn.
_MACHINE = re.compile(
    r"ID|DA|DS|DR|CharSet|CheckSum|Ordering|Registry|Lang|FontFamily|NM|M|CreationDate|ModDate|LastModified|Panose|"
    r"Cert|Style|Indexed|DeviceRGB|DeviceGray|DeviceCMYK|ICCBased|CalRGB|CalGray|Separation|DeviceN|Lookup|O|U|OE|UE|"
    r"Perms|D|IDS|Digest|DigestValue|GTS_PDFX|OutputConditionIdentifier|RegistryName|TRef|XFA|Prop_Build|Matte|SigQ|"
    r"ByteRange"
)
_BY_KEY = {
    "Alt": "alternative text", "ActualText": "replacement text", "E": "replacement text", "JS": "script", "P": "page label",
    "URI": "link", "Names": "name",
}  # fmt: skip
# Which kind of object a dictionary is, by a word in it.
_BY_MARK = (
    (re.compile(rb"/OCG\b"), "layer"),
    (re.compile(rb"/ByteRange\b|/Type\s*/Sig\b"), "signature"),
    (re.compile(rb"/FT\b|/Widget\b"), "form field"),
    (re.compile(rb"/Filespec\b|/EF\b"), "attachment description"),
    (re.compile(rb"/Rect\b"), "annotation"),
    (re.compile(rb"/StructElem\b"), "structure"),
)
_INFORMATION = re.compile(rb"/Info\s+(\d{1,10})\s+\d{1,5}\s+R")
_SCRIPT = re.compile(rb"/JS\s+(\d{1,10})\s+\d{1,5}\s+R")
_FILE = re.compile(rb"/EF\s*<<[^<>]{0,200}?/U?F\s+(\d{1,10})\s+\d{1,5}\s+R")
_MARKUP = re.compile(r"<[^<>]*>")
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_OFTEN = 500  # objects between two looks at the clock
_TAIL = 65_536  # bytes at either end of a file where its trailers stand
_LEAST = 2  # letters and digits of a string that says something


class Rest:
    """One pass over the objects of a document."""

    def __init__(self, data: bytes, draft: Draft, context: Context) -> None:
        self._data = data
        self._draft = draft
        self._budget = context.budget
        self._context = context
        self._most = min(context.budget.limits.expanded_mb << 20, pdf_objects.LARGEST)
        self._said: set[tuple[str, str]] = set()
        self._scripts: set[int] = set()
        self._names: dict[int, str] = {}
        self._streams: list[Object] = []
        self._information = {int(number) for number in _INFORMATION.findall(data[:_TAIL] + data[-_TAIL:])}

    def read(self, seen: set[bytes]) -> None:
        """Add what was not told yet, each string with its kind as place; `seen` are digests of the files that were read."""
        told = Told(self._draft.segments)
        told.add("\n".join(child.name for child in self._draft.children))
        cut: list[int] = []
        for count, item in enumerate(pdf_objects.objects(self._data, self._most, cut=cut)):
            if item.end or count % _OFTEN == 0:
                self._budget.check_time()
            self._object(item, told)
        if cut:
            self._draft.problem(Code.TOO_LARGE, "a stream of objects")
        for item in self._streams:
            if item.number in self._scripts:
                self._script(item, told)
        for item in self._streams:
            self._file(item, seen)

    def _object(self, item: Object, told: Told) -> None:
        self._scripts.update(map(int, _SCRIPT.findall(item.body)))
        for number in _FILE.findall(item.body):
            self._names[int(number)] = _file_name(item.body)
        if item.end:
            if b"/XRef" in item.body:
                self._information.update(map(int, _INFORMATION.findall(item.body)))
            if not re.search(rb"/(?:Image|ObjStm|XRef|Font)\b", item.body):
                self._streams.append(Object(item.number, item.body[:4096], item.start, item.end))
        for key, value, place in self._strings(item):
            if (place, value) in self._said or told.has(value):
                continue
            self._said.add((place, value))
            self._budget.charge_bytes(len(value))
            # Each by itself: what stands in the next object is not the value of this one's label.
            self._draft.text(f"{key}: {value}" if place.startswith("metadata") else value, place, Role.METADATA)

    def _strings(self, item: Object) -> Iterator[tuple[str, str, str]]:
        """Yield key, value and place of each string that a person may have written."""
        place = ""
        for key, raw in pdf_objects.strings(item.body):
            if _MACHINE.fullmatch(key):
                continue
            if item.number in self._information:
                where = f"metadata {key.lower()}"
            elif key == "Contents" and b"/ByteRange" in item.body:
                continue  # the signature itself
            else:
                place = place or next((name for mark, name in _BY_MARK if mark.search(item.body)), "other data")
                where = _BY_KEY.get(key, place)
            value = _clean(raw, rich=key in ("RC", "RV"))
            if value:
                yield key, value, where

    def _script(self, item: Object, told: Told) -> None:
        raw = pdf_objects.content(self._data, item, self._most)
        value = _clean(pdf_objects.text(raw), rich=False) if raw else ""
        if value and not told.has(value):
            self._budget.charge_bytes(len(value))
            self._draft.text(value, "script", Role.METADATA)

    def _file(self, item: Object, seen: set[bytes]) -> None:
        """Read an embedded file that no list of attachments leads to."""
        if item.number not in self._names and not re.search(rb"/EmbeddedFile\b", item.body):
            return
        name = self._names.get(item.number, "")
        raw = pdf_objects.content(self._data, item, self._most)
        if raw is None:
            self._draft.problem(Code.UNSUPPORTED, "an attachment that no list has")
            return
        if len(raw) >= self._most:
            self._draft.problem(Code.TOO_LARGE, "an attachment that no list has")
        digest = hashlib.sha256(raw).digest()
        if digest not in seen:
            seen.add(digest)
            self._context.read_child(self._draft, name or "attachment", f"attachment {name or item.number}", raw)


def _file_name(body: bytes) -> str:
    """Return the name in a file specification: the one in Unicode before the other."""
    names = dict(pdf_objects.strings(body))
    return re.split(r"[/\\]", names.get("UF") or names.get("F") or "")[-1]


def _clean(raw: str, *, rich: bool) -> str:
    """Return a string as lines of text; empty when it is no text."""
    value = pdf_text.tidy(raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if rich:
        value = _MARKUP.sub(" ", value).strip()
    if value.startswith("D:") and value[2:6].isdigit():
        return ""  # a date
    strange = sum(char > "\x7f" and not char.isalpha() for char in value)
    if _NO_TEXT.search(value) or strange * 3 > len(value):
        return ""
    return value if sum(map(str.isalnum, value)) >= _LEAST else ""
