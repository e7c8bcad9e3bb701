"""What Outlook calls its properties (MS-OXPROPS), for those that hold what people write; and which hold only machine data."""

from __future__ import annotations

from scanner.read.mail.outlook_properties import Name


def _set(number: str) -> bytes:
    """Return the bytes of a property set `number` of the range that Microsoft reserved for Outlook, as stored."""
    return bytes.fromhex(f"{number}0000000000c000000000000046")


_APPOINTMENT, _TASK, _ADDRESS, _COMMON, _LOG = map(_set, ("022006", "032006", "042006", "082006", "0a2006"))
_MAPI, INTERNET_HEADERS = _set("280302"), _set("860302")
PUBLIC_STRINGS = _set("290302")
_MEETING = bytes.fromhex("90dad86e0b451b1098da00aa003f1305")
GROUPS = (b"", _MAPI, PUBLIC_STRINGS)  # numbers 0 to 2 of a message's list of property sets (MS-OXMSG 2.2.3.1.2)

_STANDARD = {
    0x0040: "received by", 0x0042: "sender", 0x0065: "sender", 0x0076: "received by", 0x0078: "received for", 0x0C1A: "sender",
    0x0C1F: "sender", 0x3003: "address", 0x39FE: "address", 0x39FF: "name", 0x3A00: "account", 0x5D01: "sender", 0x5D02: "sender",
    0x5D07: "received by", 0x5D08: "received for", 0x5FF6: "name", 0x0044: "received for", 0x0050: "reply to", 0x0070: "topic",
    0x0026: "priority", 0x1001: "report", 0x3001: "name", 0x3004: "comment", 0x3704: "name", 0x3707: "name", 0x3708: "path", 0x370D: "path",
    0x3FF8: "created by",
    0x3FFA: "last changed by", 0x3A02: "callback phone", 0x3A05: "generation", 0x3A06: "given name", 0x3A07: "government number",
    0x3A08: "business phone", 0x3A09: "home phone", 0x3A0A: "initials", 0x3A0B: "keyword", 0x3A0C: "language",
    0x3A0D: "location", 0x3A0F: "common name", 0x3A10: "organisation number", 0x3A11: "surname", 0x3A15: "postal address", 0x3A16: "company",
    0x3A17: "job title", 0x3A18: "department", 0x3A19: "office", 0x3A1A: "primary phone", 0x3A1B: "business phone 2",
    0x3A1C: "mobile phone", 0x3A1D: "radio phone", 0x3A1E: "car phone", 0x3A1F: "other phone", 0x3A20: "name",
    0x3A21: "pager", 0x3A23: "fax", 0x3A24: "business fax", 0x3A25: "home fax", 0x3A26: "country", 0x3A27: "city",
    0x3A28: "state", 0x3A29: "street", 0x3A2A: "postal code", 0x3A2B: "post office box", 0x3A2C: "telex",
    0x3A2D: "ISDN", 0x3A2E: "assistant's phone", 0x3A2F: "home phone 2", 0x3A30: "assistant", 0x3A41: "wedding anniversary",
    0x3A42: "date of birth", 0x3A43: "hobbies", 0x3A44: "middle name", 0x3A45: "prefix", 0x3A46: "profession",
    0x3A47: "referred by", 0x3A48: "spouse", 0x3A4A: "customer number", 0x3A4B: "text phone", 0x3A4E: "manager",
    0x3A4F: "nickname", 0x3A50: "home page", 0x3A51: "business home page", 0x3A57: "company phone", 0x3A58: "children",
    0x3A59: "home city", 0x3A5A: "home country", 0x3A5B: "home postal code", 0x3A5C: "home state", 0x3A5D: "home street",
    0x3A5E: "home post office box", 0x3A5F: "other city", 0x3A60: "other country", 0x3A61: "other postal code",
    0x3A62: "other state", 0x3A63: "other street", 0x3A64: "other post office box",
}  # fmt: skip
_NAMED: dict[tuple[bytes, int | str], str] = {
    (PUBLIC_STRINGS, "keywords"): "categories",
    **{
        (_ADDRESS, key): label
        for key, label in {
            0x8005: "filed as", 0x8010: "department", 0x801A: "home address", 0x801B: "business address", 0x801C: "other address",
            0x802B: "web page", 0x802C: "given name", 0x802D: "surname", 0x802E: "company", 0x8045: "business street", 0x8046: "business city",
            0x8047: "business state", 0x8048: "business postal code", 0x8049: "business country",
            0x804A: "business post office box", 0x804F: "user field 1", 0x8050: "user field 2", 0x8051: "user field 3",
            0x8052: "user field 4", 0x8062: "chat address", 0x8080: "e-mail 1 name", 0x8083: "e-mail 1", 0x8084: "e-mail 1 name",
            0x8090: "e-mail 2 name", 0x8093: "e-mail 2", 0x8094: "e-mail 2 name", 0x80A0: "e-mail 3 name", 0x80A3: "e-mail 3",
            0x80A4: "e-mail 3 name", 0x80B2: "fax", 0x80C2: "fax", 0x80D2: "fax", 0x80D8: "free times", 0x80DE: "date of birth",
            0x80C3: "fax", 0x80C4: "fax", 0x80DA: "country", 0x80DB: "country", 0x80DC: "country", 0x80DD: "country",
            0x80DF: "wedding anniversary",
        }.items()
    },
    **{
        (_APPOINTMENT, key): label
        for key, label in {
            0x8208: "location", 0x820D: "start", 0x820E: "end", 0x8232: "recurrence", 0x8238: "attendees", 0x823B: "attendees",
            0x823C: "optional attendees",
        }.items()
    },
    **{
        (_TASK, key): label
        for key, label in {0x8104: "start", 0x8105: "due", 0x811F: "owner", 0x8121: "assigned by", 0x8122: "last user", 0x8127: "role"}.items()
    },
    **{
        (_COMMON, key): label
        for key, label in {
            0x8580: "account", 0x8530: "request", 0x8534: "mileage", 0x8535: "billing", 0x8539: "companies", 0x853A: "contacts", 0x85A4: "to do",
            0x8586: "response",
        }.items()
    },
    (_LOG, 0x8700): "type", (_LOG, 0x8712): "type", (_LOG, 0x8706): "start", (_MEETING, 2): "location",
}  # fmt: skip

