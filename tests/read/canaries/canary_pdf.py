"""A PDF with one word in every corner: on the page, behind it, beside it, and in what an update left behind."""

import io
import zlib

from tests.read.canaries.canary_words import photograph
from tests.read.pdf.pdf_make import Raw

_FONT = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 400 40]"


def _box(number):
    """The place of a note or field on its page: a row of its own."""
    return f"/Type /Annot /Rect [60 {10 * number - 450} 160 {10 * number - 441}]"


def _line(word, y, before="", size=12):
    return f"BT {before} /F1 {size} Tf 60 {y} Td ({word}) Tj ET"


def _appearance(word):
    return f"BT /F1 9 Tf 2 5 Td ({word}) Tj ET".encode()


def _drawn_letters(raw, word):
    """Put a font into 40 whose letters are drawings (Type 3), with the names of the letters."""
    letters = sorted(set(word))
    raw.stream(41, b"500 0 0 0 500 500 d1 0 0 400 500 re f")
    shapes = " ".join(f"/{letter} 41 0 R" for letter in letters)
    names = " ".join(f"{ord(letter)} /{letter}" for letter in letters)
    widths = " ".join("500" for _ in range(97, 123))
    raw.put(
        40,
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << {shapes} >> "
        f"/Encoding << /Type /Encoding /Differences [{names}] >> /FirstChar 97 /LastChar 122 /Widths [{widths}] /Resources << >> >>",
    )


def _ligature(raw):
    """Put a font into 42 whose first letter is the ligature of f and i."""
    pairs = "".join(f"<{code:02X}> <{code:04X}>\n" for code in range(97, 123))
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
    raw.stream(43, f"{head} 27 beginbfchar\n<01> <FB01>\n{pairs}endbfchar endcmap end".encode())
    raw.put(42, f"<< {_FONT} /ToUnicode 43 0 R >>")


def _page_text(raw, k):
    ligature, broken = k("ligature fixed"), k("broken by a soft hyphen")
    type_3 = k("letters that are drawings")
    _drawn_letters(raw, type_3)
    _ligature(raw)
    raw.stream(45, _appearance(k("form that is drawn")), f"{_FORM} /Resources << /Font << /F1 44 0 R >> >>", pack=True)
    raw.put(44, f"<< {_FONT} >>")
    before, after = ligature.split("fi")
    return " ".join(
        [
            _line(k("page text"), 800),
            _line(k("letter spaced"), 780, "9 Tc"),
            f"BT /F3 12 Tf 60 760 Td ({before}\\001{after}) Tj ET",
            f"BT /F1 12 Tf 60 740 Td 14 TL (en dan {broken[:9]}-) Tj T* ({broken[9:]} en verder) Tj ET",
            f"BT /F1 12 Tf 0 1 -1 0 500 300 Tm ({k('turned text')}) Tj ET",
            _line(k("invisible text"), 700, "3 Tr"),
            f"1 1 1 rg {_line(k('white text'), 680)} 0 g",
            _line(k("covered text"), 660) + " 0 g 55 655 300 20 re f",
            f"BT /F1 12 Tf -900 640 Td ({k('beside the page')}) Tj ET",
            _line(k("tiny text"), 620, size=1),
            f"BT /F2 12 Tf 60 600 Td ({type_3}) Tj ET",
            f"/OC /L1 BDC {_line(k('text of a hidden layer'), 580)} EMC",
            f"/Span << /ActualText ({k('actual text')}) >> BDC {_line('anders', 560)} EMC",
            f"/Span /P1 BDC {_line('nog anders', 540)} EMC",
            "q 1 0 0 1 60 500 cm /X1 Do Q",
        ]
    )


