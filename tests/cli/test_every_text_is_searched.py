"""What is read is searched, wherever it stands and however long the document: metadata, Exif, properties, and the end of megabytes."""

import pytest

from tests import make
from tests.read.canaries.canary_words import photograph
from tests.read.mail import outlook_make as out
from tests.read.office import office
from tests.read.pdf.pdf_make import Raw, words

NUMBER = f"INSZ {make.RRN}"
CORE = '<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:{0}>{1}</dc:{0}></cp:coreProperties>'
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006"
CUSTOM = f'<Properties xmlns="{VALUES}/custom-properties" xmlns:vt="{VALUES}/docPropsVTypes"><property name="Dossier"><vt:lpwstr>{{}}</vt:lpwstr></property></Properties>'


def _pdf(catalog="", trailer="", **objects):
    raw = Raw()
    raw.page(10, content=words("Verslag van het gesprek met de deelnemer over opleiding en werk."))
    for number, body in objects.items():
        raw.put(int(number[1:]), body)
    return raw.bytes([10], catalog, trailer)


FILES = {
    "title.docx": (lambda: make.docx("x", {"docProps/core.xml": CORE.format("title", NUMBER)}), "metadata title"),
    "creator.docx": (lambda: make.docx("x", {"docProps/core.xml": CORE.format("creator", NUMBER)}), "metadata creator"),
    "custom.docx": (lambda: make.docx("x", {"docProps/custom.xml": CUSTOM.format(NUMBER)}), "metadata Dossier"),
    "title.xlsx": (lambda: office.workbook([("Blad1", "<sheetData/>", "visible")], {"docProps/core.xml": CORE.format("title", NUMBER)}), "metadata title"),
    "title.pptx": (lambda: office.presentation([office.slide(office.shape("x"))], {"docProps/core.xml": CORE.format("title", NUMBER)}), "metadata title"),
    "title.pdf": (lambda: make.pdf("x", title=NUMBER), "metadata title"),
    "own entry.pdf": (lambda: _pdf(trailer="/Info 20 0 R", o20=f"<< /Dossier ({NUMBER}) >>"), "metadata dossier"),
    "alternative text.pdf": (lambda: _pdf("/StructTreeRoot 20 0 R", o20="<< /Type /StructTreeRoot /K 21 0 R >>", o21=f"<< /Type /StructElem /S /Figure /Alt ({NUMBER}) >>"), "alternative text"),
    "artist.jpg": (lambda: photograph(NUMBER), "metadata artist"),
    "own field.msg": (lambda: out.msg({(0x0037, out.WIDE): "x", (0x8000, out.WIDE): NUMBER}, named=[(out.PUBLIC, "Dossier")]), "metadata Dossier"),
    "long.txt": (("Een gewone regel over een opleiding.\n" * 200_000 + NUMBER).encode, "line 200001"),
    "one line.txt": (("Een gewoon woord, " * 400_000 + NUMBER).encode, "line 1"),
    "long.csv": (("naam;stad;INSZ\n" + "An;Gent;\n" * 700_000 + f"Jan;Gent;{make.RRN}\n").encode, "row 700002, column 3"),
}  # fmt: skip


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    import json

    from tests.conftest import command

    share, target = tmp_path_factory.mktemp("share"), tmp_path_factory.mktemp("out") / "result.jsonl"
    for name, (build, _) in FILES.items():
        (share / name).write_bytes(build())
    command("scan", share, "--workers", "2", "--no-ocr", "--jsonl", target)
    records = [json.loads(line) for line in target.read_text().splitlines()]
    return {record["path"]: record["findings"] for record in records if record["record"] == "file"}


@pytest.mark.parametrize("name", FILES)
def test_a_number_is_found_wherever_it_stands(name, findings):
    found = [(one["entity"], one["locator"]) for one in findings[name]]
    assert ("BE_NATIONAL_REGISTER_NUMBER", FILES[name][1]) in found
