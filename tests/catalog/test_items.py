"""Items: an approval belongs to one file under one decision, and a plan that is made again changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.catalog import items, retention_facts, roots, sensitive
from scanner.catalog.items import Proposal
from scanner.catalog.store import Catalog, hot


@pytest.fixture
def known(catalog, root):
    with catalog.write() as connection:
        hot(connection, "INSERT INTO folders (id, root_id, path, first_seen) VALUES (1, ?, ?, 1)", (root.id, b""))
        for number in range(1, 5):
            hot(
                connection,
                "INSERT INTO files (id, folder_id, name, size, mtime_ns, ctime_ns, inode, device, mode, uid, gid, first_seen, due)"
                " VALUES (?, 1, ?, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0)",
                (number, b"%d" % number),
            )
    return root


def _proposal(root, number=1, **changes):
    return replace(
        Proposal(
            number, root.id, b"%d" % number, f"{number}", 1, 2, 3, 4, 5, "ab" * 32, "cv", "D1", "rule", "digest", "basis", "end_of_guidance",
            "2024-01-31", "register", "2024-01-31", "2025-01-31", "DPO", (("due", {"day": "2024-01-31"}),), "overdue",
        ), **changes,
    )  # fmt: skip


def _all(catalog, *states):
    with catalog.read() as connection:
        return list(items.find(connection, states=states))


def test_planning_again_changes_nothing(catalog, known):
    for run in (1, 2, 3):
        items.record(catalog, run, [_proposal(known, number) for number in (1, 2)])
        items.end_others(catalog, run, [known.id])
    first, second = _all(catalog)
    assert (first.state, second.state) == ("overdue", "overdue")
    items.approve(catalog, first, "An", 1)
    before = _all(catalog)
    items.record(catalog, 4, [_proposal(known, number) for number in (1, 2)])
    assert _all(catalog) == before


@pytest.mark.parametrize(
    "changes",
    [{"size": 4}, {"mtime_ns": 9}, {"ctime_ns": 9}, {"inode": 9}, {"sha256": "cd" * 32}, {"basis": "other"}, {"path": b"x"}],
)
def test_an_approval_lapses_with_the_file_or_the_decision(catalog, known, changes):
    items.record(catalog, 1, [_proposal(known)])
    (item,) = _all(catalog)
    assert items.approve(catalog, item, "An", 1) == "approved"
    items.record(catalog, 2, [_proposal(known, **changes)])
    (gone,) = _all(catalog, "refused")
    assert gone.item == item.item
    assert gone.approvals == ()
    (fresh,) = _all(catalog, "overdue")
    assert fresh.item != item.item
    assert items.approve(catalog, item, "An", 1) == "refused"


def test_a_hold_takes_the_approval_back_and_overdue_does_not(catalog, known):
    items.record(catalog, 1, [_proposal(known, state="due")])
    (item,) = _all(catalog)
    items.approve(catalog, item, "An", 1)
    items.record(catalog, 2, [_proposal(known, state="overdue")])
    assert _all(catalog)[0].state == "approved"
    items.record(catalog, 3, [_proposal(known, state="held")])
    assert _all(catalog)[0].state == "held"
    items.record(catalog, 4, [_proposal(known, state="overdue")])
    assert _all(catalog)[0].state == "overdue"


def test_what_a_plan_does_not_find_any_more_ends_and_other_roots_do_not(catalog, known, tmp_path):
    items.record(catalog, 1, [_proposal(known, 1), _proposal(known, 2)])
    items.record(catalog, 2, [_proposal(known, 2)])
    other = roots.add(catalog, b"/other")
    assert items.end_others(catalog, 2, [other.id]) == 0
    assert items.end_others(catalog, 2, [known.id]) == 1
    assert {item.path: item.state for item in _all(catalog)} == {b"1": "refused", b"2": "overdue"}


def test_what_was_taken_away_is_never_changed_by_a_plan(catalog, known):
    items.record(catalog, 1, [_proposal(known)])
    (item,) = _all(catalog)
    for state in ("quarantined", "purged", "restored"):
        items.became(catalog, item.item, state)
        items.record(catalog, 2, [])
        items.end_others(catalog, 2, [known.id])
        assert _all(catalog)[0].state == state


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(st.sampled_from(["An", "an", "Bert", "BERT", "Cé"]), max_size=6), needed=st.integers(1, 2))
def test_two_approvals_are_those_of_two_people(tmp_path_factory, people, needed):
    with Catalog.open(f"sqlite:///{tmp_path_factory.mktemp('c')}/c.db") as catalog:
        root = roots.add(catalog, b"/r")
        items.record(catalog, 1, [_proposal(root, file_id=None)])
        for who in people:
            (item,) = _all(catalog)
            items.approve(catalog, item, who, needed)
        different = len({who.casefold() for who in people})
        assert (_all(catalog)[0].state == "approved") == (different >= needed)


@pytest.mark.parametrize("statement", [retention_facts._FILES, sensitive._FILES], ids=["facts", "sensitive"])
def test_a_page_of_files_is_read_where_the_last_one_ended(tmp_path, statement):
    """Sorted anew for each page, a million files would take the square of their number."""
    with Catalog.open(f"sqlite:///{tmp_path}/c.db") as catalog, catalog.read() as connection:
        values = (1, 0, *([0.5] * (statement.count("?") - 3)), 10)
        steps = [row[3] for row in hot(connection, f"EXPLAIN QUERY PLAN {statement}", values)]
    assert not [step for step in steps if "TEMP B-TREE" in step], steps
