"""What makes a decision more careful, one case after the other; the lessons of other retention tools first."""

from datetime import date, timedelta

import pytest

from scanner.model import Coverage, DateSource, DocumentDate
from scanner.period import parse as period
from scanner.retention import rules
from scanner.retention.decide import decide
from scanner.retention.facts import FileFacts, StartingPoint, StartSource, State
from scanner.retention_settings import RetentionSettings
from tests.retention.made import ON, confirmed, dossier, fact, shipped

CLOSED = dossier(opened=date(2023, 3, 1), closed=date(2024, 5, 12))
SIGNED_2018 = (DocumentDate(date(2018, 6, 30), DateSource.SIGNED, "page 1"),)


def judge(file, held=CLOSED, on=ON, book=None, settings=None, **more):
    return decide(file, held, book or confirmed(), on, settings or RetentionSettings(), **more)


def keys(decision):
    return [reason.key for reason in decision.reasons]


def test_a_due_file_says_rule_start_source_and_dates():
    decision = judge(fact(), on=date(2024, 9, 1))
    assert decision.state is State.DUE
    assert decision.rule == "client_documents"
    assert decision.rule_digest == next(rule.digest for rule in shipped().rules if rule.id == "client_documents")
    assert (decision.starting_point, decision.started, decision.start_source) == (
        StartingPoint.END_OF_GUIDANCE, date(2024, 5, 12), StartSource.REGISTER,
    )  # fmt: skip
    assert (decision.expires, decision.delete_by) == (date(2024, 5, 12), date(2025, 5, 12))
    assert keys(decision) == ["counted", "due"]
    assert decision.confirmed_by == "Invented officer"


def test_a_file_uploaded_today_with_an_old_date_is_not_due_tomorrow():
    """Lesson 204."""
    today = date(2026, 11, 26)
    decision = judge(fact("invoice", dates=SIGNED_2018, first_seen=today), dossier("own", standing=True))
    assert decision.state is State.REVIEW
    assert "just_arrived" in keys(decision)
    assert (
        judge(fact("invoice", dates=SIGNED_2018, first_seen=today), dossier("own", standing=True), on=date(2026, 12, 25)).state
        is State.REVIEW
    )
    assert (
        judge(fact("invoice", dates=SIGNED_2018, first_seen=today), dossier("own", standing=True), on=date(2026, 12, 26)).state
        is State.DUE
    )


def test_there_is_no_time_of_last_change_to_start_a_clock():
    """Lesson 205: whatever a copy or a restored backup sets anew is no fact of retention."""
    assert not {name for name in FileFacts.__dataclass_fields__ if "mtime" in name or "modified" in name or "changed" in name}
    decision = judge(fact("invoice"), dossier("own", standing=True))
    assert (decision.state, decision.started) == (State.REVIEW, None)
    assert keys(decision) == ["document_date_unknown"]


def test_an_edited_rule_is_unconfirmed_again():
    """Lesson 213."""
    changed = [
        rule.model_copy(update={"legal_basis": "another basis"}) if rule.id == "client_documents" else rule
        for rule in shipped().rules
    ]
    fresh = [rules.Rule.model_validate(rule.model_dump()) for rule in changed]
    kinds = {kind: next(one for one in fresh if one.id == rule.id) for kind, rule in shipped().kinds.items()}
    book = rules.RuleBook(tuple(fresh), kinds, shipped().data, confirmed().confirmations)
    decision = judge(fact(), book=book)
    assert decision.state is State.OVERDUE
    assert not decision.may_be_deleted
    assert "rule_unconfirmed" in keys(decision)
    assert [word.rule for word in book.lapsed()] == ["client_documents"]


@pytest.mark.parametrize("days", [-1, 0, 1, 365, 366, 1000])
def test_boundaries(days):
    """Lesson 223: not exactly so many days, but from then on for ever."""
    on = date(2024, 5, 12) + timedelta(days=days)
    expected = State.KEEP if days <= 0 else State.DUE if days <= 365 else State.OVERDUE
    assert judge(fact(), on=on).state is expected


def test_unconfirmed_shows_its_dates_and_deletes_nothing():
    decision = judge(fact(), book=shipped())
    assert decision.state is State.OVERDUE
    assert (decision.expires, decision.delete_by) == (date(2024, 5, 12), date(2025, 5, 12))
    assert decision.confirmed_by is None
    assert not decision.may_be_deleted
    assert keys(decision)[-1] == "rule_unconfirmed"


