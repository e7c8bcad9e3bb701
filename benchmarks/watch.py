"""What watching costs: memory and time per 100,000 folders, time from a save to its hint, a burst of files.

    python benchmarks/watch.py [--folders 100000] [--saves 60] [--burst 10000] [--below FOLDER]

The tree is made in a temporary folder below FOLDER and removed afterwards. Memory is resident memory of this process; the
kernel keeps about 1 kB more per watch, which no process is charged with.
"""

import argparse
import os
import statistics
import tempfile
import time

from scanner.config import WatchSettings
from scanner.tree.hints import Settled
from scanner.tree.watch import Watcher


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def make(root, count):
    made = 0
    while made < count:
        dossier = f"{root}/{made // 10_000:03}/Dossier_{made:07}_Voornaam_Achternaam"
        os.makedirs(dossier)
        made += 1
        for name in ("Intake en trajectplan", "Sollicitaties", "Attesten", "Verslagen 2025", "Verslagen 2026"):
            if made < count:
                os.mkdir(f"{dossier}/{name}")
                made += 1


def wait_hint(watcher, wanted, longest=30):
    end = time.monotonic() + longest
    while time.monotonic() < end:
        hint = watcher.get(1)
        if hint is not None:
            watcher.done(hint)
            if hint == wanted:
                return
    raise SystemExit(f"no {wanted}")


def drain(watcher, quiet):
    hints = []
    while (hint := watcher.get(quiet)) is not None:
        hints.append(hint)
        watcher.done(hint)
    return hints


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--folders", type=int, default=100_000)
    arguments.add_argument("--saves", type=int, default=60)
    arguments.add_argument("--burst", type=int, default=10_000)
    arguments.add_argument("--below")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.below) as root, tempfile.TemporaryDirectory() as state:
        make(root, wanted.folders)
        before, cpu, wall = resident(), time.process_time(), time.monotonic()
        watcher = Watcher([os.fsencode(root)], WatchSettings(), state=os.fsencode(state))
        watcher.start()
        watcher.wait_ready(3600)
        status = watcher.status()
        per = 100_000 / max(1, status.watched)
        print(f"{status.watched} folders watched, {status.roots[0].unwatched} not")
        print(f"planting: {time.process_time() - cpu:.1f} s CPU, {time.monotonic() - wall:.1f} s")
        print(
            f"memory: {(resident() - before) / 2**20:.1f} MiB, {(resident() - before) * per / 2**20:.1f} MiB per 100,000 folders"
        )
        drain(watcher, 2)

        idle, wall = time.process_time(), time.monotonic()
        time.sleep(5)
        print(f"idle: {100 * (time.process_time() - idle) / (time.monotonic() - wall):.2f} % of a processor")

        folder = os.path.join(root, os.listdir(root)[0])
        times = []
        for number in range(wanted.saves):
            path = f"{folder}/{number}.txt"
            with open(path, "w") as file:
                file.write("x")
            start = time.monotonic()
            wait_hint(watcher, Settled(0, os.fsencode(os.path.relpath(path, root))))
            times.append(time.monotonic() - start)
        print(f"save to hint, settle delay of 1 s included: median {statistics.median(times):.3f} s, longest {max(times):.3f} s")

        burst = f"{root}/burst"
        os.mkdir(burst)
        drain(watcher, 2)
        cpu, wall = time.process_time(), time.monotonic()
        for number in range(wanted.burst):
            with open(f"{burst}/{number}.txt", "w") as file:
                file.write("x")
        written = time.monotonic() - wall
        most = 0
        hints = []
        last = time.monotonic()
        while time.monotonic() - last < 2:
            most = max(most, watcher.status().waiting)
            hint = watcher.get(0.1)
            if hint is not None:
                hints.append(hint)
                watcher.done(hint)
                last = time.monotonic()
        print(
            f"burst of {wanted.burst} files in {written:.1f} s: {len(hints)} hints, last after {last - wall:.1f} s, "
            f"at most {most} waiting, {watcher.status().overflows} overflows, {time.process_time() - cpu:.1f} s CPU in all"
        )
        watcher.stop()


if __name__ == "__main__":
    main()
