"""The decision on one term in its sentence: a finding with its confidence and reasons, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from scanner.detect.mask import mask
from scanner.detect.special.cues import CueIndex, Speech
from scanner.detect.special.forms import Answer, Form, FormReader
from scanner.detect.special.link import Kind, Link, general, link, names_somebody, tells
from scanner.detect.special.meaning import elsewhere
from scanner.detect.special.negation import denied
from scanner.detect.special.phrases import Match
from scanner.detect.special.plain import Plain
from scanner.detect.special.prior import PERSONAL
from scanner.detect.special.sentences import Sentence
from scanner.detect.special.terms import Term

FOUND = 0.5  # from here on a finding counts
DENIAL = 0.4  # a denial that would otherwise have been a finding
_PERSON, _LED, _LABELLED, _ANSWERED, _OWN_WORDS, _DOCUMENT, _RECORD, _BESIDE = 0.8, 0.9, 0.85, 0.85, 0.6, 0.65, 0.7, 0.55
_MOST = 0.95
_LEAST = 0.3  # what a policy or a vacancy leaves of a finding is no note either
_SHORT_LABEL = 40  # characters of a label that nothing is known of
_SHORT_LINE = 120  # characters of such a line
# A line of a CV or a history: `2012 - 2018 …`, `03/2019: …`.
_DATED = re.compile(r"\W*(?:\d{1,2}[/.-]){0,2}(?:19|20)\d\d\b.{0,110}$", re.MULTILINE)
_ROLES = ("POLITICAL_OPINION", "UNION_MEMBERSHIP")  # what is held from one year to another; the rest there are employers
_LISTED = 60  # characters between terms of one list
_OR = re.compile(r",? (?:of|ou|or|oder|noch|ni|nor)(?: \w{1,8}){0,2} ")
_CHOICES = 3  # terms with slashes between them are an answer that was not given: `ACV / ABVV / ACLVB`


@dataclass(frozen=True, slots=True)
class SpecialHit:
    """A special category in a text: offsets of the term, and reasons that hold no word of the document but the rules' own."""

    start: int
    end: int
    entity: str
    canonical: str
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a sentence: the document's factor, and whether it is the row of a table of people."""

    prior: float
    record: bool
    gathering: bool  # whether the document announces or records a meeting, a course or a service: a name beside a term is then too little
    beside: Callable[[], bool] = bool  # whether the sentence before or after speaks of a person


