"""Files that Office, LibreOffice and others really wrote: what they say, where it stands, and that no gap is left.

The words agree with antiword, catdoc, xls2csv, unrtf, python-docx and openpyxl, where those read the file at all.
"""

from pathlib import Path

import pytest

from tests.read.canaries.canary_words import found, gaps, read

SAMPLES = Path("/work/shared/samples/tika")
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not on this machine")

WORDS = [
    ("CVLKRA-KYC_Download_File_Structure_V3.1.xlsx", "KYC INFORMATION FILE HEADER", "header KYC HEADER"),
    ("EmbeddedDocument.docx", "Let me see what happens if I insert", "paragraph 1"),
    ("EmbeddedDocument.docx", "1\t2\t3\t4", "image 1"),
    ("LibreOfficeCalc_ods_1.3.ods", "spreadsheet", "sheet Sheet1!E1"),
    ("LibreOfficeWriter_odt_1.3.odt", "This is an example document", "paragraph 1"),
    ("NullHeader.docx", "Hundreds injured in Yemen protest", "paragraph 1"),
    ("pictures.ppt", "Adobe Systems", "image 4"),
    ("simple_lower_case.doc", "This is a sample Word document", "paragraph 1"),
    ("simple_upper_case.doc", "This is a sample Word document", "paragraph 1"),
    ("test-columnar.ods", "Record Number", "sheet testing!A1"),
    ("test-columnar.xls", "Record Number", "sheet testing!A1"),
    ("testComment.ppt", "Here is some text", "slide 1"),
    ("testComment.pptx", "Here is a comment", "slide 1 comment"),
    ("testComment.rtf", "Here is some text", "paragraph 1"),
    ("testComment.xls", "Here is a comment", "comment Sheet1!A1"),
    ("testControlCharacters.doc", "UGF - Archiflow fase 2", "paragraph 2"),
    ("testControlCharacters.doc", "MGEN05 - Documento generico.dot", "metadata template"),
    ("testDOCX_Thumbnail.docx", "This file contains a thumbnail", "thumbnail"),
    ("testEXCEL-charts.xls", "fizzlepuff", "chart Sheet1"),
    ("testEXCEL-formats.xls", "Scientific 0.00E", "sheet Format Examples!C6"),
    ("testEXCEL.strict.xlsx", "Test spreadsheet", "sheet First Sheet!A1"),
    ("testEXCEL.xlsb", "This is an example spreadsheet", "sheet Sheet1!A1"),
    ("testEXCEL_big_numbers.xlsx", "123456789012345", "sheet Sheet1!A1"),
    ("testEXCEL_charts.xlsb", "wants a peach", "chart Sheet1"),
    ("testEXCEL_custom_props.xls", "Fichier test pour propriétés", "sheet Feuil1!A1"),
    ("testEXCEL_dateFormats.xls", "2018-09-20", "sheet Munka1!A2"),
    ("testEXCEL_diagramData.xlsx", "SmartArt text#1", "diagram Sheet1"),
    ("testEXCEL_headers_footers.xlsx", "Header - Corporate Spreadsheet", "header Sheet1"),
    ("testEXCEL_hyperlinks.xls", "linked_file.txt.htm", "link"),
    ("testEXCEL_phonetic.xls", "CompanyName", "sheet Sheet1!C1"),
    ("testEXCEL_textbox.xls", "this is some autoshape text", "text box Sheet1"),
    ("testException2.doc", "FORCE ON A CURRENT IN A MAGNETIC", "paragraph 1"),
    ("testException2.doc", "Physics 275-6", "metadata saved by"),
    ("testException2.doc", "F=IlBsin", "embedded object 1"),
    ("testFontAfterBufferedText.rtf", "Уважаемый клиент", "paragraph 2"),
    ("testMSChart-govdocs-428996.ppt", "Thin Film Partnership Subcontract", "slide 1"),
    ("testMSChart-govdocs-428996.xls", "Tech Partners", "image 1"),
    ("testMasterFooter.odp", "Master footer is here", "slide master"),
    ("testNPEOpenDocument.odt", "Práctica de GnuPG", "paragraph 1"),
    ("testODFwithOOo3.odt", "Apache Tika Test Document", "paragraph 1"),
    ("testODP_NPE.odp", "Medicine and Health Care", "slide 1"),
    ("testODTStyles3.odt", "Publicatie Onbekwaamverklaring", "table 1 row 1, column 1"),
    ("testODTnotaZipFile.odt", "This is not a zip file", "line 1"),
    ("testPPT_comment.ppt", "I'm afraid I'm going to have to ask", "slide 1 comment"),
    ("testPPT_charts.pptx", "wants a peach", "slide 1 chart"),
    ("testPPT_groups.pptx", "Text box5 tika link", "slide 2"),
    ("testPPT_macros.ppt", "Embolden Macro", "embedded object 1 > macro Module1"),
    ("testPPT_masterFooter.ppt", "Master footer is here", "slide master"),
    ("testPPT_masterText.ppt", "Text that I added to the master", "slide master"),
    ("testPPT_oleWorkbook.ppt", "MFL", "slide 2"),
    ("testPPT_various2.pptx", "This is a comment", "slide 1 comment"),
    ("testRTF-ms932.rtf", "こんにちは", "paragraph 2"),
    ("testRTFBoldPlain.rtf", "Animal Hospital", "header"),
    ("testRTFTIKA_2899.rtf", "Premier Line of Credit", "paragraph 1"),
    ("testRTFTableCellSeparation2.rtf", "Station", "table 1 row 1, column 1"),
    ("testRTFVarious.rtf", "Row 2 Col 3", "table 1 row 2, column 3"),
    ("testRTFVarious.rtf", "Suddenly some Japanese text", "paragraph 28"),
    ("testRTFVarious.rtf", "This is a footnote", "footnote"),
    ("testRTFWindowsCodepage1250.rtf", "zażółć gęślą jaźń", "paragraph 1"),
    ("testRTFWord2010CzechCharacters.rtf", "Článek týdne", "paragraph 1"),
    ("testRTF_annotation_spacing.rtf", "supercalifragilistic", "paragraph 1"),
    ("testWORD.doc", "Sample Word Document Title", "paragraph 1"),
    ("testWORD6.doc", "The quick brown fox jumps over", "paragraph 1"),
    ("testWORD_custom_props.doc", "MyStringValue", "metadata MyCustomString"),
    ("testWORD_endnote_table.docx", "This is endnote text in a table", "endnote table 1 row 1, column 1"),
    ("testWORD_missing_text.docx", "Seasoned professional", "table 1 row 3, column 3"),
    ("testWORD_numbered_list.docx", "Intervening table", "table 1 row 1, column 1"),
    ("testWORD_phonetic.docx", "とうきょう", "paragraph 1"),
    ("testWORD_sdtInTextBox.docx", "rich-text-content-control_inside-text-box", "paragraph 3"),
    ("testWORD_2003ml.xml", "testJPEG_EXIF.jpg", "attachment binData"),
    ("testWordArt.pptx", "Here is some red word Art", "slide 1"),
    ("test_TIKA-1251.doc", "brghus_mal.dot", "metadata template"),
    ("test_recursive_embedded.doc", "embed_0", "paragraph 1"),
]  # fmt: skip

