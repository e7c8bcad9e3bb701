"""What a picture file says in words: Exif, IPTC, XMP, and the text chunks and comments of PNG, JPEG and GIF."""

from __future__ import annotations

from typing import Any

from PIL import ExifTags, IptcImagePlugin
from PIL.ImageFile import ImageFile

from scanner.model import Code, Role
from scanner.read.draft import Draft, FlowWriter
from scanner.read.markup import xmp
from scanner.read.text.decode import NotText, decode

_EXIF, _GPS = 0x8769, 0x8825
_USER_COMMENT = 0x9286
_WINDOWS = range(0x9C9B, 0x9CA0)  # XPTitle … XPSubject: UTF-16 in bytes (Windows Explorer)
# IPTC-IIM 4.2, record 2, the data sets that hold prose or names.
_IPTC = {
    5: "title", 25: "keywords", 40: "instructions", 80: "by-line", 90: "city", 92: "location", 101: "country", 105: "headline",
    110: "credit", 115: "source", 116: "copyright", 118: "contact", 120: "caption", 122: "writer",
}  # fmt: skip
_BROKEN = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    RuntimeError,
    ZeroDivisionError,
)
_NOT_PROSE = ("exif", "xmp", "icc_profile", "photoshop", "dpi", "XML:com.adobe.xmp", "Raw profile type exif")


def read(image: ImageFile, draft: Draft) -> None:
    """Add `metadata NAME` segments for what stands in the header of an opened picture."""
    flow = FlowWriter()
    told: set[str] = set()
    for name, text in (*_exif(image, draft), *_iptc(image), *_chunks(image)):
        clean = text.replace("\x00", "").strip()
        if clean and clean not in told:
            told.add(clean)
            flow.add(f"{name}: {clean}", f"metadata {name.lower()}")
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if packet:
        raw = packet.encode() if isinstance(packet, str) else bytes(packet)
        found = xmp.PACKET.search(raw)
        if found and not xmp.add(found.group(), flow, frozenset(" ".join(text.split()) for text in told)):
            draft.problem(Code.CORRUPT, "metadata xmp")
    flow.into(draft, Role.METADATA)


def _exif(image: ImageFile, draft: Draft) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    try:
        exif = image.getexif()
        for tags in (dict(exif), exif.get_ifd(_EXIF)):
            for tag, value in tags.items():
                text = _value(tag, value)
                if text:
                    found.append((ExifTags.TAGS.get(tag, f"exif {tag}"), text))
        position = _position(exif.get_ifd(_GPS))
        if position:
            found.append(("GPS", position))
    except _BROKEN:
        draft.problem(Code.CORRUPT, "metadata exif")
    return found


def _value(tag: int, value: Any) -> str:
    """Return an Exif value that is text; numbers of the camera are not."""
    if isinstance(value, str):
        return value
    if not isinstance(value, bytes) or len(value) > 65_536:
        return ""
    if tag in _WINDOWS:
        return value.decode("utf-16-le", "replace")
    if tag == _USER_COMMENT:
        # Exif 2.32, 4.6.5: eight bytes name the character code.
        code, text = value[:8], value[8:]
        return text.decode(
            "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if code[:7] == b"UNICODE" else "latin-1",
            "replace",
        )
    return ""


def _position(gps: dict[int, Any]) -> str:
    """Return latitude and longitude in degrees, or an empty text."""
    if not {1, 2, 3, 4} <= gps.keys():
        return ""
    degrees = []
    for side, angle in ((gps[1], gps[2]), (gps[3], gps[4])):
        number = sum(float(part) / 60**power for power, part in enumerate(angle))
        degrees.append(-number if str(side) in "SW" else number)
    return f"{degrees[0]:.5f}, {degrees[1]:.5f}"


def _iptc(image: ImageFile) -> list[tuple[str, str]]:
    try:
        sets: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}
    except _BROKEN:
        return []
    return [
        (_IPTC[number], _prose(value))
        for (record, number), values in sets.items()
        if record == 2 and number in _IPTC
        for value in (values if isinstance(values, list) else [values])
        if isinstance(value, bytes)
    ]


def _chunks(image: ImageFile) -> list[tuple[str, str]]:
    """Return comments and text chunks."""
    found = []
    for key, value in image.info.items():
        if not isinstance(key, str) or key in _NOT_PROSE:
            continue
        if isinstance(value, bytes) and key == "comment":
            found.append((key, _prose(value)))
        elif isinstance(value, str):
            found.append((key, str(value)))
    return found


def _prose(value: bytes) -> str:
    try:
        return decode(value)[0]
    except NotText:
        return ""
