# ruff: noqa: SLF001 - it compares with what the recognisers keep to themselves
"""Detection over plain text beside google-re2 with the same patterns, at 1 to 50 MB, to see the ratio and whether it stays linear.

The patterns are those that values are found with; what is only tried at a known place (gaps behind a label, say) is left out, since
searching a whole text for it would make RE2 look slow. RE2 knows no look-around and no back-references: look-around is taken off, which
makes RE2's work a little easier, and patterns with references are left out. One pass is one of RE2 for each pattern, in which it finds
and counts the matches; it knows nothing of labels, checks and places, so our share of the time grows with the findings in a text.
Without google-re2 the standard library's `re` takes its place, which the table says.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from benchmarks.accuracy.template import documents
from scanner import dates
from scanner.detect import lookalikes, national_forms
from scanner.detect.engine import Detector, Located
from scanner.detect.recognizers import birth, birth_date, card_number, contact
from scanner.model import Place, Segment

_BIRTH = re.compile(r"geb|né|birth|born|naiss|nati|dob|pob")  # begin words that announce a birth, which prose has few of
LONGEST = 240.0  # seconds; a size that is expected to take longer by the last two is left out, and said so


def patterns() -> list[re.Pattern[str]]:
    """Return the expressions that values are found with."""
    forms, cards = national_forms, card_number
    return [
        forms._GROUPS, forms._FLOAT, forms._POWER, forms._BOXES, forms._BARRED, forms._CELLS, forms._SHORT, forms._SHORT_GROUPS, forms._OCR,
        cards._CITIZEN, cards._MISREAD, cards._BOXES, cards._STORED, cards._FOREIGNER, cards._OLDER,
        contact._IBAN, contact._IKL, contact._PHONE, lookalikes._SPANS, lookalikes._ADDRESS, dates.DATE,
        birth_date._CUE, *birth._SENTENCES, birth._BEFORE_BORN,
    ]  # fmt: skip


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


def _for_re2(pattern: re.Pattern[str]) -> str:
    flags = "".join(
        letter for letter, flag in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL)) if pattern.flags & flag
    )
    source = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code.group(1), 16)), pattern.pattern)
    if pattern.flags & re.VERBOSE:
        source = re.sub(r"(?<!\\)#.*|(?<!\\)\s+", "", source)
    return (f"(?{flags})" if flags else "") + without_lookaround(source)


def _compiled() -> tuple[str, list[Callable[[str, bytes], int]], int]:
    """Return the engine's name, a counter of matches per pattern, and how many patterns it could not take."""
    own = patterns()
    try:
        import re2
    except ImportError:
        return "re (google-re2 is not installed)", [_with_re(pattern) for pattern in own], 0
    ready, refused = [], 0
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 512 << 20
    for pattern in own:
        try:
            ready.append(_with_re2(re2.compile(_for_re2(pattern), options)))
        except re2.error:
            refused += 1
    return "google-re2", ready, refused


def _with_re(pattern: re.Pattern[str]) -> Callable[[str, bytes], int]:
    return lambda text, raw: sum(1 for _ in pattern.finditer(text))


def _with_re2(machine: Any) -> Callable[[str, bytes], int]:
    return lambda text, raw: sum(1 for _ in machine.finditer(raw))


KINDS = {"prose": 0.0, "running text": 0.1, "documents": 1.0}
"""Share of the text that is documents full of values; the rest is ordinary words with a date or an amount now and then."""


def running_text(size: int, share: float, seed: int = 1) -> str:
    """Return `size` characters, of which that share are documents of the tuning half."""
    rng = Random(f"speed/{seed}")
    texts = ["\n".join(part.text for part in document.parts) for document in documents("tuning", 6)]
    found = {word.lower() for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)}
    words = sorted(word for word in found if not _BIRTH.match(word))
    out: list[str] = []
    length = 0
    while length < size:
        piece = rng.choice(texts) if share else ""
        if share < 1:
            prose = ". ".join(" ".join(rng.choices(words, k=14)) for _ in range(12 if not share else 100))
            piece += f"\n{prose}. {rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(2000, 2025)}, {rng.randint(1, 99)},{rng.randint(10, 99)} euro.\n"
        out.append(piece)
        length += len(piece) + 1
    return "\n".join(out)[:size]


def rows(detector: Detector, megabytes: tuple[int, ...]) -> Iterator[str]:
    """Yield the table's rows; seconds of one core, ours and the other engine's in turn on the same text."""
    name, counters, refused = _compiled()
    yield f"beside {name}: {len(counters)} patterns, {refused} that it does not take; asked: a ratio of at most 3, and 1 in the last column"
    yield f"{'text':>22} {'findings':>9} {'ours s':>8} {'MB/s':>6} {'theirs s':>9} {'ratio':>6} {'per MB, of the first':>21}"
    # What is loaded with the first candidate is no cost of the text.
    detector.detect([Located(Segment("an@example.be, 0470 12 34 56", Place("text")))])
    for kind, share in KINDS.items():
        first = growth = ours = last = 0.0
        for size in megabytes:
            expected = ours * (size / last) ** growth if growth else 0.0
            if expected > LONGEST:
                yield f"{kind:>13} {size:5d} MB left out: about {expected:.0f} s are to be expected"
                continue
            text = running_text(size * 1_000_000, share)
            raw = text.encode()
            begin = time.process_time()
            for count in counters:
                count(text, raw)
            theirs = time.process_time() - begin
            begin = time.process_time()
            found = sum(finding.count for finding in detector.detect([Located(Segment(text, Place("text")))]))
            before, ours = ours, time.process_time() - begin
            if before:
                growth = max(1.0, math.log(ours / before) / math.log(size / last))
            last = size
            first = first or ours / size
            yield (
                f"{kind:>13} {size:5d} MB {found:9d} {ours:8.2f} {size / ours:6.2f} {theirs:9.2f} {ours / theirs:6.2f} {ours / size / first:21.2f}"
            )
