"""Outlook's data files (.pst, .ost), through the program `readpst`: every message, contact and appointment a document of its own."""

from __future__ import annotations

import os
import time

from scanner.model import Code, Role
from scanner.read.archives.members import clean_name, names_of_folders
from scanner.read.draft import Context, Draft, NotThisFormat, Refused
from scanner.read.mail import readpst
from scanner.read.mail.mail import as_message
from scanner.read.private_folder import copy, private_folder
from scanner.read.source import Source

_MAGIC = b"!BDN"
_VERSION = 10
_UNICODE = 23  # from this version on (MS-PST 2.2.2.6)
_METHOD_AT = {False: 461, True: 513}  # where the header tells how blocks are encoded, in both forms of the file
_BOUND_TO_DEVICE = 0x10  # NDB_CRYPT_EDPCRYPTED: only the organisation's own Windows machines can read it
_END_AT = {False: (168, 4), True: (184, 8)}  # where it tells the length of the whole, and in how many bytes (2.2.2.5)
_KINDS = {"vcf": "contact", "ics": "appointment"}
_SHARE = 0.5  # of the time that is left goes to the program, the rest to reading what it made


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every item as a part (`Postvak IN > message 3`), and the names of folders as text.

    Raises NotThisFormat, and Refused when the file is encrypted or broken, or when the program is not installed.
    """
    head = source.head(1024)
    if not head.startswith(_MAGIC):
        raise NotThisFormat
    if readpst.program() is None:
        raise Refused(Code.UNSUPPORTED, "Outlook data file; readpst is not installed")
    is_unicode = _integer(head, _VERSION, 2) >= _UNICODE
    if _integer(head, _METHOD_AT[is_unicode], 1) == _BOUND_TO_DEVICE:
        raise Refused(Code.ENCRYPTED, "Outlook data file that only devices of its organisation can read")
    if source.size < _integer(head, *_END_AT[is_unicode]):
        draft.problem(Code.CORRUPT, "the data file is cut off")
    try:
        with private_folder() as folder:
            target, outcome = _unpack(source, folder, context)
            _items(target, outcome, draft, context)
    except OSError:
        raise Refused(Code.UNSUPPORTED, "Outlook data file; there is no folder or no room to take it apart") from None


def _integer(head: bytes, offset: int, length: int) -> int:
    return int.from_bytes(head[offset : offset + length], "little")


def _unpack(source: Source, folder: str, context: Context) -> tuple[str, readpst.Outcome]:
    """Copy the file into the private folder, since the program reads only files, and take it apart there."""
    budget = context.budget
    path = copy(source.open(), folder, "mailbox.pst")
    budget.check_time()
    seconds = (budget.deadline - time.monotonic()) * _SHARE
    most = max(0, (budget.limits.expanded_mb << 20) - budget.expanded)
    return readpst.unpack(path, folder, max(seconds, 0.1), most)


def _items(target: str, outcome: readpst.Outcome, draft: Draft, context: Context) -> None:
    """Read what the program made, and name what it did not."""
    if outcome.reason == "time":
        draft.problem(Code.TIMEOUT, "the data file could not be taken apart in time")
    elif outcome.reason == "size":
        draft.problem(Code.TOO_LARGE, f"unpacks to more than {context.budget.limits.expanded_mb} MiB")
    elif outcome.exit_code != 0:
        draft.problem(Code.CORRUPT, "the data file cannot be read, or not to its end")
    if outcome.skipped:
        draft.problem(Code.UNSUPPORTED, f"{outcome.skipped} items of kinds that readpst does not write")
    names = []
    try:
        for entry in readpst.files_of(target):
            path = clean_name(os.path.relpath(entry.path, target).replace("\\", "_"))
            names.append(path)
            context.budget.check_time()
            folder, _, name = path.rpartition("/")
            stem, _, extension = name.partition(".")
            locator = f"{_KINDS.get(extension, 'message')} {stem}"
            with open(entry.path, "rb") as file:
                data = file.read()
            if extension not in _KINDS:
                data = as_message(data)
            context.read_child(draft, name, f"{folder} > {locator}" if folder else locator, data)
    finally:
        draft.text("\n".join(names_of_folders(names)), "folder name", Role.NAME)
    if not names and not outcome.skipped and outcome.exit_code != 0:
        raise Refused(Code.CORRUPT, "the data file cannot be read")
