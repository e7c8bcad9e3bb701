"""Rich Text Format 1.9.1: the words without the codes; hex of pictures and objects never counts as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, NotThisFormat, Refused
from scanner.read.old_office.ole import SIGNATURE, Storage
from scanner.read.old_office.ole_object import custom_data, from_rtf
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.pictures.picture_words import add_picture
from scanner.read.rtf.rtf_groups import bytes_of, codec, fonts, group_end, is_hex
from scanner.read.rtf.rtf_text import Text
from scanner.read.rtf.rtf_words import PROPERTIES, READ, SKIPPED, STORIES, SYMBOLS, WORDS
from scanner.read.source import Source

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,40})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(\r\n|[^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)|\\"
)
_MOST_DEPTH = 2000


@dataclass(frozen=True, slots=True)
class _State:
    r"""What holds inside a group: where its text goes, how many characters stand in for one `\u`, and how bytes are read."""

    story: str = ""
    shown: str = ""  # the story outside a text that is said twice
    skip: int = 1
    charset: str = ""
    hidden: bool = False
    deleted: bool = False
    info: bool = False


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add body, headers, notes, comments, fields and properties; raises NotThisFormat when it is no RTF."""
    data = source.data()
    if b"{\\rtf" not in data[:64]:
        raise NotThisFormat
    parser = _Parser(data, draft, context)
    try:
        parser.run()
    finally:
        parser.finish()


