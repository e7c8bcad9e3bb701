"""Time and memory of the weekly report: a made-up catalogue on SQLite, everything gathered, all files written, on one core.

    nice python benchmarks/report.py [--files 1000000] [--findings 50000] [--keep DIR]

The catalogue is made by another process, so that its memory does not count. Every tenth file is not read completely, one in twenty
folders belongs to no dossier, and a report of the week before is remembered.
"""

import argparse
import json
import multiprocessing
import os
import resource
import tempfile
import time
from datetime import UTC, date, datetime

from sqlalchemy import insert

from scanner import rulepacks
from scanner.catalog import dossiers, report_history, roots, schema
from scanner.catalog.store import Catalog, hot
from scanner.config import Config, LoadedConfig
from scanner.reporting import make
from scanner.reporting.basis import Basis
from scanner.retention.register import Dossier, Register

DAY = date(2026, 11, 23)
ENTITIES = ("BE_NATIONAL_REGISTER_NUMBER", "PLACE_OF_BIRTH", "ID_CARD_COPY", "BE_ID_CARD_NUMBER", "ID_MRZ", "HEALTH")
PER_FOLDER = 25


def now():
    return int(datetime(2026, 11, 23, 5, tzinfo=UTC).timestamp()) * 10**9


def catalogue(state, files, findings):
    with Catalog.open(f"sqlite:///{state}/catalog.db", clock=now) as catalog:
        root = roots.add(catalog, b"/srv/share", "Dossiers").id
        old = now() - 40 * 86_400 * 10**9
        with catalog.write() as connection:
            judgement = connection.execute(
                insert(schema.judgements)
                .values(digest="d", rules="r", version="1", first_used=1)
                .returning(schema.judgements.c.id)
            ).scalar_one()
            folders = files // PER_FOLDER
            hot(
                connection, "INSERT INTO folders (id, root_id, path, first_seen, judgement_id) VALUES (?, ?, ?, ?, ?)",
                [(n + 1, root, f"clients/{n % 100:02}/{n:06} naam_{n}".encode(), old, judgement) for n in range(folders)],
            )  # fmt: skip
            for start in range(0, files, 50_000):
                numbers = range(start, min(start + 50_000, files))
                coverage = ["none" if n % 20 == 0 else "partial" if n % 20 == 10 else "full" for n in numbers]
                hot(
                    connection,
                    "INSERT INTO contents (id, sha256, kind, size, media_type, coverage, document_class, class_confidence, class_evidence,"
                    " judgement_id, read) VALUES (?, ?, 'pdf', ?, 'application/pdf', ?, 'cv', 0.9, '[]', ?, ?)",
                    [(n + 1, n.to_bytes(32, "big"), 1000 + n, c, judgement, old) for n, c in zip(numbers, coverage, strict=True)],
                )
                hot(
                    connection,
                    "INSERT INTO files (id, folder_id, name, size, mtime_ns, ctime_ns, inode, device, mode, uid, gid, first_seen, due, content_id,"
                    " coverage, judgement_id) VALUES (?, ?, ?, ?, ?, 0, ?, 0, 416, 0, 0, ?, 0, ?, ?, ?)",
                    [
                        (n + 1, n // PER_FOLDER + 1, f"document {n} van het dossier.pdf".encode(), 1000 + n, old, n, old, n + 1, c, judgement)
                        for n, c in zip(numbers, coverage, strict=True)
                    ],
                )  # fmt: skip
                hot(
                    connection, "INSERT INTO problems (content_id, stage, code, detail) VALUES (?, 'read', ?, '')",
                    [(n + 1, ("encrypted", "corrupt", "ocr_low_confidence")[n % 3]) for n in numbers if n % 10 == 0],
                )  # fmt: skip
            step = max(files // findings, 1)
            evidence = json.dumps(["checksum", "label: rijksregisternummer"])
            hot(
                connection,
                "INSERT INTO findings (content_id, entity, category, confidence, locator, masked, evidence, count, fingerprint)"
                " VALUES (?, ?, ?, 0.99, 'page 1', '85.**.**-***.**', ?, 1, ?)",
                [
                    (
                        n * step + 1,
                        e := ENTITIES[n % len(ENTITIES)],
                        "special" if e == "HEALTH" else "forbidden",
                        evidence,
                        f"{n:x}",
                    )
                    for n in range(findings)
                ],
            )
        dossiers.replace(
            catalog,
            Register(tuple(
                Dossier(f"{n:06}", root, f"clients/{n % 100:02}/{n:06} naam_{n}", ("vzw", "maatwerk", "stichting")[n % 3], "vdab")
                for n in range(folders) if n % 20
            )), {},
        )  # fmt: skip
        told = [
            report_history.Told(report_history.key_of(n * step + 1, None, ENTITIES[n % len(ENTITIES)], f"{n:x}"), n * step + 1, None,
                                ENTITIES[n % len(ENTITIES)], "forbidden")
            for n in range(0, findings, 2)
        ]  # fmt: skip
        report_history.record(catalog, "2026-W46", told, {"": {"violations": findings // 2}})


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=1_000_000)
    options.add_argument("--findings", type=int, default=50_000)
    options.add_argument("--keep", help="folder in which the catalogue and the report are left")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        state = chosen.keep or temporary
        if not os.path.exists(f"{state}/catalog.db"):
            process = multiprocessing.get_context("spawn").Process(target=catalogue, args=(state, chosen.files, chosen.findings))
            process.start()
            process.join()
        config = Config(language="nl", controllers={"vzw": "Vzw", "maatwerk": "Maatwerk", "stichting": "Stichting"})
        with Catalog.open(f"sqlite:///{state}/catalog.db", writer=False, clock=now) as catalog:
            basis = Basis(catalog, LoadedConfig(config, "-", ""), state, rulepacks.shipped(), DAY, "2026-W47")
            before, start, cpu = peak(), time.perf_counter(), time.process_time()
            written = make.write(basis, f"{state}/reports", make.languages(config, rulepacks.shipped()))
            took, used = time.perf_counter() - start, time.process_time() - cpu
        scope = written.report.organisation
        print(
            f"{scope.reading.total:,} files, {scope.violations + scope.special:,} findings, {scope.reading.files.total:,} not read completely"
        )
        print(f"{took:.1f} s ({used:.1f} s of processor), {peak():.0f} MiB at most ({before:.0f} MiB before)")
        for name in written.files:
            print(f"  {os.path.getsize(os.path.join(written.folder, name)) / 1e6:8.2f} MB  {name}")


if __name__ == "__main__":
    main()
