import hashlib
import os
from datetime import date

import pytest

from scanner.act import moves, quarantine
from scanner.act.outcome import Target, Warrant
from scanner.act.proof import NAME, Proof

KEY = b"k" * 32
TODAY = date(2026, 11, 27)
WARRANT = Warrant(
    "client_documents", "0123456789abcdef", "own privacy statement", "end_of_guidance", "register", "2024-01-31", "2024-01-31", "2025-01-31",
    "cv", (("An Peeters", "2026-11-26"),),
)  # fmt: skip


class World:
    """A root with one document, and a proof."""

    def __init__(self, tmp_path):
        self.root, self.state = tmp_path / "share", tmp_path / "state"
        self.file = self.root / "Cliënten" / "Janssens" / "cv.txt"
        self.file.parent.mkdir(parents=True)
        self.file.write_bytes(b"Curriculum vitae van Jan Janssens")
        os.chmod(self.file, 0o640)
        os.utime(self.file, (1_600_000_000, 1_600_000_000))
        self.state.mkdir(mode=0o700)
        self.proof_path = str(self.state / NAME)

    def target(self, item="a1", file=None):
        file = file or self.file
        status = os.stat(file)
        return Target(
            item, os.fsencode(self.root), os.fsencode(file.relative_to(self.root)), status.st_dev, status.st_ino, status.st_size,
            status.st_mtime_ns, status.st_ctime_ns, hashlib.sha256(file.read_bytes()).hexdigest(),
        )  # fmt: skip

    def proof(self):
        return Proof(self.proof_path, KEY)

    def take(self, target=None, delay=30, allowed=lambda: None):
        proof = self.proof()
        try:
            return moves.take(target or self.target(), WARRANT, proof, delay, TODAY, allowed).outcome
        finally:
            proof.close()

    def give_back(self, item="a1"):
        proof = self.proof()
        try:
            return moves.give_back(os.fsencode(self.root), item, proof).outcome
        finally:
            proof.close()

    def destroy(self, item="a1", today=TODAY, allowed=lambda: None):
        proof = self.proof()
        try:
            return moves.destroy(os.fsencode(self.root), item, proof, today, allowed).outcome
        finally:
            proof.close()

    def content(self, item="a1"):
        return self.root / os.fsdecode(quarantine.NAME) / item / "content"

    def places(self, item="a1"):
        return [path for path in (self.file, self.content(item)) if os.path.lexists(path)]


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)
