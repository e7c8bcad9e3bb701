"""winmail.dat: what Outlook sends to other programs in place of a message's parts (MS-OXTNEF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial

from scanner.model import Code
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.mail.outlook_attachment import CONTENT, Attachment, add_attachment
from scanner.read.mail.outlook_body import add_bodies, apart
from scanner.read.mail.outlook_headers import Headers
from scanner.read.mail.outlook_properties import BINARY, NARROW, OBJECT, TIME, Properties, code_page
from scanner.read.mail.tnef_properties import Names, PropertyReader, Values, filetime, person, sender
from scanner.read.source import Source

_SIGNATURE = b"\x78\x9f\x3e\x22"
_OF_MESSAGE, _OF_ATTACHMENT = 1, 2
# Attributes (2.1.3.2) of the message ...
_OWNER, _SENT_FOR, _FROM, _SUBJECT, _SENT, _BODY = 0x0000, 0x0001, 0x8000, 0x8004, 0x8005, 0x800C
_PROPERTIES, _RECIPIENTS, _CODE_PAGE = 0x9003, 0x9004, 0x9007
# ... and of attachments, of which the first begins a new one.
_BEGIN, _DATA, _TITLE, _PICTURE, _FILE_NAME, _OF_PART = 0x9002, 0x800F, 0x8010, 0x8011, 0x9001, 0x9005
_AS_PROPERTY = {_SUBJECT: 0x0037, _BODY: 0x1000, _TITLE: 0x3704, _FILE_NAME: 0x3001}
_PEOPLE = {_FROM: (0x0C1A, 0x0C1F), _OWNER: (0x0042, 0x0065), _SENT_FOR: (0x0044, 0x0078)}
_IDENTIFIER = 16  # bytes in front of an object that say how to open it
_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")  # IID_IMessage


class _Item:
    """The properties of the message or of one attachment, with those that the older attributes say."""

    def __init__(self) -> None:
        self.names: Names = {}
        self.contents: list[bytes] = []
        self._values: Values = {}
        self._old: Values = {}

    def old(self, number: int, data: bytes, kind: int = NARROW) -> None:
        """Take an attribute in the older form: it counts where the property of that number is missing."""
        self._old[number, kind] = (data,)

    def read(self, data: bytes) -> bool:
        """Take a list of properties; returns whether it was whole."""
        reader = PropertyReader(data)
        values, names = reader.properties()
        self._values.update(values)
        self.names.update(names)
        return reader.whole

    def inner(self) -> Iterator[tuple[bool, bytes]]:
        """Yield the contents that the properties of an attachment hold, each with whether it is a message."""
        for data in self._values.get((CONTENT, OBJECT), ()):
            yield data.startswith(_MESSAGE), data[_IDENTIFIER:]
        for data in self._values.get((CONTENT, BINARY), ()):
            yield False, data

    def properties(self, page: str | None) -> Properties:
        """Return the properties. Of text in both forms the older is told as well, unless it is the same."""
        newer = Properties(self._values, self.names, page)
        older = Properties(self._old, page=page)
        values = {key: data for key, data in self._values.items() if key[0] != CONTENT}
        for (number, kind), data in self._old.items():
            if newer.text(number) != older.text(number) or kind != NARROW:
                values.setdefault((number, kind), data)
        return Properties(values, self.names, page)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add what a message file gives: headers, bodies, other texts and attachments (`attachment cv.pdf`).

    What is damaged is named; content with a wrong check sum is read all the same. Raises NotThisFormat.
    """
    data = source.data()
    if not data.startswith(_SIGNATURE):
        raise NotThisFormat
    message, recipients, parts = _Item(), b"", list[_Item]()
    page = None
    for level, number, content in _attributes(data, draft, context):
        if level == _OF_ATTACHMENT:
            _attachment_attribute(number, content, parts, draft)
        elif number == _CODE_PAGE:
            page = code_page(int.from_bytes(content[:4], "little"))
        elif number == _RECIPIENTS:
            recipients = content
        else:
            _message_attribute(number, content, message, draft)
    properties = message.properties(page)
    headers = Headers(draft, context)
    apart(draft, "headers", lambda: headers.message(properties, _people(recipients, properties.page, draft)))
    add_bodies(properties, draft, context)
    number = 0
    for part in parts:
        for is_message, inner in _contents(part):
            number += 1
            context.budget.check_time()
            attachment = Attachment(number, part.properties(properties.page), inner, is_message)
            apart(draft, f"attachment {number}", partial(add_attachment, attachment, draft, context))


def _attributes(data: bytes, draft: Draft, context: Context) -> Iterator[tuple[int, int, bytes]]:
    """Yield (level, number, content) of each attribute (2.1.1); what is damaged is named."""
    position, count = 6, 0
    while position < len(data):
        context.budget.check_time()
        if position + 9 > len(data) or data[position] not in (_OF_MESSAGE, _OF_ATTACHMENT):
            draft.problem(Code.CORRUPT, f"cut off or damaged behind attribute {count}")
            return
        count += 1
        level, number, _, length = struct.unpack_from("<BHHI", data, position)
        content = data[position + 9 : position + 9 + length]
        position += 9 + len(content) + 2
        if len(content) < length or position > len(data):
            draft.problem(Code.CORRUPT, f"attribute {count} is cut off")
        elif sum(content) & 0xFFFF != int.from_bytes(data[position - 2 : position], "little"):
            draft.problem(Code.CORRUPT, f"attribute {count} has a wrong check sum")
        yield level, number, content


def _message_attribute(number: int, content: bytes, message: _Item, draft: Draft) -> None:
    if number == _PROPERTIES:
        if not message.read(content):
            draft.problem(Code.CORRUPT, "the message's properties are damaged")
    elif number == _SENT:
        message.old(0x0039, filetime(content), TIME)
    elif number in _PEOPLE:
        for property_number, text in zip(_PEOPLE[number], sender(content) if number == _FROM else person(content), strict=True):
            message.old(property_number, text)
    elif number in _AS_PROPERTY:
        message.old(_AS_PROPERTY[number], content)


def _attachment_attribute(number: int, content: bytes, parts: list[_Item], draft: Draft) -> None:
    if number == _BEGIN or not parts:
        parts.append(_Item())
    part = parts[-1]
    if number == _DATA:
        part.contents.append(content)
    elif number == _PICTURE:
        part.old(0x3709, content, BINARY)
    elif number in _AS_PROPERTY:
        part.old(_AS_PROPERTY[number], content)
    elif number == _OF_PART and not part.read(content):
        draft.problem(Code.CORRUPT, f"the properties of attachment {len(parts)} are damaged")


def _people(table: bytes, page: str | None, draft: Draft) -> Iterator[Properties]:
    if not table:
        return
    reader = PropertyReader(table)
    for values, names in reader.table():
        yield Properties(values, names, page)
    if not reader.whole:
        draft.problem(Code.CORRUPT, "the recipients are damaged")


def _contents(part: _Item) -> Iterator[tuple[bool, bytes | None]]:
    """Yield each different content of an attachment, with whether it is a message; once None when there is no content."""
    seen = []
    for is_message, data in part.inner():
        seen.append(data)
        yield is_message, data
    for data in part.contents:
        if data and data not in seen:
            seen.append(data)
            yield False, data
    if not seen:
        yield False, b"" if part.contents else None
