"""Identity documents in pictures: recall and precision per layout, resolution, rotation and damage, and what looking costs.

    python -m benchmarks.vision [measuring|tuning] [--copies N] [--others N] [--seed N] [--dpi N] [--misses]
    python -m benchmarks.vision memory

Cards are drawn here (`documents.py`, `lookalikes.py`), portraits named in `portraits.py`. The halves have other seeds, birth places and
photographs. Times are processor seconds of one core.
"""

from __future__ import annotations

import argparse

from benchmarks.accuracy import fonts
from benchmarks.vision import cases, measure, memory, portraits


def _turn(degrees: float) -> str:
    off = min(degrees % 90, 90 - degrees % 90)
    return "level" if off < 0.1 else "up to 4 degrees" if off <= 4 else "askew"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", nargs="?", choices=(*cases.HALVES, "memory"), default="measuring")
    parser.add_argument("--copies", type=int, default=144)
    parser.add_argument("--others", type=int, default=304)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dpi", type=int, default=None)
    parser.add_argument("--misses", action="store_true", help="name each case that is wrong")
    asked = parser.parse_args()
    if asked.half == "memory":
        memory.main()
        return
    print(f"half {asked.half}, seed {asked.seed}; fonts: {fonts.used()}; photographs: {portraits.used()}")
    copies = list(measure.run(cases.positives(asked.half, asked.copies, asked.seed, asked.dpi)))
    others = list(measure.run(cases.negatives(asked.half, asked.others, asked.seed)))
    measure.table("layout", copies, lambda result: result.case.layout)
    measure.table("dpi", copies, lambda result: f"{result.case.shot.dpi:4}")
    measure.table("rotation", copies, lambda result: _turn(result.case.shot.turn))
    measure.table("scene", copies, lambda result: result.case.shot.scene)
    measure.table("damage", copies, lambda result: result.case.shot.damage)
    measure.negatives(others)
    measure.summary(copies, others, 150)
    if asked.misses:
        for result in (*copies, *others):
            if (result.copies == 1) is not result.case.copy:
                print(result.copies, result.case.name, result.case.shot)
    failed = [problem for result in (*copies, *others) for problem in result.problems]
    print(f"looking failed {len(failed)} times{': ' + failed[0] if failed else ''}")


if __name__ == "__main__":
    main()
