"""Damage found by benchmarks/fuzz.py at which a reader stumbled, took minutes, or said something: each in its smallest form."""

import base64
import time

import pytest

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source
from tests import make
from tests.fuzz.check import quiet, stumbles
from tests.fuzz.seeds import seeds
from tests.hostile import build_ole
from tests.hostile.case import PLANTED
from tests.read.sight import gaps, places


def _eid():
    name = "<fi:rst_name>An</fi:rst_name>"  # a prefix that is declared nowhere
    return f'<?xml version="1.0"?><beid_card><file><biographic>{name}<national_nr>{make.DIGITS}</national_nr></biographic></file></beid_card>'.encode()


def _base64_with_a_hard_space():
    text = base64.b64encode(make.docx("tekst " * 100)).decode()
    return f'<?xml version="1.0"?><a><doc>{text[:200]}\u00a0{text[200:]}</doc><insz>{PLANTED}</insz></a>'.encode()


def _certificate(old, new):
    data = seeds("certificate")[0].data
    assert old in data
    return data.replace(old, new, 1)


COMMON_NAME = b"\x55\x04\x03\x0c"
STUMBLES = {
    "name with a colon.eid": _eid,
    "base64 with a hard space.xml": _base64_with_a_hard_space,
    "name of bits.cer": lambda: _certificate(COMMON_NAME, COMMON_NAME[:-1] + b"\x03"),
    "negative serial number.cer": lambda: _certificate(b"\x02\x01\x05", b"\x02\x01\x85"),
}


@pytest.mark.parametrize("name", STUMBLES)
def test_it_is_read_to_its_end_and_in_silence(name):
    data = STUMBLES[name]()
    with stumbles() as seen, quiet() as printed:
        _, found = read_document(Source(data, len(data), name), Limits(), ocr=False)
        said = printed()
    assert (seen, said) == ([], b"")
    assert make.DIGITS in {fact.value for fact in found.facts} or places(found, make.RRN)


def test_a_stream_of_one_sector_is_no_stream_of_gigabytes():
    """olefile follows the chain four million times."""
    data = build_ole.chain_in_a_circle(build_ole.padded(build_ole.word()), "WordDocument", 0x7FFFFFF0)
    begin = time.monotonic()
    _, found = read_document(Source(data, len(data), "a.doc"), Limits(), ocr=False)
    assert time.monotonic() - begin < 4
    assert ("corrupt", "streams end too early") in gaps(found)


@pytest.mark.parametrize(
    ("name", "form"), [("a.xml", '<?xml version="1.0"?><a><insz>%s</insz><b %s/></a>'), ("a.html", "<html><body><p>%s</p><p %s>")]
)
def test_attributes_take_no_square_of_their_number(name, form):
    data = (form % (PLANTED, " ".join(f'b{number}="c"' for number in range(60_000)))).encode()
    begin = time.monotonic()
    _, found = read_document(Source(data, len(data), name), Limits(), ocr=False)
    assert time.monotonic() - begin < 8  # it was 20 seconds for XML, 12 for HTML
    assert places(found, make.RRN)
