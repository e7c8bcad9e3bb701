"""What no single rule file can know: contradictions between rules, labels that would fire everywhere, patterns that cannot be used.

Everything is refused when the rules are loaded, with file and line, so that a scan never runs on half of what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scanner.rulemodels import BUILT_IN, FIELDS, SPECIAL, EntityRule, LookAlikes, Pack, filled
from scanner.yaml_file import Place

SHORTEST = 2  # letters and digits of a label or a cue; a single one stands in every text


def lint(packs: Sequence[Pack[EntityRule]], others: Pack[LookAlikes]) -> None:
    """Refuse the first mistake; of two rules that contradict, the organisation's own one is named. Raises RuleError."""
    packs = sorted(packs, key=lambda pack: bool(pack.rule.patterns))
    for pack in packs:
        _words(pack)
        _tests(pack)
    for place, words in _look_alike_words(others.rule):
        _word(others, place, words)
    _entities(packs)
    for pack in packs:
        _pattern(pack)
    _labels(packs, others)


def _entities(packs: Sequence[Pack[EntityRule]]) -> None:
    seen: dict[str, Pack[EntityRule]] = {}
    for pack in packs:
        entity = pack.rule.entity
        if entity in seen:
            raise pack.wrong(("entity",), f"{entity} is also in {seen[entity].document.name}; keep one of them")
        if entity in SPECIAL:
            raise pack.wrong(("entity",), f"the rules of {entity} stand in the folder `special`; add to them there")
        if entity in BUILT_IN and pack.rule.patterns:
            raise pack.wrong(("patterns",), f"{entity} has its own recogniser; add labels, or give a custom entity another name")
        if entity not in BUILT_IN and not pack.rule.patterns:
            known = ", ".join(sorted(BUILT_IN))
            raise pack.wrong(("entity",), f"nothing finds {entity}; add `patterns`, or correct the name to one of: {known}")
        seen[entity] = pack


def _words(pack: Pack[EntityRule]) -> None:
    for place, words in _entity_words(pack.rule):
        _word(pack, place, words)


def _word(pack: Pack[EntityRule] | Pack[LookAlikes], place: Place, words: str) -> None:
    letters = sum(map(str.isalnum, words.replace("{nr}", "").replace("{no}", "")))
    if not words.strip():
        raise pack.wrong(place, "is empty; write a label or remove it")
    if words != words.strip():
        raise pack.wrong(place, f"`{words}` begins or ends with a space; labels are whole words already, remove it")
    if letters < SHORTEST:
        raise pack.wrong(
            place, f"`{words}` has fewer than {SHORTEST} letters or digits and would fire everywhere; write more of it"
        )


def _tests(pack: Pack[EntityRule]) -> None:
    rule = pack.rule
    examples = {example.text: index for index, example in reversed(list(enumerate(rule.examples)))}
    for index, example in enumerate(rule.examples):
        missing = next((at for at, value in enumerate(example.values) if value not in example.text), None)
        if missing is not None:
            raise pack.wrong(
                ("examples", index, "values", missing), "does not stand in the text of its example, letter for letter; correct it"
            )
    for index, counter in enumerate(rule.counter_examples):
        if counter.text in examples:
            first = pack.document.line(("examples", examples[counter.text]))
            raise pack.wrong(("counter_examples", index), f"is also an example, on line {first}; keep one")


def _pattern(pack: Pack[EntityRule]) -> None:
    rule = pack.rule
    if not rule.patterns:
        for key in ("check", "names", "mask", "confidence"):
            if key in rule.model_fields_set:
                raise pack.wrong((key,), f"belongs to a custom entity with `patterns`; {rule.entity} has its own recogniser")
        return
    from scanner.patterns import Pattern, PatternError

    for index, source in enumerate(rule.patterns):
        try:
            Pattern(source)
        except PatternError as wrong:
            raise pack.wrong(("patterns", index), str(wrong)) from None
    if rule.check is not None:
        from scanner.checks import CHECKS

        if rule.check not in CHECKS:
            raise pack.wrong(("check",), f"{rule.check!r} is not a check; use one of: {', '.join(CHECKS)}")
    if not any(rule.labels.values()) and rule.confidence.alone is None:
        raise pack.wrong(
            ("entity",),
            f"{rule.entity} has no labels; add them, or say in `confidence: {{alone: …}}` how sure the bare pattern is",
        )
    for key, tests in (("examples", rule.examples), ("counter_examples", rule.counter_examples)):
        if not tests:
            raise pack.wrong(("entity",), f"{rule.entity} has no {key}; add at least one, so that the rule is tested")


def _labels(packs: Sequence[Pack[EntityRule]], others: Pack[LookAlikes]) -> None:
    """Refuse a label of two kinds, unless one of them says that they share labels."""
    kinds = {pack.rule.entity for pack in packs} | set(others.rule.labels)
    shared: set[frozenset[str]] = set()
    for pack in packs:
        for index, kind in enumerate(pack.rule.shares_labels_with):
            if kind not in kinds:
                raise pack.wrong(
                    ("shares_labels_with", index), f"{kind!r} is no entity and no kind of look-alike; correct or remove it"
                )
            shared.add(frozenset({pack.rule.entity, kind}))
    first: dict[tuple[bool, str], tuple[str, str]] = {}  # a label: what it announces, and where that stands
    own = [pack for pack in packs if pack.rule.patterns]
    for kind, pack_, place, line in _announced([pack for pack in packs if not pack.rule.patterns], others, own):
        for words in filled(line):
            # A label of names and addresses is looked for apart from those of numbers; "dossier" may announce both.
            known, where = first.setdefault(
                (kind in FIELDS, _plain(words)), (kind, f"{pack_.document.name} line {pack_.document.line(place)}")
            )
            if kind != known and frozenset({kind, known}) not in shared:
                raise pack_.wrong(
                    place, f"`{words}` also announces {known} ({where}); keep one, or name it in `shares_labels_with`"
                )


def _announced(
    built_in: Sequence[Pack[EntityRule]], others: Pack[LookAlikes], own: Sequence[Pack[EntityRule]]
) -> Iterator[tuple[str, Pack[EntityRule] | Pack[LookAlikes], Place, str]]:
    for pack in built_in:
        yield from ((pack.rule.entity, pack, place, words) for place, words in _entity_words(pack.rule, cues=False))
    yield from ((str(place[1]), others, place, words) for place, words in _look_alike_words(others.rule))
    for pack in own:
        yield from ((pack.rule.entity, pack, place, words) for place, words in _entity_words(pack.rule, cues=False))


def _entity_words(rule: EntityRule, *, cues: bool = True) -> Iterator[tuple[Place, str]]:
    for language, words in rule.labels.items():
        yield from ((("labels", language, index), word) for index, word in enumerate(words))
    if cues:
        for language_, words in rule.cues.items():
            yield from ((("cues", language_, index), word) for index, word in enumerate(words))


def _look_alike_words(others: LookAlikes) -> Iterator[tuple[Place, str]]:
    for kind, words in others.labels.items():
        yield from ((("labels", kind, index), word) for index, word in enumerate(words))


def _plain(words: str) -> str:
    """One spelling for what the detector takes for the same label."""
    return " ".join(words.lower().replace("\u00ba", "\u00b0").replace("\u2019", "'").split())
