"""A binary workbook (MS-XLSB) with one word in every corner."""

import struct

from tests import make
from tests.read.canaries.canary_words import packaged, photograph
from tests.read.canaries.canary_xlsx import macros
from tests.read.office.office import A, relations

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)


def record(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    length = b""
    while size >= 128:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + data


def wide(words):
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def cell(column, style=0):
    return struct.pack("<II", column, style)


def row(number):
    return record(0, struct.pack("<IIH", number, 0, 300) + bytes(11))


def formula(words):
    text = b"\x17" + struct.pack("<H", len(words)) + words.encode("utf-16-le")
    return struct.pack("<I", len(text)) + text + struct.pack("<I", 0)


def sheet(cells, around=b""):
    size = record(148, struct.pack("<IIII", 0, 20, 0, 20))
    return record(129) + size + record(145) + cells + record(146) + around + record(130)


def _first(k):
    cells = row(0) + record(6, cell(0) + wide(k("cell"))) + record(7, cell(1) + struct.pack("<I", 0))
    cells += row(1) + record(8, cell(0) + wide(k("formula result")) + b"\0\0" + formula(k("text in a formula")))
    cells += record(5, cell(1, 1) + struct.pack("<d", 1020304567.0))
    headers = record(479, b"\0\0" + wide(f"&C{k('header')}") + wide(f"&L{k('footer')}") + b"\xff" * 16)
    link = record(
        494,
        struct.pack("<IIII", 0, 0, 0, 0) + wide("rLink") + wide("") + wide(k("tip on a link")) + wide(k("shown text of a link")),
    )
    choices = record(
        64, bytes(8) + wide(k("title of an error")) + wide(k("error message")) + wide(k("title of a prompt")) + wide(k("prompt"))
    )
    condition = record(463, bytes(40) + wide(k("text of a condition")))
    return sheet(cells, headers + link + choices + condition)


def build(k):
    """The workbook; `k` gives the word for each corner."""
    hidden = k("name of a sheet")
    book = record(131) + record(143)
    for number, (name, state) in enumerate([("Blad1", 0), (hidden, 1)], 1):
        book += record(156, struct.pack("<II", state, number) + wide(f"s{number}") + wide(name))
    book += (
        record(144)
        + record(39, bytes(9) + wide(k("defined name")) + formula(k("text of a name")) + wide(k("comment of a name")))
        + record(132)
    )
    strings = record(159, struct.pack("<II", 1, 1)) + record(19, b"\0" + wide(k("shared text"))) + record(160)
    styles = (
        record(278)
        + record(615, struct.pack("<I", 2))
        + record(44, struct.pack("<H", 164) + wide("00000000000"))
        + record(44, struct.pack("<H", 165) + wide(f'"{k("number format")} "0'))
        + record(616)
    )
    styles += (
        record(617, struct.pack("<I", 2))
        + record(47, struct.pack("<HH", 0, 0) + bytes(12))
        + record(47, struct.pack("<HH", 0, 164) + bytes(12))
        + record(618)
        + record(279)
    )
    place = struct.pack("<5I", 0, 3, 3, 1, 1)
    comments = (
        record(628)
        + record(630)
        + record(632, wide(k("author of a comment")))
        + record(631)
        + record(633)
        + record(635, place + bytes(16))
        + record(637, b"\0" + wide(k("comment")))
        + record(636)
        + record(634)
        + record(629)
    )
    drawing = (
        f'<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="{A}"><xdr:sp><a:p><a:r><a:t>{k("text box")}</a:t></a:r></a:p></xdr:sp></xdr:wsDr>'
    )
    own = relations(
        ("rLink", "hyperlink", f"https://example.be/{k('link target')}", "External"), ("c", "comments", "../comments1.bin"), ("d", "drawing", "../drawings/drawing1.xml"),
        ("t", "table", "../tables/table1.bin"),
    )  # fmt: skip
    pivot = record(179) + record(46, bytes(4) + wide(k("field of the cache"))) + record(24, wide(k("item of the cache")))
    return make.zipped(
        {
            "[Content_Types].xml": _TYPES, "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.bin")), "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations(
                ("s1", "worksheet", "worksheets/sheet1.bin"), ("s2", "worksheet", "worksheets/sheet2.bin"), ("st", "styles", "styles.bin"), ("ss", "sharedStrings", "sharedStrings.bin"),
                ("v", "vbaProject", "vbaProject.bin"),
            ),
            "xl/worksheets/sheet1.bin": _first(k), "xl/worksheets/sheet2.bin": sheet(row(4) + record(6, cell(2) + wide(k("hidden sheet")))),
            "xl/worksheets/_rels/sheet1.bin.rels": own, "xl/sharedStrings.bin": strings, "xl/styles.bin": styles, "xl/comments1.bin": comments,
            "xl/drawings/drawing1.xml": drawing, "xl/tables/table1.bin": record(343, bytes(20) + wide(k("column of a table"))),
            "xl/pivotCache/pivotCacheDefinition1.bin": pivot, "xl/connections.bin": record(201, bytes(10) + wide(k("connection"))),
            "xl/externalLinks/externalLink1.bin": record(577, bytes(4) + wide(k("cell of another workbook"))), "xl/vbaProject.bin": macros(k),
            "xl/media/image1.jpg": photograph(k("photographer")), "xl/embeddings/oleObject1.bin": make.ole("\x01Ole10Native", packaged("a.txt", "C:\\a.txt", k("packed file").encode())),
            "docProps/core.xml": f'<cp xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{k("title")}</dc:title></cp>',
        }
    )  # fmt: skip
