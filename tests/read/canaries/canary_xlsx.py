"""A workbook with one word in every corner that Excel knows."""

import base64
import struct

from scanner.read.old_office.ole_write import storage_bytes
from tests import make
from tests.read.canaries.canary_words import packaged, photograph
from tests.read.office.office import A, R, S, relations, types

SPACES = (
    f'xmlns="{S}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
    'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"'
)
DRAWING = (
    f'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="{A}" xmlns:r="{R}" xmlns:c="urn:c"'
)
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
MAIN = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def inline(reference, words):
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


def rows(*lines):
    return (
        "<sheetData>"
        + "".join(f'<row r="{number}"{attributes}>{cells}</row>' for number, attributes, cells in lines)
        + "</sheetData>"
    )


def _first_sheet(k):
    formula = f'IF(B1=1,"{k("text in a formula")}","")'.replace('"', "&quot;")
    cells = rows(
        (1, "", inline("A1", k("inline text")) + '<c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>'),
        (
            2,
            "",
            f'<c r="A2" t="str"><f>{formula}</f><v>{k("stored result")}</v></c><c r="B2"><f>"{k("formula without a result")}"&amp;B1</f></c>',
        ),
        (3, ' hidden="1"', inline("A3", k("hidden row"))),
        (4, "", inline("XFD4", k("last column")) + '<c r="XFE4"/>'),
        (1048576, "", inline("A1048576", k("last row"))),
    )
    choices = f'<dataValidations><dataValidation type="list" sqref="B4" promptTitle="{k("title of a prompt")}" prompt="{k("prompt")}" errorTitle="{k("title of an error")}" error="{k("error message")}"><formula1>"ja,{k("choice")}"</formula1></dataValidation></dataValidations>'
    conditions = f'<conditionalFormatting sqref="A1"><cfRule type="containsText" operator="containsText" text="{k("text of a condition")}"><formula>NOT(ISERROR(SEARCH("{k("formula of a condition")}",A1)))</formula></cfRule></conditionalFormatting>'
    links = f'<hyperlinks><hyperlink ref="A1" r:id="rLink" tooltip="{k("tip on a link")}" display="{k("shown text of a link")}"/></hyperlinks>'
    headers = f'<headerFooter><oddHeader>&amp;C&amp;"Arial"{k("header")}</oddHeader><oddFooter>&amp;L{k("footer")}</oddFooter><evenHeader>{k("header of even pages")}</evenHeader><firstFooter>{k("footer of the first page")}</firstFooter></headerFooter>'
    ranges = f'<protectedRanges><protectedRange name="{k("protected range")}" sqref="A1"/></protectedRanges><scenarios><scenario name="{k("scenario")}" user="{k("user of a scenario")}" comment="{k("comment of a scenario")}"><inputCells r="A1" val="{k("value of a scenario")}"/></scenario></scenarios>'
    filters = f'<autoFilter ref="A1:B9"><filterColumn colId="0"><filters><filter val="{k("filter value")}"/></filters></filterColumn><sortState ref="A1"><sortCondition ref="A1" customList="a,{k("sorting list")}"/></sortState></autoFilter>'
    later = f'<extLst><ext><x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>"{k("choice of the new kind")}"</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst>'
    return (
        cells
        + ranges
        + filters
        + conditions
        + choices
        + links
        + headers
        + '<drawing r:id="rDrawing"/><legacyDrawing r:id="rVml"/>'
        + later
    )


def _strings(k):
    rich = f"<si><r><t>{k('rich text')[:4]}</t></r><r><rPr><b/></rPr><t>{k.words['rich text'][4:]}</t></r></si>"
    aid = f'<si><t>{k("shared text")}</t><rPh sb="0" eb="1"><t>{k("reading aid")}</t></rPh></si>'
    return f"<sst {SPACES}>{aid}{rich}<si><t>{k('text of no cell')}</t></si></sst>"


def _drawing(k):
    corner = "<xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    words = k("text box")
    box = f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1" descr="{k("alternative text")}"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{words[:3]}</a:t></a:r><a:r><a:t>{words[3:]}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    picture = f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="{k("picture file name")}.png"/></xdr:nvPicPr></xdr:pic>'
    return f"<xdr:wsDr {DRAWING}><xdr:twoCellAnchor>{corner}{box}</xdr:twoCellAnchor><xdr:twoCellAnchor>{corner}{picture}</xdr:twoCellAnchor></xdr:wsDr>"


