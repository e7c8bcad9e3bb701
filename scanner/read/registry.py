"""The formats that can be read. Adding one is a module with `read(source, draft, context)` and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from scanner.read.draft import Context, Draft
from scanner.read.source import Source

Reader = Callable[[Source, Draft, Context], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format family: the module that reads it and the media types it answers to."""

    module: str
    media_types: tuple[str, ...]

    def reader(self) -> Reader:
        """Return the module's `read`, imported on first use."""
        reader: Reader = import_module(f"scanner.read.{self.module}").read
        return reader


FORMATS: tuple[Format, ...] = (
    Format("text.plain", ("text/plain", "text/markdown", "text/calendar", "text/vcard")),
    Format("text.delimited", ("text/csv", "text/tab-separated-values")),
    Format("text.json_text", ("application/json", "application/x-ndjson")),
    Format("markup.html", ("text/html", "application/xhtml+xml")),
    Format("markup.xml", ("application/xml", "image/svg+xml")),
    Format("identity.eid", ("application/x-eid-export",)),
    Format("pdf.pdf", ("application/pdf",)),
    Format(
        "pictures.picture",
        (
            "image/jpeg",
            "image/png",
            "image/tiff",
            "image/webp",
            "image/bmp",
            "image/x-ms-bmp",
            "image/gif",
            "image/jp2",
            "image/avif",
            "image/heic",
        ),
    ),
    Format("pictures.picture_words", ("image/emf", "image/wmf")),
    Format("pictures.thumbnails", ("application/x-thumbs-db", "application/x-thumbcache")),
    Format("office.word", ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)),
    Format(
        "sheets.sheet",
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
            "application/vnd.ms-excel",
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
    ),
    Format("office.slides", ("application/vnd.openxmlformats-officedocument.presentationml.presentation",)),
    Format(
        "opendocument.opendocument",
        (
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.text-master",
            "application/vnd.oasis.opendocument.text-web",
            "application/vnd.oasis.opendocument.presentation",
            "application/vnd.oasis.opendocument.graphics",
        ),
    ),
    Format("rtf.rtf", ("text/rtf", "application/rtf")),
    Format("old_office.word97", ("application/msword",)),
    Format("old_office.slides97", ("application/vnd.ms-powerpoint",)),
    Format("old_office.ole_object", ("application/x-ole-storage", "application/x-mspublisher")),
    Format("office.opc", ("application/vnd.ms-visio.drawing.main+xml", "application/oxps")),
    Format(
        "sealed",
        ("application/x-encrypted-office", "application/pgp-encrypted", "application/x-pkcs12", "application/x-keepass2"),
    ),
    Format("mail.mail", ("message/rfc822",)),
    Format("mail.mbox", ("application/mbox",)),
    Format("mail.outlook", ("application/vnd.ms-outlook",)),
    Format("mail.tnef", ("application/vnd.ms-tnef",)),
    Format("mail.pst", ("application/vnd.ms-outlook-pst",)),
    Format(
        "identity.certificate",
        ("application/pkcs7-signature", "application/pkcs7-mime", "application/x-pem-file", "application/pkix-cert"),
    ),
    Format(
        "archives.archive",
        (
            "application/zip",
            "application/epub+zip",
            "application/vnd.etsi.asic-e+zip",
            "application/vnd.etsi.asic-s+zip",
        ),
    ),
    Format(
        "archives.compressed",
        (
            "application/gzip",
            "application/x-bzip2",
            "application/x-xz",
            "application/x-lzma",
            "application/zstd",
            "application/x-compress",
            "application/x-lzip",
            "application/x-lz4",
        ),
    ),
    Format("archives.apple_double", ("application/applefile",)),
    Format("archives.tarball", ("application/x-tar",)),
    Format("archives.seven_zip", ("application/x-7z-compressed",)),
    Format(
        "archives.other_archive",
        (
            "application/vnd.rar",
            "application/vnd.ms-cab-compressed",
            "application/x-iso9660-image",
            "application/x-cpio",
            "application/x-lzh-compressed",
            "application/x-archive",
        ),
    ),
)

_BY_TYPE = {media_type: format_ for format_ in FORMATS for media_type in format_.media_types}


def find(media_type: str) -> Format | None:
    """Return the format that reads a media type, or None."""
    return _BY_TYPE.get(media_type)
