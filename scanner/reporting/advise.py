"""What to do with a forbidden finding, by what it is, in what it stands, and where that lies."""

from __future__ import annotations

from scanner.output.wording import advice as usual
from scanner.retention.register import Dossier

_STAFF = ("payslip", "employment_contract")


def advice(entity: str, document_class: str, dossier: Dossier | None) -> str:
    """Return `redact`, `move`, `delete` or `review` (a person accepts it with a reason, or deletes it).

    Documents of the staff administration hold national numbers by law (domain facts, 5.3), so outside it they are in the wrong place.
    """
    found = usual(entity, document_class).removeprefix("advice_")
    if found == "review" and document_class in _STAFF and (dossier is None or dossier.programme != "staff"):
        return "move"
    return found