def _fields(raw, k):
    widget = "/Subtype /Widget /P 10 0 R"
    raw.put(
        50,
        f"<< {_box(50)} {widget} /FT /Tx /T ({k('name of a field')}) /TU ({k('label of a field')}) /V ({k('value without appearance')}) >>",
    )
    raw.put(
        51,
        f"<< {_box(51)} {widget} /FT /Ch /Ff 131072 /T (taal) /Opt [[(a) ({k('chosen')})] ({k('not chosen')})] /V (a) /I [0] >>",
    )
    raw.put(52, f"<< {_box(52)} {widget} /FT /Btn /Ff 65536 /T (knop) /MK << /CA ({k('caption of a button')}) >> /A 70 0 R >>")
    raw.put(
        53, f"<< {_box(53)} {widget} /FT /Btn /T (vink) /TU ({k('label of a tick')}) /AS /Ja /AP << /N << /Ja 59 0 R >> >> >>"
    )
    raw.put(
        54, f"<< {_box(54)} {widget} /FT /Tx /T (leeg) /TU ({k('tooltip of an empty field')}) /DV ({k('default of a field')}) >>"
    )
    raw.put(55, f"<< {_box(55)} {widget} /FT /Tx /Ff 33554432 /T (rijk) /RV (<body><p>{k('rich value')}</p></body>) >>")
    raw.put(56, f"<< {_box(56)} {widget} /FT /Sig /T (tekening) /V 57 0 R >>")
    raw.put(
        57,
        f"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name ({k('who signed')}) /Reason ({k('reason of signing')}) "
        f"/Location ({k('where it was signed')}) /ContactInfo ({k('contact of the signer')}) /ByteRange [0 0 0 0] /Contents <3000> >>",
    )
    raw.put(58, f"<< {_box(58)} {widget} /FT /Tx /Parent 60 0 R >>")
    raw.put(60, f"<< /T (ouder) /FT /Tx /V ({k('value of a parent')}) /Kids [58 0 R] >>")
    raw.stream(59, b"", _FORM)
    return [50, 51, 52, 53, 54, 55, 56, 58], "50 0 R 51 0 R 52 0 R 53 0 R 54 0 R 55 0 R 56 0 R 60 0 R"


def _notes(raw, k):
    raw.put(70, f"<< /S /JavaScript /JS (app.alert\\('{k('script of a button')}'\\)) >>")
    raw.put(
        71,
        f"<< {_box(71)} /Subtype /Text /T ({k('who noted')}) /Subj ({k('subject of a note')}) /Contents ({k('sticky note')}) /Popup 72 0 R >>",
    )
    raw.put(72, f"<< {_box(72)} /Subtype /Popup /Parent 71 0 R /Contents ({k('pop-up')}) >>")
    raw.put(73, f"<< {_box(73)} /Subtype /FreeText /DA (/F1 9 Tf) /Contents ({k('typed over')}) >>")
    raw.put(
        74,
        f"<< {_box(74)} /Subtype /Highlight /QuadPoints [60 299 160 299 60 290 160 290] /Contents ({k('comment of a highlight')}) >>",
    )
    raw.put(75, f"<< {_box(75)} /Subtype /Stamp /F 4 /AP << /N 76 0 R >> >>")
    raw.stream(76, _appearance(k("words of a stamp")), f"{_FORM} /Resources << /Font << /F1 44 0 R >> >>", pack=True)
    raw.put(77, f"<< {_box(77)} /Subtype /Link /A << /S /URI /URI (https://example.be/{k('web address')}) >> >>")
    raw.put(78, f"<< {_box(78)} /Subtype /Link /A << /S /URI /URI (mailto:{k('mail address')}@example.be) >> >>")
    raw.put(
        79,
        f"<< {_box(79)} /Subtype /Link /Contents ({k('words for a link')}) /A << /S /Launch /F ({k('program that is started')}.exe) >> >>",
    )
    raw.put(80, f"<< {_box(80)} /Subtype /FileAttachment /Contents ({k('note of an attachment')}) /FS 81 0 R >>")
    name = k("name of an attachment on a page")
    raw.put(
        81,
        f"<< /Type /Filespec /F ({name}.txt) /UF ({name}.txt) /Desc ({k('description of an attachment')}) /EF << /F 82 0 R >> >>",
    )
    raw.stream(82, k("attachment on a page").encode(), "/Type /EmbeddedFile", pack=True)
    raw.put(83, f"<< {_box(83)} /Subtype /Square /F 2 /Contents ({k('hidden note')}) >>")
    raw.put(84, f"<< {_box(84)} /Subtype /Text /RC (<body>{k('rich note')}</body>) >>")
    return [71, 72, 73, 74, 75, 77, 78, 79, 80, 83, 84]


