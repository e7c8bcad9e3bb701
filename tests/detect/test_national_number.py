"""The decision over national numbers, where they stand, and everything that only looks like one."""

from random import Random

import pytest

from benchmarks.accuracy import numbers as make
from scanner.detect.engine import Located
from scanner.model import Cell, Cells, Fact, Grid, Place, Role, Segment
from tests.detect.found import detector, findings, table, values

ENTITY = "BE_NATIONAL_REGISTER_NUMBER"
NUMBER, BIRTH = "85073003328", "30 juli 1985"


def best(text, role=Role.BODY):
    found = findings(Segment(text, Place("text"), role), ENTITY)
    return max((finding.confidence for finding in found), default=0.0)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("85.07.30-033.28", 0.98, 1),  # its own shape and the check
        ("INSZ 85 07 30 033 28", 0.98, 1),
        ("85 07 30 033 28", 0.8, 0.9),
        (f"INSZ {NUMBER}", 0.95, 1),
        (f"Zie {NUMBER}.", 0.2, 0.49),  # the check alone is a note
        (f"Zie {NUMBER}, geboren op {BIRTH}", 0.85, 0.95),  # until the birth date stands elsewhere
        (f"Zie {NUMBER}, geboren op 31 juli 1985", 0.2, 0.49),
        ("INSZ 85073003329", 0.5, 0.7),  # a typing error behind a label
        ("85.07.30-033.29", 0.2, 0.49),  # and without one a note
        ("85 07 30 033 29", 0, 0),
        ("INSZ 85993003329", 0, 0),  # no date: not even a typing error
        (f"Ordernummer {NUMBER}", 0, 0),
        ("Ordernummer 85.07.30-033.28", 0.98, 1),  # what has its own shape is what it is
    ],
)
def test_the_decision(text, low, high):
    assert low <= best(text) <= high


def test_the_same_birth_date_in_another_part_raises_a_note():
    segments = [Located(Segment(f"Nr {NUMBER}", Place("page 1"))), Located(Segment("° Gent, 30/07/1985", Place("page 2")))]
    (found,) = [finding for finding in detector().detect(segments) if finding.entity == ENTITY]
    assert found.confidence == 0.9
    assert "same birth date in the document" in found.evidence


@pytest.mark.parametrize("title", ["Rijksregisternummer", "insz_nr", "numeroNational", "RRN", "N° de registre national", "ENSS"])
@pytest.mark.parametrize("written", ["17073003384", "7073002284", "17073003384.0", "1,7073003384E+10", "17.07.30-033.84"])
def test_under_a_title_of_a_table(title, written):
    found = findings(table([["id", title, "bedrag"], ["1", written, "12,50"], ["2", "-", "0"]]), ENTITY)
    if written == "7073002284":  # 070730022: the zero is lost
        written = "07073002284"
    held = make.passes_as_national("".join(filter(str.isdigit, written.removesuffix(".0").removesuffix("E+10"))))
    assert [finding.locator for finding in found] == (["Blad1!B2"] if held else [])


def test_lost_zeros_come_back_under_a_title_only():
    rng = Random(3)
    for _ in range(20):
        body = f"0{rng.randint(0, 9)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(1, 998):03d}"
        digits = body + make.national_check(body, since_2000=True)
        short = str(int(digits))
        for title, expected in (("INSZ", 1), ("Bedrag", 0), ("Ordernummer", 0)):
            found = findings(table([["naam", title], ["An", short]]), ENTITY)
            assert len(found) == expected, (title, short)
            assert all(finding.masked.startswith(digits[:2]) for finding in found)


def test_a_number_in_a_cell_per_digit_with_empty_cells_between():
    row = ["INSZ", "8", "5", "", "0", "7", "", "3", "0", "-", "0", "3", "3", ".", "2", "8"]
    (found,) = findings(table([["Naam", "An"], row]), ENTITY)
    assert found.locator == "Blad1!B2"
    assert "in neighbouring cells" in found.evidence


def test_invisible_characters_move_no_title():
    text = "INSZ\u200b\u200b\u200b\tOrder\n\u200b85073003328\t17073003384\n"
    cells, at = [], 0
    for number, line in enumerate(text.splitlines(), 1):
        for column, cell in enumerate(line.split("\t"), 1):
            cells.append(Cell(at, at + len(cell), number, column))
            at += len(cell) + 1
    (found,) = findings(Segment(text, Grid("Blad1", Cells(cells))), ENTITY)
    assert found.locator == "Blad1!A2"


@pytest.mark.parametrize("name", ["85.07.30-033.28.eid", "850730-033-28.pdf", "scan 85 07 30 033 28.pdf"])
def test_in_file_names(name):
    assert best(name, Role.NAME) >= 0.8
    assert "033" not in detector().mask_forbidden(name)


