"""A document that names other files and addresses: none of them is opened, in the reading process or by way of a library.

The kernel watches the file (inotify) and a server of our own the address, so that a library in C cannot do it unseen.
"""

import ctypes
import os
import socket
import struct
import sys
import threading
from contextlib import contextmanager

import pytest

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source
from tests import make
from tests.hostile.case import PLANTED
from tests.read.office import office
from tests.read.pdf.pdf_make import Raw, words

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify")
SECRET = "geheimewoordinhetbestand"
_READ = 0x1 | 0x20  # IN_ACCESS, IN_OPEN


@contextmanager
def watched(path):
    """Give a function that tells whether the file was opened or read since."""
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(path), _READ) >= 0

    def touched():
        try:
            return bool(os.read(watch, struct.calcsize("iIII") * 16))
        except BlockingIOError:
            return False

    try:
        yield touched
    finally:
        os.close(watch)


@contextmanager
def listening():
    """Give the port of a server, and a list that holds something when anybody called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        calls, end = [], threading.Event()

        def serve():
            while not end.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                calls.append(connection)
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1], calls
        finally:
            end.set()
            thread.join()


def _xml(body, doctype):
    return f'<?xml version="1.0"?>{doctype}<x><insz>{PLANTED}</insz>{body}</x>'


def _entities(file, url):
    return (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "{file}"><!ENTITY b SYSTEM "{url}/b"><!ENTITY % c SYSTEM "{file}"> %c;'
        f'<!ENTITY % d SYSTEM "{url}/d"> %d;]>'
    )


def _docx(prologue="", said=PLANTED, extra=None):
    main = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{make.W}"><w:body>{office.p(said)}</w:body></w:document>'
    return office.package("word/document.xml", office.WORD, {"word/document.xml": main, **(extra or {})})


def _links(file, url):
    outside = office.relations(
        ("a", "attachedTemplate", url + "/t.dotm", "External"), ("b", "image", file, "External"), ("c", "oleObject", file, "External"),
        ("d", "subDocument", url + "/s.docx", "External"), ("e", "aFChunk", file, "External"), ("f", "header", file),
    )  # fmt: skip
    return _docx(extra={"word/_rels/document.xml.rels": outside})


def _pdf(file, url):
    path = file.removeprefix("file://")
    raw = Raw()
    raw.page(3, f"/AA << /O << /S /URI /URI ({url}/o) >> >>", content=words(PLANTED))
    raw.put(9, f"<< /S /Launch /F ({path}) /Next << /S /SubmitForm /F ({url}/x) >> >>")
    raw.put(10, f"<< /Type /Filespec /FS /URL /F ({url}/f) >>")
    raw.stream(11, b"", f"/F ({path}) /FFilter /FlateDecode")
    return raw.bytes([3], "/OpenAction 9 0 R /Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> >> /Metadata 11 0 R")


DOCUMENTS = {
    "entities.xml": lambda file, url: _xml("&a;&b;", _entities(file, url)).encode(),
    "definition.xml": lambda file, url: _xml("", f'<!DOCTYPE x SYSTEM "{file}">').encode(),
    "definition far away.xml": lambda file, url: _xml("", f'<!DOCTYPE x PUBLIC "-//x//x" "{url}/x.dtd">').encode(),
    "included.xml": lambda file, url: _xml(f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>', "").encode(),
    "styled.xml": lambda file, url: f'<?xml version="1.0"?><?xml-stylesheet href="{file}" type="text/xsl"?><x><insz>{PLANTED}</insz></x>'.encode(),
    "schema.xml": lambda file, url: _xml(f'<a xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="u {url}/s.xsd u {file}"/>', "").encode(),
    "drawing.svg": lambda file, url: f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink"><text>{PLANTED}</text><image l:href="{file}"/><image l:href="{url}/i.png"/></svg>'.encode(),
    "page.html": lambda file, url: f'<html><head><base href="{url}/"><link rel=stylesheet href="{file}"></head><body><p>{PLANTED}</p><img src="{url}/a.png"><iframe src="{file}"></iframe><object data="{file}"></object></body></html>'.encode(),
    "export.xml": lambda file, url: f'<?xml version="1.0"?>{_entities(file, url)}<eid version="4.1"><identity nationalnumber="{make.DIGITS}"><name>&a;</name></identity></eid>'.encode(),
    "entities.docx": lambda file, url: _docx(_entities(file, url), PLANTED + "&a;&b;"),
    "relations.docx": _links,
    "properties.docx": lambda file, url: _docx(extra={"docProps/core.xml": f'<?xml version="1.0"?>{_entities(file, url)}<c xmlns:dc="urn:x"><dc:title>&a;</dc:title></c>'}),
    "strings.xlsx": lambda file, url: office.workbook(
        [("Blad1", f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{PLANTED}</t></is></c><c r="B1" t="s"><v>0</v></c></row></sheetData>', "visible")],
        {"xl/sharedStrings.xml": f'<?xml version="1.0"?>{_entities(file, url)}<sst xmlns="{office.S}"><si><t>&a;</t></si></sst>'}, [("s", "sharedStrings", "sharedStrings.xml")]),
    "content.odt": lambda file, url: make.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml":
        f'<?xml version="1.0"?>{_entities(file, url)}<office:document-content {office.ODF}><office:body><office:text><text:p>{PLANTED}&a;<draw:image xlink:href="{file}"/></text:p></office:text></office:body></office:document-content>'}),
    "fields.rtf": lambda file, url: f'{{\\rtf1 {PLANTED}{{\\field{{\\*\\fldinst INCLUDETEXT "{file}"}}{{\\fldrslt x}}}}{{\\*\\template {url}/t.dot}}}}'.encode(),
    "message.eml": lambda file, url: f'From: an@example.be\r\nTo: a@example.be\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\nContent-Type: text/plain\r\n\r\n{PLANTED}\r\n--g\r\nContent-Type: message/external-body; access-type=local-file; name="{file.removeprefix("file://")}"\r\n\r\nContent-Type: text/plain\r\n\r\n--g--'.encode(),
    "actions.pdf": _pdf,
    "card.vcf": lambda file, url: f"BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:{PLANTED}\r\nPHOTO;VALUE=URI:{file}\r\nURL:{url}/x\r\nEND:VCARD\r\n".encode(),
}  # fmt: skip


def _said(found):
    return "\n".join(segment.text for segment in found.segments) + "".join(_said(child.extraction) for child in found.children)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_outside_is_opened(name, tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text(f"<!ENTITY e '{SECRET}'>")
    with listening() as (port, calls), watched(secret) as touched:
        data = DOCUMENTS[name](f"file://{secret}", f"http://127.0.0.1:{port}")
        _, found = read_document(Source(data, len(data), name), Limits(), ocr=False)
        assert SECRET not in _said(found)
        assert make.RRN in _said(found) or make.DIGITS in _said(found)
        assert not touched()
    assert not calls


def test_an_opened_file_and_a_call_would_be_seen(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("x")
    with listening() as (port, calls), watched(secret) as touched:
        secret.read_text()
        assert touched()
        assert not touched()
        socket.create_connection(("127.0.0.1", port)).close()
    assert calls
