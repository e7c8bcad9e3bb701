"""A Word document with one word in every corner that Word knows."""

from tests import make
from tests.read.canaries.canary_words import packaged, photograph
from tests.read.office.office import A, R, relations, types

W = make.W
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
PROPERTIES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)


def r(text, properties=""):
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def p(*inner):
    return "<w:p>" + "".join(each if each.startswith("<") else r(each) for each in inner) + "</w:p>"


def tc(inner):
    return f"<w:tc><w:tcPr/>{inner}</w:tc>"


def tbl(*rows):
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def field(code, result):
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f'{marks[0]}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{marks[1]}{r(result)}{marks[2]}'


def sdt(content, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _text(k):
    yield p(k("body"))
    yield tbl([tc(p("a")), tc(p(k("table cell")))], [tc(p("b") + tbl([tc(p("c")), tc(p(k("nested table cell")))])), tc(p("d"))])
    yield p(r("half") + r(k("split run")[:4], "<w:b/>") + r(k.words["split run"][4:]))
    yield p(f'<w:ins w:id="1" w:author="{k("author of insertion")}">{r(k("inserted text"))}</w:ins>')
    yield p(f'<w:del w:id="2" w:author="x"><w:r><w:delText>{k("deleted text")}</w:delText></w:r></w:del>')
    moved = k("moved text")
    yield p(f'<w:moveFrom w:id="3" w:author="x">{r(moved)}</w:moveFrom>')
    yield p(f'<w:moveTo w:id="4" w:author="x">{r(moved)}</w:moveTo>')
    yield p(r(k("hidden text"), "<w:vanish/>"))
    yield p(f"<m:oMathPara><m:oMath><m:r><m:t>{k('math')}</m:t></m:r></m:oMath></m:oMathPara>")
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r(k('ruby reading'))}</w:rt><w:rubyBase>{r(k('ruby base'))}</w:rubyBase></w:ruby>"
    yield p(f"<w:r>{ruby}</w:r>")
    yield p(f"{r(k('note reference line'))}<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='2'/></w:r>")
    yield p(f'<w:r><w:sym w:font="Calibri" w:char="0038"/><w:sym w:font="Symbol" w:char="F035"/></w:r>{r("." + k("symbols"))}')


