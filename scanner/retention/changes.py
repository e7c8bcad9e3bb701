"""What a new register changes, told before anything is taken over; and when it removes so much that a person has to say so."""

from __future__ import annotations

from dataclasses import dataclass, fields

from scanner.retention.facts import Reason
from scanner.retention.register import Dossier, Register
from scanner.retention.register_rows import Imported

_COMPARED = tuple(one.name for one in fields(Dossier) if one.name != "number")


@dataclass(frozen=True, slots=True)
class Change:
    """A dossier of which columns changed, without their values."""

    number: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of dossiers by what an import does to them.

    The files of a dossier that is `removed`, or whose row is now `unusable`, belong to no dossier any more: they go to a person and are never
    due. `released` are those whose hold is lifted, `closing` those that get an end, or another one: their files may become due.
    """

    added: tuple[str, ...]
    changed: tuple[Change, ...]
    removed: tuple[str, ...]
    unusable: tuple[str, ...]
    released: tuple[str, ...]
    closing: tuple[str, ...]
    before: int
    after: int

    @property
    def is_nothing(self) -> bool:
        """Whether the import changes nothing."""
        return not (self.added or self.changed or self.removed or self.unusable)


def difference(old: Register, new: Imported) -> Difference:
    """Return what taking over an import would change."""
    before, after = old.by_number(), new.register.by_number()
    gone = [number for number in before if number not in after]
    changes = [
        Change(number, columns)
        for number, dossier in after.items()
        if number in before and (columns := _changed(before[number], dossier))
    ]
    return Difference(
        added=tuple(number for number in after if number not in before),
        changed=tuple(changes),
        removed=tuple(number for number in gone if number not in new.unusable),
        unusable=tuple(number for number in gone if number in new.unusable),
        released=tuple(change.number for change in changes if before[change.number].hold and not after[change.number].hold),
        closing=tuple(change.number for change in changes if "closed" in change.columns and after[change.number].closed),
        before=len(before),
        after=len(after),
    )


def removal_alarm(found: Difference, percent: float) -> Reason | None:
    """Return why an import has to be confirmed: it loses more than a share (percent) of the dossiers, or all of them."""
    lost = len(found.removed) + len(found.unusable)
    if not lost or (found.after and lost * 100 <= percent * found.before):
        return None
    return Reason("alarm_removal", (("removed", lost), ("before", found.before), ("percent", 100 * lost // found.before)))


def _changed(old: Dossier, new: Dossier) -> tuple[str, ...]:
    return tuple(name for name in _COMPARED if getattr(old, name) != getattr(new, name))