def _around(raw, k):
    """The rest of the catalog: what stands on no page."""
    raw.put(90, f"<< /Title ({k('title')}) /Author ({k('author')}) /Subject ({k('subject')}) /Keywords ({k('keywords')}) "
                f"/Creator ({k('creator')}) /Producer ({k('producer')}) /{k('name of an own entry')} ({k('own entry')}) "
                f"/Leeg#20veld <FEFF{k('entry in two bytes').encode('utf-16-be').hex()}> >>")  # fmt: skip
    rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    packet = f"<rdf:RDF {rdf}><rdf:Description><dc:publisher>{k('publisher')}</dc:publisher></rdf:Description></rdf:RDF>"
    raw.stream(
        91, f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{packet}</x:xmpmeta>'.encode(), "/Type /Metadata /Subtype /XML", pack=True
    )
    raw.put(92, "<< /Type /Outlines /First 93 0 R /Last 93 0 R /Count 1 >>")
    raw.put(93, f"<< /Title ({k('bookmark')}) /Parent 92 0 R /Dest [10 0 R /Fit] /First 94 0 R /Last 94 0 R /Count 1 >>")
    raw.put(94, f"<< /Title ({k('bookmark below')}) /Parent 93 0 R /Dest [10 0 R /Fit] >>")
    raw.put(95, f"<< /Type /OCG /Name ({k('name of a layer')}) >>")
    raw.put(96, f"<< /ActualText ({k('actual text of a list')}) >>")
    raw.put(97, "<< /Type /StructTreeRoot /K [98 0 R] /ClassMap << >> >>")
    raw.put(98, f"<< /Type /StructElem /S /Figure /P 97 0 R /Pg 10 0 R /Alt ({k('alternative text')}) /ActualText ({k('text of a figure')}) "
                f"/E ({k('expansion')}) /T ({k('title of a part')}) >>")  # fmt: skip
    name = k("name of an attachment")
    raw.put(100, f"<< /Type /Filespec /F ({name}.txt) /UF ({name}.txt) /EF << /F 101 0 R >> >>")
    raw.stream(101, k("attachment").encode(), "/Type /EmbeddedFile")
    raw.put(102, "<< /Type /Filespec /F (los.txt) /EF << /F 103 0 R >> >>")
    raw.stream(103, k("attachment that no list has").encode(), "/Type /EmbeddedFile", pack=True)
    raw.stream(104, f"var a = '{k('script in a stream')}';".encode(), pack=True)
    datasets = f'<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><f><veld>{k("data of a form")}</veld></f></xfa:data></xfa:datasets>'
    template = '<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform><field name="veld"/></subform></template>'
    raw.stream(105, template.encode(), pack=True)
    raw.stream(106, datasets.encode(), pack=True)
    raw.put(107, f"<< /S /JavaScript /JS (var b = '{k('script at the start')}';) >>")
    raw.put(108, f"<< /eigen << /LastModified (D:2024) /Private << /Nota ({k('data of a program')}) >> >> >>")
    return (
        f"/Metadata 91 0 R /Outlines 92 0 R /StructTreeRoot 97 0 R /PageLabels << /Nums [0 << /S /D /P ({k('page label')}) >>] >> "
        f"/Dests << /{k('old destination')} [10 0 R /Fit] >> /OpenAction 107 0 R /PieceInfo 108 0 R "
        f"/Names << /Dests << /Names [({k('destination')}) [10 0 R /Fit]] >> /EmbeddedFiles << /Names [({name}.txt) 100 0 R] >> "
        f"/JavaScript << /Names [({k('name of a script')}) << /S /JavaScript /JS 104 0 R >>] >> >> "
        "/OCProperties << /OCGs [95 0 R] /D << /OFF [95 0 R] >> >> /AF [102 0 R]"
    )