# Texts made by programs: classes, kinds of addresses, identifiers, and parts of what is told elsewhere.
_MACHINE = frozenset(
    (
        0x001A, 0x003D, 0x0064, 0x0066, 0x0068, 0x0075, 0x0077, 0x0C1E, 0x0E28, 0x0E29, 0x1008, 0x1014, 0x1035, 0x1039, 0x1042, 0x1043, 0x1044, 0x1045,
        0x1046, 0x10F3, 0x3002, 0x3703, 0x370E, 0x3712, 0x3713,
    )
)  # fmt: skip
_MACHINE_NAMED = {_ADDRESS: (0x8082, 0x8092, 0x80A2), _COMMON: (0x8554, 0x8581, 0x85D8, 0x85EB), _APPOINTMENT: (0x8234,)}
_MACHINE_HEADERS = (
    "x-ms-", "x-microsoft", "x-forefront", "x-originat", "x-exchange", "authentication-results", "thread-", "content-", "received",
    "dkim-", "arc-", "message-id", "references", "in-reply-to", "mime-", "return-path", "accept",
)  # fmt: skip


def label(number: int, name: Name | None) -> str:
    """Return what a property is called in a place such as `metadata home address`."""
    if name is None:
        return _STANDARD.get(number, f"property {number:04X}")
    known = _NAMED.get((name.group, name.key.lower() if isinstance(name.key, str) else name.key))
    if known is not None:
        return known
    if isinstance(name.key, str):
        return " ".join(name.key.rpartition("/")[2].split()) or f"property {number:04X}"
    return f"property {name.key:04X}"


def is_machine(number: int, name: Name | None) -> bool:
    """Return whether a text property never holds what a person wrote."""
    if name is None:
        return number in _MACHINE
    if isinstance(name.key, int):
        return name.key in _MACHINE_NAMED.get(name.group, ())
    return name.group == INTERNET_HEADERS and name.key.lower().startswith(_MACHINE_HEADERS)


def is_typed(number: int, name: Name | None) -> bool:
    """Return whether numbers and dates of a property are worth telling: fields that people add, and those with a known name."""
    if name is None:
        return number in (0x3A41, 0x3A42)
    if isinstance(name.key, str):
        return name.group == PUBLIC_STRINGS
    return (name.group, name.key) in _NAMED