# What is not read of a sample, and why; pictures are not looked at here.
GAPS = {
    "protected_normal_case.docx": {"encrypted"},
    "testBinControlWord.rtf": {"corrupt"},  # a picture of ten bytes, and a brace that is missing
    "testODTEncrypted.odt": {"encrypted"},
    "testPPT_embeddedMP3.pptx": {"unsupported"},  # sound
    "testPPT_skipBadCompressedObject.ppt": {"unsupported"},  # drawings of Visio 5
    "testWORD_truncated.docx": {"corrupt"},
    "test_list_override.rtf": {"corrupt"},  # a brace that is missing
}
KINDS = ("doc", "docx", "xls", "xlsx", "xlsb", "ppt", "pptx", "odt", "ods", "odp", "rtf")


@pytest.mark.parametrize(("name", "words", "place"), WORDS, ids=[f"{name}-{place}" for name, _, place in WORDS])
def test_known_words_stand_where_they_should(name, words, place):
    assert place in found(read((SAMPLES / name).read_bytes(), name), words)


def names():
    return sorted(each.name for each in SAMPLES.iterdir() if each.suffix[1:].lower() in KINDS) if SAMPLES.is_dir() else []


@pytest.mark.parametrize("name", names())
def test_no_sample_has_a_gap_that_is_ours(name):
    extraction = read((SAMPLES / name).read_bytes(), name)
    assert {code for code, _ in gaps(extraction)} == GAPS.get(name, set())
