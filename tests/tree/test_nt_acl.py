import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.tree.nt_acl import NtReaders, parse
from tests.tree.nt_blobs import ace, blob, descriptor

ADMINS, SYSTEM = ace("S-1-5-32-544", 0x1F01FF), ace("S-1-5-18", 0x1F01FF)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "who", ["S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-21-1004336348-1177238915-682003330-513", "S-1-5-7"]
)
def test_everybody_by_any_name_in_each_version(version, who):
    assert parse(blob(descriptor(ADMINS, SYSTEM, ace(who)), version)).everyone
    assert parse(blob(descriptor(ADMINS, SYSTEM), version)) == NtReaders()


def test_the_length_of_the_description_does_not_matter():
    for length in range(9):
        assert parse(blob(descriptor(ace("S-1-1-0")), 4, b"d" * length)).everyone


def test_unix_groups_and_users_by_number_and_accounts_of_the_domain_by_count():
    found = parse(
        blob(
            descriptor(ADMINS, ace("S-1-22-2-2001"), ace("S-1-22-1-1001"), ace("S-1-5-21-1-2-3-1107"), ace("S-1-5-21-1-2-3-512"))
        )
    )
    assert found == NtReaders(False, frozenset({2001}), frozenset({1001}), 1)


@pytest.mark.parametrize("rights", [0x1, 0x2, 0x80000000, 0x10000000, 0x1F01FF])
def test_reading_or_writing_counts(rights):
    assert parse(blob(descriptor(ace("S-1-1-0", rights)))).everyone


@pytest.mark.parametrize("rights", [0x20, 0x100000, 0x20000, 0x80])
def test_passing_through_or_reading_attributes_does_not(rights):
    assert not parse(blob(descriptor(ace("S-1-1-0", rights)))).everyone


def test_an_entry_that_is_only_handed_down_does_not_count_here():
    assert not parse(blob(descriptor(ace("S-1-1-0", flags=0x0B)))).everyone
    assert parse(blob(descriptor(ace("S-1-1-0", flags=0x03)))).everyone


def test_a_refusal_before_counts_and_one_after_does_not():
    everyone = ace("S-1-1-0", 0x1F01FF)
    refused = ace("S-1-1-0", 0x1F01FF, kind=1)
    assert not parse(blob(descriptor(refused, everyone))).everyone
    assert not parse(blob(descriptor(refused, ace("S-1-5-11")))).everyone
    assert parse(blob(descriptor(everyone, refused))).everyone
    assert parse(blob(descriptor(ace("S-1-1-0", 0x2, kind=1), everyone))).everyone


def test_no_list_at_all_means_everyone_and_an_empty_one_nobody():
    assert parse(blob(descriptor(null=True))).everyone
    assert parse(blob(descriptor(control=0x8000))).everyone
    assert parse(blob(descriptor())) == NtReaders()


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_a_blob_that_ends_early_is_never_taken_for_restricted(version):
    whole = blob(descriptor(ADMINS, ace("S-1-1-0")), version)
    for length in range(len(whole)):
        with pytest.raises(ValueError):
            parse(whole[:length])


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\5\0\5\0\0\0\2\0", blob(descriptor(ace("S-1-1-0", kind=9))), blob(b"\2" + descriptor()[1:]),
        blob(descriptor(control=0x1004)),
    ],
)  # fmt: skip
def test_what_is_not_known_is_said(raw):
    with pytest.raises(ValueError):
        parse(raw)


@given(st.binary(max_size=300), st.integers(1, 4))
def test_any_bytes_give_readers_or_are_refused(raw, version):
    for data in (raw, blob(raw, version)):
        try:
            parse(data)
        except ValueError:
            continue
