"""Time and memory of planning: a made-up catalogue of many files and a register, on one core.

    nice python benchmarks/retention.py [--files 1000000] [--dossiers 20000] [--distinct]

With --distinct every file has dates of its own, so that no decision is shared. Facts are made while they are asked for; what making
them alone takes is printed too, and is part of the plan's time.
"""

import argparse
import resource
import time
from collections import Counter
from datetime import date, timedelta

from scanner import rulepacks
from scanner.model import Coverage, DateSource, DocumentDate
from scanner.retention import rules
from scanner.retention.facts import FileFacts
from scanner.retention.folders import FolderIndex
from scanner.retention.forecast import empty, watched
from scanner.retention.guards import PlanGuard
from scanner.retention.plan import plan
from scanner.retention.register import Dossier
from scanner.retention_settings import PROGRAMMES
from scanner.rulemodels import CLASSES

ON = date(2026, 11, 27)


def register(count):
    programmes = list(PROGRAMMES)
    for number in range(count):
        closed = ON - timedelta(days=number * 7 % 4000 - 500) if number % 5 else None
        yield Dossier(
            f"{number:06}",
            1,
            f"clients/{number % 100:02}/{number:06}",
            "vzw",
            programmes[number % len(programmes)],
            closed=closed,
        )


def facts(count, dossiers, *, distinct):
    shared = [(DocumentDate(ON - timedelta(days=days * 37), DateSource.SIGNED, "page 1"),) for days in range(100)]
    for number in range(count):
        dossier = number * dossiers // count
        dates = (
            (DocumentDate(ON - timedelta(days=number % 9000), DateSource.TEXT, f"line {number}"),)
            if distinct
            else shared[number % 100]
        )
        yield FileFacts(
            1, f"clients/{dossier % 100:02}/{dossier:06}/map {number % 3}/document {number}.pdf".encode(), 1000 + number % 5000, CLASSES[number % len(CLASSES)],
            0.5 + number % 50 / 100, Coverage.PARTIAL if number % 11 == 0 else Coverage.FULL, ("PLACE_OF_BIRTH",) if number % 13 == 0 else (),
            ("HEALTH",) if number % 17 == 0 else (), ON - timedelta(days=number % 60), dates, ON - timedelta(days=number % 90), (), number,
        )  # fmt: skip


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=1_000_000)
    options.add_argument("--dossiers", type=int, default=20_000)
    options.add_argument("--distinct", action="store_true")
    chosen = options.parse_args()
    book = rules.load(rulepacks.retention(rulepacks.shipped()))
    index = FolderIndex(register(chosen.dossiers))
    start = time.process_time()
    for _ in facts(chosen.files, chosen.dossiers, distinct=chosen.distinct):
        pass
    making = time.process_time() - start
    guard, result, states = PlanGuard({}, {}, 20.0), empty(ON), Counter()
    before, start = peak(), time.process_time()
    for item in watched(plan(facts(chosen.files, chosen.dossiers, distinct=chosen.distinct), index, book, ON), result):
        guard.see(item)
        states[item.decision.state] += 1
    spent = time.process_time() - start
    print(f"{chosen.files} files, {chosen.dossiers} dossiers: {spent:.1f} s of processor, {making:.1f} s of it to make the facts")
    print(f"peak {peak():.0f} MiB, {before:.0f} MiB before planning; {dict(states)}")


if __name__ == "__main__":
    main()
