import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.tree.posix_acl import READ, SEARCH, WRITE, Circle, from_list, from_mode


def acl(*entries):
    """(tag, rights, number): 1 owner, 2 user, 4 owning group, 8 group, 0x10 mask, 0x20 other."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NONE = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("mode", "wanted", "circle"),
    [
        (0o644, READ, Circle(True, frozenset({7}), frozenset({5}))),
        (0o640, READ, Circle(False, frozenset({7}), frozenset({5}))),
        (0o600, READ | WRITE, Circle(False, frozenset(), frozenset({5}))),
        (0o602, READ | WRITE, Circle(True, frozenset(), frozenset({5}))),
        (0o710, SEARCH, Circle(False, frozenset({7}), frozenset({5}))),
        (0o000, READ, Circle()),
    ],
)
def test_mode_bits(mode, wanted, circle):
    assert from_mode(0o100000 | mode, 5, 7, wanted) == circle


def test_a_named_user_and_group_count_only_as_far_as_the_mask_allows():
    entries = [(1, 6, NONE), (2, 4, 1001), (2, 2, 1002), (4, 4, NONE), (8, 4, 2001), (8, 0, 2002)]
    wide = from_list(acl(*entries, (0x10, 4, NONE), (0x20, 0, NONE)), 5, 7, READ)
    assert wide == Circle(False, frozenset({7, 2001}), frozenset({5, 1001}))
    shut = from_list(acl(*entries, (0x10, 0, NONE), (0x20, 0, NONE)), 5, 7, READ)
    assert shut == Circle(False, frozenset(), frozenset({5}))


def test_the_mask_does_not_bind_others():
    assert from_list(acl((1, 6, NONE), (4, 4, NONE), (0x10, 0, NONE), (0x20, 4, NONE)), 5, 7, READ).everyone


@pytest.mark.parametrize("raw", [b"", b"\2\0\0", b"\1\0\0\0", acl((1, 6, NONE)) + b"x", acl((0x40, 7, 1))])
def test_what_is_no_list_is_said(raw):
    with pytest.raises(ValueError):
        from_list(raw, 5, 7, READ)


@given(st.binary(max_size=64))
def test_any_bytes_give_a_circle_or_are_refused(raw):
    for data in (raw, b"\2\0\0\0" + raw):
        try:
            from_list(data, 5, 7, READ)
        except ValueError:
            continue


@given(st.integers(0, 0o777), st.sampled_from([READ, WRITE, SEARCH, READ | WRITE]))
def test_a_minimal_list_says_what_the_mode_says(mode, wanted):
    raw = acl((1, mode >> 6, NONE), (4, mode >> 3 & 7, NONE), (0x20, mode & 7, NONE))
    assert from_list(raw, 5, 7, wanted) == from_mode(mode, 5, 7, wanted)
