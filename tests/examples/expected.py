"""The truth about the example share, read from `examples/expected.yaml`."""

from dataclasses import dataclass
from pathlib import Path

import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Expected:
    """What a scan should say of one file; the head of `expected.yaml` explains each of them.

    `violations` and `special` are complete, `personal` is what must be there at least, `notes` and `may` are allowed.
    """

    document_class: str
    coverage: str
    violations: frozenset = frozenset()
    special: frozenset = frozenset()
    personal: frozenset = frozenset()
    notes: frozenset = frozenset()
    may: frozenset = frozenset()
    also_acceptable: frozenset = frozenset()
    problems: frozenset = frozenset()
    needs: frozenset = frozenset()

    @property
    def classes(self):
        """Every class that can be defended."""
        return {self.document_class, *self.also_acceptable}


def load_expected(path=EXAMPLES / "expected.yaml"):
    """Return {path relative to the share: Expected}. Raises TypeError for a key that is not one of the fields."""
    entries = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    return {
        name: Expected(**{key: frozenset(value) if isinstance(value, list) else value for key, value in entry.items()})
        for name, entry in entries.items()
    }