@pytest.mark.parametrize("coverage", [Coverage.PARTIAL, Coverage.NONE])
def test_what_was_not_read_completely_is_never_due(coverage):
    decision = judge(fact(coverage=coverage))
    assert decision.state is State.REVIEW
    assert "not_fully_read" in keys(decision)
    assert decision.delete_by == date(2025, 5, 12)


def test_an_uncertain_class_goes_to_a_person():
    assert judge(fact(class_confidence=0.59)).state is State.REVIEW
    assert judge(fact(class_confidence=0.6)).state is State.OVERDUE
    assert judge(fact(class_confidence=0.59), settings=RetentionSettings(class_confidence=0.5)).state is State.OVERDUE


@pytest.mark.parametrize("on", [date(2024, 5, 1), date(2024, 9, 1), ON])
def test_a_hold_stops_everything_and_the_dates_stay_visible(on):
    free = judge(fact(), on=on)
    for held in (
        judge(fact(holds=("complaint",)), on=on),
        judge(fact(), dossier(opened=CLOSED.opened, closed=CLOSED.closed, hold="complaint"), on=on),
    ):
        assert held.state is State.HELD
        assert held.holds == ("complaint",)
        assert (held.expires, held.delete_by) == (free.expires, free.delete_by)
        assert not held.may_be_deleted


def test_two_dossiers_that_claim_a_folder_go_to_a_person_and_the_hold_of_either_counts():
    other = dossier(number="2024-0013", closed=date(2020, 1, 1))
    assert judge(fact(), others=(other,)).state is State.REVIEW
    assert "two_dossiers" in keys(judge(fact(), others=(other,)))
    assert judge(fact(), others=(other,)).expires is None
    assert judge(fact(), others=(dossier(number="2024-0013", hold="court"),)).holds == ("court",)
    assert judge(fact("id_card_copy", detected=ON), others=(other,)).state is State.REVIEW


def test_forbidden_data_in_a_document_that_is_kept_go_to_a_person_with_advice():
    open_one = dossier(opened=date(2026, 1, 5))
    decision = judge(fact(forbidden=("BE_NATIONAL_REGISTER_NUMBER",), detected=date(2026, 11, 2)), open_one)
    assert decision.state is State.REVIEW
    assert decision.advice == "redact"
    assert decision.rule == "forbidden_numbers"
    assert (decision.starting_point, decision.started) == (StartingPoint.DETECTION, date(2026, 11, 2))
    assert (decision.expires, decision.delete_by) == (date(2026, 11, 2), date(2027, 11, 2))
    assert judge(fact(forbidden=("ID_PHOTO",)), open_one).advice == "delete"


def test_forbidden_data_in_a_document_that_is_due_stay_due():
    decision = judge(fact(forbidden=("PLACE_OF_BIRTH",), detected=ON))
    assert decision.state is State.OVERDUE
    assert decision.rule == "client_documents"
    assert "forbidden_data" in keys(decision)


def test_special_data_need_consent_or_a_legal_duty():
    open_one = dossier(opened=date(2026, 1, 5))
    file = fact(special=("HEALTH",), detected=date(2026, 11, 2))
    decision = judge(file, open_one)
    assert (decision.state, decision.rule, decision.started) == (State.REVIEW, "special_categories", date(2026, 11, 2))
    assert "special_without_consent" in keys(decision)
    assert judge(file, dossier(opened=date(2026, 1, 5), consents=frozenset({"health"}))).state is State.KEEP
    assert judge(file, dossier(opened=date(2026, 1, 5), consents=frozenset({"photo"}))).state is State.REVIEW
    assert judge(fact(special=("PERSON_PHOTO",)), dossier(consents=frozenset({"photo"}))).state is State.KEEP
    note = fact("medical_report", special=("HEALTH",), dates=(DocumentDate(date(2026, 3, 2), DateSource.SIGNED),))
    assert judge(note, dossier("staff", opened=date(2020, 1, 1))).state is State.KEEP
    assert judge(note, None).state is State.REVIEW


def test_withdrawn_consent_counts_from_its_day():
    held = dossier(opened=date(2026, 1, 5), consents=frozenset({"health"}), consent_withdrawn=date(2026, 6, 1))
    file = fact(special=("HEALTH",), detected=date(2026, 11, 2))
    assert judge(file, held, on=date(2026, 5, 31)).state is State.KEEP
    decision = judge(file, held, on=date(2026, 6, 1))
    assert decision.state is State.REVIEW
    assert (decision.starting_point, decision.started) == (StartingPoint.CONSENT_WITHDRAWN, date(2026, 6, 1))
    assert decision.start_source is StartSource.REGISTER
    assert decision.delete_by == date(2027, 6, 1)


