"""A Rich Text document with one word in every corner that Word writes."""

import struct

from scanner.read.old_office.ole_write import storage_bytes
from tests.read.canaries.canary_words import packaged, photograph


def _info(k):
    named = "".join(
        f"{{\\{word} {k(corner)}}}"
        for corner, word in [
            ("title", "title"), ("subject", "subject"), ("author", "author"), ("manager", "*\\manager"), ("company", "*\\company"), ("operator", "operator"),
            ("category", "*\\category"), ("keywords", "keywords"), ("comment of the document", "doccomm"), ("base of links", "hlinkbase"),
        ]
    )  # fmt: skip
    yield f"{{\\info{named}{{\\creatim\\yr2026\\mo3}}{{\\nofpages1}}}}"
    yield f"{{\\*\\userprops {{\\propname {k('name of a property')}}}\\proptype30{{\\staticval {k('property')}}}}}"
    yield f"{{\\*\\template C:\\\\{k('path of a template')}\\\\Normal.dotm}}"
    yield f"{{\\*\\docvar {{{k('name of a variable')}}}{{{k('variable')}}}}}"
    yield f"{{\\*\\revtbl {{Unknown;}}{{{k('author of a change')};}}}}"
    yield f"{{\\*\\mailmerge{{\\*\\mmconnectstr Data Source={k('merge connection')}}}{{\\*\\mmquery SELECT {k('merge query')}}}{{\\*\\mmdatasource C:\\\\{k('merge source')}.mdb}}}}"
    yield f"{{\\*\\protusertbl {{\\*\\protstart {k('permitted editor')}}}}}"
    data = storage_bytes(
        {
            "MsoDataStore/a/Item": f"<x y='{k('attribute of custom data')}'>{k('custom data')}</x>".encode(),
            "MsoDataStore/a/Properties": b"<x/>",
        }
    )
    native = struct.pack("<II", 0x0501, 2) + _counted(b"Msxml2.SAXXMLReader.6.0") + struct.pack("<III", 0, 0, len(data)) + data
    yield f"{{\\*\\datastore {native.hex()}}}"
    yield f"{{\\*\\unbekannt {k('group that nobody knows')}}}"
    yield "{\\*\\xmlnstbl {\\xmlns1 urn:x}}{\\*\\rsidtbl \\rsid1}"


def _counted(text):
    return struct.pack("<I", len(text) + 1) + text + b"\0"


def _stories(k):
    for corner, word in [
        ("header", "header"),
        ("header of left pages", "headerl"),
        ("header of the first page", "headerf"),
        ("footer", "footer"),
    ]:
        yield f"{{\\{word} \\pard {k(corner)}\\par}}"
    mark = f"{{\\sp{{\\sn gtextUNICODE}}{{\\sv {k('watermark')}}}}}"
    yield f"{{\\headerr \\pard {{\\shp{{\\*\\shpinst\\shpleft1{mark}}}}}\\par}}"


