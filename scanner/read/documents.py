"""Read one document: identify it, choose its reader, and turn every failure into a named gap."""

from __future__ import annotations

from collections.abc import Callable

from scanner.config import Limits
from scanner.model import Child, Code, Extraction, FileType, Problem
from scanner.read import identify, registry
from scanner.read.draft import STAGE, Budget, Context, Draft, LimitReached, NotThisFormat, Refused
from scanner.read.source import Source

_FALLBACK = identify.PLAIN


def read_document(source: Source, limits: Limits, ocr: bool = True) -> tuple[FileType, Extraction]:
    """Return what the document is and all that could be read from it. Raises nothing, but MemoryError where not even that can be said."""
    return _read(source, Budget(limits), 0, ocr)


def _read(source: Source, budget: Budget, depth: int, ocr: bool) -> tuple[FileType, Extraction]:
    file_type = identify.identify(source)
    if file_type.media_type in (identify.EMPTY, identify.LOCK):
        return file_type, Extraction()
    format_ = registry.find(file_type.media_type)
    if format_ is None:
        return file_type, _refusal(Code.UNSUPPORTED, file_type.media_type)
    draft = Draft()
    context = Context(budget, depth, _child_reader(budget, depth, ocr), ocr)
    try:
        format_.reader()(source, draft, context)
        _look(draft, context)
    except LimitReached as limit:
        draft.problem(limit.code, limit.detail)
    except Refused as refusal:
        if _empty(draft):
            return file_type, _refusal(refusal.code, refusal.detail)
        draft.problem(refusal.code, refusal.detail)
    except NotThisFormat:
        return _as_text(source, file_type, budget, depth, ocr)
    except MemoryError:
        draft.problem(Code.MEMORY, "takes too much memory to read")
        return file_type, draft.finish(unread=_empty(draft))
    except RecursionError:
        draft.problem(Code.NESTING, "structure nested too deeply")
    except Exception as error:  # noqa: BLE001 - a parser's failure on hostile bytes may be of any type; it costs this document only
        draft.problem(Code.CORRUPT, f"{format_.module}: {type(error).__name__}")
        return file_type, draft.finish(unread=_empty(draft))
    except BaseException as error:
        # A panic of a library in Rust is no Exception; anything else (Ctrl-C, exit) is not ours to stop.
        if type(error).__name__ != "PanicException":
            raise
        draft.problem(Code.CORRUPT, f"{format_.module}: the parser gave up")
        return file_type, draft.finish(unread=_empty(draft))
    return file_type, draft.finish()


def _look(draft: Draft, context: Context) -> None:
    """Read the text in the pictures that a reader found."""
    if draft.pictures:
        from scanner.read.pictures.picture import read_pictures

        read_pictures(draft, context)


def _empty(draft: Draft) -> bool:
    return not (draft.segments or draft.pictures or draft.children or draft.facts)


def _refusal(code: Code, detail: str) -> Extraction:
    return Extraction(problems=(Problem(STAGE, code, detail),), unread=True)


def _as_text(source: Source, claimed: FileType, budget: Budget, depth: int, ocr: bool) -> tuple[FileType, Extraction]:
    """Give bytes that are not what they seem to the reader of plain text, or say that nobody can read them."""
    if claimed.media_type == _FALLBACK:
        return claimed, _refusal(Code.CORRUPT, "not text")
    draft = Draft()
    fallback = registry.find(_FALLBACK)
    if fallback is None:
        return claimed, _refusal(Code.UNSUPPORTED, claimed.media_type)
    try:
        fallback.reader()(source, draft, Context(budget, depth, _child_reader(budget, depth, ocr), ocr))
    except NotThisFormat:
        return claimed, _refusal(Code.CORRUPT, f"not a readable {claimed.media_type}")
    except LimitReached as limit:
        draft.problem(limit.code, limit.detail)
    return FileType(_FALLBACK, f"not a readable {claimed.media_type}", claimed.extension_mismatch), draft.finish()


def _child_reader(budget: Budget, depth: int, ocr: bool) -> Callable[[Draft, str, str, bytes], None]:
    def read_child(draft: Draft, name: str, locator: str, data: bytes) -> None:
        budget.check_time()
        budget.charge_member()
        budget.charge_bytes(len(data))
        if depth + 1 > budget.limits.depth:
            draft.problem(Code.NESTING, f"more than {budget.limits.depth} documents inside each other")
            return
        source = Source(data, len(data), name)
        file_type, extraction = _read(source, budget, depth + 1, ocr)
        draft.children.append(Child(name, locator, file_type, extraction))

    return read_child
