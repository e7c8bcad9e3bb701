"""Accuracy of places and dates of birth on short texts: `python -m benchmarks.births [set …] [--misses]`.

A set is a list of short documents in `accuracy/births`; each goes through the whole detector as a document of its own. Texts of the kind `trap`
tell no place of birth. In a text `«place»` and `‹date›` mark what must be found, `«?place»` and `‹?date›` what may be.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.accuracy.document import BIRTH, PLACE
from benchmarks.accuracy.judge import VIOLATION
from benchmarks.accuracy.tables import wilson
from scanner import rulepacks
from scanner.detect.engine import Detector, Located
from scanner.model import Segment

FOLDER = Path(__file__).parent / "accuracy" / "births"
_MARK = re.compile(r"[«‹](\??)([^»›]*)[»›]")
_SLACK = 4  # a finding may begin at a quote or label sign just before the value
_LANGUAGES = ("nl", "fr", "en", "de")


@dataclass(frozen=True, slots=True)
class _At:
    """A locator that gives the offset itself."""

    def at(self, offset: int) -> str:
        return str(offset)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that stands in a text; `asked` is whether it must be found."""

    entity: str
    start: int
    end: int
    asked: bool


def marked(text: str) -> tuple[str, tuple[Value, ...]]:
    """Return the text without its marks, and the values that were marked."""
    plain, values, last = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        entity = PLACE if mark[0][0] == "«" else BIRTH
        values.append(Value(entity, len(plain), len(plain) + len(mark[2]), not mark[1]))
        plain += mark[2]
        last = mark.end()
    return plain + text[last:], tuple(values)


def measure(detector: Detector, cases: list[dict[str, str]], *, misses: bool) -> None:
    """Print recall and precision of both entities with 95 % intervals, for each language and over all."""
    true, right, wrong = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in cases:
        text, values = marked(case["text"])
        found = {
            (finding.entity, int(finding.locator))
            for finding in detector.detect([Located(Segment(text, _At()))])
            if finding.entity in (PLACE, BIRTH) and finding.confidence >= VIOLATION
        }
        told = []
        for value in values:
            near = {(entity, at) for entity, at in found if entity == value.entity and value.start - _SLACK <= at < value.end}
            found -= near
            if value.asked:
                keys = ((value.entity, case["language"]), (value.entity, "all"))
                true.update(keys)
                right.update(keys if near else ())
                told += [] if near else [f"missed {value.entity} {text[value.start : value.end]}"]
        for entity, at in sorted(found):
            wrong.update(((entity, case["language"]), (entity, "all")))
            told.append(f"wrong {entity} {text[at : at + 20]!r}")
        if misses and told:
            print(f"{case['language']} {', '.join(told)}: {text.replace(chr(10), ' ⏎ ')[:240]}")
    print(f"{'':20}{'true':>6}{'found':>7}{'recall':>8}{'95 %':>16}{'wrong':>7}{'precision':>11}{'95 %':>16}")
    for entity in (PLACE, BIRTH):
        for language in (*_LANGUAGES, "all"):
            key = (entity, language)
            if true[key] or wrong[key]:
                low, high = wilson(right[key], true[key])
                low2, high2 = wilson(right[key], right[key] + wrong[key])
                recall, precision = right[key] / max(1, true[key]), right[key] / max(1, right[key] + wrong[key])
                print(
                    f"{entity + ' ' + language:20}{true[key]:>6}{right[key]:>7}{recall:>8.3f}{f'[{low:.3f}-{high:.3f}]':>16}"
                    f"{wrong[key]:>7}{precision:>11.3f}{f'[{low2:.3f}-{high2:.3f}]':>16}"
                )
    print()


def main() -> None:
    """Run the sets that are named, or all."""
    asked = [word for word in sys.argv[1:] if not word.startswith("-")] or sorted(path.stem for path in FOLDER.glob("*.yaml"))
    detector = Detector(rulepacks.shipped(), bytes(32))
    for name in asked:
        print(name)
        measure(detector, yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")), misses="--misses" in sys.argv)


if __name__ == "__main__":
    main()
