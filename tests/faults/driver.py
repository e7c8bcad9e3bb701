"""Runs the command with `misbehaviour` loaded into every worker: `python driver.py PLUGIN scan FOLDER ...`."""

import sys

from scanner import workers

if __name__ == "__main__":
    workers._PRELOAD = [*workers._PRELOAD, sys.argv[1]]
    from scanner.cli.app import run

    sys.exit(run(sys.argv[2:]))
