"""The process that acts is killed right before and right after every call of the system: no file is lost, none is in two places, the proof tells."""

import itertools
import os

import pytest

from scanner.act.outcome import Outcome
from scanner.act.proof import read, verify
from scanner.act.replay import replay
from tests.act.conftest import TODAY
from tests.act.killing import run


def _after_the_crash(world):
    """Start again, twice; return what was found."""
    proof = world.proof()
    found = replay(proof, [os.fsencode(world.root)])
    assert replay(proof, [os.fsencode(world.root)]) == {}
    proof.close()
    assert verify(world.proof_path).broken is None
    return found


def _last(world):
    ends = [entry.fields["outcome"] for entry in read(world.proof_path) if entry.fields["step"] == "end"]
    return Outcome(ends[-1]) if ends else None


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_taking(tmp_path, after):
    from tests.act.conftest import World

    points = 0
    for point in itertools.count(1):
        world = World(tmp_path / str(point))
        before, target = world.file.read_bytes(), world.target()
        ended = run(lambda: world.take(target), point, after)  # noqa: B023
        _after_the_crash(world)
        (place,) = world.places()
        assert place.read_bytes() == before
        assert (_last(world) is Outcome.QUARANTINED) == (place != world.file)
        if place == world.file:
            assert not world.content().parent.exists()
            again = world.take(world.target())
            assert again is Outcome.QUARANTINED
            assert world.places() == [world.content()]
        if ended:
            break
        points += 1
    assert points > 40


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_giving_back(tmp_path, after):
    from tests.act.conftest import World

    points = 0
    for point in itertools.count(1):
        world = World(tmp_path / str(point))
        before, status = world.file.read_bytes(), os.stat(world.file)
        assert world.take() is Outcome.QUARANTINED
        ended = run(world.give_back, point, after)
        _after_the_crash(world)
        (place,) = world.places()
        assert place.read_bytes() == before
        if place != world.file:
            assert world.give_back() is Outcome.RESTORED
        now = os.stat(world.file)
        assert (now.st_mode, now.st_uid, now.st_gid, now.st_mtime_ns, now.st_ino) == (
            status.st_mode, status.st_uid, status.st_gid, status.st_mtime_ns, status.st_ino,
        )  # fmt: skip
        assert _last(world) is Outcome.RESTORED
        assert not world.content().parent.exists()
        if ended:
            break
        points += 1
    assert points > 25


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_destroying(tmp_path, after):
    from tests.act.conftest import World

    points = 0
    for point in itertools.count(1):
        world = World(tmp_path / str(point))
        assert world.take(delay=0) is Outcome.QUARANTINED
        ended = run(lambda: world.destroy(today=TODAY), point, after)  # noqa: B023
        _after_the_crash(world)
        begun = any(entry.fields["action"] == "purge" and entry.fields["step"] == "begin" for entry in read(world.proof_path))
        if world.places():
            assert _last(world) in (Outcome.QUARANTINED, Outcome.NOT_DONE)
            assert world.destroy() is Outcome.PURGED
        else:
            assert begun  # nothing goes that the proof did not announce
            assert _last(world) is Outcome.PURGED
        assert world.places() == []
        assert not world.content().parent.exists()
        if ended:
            break
        points += 1
    assert points > 25
