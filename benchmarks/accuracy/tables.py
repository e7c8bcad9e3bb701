"""Prints scores: a row per entity with Wilson's intervals, the surface forms, and the mistakes by kind."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from benchmarks.accuracy import document as doc
from benchmarks.accuracy.judge import Mistake, Score


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson's score interval); (0, 1) without any case."""
    if not total:
        return 0.0, 1.0
    z = 1.959964
    share = right / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    whole = 1 + z * z / total
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def table(scores: dict[str, Score], title: str) -> str:
    """Return the table of a set of scores, one row per entity."""
    lines = [
        title,
        f"{'entity':28} {'true':>6} {'recall':>7} {'95 %':>15} {'macro':>6}   {'false':>5} {'precis.':>7} {'95 %':>15} {'macro':>6}",
    ]
    for entity in doc.ENTITIES:
        score = scores.get(entity)
        if score is None:
            continue
        total, hit = score.hits + score.misses, score.hits + score.false
        low, high = wilson(score.hits, total)
        low2, high2 = wilson(score.hits, hit)
        recall, precision = score.macro()
        lines.append(
            f"{entity:28} {total:6d} {score.recall:7.4f} [{low:.4f}-{high:.4f}] {recall:6.3f}   "
            f"{score.false:5d} {score.precision:7.4f} [{low2:.4f}-{high2:.4f}] {precision:6.3f}"
        )
    return "\n".join(lines)


def by_form(forms: dict[str, list[int]]) -> str:
    """Return how many national numbers of each surface form were found, worst first."""
    ranked = sorted(forms.items(), key=lambda item: (item[1][0] / item[1][1], item[0]))
    return "national numbers found, by surface form: " + ", ".join(f"{form} {found}/{all_}" for form, (found, all_) in ranked)


def kinds(mistakes: Iterable[Mistake], with_text: bool) -> str:
    """Return the mistakes grouped by kind, entity, template and form, most frequent first; with one line of each when asked."""
    groups: dict[tuple[str, ...], list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        groups[mistake.kind, mistake.entity, mistake.template, mistake.form].append(mistake)
    lines = []
    for key, same in sorted(groups.items(), key=lambda item: -len(item[1])):
        lines.append(f"{len(same):5d} × {key[0]}: {key[1]}, {key[2]}, {key[3]}")
        if with_text:
            lines += [f"          {pattern}" for pattern in sorted({mistake.pattern for mistake in same})[:2]]
    return "\n".join(lines)
