"""Write the example share, what a scan of it should say, and the table that explains it.

    python examples/make_share.py [FOLDER]

FOLDER (default: the folder of this script) gets `share/`, `expected.yaml` and `README.md`, each time the same bytes. Nothing is
removed: a file in `share/` that this script does not make is named, and the exit code is 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from share_builder import administration, clients_2024, clients_2025, mailbox, old, policy, scans, staff
from share_builder.describe import expected_yaml, readme

_PARTS = (clients_2024, clients_2025, administration, staff, policy, mailbox, scans, old)
_MOST_BYTES, _MOST_IN_ALL = 300_000, 2_500_000


def examples():
    """Return every example in order of its path. Raises AssertionError when two share a path or one grows too large."""
    made = sorted((example for part in _PARTS for example in part.examples()), key=lambda example: example.path)
    assert len({example.path for example in made}) == len(made), "two examples have the same path"
    assert all(len(example.data) <= _MOST_BYTES for example in made), "an example is too large"
    assert sum(len(example.data) for example in made) <= _MOST_IN_ALL, "the share is too large"
    return made


def write(folder):
    """Write everything into `folder` and return the paths of files in its share that are not ours."""
    folder = Path(folder)
    made = examples()
    for example in made:
        target = folder / "share" / example.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(example.data)
    (folder / "expected.yaml").write_text(expected_yaml(made), encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(readme(made), encoding="utf-8", newline="\n")
    there = {path.relative_to(folder / "share").as_posix() for path in (folder / "share").rglob("*") if path.is_file()}
    return sorted(there - {example.path for example in made})


if __name__ == "__main__":
    strangers = write(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    for name in strangers:
        print(f"not made by this script: share/{name}", file=sys.stderr)
    sys.exit(1 if strangers else 0)