class Judge:
    """Decides on terms; made once, it holds no state of a document."""

    def __init__(self, cues: CueIndex, forms: FormReader) -> None:
        self._cues = cues
        self._forms = forms

    def judge(
        self, found: Match[Term], text: Plain, sentence: Sentence, speech: Speech, others: Iterable[Match[Term]], setting: Setting
    ) -> SpecialHit | None:
        """Return the finding for a term, or None; `others` are the terms of the same line."""
        term = found.value
        if not (term.languages & speech.languages) or term.unless & speech.words:
            return None
        others = list(others)
        if elsewhere(found, speech, others):
            return None
        if _is_list_of_kinds(found, others, text):
            return None
        form = self._forms.read(text, sentence, found.start, found.end)
        if term.needs and not term.needs & speech.words and not self._is_answer(found, form, text, setting):
            return None
        if form is not None:
            answered = self._form(found, form, text, speech, others, setting)
            if answered is not None:
                return answered if answered.confidence else None
        if term.strength == "label":
            return None
        linked = link(speech, found.start, found.end, term.needs)
        weight, reasons = self._weight(found, linked, others, setting)
        if setting.gathering:
            return self._hit(found, weight if tells(linked) else 0.0, reasons, speech, setting)
        if (
            not weight
            and linked.kind is not Kind.GENERIC
            and term.strength == "strong"
            and setting.prior >= 1
            and not general(speech, term.needs)
        ):
            if term.entity in _ROLES and _DATED.match(text.text, sentence.line_start, sentence.line_end):
                weight, reasons = _BESIDE, ("dated line",)
            elif linked.predicate and _DATED.match(text.text, sentence.line_start, sentence.line_end):
                weight, reasons = _BESIDE, ("dated line", "predicate")  # `2018-2020: Auszeit wegen Brustkrebs`
            elif speech.of("anchor"):
                weight, reasons = _BESIDE, ("a fact of some time",)
            elif not sentence.cell and setting.beside():
                weight, reasons = _BESIDE, ("subject: in the sentence beside",)
        return self._hit(found, weight, reasons, speech, setting)

    def _form(
        self, found: Match[Term], form: Form, text: Plain, speech: Speech, others: list[Match[Term]], setting: Setting
    ) -> SpecialHit | None:
        """The finding of a form line, one without confidence when it says that there is none, None when it leaves it open."""
        term = found.value
        nothing = SpecialHit(found.start, found.end, term.entity, canonical(term), 0.0, ())
        if form.box:
            if form.answer is not Answer.YES:
                return nothing
            return self._hit(found, _ANSWERED, ("ticked box",), speech, setting) if term.strength != "label" else nothing
        if form.in_label:
            generic = link(speech, found.start, found.end, term.needs).kind is Kind.GENERIC and term.strength != "label"
            if form.question and form.answer is Answer.BLANK and names_somebody(speech):
                return None  # `wist je dat Karim …?`
            if form.answer is Answer.BLANK or _is_choice(found, others, text):
                return nothing
            if form.answer is Answer.NO:
                return None if generic else self._denial(found, ("form label", "answer no"), setting)
            if form.answer is Answer.YES:
                return None if generic else self._hit(found, _ANSWERED, ("form label", "answer yes"), speech, setting)
            if form.question:
                return nothing if term.strength == "label" else None
            if term.strength == "label" and not speech.of("policy", "job", "training"):
                return self._hit(found, _LABELLED, ("form label", "value"), speech, setting, deny=False)
            return None
        labels = [
            other
            for other in others
            if form.label[0] <= other.start < form.label[1]
            and other.value.entity == term.entity
            and other.value.strength in ("label", "strong", "self", "weak")
        ]
        neutral = not setting.gathering and any(cue.value.role == "form_label" for cue in self._cues.roles(text, *form.label))
        neutral = neutral or self._is_answer(found, form, text, setting)
        if (
            not neutral
            and not _is_abbreviation(term.word)
            and _is_short_label(text, form)
            and setting.prior >= 1
            and not setting.gathering
        ):
            neutral = not self._general(text, form.label) and speech.end - speech.start <= _SHORT_LINE
        if _is_choice(found, others, text):
            return nothing
        if (
            (labels or neutral)
            and link(speech.unruled() if labels else speech, found.start, found.end, term.needs).kind
            not in (Kind.GENERIC, Kind.SECOND)
            and term.strength != "label"
        ):
            weight = _LABELLED if labels else _DOCUMENT
            if term.strength == "weak" and not labels:
                return None
            return self._hit(found, weight, ("form label" if labels else "form line",), speech, setting)
        if not labels and not neutral and _is_short_label(text, form) and self._aside(text, form.label):
            return nothing
        return None

    def _is_answer(self, found: Match[Term], form: Form | None, text: Plain, setting: Setting) -> bool:
        """Whether a term begins the value of a label in a form of a person; it then needs no other word beside it."""
        if form is None or form.in_label or form.box or setting.prior < PERSONAL or not _is_short_label(text, form, ":\t"):
            return False
        return not text.text[form.label[1] + 1 : found.start].strip() and not self._general(text, form.label)

    def _aside(self, text: Plain, label: tuple[int, int]) -> bool:
        """Whether a label asks for a sector, a course or a job: what stands behind it is no fact of a person, whoever is named in the lines around."""
        return any(cue.value.role == "sought_label" and cue.start == label[0] for cue in self._cues.roles(text, *label))

    def _general(self, text: Plain, label: tuple[int, int]) -> bool:
        """Whether a label is that of a job, a course, a rule or a list of data."""
        roles = ("people", "job", "training", "policy", "after", "second", "general_label")
        return any(cue.value.role in roles for cue in self._cues.roles(text, *label))

    def _weight(
        self, found: Match[Term], linked: Link, others: list[Match[Term]], setting: Setting
    ) -> tuple[float, tuple[str, ...]]:
        term = found.value
        led = ("predicate",) if linked.predicate else ()
        if linked.kind is Kind.GENERIC:
            return 0.0, ()
        if term.strength == "weak":
            more = any(
                other.value.entity == term.entity and other.value.strength in ("weak", "strong") and other.start != found.start
                for other in others
            )
            person = linked.kind is Kind.PERSON
            return (0.6 if person and linked.close else 0.4 if person and more else 0.0), (f"subject: {linked.reason}", *led)
        if linked.kind is Kind.PERSON:
            return (_LED if linked.predicate or term.strength == "self" else _PERSON), (f"subject: {linked.reason}", *led)
        if linked.kind is Kind.SECOND:
            return (_DOCUMENT if setting.prior >= PERSONAL else 0.0), ("subject: second person", "document about a person")
        if setting.record:
            return _RECORD, ("row of a person",)
        if term.strength in ("self", "denial"):
            return _OWN_WORDS, ("own wording",)
        if setting.prior >= PERSONAL:
            return _DOCUMENT, ("document about a person", *led)
        return 0.0, ()

    def _hit(
        self, found: Match[Term], weight: float, reasons: tuple[str, ...], speech: Speech, setting: Setting, *, deny: bool = True
    ) -> SpecialHit | None:
        term = found.value
        if not weight:
            return None
        if term.strength == "denial" or (deny and term.deniable and denied(speech, found.start, found.end, verb=term.verb)):
            return self._denial(found, reasons, setting) if weight >= FOUND else None
        factor = min(setting.prior, 1.0) if setting.prior < 1 else 1 + (setting.prior - 1) / 10
        confidence = round(min(_MOST, weight * factor), 3)
        if confidence < _LEAST:
            return None
        return SpecialHit(found.start, found.end, term.entity, canonical(term), confidence, (shown(term), *reasons))

    def _denial(self, found: Match[Term], reasons: tuple[str, ...], setting: Setting) -> SpecialHit | None:
        if setting.prior < 1:
            return None
        term = found.value
        return SpecialHit(found.start, found.end, term.entity, canonical(term), DENIAL, (shown(term), *reasons, "denied"))


