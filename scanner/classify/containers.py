"""What a mail, an archive or a mixed scan is: the part that matters most for retention, with the others told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scanner.model import Classification

LEAST_RANK = 10
"""A part of a lower rank (vacancies, forms, photos) has no claim on its container."""


def container_class(own: Classification, parts: Sequence[Classification], ranks: Mapping[str, int]) -> Classification:
    """Return the class of the part with the highest `retention_rank`, unless the container itself tells more; the other classes are listed."""

    def rank(one: Classification) -> int:
        found = ranks.get(one.document_class, 0)
        return found if found >= LEAST_RANK else 0

    best = max(parts, key=lambda part: (rank(part), part.confidence), default=own)
    if rank(best) <= rank(own):
        return own
    others = dict.fromkeys(part.document_class for part in sorted((own, *parts), key=rank, reverse=True))
    told = tuple(f"also in it: {name}" for name in others if name not in (best.document_class, "other"))
    return replace(best, evidence=(f"part: {best.document_class}", *told, *best.evidence), language=own.language or best.language)
