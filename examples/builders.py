"""Small documents from text, the same bytes each time: no clock, no random identifiers."""

import datetime
import io
import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

_THEN = (2026, 3, 2, 10, 15, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _THEN), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _package(main, kind, content_type, parts):
    types = (
        f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    )
    types += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>'
    rels = f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{main}"/></Relationships>'
    return zipped({"[Content_Types].xml": types, "_rels/.rels": rels, **parts})


def docx(text, header=""):
    """A Word document: a line is a paragraph, a line with tabs a row of a table."""
    body = ""
    rows = []
    for line in [*text.strip().splitlines(), ""]:
        if "\t" in line:
            rows.append("<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in line.split("\t")) + "</w:tr>")
            continue
        if rows:
            body += f"<w:tbl>{''.join(rows)}</w:tbl>"
            rows = []
        body += _paragraph(line)
    parts = {
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    }
    if header:
        parts["word/header1.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><w:hdr xmlns:w="{_W}">{_paragraph(header)}</w:hdr>'
        parts["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/header" Target="header1.xml"/></Relationships>'
        )
    return _package(
        "word/document.xml",
        "officeDocument",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        parts,
    )


def _paragraph(line):
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'


def xlsx(rows, sheet="Blad1"):
    """A workbook of one sheet; numbers stay numbers."""
    lines = ""
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, value in enumerate(row):
            place = f"{chr(65 + column)}{number}"
            if isinstance(value, int | float):
                cells += f'<c r="{place}"><v>{value}</v></c>'
            else:
                cells += f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        lines += f'<row r="{number}">{cells}</row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    return _package(
        "xl/workbook.xml", "officeDocument", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", parts
    )


def odt(text):
    """An OpenDocument text: a line is a paragraph."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.strip().splitlines())
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{oasis}:office:1.0" xmlns:text="{oasis}:text:1.0">'
    content += f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def pdf(text, title="", password="", image=None):
    """A PDF: pages are split by a form feed."""
    document = FPDF()
    document.set_creation_date(datetime.datetime(*_THEN, tzinfo=datetime.UTC))
    document.set_font("helvetica", size=11)
    if title:
        document.set_title(title)
    for page in text.strip().split("\f"):
        document.add_page()
        if image is not None:
            document.image(image, x=0, y=0, w=210)
        elif page:
            document.multi_cell(0, 6, page.replace("–", "-").replace("’", "'"))
    if password:
        document.set_encryption(owner_password=password, user_password=password)
    return bytes(document.output())


def eml(subject, body, attachments=None, sender="els.bogaert@werkpunt.example", to="intake@werkpunt.example"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = (
        "Mon, 02 Mar 2026 10:15:00 +0100",
        f"<{abs(len(subject))}.{len(body)}@werkpunt.example>",
    )
    message.set_content(body)
    for name, data in (attachments or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if attachments:
        message.set_boundary("=== werkpunt ===")
    return bytes(message)


def picture(size, draw, kind="PNG", grey=False):
    image = Image.new("L" if grey else "RGB", size, 250 if grey else (250, 250, 248))
    draw(ImageDraw.Draw(image), lambda points: ImageFont.load_default(points))
    buffer = io.BytesIO()
    image.save(buffer, kind, **({"quality": 80} if kind == "JPEG" else {"optimize": True}))
    return buffer.getvalue()


def card(lines, face=True):
    """A drawing that has the outline, words and portrait place of an identity card, and is no copy of one."""

    def draw(pen, font):
        pen.rounded_rectangle((8, 8, 1003, 630), 34, fill=(223, 232, 226), outline=(90, 110, 100), width=4)
        if face:
            pen.rectangle((720, 150, 950, 450), fill=(200, 200, 200))
            pen.ellipse((775, 200, 895, 350), fill=(150, 150, 150))
            pen.pieslice((730, 350, 940, 550), 180, 360, fill=(130, 130, 130))
        for x, y, points, text in lines:
            pen.text((x, y), text, fill=(25, 30, 40), font=font(points))

    return picture((1012, 638), draw)


def scanned(text):
    """A page as a scanner gives it: grey, a little turned, no text layer."""

    def draw(pen, font):
        for number, line in enumerate(text.strip().splitlines()):
            pen.text((90, 110 + 34 * number), line, fill=40, font=font(24))

    image = Image.open(io.BytesIO(picture((1240, 1754), draw, grey=True))).rotate(0.8, fillcolor=250)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=55)
    buffer.seek(0)
    return pdf("", image=buffer)