def _text(k):
    word = k("split run")
    yield f"\\pard {k('body')}\\par {word[:3]}{{\\b {word[3:6]}}}{word[6:]}\\par "
    yield f"\\trowd\\cellx1000\\cellx2000\\pard\\intbl a\\cell {k('table cell')}\\cell\\row\\pard "
    yield f"\\trowd\\pard\\intbl b\\cell \\itap2 c\\nestcell {k('nested table cell')}\\nestcell{{\\*\\nesttableprops\\trowd\\nestrow}}\\intbl\\cell\\row\\pard "
    yield f"x{{\\footnote \\pard {k('footnote')}}}{{\\footnote\\ftnalt \\pard {k('endnote')}}}\\par "
    yield f"y{{\\*\\atnid {k('initials of an author')}}}{{\\*\\atnauthor {k('author of a comment')}}}\\chatn{{\\*\\annotation{{\\*\\atndate 1}}\\pard {k('comment')}}}\\par "
    yield f"label: {{\\v {k('hidden text')}}} {{\\deleted\\revauthdel1 {k('deleted text')}}}{{\\revised {k('inserted text')}}}{{\\mvf {k('moved text')}}}\\par "
    yield f'{{\\field{{\\*\\fldinst HYPERLINK "https://example.be/{k("link target")}" \\\\o "{k("tip on a link")}"}}{{\\fldrslt {k("link text")}}}}}\\par '
    yield f"{{\\*\\bkmkstart {k('bookmark name')}}}x{{\\*\\bkmkend {k.words['bookmark name']}}}{{\\*\\bkmkstart _Toc123456789}}\\par "
    form = "".join(
        f"{{\\{word} {k(corner)}}}"
        for corner, word in [
            ("form default", "*\\ffdeftext"),
            ("form help", "*\\ffhelptext"),
            ("form status", "*\\ffstattext"),
            ("choice of a form", "*\\ffl"),
        ]
    )
    yield f"{{\\field{{\\*\\fldinst FORMTEXT {{\\*\\formfield{{\\fftype0{{\\*\\ffname {k('name of a form field')}}}{form}}}}}}}{{\\fldrslt {k('form value')}}}}}\\par "
    yield f"woord{{\\xe {{{k('index entry')}}}}}deel {{\\tc {{{k('entry of contents')}}}}}\\par "
    yield f"{{\\upr{{{k('text for old readers')}}}{{\\*\\ud{{{k('text in Unicode')}}}}}}}\\par \\u107?\\u101?\\uc0\\u101 \\'6bletter{k('behind letters by number')}\\par "
    yield f"{{\\*\\moMath{{\\mr {k('math')}}}}}\\par "


def _drawings(k):
    described = "".join(
        f"{{\\sp{{\\sn {name}}}{{\\sv {k(corner)}}}}}"
        for corner, name in [
            ("alternative text", "wzDescription"), ("name of a shape", "wzName"), ("tip on a shape", "wzTooltip"), ("picture file name", "pibName"),
            ("signer", "wzSigSetupSuggSigner"), ("title of a signer", "wzSigSetupSuggSigner2"), ("mail of a signer", "wzSigSetupSuggSignerEmail"),
            ("signing instructions", "wzSigSetupSignInst"),
        ]
    )  # fmt: skip
    shape = f"{{\\shp{{\\*\\shpinst\\shpleft1{described}{{\\sp{{\\sn pVertices}}{{\\sv 8;4;(1,2)}}}}{{\\shptxt \\pard {k('text box')}\\par}}}}{{\\shprslt{{\\*\\do{{\\dptxbxtext x}}}}}}}}"
    yield shape + "\\par "
    yield f"{{\\*\\do\\dptxbx{{\\dptxbxtext \\pard {k('old text box')}\\par}}}}\\par "
    yield f"{{\\*\\shppict{{\\pict\\jpegblip {photograph(k('photographer')).hex()}}}}}{{\\nonshppict{{\\pict\\wmetafile8 0100}}}}\\par "
    package = packaged("brief.txt", f"C:\\{k('path of a packed file')}\\brief.txt", k("packed file").encode())[4:]
    native = struct.pack("<II", 0x0501, 2) + _counted(b"Package") + struct.pack("<III", 0, 0, len(package)) + package
    yield f"{{\\object\\objemb{{\\*\\objclass Package}}{{\\*\\objname {k('name of an object')}}}{{\\*\\objdata {native.hex()}}}{{\\result {{{k('shown of an object')}}}}}}}\\par "
    link = (
        struct.pack("<II", 0x0501, 1)
        + _counted(b"Excel.Sheet.8")
        + _counted(f"C:\\{k('path of a linked object')}.xls".encode())
        + _counted(k("part of a linked object").encode())
        + bytes(12)
    )
    yield f"{{\\object\\objlink{{\\*\\objdata {link.hex()}}}}}\\par "


def build(k):
    """The document; `k` gives the word for each corner."""
    fonts = "{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Standaard;}}"
    lists = "{\\*\\listtable{\\list{\\listlevel{\\leveltext\\'02\\'00.;}}{\\listname ;}}}"
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{fonts}{lists}{''.join((*_info(k), *_stories(k), *_text(k), *_drawings(k)))}}}".encode(
        "cp1252"
    )
