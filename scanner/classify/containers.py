"""What a mail, an archive or a mixed scan is: the part that matters most for retention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scanner.model import Classification

# From the document that binds longest or is most delicate down; the rest has no claim on its container.
_ORDER = (
    "id_card_copy", "medical_report", "person_list", "employment_record", "payslip", "employment_contract", "diploma", "certificate",
    "evaluation_report", "performance_review", "guidance_report", "consent_form", "attestation", "training_record", "cv",
    "motivation_letter", "invoice", "minutes",
)  # fmt: skip
_RANK = {name: len(_ORDER) - index for index, name in enumerate(_ORDER)}


def container_class(own: Classification, children: Sequence[Classification]) -> Classification:
    """Return the class of the most telling part, with that said, unless the container itself tells more."""
    best = max(children, key=lambda child: (_RANK.get(child.document_class, 0), child.confidence), default=own)
    if _RANK.get(best.document_class, 0) <= _RANK.get(own.document_class, 0):
        return own
    return replace(best, evidence=(f"part: {best.document_class}", *best.evidence), language=own.language or best.language)