def _sheet_parts(k):
    """Parts that the first sheet leads to."""
    yield (
        "comments1.xml",
        "comments",
        f'<comments {SPACES}><authors><author>{k("author of a comment")}</author></authors><commentList><comment ref="B4" authorId="0"><text><r><t>{k("comment")}</t></r></text></comment></commentList></comments>',
    )
    yield (
        "threadedComments/threadedComment1.xml",
        "threadedComment",
        f'<ThreadedComments xmlns="urn:t"><threadedComment ref="C5" personId="x"><text>{k("threaded comment")}</text></threadedComment></ThreadedComments>',
    )
    yield "drawings/drawing1.xml", "drawing", _drawing(k)
    yield (
        "drawings/vmlDrawing1.vml",
        "vmlDrawing",
        f"<xml {VML}><v:shape alt='{k('alternative text of a control')}'><v:textbox><div style='x'>{k('old text box')}</div></v:textbox></v:shape><v:shape><v:imagedata o:title='{k('name of a header picture')}'/></v:shape></xml>",
    )
    yield (
        "tables/table1.xml",
        "table",
        f'<table {SPACES} name="Tabel1" displayName="{k("name of a table")}" comment="{k("comment of a table")}"><tableColumns><tableColumn name="{k("column of a table")}" totalsRowLabel="{k("label of totals")}"/></tableColumns></table>',
    )
    yield (
        "pivotTables/pivotTable1.xml",
        "pivotTable",
        f'<pivotTableDefinition {SPACES} name="Draaitabel1" dataCaption="{k("caption of a pivot table")}"><pivotFields><pivotField name="{k("field of a pivot table")}"><items><item n="{k("renamed item")}"/></items></pivotField></pivotFields></pivotTableDefinition>',
    )
    yield (
        "slicers/slicer1.xml",
        "slicer",
        f'<slicers xmlns="urn:s"><slicer name="x" caption="{k("caption of a slicer")}"/></slicers>',
    )
    yield "queryTables/queryTable1.xml", "queryTable", f'<queryTable {SPACES} name="{k("query table")}"/>'
    yield (
        "ctrlProps/ctrlProp1.xml",
        "ctrlProp",
        f'<formControlPr xmlns="urn:c" objectType="List"><itemLst><item val="{k("item of a list control")}"/></itemLst></formControlPr>',
    )
    yield "customProperty1.bin", "customProperty", k("custom property of a sheet").encode("utf-16-le")


