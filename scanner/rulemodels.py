"""The nouns of the rule packs: strict, frozen models of what stands in the YAML files of `rules/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from scanner import yaml_file
from scanner.errors import RuleError

Model = TypeVar("Model", bound=BaseModel)
# Entities with a recogniser of their own in the product; their rules add labels and tests, never a pattern.
FIELDS = frozenset({"PERSON", "ADDRESS", "NATIONALITY"})
"""Entities whose labels are ordinary words, and are kept apart from those of numbers."""

BUILT_IN = frozenset({
    "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH", "ID_PHOTO", "ID_CARD_COPY", "ID_MRZ", "EID_EXPORT",
    "PERSON_PHOTO", "IKL_NUMBER", "DATE_OF_BIRTH", "NATIONALITY", "PERSON", "ADDRESS", "EMAIL_ADDRESS", "PHONE_NUMBER", "IBAN_CODE",
})  # fmt: skip
# Those of `rules/special`, which has packs of another form.
SPECIAL = (
    "HEALTH", "LIFESTYLE", "RELIGION", "ETHNIC_ORIGIN", "POLITICAL_OPINION", "UNION_MEMBERSHIP", "SEXUAL_ORIENTATION", "CRIMINAL_RECORD",
)  # fmt: skip


CLASSES = (
    "cv", "motivation_letter", "performance_review", "evaluation_report", "diploma", "certificate", "attestation", "training_record",
    "employment_record", "medical_report", "id_card_copy", "guidance_report", "consent_form", "person_list", "employment_contract",
    "payslip", "invoice", "vacancy", "minutes", "reference_document", "photo", "other",
)  # fmt: skip
"""Every class of document; `other` is the answer when nothing else is well supported."""


class Strict(BaseModel):
    """Base of every rule model: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(Strict):
    """A text in which the rule must find something: `values` are the exact spans, `least` the lowest confidence."""

    text: str = Field(min_length=1)
    values: list[str] = Field(min_length=1)
    least: float = Field(0.5, ge=0, le=1)


class CounterExample(Strict):
    """A text in which the rule must not find anything at or above `below`."""

    text: str = Field(min_length=1)
    below: float = Field(0.5, ge=0, le=1)


class Confidence(Strict):
    """How sure a pattern is: behind a label of its own, behind one with a failing check, and without any label."""

    labelled: float = Field(0.9, ge=0, le=1)
    failed: float = Field(0.4, ge=0, le=1)
    alone: float | None = Field(None, ge=0, le=1)


class EntityRule(Strict):
    """One entity: its category, the labels that announce it per language, and its own tests.

    A custom entity also has `patterns` (RE2), and as it likes a named `check`, the kind of `mask`, its `confidence` and the
    `names` on screen. `shares_labels_with` names the other entities and look-alikes that one of its labels also announces.
    """

    entity: str = Field(pattern=r"^[A-Z][A-Z0-9_]{1,59}$")
    category: Literal["forbidden", "special", "personal"]
    labels: dict[Literal["nl", "fr", "en", "de", "any"], list[str]] = Field(default_factory=dict)
    cues: dict[Literal["nl", "fr", "en", "de"], list[str]] = Field(default_factory=dict)
    shares_labels_with: list[str] = Field(default_factory=list)
    names: dict[Literal["nl", "fr", "en"], str] = Field(default_factory=dict)
    patterns: list[str] = Field(default_factory=list)
    check: str | None = None
    mask: Literal["digits", "letter", "all"] = "digits"
    confidence: Confidence = Confidence()
    examples: list[Example] = Field(default_factory=list)
    counter_examples: list[CounterExample] = Field(default_factory=list)


class LookAlikes(Strict):
    """Labels of other kinds of numbers: a number behind one of them is that, not an identifier of a person."""

    labels: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Pack(Generic[Model]):
    """A rule file as a model, with the document that knows its lines."""

    document: yaml_file.Document
    rule: Model

    def wrong(self, place: yaml_file.Place, problem: str) -> RuleError:
        """Return the error for a mistake at a place of the file."""
        return RuleError(self.document.told(place, problem))


# What a label says for "number": {nr} stands behind a word, joined or apart, {no} before it.
_BEHIND = ("nummer", "nummers", "nr", "nr.", "number", "no", "no.", "n°", "num", "id")
_IN_FRONT = ("numéro", "n°", "no", "no.", "nr", "nr.", "num", "num.", "nummer", "number")


def filled(words: str) -> tuple[str, ...]:
    """Return the labels that one line of a rule file stands for: {nr} and {no} filled in."""
    labels = [words]
    if "{nr}" in words:
        labels = [words.replace("{nr}", gap + nr) for nr in _BEHIND for gap in ("", " ", "-")]
    if "{no}" in words:
        labels = [label.replace("{no}", no) for label in labels for no in _IN_FRONT]
    return tuple(labels)
