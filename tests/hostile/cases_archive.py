"""Tar, packed streams and other archives that lie, explode or end; a type that nobody reads yet is named as such."""

# ruff: noqa: PLW0108 - each case is made by a call of its own, so that only those that are asked for are made

import bz2
import gzip
import lzma
import struct
import tarfile

from scanner.read import registry
from tests.hostile import build
from tests.hostile.build import MB
from tests.hostile.case import PLANTED, case
from tests.read.archives import archives

NOTE = PLANTED.encode()


def _when_read(media_type, name, make, verdict, *, found=False, detail=""):
    """The case as it must be once a reader for the type is registered; until then the type is named."""
    if registry.find(media_type) is None:
        return case(name, make, "none unsupported", detail=media_type)
    return case(name, make, verdict, found=found, detail=detail)


def _gz(name, make, verdict, **told):
    return _when_read("application/gzip", name, make, verdict, **told)


def _tar(name, make, verdict, **told):
    return _when_read("application/x-tar", name, make, verdict, **told)


def _info(name, size=0, kind=tarfile.REGTYPE, link=""):
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, link
    return info


def _tarred(*members, form=tarfile.GNU_FORMAT, end=True):
    """A tar of (information, content); the information may state another size than the content has."""
    out = b""
    for info, content in members:
        out += info.tobuf(form) + content + bytes(-len(content) % 512)
    return out + bytes(1024 if end else 0)


def _note():
    return _info("na.txt", len(NOTE)), NOTE


def _sparse(size):
    """A GNU sparse member of `size` bytes of which 512 are stored."""
    head = bytearray(_info("gat.bin", 512, b"S").tobuf(tarfile.GNU_FORMAT))
    head[386:410] = b"%011o\0%011o\0" % (size - 512, 512)
    head[483:495] = b"%011o\0" % size
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + b"x" * 512


def _gzip_name(length):
    packed = gzip.compress(NOTE, mtime=0)
    return packed[:3] + b"\x08" + packed[4:10] + b"n" * length + b"\0" + packed[10:]


def _seven_zip():
    """The start of a 7z whose header, by what it states, lies far behind the end."""
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(4) + struct.pack("<QQI", 1 << 40, 1 << 40, 0) + bytes(200)


def _mailbox(count):
    return b"".join(b"From an@example.be Mon Mar  2 10:15:00 2026\r\nSubject: x\r\n\r\nx\r\n\r\n" for _ in range(count))


