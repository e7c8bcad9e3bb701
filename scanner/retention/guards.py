"""When a plan looks so wrong that nothing may be approved or executed from it. Pure: facts in, alarms out.

An empty register, rules that were lost, a clock that is years ahead and a root where suddenly all is due look like a reason
to delete; they are reasons to ask a person. Each alarm is the key of a sentence in `wording.py` that says what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from scanner.retention.facts import Reason, State
from scanner.retention.plan import PlanItem
from scanner.retention.rules import RuleBook

EARLIEST = date(2026, 1, 1)  # this product is not older, so a clock before that was never set
_FEW = 20  # files newly due that are no mass, however small the root
_DUE = (State.DUE, State.OVERDUE)


def before_plan(
    dossiers: int, dossiers_before: int, rules: RuleBook, on: date, last_on: date | None, *, ahead_days: float = 400.0
) -> tuple[Reason, ...]:
    """Return what forbids acting on a plan, before it is made.

    `dossiers_before` is how many the register held when last all was well, `last_on` the day of the last plan; `ahead_days`
    is how far the clock may have gone on since. For a plan of another day (`--as-of`), which is only looked at, nothing of this counts.
    """
    alarms: list[Reason] = []
    if not dossiers:
        alarms.append(Reason("alarm_register_empty", (("before", dossiers_before),)))
    if not rules.rules:
        alarms.append(Reason("alarm_no_rules"))
    if on < EARLIEST or (last_on is not None and on < last_on):
        alarms.append(Reason("alarm_clock_back", (("day", on),)))
    elif last_on is not None and (on - last_on).days > ahead_days:
        alarms.append(Reason("alarm_clock_ahead", (("days", (on - last_on).days),)))
    return tuple(alarms)


class PlanGuard:
    """Watches a plan go by, and tells afterwards whether too much of it is due at once.

    `due_before` is how many files of each root were due in the last plan that a person accepted, `files_before` how many it had.
    """

    def __init__(self, due_before: Mapping[int, int], files_before: Mapping[int, int], due_percent: float) -> None:
        self._due_before = dict(due_before)
        self._files_before = dict(files_before)
        self._share = due_percent / 100
        self.files: Counter[int] = Counter()
        self.due: Counter[int] = Counter()
        self.by_rule: Counter[str] = Counter()
        self.due_by_rule: Counter[str] = Counter()

    def see(self, item: PlanItem) -> None:
        """Count one item."""
        root, decision = item.fact.root, item.decision
        self.files[root] += 1
        if decision.rule is not None:
            self.by_rule[decision.rule] += 1
        if decision.state in _DUE:
            self.due[root] += 1
            if decision.rule is not None:
                self.due_by_rule[decision.rule] += 1

    def alarms(self) -> dict[int, tuple[Reason, ...]]:
        """Return the alarms of each root that has any; nothing of such a root may be deleted before a person looked."""
        found: dict[int, tuple[Reason, ...]] = {}
        for root in sorted(self.files.keys() | self._files_before.keys()):
            alarm = self._of(root)
            if alarm is not None:
                found[root] = (alarm,)
        return found

    def _of(self, root: int) -> Reason | None:
        files, due = self.files[root], self.due[root]
        newly = due - self._due_before.get(root, 0)
        if not files:
            return Reason("alarm_root_empty", (("before", self._files_before[root]),)) if self._files_before[root] else None
        if newly > 0 and due == files:
            return Reason("alarm_all_due", (("files", files),))
        if newly > _FEW and newly > self._share * files:
            return Reason("alarm_mass_due", (("newly", newly), ("files", files), ("percent", 100 * newly // files)))
        return None

    def idle(self, rules: RuleBook) -> tuple[str, ...]:
        """Return the rules by which nothing was judged: people whose data should go may stay for ever by a wrong scope."""
        return tuple(rule.id for rule in rules.rules if not self.by_rule[rule.id])
