"""Damages valid files of every format at random and watches the readers: crashes, hangs, memory, exceptions, lost text.

    python benchmarks/fuzz.py --minutes 30                        all formats, each its share of the time
    python benchmarks/fuzz.py --minutes 5 --format pdf --keep found
    python benchmarks/fuzz.py --format pdf --number 123 --keep .  one case again, in this process

A case is told by its format (the module in scanner/read) and its number, which always give the same bytes; --start sets the
first number. The files of what was found are kept in the folder given with --keep. The cases run in processes of their own
with a memory limit, so that a crash or a hang costs a case and is reported with it.

`crash`, `hang`, `memory`, `raised`, `slow`, `lost`, `coverage`, `content` and `printed` break a promise of the readers;
`stumbled` is an exception that cost the rest of one document, which is named as corrupt.
"""

import argparse
import json
import os
import resource
import select
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, os.fspath(ROOT))

from tests.fuzz import check, seeds  # noqa: E402

_HANG = 20.0  # seconds for one case; the readers' own limit is 4
_MEMORY = 1 << 30  # bytes of address space above what the process has when it begins


def child(module, start):
    """Run case after case and write a line before and after each: its number, and what does not hold."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for one in seeds.seeds(module):  # what the readers import and load is no cost of a case
        check.complaints(one, one.data, "")
    resource.setrlimit(resource.RLIMIT_AS, (now + _MEMORY + (1 << 29), now + _MEMORY + (1 << 29)))
    out = os.dup(1)
    with check.stumbles() as stumbled, check.quiet() as printed:
        number = start
        while True:
            os.write(out, f"{number}\n".encode())
            seed, data, _, inside = check.damaged(module, number)
            wrong = check.complaints(seed, data, inside) + stumbled
            wrong += ["printed: to an output"] if printed() else []
            os.write(out, f"{json.dumps(wrong)}\n".encode())
            stumbled.clear()
            if printed():
                return
            number += 1


class Run:
    """What was found in one format."""

    def __init__(self, module, keep):
        self.module = module
        self.cases = 0
        self.found = defaultdict(list)
        self._keep = keep

    def add(self, kind, number):
        self.found[kind].append(number)
        if self._keep and len(self.found[kind]) <= 3:
            seed, data, _, _ = check.damaged(self.module, number)
            os.makedirs(self._keep, exist_ok=True)
            Path(self._keep, f"{self.module}-{number}-{kind.partition(':')[0]}-{seed.name}").write_bytes(data)

    def go(self, start, stop):
        number = start
        while time.monotonic() < stop:
            number = self._process(number, stop)
        return number

    def _process(self, number, stop):
        """Watch one process until it ends, and return the number to go on with."""
        command = [sys.executable, __file__, "--child", "--format", self.module, "--start", str(number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            buffer, running, begin = b"", False, time.monotonic()
            while time.monotonic() < stop or running:
                ready, _, _ = select.select([process.stdout], [], [], max(0.1, begin + _HANG - time.monotonic()))
                piece = os.read(process.stdout.fileno(), 1 << 16) if ready else b""
                if not ready and time.monotonic() > begin + _HANG:
                    process.kill()
                    self.add("hang", number)
                    return number + 1
                if ready and not piece:
                    process.wait(_HANG)
                    if running:
                        self.add(f"crash: {process.returncode}", number)
                    elif not self.cases:
                        sys.exit(process.stderr.read().decode()[-2000:])
                    return number + 1
                buffer += piece
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    begin = time.monotonic()
                    running = not line.startswith(b"[")
                    if running:
                        number = int(line)
                    else:
                        self.cases += 1
                        for kind in json.loads(line):
                            self.add(kind, number)
            process.kill()
        return number + 1


def one(module, number, keep):
    seed, data, made, inside = check.damaged(module, number)
    print(f"{seed.name}, {len(data)} bytes{f', damaged inside {inside}' if inside else ''}")
    for edit in made:
        print("  ", edit)
    if keep:
        path = Path(keep, f"{module}-{number}-{seed.name}")
        path.write_bytes(data)
        print(path)
    with check.stumbles() as stumbled:
        for kind in check.complaints(seed, data, inside) + stumbled or ["nothing found"]:
            print(kind)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=30.0)
    options.add_argument(
        "--format", action="append", choices=sorted(seeds.MAKERS), help="a module of scanner/read; may be given again"
    )
    options.add_argument("--start", type=int, default=0, help="the first case's number")
    options.add_argument("--number", type=int, help="run this one case here and say what was done to the file")
    options.add_argument("--keep", help="folder for the files of what was found")
    options.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    modules = chosen.format or list(seeds.MAKERS)
    if chosen.child:
        child(modules[0], chosen.start)
        return 0
    if chosen.number is not None:
        one(modules[0], chosen.number, chosen.keep)
        return 0
    begin, runs = time.monotonic(), []
    for index, module in enumerate(modules, 1):
        runs.append(Run(module, chosen.keep))
        before = time.monotonic()
        runs[-1].go(chosen.start, begin + chosen.minutes * 60 * index / len(modules))
        print(f"{module:14s} {runs[-1].cases:8d} cases {runs[-1].cases / (time.monotonic() - before):6.0f}/s", flush=True)
        for kind, numbers in sorted(runs[-1].found.items()):
            print(
                f"    {kind}: {len(numbers)} ({', '.join(map(str, numbers[:5]))}{', …' if len(numbers) > 5 else ''})", flush=True
            )
    found = sum(len(numbers) for run in runs for kind, numbers in run.found.items() if not kind.startswith("stumbled"))
    print(f"{sum(run.cases for run in runs)} cases in {time.monotonic() - begin:.0f} s, {found} broken promises")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
