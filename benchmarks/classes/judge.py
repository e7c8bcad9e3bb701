"""Tables of how well documents were classed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.classes.documents import Document
from scanner.model import Classification

HARMLESS = frozenset(("reference_document", "vacancy", "other"))
"""What a form, a policy, a vacancy or a manual may be taken for; any other class is that of somebody's document."""
SURE = 0.9
_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """A document with what it was taken for."""

    document: Document
    verdict: Classification

    @property
    def right(self) -> bool:
        return self.document.document_class == self.verdict.document_class


def macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean of F1 over the classes that occur."""
    true = Counter(one.document.document_class for one in judged)
    said = Counter(one.verdict.document_class for one in judged)
    right = Counter(one.document.document_class for one in judged if one.right)
    return sum(2 * right[name] / (true[name] + said[name]) for name in true) / max(1, len(true))


def print_summary(judged: Sequence[Judged]) -> None:
    print(f"{'':22} {'docs':>5} {'accuracy':>9} {'macro-F1':>9} {'abstained':>10} {'sure':>6} {'right when sure':>16}")
    rows = [
        (name, [one for one in judged if one.document.language == name and one.document.kind != "blank"])
        for name in ("nl", "fr", "en", "de")
    ]
    rows.append(("nl+fr", [*rows[0][1], *rows[1][1]]))
    rows.append(("en+de", [*rows[2][1], *rows[3][1]]))
    rows += [
        (f"hand {hand}", [one for one in judged if one.document.hand == hand and one.document.kind != "blank"])
        for hand in dict.fromkeys(one.document.hand for one in judged)
    ]
    rows.append(("all, with blank forms", list(judged)))
    for label, group in rows:
        if not group:
            continue
        claims = [one for one in group if one.document.document_class != "other"]
        abstained = sum(one.verdict.document_class == "other" for one in claims) / max(1, len(claims))
        sure = [one for one in group if one.verdict.confidence >= SURE]
        print(
            f"{label:22} {len(group):5} {_share(group):9.1%} {macro_f1(group):9.3f} {abstained:10.1%} {len(sure):6} {_share(sure):16.1%}"
        )


def print_negatives(judged: Sequence[Judged]) -> None:
    negatives = [one for one in judged if one.document.kind != "filled"]
    personal = [one for one in negatives if one.verdict.document_class not in HARMLESS]
    groups = {one.document.group for one in negatives}
    print(
        f"negatives: {len(negatives)} of {len(groups)} templates, taken for somebody's document: {len(personal)} ({len({one.document.group for one in personal})} templates)"
    )
    kinds = Counter((one.document.kind, one.verdict.document_class) for one in personal)
    print("  ", ", ".join(f"{kind} as {name} {count}" for (kind, name), count in kinds.most_common(8)))


def print_reliability(judged: Sequence[Judged]) -> None:
    print(f"{'confidence':>12} {'docs':>5} {'mean':>6} {'right':>7}")
    for low, high in pairwise(_BINS):
        inside = [one for one in judged if low <= one.verdict.confidence < high and one.verdict.document_class != "other"]
        if inside:
            mean = sum(one.verdict.confidence for one in inside) / len(inside)
            print(f"{low:5.2f} – {min(high, 1):4.2f} {len(inside):5} {mean:6.2f} {_share(inside):7.1%}")


def print_confusion(judged: Sequence[Judged]) -> None:
    print("confusions (truth: as what, how often)")
    by: dict[str, Counter[str]] = {}
    for one in judged:
        by.setdefault(one.document.document_class, Counter())[one.verdict.document_class] += 1
    for name in sorted(by):
        wrong = ", ".join(f"{other} {count}" for other, count in by[name].most_common() if other != name)
        print(f"  {name:20} {by[name][name]:4} of {by[name].total():4}   {wrong}")


def _share(group: Sequence[Judged]) -> float:
    return sum(one.right for one in group) / max(1, len(group))
