"""RTF as Outlook packs it (MS-OXRTFCP): "LZFu", packed, and "MELA", as it is."""

from __future__ import annotations

from scanner.model import Code
from scanner.read.draft import Budget, Refused

_PACKED, _PLAIN = b"LZFu", b"MELA"
_HEADER = 16
_WINDOW = 4096
# What both sides know before the first byte (MS-OXRTFCP 2.1.2.1).
_KNOWN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    rb"Times New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_OFTEN = 8192  # runs between two looks at the budget


def decompress(data: bytes, budget: Budget) -> tuple[bytes, bool]:
    """Return the RTF, charged to the budget, and whether it came to its end; the check sum is not looked at.

    Raises Refused when the bytes are neither of the two forms nor plain RTF.
    """
    if data.startswith(b"{\\rtf"):
        return data, True
    form = data[8:12]
    if form == _PLAIN:
        rtf = data[_HEADER:]
        budget.charge_bytes(len(rtf))
        return rtf, len(rtf) >= int.from_bytes(data[4:8], "little")
    if form != _PACKED:
        raise Refused(Code.CORRUPT, "packed in an unknown way")
    return _unpack(data, budget)


def _unpack(data: bytes, budget: Budget) -> tuple[bytes, bool]:
    """Undo the packing: runs of eight items, each a byte as it is or a stretch of the last 4,096 bytes (2.2.2)."""
    out = bytearray(_KNOWN)
    charged = len(out)
    whole = False
    position, size = _HEADER, len(data)
    runs = 0
    while position < size and not whole:
        flags = data[position]
        position += 1
        runs += 1
        if runs % _OFTEN == 0:
            budget.check_time()
            budget.charge_bytes(len(out) - charged)
            charged = len(out)
        for bit in range(8):
            if not flags >> bit & 1:
                out += data[position : position + 1]
                position += 1
                continue
            if position + 2 > size:
                position = size
                break
            reference = data[position] << 8 | data[position + 1]
            position += 2
            back = (len(out) - (reference >> 4)) % _WINDOW
            if not back:  # a reference to the place that is written next marks the end
                whole = True
                break
            _repeat(out, back, (reference & 0xF) + 2)
    budget.charge_bytes(len(out) - charged)
    rtf = bytes(out[len(_KNOWN) :])
    return rtf, whole or len(rtf) >= int.from_bytes(data[4:8], "little") > 0


def _repeat(out: bytearray, back: int, length: int) -> None:
    """Add a stretch that begins `back` bytes before the end; it may overlap with what it adds."""
    start = len(out) - back
    if start < 0:  # before everything: the window is empty there
        out += bytes(length)
    elif back >= length:
        out += out[start : start + length]
    else:
        stretch = out[start:]
        out += (stretch * (length // back + 1))[:length]
