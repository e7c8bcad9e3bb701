"""Pictures that state more pixels, pages or frames than they hold, run in circles, or end too early."""

import io
import struct
import zlib

from PIL import Image

from tests.hostile import build
from tests.hostile.case import case


def _encoded(kind, size=(200, 100), **options):
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB" if kind != "GIF" else "P").save(target, kind, **options)
    return target.getvalue()


def _jpeg_header(width, height):
    data = bytearray(_encoded("JPEG"))
    at = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, height, width)
    return bytes(data)


def _ifd(entries, following):
    body = b"".join(struct.pack("<HHII", *each) for each in entries)
    return struct.pack("<H", len(entries)) + body + struct.pack("<I", following)


def _tags(width=64, height=64, offset=8, count=None):
    """A grey page whose one strip lies at an offset."""
    return [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, offset),
        (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, count if count is not None else width * height),
    ]  # fmt: skip


def _tiff(*pages, start=8):
    """A TIFF of pages given as tags; each list of tags follows the one before."""
    return b"II*\0" + struct.pack("<I", start) + b"".join(pages)


def _circle(pixels=64 * 64):
    first = 8 + pixels
    size = 2 + 12 * 9 + 4
    pages = [_ifd(_tags(), first + size), _ifd(_tags(), first)]
    return _tiff(bytes(pixels), *pages, start=first)


def _many_pages(count):
    """All pages share one strip."""
    first, size = 8 + 64 * 64, 2 + 12 * 9 + 4
    pages = [_ifd(_tags(), first + size * (number + 1) if number + 1 < count else 0) for number in range(count)]
    return _tiff(bytes(64 * 64), *pages, start=first)


def _gif(frames, size=(60, 40)):
    """The same small frame many times over."""
    data = _encoded("GIF", size)
    start = data.index(b"\x2c", 13 + 768)
    return data[:start] + data[start:-1] * frames + b";"


def _animation(kind, frames=30, size=(300, 200)):
    pictures = [Image.new("RGB", size, (number * 8 % 256, 0, 0)) for number in range(frames)]
    target = io.BytesIO()
    pictures[0].save(target, kind, save_all=True, append_images=pictures[1:], loop=0)
    return target.getvalue()


def _png_text_bomb():
    """A compressed comment (zTXt) that unpacks to 100 MB."""
    packed = b"\x78\xda" + build.repeated(b"tekst" * 200_000, 100)
    body = b"zTXtComment\0\0" + packed
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    data = _encoded("PNG")
    return data[:33] + chunk + data[33:]


def _profile_bomb():
    """A colour profile (iCCP) that unpacks to 100 MB."""
    body = b"iCCPp\0\0\x78\xda" + build.repeated(bytes(1 << 20), 100)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    data = _encoded("PNG")
    return data[:33] + chunk + data[33:]


def _bmp(width, height, bits=24):
    return b"BM" + struct.pack("<IIIIiiHHIIiiII", 200, 0, 54, 40, width, height, 1, bits, 0, 0, 0, 0, 0, 0) + bytes(146)


def _webp_header(width, height):
    """An extended header without a picture behind it."""
    body = (
        b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


CASES = [
    case("bomb.png", lambda: build.png_header(60_000, 60_000), "partial too_large", detail="60000 × 60000 pixels"),
    case("bomb.jpg", lambda: _jpeg_header(20_000, 20_000), "partial too_large", detail="20000 × 20000 pixels"),
    case("bomb.gif", lambda: b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + _gif(1)[10:], "partial too_large"),
    case("bomb.tif", lambda: _tiff(_ifd(_tags(60_000, 60_000), 0)), "partial too_large"),
    case("bomb.bmp", lambda: _bmp(60_000, 60_000), "partial too_large"),
    case("bomb.webp", lambda: _webp_header(16_000, 16_000), "none corrupt"),
    case("bomb in a comment.png", _png_text_bomb, "none corrupt"),
    case("bomb in a profile.png", _profile_bomb, "none corrupt"),
    case("pages in a circle.tif", _circle, "full"),
    case("page that follows itself.tif", lambda: _tiff(_ifd(_tags(), 8)), "partial corrupt"),
    case("many pages.tif", lambda: _many_pages(60_000), "partial too_large", detail="more than 60 pages"),
    case("many frames.gif", lambda: _gif(2000), "full"),
    case("strip outside the file.tif", lambda: _tiff(_ifd(_tags(offset=4_000_000_000), 0)), "partial corrupt"),
    case("strip of 4 GB.tif", lambda: _tiff(_ifd(_tags(count=0xFFFFFFFF), 0)), "partial corrupt"),
    case("million tags.tif", lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\x00\x01\x04\x00\x01\x00\x00\x00\x40\x00\x00\x00" * 65_535, "none corrupt"),
    case("truncated.png", lambda: _encoded("PNG")[:20_000], "partial corrupt"),
    case("truncated.jpg", lambda: _encoded("JPEG")[:3000], "partial corrupt"),
    case("truncated.gif", lambda: _encoded("GIF")[:5000], "partial corrupt"),
    case("truncated.tif", lambda: _encoded("TIFF")[:30_000], "partial corrupt"),
    case("truncated.webp", lambda: _encoded("WEBP")[:2000], "none corrupt"),
    case("truncated.jp2", lambda: _encoded("JPEG2000")[:2000], "partial corrupt"),
    case("header only.png", lambda: _encoded("PNG")[:40], "none corrupt"),
    case("header only.jpg", lambda: b"\xff\xd8\xff\xe0", "none corrupt"),
    case("no size.png", lambda: build.png_header(0, 0), "none corrupt"),
    case("no size.gif", lambda: b"GIF89a" + bytes(7) + b";", "none corrupt"),
    case("no height.jpg", lambda: _jpeg_header(200, 0), "none corrupt"),
    case("wrong check sums.png", lambda: _encoded("PNG")[:29] + bytes(4) + _encoded("PNG")[33:], "none corrupt"),
    case("animation.webp", lambda: _animation("WEBP"), "full"),
    case("animation.png", lambda: _animation("PNG"), "full"),
    case("animation that is none.png", lambda: build.png_header(100, 100, frames=4_000_000_000), "partial corrupt"),
    case("junk.jpg", lambda: b"\xff\xd8\xff\xe1\xff\xff" + bytes(range(256)) * 300, "none corrupt"),
    case("junk.heic", lambda: b"\x00\x00\x00\x18ftypheic" + bytes(range(256)) * 30, "none corrupt"),
    case("junk.avif", lambda: b"\x00\x00\x00\x18ftypavif" + bytes(range(256)) * 30, "none unsupported"),
]  # fmt: skip
