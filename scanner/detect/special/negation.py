"""Whether a term is denied: `geen strafblad`, `rookt niet`, `ne fume pas`. A denial lowers a finding and does not erase it."""

from __future__ import annotations

import re

from scanner.detect.special.cues import Speech

_WIDE, _NARROW = 5, 3  # words between a denial and its term: `geen`, `zonder` reach further than `niet`
_TOKEN = re.compile(r"\w+")
_BREAK = re.compile(r"[;,:()]|\t")


def denied(speech: Speech, start: int, end: int, *, verb: bool) -> bool:
    """Return whether the term at these offsets is denied; behind a verb the denial may follow."""
    lower = speech.text.lower
    cancelled = [(cue.start, cue.end) for cue in speech.of("not_a_denial")]
    blockers = [cue.start for cue in speech.of("cause")]
    for cue in speech.of("wide", "narrow"):
        if any(low <= cue.start < high for low, high in cancelled):
            continue
        if cue.end <= start:
            between = lower[cue.end : start]
            reach = _WIDE if cue.value.role == "wide" else _NARROW
            if _BREAK.search(between) or any(cue.end <= block < start for block in blockers):
                continue
            if len(_TOKEN.findall(between)) <= reach:
                return True
        elif cue.start < end:  # the denial is part of the term's own words
            return True
        elif verb:
            between = lower[end : cue.start]
            if not _BREAK.search(between) and len(_TOKEN.findall(between)) <= 2:
                return True
    behind = [cue for cue in speech.of("behind") if cue.start >= end]
    if behind and any(end <= cue.start < behind[0].start for cue in speech.of("narrow")):
        return False  # `mon casier n'est pas vierge`
    return bool(behind) and len(_TOKEN.findall(lower[end : behind[0].start])) <= 2
