"""Runs a command with the service's intervals made short: `python -m tests.service.driver daemon …`."""

import sys

from scanner.service import daemon, keeper, shared

if __name__ == "__main__":
    keeper.GUARD_SECONDS = 0.5
    keeper.AUDIT_SECONDS = 0.5
    daemon.TICK = 0.2
    daemon.REGISTER_SECONDS = 0.3
    shared._RETRY = 0.5
    from scanner.cli.app import run

    sys.exit(run(sys.argv[1:]))
