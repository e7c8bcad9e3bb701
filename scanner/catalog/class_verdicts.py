"""What a person decided on the class of a document, by its SHA-256: it outlives rescans, moves, names and versions of the rules.

Kept in the table of verdicts under the entity `DOCUMENT_CLASS`. It is honoured by being written into the contents: at once by `give`,
and by `results` whenever a content is judged anew; so whoever reads a class from the catalogue reads the decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, select, update

from scanner.catalog import journal, schema
from scanner.catalog.journal import Verdict
from scanner.catalog.queue import Due
from scanner.catalog.store import Catalog, hot
from scanner.model import Classification

ENTITY = "DOCUMENT_CLASS"
REASON = "decided by a person"
_RULES = "by the rules: "
_IS_CLASS = schema.verdicts.c.entity == ENTITY


def give(catalog: Catalog, sha256: str, document_class: str, reason: str, person: str) -> int:
    """Keep a decision in the place of an earlier one; return how many contents of the catalogue have that SHA-256."""
    journal.give_verdict(catalog, Verdict(sha256, ENTITY, "", document_class, reason, person))
    table = schema.contents
    same = table.c.sha256 == bytes.fromhex(sha256)
    with catalog.write() as connection:
        rows = connection.execute(select(table.c.id, table.c.document_class, table.c.class_evidence).where(same)).all()
        for row in rows:
            evidence = _evidence(row.document_class, json.loads(row.class_evidence))
            decided = {
                "document_class": document_class,
                "class_confidence": 1.0,
                "class_evidence": json.dumps(evidence, ensure_ascii=False),
            }
            connection.execute(update(table).where(table.c.id == row.id).values(**decided))
    return len(rows)


def _evidence(by_rules: str, evidence: Iterable[str]) -> list[str]:
    """Return the evidence of a decision: that it is one, what the rules said, and by which of their words."""
    told = list(evidence)
    return told if REASON in told else [REASON, f"{_RULES}{by_rules}", *told]


def by_rules(evidence: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return from the evidence of a decided class what the rules said, and their words that were found."""
    told = tuple(evidence)
    said = next((reason.removeprefix(_RULES) for reason in told if reason.startswith(_RULES)), "other")
    words = tuple(reason.partition(": ")[2] for reason in told if reason.startswith(("heading: ", "phrase: ")))
    return said, tuple(dict.fromkeys(words))


def withdraw(catalog: Catalog, sha256: str) -> bool:
    """Forget a decision; its contents are to be judged again. Return whether there was one."""
    digest = bytes.fromhex(sha256)
    verdicts, contents, files = schema.verdicts, schema.contents, schema.files
    with catalog.write() as connection:
        gone = connection.execute(delete(verdicts).where(_IS_CLASS, verdicts.c.sha256 == digest)).rowcount
        if gone:
            same = select(contents.c.id).where(contents.c.sha256 == digest)
            connection.execute(update(files).where(files.c.content_id.in_(same)).values(due=int(Due.RULES)))
            connection.execute(update(contents).where(contents.c.sha256 == digest).values(judgement_id=None))
    return bool(gone)


def listed(connection: Connection) -> list[Verdict]:
    """Return all decisions on classes, the oldest first."""
    table = schema.verdicts
    rows = connection.execute(select(table).where(_IS_CLASS, table.c.sha256.is_not(None)).order_by(table.c.given, table.c.id))
    return [
        Verdict(bytes(row.sha256).hex(), row.entity, "", row.verdict, row.reason, row.person, row.given, row.expires)
        for row in rows
    ]


def decided(connection: Connection, sha256: str, made: Classification) -> Classification:
    """Return what a person decided on a content, else what was made of it."""
    row = hot(connection, "SELECT verdict FROM verdicts WHERE sha256 = ? AND entity = ?", (bytes.fromhex(sha256), ENTITY)).first()
    if row is None:
        return made
    return Classification(row[0], 1.0, tuple(_evidence(made.document_class, made.evidence)), made.language, made.steps)
