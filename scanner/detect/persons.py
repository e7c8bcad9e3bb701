"""The people of one document: the same name in another order or case is one person, and a lone word joins the full name it is part of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scanner.detect.mask import fingerprint, mask, same_name
from scanner.detect.wordlists import PersonWords, plain_set
from scanner.model import Person

ENTITY = "PERSON"
_MOST_REASONS = 5
_LABEL = "label: "


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: as written (raw, never leaves the worker), with the finding's confidence and evidence."""

    name: str
    confidence: float
    evidence: tuple[str, ...]


@dataclass(slots=True)
class _Someone:
    name: str
    confidence: float = 0.0
    count: int = 0
    evidence: list[str] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        self.confidence = max(self.confidence, mention.confidence)
        self.count += 1
        self.evidence.extend(reason for reason in mention.evidence if reason not in self.evidence)


class People:
    """Joins mentions to people; the words say which labels announce a first name, and which a surname."""

    def __init__(self, words: PersonWords) -> None:
        self._given = plain_set(words.given)
        self._family = plain_set(words.family)

    def of(self, mentions: Iterable[Mention], key: bytes) -> tuple[Person, ...]:
        """Return the people of a document in order of first mention; `key` is the run's secret for fingerprints."""
        known: dict[str, _Someone] = {}
        for mention in self._joined(mentions):
            known.setdefault(same_name(mention.name), _Someone(mention.name)).add(mention)
        for alone in [name for name in known if " " not in name]:
            full = [name for name in known if " " in name and alone in name.split()]
            if len(full) == 1:
                lone = known.pop(alone)
                known[full[0]].count += lone.count
        return tuple(
            Person(
                mask(ENTITY, someone.name), fingerprint(key, ENTITY, someone.name), round(someone.confidence, 4), someone.count,
                tuple(someone.evidence[:_MOST_REASONS]),
            )
            for someone in known.values()
        )  # fmt: skip

    def _joined(self, mentions: Iterable[Mention]) -> Iterable[Mention]:
        """A surname and a first name that follow one another, in a row or in the lines of a form, are one name."""
        waiting: Mention | None = None
        for mention in mentions:
            if waiting is not None and {self._kind(waiting), self._kind(mention)} == {"given", "family"}:
                yield Mention(
                    f"{waiting.name} {mention.name}",
                    max(waiting.confidence, mention.confidence),
                    waiting.evidence + mention.evidence,
                )
                waiting = None
                continue
            if waiting is not None:
                yield waiting
            waiting = mention
        if waiting is not None:
            yield waiting

    def _kind(self, mention: Mention) -> str:
        label = next((reason.removeprefix(_LABEL) for reason in mention.evidence if reason.startswith(_LABEL)), "")
        return "given" if label in self._given else "family" if label in self._family else ""
