"""HTML that Outlook keeps inside RTF (MS-OXRTFEX): the page as it was written, without what was added for RTF readers."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from html import escape

from scanner.read.draft import Budget
from scanner.read.rtf.rtf_words import CHARSETS, SKIPPED, SYMBOLS

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,40})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(\r\n|[^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)|\\"
)
_MARK = re.compile(rb"\\fromhtml1?(?![0-9])")
_HEAD = 1024  # bytes within which the mark must stand; the format asks for it among the first ten control words (2.1.3.1)
_FONT = re.compile(rb"\\f([0-9]{1,5})(?:\\[a-z*]+-?[0-9]* ?|[{\s])*?\\fcharset([0-9]{1,3})")
_SILENT = SKIPPED | {"fonttbl", "info", "pict", "mhtmltag"}
_MOST_DEPTH = 5000
_OFTEN = 8192  # tokens between two looks at the clock


@dataclass(frozen=True, slots=True)
class _State:
    r"""What holds inside a group: `tag` is markup, `rtf` is what only RTF readers show, `skip` counts characters behind a `\u`."""

    tag: bool = False
    rtf: bool = False
    silent: bool = False
    skip: int = 1
    charset: str = ""


def html_of(rtf: bytes, budget: Budget) -> str | None:
    """Return the page that an RTF document was made from, or None when it was not made from HTML. Raises LimitReached."""
    if not _MARK.search(rtf[:_HEAD]):
        return None
    return _Page(rtf).text(budget)


class _Page:
    def __init__(self, rtf: bytes) -> None:
        self._rtf = rtf
        page = re.search(rb"\\ansicpg([0-9]{1,5})", rtf[:_HEAD])
        self._default = _codec(f"cp{int(page[1])}") if page else "cp1252"
        self._fonts = {int(font): CHARSETS.get(int(number), "") for font, number in _FONT.findall(rtf[: 64 * 1024])}
        self._state = _State()
        self._stack: list[_State] = []
        self._out: list[str] = []
        self._bytes = bytearray()
        self._pending = 0
        self._star = False

    def text(self, budget: Budget) -> str:
        """Go through the tokens once and return the page."""
        position = count = 0
        while found := _TOKEN.match(self._rtf, position):
            position = found.end()
            count += 1
            if count % _OFTEN == 0:
                budget.check_time()
            word, number, byte, symbol, brace, plain = found.groups()
            if plain is not None:
                self._plain(plain)
            elif byte is not None:
                self._plain(bytes([int(byte, 16)]))
            elif word is not None:
                value = int(number) if number else None
                if word == b"bin":
                    position += max(0, value or 0)
                self._word(word.decode("ascii"), value)
            elif brace is not None:
                self._brace(brace)
            elif symbol is not None:
                self._symbol(symbol)
        self._flush()
        return "".join(self._out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._pending = 0
        self._star = False
        if brace == b"{":
            if len(self._stack) > _MOST_DEPTH:
                raise RecursionError
            self._stack.append(self._state)
        elif self._stack:
            self._state = self._stack.pop()

    def _plain(self, data: bytes) -> None:
        if self._pending:
            taken = min(self._pending, len(data))
            self._pending -= taken
            data = data[taken:]
        self._bytes += data

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._star = True
        elif self._pending:
            self._pending -= 1
        elif symbol in (b"{", b"}", b"\\"):
            self._bytes += symbol
        else:
            self._say({b"~": "\u00a0", b"_": "\u2011", b"\n": "\n", b"\r": "\n", b"\r\n": "\n", b"\t": "\t"}.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        star, self._star = self._star, False
        if word == "u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self._pending = self._state.skip
            return
        self._flush()
        if word == "htmltag":
            self._state = replace(self._state, tag=True, charset="")
        elif star or word in _SILENT:
            self._state = replace(self._state, silent=True)
        elif word == "htmlrtf":
            self._state = replace(self._state, rtf=number != 0)
        elif word in ("par", "line"):
            self._say("\n")
        elif word in SYMBOLS:
            self._say(SYMBOLS[word])
        elif word == "uc":
            self._state = replace(self._state, skip=max(0, min(16, number or 0)))
        elif word == "f" and number is not None:
            self._state = replace(self._state, charset=self._fonts.get(number, ""))
        elif word == "plain":
            self._state = replace(self._state, charset="")

    def _say(self, text: str) -> None:
        self._flush()
        state = self._state
        if state.silent or (state.rtf and not state.tag):
            return
        self._out.append(text if state.tag else escape(text, quote=False))

    def _flush(self) -> None:
        """Decode the bytes gathered so far, together, since a character may take two of them."""
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._say(data.decode(self._state.charset or self._default, "replace"))


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