CASES = [
    _tar("size lies.tar", lambda: _tarred(_note(), (_info("a.txt", 1 << 32), b"kort" * 128), end=False), "partial corrupt", found=True),
    _tar("size below nothing.tar", lambda: _tarred(_note(), (_info("a.txt"), b"")).replace(b"00000000000\0", b"-0000000005\0", 1), "partial corrupt", found=True),
    _tar("sparse terabyte.tar", lambda: _tarred(_note(), end=False) + _sparse(1 << 32) + bytes(1024), "partial too_large", found=True),
    _tar("links out of it.tar", lambda: _tarred((_info("a", kind=tarfile.SYMTYPE, link="/etc/passwd"), b""), (_info("b", kind=tarfile.LNKTYPE, link="../../etc/shadow"), b""), _note()), "full", found=True),
    _tar("devices.tar", lambda: _tarred((_info("null", kind=tarfile.CHRTYPE), b""), (_info("pijp", kind=tarfile.FIFOTYPE), b""), _note()), "full", found=True),
    _tar("traversal.tar", lambda: _tarred((_info("../../../tmp/x", 1), b"x"), (_info("/abs/na.txt", len(NOTE)), NOTE)), "full", found=True),
    _tar("thousands of members.tar", lambda: _tarred(_note(), *[(_info(f"{n}.txt", 1), b"x") for n in range(2000)]), "partial too_large", found=True),
    _tar("name of a megabyte.tar", lambda: _tarred((_info("n" * MB, len(NOTE)), NOTE)), "partial too_large", found=True),
    _tar("extended header that lies.tar", lambda: _tarred((_info("x", 30, tarfile.XHDTYPE), b"99999999 path=a\n-5 size=1\n"), _note()), "full", found=True),
    _tar("wrong check sum.tar", lambda: _tarred(_note(), (_info("a.txt", 5), b"tekst"), (_info("b.txt", 1), b"x")).replace(b"a.txt", b"c.txt", 1), "partial corrupt", found=True),
    _tar("truncated.tar", lambda: _tarred(_note(), (_info("a.txt", 5000), b"tekst " * 833))[:3000], "partial corrupt", found=True),
    _gz("bomb.gz", lambda: build.repeated(b"tekst" * 200_000, 100, wrap=31), "partial too_large"),
    _gz("text bomb.gz", lambda: build.repeated(b"tekst" * 200_000, 1000, wrap=31), "none too_large"),
    _gz("bomb.tar.gz", lambda: gzip.compress(_tarred(_note()) [:-1024] + _info("a.txt", 40 * MB).tobuf() + b"tekst" * (8 * MB)), "partial corrupt too_large", found=True),
    _gz("thousands of streams.gz", lambda: gzip.compress(NOTE) + gzip.compress(b"x") * 5000, "full", found=True),
    _gz("thousands of empty streams.gz", lambda: gzip.compress(NOTE) + gzip.compress(b"") * 20_000, "full", found=True),
    _gz("gz in gz.gz", lambda: _again(gzip.compress, 20), "partial nesting"),
    _gz("name of a megabyte.gz", lambda: _gzip_name(MB - 100), "full", found=True),
    _gz("name of more megabytes.gz", lambda: _gzip_name(3 * MB), "none corrupt"),
    _gz("truncated.gz", lambda: gzip.compress(NOTE + b"\n" + " ".join(map(str, range(5000))).encode())[:5000], "partial corrupt", found=True),
    _gz("wrong check sum.gz", lambda: gzip.compress(NOTE)[:-8] + bytes(8), "partial corrupt", found=True),
    _gz("junk behind.gz", lambda: gzip.compress(NOTE) + b"rommel" * 50, "partial corrupt", found=True),
    _gz("header only.gz", lambda: gzip.compress(NOTE)[:10], "none corrupt"),
    _when_read("application/x-bzip2", "bomb.bz2", lambda: build.bzip2_bomb(100), "partial too_large"),
    _when_read("application/x-bzip2", "truncated.bz2", lambda: bz2.compress(NOTE * 50)[:60], "none corrupt"),
    _when_read("application/x-bzip2", "streams.bz2", lambda: bz2.compress(NOTE) * 500, "full", found=True),
    _when_read("application/x-xz", "bomb.xz", lambda: build.xz_bomb(100), "partial too_large"),
    _when_read("application/x-xz", "truncated.xz", lambda: lzma.compress(NOTE * 50)[:60], "partial corrupt", found=True),
    _when_read("application/x-xz", "window of 4 GB.xz", lambda: lzma.compress(NOTE, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 22}]).replace(b"\x16", b"\x28", 1), "none corrupt"),
    _when_read("application/zstd", "bomb.zst", lambda: build.zstd_bomb(100), "partial too_large"),
    _when_read("application/zstd", "window of 2 GB.zst", lambda: b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00", "none too_large"),
    _when_read("application/zstd", "truncated.zst", lambda: build.zstd_bomb(1)[:12], "none corrupt"),
    _when_read("application/x-7z-compressed", "header elsewhere.7z", _seven_zip, "none corrupt"),
    _when_read("application/x-7z-compressed", "truncated.7z", lambda: _seven_zip()[:20], "none corrupt"),
    _when_read("application/vnd.rar", "truncated.rar", lambda: archives.rar_5(archives.member_5("na.txt", NOTE), archives.member_5("a.txt", b"tekst" * 500))[:900], "partial corrupt", found=True),
    _when_read("application/vnd.rar", "encrypted.rar", lambda: archives.rar_5(archives.member_5("a.txt", b"x" * 64, encrypted=True), archives.member_5("na.txt", NOTE)), "partial encrypted", found=True),
    _when_read("application/vnd.rar", "locked.rar", lambda: archives.rar_5(archives.member_5("a.txt", NOTE), locked=True), "none encrypted"),
    _when_read("application/x-cpio", "size lies.cpio", lambda: b"070701" + b"FFFFFFFF" * 13 + b"a.txt\0" + bytes(50), "none memory"),
    _when_read("application/x-iso9660-image", "folder in itself.iso", lambda: _iso(), "none corrupt"),
    _when_read("application/mbox", "thousands of messages.mbox", lambda: _mailbox(5000), "partial too_large"),
    _when_read("application/vnd.ms-outlook-pst", "junk.pst", lambda: b"!BDN" + bytes(range(256)) * 40, "none corrupt"),
    _when_read("application/vnd.ms-tnef", "junk.dat", lambda: b"\x78\x9f\x3e\x22" + bytes(range(256)) * 40, "partial corrupt"),
]  # fmt: skip


def _again(pack, times):
    data = NOTE
    for _ in range(times):
        data = pack(data)
    return data


def _iso():
    """A volume whose root folder is its own only entry."""
    record = bytes([34, 0]) + struct.pack("<I", 18) + struct.pack(">I", 18) + struct.pack("<I", 2048) + struct.pack(">I", 2048)
    record += bytes(7) + b"\x02\0\0" + b"\x01\0\0\x01" + b"\x01\x00"
    volume = (b"\x01CD001\x01\0" + bytes(148) + record).ljust(2048, b"\0")
    inner = record[:32] + b"\x01A"
    return bytes(32768) + volume + b"\xffCD001\x01".ljust(2048, b"\0") + (record + record + inner).ljust(2048, b"\0")
