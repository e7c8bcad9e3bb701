"""Whatever is done to a file, its reader returns, in time, says nothing to the outputs, and never calls read what it did not read.

The long run of the same is `python benchmarks/fuzz.py --minutes 30`.
"""

import os
import sys
import traceback

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scanner.read.registry import FORMATS
from tests.fuzz import edits
from tests.fuzz.check import complaints, damaged, quiet, stumbles
from tests.fuzz.seeds import MAKERS, WORD, packed, seeds

EDITS = st.lists(
    st.builds(
        edits.Edit, st.sampled_from(edits.KINDS), st.integers(0, (1 << 16) - 1), st.sampled_from([1 << n for n in range(12)]), st.integers(0, 255)
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip
# Cases of each format, so that all take half a minute: a picture in a page or a large package takes a hundred times a line of text.
CASES = {
    "pdf": 60,
    "picture": 80,
    "thumbnails": 30,
    "word": 40,
    "sheet": 40,
    "slides": 40,
    "html": 40,
    "pst": 10,
    "opendocument": 60,
    "word97": 60,
}


def test_every_format_is_damaged():
    assert {format_.module.rpartition(".")[2] for format_ in FORMATS} <= set(MAKERS)


@pytest.mark.parametrize("module", MAKERS)
def test_seeds_are_what_they_seem_and_always_the_same(module):
    again = tuple(MAKERS[module]()) if module in ("plain", "rtf", "word97") else seeds(module)
    assert seeds(module) == again
    for seed in seeds(module):
        assert complaints(seed, seed.data, "") == []
        assert not seed.strict or WORD.encode() not in seed.data or seed.data.count(WORD.encode()) == 1


@pytest.mark.parametrize("module", MAKERS)
def test_damage_is_named(module):
    @settings(
        max_examples=CASES.get(module, 120), derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(st.sampled_from(seeds(module)), EDITS, st.integers(0, 1 << 16))
    def holds(seed, made, part):
        inside = sorted(seed.parts)[part % len(seed.parts)] if seed.parts and part % 2 else ""
        parts = {**seed.parts, inside: edits.apply(seed.parts[inside], made)} if inside else {}
        data = packed(parts) if inside else edits.apply(seed.data, made)
        assert complaints(seed, data, inside) == [], seed.name

    in_a_process_of_its_own(holds)


# What the long run found once: format and number of the case.
FOUND = [("plain", 588114), ("pdf", 502353)]


@pytest.mark.parametrize(("module", "number"), FOUND)
def test_what_was_found_once_holds(module, number):
    seed, data, _, inside = damaged(module, number)
    with stumbles() as stumbled:
        assert complaints(seed, data, inside) == []
    assert stumbled == []


def in_a_process_of_its_own(function):
    """Run a function where a crash of a library in C costs this test only, and nothing that it prints is seen."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = b""
        try:
            with quiet() as printed:
                function()
                said = b"printed: " + printed() if printed() else b""
        except BaseException:  # noqa: BLE001 - told by the parent
            said = traceback.format_exc().encode()
        os.write(writing, said[-60_000:])
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "the reader crashed"
    assert not said, said


@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9)", "print('x')", "1 / 0"])
def test_a_crash_or_a_word_said_would_be_seen(end):
    with pytest.raises(AssertionError):
        in_a_process_of_its_own(lambda: exec(end, {"os": os, "sys": sys}))
