# ruff: noqa: SLF001 - numbers alone are what the detector finds before it looks for names
"""Detection over plain text beside google-re2, at 1 to 50 MB, to see the ratio and whether it stays linear.

Both are asked twice: for numbers, dates and births alone, and for everything the product looks for. See `floor` for what RE2 does.
"""

from __future__ import annotations

import math
import re
import resource
import time
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.accuracy import floor, judge
from benchmarks.accuracy.template import documents
from scanner.detect.engine import Detector, Located
from scanner.detect.fold import fold
from scanner.model import Place, Segment

_BIRTH = re.compile(r"geb|né|birth|born|naiss|nati|dob|pob")  # begin words that announce a birth, which prose has few of
_WARM = "An Peeters, an@example.be, 0470 12 34 56, geboren te Gent op 30/07/1985, rijksregisternummer 85.07.30-033.28. Naam: Jan Maes."
LONGEST = 240.0  # seconds; a size that is expected to take longer by the last two is left out, and said so
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


def _numbers(detector: Detector, text: str) -> int:
    """Find numbers, dates and births alone; return how many."""
    return sum(1 for _ in detector._segment(Located(Segment(text, Place("text"))), fold(text), math.inf, names=False))


def _everything(detector: Detector, text: str) -> int:
    """Detect as the product does; return how many values were found."""
    return sum(finding.count for finding in detector.detect([Located(Segment(text, Place("text")))]))


def rows(detector: Detector, megabytes: tuple[int, ...]) -> Iterator[str]:
    """Yield the tables' rows; seconds of one core, ours and google-re2's in turn on the same text."""
    _everything(detector, _WARM)  # what is loaded with the first candidate is no cost of the text
    for told, against, ours in (
        ("numbers alone", floor.of_numbers(), _numbers),
        ("everything", floor.of_everything(detector, judge.RULES), _everything),
    ):
        yield (
            f"{told}, beside google-re2 with {len(against.counters)} expressions ({against.refused} that it does not take); "
            "asked: a ratio of at most 3, and 1 in the last column but one"
        )
        yield f"{'text':>22} {'findings':>9} {'ours s':>8} {'MB/s':>6} {'theirs s':>9} {'ratio':>6} {'per MB, of the first':>21} {'peak MiB':>9}"
        yield from _rows(detector, megabytes, against, ours)


def _rows(
    detector: Detector, megabytes: tuple[int, ...], against: floor.Floor, find: Callable[[Detector, str], int]
) -> Iterator[str]:
    for kind, share in KINDS.items():
        first = growth = ours = last = 0.0
        for size in megabytes:
            expected = ours * (size / last) ** growth if growth else 0.0
            if expected > LONGEST:
                yield f"{kind:>13} {size:5d} MB left out: about {expected:.0f} s are to be expected"
                continue
            text = running_text(size * 1_000_000, share)
            raw = text.encode()
            against.count(raw[: 1 << 20])  # RE2 builds its machine while it reads: that is no cost of the text either
            begin = time.process_time()
            against.count(raw)
            theirs = time.process_time() - begin
            begin = time.process_time()
            found = find(detector, text)
            before, ours = ours, time.process_time() - begin
            if before:
                growth = max(1.0, math.log(ours / before) / math.log(size / last))
            last = size
            first = first or ours / size
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            yield (
                f"{kind:>13} {size:5d} MB {found:9d} {ours:8.2f} {size / ours:6.2f} {theirs:9.2f} {ours / theirs:6.2f} {ours / size / first:21.2f} {peak:9d}"
            )
