"""Time and memory of `retention plan` over a catalogue of many files, reading it included.

    nice python benchmarks/plan.py [--files 1000000] [--dossiers 20000] [--below FOLDER]

The catalogue is made in a temporary folder below FOLDER and removed afterwards. A twentieth of the files is due and is written down.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).parents[1]
sys.path.insert(0, os.fspath(HERE))

import yaml  # noqa: E402

from scanner import config  # noqa: E402
from scanner.catalog import dossiers, journal, roots  # noqa: E402
from scanner.catalog.store import Catalog, hot  # noqa: E402
from scanner.retention.register import Dossier, Register  # noqa: E402
from scanner.rulemodels import CLASSES  # noqa: E402
from scanner.service.planner import Planner  # noqa: E402
from scanner.service.planning import record  # noqa: E402

ON = date(2026, 11, 27)


def fill(catalog: Catalog, root: int, files: int, count: int) -> None:
    """Write files, contents and a register straight into the tables."""
    per = max(1, files // count)
    now = time.time_ns() - 100 * 86_400 * 10**9
    with catalog.write() as connection:
        hot(connection, "INSERT INTO judgements (id, digest, rules, version, first_used) VALUES (1, 'x', 'x', 'x', 0)")
        hot(connection, "INSERT INTO folders (id, root_id, path, first_seen) VALUES (1, ?, ?, ?)", (root, b"", now))
    for start in range(0, count, 2000):
        with catalog.write() as connection:
            some = range(start, min(count, start + 2000))
            hot(
                connection,
                "INSERT INTO folders (id, root_id, parent_id, path, first_seen, judgement_id) VALUES (?, ?, 1, ?, ?, 1)",
                [(number + 2, root, b"Dossier %06d" % number, now) for number in some],
            )
            numbers = [number * per + file for number in some for file in range(per)]
            hot(
                connection,
                "INSERT INTO contents (id, sha256, kind, size, media_type, coverage, document_class, class_confidence, class_evidence, judgement_id,"
                " read, dates, sensitive_since) VALUES (?, ?, 'pdf', 1000, 'application/pdf', 'full', ?, 0.95, '[]', 1, ?, ?, ?)",
                [
                    (number + 1, hashlib.sha256(b"%d" % number).digest(), CLASSES[number % len(CLASSES)], now,
                     f'[["{2015 + number % 10}-0{1 + number % 9}-1{number % 10}", "signed", "line 3"]]', now if number % 20 == 0 else None)
                    for number in numbers
                ],
            )  # fmt: skip
            hot(
                connection,
                "INSERT INTO findings (content_id, entity, category, confidence, locator, masked, evidence, count, fingerprint)"
                " VALUES (?, 'BE_NATIONAL_REGISTER_NUMBER', 'forbidden', 0.99, 'page 1', '85.**', '[]', 1, 'f')",
                [(number + 1,) for number in numbers if number % 20 == 0],
            )
            hot(
                connection,
                "INSERT INTO files (folder_id, name, size, mtime_ns, ctime_ns, inode, device, mode, uid, gid, first_seen, due, content_id,"
                " coverage, judgement_id) VALUES (?, ?, 1000, ?, ?, ?, 0, 33184, 0, 0, ?, 0, ?, 'full', 1)",
                [(number // per + 2, b"document %d.pdf" % number, now, now, number + 1, now, number + 1) for number in numbers],
            )
    register = Register(
        tuple(
            Dossier(
                f"{number:06}",
                root,
                f"Dossier {number:06}",
                "vzw",
                "job_coaching",
                closed=date(2024, 1, 31) if number % 12 == 0 else None,
            )
            for number in range(count)
        )
    )
    dossiers.replace(catalog, register, {})


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--files", type=int, default=1_000_000)
    arguments.add_argument("--dossiers", type=int, default=20_000)
    arguments.add_argument("--below", default=None)
    asked = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="plan-", dir=asked.below)
    try:
        os.mkdir(f"{folder}/share")
        settings = {"state_dir": f"{folder}/state", "roots": [{"path": f"{folder}/share"}], "controllers": {"vzw": "Voorbeeld"}}
        Path(f"{folder}/config.yaml").write_text(yaml.safe_dump(settings | {"retention": {"due_percent": 100.0}}))
        loaded = config.load(f"{folder}/config.yaml")
        with Catalog.open(f"sqlite:///{folder}/state/catalog.db") as catalog:
            root = roots.add(catalog, os.fsencode(f"{folder}/share"))
            child = os.fork()
            if child == 0:  # what making it takes is no part of planning
                with Catalog.open(f"sqlite:///{folder}/state/catalog.db", alone=False) as own:
                    fill(own, root.id, asked.files, asked.dossiers)
                os._exit(0)
            os.waitpid(child, 0)
            for what in ("first plan", "the same again"):
                begin, wall = time.process_time(), time.monotonic()
                with catalog.read() as connection:
                    planner = Planner.of(connection, loaded, ON)
                summary = record(catalog, planner, journal.begin_run(catalog, "plan"))
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(
                    f"{what}: {asked.files} files, {time.process_time() - begin:.1f} s of processor, {time.monotonic() - wall:.1f} s, peak {peak:.0f} MiB, {summary.states}"
                )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
