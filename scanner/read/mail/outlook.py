"""Messages, contacts, appointments and notes that Outlook saved as a file of their own (MS-OXMSG)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scanner.model import Code
from scanner.read.draft import Context, Draft, NotThisFormat, Refused
from scanner.read.mail.outlook_attachment import CONTENT, Attachment, add_attachment
from scanner.read.mail.outlook_body import add_bodies, apart
from scanner.read.mail.outlook_headers import Headers
from scanner.read.mail.outlook_properties import BINARY, OBJECT, Properties
from scanner.read.mail.outlook_store import ATTACHMENT, FIXED, NAMES, RECIPIENT, Store
from scanner.read.old_office.ole import Storage
from scanner.read.old_office.ole_write import storage_bytes
from scanner.read.source import Source

_MESSAGE, _PART = 32, 8  # bytes before the first property of a message, and of a recipient or an attachment (MS-OXMSG 2.4.1)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add headers, bodies, other texts (`metadata home address`) and attachments (`attachment cv.pdf`).

    Each part that cannot be read is named and costs nothing else. Raises NotThisFormat when the storage holds no message,
    Refused when its directory is broken.
    """
    with Storage.open(source.data(), context) as storage:
        store = Store(storage, draft)
        if not store.has(FIXED) and not any(stream.startswith("__substg1.0_") for stream in storage.streams):
            raise NotThisFormat
        apart(draft, "the names of properties", store.read_names)
        message = store.properties("", _MESSAGE, "message")
        headers = Headers(draft, context)
        apart(draft, "headers", lambda: headers.message(message, _recipients(store, message, context)))
        add_bodies(message, draft, context)
        for number, folder in enumerate(store.folders(ATTACHMENT), 1):
            context.budget.check_time()
            apart(draft, f"attachment {number}", partial(_attachment, store, number, folder, message, draft, context))
        storage.properties(draft)
        if storage.is_cut_off:
            draft.problem(Code.CORRUPT, "the message is cut off or damaged")


def _recipients(store: Store, message: Properties, context: Context) -> Iterator[Properties]:
    for number, folder in enumerate(store.folders(RECIPIENT), 1):
        context.budget.check_time()
        yield store.properties(folder, _PART, f"recipient {number}", message.page)


def _attachment(store: Store, number: int, folder: str, message: Properties, draft: Draft, context: Context) -> None:
    properties = store.properties(folder, _PART, f"attachment {number}", message.page)
    inner = f"{folder}/__substg1.0_{CONTENT:04X}{OBJECT:04X}"
    streams = store.below(inner)
    is_message = FIXED in {name.lower() for name in streams}
    data = None
    if streams:
        data = _storage(_as_message(streams, store) if is_message else streams)
    elif store.has(f"{folder}/__substg1.0_{CONTENT:04X}{BINARY:04X}"):
        data = store.data(f"{folder}/__substg1.0_{CONTENT:04X}{BINARY:04X}")
    elif store.has(inner):
        data = store.data(inner)
    if data is not None:
        # The bytes were charged when they were taken out; a document is charged where it is read.
        context.budget.expanded -= min(context.budget.expanded, len(data))
    add_attachment(Attachment(number, properties, data, is_message), draft, context)


def _as_message(streams: dict[str, bytes], store: Store) -> dict[str, bytes]:
    """Return the streams of an embedded message as those of a message file: with the names, and a longer list of properties."""
    fixed = next(name for name in streams if name.lower() == FIXED)
    whole = {**streams, fixed: streams[fixed][:24].ljust(32, b"\x00") + streams[fixed][24:]}
    for table in ("0002", "0003", "0004"):
        path = f"{NAMES}/__substg1.0_{table}0102"
        if store.has(path) and path not in whole:
            whole[path] = store.data(path)
    return whole


def _storage(streams: dict[str, bytes]) -> bytes:
    try:
        return storage_bytes(streams)
    except ValueError:
        raise Refused(Code.TOO_LARGE, "too large to be taken out") from None
