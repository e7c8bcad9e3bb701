"""An old Word document (MS-DOC) with one word in every corner: its stories, its tables of strings, and the streams beside them."""

import struct

from tests.read.canaries.canary_ole_parts import blip, described, project, properties, storage_bytes
from tests.read.canaries.canary_words import packaged, photograph

_TEXT = 0x400  # where the text begins in the main stream
_STORIES = ("", "footnote", "header", "macro", "comment", "endnote", "text box", "header text box")


class _Writer:
    """Text with marks: stretches of characters that are hidden or deleted, that stand in a cell, or end a row."""

    def __init__(self):
        self.text = ""
        self.marked = []

    def add(self, words, mark=b"", paragraph=False):
        if mark:
            self.marked.append((len(self.text), len(self.text) + len(words), mark, paragraph))
        self.text += words
        return self


def _body(k, out):
    out.add(f"{k('body')}\r")
    out.add(f"half{k('split by a piece')}\r")
    in_cell = b"\x16\x24\x01"
    for cell in ("a", k("table cell")):
        out.add(f"{cell}\x07", in_cell, paragraph=True)
    out.add("\x07", in_cell + b"\x17\x24\x01", paragraph=True)
    out.add("label: ").add(k("hidden text"), b"\x3c\x08\x01").add("; ").add(k("deleted text"), b"\x00\x08\x01").add("\r")
    out.add(f"\x13 MERGEFIELD {k('field code')} \x14{k('field result')}\x15\r")
    out.add(f'\x13 HYPERLINK "https://example.be/{k("link target")}" \x14{k("link text")}\x15\r')


def _stories(k):
    writers = []
    for place in _STORIES:
        out = _Writer()
        if not place:
            _body(k, out)
        elif place != "macro":
            out.add(f"{k(place)}\r")
        writers.append(out)
    return writers


