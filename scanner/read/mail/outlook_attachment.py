"""What hangs on an Outlook message: files, objects and other messages, each a document of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft
from scanner.read.identity.pkcs7 import is_enveloped
from scanner.read.mail.mail import as_message
from scanner.read.mail.outlook_headers import attachment_texts
from scanner.read.mail.outlook_properties import BINARY, Properties
from scanner.read.pictures.inner_picture import inner_picture

CONTENT, METHOD = 0x3701, 0x3705
BY_VALUE, MESSAGE, OBJECT = 1, 5, 6  # values of the method (MS-OXCMSG 2.2.2.9); others name a file that is elsewhere
_NAMES = (0x3707, 0x3704, 0x3001)
_RENDERING = 0x3709
_MIME = 0x370E
# What Outlook wraps a message with restricted rights in (MS-OXORMMS 2.2.3).
_PROTECTED = b"\x76\xe8\x04\x60\xc4\x11\xe3\x86"
_MULTIPART = re.compile(rb"\s*content-type:\s*multipart/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment: its place in the message counted from 1, its properties, and its content, None when there is none."""

    number: int
    properties: Properties
    data: bytes | None
    is_message: bool = False

    @property
    def name(self) -> str:
        """The name of the file without folders, or the subject of a message; `part N` when it has none."""
        name = self.properties.text(*_NAMES)
        name = "".join(char for char in name if char.isprintable())
        if not self.is_message:
            name = re.split(r"[/\\]", name)[-1]
        return name.strip() or ("message.msg" if self.is_message else f"part {self.number}")


def add_attachment(attachment: Attachment, draft: Draft, context: Context) -> None:
    """Read an attachment as a document of its own, and its further texts. Raises LimitReached."""
    properties, name = attachment.properties, attachment.name
    method = properties.number(METHOD)
    texts = attachment_texts(properties, name)
    draft.text("\n".join(texts), f"attachment {name} metadata", Role.METADATA)
    if method == OBJECT:
        pictures = (inner_picture(data, f"attachment {name} image") for data in properties.raw(_RENDERING, BINARY))
        draft.pictures.extend(picture for picture in pictures if picture is not None)
    data = attachment.data
    if data is None:
        if method in (None, BY_VALUE, MESSAGE, OBJECT):
            draft.problem(Code.CORRUPT, f"attachment {attachment.number} has no content")
        return
    kind = properties.text(_MIME).lower()
    if data.startswith(_PROTECTED):
        draft.problem(Code.ENCRYPTED, f"attachment {attachment.number} is a protected message")
        return
    if is_enveloped(data) or (kind.endswith("pkcs7-mime") and is_enveloped(data, kind)):
        draft.problem(Code.ENCRYPTED, f"attachment {attachment.number} is encrypted mail")
        return
    if kind == "message/rfc822" or _MULTIPART.match(data[:256]):  # signed mail is kept as it came
        data = as_message(data)
    context.read_child(draft, name, f"attachment {name}", data)
