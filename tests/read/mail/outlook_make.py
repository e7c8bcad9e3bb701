"""Messages as Outlook writes them, made from lists of properties; nothing here uses the readers but for the storage itself."""

import struct
from datetime import UTC, datetime

from scanner.read.old_office.ole_write import storage_bytes

LONG, DOUBLE, OBJECT, NARROW, WIDE, TIME, BINARY, MANY = 0x03, 0x05, 0x0D, 0x1E, 0x1F, 0x40, 0x102, 0x1000
COMMON, ADDRESS, APPOINTMENT = (bytes.fromhex(f"{number}0000000000c000000000000046") for number in ("082006", "042006", "022006"))
MAPI, PUBLIC = bytes.fromhex("2803020000000000c000000000000046"), bytes.fromhex("2903020000000000c000000000000046")
KNOWN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def ticks(*date):
    """A point in time as eight bytes."""
    return struct.pack("<q", int((datetime(*date, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10**7))


def encoded(value, kind, page="cp1252"):
    if isinstance(value, str):
        return value.encode("utf-16-le" if kind & 0xFFF == WIDE else page)
    if isinstance(value, float):
        return struct.pack("<d", value)
    return struct.pack("<i", value) if isinstance(value, int) else value


def properties(found, header, page="cp1252"):
    """The streams of a folder; `found` maps (number, type) to text, number, bytes, or a list of those."""
    streams, rows = {}, b""
    for (number, kind), value in found.items():
        name = f"__substg1.0_{number:04X}{kind:04X}"
        if isinstance(value, list):
            items = [encoded(item, kind, page) for item in value]
            streams[name] = b"".join(struct.pack("<I", len(item)) for item in items)
            streams.update({f"{name}-{index:08X}": item for index, item in enumerate(items)})
            stated = struct.pack("<II", len(streams[name]), 0)
        elif kind in (WIDE, NARROW, BINARY):
            streams[name] = encoded(value, kind, page)
            stated = struct.pack("<II", len(streams[name]) + {WIDE: 2, NARROW: 1, BINARY: 0}[kind], 0)
        elif kind == OBJECT:
            streams.update({f"{name}/{path}": data for path, data in value.items()})
            stated = struct.pack("<II", 0xFFFFFFFF, 1)
        else:
            stated = encoded(value, kind).ljust(8, b"\0")
        rows += struct.pack("<HHI", kind, number, 6) + stated
    streams["__properties_version1.0"] = bytes(header) + rows
    return streams


def names(found):
    """The table of names: `found` lists (property set, number or text); the first is called 0x8000."""
    groups = list(dict.fromkeys(group for group, _ in found if group not in (MAPI, PUBLIC)))
    entries = texts = b""
    for index, (group, key) in enumerate(found):
        owner = 1 if group == MAPI else 2 if group == PUBLIC else 3 + groups.index(group)
        if isinstance(key, str):
            entries += struct.pack("<IHH", len(texts), owner << 1 | 1, index)
            raw = key.encode("utf-16-le")
            texts += struct.pack("<I", len(raw)) + raw + bytes(-len(raw) % 4)
        else:
            entries += struct.pack("<IHH", key, owner << 1, index)
    tables = {"0002": b"".join(groups), "0003": entries, "0004": texts}
    return {f"__nameid_version1.0/__substg1.0_{number}0102": data for number, data in tables.items()}


def streams(found, recipients=(), attachments=(), header=32, page="cp1252"):
    """The streams of a message."""
    made = properties(found, header, page)
    for index, recipient in enumerate(recipients):
        made.update({f"__recip_version1.0_#{index:08X}/{key}": data for key, data in properties(recipient, 8, page).items()})
    for index, attachment in enumerate(attachments):
        made.update({f"__attach_version1.0_#{index:08X}/{key}": data for key, data in properties(attachment, 8, page).items()})
    return made


def msg(found, recipients=(), attachments=(), named=(), page="cp1252"):
    """A message file."""
    return storage_bytes({**streams(found, recipients, attachments, page=page), **names(named)})


def attached(name, data, **more):
    """The properties of a file that hangs on a message."""
    return {(0x3707, WIDE): name, (0x3705, LONG): 1, (0x3701, BINARY): data, **more}


def embedded(found, recipients=(), attachments=(), title=""):
    """The properties of a message that hangs on another."""
    return {(0x3001, WIDE): title, (0x3705, LONG): 5, (0x3701, OBJECT): streams(found, recipients, attachments, header=24)}


def recipient(name, address, kind=1):
    return {(0x3001, WIDE): name, (0x39FE, WIDE): address, (0x0C15, LONG): kind}


def one_off(name, address):
    """An address that is written out in full, as members of a list are."""
    text = "".join(f"{part}\0" for part in (name, "SMTP", address)).encode("utf-16-le")
    return bytes(4) + bytes.fromhex("812b1fa4bea310199d6e00dd010f5402") + struct.pack("<HH", 0, 0x9001) + text


def packed(rtf, end=True):
    """Compressed RTF, with stretches of what came before wherever three bytes or more repeat; the check sum is wrong."""
    buffer, position, items = bytearray(KNOWN), 0, []
    while position < len(rtf):
        length, at = 0, -1
        for size in range(min(17, len(rtf) - position), 2, -1):
            at = bytes(buffer[-4000:]).rfind(rtf[position : position + size])
            if at >= 0:
                length = size
                break
        if length:
            at += max(0, len(buffer) - 4000)
            items.append(struct.pack(">H", at % 4096 << 4 | length - 2))
        else:
            length = 1
            items.append(rtf[position : position + 1])
        buffer += rtf[position : position + length]
        position += length
    if end:
        items.append(struct.pack(">H", len(buffer) % 4096 << 4))
    body = b""
    for start in range(0, len(items), 8):
        run = items[start : start + 8]
        body += bytes([sum(1 << bit for bit, item in enumerate(run) if len(item) == 2)]) + b"".join(run)
    return struct.pack("<II4sI", len(body) + 12, len(rtf), b"LZFu", 0xBAD) + body


def plain_packed(rtf):
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