def shown(term: Term) -> str:
    """Return what evidence says of a term: its kind and first letter; the word itself would tell somebody's illness."""
    return f"term {mask(term.entity, canonical(term)).partition(': ')[2]} ({term.kind})"


def canonical(term: Term) -> str:
    """Return what makes two findings at one place the same: kind and term of the rules, never words of the document."""
    return f"{term.kind}: {term.word.strip('*')}"


def _is_list_of_kinds(found: Match[Term], others: list[Match[Term]], text: Plain) -> bool:
    """Whether a term is one of different categories with an `or` between them: `malade, enceinte ou syndiqué` are rules, no person."""
    near = [other for other in others if abs(other.start - found.start) <= _LISTED]
    first = min((other.start for other in near), default=found.start)
    last = max((other.end for other in near), default=found.end)
    kinds = {other.value.entity for other in near if first <= other.start and other.end <= last}
    return len(kinds) > 1 and any(
        _OR.fullmatch(text.lower, one.end, two.start)
        for one, two in pairwise(sorted(near, key=lambda other: (other.start, other.end)))
        if one.end < two.start and one.value.entity != two.value.entity
    )


def _is_choice(found: Match[Term], others: list[Match[Term]], text: Plain) -> bool:
    same = sorted({(other.start, other.end) for other in others if other.value.entity == found.value.entity})
    chain = 1
    for (_, end), (start, _) in pairwise(same):
        chain = chain + 1 if text.text[end:start].strip() in ("/", "|", "-", "–", "•") else 1
        if chain >= _CHOICES:
            return True
    return False


def _is_short_label(text: Plain, form: Form, marks: str = ":") -> bool:
    low, high = form.label
    return high - low <= _SHORT_LABEL and text.text[high : high + 1] in marks


def _is_abbreviation(word: str) -> bool:
    """Capitals alone mean too many things to count behind a label that nothing is known of."""
    return word.isalpha() and word.isupper()
