"""What the bytes are. The content decides, the extension is only compared with it.

The obvious cases are told from the first bytes, since libmagic takes nearly all the time of a small text file;
libmagic answers for the rest, and containers are looked into.
"""

from __future__ import annotations

import re
import zipfile

from scanner.model import FileType
from scanner.read import decode
from scanner.read.archive import BROKEN
from scanner.read.source import Source

EMPTY = "inode/x-empty"
LOCK = "application/x-office-lock"
OCTETS = "application/octet-stream"
OLE = "application/x-ole-storage"
PLAIN = "text/plain"

_PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "text/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (b"-----BEGIN PKCS7", "application/pkcs7-signature"),
    (b"-----BEGIN CERTIFICATE", "application/x-pem-file"),
)

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
    "application/zip": ("zip",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
}
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_MAIL_HEADERS = frozenset(
    b"from to cc bcc subject date message-id mime-version received return-path delivered-to content-type reply-to "
    b"x-mailer in-reply-to sender content-transfer-encoding references x-originating-ip dkim-signature".split()
)


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
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _inside_zip(source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(source)
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc", b"ftypavif"):
        return "image/heic" if head[8:12] != b"avif" else "image/avif", "header"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp", "header"
    if head[257:262] == b"ustar":
        return "application/x-tar", "header"
    for prefix, media_type in _PREFIXES:
        if head.startswith(prefix) and (prefix != b"BM" or head[6:10] == b"\x00\x00\x00\x00"):
            return media_type, "header"
    if head.startswith(b"\x00\x01") and b"Belgium Root CA" in head[:128]:
        return "application/x-eid-export", "eID Viewer 3.5 export"
    if decode.looks_text(head):
        return _text_kind(head, source.extension)
    return _libmagic(source)


def _is_lock(source: Source, name: str) -> bool:
    # Word and Excel write the user's name in 162 or 165 bytes, LibreOffice one line.
    if name.startswith("~$") and source.size <= 1024:
        return True
    return name.startswith(".~lock.") and name.endswith("#") and source.size <= 1024


def _inside_zip(source: Source) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(source.open()) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as member:
                    return _ooxml(member.read(1 << 20), names)
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    declared = member.read(128).strip().decode("ascii", "ignore")
                if declared.startswith("application/"):
                    return declared.removesuffix("-template"), "mimetype member"
            if {"word/document.xml"} & names:
                return DOCX, "member names"
            if {"xl/workbook.xml"} & names:
                return XLSX, "member names"
            if {"ppt/presentation.xml"} & names:
                return PPTX, "member names"
    except (*BROKEN, RuntimeError):
        return "application/zip", "header"
    return "application/zip", "header"


def _ooxml(types: bytes, names: set[str]) -> tuple[str, str]:
    main = re.findall(rb'ContentType="([^"]*?(?:main\+xml|\.main|sheet\.binary\.[^"]*main|sequence\+xml))"', types)
    for content_type in main:
        for key, media_type in _OOXML_MAIN.items():
            if key in content_type:
                return media_type, "content types"
    for folder, media_type in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
        if any(name.startswith(folder) for name in names):
            return media_type, "member names"
    return "application/zip", "content types without a main part"


def _inside_ole(source: Source) -> tuple[str, str]:
    return _libmagic(source) if source.size < 512 else (_ole_streams(source) or _libmagic(source))


def _ole_streams(source: Source) -> tuple[str, str] | None:
    import olefile

    try:
        with olefile.OleFileIO(source.open()) as storage:
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
        ("Catalog", "application/x-thumbs-db"),
    ):
        if stream in names:
            return media_type, f"stream {stream}"
    return OLE, "OLE storage"


def _text_kind(head: bytes, extension: str) -> tuple[str, str]:
    text = decode.decode(head)[0].lstrip("\ufeff \t\r\n")
    lower = text[:4096].lower()
    if lower.startswith("<"):
        if re.search(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", lower):
            return "text/html", "markup"
        if re.match(r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:eid|beid_card|belpicdirectory)[\s>]", lower, re.DOTALL):
            return "application/x-eid-export", "eID Viewer root element"
        if re.match(r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!doctype[^>]*>\s*)*<svg[\s>]", lower, re.DOTALL):
            return "image/svg+xml", "root element"
        if lower.startswith("<?xml") or re.match(r"<[a-z_][\w:.-]*(?:\s[^<>]*)?/?>", lower):
            return (
                ("text/html", "markup")
                if re.match(r"<(?:p|div|table|h[1-6]|span|a|br|ul|ol)[\s>/]", lower)
                else ("application/xml", "markup")
            )
    if re.match(r"\d{1,2};eid;", lower):
        return "application/x-eid-export", "eID Viewer 3.5 table"
    if text.startswith("BEGIN:VCALENDAR"):
        return "text/calendar", "header"
    if text.startswith("BEGIN:VCARD"):
        return "text/vcard", "header"
    if re.match(r"\{\\rtf", text):
        return "text/rtf", "header"
    if _is_mbox(head):
        return "application/mbox", "From line and mail headers"
    if _is_mail(head):
        return "message/rfc822", "mail headers"
    if text[:1] in "{[" and (extension in ("json", "jsonl", "ndjson") or re.match(r'\{\s*"|\[\s*[\[{"\d]', text)):
        return (
            ("application/x-ndjson", "one object a line") if extension in ("jsonl", "ndjson") else ("application/json", "bracket")
        )
    if extension in ("csv", "tsv", "tab") or _is_delimited(text):
        return "text/csv", "delimiters"
    return ("text/markdown", "extension") if extension in ("md", "markdown") else (PLAIN, "text")


def _is_mbox(head: bytes) -> bool:
    if not head.startswith(b"From "):
        return False
    _, _, rest = head.partition(b"\n")
    return _is_mail(rest, least=1)


def _is_mail(head: bytes, least: int = 2) -> bool:
    known = 0
    position = 0
    seen = 0
    while (match := _HEADER.match(head, position)) and seen < 60:
        known += match.group().partition(b":")[0].lower() in _MAIL_HEADERS
        position = match.end()
        seen += 1
    if known >= least + 1 or (known >= least and known * 2 >= seen):
        rest = head[position : position + 2]
        return not rest.strip() or len(head) < 64 or known >= least + 1
    return False


def _is_delimited(text: str) -> bool:
    """Return whether the first lines have the same number (at least two) of `;`, tab or `,`, without being sentences."""
    lines = [line for line in text[:8192].splitlines()[:12] if line.strip()]
    if len(lines) < 3:
        return False
    lines = lines[:-1] if len(text) >= 8192 else lines
    for mark in ("\t", ";", ","):
        counts = [line.count(mark) for line in lines]
        if counts[0] >= (2 if mark != "," else 3) and len(set(counts)) == 1 and not lines[0].rstrip().endswith("."):
            return True
    return False


def _libmagic(source: Source) -> tuple[str, str]:
    from scanner.read import libmagic

    answer = libmagic.media_type(source.head(2 << 20) if source.head()[:4] == b"\xd0\xcf\x11\xe0" else source.head())
    return answer or OCTETS, "libmagic" if answer else "no library knows these bytes"
