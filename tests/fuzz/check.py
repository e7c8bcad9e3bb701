"""What must hold of every document, whatever is in it."""

import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager

from scanner.config import Limits
from scanner.model import Coverage
from scanner.read import registry
from scanner.read.documents import read_document
from scanner.read.draft import LimitReached, NotThisFormat, Refused
from scanner.read.source import Source
from tests.fuzz import edits
from tests.fuzz.seeds import WORD, packed, seeds

LIMITS = Limits(
    soft_seconds=4.0, hard_seconds=30.0, expanded_mb=16, ratio=60, members=200, depth=4, pages=20, ocr_pages=1, picture_mpixels=4
)
_LATE = 2.0  # seconds above the soft limit; a step between two looks at the clock


def damaged(module, number):
    """The seed, the bytes and the edits of one case; the same number always gives the same."""
    chance = random.Random(f"{module} {number}")
    seed = chance.choice(seeds(module))
    made = edits.drawn(chance)
    if seed.parts and chance.random() < 0.6:
        name = chance.choice(sorted(seed.parts))
        return seed, packed({**seed.parts, name: edits.apply(seed.parts[name], made)}), made, name
    return seed, edits.apply(seed.data, made), made, ""


def complaints(seed, data, inside):
    """Read the bytes; return what does not hold, MemoryError being allowed to a reader but nothing else."""
    begin = time.monotonic()
    try:
        _, found = read_document(Source(data, len(data), seed.name), LIMITS, ocr=False)
    except MemoryError:
        return ["memory"]
    except Exception as error:  # noqa: BLE001 - that is the question
        return [f"raised: {type(error).__name__} in {place_of(error)}"]
    took = time.monotonic() - begin
    gaps = _gaps(found)
    wrong = []
    if took > LIMITS.soft_seconds + _LATE:
        wrong.append(f"slow: {took:.1f} s")
    if (found.coverage is Coverage.FULL) == bool(gaps):
        wrong.append(f"coverage: {found.coverage} with {len(gaps)} gaps")
    if any(WORD in gap.detail for gap in gaps):
        wrong.append("content in the detail of a gap")
    if seed.strict and not inside and not gaps and WORD.encode() in seed.data and WORD.encode() in data and not _said(found):
        wrong.append("lost: the word is there, no gap is named, and it was not read")
    return wrong


def place_of(error):
    """The innermost place in our own code where an exception came from, as `module:line`."""
    place = "?"
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        place = f"{name}:{trace.tb_lineno}" if name.startswith("scanner.") else place
        trace = trace.tb_next
    return place


@contextmanager
def stumbles():
    """Give a list of the exceptions that readers end with beside those they may, which cost the rest of the document."""
    seen = []
    real = registry.Format.reader

    def reader(format_):
        read = real(format_)

        def watched(source, draft, context):
            try:
                read(source, draft, context)
            except (Refused, NotThisFormat, LimitReached, MemoryError, RecursionError):
                raise
            except BaseException as error:
                seen.append(f"stumbled: {type(error).__name__} in {place_of(error)}")
                raise

        return watched

    registry.Format.reader = reader
    try:
        yield seen
    finally:
        registry.Format.reader = real


def _gaps(found):
    return [*found.problems, *(gap for child in found.children for gap in _gaps(child.extraction))]


def _said(found):
    texts = [segment.text for segment in found.segments] + [child.name for child in found.children]
    return any(WORD in text for text in texts) or any(_said(child.extraction) for child in found.children)


@contextmanager
def quiet():
    """Give a function that returns what was written to standard output and standard error so far, by whatever library."""
    own = sys.stdout, sys.stderr
    for stream in own:
        stream.flush()
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile() as target:
        os.dup2(target.fileno(), 1)
        os.dup2(target.fileno(), 2)
        sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))  # noqa: SIM115 - closed with the process

        def said():
            sys.stdout.flush()
            sys.stderr.flush()
            return os.pread(target.fileno(), 1000, 0)

        try:
            yield said
        finally:
            said()
            sys.stdout, sys.stderr = own
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])