def _fields(k):
    yield p(field(f" MERGEFIELD {k('field code')} ", k("field result")))
    yield p(f'<w:fldSimple w:instr=" DOCPROPERTY {k("simple field code")} ">{r(k("simple field result"))}</w:fldSimple>')
    form = (
        f'<w:ffData><w:name w:val="{k("form field name")}"/><w:helpText w:type="text" w:val="{k("form field help")}"/>'
        f'<w:statusText w:type="text" w:val="{k("form field status")}"/><w:textInput><w:default w:val="{k("form field default")}"/></w:textInput></w:ffData>'
    )
    yield p(f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>')
    entries = "".join(f'<w:listEntry w:val="{k(name)}"/>' for name in ("first list entry", "chosen list entry"))
    yield p(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData></w:fldChar></w:r>'
    )
    yield p(f'<w:hyperlink r:id="rLink" w:tooltip="{k("link tooltip")}">{r(k("link text"))}</w:hyperlink>')
    yield p(f'<w:bookmarkStart w:id="1" w:name="{k("bookmark name")}"/>{r("x")}<w:bookmarkEnd w:id="1"/>')
    yield p(f'<w:permStart w:id="5" w:ed="{k("permitted editor")}"/>{r("x")}<w:permEnd w:id="5"/>')
    attribute = f'<w:smartTagPr><w:attr w:name="naam" w:val="{k("smart tag value")}"/></w:smartTagPr>'
    yield p(f'<w:smartTag w:uri="urn:x" w:element="PersonName">{attribute}{r(k("smart tag text"))}</w:smartTag>')


def _controls(k):
    yield sdt(p(k("block control")), f'<w:alias w:val="{k("control title")}"/><w:tag w:val="{k("control tag")}"/>')
    items = (
        f'<w:dropDownList><w:listItem w:displayText="{k("dropdown choice")}" w:value="{k("dropdown value")}"/></w:dropDownList>'
    )
    yield p(sdt(r(k("run control")), items))
    yield p(sdt(r(k("date control")), '<w:date w:fullDate="1985-07-30T00:00:00Z"><w:dateFormat w:val="d MMMM yyyy"/></w:date>'))
    yield tbl([sdt(tc(p(k("cell control"))))], [tc(p("x"))])
    yield f'<w:customXml w:uri="urn:x" w:element="naam"><w:customXmlPr><w:attr w:name="y" w:val="{k("custom markup value")}"/></w:customXmlPr>{p(k("custom markup text"))}</w:customXml>'


def _drawings(k):
    boxed = f"<w:txbxContent>{p(k('text box'))}</w:txbxContent>"
    drawing = f'<w:drawing><wp:inline><wp:docPr id="1" name="Tekstvak 1"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{boxed}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>'
    fallback = f"<w:pict><v:shape><v:textbox>{boxed}</v:textbox></v:shape></w:pict>"
    yield p(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>'
    )
    other = f"<w:txbxContent>{p(k('other words in the fallback'))}</w:txbxContent>"
    yield p(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="later">{r("x")}</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{other}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    )
    old = f"<v:shape alt='{k('old alternative text')}' title='{k('old title')}'><v:imagedata r:id='rPicture' o:title='{k('old picture name')}'/><v:textbox><w:txbxContent>{p(k('old text box'))}</w:txbxContent></v:textbox></v:shape>"
    yield p(f"<w:r><w:pict>{old}</w:pict></w:r>")
    named = f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{k("picture file name")}.jpg"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rPicture"/></pic:blipFill></pic:pic>'
    described = f'<wp:docPr id="2" name="Afbeelding 2" descr="{k("alternative text")}" title="{k("picture title")}"><a:hlinkClick r:id="rLink" tooltip="{k("picture tooltip")}"/></wp:docPr>'
    yield p(
        f"<w:r><w:drawing><wp:inline>{described}<a:graphic><a:graphicData>{named}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    signer = f'o:suggestedsigner="{k("signer")}" o:suggestedsigner2="{k("title of signer")}" o:suggestedsigneremail="{k("mail of signer")}" o:signinginstructions="{k("signing instructions")}"'
    yield p(
        f'<w:r><w:pict><v:shape><v:imagedata r:id="rPicture"/><o:signatureline issignatureline="t" {signer}/></v:shape></w:pict></w:r>'
    )
    yield p(
        '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="Grafiek 3"/><a:graphic><a:graphicData><c:chart r:id="rChart"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    yield p('<w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" r:id="rObject"/></w:object></w:r>')
    yield '<w:altChunk r:id="rHtml"/><w:altChunk r:id="rDocx"/>'


def _story(kind, *inner):
    return f"<w:{kind} {SPACES}>{''.join(inner)}</w:{kind}>"


def _stories(k):
    mark = f'<w:r><w:pict><v:shape><v:textpath on="t" string="{k("watermark")}"/></v:shape></w:pict></w:r>'
    yield "header1.xml", "header", _story("hdr", p(k("header")), p(mark), tbl([tc(p("x")), tc(p(k("table in header")))]))
    yield "header2.xml", "header", _story("hdr", p(k("header of the first page")))
    yield "header3.xml", "header", _story("hdr", p(k("header of even pages")))
    yield "footer1.xml", "footer", _story("ftr", p(k("footer")))
    yield "footnotes.xml", "footnotes", _story("footnotes", f'<w:footnote w:id="2">{p(k("footnote"))}</w:footnote>')
    yield "endnotes.xml", "endnotes", _story("endnotes", f'<w:endnote w:id="2">{p(k("endnote"))}</w:endnote>')
    yield (
        "comments.xml",
        "comments",
        _story(
            "comments", f'<w:comment w:id="0" w:author="{k("author of comment")}" w:initials="x">{p(k("comment"))}</w:comment>'
        ),
    )
    part = f'<w:docPart><w:docPartPr><w:name w:val="{k("name of building block")}"/><w:description w:val="{k("description of building block")}"/></w:docPartPr><w:docPartBody>{p(k("building block"))}</w:docPartBody></w:docPart>'
    yield "glossary/document.xml", "glossaryDocument", _story("glossaryDocument", f"<w:docParts>{part}</w:docParts>")
    merge = f'<w:mailMerge><w:connectString w:val="Data Source=C:\\{k("merge connection")}.mdb"/><w:query w:val="SELECT * FROM {k("merge query")}"/><w:mailSubject w:val="{k("merge subject")}"/><w:odso><w:table w:val="{k("merge table")}"/><w:fieldMapData><w:name w:val="{k("merge field")}"/></w:fieldMapData><w:recipientData r:id="rPeople"/></w:odso></w:mailMerge>'
    variables = f'<w:docVars><w:docVar w:name="{k("name of variable")}" w:val="{k("document variable")}"/></w:docVars>'
    yield "settings.xml", "settings", _story("settings", merge, variables, '<w:attachedTemplate r:id="rTemplate"/>')
    yield (
        "people.xml",
        "people",
        f'<w15:people {SPACES}><w15:person w15:author="{k("person")}"><w15:presenceInfo w15:providerId="AD" w15:userId="S::{k("account of person")}@example.be"/></w15:person></w15:people>',
    )
    level = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="{k("words of a list")} %1"/></w:lvl></w:abstractNum>'
    yield "numbering.xml", "numbering", _story("numbering", level)
    yield (
        "activeX/activeX1.xml",
        "control",
        f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid="{{8BD21D10-EC42-11CE-9E0D-00AA006002F3}}"><ax:ocxPr ax:name="Value" ax:value="{k("value of a control")}"/></ax:ocx>',
    )


def _drawn_parts(k):
    point = "<c:pt idx='0'><c:v>{}</c:v></c:pt>"
    yield (
        "charts/chart1.xml",
        f"<c:chartSpace {SPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{k('chart title')}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:cat><c:strRef><c:f>'{k('sheet of a chart')}'!$A$1</c:f><c:strCache>{point.format(k('chart category'))}</c:strCache></c:strRef></c:cat></c:ser></c:chart></c:chartSpace>",
    )
    extended = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    yield (
        "charts/chartEx1.xml",
        f'<cx:chartSpace xmlns:cx="{extended}"><cx:chartData><cx:data><cx:strDim><cx:lvl><cx:pt idx="0">{k("chart of the new kind")}</cx:pt></cx:lvl></cx:strDim></cx:data></cx:chartData></cx:chartSpace>',
    )
    said = k("diagram")
    body = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    yield "diagrams/data1.xml", f"<dgm:dataModel {SPACES}><dgm:ptLst>{body.format(said)}</dgm:ptLst></dgm:dataModel>"
    yield (
        "diagrams/drawing1.xml",
        f"<dsp:drawing xmlns:dsp='urn:dsp' {SPACES}><a:p><a:r><a:t>{said}</a:t></a:r></a:p><a:p><a:r><a:t>{k('diagram as it was drawn before')}</a:t></a:r></a:p></dsp:drawing>",
    )


def _custom(k):
    yield "customXml/item1.xml", f'<cv><naam soort="{k("attribute of custom data")}">{k("custom data")}</naam></cv>'
    yield "customXml/itemProps1.xml", '<ds:datastoreItem xmlns:ds="urn:ds" ds:itemID="{0}"/>'
    yield (
        "docProps/core.xml",
        f"<cp:coreProperties {PROPERTIES}><dc:title>{k('title')}</dc:title><dc:creator>{k('author')}</dc:creator><cp:keywords>{k('keywords')}</cp:keywords><cp:lastModifiedBy>{k('last author')}</cp:lastModifiedBy></cp:coreProperties>",
    )
    yield (
        "docProps/app.xml",
        f"<Properties {PROPERTIES}><Template>{k('name of template')}</Template><Company>{k('company')}</Company><Manager>{k('manager')}</Manager><Pages>3</Pages></Properties>",
    )
    yield (
        "docProps/custom.xml",
        f'<Properties {PROPERTIES}><property name="{k("name of custom property")}"><vt:lpwstr>{k("custom property")}</vt:lpwstr></property><property name="Notes"><vt:lpwstr>{k("custom property with a common name")}</vt:lpwstr></property></Properties>',
    )
    yield (
        "word/vreemd.xml",
        f'<x><w:p xmlns:w="{W}"><w:r><w:t>{k("unknown part")[:3]}</w:t></w:r><w:r><w:t>{k.words["unknown part"][3:]}</w:t></w:r></w:p><y z="{k("attribute of unknown part")}"/></x>',
    )


def build(k):
    """The document; `k` gives the word for each corner."""
    import io

    import openpyxl

    inner = openpyxl.Workbook()
    inner.active["A1"] = k("workbook of the chart")
    workbook = io.BytesIO()
    inner.save(workbook)
    body = "".join((*_text(k), *_fields(k), *_controls(k), *_drawings(k)))
    parts = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    links = []
    for number, (name, kind, xml) in enumerate(_stories(k)):
        parts[f"word/{name}"] = xml
        links.append((f"s{number}", kind, name))
    for name, xml in _drawn_parts(k):
        parts[f"word/{name}"] = xml
    parts.update(_custom(k))
    parts["word/charts/_rels/chart1.xml.rels"] = relations(("b", "package", "../embeddings/Grafiek.xlsx"))
    parts["word/embeddings/Grafiek.xlsx"] = workbook.getvalue()
    native = packaged(f"{k('name of packed file')}.txt", f"C:\\{k('path of packed file')}\\a.txt", k("packed file").encode())
    parts["word/embeddings/oleObject1.bin"] = make.ole("\x01Ole10Native", native)
    parts["word/media/image1.jpg"] = photograph(k("photographer"))
    parts["word/blok.htm"] = f"<html><body><p>{k('inserted page')}</p></body></html>"
    parts["word/blok.docx"] = make.docx(k("inserted document"))
    links += [
        ("rLink", "hyperlink", f"https://example.be/{k('link target')}", "External"),
        ("rTemplate", "attachedTemplate", f"file:///C:/{k('path of template')}/Normal.dotm", "External"),
        ("rPicture", "image", "media/image1.jpg"), ("rChart", "chart", "charts/chart1.xml"), ("rObject", "oleObject", "embeddings/oleObject1.bin"),
        ("rHtml", "aFChunk", "blok.htm"), ("rDocx", "aFChunk", "blok.docx"),
    ]  # fmt: skip
    parts["word/_rels/document.xml.rels"] = relations(*links)
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return make.zipped(
        {
            "[Content_Types].xml": types("word/document.xml", main),
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            **parts,
        }
    )
