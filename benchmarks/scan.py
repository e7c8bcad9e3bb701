"""Times of the whole command, to compare on one machine: `python benchmarks/scan.py FOLDER [RUNS]`.

Prints the median over the runs: `--help`, one small Word document from a cold start, and the folder, with the files per second
that remain when the cold start is taken off, beside the time to open and hash the same files.
"""

import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).parents[1]))

from tests import make


def seconds(arguments, runs):
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "scanner", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def floor(folder):
    begin = time.perf_counter()
    count = 0
    for path in Path(folder).rglob("*"):
        if path.is_file():
            hashlib.sha256(path.read_bytes())
            count += 1
    return count, time.perf_counter() - begin


def main():
    folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as temporary:
        document = Path(temporary) / "cv.docx"
        document.write_bytes(
            make.docx("Curriculum vitae\nRijksregisternummer 85.07.30-033.28\nWerkervaring\n2015 - 2019 magazijnier")
        )
        one = seconds(["scan", os.fspath(document), "-q"], runs)
    help_ = seconds(["--help"], runs)
    all_ = seconds(["scan", folder, "-q", "--workers", "2"], runs)
    count, bare = floor(folder)
    print(f"--help                     {help_:7.3f} s")
    print(f"one docx, cold             {one:7.3f} s")
    print(
        f"{count} files, two workers  {all_:7.3f} s   {count / all_:6.0f} files/s with the start, {count / max(0.001, all_ - one):6.0f} without"
    )
    print(f"open and hash them         {bare:7.3f} s   {count / bare:6.0f} files/s")


if __name__ == "__main__":
    main()
