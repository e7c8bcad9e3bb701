from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.output.wording import LANGUAGES, Wording
from scanner.tree.guards import BACK, DAY, Moment, Reason, RootFacts, RootMemory, judge_clock, judge_root, judge_size

FACTS = RootFacts(True, True, False, True, 41, 9, "id")
MEMORY = RootMemory(True, 41, 9, 1000, "id")
NOW = 1_800_000_000.0


def reasons(verdict):
    assert verdict.go == (not verdict.alarms)
    return [alarm.reason for alarm in verdict.alarms]


def test_a_root_as_it_was_is_fine_and_so_is_the_first_time():
    assert reasons(judge_root(FACTS, MEMORY)) == []
    assert reasons(judge_root(FACTS, MEMORY, marker_wanted=True)) == []
    assert reasons(judge_root(FACTS, None, marker_wanted=True)) == []
    assert reasons(judge_size(5, None, 20)) == []


def test_an_unmounted_disk_is_never_an_empty_folder_with_everything_deleted():
    under = replace(FACTS, mount_point=False, device=1, system=1, empty=True, marker=None)
    assert reasons(judge_root(under, MEMORY)) == [Reason.UNMOUNTED, Reason.EMPTY]
    assert Reason.MARKER_MISSING in reasons(judge_root(under, MEMORY, marker_wanted=True))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (RootFacts(exists=False), Reason.MISSING),
        (RootFacts(exists=True), Reason.UNREADABLE),
        (replace(FACTS, mount_point=False), Reason.UNMOUNTED),
        (replace(FACTS, device=2, system=3), Reason.OTHER_DISK),
        (replace(FACTS, device=2, system=0), Reason.OTHER_DISK),
        (replace(FACTS, empty=True), Reason.EMPTY),
    ],
)
def test_each_thing_that_is_wrong_has_its_reason(facts, reason):
    assert reasons(judge_root(facts, MEMORY)) == [reason]


def test_an_empty_root_is_an_alarm_the_first_time_too():
    assert reasons(judge_root(replace(FACTS, empty=True), None)) == [Reason.EMPTY]


def test_a_disk_that_only_got_another_number_is_the_same_disk():
    assert judge_root(replace(FACTS, device=99), MEMORY).go
    assert judge_root(replace(FACTS, device=99, system=7, mount_point=False), MEMORY, marker_wanted=True).go


def test_a_marker_made_by_hand_proves_nothing():
    assert reasons(judge_root(replace(FACTS, marker="other"), MEMORY, marker_wanted=True)) == [Reason.MARKER_OTHER]
    assert reasons(judge_root(replace(FACTS, marker=None), None, marker_wanted=True)) == [Reason.MARKER_MISSING]
    under = replace(FACTS, marker="other", mount_point=False)
    assert reasons(judge_root(under, MEMORY, marker_wanted=True)) == [Reason.MARKER_OTHER, Reason.UNMOUNTED]


def test_a_marker_that_is_not_wanted_is_not_looked_at():
    assert judge_root(replace(FACTS, marker=None), MEMORY).go
    assert not judge_root(replace(FACTS, mount_point=False), MEMORY).go


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.floats(0.1, 100))
def test_smaller_by_the_configured_share_is_an_alarm_and_by_less_is_not(now, before, percent):
    verdict = judge_size(now, RootMemory(True, 1, 1, before), percent)
    assert verdict.go == (before == 0 or 100 * (before - now) / before < percent)


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_growing_is_never_an_alarm_and_losing_all_always_is(before, more):
    memory = RootMemory(True, 1, 1, before)
    assert judge_size(before + more, memory, 0.1).go
    assert reasons(judge_size(0, memory, 100)) == [Reason.SMALLER]


def test_the_default_is_twenty_percent():
    assert judge_size(801, MEMORY, 20).go
    verdict = judge_size(800, MEMORY, 20)
    assert dict(verdict.alarms[0].values) == {"before": 1000, "now": 800, "percent": 20}


facts = st.builds(
    RootFacts, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 3),
    st.sampled_from([None, "a", "b"]),
)  # fmt: skip
memories = st.builds(
    RootMemory, st.booleans(), st.integers(0, 3), st.integers(0, 3), st.integers(0, 9), st.sampled_from([None, "a", "b"])
)


@given(facts, st.none() | memories, st.booleans())
def test_nothing_goes_on_in_a_root_that_is_gone_closed_empty_or_without_its_marker(seen, memory, wanted):
    verdict = judge_root(seen, memory, marker_wanted=wanted)
    if not seen.exists or not seen.listed or seen.empty or (wanted and seen.marker is None):
        assert not verdict.go
    if memory and memory.mount_point and not seen.mount_point and not (wanted and seen.marker == memory.marker is not None):
        assert not verdict.go
    assert len(verdict.alarms) == len({alarm.reason for alarm in verdict.alarms})


@given(st.floats(0, 5 * 365), st.floats(0, 5 * 365), st.floats(-20 * 365, 20 * 365))
def test_within_one_start_only_the_jump_counts(passed, up, jump):
    last = Moment(NOW, up * DAY, "boot")
    now = Moment(NOW + (passed + jump) * DAY, (up + passed) * DAY, "boot")
    found = reasons(judge_clock(now, last, 400))
    if jump > 401:
        assert found == [Reason.CLOCK_AHEAD]
    elif jump < -1:
        assert found == [Reason.CLOCK_BACK]
    elif 0 <= jump < 399:
        assert found == []


@given(st.floats(-20 * 365 * DAY, 20 * 365 * DAY))
def test_after_a_new_start_the_clock_may_neither_be_back_nor_years_ahead(passed):
    found = reasons(judge_clock(Moment(NOW + passed, 5, "new"), Moment(NOW, 1e6, "old"), 400))
    expected = [Reason.CLOCK_BACK] if passed < -BACK else [Reason.CLOCK_AHEAD] if passed > 400 * DAY else []
    assert found == expected


def test_a_clock_that_was_never_set_is_no_clock():
    assert reasons(judge_clock(Moment(0, 5, "a"), None, 400)) == [Reason.CLOCK_BACK]
    assert judge_clock(Moment(NOW, 5, "a"), None, 400).go
    assert judge_clock(Moment(NOW - 100, 5, ""), Moment(NOW, 900, ""), 400).go


def test_each_reason_has_a_sentence_in_each_language_that_takes_its_numbers():
    for language in LANGUAGES:
        words = Wording(language)
        sentences = [words(reason.value, before=10, now=5, percent=50, days=900) for reason in Reason]
        assert len(set(sentences)) == len(sentences)
        assert not any(sentence.startswith("guard_") or "{" in sentence for sentence in sentences)
