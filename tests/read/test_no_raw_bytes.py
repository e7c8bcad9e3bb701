"""The bytes of a container are never taken for text, however it is damaged: tables of offsets look like phone numbers."""

import base64
import gzip
import re

import pytest

from tests import make
from tests.read.archives.archives import member_5 as member
from tests.read.archives.archives import rar_5, seven_zip
from tests.read.archives.test_tarball import tar
from tests.read.canaries import canary_doc, canary_pdf, canary_ppt, canary_xls
from tests.read.canaries.canary_words import Planter
from tests.read.mail import outlook_make as out
from tests.read.sight import read

NUMBERS = "\n".join(f"regel {number * 7919:08d} met gewone woorden" for number in range(200))
PICTURE = base64.b64encode(bytes(range(256)) * 40)
# What stands in the bytes of each kind and in no text of it.
RAW = {
    "pdf": (lambda: make.pdf(NUMBERS), r"endobj|endstream|\d{10} \d{5} n|/Type|/Length|%%EOF"),
    "pdf in plain": (lambda: canary_pdf.build(Planter()), r"endobj|endstream|\d{10} \d{5} n|/Type|/Length|%%EOF"),
    "docx": (lambda: make.docx(NUMBERS), r"PK[\x01-\x08]"),
    "xlsx": (lambda: make.xlsx([[line] for line in NUMBERS.splitlines()]), r"PK[\x01-\x08]"),
    "odt": (lambda: make.odt(f"<text:p>{NUMBERS}</text:p>"), r"PK[\x01-\x08]"),
    "zip": (lambda: make.zipped({"a.txt": NUMBERS}), r"PK[\x01-\x08]"),
    "7z": (lambda: seven_zip([("a.txt", NUMBERS.encode())]), r"7z\xbc"),
    "rar": (lambda: rar_5(member("a.txt", NUMBERS.encode())), r"Rar!"),
    "tar": (lambda: tar(("a.txt", NUMBERS.encode())), r"ustar|0000644|\x00"),
    "doc": (lambda: canary_doc.build(Planter()), r"\x00|\xd0\xcf|R\x00o\x00o"),
    "xls": (lambda: canary_xls.build(Planter()), r"\x00|\xd0\xcf"),
    "ppt": (lambda: canary_ppt.build(Planter()), r"\x00|\xd0\xcf"),
    "msg": (lambda: out.msg({(0x0037, out.WIDE): "x", (0x1000, out.WIDE): NUMBERS}), r"__substg|\x00"),
    "rtf": (lambda: rb"{\rtf1\ansi{\pict\pngblip " + b"89504e47" * 300 + b"}" + NUMBERS.replace("\n", r"\par ").encode() + b"}", r"\\par|\\rtf|89504e47"),
    "eml": (lambda: make.eml("x", {"a.bin": bytes(range(256)) * 40}), PICTURE[200:240].decode().replace("+", r"\+")),
    "gz": (lambda: gzip.compress(NUMBERS.encode()), r"\x1f\x8b"),
}  # fmt: skip


def texts(found):
    yield from (segment.text for segment in found.segments)
    for child in found.children:
        yield from texts(child.extraction)


def damaged(data):
    """The file as it is, cut off, with its middle or its end overwritten, and with its beginning lost."""
    half = len(data) // 2
    yield data
    for share in (0.1, 0.3, 0.6, 0.9, 0.99):
        yield data[: int(len(data) * share)]
    yield data[:half] + bytes(200) + data[half + 200 :]
    yield data[:half] + b"\xff" * 400 + data[half + 400 :]
    yield data[:-200] + b"x" * 200


@pytest.mark.parametrize("kind", RAW)
def test_no_text_holds_the_bytes_of_its_container(kind):
    build, marks = RAW[kind]
    for number, data in enumerate(damaged(build())):
        for name in ("a", f"a.{kind}", "a.txt"):
            _, found = read(data, name)
            wrong = [text[:200] for text in texts(found) if re.search(marks, text)]
            assert not wrong, (number, name, wrong)
