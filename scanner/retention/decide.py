"""`decide`: what is to become of one file on one day, and why. Pure: facts, dossier, rules, day and settings in, decision out.

The order in which things are looked at, each of which may only make the answer more careful:

1. the one rule of its kind of document; without one, or when two dossiers claim it, a person decides;
2. the starting point of that rule, and the two dates that follow from it; an open dossier is kept;
3. forbidden data, and special data without consent, go to a person, unless the file is due anyway;
4. what was not read completely, was first seen only now, or is of an uncertain class is not due;
5. a hold stops everything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from scanner.model import Coverage
from scanner.period import end_of_month, end_of_year
from scanner.retention import document_dates
from scanner.retention.facts import Decision, FileFacts, Reason, StartingPoint, StartSource, State
from scanner.retention.register import Dossier
from scanner.retention.rules import Rule, RuleBook
from scanner.retention_settings import RetentionSettings

DEFAULTS = RetentionSettings()
_DUE = (State.DUE, State.OVERDUE)
_OF_DOCUMENT = (StartingPoint.DOCUMENT_DATE, StartingPoint.END_OF_CALENDAR_YEAR)


@dataclass(frozen=True, slots=True)
class _Start:
    day: date
    source: StartSource
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """An answer on its way, with the rule behind it."""

    state: State
    reasons: tuple[Reason, ...]
    rule: Rule | None = None
    start: _Start | None = None
    expires: date | None = None
    delete_by: date | None = None

    def to(self, state: State, *reasons: Reason) -> _Outcome:
        return _Outcome(state, (*self.reasons, *reasons), self.rule, self.start, self.expires, self.delete_by)


def decide(
    fact: FileFacts, dossier: Dossier | None, rules: RuleBook, on: date, settings: RetentionSettings = DEFAULTS,
    *, others: tuple[Dossier, ...] = (),
) -> Decision:  # fmt: skip
    """Return what is to become of a file on a day; `others` are further dossiers that claim the same folder.

    Raises nothing for any facts of valid types.
    """
    outcome = _by_kind(fact, None if others else dossier, rules, on, settings)
    if others:
        outcome = replace(outcome, state=State.REVIEW, reasons=(Reason("two_dossiers", (("count", 1 + len(others)),)),))
    advice: str | None = None
    if fact.forbidden or fact.special:
        outcome, advice = _with_data(outcome, fact, dossier, rules, on, settings)
    outcome = _careful(outcome, fact, on, settings)
    holds = (*fact.holds, *(one.hold for one in (dossier, *others) if one is not None and one.hold))
    if holds:
        outcome = replace(outcome, state=State.HELD, reasons=(Reason("held", (("count", len(holds)),)), *outcome.reasons))
    rule, start = outcome.rule, outcome.start
    confirmed_by = rules.confirmed_by(rule, on) if rule is not None else None
    if outcome.state in _DUE and confirmed_by is None and rule is not None:
        outcome = outcome.to(outcome.state, Reason("rule_unconfirmed", (("rule", rule.id),)))
    return Decision(
        outcome.state, outcome.reasons, rule.id if rule else None, rule.digest if rule else None, rule.start if rule else None,
        start.day if start else None, start.source if start else None, start.detail if start else "",
        outcome.expires, outcome.delete_by, holds, advice, confirmed_by,
    )  # fmt: skip


def _by_kind(fact: FileFacts, dossier: Dossier | None, rules: RuleBook, on: date, settings: RetentionSettings) -> _Outcome:
    """Answer by the rule of the kind of document alone."""
    rule = rules.rule_for(fact.document_class, dossier)
    if rule is None:
        return _Outcome(State.REVIEW, (Reason("no_rule_without_dossier" if dossier is None else "no_rule"),))
    if rule.period is None:
        return _Outcome(State.KEEP, (Reason("permanent", (("rule", rule.id),)),), rule)
    assert rule.start is not None, "the lint refuses a term without starting point"
    start, missing = _starting_point(rule.start, fact, dossier)
    outcome = _dated(rule, start, settings) if start else _Outcome(State.REVIEW, (), rule)
    if dossier is not None and dossier.contradictory:
        return outcome.to(State.REVIEW, Reason("register_contradicts"))
    runs = rule.while_open or rule.start is StartingPoint.DETECTION
    if dossier is not None and dossier.is_open(on) and not runs:
        return outcome.to(State.KEEP, Reason("dossier_open"))
    if missing is not None:
        return outcome.to(State.REVIEW, missing)
    assert start is not None
    if start.day > on:
        # Of a document of this month or year whose day is not known the last day stands; that is no mistake.
        only_later = start.day in (end_of_year(on), end_of_month(on.year, on.month))
        if start.source is StartSource.REGISTER or only_later:
            return outcome.to(State.KEEP, Reason("not_yet", (("day", start.day),)))
        return outcome.to(State.REVIEW, Reason("date_ahead", (("day", start.day),)))
    outcome = _by_day(outcome, on)
    if outcome.state in _DUE and rule.when_over == "review":
        return outcome.to(State.REVIEW, Reason("rule_asks", (("rule", rule.id),)))
    return outcome


def _by_day(outcome: _Outcome, on: date) -> _Outcome:
    """Answer by the two dates. The last day of a term still belongs to it; what starts with its detection is due at once."""
    assert outcome.rule is not None
    assert outcome.expires is not None
    assert outcome.delete_by is not None
    if on > outcome.delete_by:
        return outcome.to(State.OVERDUE, Reason("overdue", (("day", outcome.delete_by),)))
    at_once = outcome.rule.start is StartingPoint.DETECTION
    if on > outcome.expires or (at_once and on == outcome.expires):
        return outcome.to(State.DUE, Reason("due", (("day", outcome.expires), ("until", outcome.delete_by))))
    return outcome.to(State.KEEP, Reason("running", (("day", outcome.expires),)))


def _dated(rule: Rule, start: _Start, settings: RetentionSettings) -> _Outcome:
    """Return the dates that follow from a starting point, with the sentence that tells how."""
    period = rule.period_of(start.day)
    assert period is not None
    assert rule.start is not None
    rounded = rule.from_end_of_year or rule.start is StartingPoint.END_OF_CALENDAR_YEAR
    expires = period.after(end_of_year(start.day) if rounded else start.day)
    told = Reason(
        "counted_from_end_of_year" if rounded else "counted",
        (("point", rule.start), ("day", start.day), ("source", start.source), ("period", str(period)), ("rule", rule.id)),
    )
    return _Outcome(State.REVIEW, (told,), rule, start, expires, settings.delete_within.after(expires))


def _starting_point(point: StartingPoint, fact: FileFacts, dossier: Dossier | None) -> tuple[_Start | None, Reason | None]:
    """Return the starting point, or why it is not known for certain; both when it is known and something contradicts it."""
    if point is StartingPoint.DETECTION:
        found = _detected(fact)
        return found, Reason("detection_unknown") if found is None else None
    if point in _OF_DOCUMENT:
        return _document(fact)
    if dossier is None:
        return None, Reason("no_dossier")
    if dossier.standing:
        return None, Reason("no_guidance_here")
    day = _event(point, dossier)
    if day is None:
        return None, Reason("event_unknown", (("point", point),))
    if not document_dates.is_plausible(day):
        return None, Reason("date_implausible", (("day", day),))
    return _Start(day, StartSource.REGISTER), None


def _event(point: StartingPoint, dossier: Dossier) -> date | None:
    """Return the day of an event of a dossier. In an employment the end of the dossier is the end of the contract."""
    if point is StartingPoint.END_OF_GUIDANCE:
        return dossier.closed
    if point is StartingPoint.END_OF_CONTRACT:
        return dossier.contract_end or (dossier.closed if dossier.employment else None)
    if point is StartingPoint.END_OF_PROJECT:
        return dossier.project_end
    if point is StartingPoint.LAST_PAYMENT:
        return dossier.last_payment
    return dossier.consent_withdrawn


def _document(fact: FileFacts) -> tuple[_Start | None, Reason | None]:
    chosen, contradict = document_dates.choose((*fact.dates, *document_dates.in_path(fact.path)))
    if chosen is None:
        return None, Reason("document_date_unknown")
    start = _Start(chosen.day, StartSource(chosen.source.value), chosen.detail)
    if not document_dates.is_plausible(chosen.day):
        return None, Reason("date_implausible", (("day", chosen.day),))
    return start, Reason("document_dates_contradict") if contradict else None


def _with_data(
    outcome: _Outcome, fact: FileFacts, dossier: Dossier | None, rules: RuleBook, on: date, settings: RetentionSettings
) -> tuple[_Outcome, str | None]:
    """Send a file with forbidden data, or special data without consent, to a person, unless it is due as a whole."""
    lawful = outcome.rule.legal_duty if outcome.rule is not None else ()
    lacking = [name for name in fact.special if name not in lawful and not (dossier is not None and dossier.allows(name, on))]
    reasons = [Reason("forbidden_data", (("entity", name),)) for name in fact.forbidden]
    reasons += [Reason("special_without_consent", (("entity", name),)) for name in lacking]
    if not reasons:
        return outcome, None
    behind = [rules.data[name] for name in (*fact.forbidden, *lacking) if name in rules.data]
    advice = next((rule.advice for rule in behind if rule.advice is not None), None)
    if outcome.state in _DUE:
        return outcome.to(outcome.state, *reasons), advice
    for rule in behind:
        assert rule.start is not None
        start = _start_of_data(rule.start, fact, dossier, on)
        dated = _dated(rule, start, settings) if start is not None else None
        if dated is not None and dated.expires is not None and (outcome.expires is None or dated.expires < outcome.expires):
            outcome = replace(dated, state=State.REVIEW, reasons=(*outcome.reasons, *dated.reasons))
    return outcome.to(State.REVIEW, *reasons), advice


def _start_of_data(point: StartingPoint, fact: FileFacts, dossier: Dossier | None, on: date) -> _Start | None:
    """Consent that was withdrawn starts on that day; what never had any, and what is forbidden, when it was first found."""
    withdrawn = dossier.consent_withdrawn if dossier is not None else None
    if point is StartingPoint.CONSENT_WITHDRAWN and withdrawn is not None and withdrawn <= on:
        return _Start(withdrawn, StartSource.REGISTER) if document_dates.is_plausible(withdrawn) else None
    return _detected(fact)


def _detected(fact: FileFacts) -> _Start | None:
    day = fact.detected or fact.first_seen
    return _Start(day, StartSource.DETECTION) if day is not None and document_dates.is_plausible(day) else None


def _careful(outcome: _Outcome, fact: FileFacts, on: date, settings: RetentionSettings) -> _Outcome:
    """Take back that a file is due where that is not certain enough; each reason is told, also when another one suffices."""
    doubts: list[Reason] = []
    if outcome.state in _DUE:
        if fact.coverage is not Coverage.FULL:
            doubts.append(Reason("not_fully_read", (("coverage", fact.coverage),)))
        if fact.class_confidence < settings.class_confidence:
            doubts.append(Reason("class_uncertain", (("percent", int(100 * fact.class_confidence)),)))
        clock = outcome.start is not None and outcome.start.source is not StartSource.DETECTION
        if clock and fact.first_seen is not None and (on - fact.first_seen).days < settings.new_file_days:
            doubts.append(Reason("just_arrived", (("day", fact.first_seen), ("days", settings.new_file_days))))
        made = _made_after(outcome, fact)
        if made is not None:
            doubts.append(Reason("made_after_term", (("day", made),)))
    return outcome.to(State.REVIEW, *doubts) if doubts else outcome


def _made_after(outcome: _Outcome, fact: FileFacts) -> date | None:
    """Return a date in the text behind the last day for deletion: then the dossier cannot have ended when the register says."""
    if outcome.start is None or outcome.start.source is not StartSource.REGISTER or outcome.delete_by is None:
        return None
    written = [one.day for one in fact.dates if one.source.value in (StartSource.SIGNED, StartSource.TEXT)]
    latest = max(written, default=None)
    return latest if latest is not None and latest > outcome.delete_by else None
