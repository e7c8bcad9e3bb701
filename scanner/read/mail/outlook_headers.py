"""Who wrote to whom, when and about what, and every further text that a person may have put in an Outlook item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from scanner.model import Role
from scanner.read.draft import Context, Draft, FlowWriter
from scanner.read.mail import mail, outlook_names
from scanner.read.mail.outlook_body import HTML, PLAIN
from scanner.read.mail.outlook_properties import STRINGS, Properties
from scanner.read.source import Source

_TRANSPORT = 0x007D
_KINDS = {0: "From", 1: "To", 2: "Cc", 3: "Bcc"}
_DISPLAYED = (("To", 0x0E04), ("Cc", 0x0E03), ("Bcc", 0x0E02))
# Name, then addresses from the best to the least: those of the internet before those of the mail system.
_SENDERS = ((0x0042, (0x5D02, 0x0065)), (0x0C1A, (0x5D01, 0x0C1F)))  # for whom it was sent, and who sent it
_TOLD = frozenset((_TRANSPORT, PLAIN, HTML, 0x0037, 0x0E1D, 0x0E02, 0x0E03, 0x0E04))
_RECIPIENT_NAMES, _RECIPIENT_ADDRESSES = (0x3001, 0x5FF6, 0x3A20), (0x39FE, 0x3003)
# Names and addresses of people that the headers mostly tell already.
_PEOPLE = frozenset(
    (
        0x0040, 0x0042, 0x0044, 0x0050, 0x0065, 0x0076, 0x0078, 0x0C1A, 0x0C1F, 0x3001, 0x3003, 0x39FE, 0x39FF, 0x3A00, 0x3A20, 0x3FF8,
        0x3FFA, 0x5D01, 0x5D02, 0x5D07, 0x5D08, 0x5FF6,
    )
)  # fmt: skip
_BIRTHDAYS = ("date of birth", "wedding anniversary")
_FIELD = re.compile(r"^[!-9;-~]+:", re.MULTILINE)


class Headers:
    """Collects the lines of one message: headers (`header Subject`) and other texts (`metadata home address`)."""

    def __init__(self, draft: Draft, context: Context) -> None:
        self._draft = draft
        self._context = context
        self._lines = FlowWriter()
        self._others = FlowWriter()
        self._told: set[str] = set()

    def message(self, message: Properties, recipients: Iterable[Properties]) -> None:
        """Add all but the bodies of a message. Raises LimitReached."""
        people = list(recipients)
        try:
            self._senders(message)
            for recipient in people:
                self._context.budget.check_time()
                self._recipient(recipient)
            for name, number in _DISPLAYED:
                shown = [part.strip() for part in message.text(number).split(";")]
                self._header(name, "; ".join(part for part in shown if part and not self._known(part)))
            for kind in STRINGS:
                for text in message.strings(0x0037, kind):
                    self._header("Subject", text)
            if self._bare(message.text(0x0E1D)) not in self._bare(message.text(0x0037)):
                self._header("Subject", message.text(0x0E1D))
            sent = message.time(0x0039) or message.time(0x0E06)
            if sent is not None:
                self._header("Date", sent.strftime("%Y-%m-%d %H:%M UTC"))
            self._transport(message)
            self.rest(message)
            for recipient in people:
                self.rest(recipient)
        finally:
            self._lines.into(self._draft, Role.HEADER)
            self._others.into(self._draft, Role.METADATA)

    def rest(self, owner: Properties) -> None:
        """Add the texts of a message or a recipient that were not told as headers."""
        for number, kind in owner:
            name = owner.name(number)
            if number in _TOLD or outlook_names.is_machine(number, name):
                continue
            if kind not in STRINGS and not outlook_names.is_typed(number, name):
                continue
            label = outlook_names.label(number, name)
            for text in self._values(owner, number, kind, label):
                value = text.strip()
                if not _is_directory_name(value) and not (
                    self._known(value) and (number in _PEOPLE or label in ("topic", "to do"))
                ):
                    self._others.add(f"{label}: {value}", f"metadata {label}")
                    self._told.add(self._bare(value))
        for person, address in owner.addresses():
            if not (self._known(person) and (self._known(address) or _is_directory_name(address))):
                self._others.add(f"person: {_person(person, address)}", "metadata person")
                self._told.update((self._bare(person), self._bare(address)))

    @staticmethod
    def _values(owner: Properties, number: int, kind: int, label: str) -> list[str]:
        moment = owner.time(number) if label in _BIRTHDAYS else None
        if moment is not None:
            # Outlook stores a day as the moment it began where the writer was, which may be the day before in Greenwich.
            return [f"{moment + timedelta(hours=11):%Y-%m-%d}"]
        return owner.shown(number, kind)

    def _senders(self, message: Properties) -> None:
        header = "From"
        for name, addresses in _SENDERS:
            person, address = message.text(name), _address(message, addresses)
            if not (self._known(person) and self._known(address)):
                self._header(header, _person(person, address))
                self._told.update((self._bare(person), self._bare(address)))
                header = "Sender"

    def _recipient(self, recipient: Properties) -> None:
        person, address = recipient.text(*_RECIPIENT_NAMES), _address(recipient, _RECIPIENT_ADDRESSES)
        kind = (recipient.number(0x0C15) or 0) & 0xF
        self._header(_KINDS.get(kind, "To"), _person(person, address))
        self._told.update((self._bare(person), self._bare(address)))

    def _transport(self, message: Properties) -> None:
        """Add those headers that came with a message over the internet and that its properties do not tell."""
        for kind in STRINGS:
            for text in message.strings(_TRANSPORT, kind):
                start = _FIELD.search(text)
                raw = text[start.start() if start else 0 :].encode() + b"\r\n\r\n"
                inner = Draft()
                mail.read(Source(raw, len(raw)), inner, self._context)
                for segment in inner.segments:
                    at = 0
                    for line in segment.text.split("\n"):
                        name, _, value = line.partition(": ")
                        if segment.role is not Role.HEADER:
                            self._lines.add(line, "header")
                        elif not self._known(value):
                            self._header(name, value, segment.locate(at))
                        at += len(line) + 1

    def _header(self, name: str, value: str, place: str = "") -> None:
        if value:
            self._lines.add(f"{name}: {value}", place or f"header {name}")
            self._told.add(self._bare(value))

    def _known(self, text: str) -> bool:
        return not text.strip() or self._bare(text) in self._told

    @staticmethod
    def _bare(text: str) -> str:
        return re.sub(r"[\s'\"<>]+", "", text).casefold()


def attachment_texts(properties: Properties, told: str) -> list[str]:
    """Return the texts that an attachment has beside its name (`told`) and its kind, such as the path it came from."""
    found = []
    for number, kind in properties:
        name = properties.name(number)
        if kind in STRINGS and not outlook_names.is_machine(number, name):
            label = outlook_names.label(number, name)
            found += [f"{label}: {text.strip()}" for text in properties.strings(number, kind) if text.strip() != told]
    return found


def _address(owner: Properties, numbers: Iterable[int]) -> str:
    """Return the first address that a person could write to."""
    found = (owner.text(number) for number in numbers)
    return next((text for text in found if text and not _is_directory_name(text)), "")


def _person(name: str, address: str) -> str:
    if not address or name.casefold() == address.casefold():
        return name or address
    return f"{name} <{address}>" if name else address


def _is_directory_name(text: str) -> bool:
    """Return whether an address is a path within a mail system's directory, which its program made."""
    return text[:3].lower() == "/o="
