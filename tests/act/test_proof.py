"""The chain of the proof: whatever is changed in it is found, with its line; a crash in the middle of a line is none of that."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.act.proof import FIRST, Proof, ProofError, read, verify

KEY = b"k" * 32


def _written(path, count=5):
    proof = Proof(str(path), KEY)
    for number in range(count):
        proof.write("quarantine", "begin" if number % 2 == 0 else "end", f"i{number // 2}", {"size": number})
    proof.close()
    return path.read_bytes().splitlines(keepends=True)


def test_a_whole_chain_holds_and_goes_on_after_a_restart(tmp_path):
    path = tmp_path / "proof.jsonl"
    assert verify(str(path)) == verify(str(path))
    assert verify(str(path)).head == FIRST
    _written(path)
    _written(path)
    verdict = verify(str(path))
    assert (verdict.lines, verdict.broken, verdict.torn) == (10, None, False)
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert [entry.number for entry in read(str(path))] == list(range(1, 11))


@pytest.mark.parametrize("line", range(5))
def test_a_line_that_was_changed_taken_out_or_doubled_is_named(tmp_path, line):
    path = tmp_path / "proof.jsonl"
    lines = _written(path)
    changed = json.loads(lines[line])
    changed["size"] = 99
    for forged, first in (
        ([*lines[:line], json.dumps(changed).encode() + b"\n", *lines[line + 1 :]], line + 1),
        ([*lines[:line], *lines[line + 1 :]], line + 1 if line < 4 else None),
        ([*lines[: line + 1], *lines[line:]], line + 2),
        ([*lines[:line], b"nonsense\n", *lines[line + 1 :]], line + 1),
        ([*lines[:line], *reversed(lines[line:])], line + 1 if line < 4 else None),
    ):
        path.write_bytes(b"".join(forged))
        assert verify(str(path)).broken == first
        if first:
            with pytest.raises(ProofError, match=f"line {first}"):
                Proof(str(path), KEY)


@given(cut=st.integers(1, 200))
def test_a_torn_last_line_never_counted(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("proof") / "proof.jsonl"
    lines = _written(path)
    cut = min(cut, len(lines[-1]) - 1)
    path.write_bytes(b"".join(lines)[:-cut])
    verdict = verify(str(path))
    assert (verdict.lines, verdict.broken, verdict.torn) == (4, None, True)
    proof = Proof(str(path), KEY)
    proof.write("purge", "begin", "x", {})
    proof.close()
    assert (verify(str(path)).lines, verify(str(path)).torn) == (5, False)


def test_a_full_disk_leaves_no_half_line(tmp_path, monkeypatch):
    path = tmp_path / "proof.jsonl"
    _written(path)
    proof = Proof(str(path), KEY)
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, raw: real(file, raw[:10]))
    with pytest.raises(ProofError, match="nothing more is moved"):
        proof.write("purge", "begin", "x", {})
    monkeypatch.undo()
    proof.write("purge", "begin", "y", {})
    proof.close()
    assert verify(str(path)).lines == 6


def test_fingerprints_are_keyed(tmp_path):
    one, two = Proof(str(tmp_path / "a"), KEY), Proof(str(tmp_path / "b"), b"l" * 32)
    assert one.fingerprint(b"x") != two.fingerprint(b"x")
    assert len(one.fingerprint(b"x")) == 64
    one.close()
    two.close()
