"""`dossierwacht` and `python -m scanner`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with the contract's exit code."""
    from scanner.cli import app

    sys.exit(app.run(sys.argv[1:]))


if __name__ == "__main__":
    main()