def test_a_document_of_long_after_the_end_means_that_the_dossier_was_reopened():
    late = (DocumentDate(date(2025, 5, 13), DateSource.SIGNED, "page 2"),)
    assert "made_after_term" in keys(judge(fact(dates=late)))
    assert judge(fact(dates=late)).state is State.REVIEW
    in_time = (DocumentDate(date(2025, 5, 12), DateSource.TEXT, "page 2"),)
    assert judge(fact(dates=in_time)).state is State.OVERDUE
    saved_later = (DocumentDate(date(2026, 5, 12), DateSource.METADATA, "metadata modified"),)
    assert judge(fact(dates=saved_later)).state is State.OVERDUE


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1911, 6, 26), date(1949, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
def test_an_implausible_day_blocks_deletion_wherever_it_stands(day):
    """Lesson 174."""
    on = date(9999, 12, 31)
    assert judge(fact(), dossier(closed=day), on=on).state is State.REVIEW
    own = dossier("own", standing=True)
    assert judge(fact("invoice", dates=(DocumentDate(day, DateSource.SIGNED),)), own, on=on).state is State.REVIEW
    assert judge(fact("id_card_copy", detected=day), None, on=on).state is State.REVIEW
    withdrawn = judge(fact(special=("HEALTH",)), dossier(consent_withdrawn=day), on=on)
    assert withdrawn.state is State.REVIEW


def test_a_signed_date_beats_metadata_and_the_name():
    dates = (
        DocumentDate(date(2012, 1, 1), DateSource.METADATA, "metadata created"),
        DocumentDate(date(2023, 6, 30), DateSource.SIGNED, "page 1"),
    )
    decision = judge(fact("invoice", dates=dates, path=b"facturen 2012/a.pdf"), dossier("own", standing=True))
    assert decision.started == date(2023, 6, 30)
    assert (decision.start_source, decision.start_detail) == (StartSource.SIGNED, "page 1")
    assert decision.expires == date(2033, 12, 31)


def test_the_year_of_a_folder_is_a_source_and_is_named():
    decision = judge(fact("invoice", path=b"Facturen/Aankoop 2014/scan0001.pdf"), dossier("own", standing=True))
    assert (decision.started, decision.start_source, decision.start_detail) == (
        date(2014, 12, 31),
        StartSource.NAME,
        "folder name",
    )
    assert decision.state is State.OVERDUE


def test_a_shorter_time_for_deletion_may_be_promised():
    settings = RetentionSettings(delete_within=period("P3M"))
    decision = judge(fact(), on=date(2024, 8, 13), settings=settings)
    assert (decision.state, decision.delete_by) == (State.OVERDUE, date(2024, 8, 12))


def test_no_rules_means_review():
    assert keys(judge(fact(), book=rules.EMPTY)) == ["no_rule"]
    assert keys(judge(fact(), None, book=rules.EMPTY)) == ["no_rule_without_dossier"]


def test_an_approval_fits_while_rule_and_dates_are_the_same():
    """Lesson 190: a moved score or place does not matter; lesson 213: another rule or date does."""
    first = judge(fact(class_confidence=0.9), on=date(2024, 9, 1))
    assert judge(fact(class_confidence=0.7), on=ON).basis == first.basis
    own = dossier("own", standing=True)
    place = [
        judge(fact("invoice", dates=(DocumentDate(date(2018, 6, 30), DateSource.SIGNED, where),)), own).basis
        for where in ("page 1", "page 2")
    ]
    assert place[0] == place[1]
    assert judge(fact(), dossier(closed=date(2024, 5, 11))).basis != first.basis
    assert judge(fact("photo")).basis != first.basis
    assert judge(fact(), settings=RetentionSettings(delete_within=period("P6M"))).basis != first.basis


def test_the_earliest_of_the_document_and_the_data_in_it_is_told():
    file = fact("consent_form", forbidden=("PLACE_OF_BIRTH",), detected=date(2026, 11, 2))
    decision = judge(file)
    assert (decision.state, decision.rule, decision.expires) == (State.REVIEW, "forbidden_numbers", date(2026, 11, 2))
    partly = fact("other", forbidden=("PLACE_OF_BIRTH",), detected=date(2026, 11, 2))
    decision = judge(partly)
    assert (decision.state, decision.rule, decision.expires) == (State.REVIEW, "other_documents", date(2024, 5, 12))


def test_consent_that_will_be_withdrawn_has_not_been_yet():
    held = dossier(opened=date(2026, 1, 5), consent_withdrawn=date(2027, 6, 1))
    decision = judge(fact(special=("HEALTH",), detected=date(2026, 11, 2)), held)
    assert (decision.started, decision.start_source) == (date(2026, 11, 2), StartSource.DETECTION)
