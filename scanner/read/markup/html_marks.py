"""Words of a page that stand in no text: in scripts, in styles, and in the attributes of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from scanner.read.office.part_text import has_words

_CODE = re.compile(
    r"/\*(.*?)\*/|(?<![:\\])//([^\n]*)|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|((?:[\w$]{1,40}\s*[:=]\s*)?(?<![\w.])\d{9,}(?![\w.]))",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\(.)", re.DOTALL)
_STYLE = re.compile(r"/\*(.*?)\*/|content\s*:\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL | re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?(data:[^\"')]*)", re.IGNORECASE)
# Attributes that a person reads, or hears read.
_SAID = frozenset(
    [
        "alt",
        "title",
        "placeholder",
        "content",
        "label",
        "summary",
        "datetime",
        "value",
        "xlink:title",
        "standby",
        "abbr",
        "caption",
        "srcdoc",
    ]
)
_ADDRESSES = frozenset(
    [
        "href",
        "src",
        "action",
        "formaction",
        "cite",
        "longdesc",
        "background",
        "poster",
        "data",
        "xlink:href",
        "codebase",
        "lowsrc",
        "ping",
    ]
)
# Attributes that programs read; of any other that is not known, words are told.
_MACHINE_WORDS = """class style width height colspan rowspan align valign bgcolor color face size border cellpadding cellspacing type rel rev lang xml:lang dir charset
    http-equiv tabindex target method enctype media for role scope headers accept accept-charset autocomplete autofocus loading sizes srcset id name
    viewbox d points fill stroke transform x y x1 x2 y1 y2 cx cy r rx ry dx dy coords shape usemap integrity crossorigin nonce rules frame nowrap
    hspace vspace link vlink alink text clear span start min max step pattern required checked selected disabled readonly multiple wrap rows cols
    v:shapes o:spid font-family preserveaspectratio version itemtype itemscope itemprop property prefix typeof as sandbox allow referrerpolicy"""
_MACHINE = frozenset(_MACHINE_WORDS.split())


def in_code(code: str) -> Iterator[str]:
    """Yield the texts, comments and long numbers in a script."""
    for groups in _CODE.findall(code):
        text = next((found for found in groups if found), "")
        text = " ".join(_ESCAPED.sub(_meant, text).split()) if "\\" in text else " ".join(text.split())
        if has_words(text):
            yield text


def in_style(style: str) -> Iterator[str]:
    """Yield the comments in a style sheet and the texts that it shows."""
    for groups in _STYLE.findall(style):
        text = " ".join("".join(groups).split())
        if has_words(text):
            yield text


def pictures_in_style(style: str) -> list[str]:
    """Return the `data:` addresses in a style."""
    return _URL.findall(style)


def in_attribute(name: str, value: str, *, drawing: bool) -> Iterator[str]:
    """Yield what an attribute says; of a drawing only what a person reads."""
    if name in _SAID or name.startswith(("data-", "aria-")):
        yield value
        return
    if drawing:
        return
    code = list(in_code(unquote(value))) if name.startswith("on") or value[:11].lower() == "javascript:" else []
    if code:
        yield from code
    elif name in _ADDRESSES:
        target = unquote(value.partition(":")[2] if value[:7].lower().startswith(("mailto:", "tel:", "sms:")) else value)
        if has_words(target) and not value.startswith("#") and value[:5].lower() != "data:":
            yield target
    elif _may_be_words(name, value):
        yield value


def _may_be_words(name: str, value: str) -> bool:
    if name in ("id", "name", "for"):
        return sum(map(str.isdigit, value)) >= 5
    return name not in _MACHINE and not name.startswith("xmlns") and " " in value and has_words(value)


def _meant(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    if code:
        return chr(int(code, 16))
    return {"n": "\n", "t": "\t", "r": "\n"}.get(match.group(3), match.group(3))
