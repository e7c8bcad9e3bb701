"""What makes a set of retention rules unusable: gaps, overlaps and contradictions, each told with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scanner.errors import RuleError
from scanner.retention.facts import StartingPoint
from scanner.retention.rules import Kind, Placed, Rule
from scanner.rulemodels import SPECIAL

FORBIDDEN = (
    "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH", "ID_PHOTO", "ID_CARD_COPY", "ID_MRZ", "EID_EXPORT",
)  # fmt: skip
SENSITIVE = (*SPECIAL, "PERSON_PHOTO")
_OF_DOSSIER = frozenset({
    StartingPoint.END_OF_GUIDANCE, StartingPoint.END_OF_CONTRACT, StartingPoint.END_OF_PROJECT, StartingPoint.LAST_PAYMENT,
    StartingPoint.CONSENT_WITHDRAWN,
})  # fmt: skip
_OF_DATA = frozenset({StartingPoint.DETECTION, StartingPoint.CONSENT_WITHDRAWN})


def resolve(placed: Sequence[Placed], classes: Sequence[str]) -> tuple[dict[Kind, Rule], dict[str, Rule]]:
    """Return the one rule of each kind of document and of each kind of data. Raises RuleError with the first mistake."""
    seen: dict[str, Placed] = {}
    for one in placed:
        if one.rule.id in seen:
            raise one.wrong("id", f"{one.rule.id} is also in {_where(seen[one.rule.id])}; give each rule a name of its own")
        seen[one.rule.id] = one
        _check(one, classes)
    data = dict(_data(placed))
    controllers = [None, *sorted({key for one in placed for key in one.rule.controllers or ()})]
    programmes = [None, *sorted({key for one in placed for key in one.rule.programmes or ()})]
    kinds: dict[Kind, Rule] = {}
    for name in classes:
        rules = [one for one in placed if name in one.rule.classes]
        _no_gap(name, rules, placed[0])
        for controller in controllers:
            for programme in programmes:
                kinds[name, controller, programme] = _the_one(name, controller, programme, rules)
    return kinds, data


def _check(one: Placed, classes: Sequence[str]) -> None:
    rule = one.rule
    if bool(rule.classes) == bool(rule.data):
        raise one.wrong("id", "must say of which documents (`classes`) or of which data (`data`) it is, and not both")
    for key, given, known in (
        ("classes", rule.classes, classes), ("data", rule.data, (*FORBIDDEN, *SENSITIVE)), ("legal_duty", rule.legal_duty, SENSITIVE),
    ):  # fmt: skip
        for number, name in enumerate(given):
            if name not in known:
                raise one.wrong(key, f"{name!r} is not known; use one of: {', '.join(known)}")
            if name in given[:number]:
                raise one.wrong(key, f"{name} stands twice; keep one")
    for key, scope in (("programmes", rule.programmes), ("controllers", rule.controllers)):
        if scope is not None and not scope:
            raise one.wrong(key, "is empty, so the rule would never apply; name some, or remove the key for all of them")
        if scope is not None and rule.data:
            raise one.wrong(key, "does not go with `data`, which is judged the same everywhere; remove it")
    if rule.period is None:
        for key in ("start", "earlier", "from_end_of_year", "while_open", "when_over"):
            if key in rule.model_fields_set:
                raise one.wrong(key, "does not go with a permanent period, which nothing starts or ends; remove it")
        if rule.data:
            raise one.wrong("period", "what is forbidden or sensitive is not kept for ever; write a period such as P0D")
        return
    if rule.start is None:
        raise one.wrong("id", f"has no starting point; add `start`, one of: {', '.join(StartingPoint)}")
    if rule.data and rule.start not in _OF_DATA:
        raise one.wrong("start", "of data is detection or consent_withdrawn; correct it")
    if rule.data and (rule.advice is None) == any(name in FORBIDDEN for name in rule.data):
        raise one.wrong("data", "forbidden data need an `advice` (delete, redact or accept), sensitive data have none")
    if rule.classes and rule.start is StartingPoint.CONSENT_WITHDRAWN:
        raise one.wrong("start", "consent_withdrawn belongs to a rule of `data`; a document ends with its guidance at the latest")
    if rule.start is StartingPoint.END_OF_CALENDAR_YEAR and rule.from_end_of_year:
        raise one.wrong("from_end_of_year", "is what end_of_calendar_year says already; remove it")
    if rule.while_open and rule.start in _OF_DOSSIER:
        raise one.wrong("while_open", f"contradicts {rule.start}, which an open dossier has not reached; remove it")
    if rule.earlier is not None and rule.earlier.period == rule.period:
        raise one.wrong("earlier", "has the same period as the rule; remove it")


def _data(placed: Sequence[Placed]) -> Iterator[tuple[str, Rule]]:
    first: dict[str, Placed] = {}
    for one in placed:
        for name in one.rule.data:
            if name in first:
                raise one.wrong("data", f"{name} also has {first[name].rule.id} ({_where(first[name])}); keep one of them")
            first[name] = one
            yield name, one.rule
    missing = [name for name in (*FORBIDDEN, *SENSITIVE) if name not in first]
    if missing:
        raise RuleError(f"{placed[0].document.name}: no rule for {', '.join(missing)}; add one with `data: [{missing[0]}]`")


def _no_gap(name: str, rules: Sequence[Placed], any_rule: Placed) -> None:
    """Refuse a class without a rule that holds wherever no other one does."""
    if any(one.rule.programmes is None and one.rule.controllers is None for one in rules):
        return
    where = rules[-1] if rules else any_rule
    remedy = f"add one with `classes: [{name}]` and without programmes and controllers"
    raise where.wrong("", f"{name} has no rule for every controller and programme; {remedy}")


def _the_one(name: str, controller: str | None, programme: str | None, rules: Sequence[Placed]) -> Rule:
    fitting = [one for one in rules if _fits(one.rule.controllers, controller) and _fits(one.rule.programmes, programme)]
    best = [one for one in fitting if not any(_named(one.rule) < _named(other.rule) for other in fitting)]
    if len(best) > 1:
        kind = f"{name} of programme {programme or 'any'} and controller {controller or 'any'}"
        told = f"{kind} also falls under {best[0].rule.id} ({_where(best[0])})"
        raise best[1].wrong("classes", f"{told}; keep one, or add a rule that names both programme and controller")
    return best[0].rule


def _fits(named: Sequence[str] | None, key: str | None) -> bool:
    return named is None or key in named


def _named(rule: Rule) -> frozenset[str]:
    """What a rule names of the scope: more of it is more specific."""
    return frozenset(
        key for key, given in (("controllers", rule.controllers), ("programmes", rule.programmes)) if given is not None
    )


def _where(one: Placed) -> str:
    return f"{one.document.name} line {one.document.line(('rules', one.index, 'id'))}"