class _Parser:
    def __init__(self, data: bytes, draft: Draft, context: Context) -> None:
        self._data = data
        self._draft = draft
        self._context = context
        self._text = Text(draft)
        self._stack: list[_State] = []
        self._state = _State()
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._pictures = 0
        self._objects = 0
        self._pending = 0  # characters still to be skipped behind a `\u`
        self._bytes = bytearray()
        self._star = False
        self._property = b""

    def run(self) -> None:
        """Go through the tokens once."""
        position = 0
        count = 0
        match = _TOKEN.match
        while found := match(self._data, position):
            position = found.end()
            count += 1
            if count % 8192 == 0:
                self._context.budget.check_time()
            word, number, byte, symbol, brace, plain = found.groups()
            if plain is not None:
                self._plain(plain)
            elif byte is not None:
                self._plain(bytes([int(byte, 16)]))
            elif word is not None:
                position = self._word(word.decode("ascii"), int(number) if number else None, position)
            elif brace is not None:
                self._brace(brace)
            elif symbol is not None:
                self._symbol(symbol)
        if self._stack:
            self._draft.problem(Code.CORRUPT, "the text ends within a group")

    def finish(self) -> None:
        """Put what was read in the draft."""
        self._flush()
        self._text.finish()

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._pending = 0
        if brace == b"{":
            if len(self._stack) > _MOST_DEPTH:
                raise RecursionError
            self._stack.append(self._state)
        elif self._stack:
            ended, self._state = self._state, self._stack.pop()
            if ended.story != self._state.story:
                self._text.end_story(ended.story)
            elif ended.story == "metadata variable":  # a variable's name and its value are groups of their own
                self._text.add(" ", ended.story)

    def _plain(self, data: bytes) -> None:
        if self._pending:
            taken = min(self._pending, len(data))
            self._pending -= taken
            data = data[taken:]
        self._bytes += data

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._star = True
            return
        if self._pending:
            self._pending -= 1
            return
        text = {b"~": "\u00a0", b"_": "-", b"-": "", b"\t": "\t", b"{": "{", b"}": "}", b"\\": "\\"}.get(symbol)
        if text is not None:
            self._say(text)
        elif symbol in (b"\n", b"\r", b"\r\n"):
            self._control("par", None)

    def _word(self, word: str, number: int | None, position: int) -> int:
        """Act on a control word and return where to go on reading."""
        star, self._star = self._star, False
        if word == "u" and number is not None:
            self._say(chr(number & 0xFFFF) if number >= -0x8000 else "")
            self._pending = self._state.skip
            return position
        if word == "bin":
            return position + max(0, number or 0)
        self._flush()
        if word in ("pict", "objdata", "datastore"):
            return self._hex(word, position)
        if word == "fonttbl":
            stop = group_end(self._data, position)
            self._fonts.update(fonts(self._data[position:stop]))
            return stop
        if word == "sn":  # of a drawing's properties only those with words are read
            stop = group_end(self._data, position)
            self._property = self._data[position:stop].strip()
            return stop
        if (word == "sv" and self._property not in WORDS) or (
            word == "bkmkstart" and self._data[position : position + 1] == b"_"
        ):
            return group_end(self._data, position)
        if word in SKIPPED:
            return group_end(self._data, position)
        if word in STORIES and (word not in PROPERTIES or self._state.info):
            place, role = STORIES[word]
            self._tell(place, Role(role))
        elif word == "ftnalt":
            self._tell("endnote", Role.NOTE)
        elif word == "upr":  # the same said twice: for old readers, and in Unicode
            self._state = replace(self._state, shown=self._state.story)
            self._tell("text for old readers", Role.HIDDEN)
        elif word == "ud":
            self._state = replace(self._state, story=self._state.shown)
        elif star and word not in READ:
            if is_hex(self._data, position):
                return group_end(self._data, position)
            self._tell(f"group {word}", Role.METADATA)
        else:
            self._control(word, number)
        return position

    def _tell(self, place: str, role: Role) -> None:
        """Let the rest of the group go to a story apart."""
        self._state = replace(self._state, story=self._text.story(place, role), hidden=False, deleted=False)

    def _control(self, word: str, number: int | None) -> None:
        text = self._text
        story = self._state.story
        on = number != 0
        if word in SYMBOLS:
            self._say(SYMBOLS[word])
        elif word in ("par", "sect", "page", "column"):
            self._flush()
            text.paragraph(story)
        elif word == "cell":
            text.cell(story)
        elif word == "row":
            text.row(story)
        elif word == "intbl":
            text.in_table = True
        elif word == "pard":
            text.in_table = False
        elif word == "v":
            self._state = replace(self._state, hidden=on)
        elif word in ("deleted", "mvf"):
            self._state = replace(self._state, deleted=on)
        elif word == "plain":
            self._state = replace(self._state, hidden=False, deleted=False, charset="")
        elif word == "f" and number is not None:
            self._state = replace(self._state, charset=self._fonts.get(number, ""))
        elif word == "uc":
            self._state = replace(self._state, skip=max(0, min(16, number or 0)))
        elif word == "info":
            self._state = replace(self._state, info=True)
        elif word == "ansicpg" and number:
            self._default = codec(f"cp{number}", self._default)
        elif word in ("mac", "pc", "pca"):
            self._default = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]

    def _say(self, text: str) -> None:
        self._flush()
        state = self._state
        self._text.add(text, state.story, unseen="deleted text" if state.deleted else "hidden text" if state.hidden else "")

    def _flush(self) -> None:
        """Decode the bytes gathered so far, together, since a character may take two of them."""
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._say(data.decode(self._state.charset or self._default, "replace"))

    def _hex(self, word: str, position: int) -> int:
        """Take a picture or an object out of a group of hex digits or of plain bytes; returns where the group ends."""
        stop = group_end(self._data, position)
        data = bytes_of(self._data[position:stop])
        if not data:
            return stop
        if word == "datastore":
            self._custom_data(data)
            return stop
        if word == "objdata":
            self._objects += 1
            from_rtf(data, f"embedded object {self._objects}", self._draft, self._context)
            return stop
        self._context.budget.charge_bytes(len(data))
        found = inner_picture(data, f"image {self._pictures + 1}")
        if found is not None:
            self._pictures += 1
            add_picture(found, self._draft, self._context)
        elif (
            b"\\dibitmap" not in self._data[position : position + 400]
            and b"\\wbitmap" not in self._data[position : position + 400]
        ):
            self._draft.problem(Code.CORRUPT, "a picture of unknown kind")
        else:
            self._draft.problem(Code.UNSUPPORTED, "a bitmap of Windows 3")
        return stop

    def _custom_data(self, data: bytes) -> None:
        begin = data.find(SIGNATURE)
        try:
            if begin >= 0:
                with Storage.open(data[begin:], self._context) as storage:
                    custom_data(storage, self._draft)
        except Refused as refusal:
            self._draft.problem(refusal.code, f"custom data: {refusal.detail}")
