"""What the bytes are. The content decides, the extension is only compared with it.

The obvious cases are told from the first bytes, since libmagic takes nearly all the time of a small text file;
libmagic answers for the rest, and containers are looked into.
"""

from __future__ import annotations

import re
import zipfile

from scanner.model import FileType
from scanner.read.archives import archive_kinds
from scanner.read.archives.archive import BROKEN
from scanner.read.identify_text import EID, PLAIN, text_kind
from scanner.read.identity import pkcs7
from scanner.read.source import Source
from scanner.read.text import decode

__all__ = ["EMPTY", "LOCK", "PLAIN", "identify"]

EMPTY = "inode/x-empty"
LOCK = "application/x-office-lock"
OCTETS = "application/octet-stream"
OLE = "application/x-ole-storage"
ZIP = "application/zip"

# Offset, bytes, media type.
_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", "text/rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x00\x0cjP  ", "image/jp2"),
    (0, b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (40, b" EMF", "image/emf"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"\x1f\x9d", "application/x-compress"),
    (257, b"ustar", "application/x-tar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (0, b"!<arch>\n", "application/x-archive"),
    (0, b"070701", "application/x-cpio"),
    (0, b"070702", "application/x-cpio"),
    (0, b"070707", "application/x-cpio"),
    (2, b"-lh", "application/x-lzh-compressed"),
    (0, b"!BDN", "application/vnd.ms-outlook-pst"),
    (0, b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (0, b"CMMM", "application/x-thumbcache"),
    (0, b"\x03\xd9\xa2\x9a", "application/x-keepass2"),
    (0, b"\x00\x05\x16\x00", "application/applefile"),
    (0, b"\x00\x05\x16\x07", "application/applefile"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")
# A certificate: a sequence in a sequence that begins with a version or a serial number (X.690; RFC 5280, 4.1).
_X509 = re.compile(
    rb"(?:\x30\x82..\x30\x82..(?:\xa0\x03\x02\x01[\x00-\x02])?|\x30(?:\x81.|\x82..)\x30\x81.\xa0\x03\x02\x01[\x00-\x02])\x02",
    re.DOTALL,
)
_PKCS12 = re.compile(rb"\x30[\x80-\x84].{0,4}?\x02\x01\x03\x30", re.DOTALL)  # version 3, then the safe (RFC 7292, 4)

_OOXML_MAIN = {
    b"wordprocessingml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"application/vnd.ms-word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"spreadsheetml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"application/vnd.ms-excel.sheet.binary": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    b"application/vnd.ms-excel": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"presentationml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    b"application/vnd.ms-powerpoint": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    b"ms-visio": "application/vnd.ms-visio.drawing.main+xml",
    b"fixeddocumentsequence": "application/oxps",
}
DOCX, XLSX, PPTX, XLSB = (
    _OOXML_MAIN[key]
    for key in (b"wordprocessingml", b"spreadsheetml", b"presentationml", b"application/vnd.ms-excel.sheet.binary")
)

_EXTENSIONS: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf", "ai"),
    DOCX: ("docx", "docm", "dotx", "dotm"),
    XLSX: ("xlsx", "xlsm", "xltx", "xltm", "xlam"),
    XLSB: ("xlsb",),
    PPTX: ("pptx", "pptm", "ppsx", "ppsm", "potx", "potm"),
    ZIP: ("zip",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
}


def identify(source: Source) -> FileType:
    """Return the media type with its evidence, and whether the extension belongs to another type."""
    media_type, evidence = _decide(source)
    expected = [kind for kind, names in _EXTENSIONS.items() if source.extension in names]
    mismatch = bool(expected) and media_type not in expected and media_type not in (EMPTY, LOCK)
    return FileType(media_type, evidence, mismatch)


def _decide(source: Source) -> tuple[str, str]:
    head = source.head()
    name = source.name.rpartition("/")[2]
    if not head:
        return EMPTY, "no bytes"
    if _is_lock(source, name):
        return LOCK, "Office lock file"
    # 1,024 bytes: where readers look for the header, since scanners and mail gateways put bytes before it (ISO 32000-1, Annex H.3.4.1).
    if b"%PDF-" in head[:1024]:
        return "application/pdf", "header"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")):
        return _inside_zip(source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(source)
    found = _by_mark(head) or _asn1(head)
    if found:
        return found, "header"
    if head.startswith(b"\x00\x01") and b"Belgium Root CA" in head[:128]:
        return EID, "eID Viewer 3.5 export"
    if decode.looks_text(head):
        return text_kind(head, source.extension)
    return _late(source, head)


def _is_lock(source: Source, name: str) -> bool:
    # Word and Excel write the user's name in 162 or 165 bytes, LibreOffice one line.
    if name.startswith("~$") and source.size <= 1024:
        return True
    return name.startswith(".~lock.") and name.endswith("#") and source.size <= 1024


def _by_mark(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "image/avif" if head[8:12] == b"avif" else "image/heic"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "image/bmp"
    if head.startswith((b"\x01\x00\x09\x00\x00\x03", b"\x01\x00\x09\x00\x00\x01")):
        return "image/wmf"
    if head.startswith(b"\x5d\x00\x00") and head[5:13] in (b"\xff" * 8, head[5:8] + bytes(5)):
        return "application/x-lzma"  # properties 0x5D; the size is not known, or below 16 MB and so with empty upper bytes
    return next((kind for offset, mark, kind in _MARKS if head.startswith(mark, offset)), "")


def _asn1(head: bytes) -> str:
    """Tell signatures, certificates and key stores in DER or BER."""
    if head[:1] != b"\x30":
        return ""
    if pkcs7.is_signed(head) or pkcs7.is_enveloped(head):
        return "application/pkcs7-mime"
    if _X509.match(head):
        return "application/pkix-cert"
    return "application/x-pkcs12" if _PKCS12.match(head) else ""


def _late(source: Source, head: bytes) -> tuple[str, str]:
    """Ask libmagic, and look where reading more than the head pays only now."""
    archive = archive_kinds.find(source)
    if archive and archive.media_type == ZIP and not archive.behind_program:
        return _inside_zip(source)
    if archive:
        return archive.media_type, "archive that unpacks itself" if archive.behind_program else "header"
    return _libmagic(source)


def _inside_zip(source: Source) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(source.open()) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return _ooxml(_start(archive, "[Content_Types].xml", 1 << 20), names)
            if "mimetype" in names:
                declared = _start(archive, "mimetype", 128).strip().decode("ascii", "ignore")
                if declared.startswith("application/"):
                    return declared.removesuffix("-template"), "mimetype member"
            if {"word/document.xml"} & names:
                return DOCX, "member names"
            if {"xl/workbook.xml"} & names:
                return XLSX, "member names"
            if {"ppt/presentation.xml"} & names:
                return PPTX, "member names"
    except (*BROKEN, RuntimeError):
        return ZIP, "header"
    return ZIP, "header"


def _start(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return the first bytes of a member; a wrong check sum does not matter to what it says."""
    try:
        with archive.open(name) as member:
            member._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001 - the module has no other way
            return member.read(most)
    except (*BROKEN, RuntimeError):
        return b""


def _ooxml(types: bytes, names: set[str]) -> tuple[str, str]:
    main = re.findall(rb'ContentType="([^"]*?(?:main\+xml|\.main|sheet\.binary\.[^"]*main|sequence\+xml))"', types)
    for content_type in main:
        for key, media_type in _OOXML_MAIN.items():
            if key in content_type:
                return media_type, "content types"
    for folder, media_type in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
        if any(name.startswith(folder) for name in names):
            return media_type, "member names"
    return ZIP, "content types without a main part"


def _inside_ole(source: Source) -> tuple[str, str]:
    found = (_ole_streams(source) if source.size >= 512 else None) or _libmagic(source)
    return (OLE, "header") if found[0] == OCTETS else found


def _ole_streams(source: Source) -> tuple[str, str] | None:
    from scanner.read.old_office.ole_file import StorageFile

    try:
        with StorageFile(source.open()) as storage:
            names = {"/".join(path) for path in storage.listdir(streams=True, storages=False)}
    except Exception:  # noqa: BLE001 - olefile raises whatever its broken input leads to; the type is then told by libmagic
        return None
    for stream, media_type in (
        ("EncryptedPackage", "application/x-encrypted-office"),
        ("__properties_version1.0", "application/vnd.ms-outlook"),
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("Book", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("VisioDocument", "application/vnd.visio"),
        ("Quill/QuillSub/CONTENTS", "application/x-mspublisher"),
        ("Catalog", "application/x-thumbs-db"),
    ):
        if stream in names:
            return media_type, f"stream {stream}"
    return OLE, "OLE storage"


def _libmagic(source: Source) -> tuple[str, str]:
    from scanner.read import libmagic

    answer = libmagic.media_type(source.head(2 << 20) if source.head()[:4] == b"\xd0\xcf\x11\xe0" else source.head())
    return answer or OCTETS, "libmagic" if answer else "no library knows these bytes"
