"""What cataloguing costs: `nice python benchmarks/crawl.py [LARGEST]` (files; 1,000,000 without it).

Makes trees of small files below /var/tmp (100 per folder; a million takes some 5 GB of blocks and a million inodes) and removes them.
Prints for each size the processor time (own and system's) of a first crawl and of one without changes, each in a process of its own,
beside `find -printf` over the same tree, and the largest memory of the process. Observing only: contents are not read.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).parents[1]))

_PER_FOLDER = 100
_CHILD = """
import resource, sys, time
from scanner.catalog import roots
from scanner.catalog.store import Catalog
from scanner.crawl import crawl
with Catalog.open(sys.argv[1]) as catalog:
    report = crawl(catalog, roots.add(catalog, sys.argv[2].encode()))
assert report.complete, report
print(report.files, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def grow(folder, before, count):
    """Add files to the tree until it has `count`."""
    for number in range(before, count, _PER_FOLDER):
        place = f"{folder}/{number // 100_000:03}/{number // _PER_FOLDER % 1000:03}"
        os.makedirs(place, exist_ok=True)
        here = os.open(place, os.O_RDONLY)
        for each in range(min(_PER_FOLDER, count - number)):
            file = os.open(f"dossier_{each:03}.txt", os.O_WRONLY | os.O_CREAT, 0o640, dir_fd=here)
            os.write(file, b"x" * (each % 7))
            os.close(file)
        os.close(here)


def measured(command):
    """Processor seconds of a command, and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def listed(tree):
    with open(os.devnull, "wb") as nowhere:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["find", tree, "-printf", r"%p %s %T@ %C@ %i\n"], stdout=nowhere, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(largest):
    free = os.statvfs("/var/tmp").f_favail
    if free < largest * 1.2:
        sys.exit(f"only {free} inodes are free below /var/tmp")
    folder = tempfile.mkdtemp(prefix="dossierwacht-crawl-", dir="/var/tmp")
    tree, state, before = f"{folder}/tree", f"{folder}/state", 0
    os.mkdir(tree)
    start = min(measured([sys.executable, "-c", _CHILD, f"sqlite:///{state}/catalog.db", tree])[0] for _ in range(3))
    print(f"start of the program: {start:.2f} s, contained in all but µs/file")
    print("    files   first s   µs/file   again s   find s   ratio   first MB   again MB")
    try:
        for count in (size for size in (1000, 10_000, 100_000, 300_000, 1_000_000) if size <= largest):
            grow(tree, before, count)
            before = count
            shutil.rmtree(state, ignore_errors=True)
            command = [sys.executable, "-c", _CHILD, f"sqlite:///{state}/catalog.db", tree]
            listed(tree)
            first, first_said = measured(command)
            again, find, memory = [], [], 0
            for _ in range(3):
                seconds, said = measured(command)
                again.append(seconds)
                find.append(listed(tree))
                memory = max(memory, int(said.split()[1]))
            assert int(first_said.split()[0]) == count
            print(
                f"{count:9,} {first:9.2f} {(first - start) / count * 1e6:9.1f} {min(again):9.2f} {min(find):8.2f} {min(again) / min(find):7.2f}"
                f" {int(first_said.split()[1]):10} {memory:10}",
                flush=True,
            )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
