"""Names of entities, and what is found in the metadata of a result: known without loading Presidio."""

from __future__ import annotations

NATIONAL, CARD, ZONE = "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "ID_MRZ"
PLACE, BIRTH = "PLACE_OF_BIRTH", "DATE_OF_BIRTH"
COUNTRY = "country of birth"
"""The kind of its labels in `rules/lookalikes.yaml`: a number behind one of them is no identifier either."""

CHECK_ONLY = 0.3
"""The score of a national number that only its check supports: a note, raised when the same birth date stands in the document."""

CANONICAL, EVIDENCE = "canonical", "evidence"
