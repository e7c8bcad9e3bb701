"""XML, a calendar, a card, a table and JSON with one word in every corner."""

import base64

from tests import make


def xml(k):
    document = base64.b64encode(make.docx(k("document in base64"))).decode()
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{k("title of a drawing")}</title><text>{k("text of a drawing")}</text><path d="M85073003328"/></svg>'
    return (
        f'<?xml version="1.0"?><!-- {k("comment before the root")} --><?xml-stylesheet href="{k("instruction before the root")}"?>'
        f'<!DOCTYPE a [<!ENTITY e "{k("declared entity")}">]><a naam="{k("attribute")}">{k("text")}<b>{k("element")}</b>{k("text behind an element")}'
        f"<!-- {k('comment')} --><?regel {k('instruction')}?><![CDATA[{k('character data')}]]><c xmlns:x='urn:x' x:y='{k('attribute with a prefix')}'/>"
        f"<bestand filename='{k('name of a document')}.docx'>{document}</bestand>{drawing}</a><!-- {k('comment behind the root')} -->"
    ).encode()


def json(k):
    return (
        f'{{"{k("key")}": 1, "a": "{k("value")}", "b": [{{"c": "{k("value in a list")}"}}, "{k("plain item")}"], "d": {{"e": null, "f": "{k("deep value")}"}}, '
        f'"a": "{k("value of a repeated key")}", "g": "\\u006b{k("behind a letter by number")}"}}'
    ).encode()


def csv(k):
    return f'naam;"{k("title")}"\r\n"{k("quoted cell")};x";{k("plain cell")}\r\n"een\r\n{k("second line of a cell")}";y;{k("cell beyond the titles")}\r\n'.encode(
        "utf-8-sig"
    )
