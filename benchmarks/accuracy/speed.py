"""Detection over plain text beside google-re2 with the same patterns, at 1 to 50 MB, to see the ratio and whether it stays linear.

The patterns are those that the recognisers hold as compiled expressions. RE2 knows no look-around; it is left out there, which makes
RE2's work a little easier. Without google-re2 the standard library's `re` takes its place, which the table says.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import scanner.detect.recognizers
from benchmarks.accuracy.template import documents
from scanner.detect.engine import Detector, Located
from scanner.model import Place, Segment

LONGEST = 240.0  # seconds; a size that is expected to take longer by the last two is left out, and said so
_MODULES = (
    "scanner.detect.dates",
    "scanner.detect.lookalikes",
    *(found.name for found in pkgutil.iter_modules(scanner.detect.recognizers.__path__, "scanner.detect.recognizers.")),
)


def patterns() -> list[re.Pattern[str]]:
    """Return the compiled expressions of the recognisers, each once, in the order of their modules."""
    found: dict[str, re.Pattern[str]] = {}

    def collect(value: object) -> None:
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            found.setdefault(value.pattern, value)
        elif isinstance(value, (tuple, list)):
            for item in value:
                collect(item)
        elif isinstance(value, dict):
            for item in value.values():
                collect(item)

    for name in _MODULES:
        for key, value in vars(importlib.import_module(name)).items():
            if not key.startswith("__"):
                collect(value)
    return list(found.values())


def without_lookaround(pattern: str) -> str:
    """Return a pattern without its look-ahead and look-behind groups, without possessive and atomic parts."""
    out, index = "", 0
    while index < len(pattern):
        if pattern[index] == "\\":
            out += pattern[index : index + 2]
            index += 2
        elif pattern.startswith(("(?=", "(?!", "(?<=", "(?<!"), index):
            index = _after_group(pattern, index)
        else:
            out += pattern[index]
            index += 1
    return re.sub(r"([*+?}])\+", r"\1", out.replace("(?>", "(?:"))


def _after_group(pattern: str, start: int) -> int:
    depth, index, in_class = 0, start, False
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 2
            continue
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
            index += 1 if pattern[index + 1] in "]^" else 0
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                return index + 1
        index += 1
    return index


def _compiled() -> tuple[str, list[Callable[[str, bytes], int]], int]:
    """Return the engine's name, one counter of matches per pattern, and how many patterns it could not take."""
    own = patterns()
    try:
        import re2
    except ImportError:
        return "re (google-re2 is not installed)", [_with_re(pattern) for pattern in own], 0
    ready, refused = [], 0
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    for pattern in own:
        flags = "".join(
            letter for letter, flag in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL)) if pattern.flags & flag
        )
        source = pattern.pattern
        if pattern.flags & re.VERBOSE:
            source = re.sub(r"(?<!\\)#.*|(?<!\\)\s+", "", source)
        try:
            machine = re2.compile((f"(?{flags})" if flags else "") + without_lookaround(source), options)
        except re2.error:
            refused += 1
            continue
        ready.append(_with_re2(machine))
    return "google-re2", ready, refused


def _with_re(pattern: re.Pattern[str]) -> Callable[[str, bytes], int]:
    return lambda text, raw: sum(1 for _ in pattern.finditer(text))


def _with_re2(machine: Any) -> Callable[[str, bytes], int]:
    return lambda text, raw: sum(1 for _ in machine.finditer(raw))


def running_text(size: int, dense: bool, seed: int = 1) -> str:
    """Return `size` characters: the documents of the tuning half on end, or one of them in every 10,000 characters of ordinary words."""
    rng = Random(f"speed/{seed}")
    texts = ["\n".join(part.text for part in document.parts) for document in documents("tuning", 6)]
    words = sorted({word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)})
    out: list[str] = []
    length = 0
    while length < size:
        piece = rng.choice(texts)
        if not dense:
            piece += "\n" + ". ".join(" ".join(rng.choices(words, k=14)) for _ in range(100)) + ".\n"
        out.append(piece)
        length += len(piece) + 1
    return "\n".join(out)[:size]


def rows(detector: Detector, megabytes: tuple[int, ...]) -> Iterator[str]:
    """Yield the table's rows; seconds of one core, ours and the other engine's in turn on the same text."""
    name, counters, refused = _compiled()
    yield f"beside {name}: {len(counters)} patterns, {refused} that it does not take; asked: a ratio of at most 3, and 1 in the last column"
    yield f"{'text':>22} {'ours s':>8} {'MB/s':>6} {'theirs s':>9} {'ratio':>6} {'per MB, of the first':>21}"
    for dense in (False, True):
        kind = "documents" if dense else "running text"
        first = growth = ours = last = 0.0
        for size in megabytes:
            expected = ours * (size / last) ** growth if growth else 0.0
            if expected > LONGEST:
                yield f"{kind:>13} {size:5d} MB left out: about {expected:.0f} s are to be expected"
                continue
            text = running_text(size * 1_000_000, dense)
            raw = text.encode()
            begin = time.process_time()
            for count in counters:
                count(text, raw)
            theirs = time.process_time() - begin
            begin = time.process_time()
            detector.detect([Located(Segment(text, Place("text")))])
            before, ours = ours, time.process_time() - begin
            if before:
                growth = max(1.0, math.log(ours / before) / math.log(size / last))
            last = size
            first = first or ours / size
            yield f"{kind:>13} {size:5d} MB {ours:8.2f} {size / ours:6.2f} {theirs:9.2f} {ours / theirs:6.2f} {ours / size / first:21.2f}"
