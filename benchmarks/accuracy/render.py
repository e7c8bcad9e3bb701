"""Writes a document as a real file: txt, docx, xlsx, pdf, eml, csv, or as the picture of a page scanned at 200 dpi in a PDF."""

from __future__ import annotations

import csv
import io
import textwrap
from email.message import EmailMessage
from random import Random

from benchmarks.accuracy.document import Document, Part
from benchmarks.accuracy.fonts import fonts

DPI = 200
ADDRESSES = ("onthaal@example.be", "team@example.be")  # sender and recipient of the mails made here
_PAGE = (1654, 2339)  # A4 at 200 dpi


def rows(part: Part) -> list[list[str]]:
    """Return a table's texts row by row; of running text one cell per line."""
    if not part.cells:
        return [[line] for line in part.text.splitlines()]
    table: list[list[str]] = []
    for start, end, row, _ in part.cells:
        while len(table) < row:
            table.append([])
        table[row - 1].append(part.text[start:end])
    return table


def file(document: Document, kind: str) -> bytes:
    """Return the document as a file of a kind: `txt`, `docx`, `xlsx`, `pdf`, `eml`, `csv` or `scan`."""
    return {"txt": _txt, "docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "eml": _eml, "csv": _csv, "scan": scan}[kind](document)


def lines(document: Document) -> list[str]:
    """Return the document as lines on paper: the cells of a table stand below each other in columns."""
    out: list[str] = []
    for part in document.parts:
        if not part.cells:
            out += part.text.splitlines()
            continue
        wide = min(len(row) for row in rows(part))  # a number in cells of its own takes the place of one cell
        table = [[*row[: wide - 1], "  ".join(row[wide - 1 :])] for row in rows(part)]
        widths = [max(len(row[column]) for row in table) for column in range(wide)]
        out += ["   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return out


def _txt(document: Document) -> bytes:
    return "\n".join(part.text for part in document.parts).encode()


def _csv(document: Document) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    for part in document.parts:
        writer.writerows(rows(part))
    return buffer.getvalue().encode("utf-8-sig")


def _eml(document: Document) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "dossier", *ADDRESSES
    message["Date"] = "Mon, 02 Mar 2026 10:15:00 +0100"
    message.set_content("\n".join(part.text for part in document.parts), cte=("quoted-printable", "base64")[document.seed % 2])
    return bytes(message)


def _docx(document: Document) -> bytes:
    import docx

    paper = docx.Document()
    for part in document.parts:
        if not part.cells:
            for line in part.text.splitlines():
                paper.add_paragraph(line)
            continue
        content = rows(part)
        table = paper.add_table(0, max(len(row) for row in content))
        for row in content:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _xlsx(document: Document) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = next((part.name for part in document.parts if part.name), "Blad1")
    zeros_lost = {truth.start for truth in document.truths if truth.form == "lostzero"}
    for part in document.parts:
        starts = {(row, column): start for start, _, row, column in part.cells}
        for number, row in enumerate(rows(part), 1):
            sheet.append(
                [int(text) if starts.get((number, column)) in zeros_lost else text for column, text in enumerate(row, 1)]
            )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _pdf(document: Document) -> bytes:
    from fpdf import FPDF

    content = lines(document)
    mono = _columns(content)
    paper = FPDF(orientation="landscape" if mono and max(map(len, content)) > 95 else "portrait")
    paper.add_font("own", fname=Random(f"pdf/{document.template}/{document.seed}").choice(fonts(content, mono)))
    paper.set_font("own", size=9 if mono else 11)
    paper.add_page()
    for line in content:
        paper.multi_cell(0, 5, line or " ", new_x="LMARGIN", new_y="NEXT", align="L")
    return bytes(paper.output())


def _columns(content: list[str]) -> bool:
    return any("   " in line.strip() for line in content)


def scan(document: Document) -> bytes:
    """Return a PDF of page pictures at 200 dpi: a little askew, soft and noisy, as JPEG, as office scanners write them."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    rng = Random(f"scan/{document.template}/{document.seed}")
    content = lines(document)
    mono = _columns(content)
    size = round(rng.choice((10, 11, 12)) / 72 * DPI)
    wide = 1654 - 300
    font = ImageFont.truetype(rng.choice(fonts(content, mono)), size)
    if mono:
        font = font.font_variant(
            size=max(20, min(size, int(size * wide / max(1.0, *(font.getlength(line) for line in content)))))
        )
    zone_font = ImageFont.truetype(fonts((), mono=True)[0], size)
    pages, page, top = [], Image.new("L", _PAGE, 250), 150
    for line in content:
        chosen = zone_font if "<<" in line else font
        fits = max(20, int(wide / max(1.0, chosen.getlength("n"))))
        for piece in [line] if chosen.getlength(line) <= wide else textwrap.wrap(line, fits):
            if top > _PAGE[1] - 200:
                pages.append(page)
                page, top = Image.new("L", _PAGE, 250), 150
            ImageDraw.Draw(page).text((150, top), piece, font=chosen, fill=rng.randint(10, 60))
            top += round(size * 1.45)
        top += 0 if line.strip() else round(size * 1.45)
    pages.append(page)
    spoiled = []
    for clean in pages:
        askew = clean.rotate(rng.uniform(-0.7, 0.7), resample=Image.Resampling.BICUBIC, fillcolor=250)
        soft = askew.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.8)))
        noise = Image.effect_noise(_PAGE, rng.uniform(4, 14))
        spoiled.append(Image.blend(soft, noise, 0.08))
    buffer = io.BytesIO()
    spoiled[0].save(buffer, "PDF", resolution=DPI, save_all=True, append_images=spoiled[1:], quality=rng.choice((55, 70, 85)))
    return buffer.getvalue()
