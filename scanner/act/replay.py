"""What a crash left: each act that began and has no end in the proof is looked at, finished or taken back, and its end written.

Doing so again changes nothing. Nothing is destroyed here, and nothing moved that was not moved already.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from scanner.act import quarantine
from scanner.act.outcome import Outcome, Refusal
from scanner.act.proof import Proof
from scanner.act.standing import standing


def replay(proof: Proof, roots: Iterable[bytes]) -> dict[str, Outcome]:
    """Bring proof and files into one state; return what came of each act that was cut off, by item. Raises ProofError."""
    begun = proof.open_acts()
    found: dict[str, Outcome] = {}
    roots = list(roots)
    for item, fields in begun.items():
        outcome = standing(fields["action"], item, roots)
        proof.write(fields["action"], "end", item, {"outcome": outcome.value, "detail": "found after an interruption"})
        found[item] = outcome
    for root in roots:
        _tidy(root)
    return found


def _tidy(root: bytes) -> None:
    """Remove the folders of items that hold no file: what is left of acts that came to their end, or to nothing."""
    with suppress(Refusal, FileNotFoundError), quarantine.opened(root) as store:
        for item in quarantine.items(store):
            with suppress(Refusal, OSError):
                quarantine.clear(store, item)
