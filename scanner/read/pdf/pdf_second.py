"""The second reader of PDF, pdfminer.six: slower by far, and able to read some files and pages that PDFium cannot."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Callable
from functools import cached_property
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTFigure, LTImage, LTPage, LTTextContainer
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from scanner.model import Code, Picture, Role
from scanner.read.draft import Context, Draft, FlowWriter, LimitReached, Refused
from scanner.read.pdf import pdf_text

# Its log lines repeat what stands in the file.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)
_LOOK = 65_536  # bytes of a stream that tell whether it unpacks
_CHECK = 500  # characters between two looks at the clock


class SecondReader:
    """One document opened with pdfminer. Its methods raise what pdfminer's parser runs into, and LimitReached."""

    def __init__(self, data: bytes, check_time: Callable[[], None]) -> None:
        self._data = data
        self._check_time = check_time

    @cached_property
    def _document(self) -> Any:
        return PDFDocument(PDFParser(io.BytesIO(self._data)))

    @cached_property
    def pages(self) -> list[Any]:
        """The pages as far as the page tree can be followed."""
        found = []
        try:
            for page in PDFPage.create_pages(self._document):
                found.append(page)
                self._check_time()
        except (PDFException, PSException, TypeError, ValueError, KeyError, AttributeError):
            if not found:
                raise
        return found

    def layout(self, index: int) -> Any:
        """Return the laid-out page, counted from 0. Without the grouping of boxes, whose cost has no bound."""
        manager = PDFResourceManager()
        device = _Watched(manager, self._check_time)
        PDFPageInterpreter(manager, device).process_page(self.pages[index])
        return device.get_result()

    def text(self, index: int) -> str:
        """Return the text of a page, counted from 0."""
        return _text(self.layout(index))

    def unreadable(self, index: int) -> bool:
        """Return whether the page's content stream holds bytes that do not unpack, or is missing."""
        contents = resolve1(self.pages[index].attrs.get("Contents"))
        for item in contents if isinstance(contents, list) else [contents]:
            stream = resolve1(item)
            if stream is None and item is not None:
                return True
            if isinstance(stream, PDFStream) and not _unpacks(stream):
                return True
        return False

    def information(self) -> dict[str, str]:
        """Return the information dictionary."""
        found = {}
        for information in self._document.info:
            for key, value in information.items():
                resolved = resolve1(value)
                if isinstance(resolved, bytes):
                    found[str(key)] = decode_text(resolved)
        return found


def _unpacks(stream: Any) -> bool:
    """Return whether the first bytes of a stream unpack, where it is packed with Flate; pdfminer would unpack all, and slowly."""
    data = stream.get_rawdata() or b""
    filters = stream.get_filters()
    if not data or not filters or filters[0][0] not in LITERALS_FLATE_DECODE:
        return True
    if stream.decipher:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    try:
        return bool(zlib.decompressobj().decompress(data[:_LOOK], 1))
    except zlib.error:
        return False


class _Watched(PDFPageAggregator):  # type: ignore[misc] # pdfminer has no types here
    """Collects a page and looks at the clock while it does."""

    def __init__(self, manager: Any, check_time: Callable[[], None]) -> None:
        super().__init__(manager, laparams=LAParams(boxes_flow=None, all_texts=True))
        self._check_time = check_time
        self._count = 0

    def render_char(self, *arguments: Any, **options: Any) -> float:
        self._count += 1
        if self._count % _CHECK == 0:
            self._check_time()
        advance: float = super().render_char(*arguments, **options)
        return advance


def read(data: bytes, draft: Draft, context: Context) -> None:
    """Read a whole document that PDFium could not open; what comes out is partial.

    Raises Refused when a password is needed or nothing can be read.
    """
    reader = SecondReader(data, context.budget.check_time)
    try:
        count = len(reader.pages)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Refused(Code.ENCRYPTED, "PDF with a password") from None
    except (LimitReached, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises whatever its input leads it to
        raise Refused(Code.CORRUPT, "no reader can open it") from None
    broken = [number for number in range(1, count + 1) if not _page(reader, number, draft, context)]
    _information(reader, draft)
    if not draft.segments and not draft.pictures:
        raise Refused(Code.CORRUPT, "no reader can open it")
    if broken:
        draft.problem(Code.CORRUPT, pdf_text.pages(broken))
    draft.problem(Code.CORRUPT, "damaged; what could be recovered was read")


def _page(reader: SecondReader, number: int, draft: Draft, context: Context) -> bool:
    """Add one page's text and its JPEG pictures; return whether it could be read."""
    context.budget.charge_page()
    try:
        layout = reader.layout(number - 1)
        text = _text(layout)
    except (LimitReached, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - as above; the other pages are read
        return False
    context.budget.charge_bytes(len(text))
    draft.text(pdf_text.tidy(pdf_text.without_codes(text)), f"page {number}")
    readable = pdf_text.usable(text)
    for index, image in enumerate(_images(layout), 1):
        if str(getattr(image.stream, "attrs", {}).get("Filter")) != "/'DCTDecode'":
            readable = False
            continue
        content = image.stream.get_rawdata() or b""
        width, height = image.srcsize
        draft.pictures.append(Picture(content, "image/jpeg", f"page {number} image {index}", _whole(width), _whole(height)))
    return readable


def _text(layout: LTPage) -> str:
    return "".join(item.get_text() for item in _walk(layout) if isinstance(item, LTTextContainer))


def _images(layout: LTPage) -> list[Any]:
    return [item for item in _walk(layout) if isinstance(item, LTImage)]


def _walk(container: Any) -> list[Any]:
    """Return the items of a page, those inside figures included."""
    found = []
    for item in container:
        found += _walk(item) if isinstance(item, LTFigure) else [item]
    return found


def _information(reader: SecondReader, draft: Draft) -> None:
    flow = FlowWriter()
    try:
        for key, value in reader.information().items():
            flow.add(f"{key}: {value}", f"metadata {key.lower()}")
    except (PDFException, PSException, TypeError, ValueError, KeyError, AttributeError):
        draft.problem(Code.CORRUPT, "metadata")
    flow.into(draft, Role.METADATA)


def _whole(number: object) -> int:
    return number if isinstance(number, int) else 0
