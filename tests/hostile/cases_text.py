"""Text, tables, JSON, XML, HTML and RTF without end, without order, or nested beyond reason."""

# ruff: noqa: PLW0108 - each case is made by a call of its own, so that only those that are asked for are made

import json

from tests.hostile.build import MB
from tests.hostile.case import PLANTED, case

NOTE = PLANTED.encode()
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"


def _rtf(body, head="\\rtf1\\ansi "):
    return f"{{{head}{body}}}".encode("cp1252")


def _many(form, count, between=" "):
    return between.join(form % number for number in range(count))


def _xml(inner, doctype=""):
    return f'<?xml version="1.0"?>{doctype}<x><insz>{PLANTED}</insz>{inner}</x>'.encode()


def _html(inner):
    return f"<html><body><p>{PLANTED}</p>{inner}".encode()


def _deep_json(depth, kind):
    return (f'{{"insz": "{PLANTED}", "a": ' + kind * depth + "1" + ("]" if kind == "[" else "}") * depth + "}").encode()


CASES = [
    case("one line.txt", lambda: NOTE + b" woord" * (7 * MB // 6), "full", found=True),
    case("larger than the limit.txt", lambda: NOTE + b"\n" * (9 * MB), "none too_large"),
    case("only line feeds.txt", lambda: NOTE + b"\n" * MB, "full", found=True),
    case("only carriage returns.txt", lambda: NOTE + b"\r" * MB, "full", found=True),
    case("one word.txt", lambda: NOTE + b" " + b"a" * (7 * MB), "full", found=True),
    case("only digits.txt", lambda: NOTE + b"\n" + b"8507300332" * 20_000, "full", found=True),
    case("only dots.txt", lambda: NOTE + b"\n" + b"85.07.30-033." * 10_000, "full", found=True),
    case("only combining marks.txt", lambda: NOTE + b"\n" + "e\u0301\u0327\u0331".encode() * (MB // 8), "full", found=True),
    case("zero width.txt", lambda: NOTE + b"\n" + "\u200b\u200d\ufeff".encode() * (MB // 9), "full", found=True),
    case("wide without a mark.txt", lambda: f"{PLANTED} en nog wat gewone tekst".encode("utf-16-le"), "full", found=True),
    case("wide, big end first.txt", lambda: f"{PLANTED} en nog wat gewone tekst".encode("utf-16-be"), "full", found=True),
    case("wide, odd length.txt", lambda: PLANTED.encode("utf-16") + b"x", "full", found=True),
    case("wide, half characters.txt", lambda: PLANTED.encode("utf-16") + b"\x00\xd8" * 50, "full", found=True),
    case("wider, beyond unicode.txt", lambda: PLANTED.encode("utf-32") + b"\xff\xff\xff\x7f" * 20, "full", found=True),
    case("NULs between.txt", lambda: b"tekst " * 500 + b"\0" + NOTE, "full", found=True),
    case("NULs behind.txt", lambda: NOTE + bytes(5000), "none unsupported"),
    case("invalid utf-8.txt", lambda: NOTE + b"\xff\xfe\xc0\x80\xed\xa0\x80\xf5\x80\x80\x80" * 3, "full", found=True),
    case("mixed encodings.txt", lambda: "één ".encode() * 50 + "twéé ".encode("cp1252") * 5 + NOTE, "full", found=True),
    case("utf-7.txt", lambda: b"INSZ +ADgANQ-.07.30-033.28 " + NOTE, "full", found=True),
    case("escapes.txt", lambda: b"\x1b[31m\x1b]0;titel\x07" + NOTE + b"\x1b[2J tekst" * 100, "full", found=True),
    case("binary.txt", lambda: bytes(range(256)) * 40, "none unsupported"),
    case("sparse.txt", lambda: bytes(100_000), "none unsupported"),
    case("sound.wav", lambda: b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(60), "none unsupported"),
    case("open quote.csv", lambda: f'naam;INSZ\nan;"{PLANTED}\n'.encode() + b"jan;x\n" * 20_000, "full", found=True),
    case("only quotes.csv", lambda: f"naam;INSZ\nan;{PLANTED}\n".encode() + b'"' * 500_000, "full", found=True),
    case("only delimiters.csv", lambda: f"naam;INSZ\nan;{PLANTED}\n".encode() + b";" * 100_000, "full", found=True),
    case("field of megabytes.csv", lambda: f'naam;INSZ\nan;{PLANTED}\njan;"'.encode() + b"tekst " * MB + b'"\n', "full", found=True),
    case("rows of nothing.csv", lambda: f"naam;INSZ\nan;{PLANTED}\n".encode() + b";\n" * 60_000, "full", found=True),
    case("states a letter as mark.csv", lambda: f"sep=i\nINSZ\n{PLANTED}\n".encode(), "full", found=True),
    case("deep lists.json", lambda: _deep_json(100_000, "["), "full", found=True),
    case("deep objects.json", lambda: _deep_json(100_000, '{"a":'), "full", found=True),
    case("open lists.json", lambda: b"[" * 100_000, "full"),
    case("number of a million digits.json", lambda: f'{{"insz": "{PLANTED}", "n": {"9" * MB}}}'.encode(), "full", found=True),
    case("same key.json", lambda: ("{" + ",".join([f'"insz": "{PLANTED}"', *['"insz": 1'] * 100_000]) + "}").encode(), "full", found=True),
    case("half surrogates.json", lambda: f'{{"insz": "{PLANTED}", "a": "{chr(92)}ud800 {chr(92)}udfff"}}'.encode(), "full", found=True),
    case("cut off.json", lambda: json.dumps({"insz": PLANTED, "b": ["x"] * 50}).encode()[:-20], "full", found=True),
    case("half the lines broken.jsonl", lambda: b'{"a": 1}\n{"a": \n' * 500 + json.dumps({"insz": PLANTED}).encode(), "full", found=True),
    case("deep elements.xml", lambda: _xml("<b>" * 100_000 + "</b>" * 100_000), "full", found=True),
    case("billion laughs.xml", lambda: _xml("&a11;", LAUGHS), "full", found=True),
    case("quadratic blow-up.xml", lambda: _xml("&a;" * 50_000, f"<!DOCTYPE x [<!ENTITY a '{'A' * 50_000}'>]>"), "full", found=True),
    case("parameter entities.xml", lambda: _xml("&b;", f"<!DOCTYPE x [<!ENTITY % a '<!ENTITY b {chr(34)}{PLANTED}{chr(34)}>'> %a; %a; %a;]>"), "full", found=True),
    case("external entity.xml", lambda: _xml("&a;", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"), "full", found=True),
    case("external dtd.xml", lambda: _xml("", "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/a.dtd'>"), "full", found=True),
    case("million attributes.xml", lambda: _xml("<a " + _many('b%d="c"', 200_000) + "/>"), "full", found=True),
    case("attribute twice.xml", lambda: _xml("<a b='1' b='2'/>"), "full", found=True),
    case("attribute of megabytes.xml", lambda: _xml(f"<a b='{'tekst ' * MB}'/>"), "full", found=True),
    case("text of megabytes.xml", lambda: _xml(f"<a>{'tekst ' * MB}</a>"), "full", found=True),
    case("name of a megabyte.xml", lambda: _xml(f"<{'n' * MB}/>"), "full", found=True),
    case("namespaces.xml", lambda: _xml(_many('<a xmlns:n="u%d"/>', 20_000)), "full", found=True),
    case("wrong encoding stated.xml", lambda: f'<?xml version="1.0" encoding="UTF-16"?><x>{PLANTED}</x>'.encode(), "full", found=True),
    case("unknown encoding stated.xml", lambda: f'<?xml version="1.0" encoding="x-onbestaand"?><x>{PLANTED}</x>'.encode(), "full", found=True),
    case("utf-8 that is not.xml", lambda: f'<?xml version="1.0" encoding="UTF-8"?><x>{PLANTED} één</x>'.encode("cp1252"), "full", found=True),
    case("never closed.xml", lambda: _xml("<a><b>")[:-4], "full", found=True),
    case("deep elements.html", lambda: _html("<div>" * 100_000), "full", found=True),
    case("deep tables.html", lambda: _html("<table><tr><td>" * 3000), "full", found=True),
    case("deep lists.html", lambda: f"<html><body>{'<ul><li>' * 200}{PLANTED}".encode(), "full", found=True),
    case("million attributes.html", lambda: _html("<p " + _many("b%d=c", 200_000) + ">"), "partial too_large", found=True),
    case("tags never closed.html", lambda: _html("<" * 200_000), "full", found=True),
    case("comment never closed.html", lambda: _html("<!-- " + "-" * 200_000), "full", found=True),
    case("references.html", lambda: _html("&#x10ffff;&#0;&#xd800;&lt" * 20_000), "full", found=True),
    case("table of a million columns.html", lambda: _html("<table><tr><td>x</td><td colspan=1000000000 rowspan=1000000000>x</td></tr></table>"), "full", found=True),
    case("script of braces.html", lambda: _html('<script>var a="";' + "{" * 100_000 + "</script>"), "full", found=True),
    case("data address of megabytes.html", lambda: _html(f'<img src="data:image/png;base64,{"A" * (4 * MB)}">'), "partial unsupported", found=True),
    case("drawing that shows itself.svg", lambda: f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><text>{PLANTED}</text><g id="a"><use xlink:href="#a"/><use xlink:href="#a"/></g></svg>'.encode(), "full", found=True),
    case("deep groups.rtf", lambda: _rtf(PLANTED + "{" * 100_000 + "}" * 100_000), "partial nesting", found=True),
    case("groups never closed.rtf", lambda: _rtf(PLANTED + "{\\b " * 1000), "partial corrupt", found=True),
    case("groups closed too often.rtf", lambda: _rtf(PLANTED + "}" * 1000), "full", found=True),
    case("binary of 2 GB stated.rtf", lambda: _rtf(PLANTED + "{\\pict\\bin2147483647 x}"), "partial corrupt", found=True),
    case("binary of a negative length.rtf", lambda: _rtf("{\\bin-5 x}" + PLANTED), "full", found=True),
    case("binary that eats the text.rtf", lambda: _rtf("\\bin999999 " + PLANTED), "partial corrupt"),
    case("object of junk.rtf", lambda: _rtf(PLANTED + "{\\object{\\*\\objdata 0105000002000000ffffffff}}"), "partial corrupt", found=True),
    case("picture of junk.rtf", lambda: _rtf(PLANTED + "{\\pict\\pngblip " + "00ff" * 5000 + "}"), "partial corrupt", found=True),
    case("unicode junk.rtf", lambda: _rtf("\\u-99999 ?\\u99999 ?\\uc99\\u233 " + "x" * 16 + " " + PLANTED), "full", found=True),
    case("word of a megabyte.rtf", lambda: _rtf(PLANTED + "\\" + "a" * MB + " x"), "full", found=True),
    case("hundred thousand fonts.rtf", lambda: _rtf("{\\fonttbl" + "".join(f"{{\\f{n}\\fcharset238 a;}}" for n in range(50_000)) + "}" + PLANTED), "full", found=True),
    case("tables without cells.rtf", lambda: _rtf(PLANTED + "\\trowd\\cellx1\\row" * 50_000), "full", found=True),
    case("only the mark.rtf", lambda: b"{\\rtf", "partial corrupt"),
]  # fmt: skip
