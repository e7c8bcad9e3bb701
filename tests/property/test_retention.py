"""What holds for all facts, dossiers and days: a hold, a gap or doubt never deletes more, and time never goes back."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model import Coverage, DateSource, DocumentDate
from scanner.retention.decide import decide
from scanner.retention.facts import State
from scanner.retention.folders import FolderIndex
from scanner.retention.plan import plan
from scanner.retention.register import CONSENTS, Dossier
from scanner.retention.rule_lint import FORBIDDEN, SENSITIVE
from scanner.retention_settings import PROGRAMMES
from scanner.rulemodels import CLASSES
from tests.retention.made import confirmed, fact, shipped

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
ANY_DAY = st.one_of(DAYS, st.dates(), st.just(date(2024, 2, 29)))
MAYBE = st.one_of(st.none(), DAYS, ANY_DAY)
PARTS = st.sampled_from(["clients", "janssens", "2019", "facturen 2015", "20240229_x", "niets", "1999-2031", "2024-13"])


@st.composite
def dossiers(draw):
    programme = draw(st.sampled_from([*PROGRAMMES, "unheard of"]))
    return Dossier(
        draw(st.sampled_from(["1", "2"])), 1, "clients", draw(st.sampled_from(["vzw", "other"])), programme, draw(MAYBE), draw(MAYBE), draw(MAYBE),
        draw(MAYBE), draw(MAYBE), draw(MAYBE), frozenset(draw(st.sets(st.sampled_from(sorted(CONSENTS))))),
        draw(st.sampled_from(["", "", "court"])), draw(st.booleans()), draw(st.sampled_from([False, False, True])),
    )  # fmt: skip


FACTS = st.builds(
    fact,
    document_class=st.sampled_from([*CLASSES, "unheard of"]),
    path=st.lists(PARTS, min_size=1, max_size=4).map(lambda parts: "/".join(parts).encode()),
    class_confidence=st.sampled_from([0.0, 0.59, 0.6, 1.0]),
    coverage=st.sampled_from(Coverage),
    forbidden=st.lists(st.sampled_from([*FORBIDDEN, "OWN_ENTITY"]), max_size=2, unique=True).map(tuple),
    special=st.lists(st.sampled_from(SENSITIVE), max_size=2, unique=True).map(tuple),
    detected=MAYBE,
    dates=st.lists(st.builds(DocumentDate, ANY_DAY, st.sampled_from(DateSource)), max_size=3).map(tuple),
    first_seen=MAYBE,
    holds=st.sampled_from([(), (), ("complaint",)]),
)
PAST = st.dates(date(2000, 1, 1), date(2030, 12, 31))
# Facts and dossiers of which many are due: without what sends them to a person anyway.
CLEAR = st.builds(
    fact,
    document_class=st.sampled_from(CLASSES),
    path=st.lists(PARTS, min_size=1, max_size=4).map(lambda parts: "/".join(parts).encode()),
    forbidden=st.sampled_from([(), (), ("ID_PHOTO",)]),
    special=st.sampled_from([(), (), ("HEALTH",)]),
    detected=PAST,
    dates=st.lists(st.builds(DocumentDate, PAST, st.sampled_from(DateSource)), max_size=2).map(tuple),
    first_seen=st.one_of(st.none(), PAST),
)
MAYBE_PAST = st.one_of(st.none(), PAST)
ENDED = st.builds(
    lambda programme, **days: Dossier("1", 1, "clients", "vzw", programme, employment=programme in ("staff", "maatwerk"), **days),
    st.sampled_from([*PROGRAMMES]),
    closed=PAST,
    project_end=MAYBE_PAST,
    last_payment=MAYBE_PAST,
    contract_end=MAYBE_PAST,
    consent_withdrawn=MAYBE_PAST,
)
HELD = st.one_of(st.none(), dossiers())
OTHERS = st.one_of(st.just(()), st.lists(dossiers(), max_size=2).map(tuple))
DUE = (State.DUE, State.OVERDUE)
ORDER = {State.KEEP: 0, State.DUE: 1, State.OVERDUE: 2}


@given(st.one_of(FACTS, CLEAR), st.one_of(HELD, ENDED), OTHERS, DAYS)
@settings(max_examples=600)
def test_every_file_has_one_of_five_states_and_says_why(file, held, others, on):
    decision = decide(file, held, confirmed(), on, others=others)
    assert decision.state in (State.KEEP, State.REVIEW, State.DUE, State.OVERDUE, State.HELD)
    assert decision.reasons
    assert (decision.expires is None) == (decision.delete_by is None) == (decision.started is None)
    if decision.expires is not None:
        assert decision.started <= decision.expires <= decision.delete_by <= decision.expires + timedelta(days=366)
    if decision.state is State.DUE:
        assert decision.expires <= on <= decision.delete_by
    if decision.state is State.OVERDUE:
        assert decision.delete_by < on
    assert decide(file, held, confirmed(), on, others=others) == decision


@given(st.one_of(FACTS, CLEAR), st.one_of(HELD, ENDED), OTHERS, DAYS)
@settings(max_examples=600)
def test_only_what_is_certain_is_due(file, held, others, on):
    decision = decide(file, held, confirmed(), on, others=others)
    if decision.state in DUE:
        assert file.coverage is Coverage.FULL
        assert file.class_confidence >= 0.6
        assert not others
        assert not file.holds
        assert held is None or not held.hold
        assert decision.started is not None
        assert decision.started <= on
        assert decision.start_source is not None
        assert decision.rule is not None


@given(st.one_of(FACTS, CLEAR), st.one_of(HELD, ENDED), OTHERS, DAYS, st.sampled_from([Coverage.PARTIAL, Coverage.NONE]))
def test_partial_coverage_never_yields_due(file, held, others, on, coverage):
    assert decide(replace(file, coverage=coverage), held, confirmed(), on, others=others).state not in DUE


@given(st.one_of(FACTS, CLEAR), st.one_of(HELD, ENDED), DAYS)
def test_a_hold_never_deletes_more(file, held, on):
    decision = decide(replace(file, holds=(*file.holds, "new")), held, confirmed(), on)
    assert decision.state is State.HELD
    assert not decision.may_be_deleted
    if held is not None:
        assert decide(file, replace(held, hold="new"), confirmed(), on).state is State.HELD


@given(st.one_of(FACTS, CLEAR), st.one_of(HELD, ENDED), DAYS)
def test_nothing_is_deleted_by_rules_that_nobody_confirmed(file, held, on):
    bare, full = decide(file, held, shipped(), on), decide(file, held, confirmed(), on)
    assert not bare.may_be_deleted
    assert (bare.state, bare.expires, bare.delete_by) == (full.state, full.expires, full.delete_by)


@given(st.one_of(FACTS, CLEAR, CLEAR), st.one_of(HELD, ENDED, ENDED), DAYS, st.integers(0, 40_000))
@settings(max_examples=2000)
def test_a_later_day_never_unexpires(file, held, on, days):
    first = decide(file, held, confirmed(), on)
    later = decide(file, held, confirmed(), on + timedelta(days=days))
    if first.state in DUE:
        assert later.state in DUE
        assert ORDER[later.state] >= ORDER[first.state]
        assert (later.expires, later.delete_by, later.rule) == (first.expires, first.delete_by, first.rule)


@given(CLEAR, ENDED, DAYS, st.integers(1, 20_000))
@settings(max_examples=500)
def test_a_later_end_of_guidance_never_deletes_earlier(file, held, on, days):
    file = replace(file, dates=())  # one of long after the end sends the file to a person
    closed = date(2000, 1, 1)
    sooner = decide(file, replace(held, opened=None, closed=closed), confirmed(), on)
    later = decide(file, replace(held, opened=None, closed=closed + timedelta(days=days)), confirmed(), on)
    if later.state in DUE:
        assert sooner.state in DUE
        assert ORDER[sooner.state] >= ORDER[later.state]


@given(CLEAR, ENDED, DAYS)
@settings(max_examples=500)
def test_fewer_facts_never_delete_more(file, held, on):
    """Without its events a dossier's files are due only by what they are and carry themselves."""
    bare = replace(held, closed=None, project_end=None, last_payment=None, contract_end=None)
    without = decide(file, bare, confirmed(), on)
    if without.state in DUE:
        assert without.starting_point in ("detection", "document_date", "end_of_calendar_year")


def test_these_facts_reach_every_state():
    seen = set()

    @given(CLEAR, ENDED, DAYS)
    @settings(max_examples=300, database=None, derandomize=True)
    def look(file, held, on):
        seen.add(decide(file, held, confirmed(), on).state)

    look()
    assert seen == {State.KEEP, State.REVIEW, State.DUE, State.OVERDUE}


@given(st.lists(st.one_of(FACTS, CLEAR), max_size=30), st.lists(dossiers(), max_size=3), DAYS)
def test_a_plan_is_the_decisions_one_by_one_and_loses_no_file(files, held, on):
    index = FolderIndex(held)
    items = list(plan(iter(files), index, confirmed(), on))
    assert [item.fact for item in items] == files
    for item in items:
        found = FolderIndex(held).find(item.fact.root, item.fact.path)
        assert item.decision == decide(item.fact, found.dossier, confirmed(), on, others=found.others)
    assert list(plan(iter(files), index, confirmed(), on)) == items
