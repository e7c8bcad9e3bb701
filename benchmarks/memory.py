"""Peak memory of a scan: the whole tree of processes, and the parent alone, sampled every 20 ms (Linux).

    python benchmarks/memory.py FOLDER... [--workers 2]

RSS counts pages that processes share once for each of them; PSS divides them, and is what the machine really needs.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress


def children(process):
    """All processes below one, itself first."""
    found, todo = [], [process]
    while todo:
        number = todo.pop()
        found.append(number)
        with suppress(OSError):
            for task in os.listdir(f"/proc/{number}/task"):
                with suppress(OSError), open(f"/proc/{number}/task/{task}/children") as file:
                    todo += map(int, file.read().split())
    return found


def memory(process):
    """(RSS, PSS) in MiB; zeros when it is gone."""
    with suppress(OSError), open(f"/proc/{process}/smaps_rollup") as file:
        lines = {line.split(":")[0]: int(line.split()[1]) for line in file if line.endswith("kB\n")}
        return lines.get("Rss", 0) / 1024, lines.get("Pss", 0) / 1024
    return 0.0, 0.0


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+")
    options.add_argument("--workers", default="2")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "scanner", "scan", *chosen.folders, "--workers", chosen.workers, "--quiet", "--exit-zero",
                   "--jsonl", os.path.join(folder, "a.jsonl")]  # fmt: skip
        begin = time.monotonic()
        running = subprocess.Popen(command)
        tree_rss = tree_pss = parent = one = 0.0
        while running.poll() is None:
            sizes = [memory(number) for number in children(running.pid)]
            tree_rss = max(tree_rss, sum(rss for rss, _ in sizes))
            tree_pss = max(tree_pss, sum(pss for _, pss in sizes))
            parent = max(parent, sizes[0][0])
            one = max(one, *(rss for rss, _ in sizes))
            time.sleep(0.02)
        with open(os.path.join(folder, "a.jsonl"), "rb") as file:
            records = sum(b'"record":"file"' in line for line in file)
    print(f"{records} files in {time.monotonic() - begin:.1f} s, exit {running.returncode}")
    print(f"whole tree: {tree_rss:.0f} MiB RSS, {tree_pss:.0f} MiB PSS; parent {parent:.0f} MiB; largest process {one:.0f} MiB")


if __name__ == "__main__":
    main()
