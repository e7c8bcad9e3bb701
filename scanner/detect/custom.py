"""Entities that an organisation adds itself in a rule file: where their patterns match at all, and how their values are masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scanner.detect.mask import mask
from scanner.model import Category
from scanner.patterns import Pattern
from scanner.rulemodels import EntityRule

_FEWEST = 6  # digits; of fewer the first two would be too much
_SHOWN = 40  # characters of a masked value; a pattern may match a whole line


class CustomEntities:
    """The custom entities of a rule pack; empty for the shipped one."""

    def __init__(self, rules: Iterable[EntityRule]) -> None:
        self.rules = tuple(rule for rule in rules if rule.patterns)
        self.patterns = {rule.entity: tuple(map(Pattern, rule.patterns)) for rule in self.rules}
        self.forbidden = any(Category(rule.category) is Category.FORBIDDEN for rule in self.rules)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of everything a custom pattern matches."""
        for patterns in self.patterns.values():
            for pattern in patterns:
                yield from pattern.values(text)

    def mask(self, entity: str, canonical: str) -> str:
        """Return the preview of a value: in the way of its rule file, else in that of the product."""
        kind = next((rule.mask for rule in self.rules if rule.entity == entity), None)
        if kind is None:
            return mask(entity, canonical)
        if kind == "letter":
            return canonical[:1] + "***" if canonical[:1].isalpha() else "***"
        if kind == "all" or sum(map(str.isdigit, canonical)) < _FEWEST:
            return "***"
        return mask(entity, canonical[:_SHOWN])