def _book_parts(k):
    """Parts that the workbook leads to."""
    yield (
        "styles.xml",
        "styles",
        f'<styleSheet {SPACES}><numFmts><numFmt numFmtId="164" formatCode="&quot;{k("number format")} &quot;0"/></numFmts><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    )
    yield "sharedStrings.xml", "sharedStrings", _strings(k)
    yield (
        "connections.xml",
        "connections",
        f'<connections {SPACES}><connection id="1" name="{k("connection")}" description="{k("description of a connection")}"><dbPr connection="Provider=x;User ID={k("user of a connection")}" command="SELECT {k("query")}"/></connection></connections>',
    )
    yield (
        "slicerCaches/slicerCache1.xml",
        "slicerCache",
        f'<slicerCacheDefinition xmlns="urn:s" name="x" sourceName="{k("source of a slicer")}"/>',
    )
    yield (
        "persons/person.xml",
        "person",
        f'<personList xmlns="urn:p"><person displayName="{k("person")}" userId="x"/></personList>',
    )
    cells = f'<sheetDataSet><sheetData sheetId="0"><row r="3"><cell r="B3" t="str"><v>{k("cell of another workbook")}</v></cell></row></sheetData></sheetDataSet>'
    book = f'<externalBook r:id="r1"><sheetNames><sheetName val="{k("sheet of another workbook")}"/></sheetNames><definedNames><definedName name="{k("name in another workbook")}" refersTo="x"/></definedNames>{cells}</externalBook>'
    yield "externalLinks/externalLink1.xml", "externalLink", f"<externalLink {SPACES}>{book}</externalLink>"
    fields = f'<cacheField name="{k("field of the cache")}"><sharedItems><s v="{k("item of the cache")}"/><s v="{k("item of earlier data")}"/></sharedItems></cacheField><cacheField name="nummer"><sharedItems/></cacheField>'
    yield (
        "pivotCache/pivotCacheDefinition1.xml",
        "pivotCacheDefinition",
        f'<pivotCacheDefinition {SPACES} refreshedBy="{k("who refreshed")}"><cacheFields>{fields}</cacheFields></pivotCacheDefinition>',
    )
    log = f'<revisions {SPACES}><rcc rId="1" sId="1"><oc r="A1" t="inlineStr"><is><t>{k("earlier value of a cell")}</t></is></oc></rcc></revisions>'
    yield "revisions/revisionLog1.xml", "revisionLog", log
    yield "vbaProject.bin", "vbaProject", macros(k)


def compressed(source):
    """A container of MS-OVBA 2.4.1 that holds letters only."""
    body = b"".join(b"\x00" + source[place : place + 8] for place in range(0, len(source), 8))
    return b"\x01" + struct.pack("<H", 0xB000 | (len(body) - 1)) + body


def macros(k):
    source = f'Attribute VB_Name = "Module1"\r\nSub Start()\r\n \' {k("comment in a macro")}\r\nEnd Sub\r\n'.encode()
    form = f'VERSION 5.00\r\nBegin {{x}} UserForm1\r\n Caption = "{k("caption of a form")}"\r\nEnd\r\n'.encode()
    controls = b"\x00\x04\x20\x00" + bytes(20) + k("label on a form").encode() + bytes(8)
    return storage_bytes(
        {
            "VBA/dir": b"x" * 10, "VBA/_VBA_PROJECT": b"x" * 10, "VBA/Module1": bytes(50) + compressed(source), "UserForm1/\x03VBFrame": form,
            "UserForm1/o": controls, "PROJECT": f'Name="VBAProject"\r\nDescription="{k("description of the project")}"\r\n'.encode(),
        }
    )  # fmt: skip


def build(k):
    """The workbook; `k` gives the word for each corner."""
    sheets = [
        ("Blad1", _first_sheet(k), "visible"),
        (k("name of a sheet"), rows((1, "", inline("B2", k("hidden sheet")))), "hidden"),
        ("Diep", rows((1, "", inline("C3", k("very hidden sheet")))), "veryHidden"),
    ]
    parts, links, listed = {}, [], ""
    for number, (name, xml, state) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {SPACES}>{xml}</worksheet>"
        links.append((f"s{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        listed += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="s{number}"/>'
    own = [("rLink", "hyperlink", f"https://example.be/{k('link target')}", "External")]
    own += _placed(_sheet_parts(k), parts, "../", {"drawing": "rDrawing", "vmlDrawing": "rVml"})
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(*own)
    links += _placed(_book_parts(k), parts, "", {})
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = relations(
        ("r1", "externalLinkPath", f"file:///C:/{k('path of another workbook')}.xlsx", "External")
    )
    record = f'<pivotCacheRecords {SPACES}><r><x v="0"/><s v="{k("record of the cache")}"/></r></pivotCacheRecords>'
    parts["xl/pivotCache/pivotCacheRecords1.xml"] = record
    parts["xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"] = relations(("r1", "pivotCacheRecords", "pivotCacheRecords1.xml"))
    parts["xl/drawings/_rels/drawing1.xml.rels"] = relations(
        ("r1", "chart", "../charts/chart1.xml"), ("r2", "diagramData", "../diagrams/data1.xml")
    )
    parts["xl/charts/chart1.xml"] = (
        f"<c:chartSpace {DRAWING}><c:title><a:p><a:r><a:t>{k('chart title')}</a:t></a:r></a:p></c:title><c:v>{k('chart category')}</c:v></c:chartSpace>"
    )
    parts["xl/diagrams/data1.xml"] = f"<d {DRAWING}><a:p><a:r><a:t>{k('diagram')}</a:t></a:r></a:p></d>"
    parts["xl/embeddings/oleObject1.bin"] = make.ole(
        "\x01Ole10Native", packaged("brief.txt", "C:\\brief.txt", k("packed file").encode())
    )
    parts["xl/media/image1.jpg"] = photograph(k("photographer"))
    forgotten = rows((1, "", inline("A1", k("sheet that no list has"))))
    parts["xl/worksheets/sheet9.xml"] = f"<worksheet {SPACES}>{forgotten}</worksheet>"
    parts["xl/ink/ink1.xml"] = "<ink><trace>1 2, 3 4</trace></ink>"
    mashup = make.zipped({"Formulas/Section1.m": f"section Section1; shared {k('formula of a query')} = 1;"})
    binary = struct.pack("<II", 0, len(mashup)) + mashup + bytes(16)
    parts["customXml/item1.xml"] = (
        f'<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{base64.b64encode(binary).decode()}</DataMashup>'
    )
    parts["docProps/core.xml"] = f'<cp xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>{k("subject")}</dc:subject></cp>'
    names = f'<definedName name="{k("defined name")}" comment="{k("comment of a name")}">"{k("text of a name")}"</definedName><definedName name="Print_{k("name that begins as the program does")}">1</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">Blad1!$1:$1</definedName>'
    around = f'<fileSharing userName="{k("who reserved it")}"/><x15ac:absPath url="C:\\{k("folder where it was saved")}\\"/>'
    views = f'<customWorkbookViews><customWorkbookView name="{k("view of a person")}"/></customWorkbookViews>'
    parts["xl/workbook.xml"] = (
        f"<workbook {SPACES}>{around}<sheets>{listed}</sheets><definedNames>{names}</definedNames>{views}</workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(*links)
    head = {
        "[Content_Types].xml": types("xl/workbook.xml", MAIN),
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
    }
    return make.zipped({**head, **parts})


def _placed(found, parts, way, identifiers):
    links = []
    for number, (name, kind, content) in enumerate(found):
        parts[f"xl/{name}"] = content
        links.append((identifiers.get(kind, f"p{number}"), kind, way + name))
    return links