def _first(k):
    raw = Raw()
    fields, roots = _fields(raw, k)
    annotations = " ".join(f"{number} 0 R" for number in (*fields, *_notes(raw, k)))
    raw.page(10, f"/Annots [{annotations}] /StructParents 0", _page_text(raw, k))
    resources = "/XObject << /X1 45 0 R >> /Properties << /L1 95 0 R /P1 96 0 R >> /Font << /F2 40 0 R /F3 42 0 R"
    raw.objects[10] = raw.objects[10].replace(b"/Font <<", resources.encode(), 1)
    changed = "Dit blad werd later veranderd."
    raw.page(20, content=f"{_line(changed, 780)} {_line(k('earlier text of a page'), 700)}")
    raw.page(30, content=_line(k("page that was taken out"), 700))
    raw.put(85, f"<< {_box(85)} /Subtype /Text /Contents ({k('note that was taken away')}) >>")
    raw.objects[20] = raw.objects[20].replace(b"/Contents", b"/Annots [85 0 R] /Contents")
    photo = photograph(k("photographer"))
    raw.page(32, content=f"{_line('Een foto van het lokaal, met uitleg erbij.', 780)} q 300 0 0 200 60 400 cm /I1 Do Q")
    raw.objects[32] = raw.objects[32].replace(b"/Font", b"/XObject << /I1 34 0 R >> /Font")
    raw.stream(
        34,
        photo,
        "/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
    )
    form = f"/AcroForm << /Fields [{roots}] /SigFlags 3 /XFA [(template) 105 0 R (datasets) 106 0 R] >>"
    return raw, f"{_around(raw, k)} {form}"


def _update(k):
    """What a later version puts over the first: a page changed, one taken out, one added, a note taken away."""
    raw = Raw()
    raw.page(20, content=f"{_line('Dit blad werd later veranderd.', 780)} {_line(k('changed text of a page'), 700)}")
    raw.page(36, content=_line(k("page that an update added"), 700))
    return raw


def _written(out, objects, trailer, *, packed, before=0):
    """Write objects with a table of where they are: in plain, or inside a stream of objects (ISO 32000-1, 7.5.7 and 7.5.8)."""
    places, inside = {}, {}
    for number, body in sorted(objects.items()):
        if packed and b"stream\n" not in body:
            inside[number] = body
            continue
        places[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    size = 401
    if not packed:
        start = out.tell()
        out.write(b"xref\n0 1\n0000000000 65535 f \n")
        for number, place in places.items():
            out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
        previous = f"/Prev {before}" if before else ""
        out.write(f"trailer << /Size {size} {trailer} {previous} >>\nstartxref\n{start}\n%%EOF\n".encode())
        return start
    holder = 398 if before else 399
    heads, bodies = "", b""
    for number, body in inside.items():
        heads += f"{number} {len(bodies)} "
        bodies += body + b"\n"
    data = zlib.compress(heads.encode() + bodies)
    places[holder] = out.tell()
    entries = f"/Type /ObjStm /N {len(inside)} /First {len(heads)} /Filter /FlateDecode /Length {len(data)}"
    out.write(b"%d 0 obj\n<< %b >>\nstream\n" % (holder, entries.encode()) + data + b"\nendstream\nendobj\n")
    table, start = holder - 2, out.tell()
    places[table] = start
    rows = {number: (1, place, 0) for number, place in places.items()}
    rows |= {number: (2, holder, index) for index, number in enumerate(inside)}
    index = " ".join(f"{number} 1" for number in sorted(rows))
    row = b"".join(
        bytes([kind]) + first.to_bytes(4, "big") + second.to_bytes(2, "big") for _, (kind, first, second) in sorted(rows.items())
    )
    previous = f"/Prev {before}" if before else ""
    head = f"/Type /XRef /W [1 4 2] /Index [{index}] /Size {size} {trailer} {previous} /Length {len(row)}"
    out.write(b"%d 0 obj\n<< %b >>\nstream\n" % (table, head.encode()) + row + b"\nendstream\nendobj\n")
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return start


def _build(k, *, packed):
    raw, catalog = _first(k)
    raw.put(1, f"<< /Type /Catalog /Pages 2 0 R {catalog} >>")
    raw.put(2, "<< /Type /Pages /Count 4 /Kids [10 0 R 20 0 R 30 0 R 32 0 R] >>")
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    start = _written(out, raw.objects, "/Root 1 0 R /Info 90 0 R", packed=packed)
    later = _update(k)
    later.put(2, "<< /Type /Pages /Count 4 /Kids [10 0 R 20 0 R 32 0 R 36 0 R] >>")
    _written(out, later.objects, "/Root 1 0 R /Info 90 0 R", packed=packed, before=start)
    return out.getvalue()


def build(k):
    """The document with its objects in plain; `k` gives the word for each corner."""
    return _build(k, packed=False)


def packed(k):
    """The same with its dictionaries inside streams."""
    return _build(k, packed=True)
