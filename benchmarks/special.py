"""Accuracy and cost of the special categories: `python -m benchmarks.special [tuning|measuring|…|cost] [--misses]`.

A set is a list of short documents in `accuracy/special`; each goes through the whole detector as a document of its own.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from benchmarks.accuracy.tables import wilson
from scanner import rulepacks
from scanner.detect.engine import Detector, Located
from scanner.detect.special import ENTITIES
from scanner.detect.special.finder import SpecialFinder
from scanner.model import Place, Segment

FOLDER = Path(__file__).parent / "accuracy" / "special"
LEAST = 0.5  # from here on a finding counts
_ORDER = (*ENTITIES, "nl", "fr", "en", "de", "all")
_PROSE = (
    "De cliënt komt op dinsdag naar het kantoor en bespreekt de vacatures met de consulent. Nadien gaat het verslag naar de dienst.\n"
    "Le conseiller a proposé un entretien la semaine prochaine, à Liège, pour relire le curriculum et préparer la lettre.\n"
    "The employer asked for two references and a copy of the diploma before the end of the month.\n"
    "Die Beraterin schickt die Unterlagen an das Büro in Eupen und bespricht den nächsten Schritt mit der Firma.\n"
)
_DENSE = "Hij heeft een burn-out. Zij rookt niet. Cliënt heeft een strafblad en is lid van Groen.\n"


def found_in(detector: Detector, text: str) -> dict[str, float]:
    """Return the highest confidence of each special category in a document."""
    best: dict[str, float] = {}
    for finding in detector.detect([Located(Segment(text, Place("text")))]):
        if finding.entity in ENTITIES:
            best[finding.entity] = max(best.get(finding.entity, 0.0), finding.confidence)
    return best


def measure(detector: Detector, cases: list[dict[str, Any]], *, misses: bool) -> None:
    """Print recall and precision with 95 % intervals per category and language; what is found beside `expect` and `also` is wrong."""
    true, right, wrong, denied = Counter[str](), Counter[str](), Counter[str](), Counter[bool]()
    clean = silent = 0
    for case in cases:
        found = found_in(detector, case["text"])
        sure = {entity for entity, confidence in found.items() if confidence >= LEAST}
        expected, allowed = set(case["expect"]), {*case["expect"], *case.get("also", ())}
        for entity in expected:
            true.update((entity, case["language"], "all"))
            if entity in sure:
                right.update((entity, case["language"], "all"))
        for entity in sure - allowed:
            wrong.update((entity, case["language"], "all"))
        kept = {entity: 0 < found.get(entity, 0) < LEAST or entity in allowed for entity in case.get("denied", ())}
        denied.update(kept.values())
        if not expected and not kept:
            clean += 1
            silent += not sure
        if misses and (expected - sure or sure - allowed or not all(kept.values())):
            told = [*(f"missed {e}" for e in expected - sure), *(f"wrong {e}" for e in sure - allowed)]
            told += [f"denial {entity} {found.get(entity)}" for entity, ok in kept.items() if not ok]
            print(f"{case['language']} {', '.join(told)}: {case['text'].replace(chr(10), ' ⏎ ')[:240]}")
    print(f"{'':20}{'true':>6}{'found':>7}{'recall':>8}{'95 %':>16}{'wrong':>7}{'precision':>11}{'95 %':>16}")
    for key in _ORDER:
        if true[key] or wrong[key]:
            low, high = wilson(right[key], true[key])
            low2, high2 = wilson(right[key], right[key] + wrong[key])
            recall, precision = right[key] / max(1, true[key]), right[key] / max(1, right[key] + wrong[key])
            print(
                f"{key:20}{true[key]:>6}{right[key]:>7}{recall:>8.3f}{f'[{low:.3f}-{high:.3f}]':>16}"
                f"{wrong[key]:>7}{precision:>11.3f}{f'[{low2:.3f}-{high2:.3f}]':>16}"
            )
    print(f"documents without any: {silent} of {clean} silent; denials kept below {LEAST}: {denied[True]} of {denied.total()}\n")


def cost() -> None:
    """Print processor seconds per MB of the special categories alone and of the whole detector."""
    finder, detector = SpecialFinder(rulepacks.shipped() / "special"), Detector(rulepacks.shipped(), bytes(32))
    for name, text in (
        ("prose without terms", _PROSE * 4500),
        ("a finding in 2 kB", (_PROSE * 4 + _DENSE) * 900),
        ("nothing else", _DENSE * 5000),
    ):
        size = len(text.encode()) / 1e6
        start = time.process_time()
        count = len(finder.find(text))
        alone = time.process_time()
        detector.detect([Located(Segment(text, Place("text")))])
        whole = time.process_time()
        print(
            f"{name:22}{size:6.2f} MB{(alone - start) / size:8.3f} s/MB alone{(whole - alone) / size:8.3f} s/MB of all{count:8} findings"
        )


def main() -> None:
    """Run the sets that are named, or all and the cost."""
    names = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    asked = [word for word in sys.argv[1:] if not word.startswith("-")] or [*names, "cost"]
    detector = Detector(rulepacks.shipped(), bytes(32))
    for name in asked:
        if name == "cost":
            cost()
            continue
        print(name)
        measure(detector, yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")), misses="--misses" in sys.argv)


if __name__ == "__main__":
    main()