def _page(width, runs):
    """A page of formatting: (first, last, changes) in bytes of the stream."""
    bounds = [runs[0][0], *(last for _, last, _ in runs)]
    page = bytearray(512)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    place = 510
    for number, (_, _, changes) in enumerate(runs):
        if not changes:
            continue
        block = bytes([len(changes)]) + changes if width == 1 else bytes([(len(changes) + 4) // 2]) + b"\0\0" + changes
        place = (place - len(block)) & ~1
        page[place : place + len(block)] = block
        page[4 * len(bounds) + width * number] = place // 2
    page[511] = len(runs)
    return bytes(page)


def _runs(total, marked, offset):
    """Stretches of formatting that cover all characters."""
    runs, reached = [], 0
    for start, stop, changes in sorted(marked):
        if start > reached:
            runs.append((offset(reached), offset(start), b""))
        runs.append((offset(start), offset(stop), changes))
        reached = stop
    if reached < total:
        runs.append((offset(reached), offset(total), b""))
    return runs


def _strings(*texts, extra=b""):
    body = b"".join(struct.pack("<H", len(text)) + text.encode("utf-16-le") + extra for text in texts)
    return struct.pack("<HHH", 0xFFFF, len(texts), len(extra)) + body


def _counted(*texts):
    return b"".join(struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in texts)


def _tables(k):
    """The tables of strings by their number in the list of offsets."""
    associated = ["", f"C:\\{k('path of a template')}\\Normal.dot", *[""] * 6, k("merge source"), *[""] * 9]
    return {
        21: _strings(k("bookmark name"), "_Toc12345678"),
        32: _strings(*associated),
        36: _counted(k("author of a comment")),
        51: _strings("Unknown", k("author of a change")),
        60: _strings(k("name of a variable"), extra=bytes(4)) + _counted(k("variable")),
        71: _strings(k("who saved"), f"C:\\{k('where it was saved')}\\brief.doc"),
        50: described(k, "name of a shape", "alternative text", "tip on a shape", "text as a picture"),
    }


def _blocks(k, main, table):
    """Add a template's building blocks: a first block of their own behind all else, and their text."""
    words = k("building block").encode("utf-16-le")
    begin = len(main) // 512
    place = len(main) + 1024
    pieces = struct.pack("<II", 0, len(words) // 2) + struct.pack("<HIH", 0, place, 0)
    first = bytearray(1024)
    struct.pack_into("<HH", first, 0, 0xA5EC, 0xC1)
    struct.pack_into("<II", first, 0x1A2, len(table), 5 + len(pieces))
    table += b"\x02" + struct.pack("<I", len(pieces)) + pieces
    main += first + words
    struct.pack_into("<H", main, 8, begin)


def build(k):
    """The document; `k` gives the word for each corner."""
    stories = _stories(k)
    whole = "".join(out.text for out in stories) + "\r"
    cut = whole.index(k.words["split by a piece"]) + 4  # in the midst of a word a piece in one byte ends and one in two begins
    narrow, wide = whole[:cut].encode("cp1252"), whole[cut:].encode("utf-16-le")
    narrow += bytes(len(narrow) % 2)
    second = _TEXT + len(narrow)

    def offset(position):
        return _TEXT + position if position <= cut else second + 2 * (position - cut)

    main = bytearray(_TEXT) + narrow + wide
    main += k("text that a quick save left").encode()
    end = len(main)
    main += bytes(-len(main) % 512)
    pages = {}
    for entry, width, paragraphs in ((12, 1, False), (13, 13, True)):
        marked = [(start, stop, mark) for start, stop, mark, paragraph in stories[0].marked if paragraph is paragraphs]
        pages[entry] = len(main) // 512
        main += _page(width, _runs(len(whole), marked, offset))
    table = bytearray()
    spans = {}

    def put(number, data):
        spans[number] = (len(table), len(data))
        table.extend(data)

    for entry, number in pages.items():
        put(entry, struct.pack("<III", _TEXT, end, number))
    pieces = (
        struct.pack("<III", 0, cut, len(whole))
        + struct.pack("<HIH", 0, 0x40000000 | _TEXT * 2, 0)
        + struct.pack("<HIH", 0, second, 0)
    )
    put(33, b"\x02" + struct.pack("<I", len(pieces)) + pieces)
    for number, data in _tables(k).items():
        put(number, data)
    table.extend(k("words in no table").encode("utf-16-le"))
    _blocks(k, main, table)
    struct.pack_into("<HHHH", main, 0, 0xA5EC, 0xC1, 0, 0x413)
    struct.pack_into("<H", main, 0x0A, 0x0200)
    struct.pack_into("<II", main, 0x18, _TEXT, end)
    struct.pack_into("<H", main, 0x20, 14)
    struct.pack_into("<H", main, 0x3E, 22)
    struct.pack_into("<I", main, 0x40, len(main))
    struct.pack_into("<8I", main, 0x4C, *(len(out.text) for out in stories))
    struct.pack_into("<H", main, 0x98, 93)
    for number, (begin, length) in spans.items():
        struct.pack_into("<II", main, 0x9A + 8 * number, begin, length)
    native = packaged("brief.txt", "C:\\brief.txt", k("packed file").encode())
    data = (
        blip(photograph(k("photographer")))
        + bytes(3)
        + _counted(k("form field name"), k("form field help"), k("form field default"))
    )
    custom = f"<x y='{k('attribute of custom data')}'>{k('custom data')}</x>".encode()
    return storage_bytes(
        {
            "WordDocument": bytes(main).ljust(8192, b"\0"), "1Table": bytes(table), "Data": data, **properties(k), **project(k, "Macros"),
            "ObjectPool/_1/\x01Ole10Native": native, "ObjectPool/_1/\x03ObjInfo": bytes(6), "MsoDataStore/a/Item": custom,
            "MsoDataStore/a/Properties": b"<x/>", "\x01CompObj": b"x" * 20, "0Table": k("table of an earlier version").encode("utf-16-le"),
        }
    )  # fmt: skip