@pytest.mark.parametrize("masked", ["85.07.30-XXX.XX", "850730*****", "xx.xx.xx-033.28", "85.07.30-***.**", "8,5073E+10"])
@pytest.mark.parametrize("before", ["", "Rijksregisternummer: ", "INSZ\n"])
def test_masked_numbers_are_nothing(masked, before):
    assert best(before + masked) == 0


def test_a_proven_fact_is_reported_as_it_is():
    fact = Fact(ENTITY, "85.07.30-033.28", "certificate", ("certificate",), 0.99)
    (found,) = detector().detect([], [("", fact)])
    assert (found.confidence, found.masked) == (0.99, "85.**.**-***.**")


def colliding(maker):
    """Values of a look-alike in which some eleven digits on end pass as a national number, as far as the shape allows."""
    rng = Random(11)
    out = []
    for _ in range(4000):
        value = maker(rng)
        plain = make.only_digits(value)
        if any(make.passes_as_national(plain[at : at + 11]) for at in range(len(plain) - 10)):
            out.append(value)
        if len(out) == 12:
            return out
    return out or [maker(rng) for _ in range(12)]


def mobile(form):
    def one(rng):
        value = make.mobile(rng, like_bis=True)
        return form.format(value, value[:2], value[2:5], value[5:7], value[7:9], value[9:])

    return one


# The table of collisions of the field: what it is, how it is written, and words that stand before it.
LOOK_ALIKES = {
    "mobile": (mobile("+{1} {2} {3} {4} {5}"), ["", "Gsm: ", "Bel ", "Tél. "]),
    "mobile unbroken": (mobile("+{0}"), ["", "gsm "]),
    "mobile 00": (mobile("00{0}"), ["", "tel. "]),
    "mobile without sign": (mobile("{0}"), ["gsm-nummer: ", "Tel: "]),
    "structured communication": (lambda rng: f"+++{make.communication(rng)}+++", ["", "Mededeling: "]),
    "structured communication with stars": (lambda rng: f"***{make.communication(rng)}***", ["", "Communication : "]),
    "old account": (make.account, ["", "Rekening ", "Compte : "]),
    "account like a card": (lambda rng: make.account(rng, "591"), ["Rekening ", "rek.nr. "]),
    "IBAN": (make.iban, ["", "IBAN "]),
    "enterprise": (make.enterprise, ["", "KBO "]),
    "VAT": (lambda rng: f"BE {make.enterprise(rng)}", ["", "TVA "]),
    "unit": (lambda rng: make.enterprise(rng, "2345678"), ["", "Vestigingseenheid "]),
    "doctor": (lambda rng: make.doctor(rng, collides=True), ["", "RIZIV ", "Dr. Maes "]),
    "doctor unbroken": (lambda rng: make.only_digits(make.doctor(rng, collides=True)), ["RIZIV-nummer ", "INAMI "]),
    "employer": (make.employer, ["", "RSZ "]),
    "time stamp": (lambda rng: f"2023{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(0, 235959):06d}", ["", "log_"]),
    "order": (make.colliding, ["Ordernummer ", "N° de commande : ", "Factuur ", "Bestellnummer "]),
    "file": (make.colliding, ["Dossiernummer: ", "Polisnummer ", "Klantnr. ", "Uw referentie: "]),
    "ISBN": (lambda rng: make.ean(rng, "978", 13), ["", "ISBN "]),
    "EAN of a meter": (lambda rng: make.ean(rng, "5414", 18), ["", "EAN "]),
    "tracking": (lambda rng: "3232" + make.digits(rng, 20), ["", "Tracking "]),
    "BSN": (make.bsn, ["BSN "]),
    "NIR": (make.nir, ["", "NIR "]),
    "Steuer-ID": (lambda rng: make.steuer(rng, collides=True), ["Steuer-ID: ", "IdNr. "]),
    "PESEL": (lambda rng: make.pesel(rng, collides=True), ["PESEL ", "Nr PESEL: "]),
    "Turkish": (lambda rng: make.turkish(rng, collides=True), ["T.C. Kimlik No: "]),
    "Dimona": (make.colliding, ["Dimonanummer "]),
    "decimals": (lambda rng: f"51.{make.colliding(rng)}", ["", "lat="]),
    "inside a longer number": (lambda rng: make.digits(rng, 4, "123456789") + make.colliding(rng), [""]),
}


@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_look_alikes_are_silent(kind):
    maker, befores = LOOK_ALIKES[kind]
    for value in colliding(maker):
        for before in befores:
            text = f"{before}{value} gezien"
            spans = detector().detect([Located(Segment(text, Place("text")))])
            assert not {finding.entity for finding in spans} & {ENTITY, "BE_ID_CARD_NUMBER", "ID_MRZ", "IKL_NUMBER"}, kind


def test_several_numbers_behind_one_label():
    assert values(ENTITY, "INSZ: 85073003328, 17073003384 en 93051822361") == ["85073003328", "17073003384", "93051822361"]
