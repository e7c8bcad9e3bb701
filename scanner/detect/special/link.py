"""Whether a sentence speaks of a person or of people, jobs and rules in general, seen from a term in it.

The cue nearest before the term decides: `hij werkt met mensen met een beperking` is about people, `ze werkte als
verpleegkundige tot ze door een depressie uitviel` about her. A predicate such as `lijdt aan` after a generic cue wins it back.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from scanner.detect.special.cues import Cue, Speech
from scanner.detect.special.phrases import Match

_NAMED = ("first", "title", "name", "family")  # in a question `he` and `the client` may be anybody
_SPOKEN = {
    "first": "first person", "third": "third person", "client": "client", "title": "title", "name": "name", "family": "family",
    "person_verb": "implied, as in a note",
}  # fmt: skip
_PERSONAL = ("first", "third", "client", "title", "name", "family")
_GENERIC = ("people", "job", "training")
_OPENED = re.compile(r"(?:an?|een|une?|eine?) (?:\w+ )?(?P<second>)")
_ARTICLE = re.compile(r"\b(?:an?|een|une?|eine?[nmr]?) $")
_SHARES = re.compile(r"\d ?%|\b(?:procent|pour cent|per ?cent|Prozent)\b")
_APPOSED = re.compile(
    r"(?: [A-Z][\w'-]*){0,3}, (?:an? |the |de |het |le |la |l'|der |die )?"
)  # between a name and the job behind it
_STATISTIC = 2  # shares in a sentence that make it a statistic
_PARTICLE = re.compile(r" (?:van|naar|op|tot|te|gegaan|la liste|une liste|sa liste)\b")  # `stapte over van …`
_AFTER = 25  # characters behind a term within which a generic noun takes it with it
_BEHIND, _NEXT = 40, 6  # characters behind a term within which people, or a job, make it general when nobody is named before
_WORDS = re.compile(r"\w+")
_NAMED_BEHIND = 1  # words between a term and a name behind it that may be that of who has it: `probatie van Nick`
_ADJACENT = 2  # characters between a term and a noun that makes one word of both
_ABOUT, _FAR_ABOUT = 14, 30  # characters between `over` or `about` and its matter, the latter with no verb between
_PREDICATE = 45  # characters between a predicate and its term
_TITLED = 1  # characters between a job and a name: `psychologe Uwe Franssen`
_SUPPOSED = 25  # characters between `if` and of whom it is supposed
_VERB = 2  # characters between a term and the verb behind it
_CLOSE = 14  # characters between them where the term itself says little


class Kind(StrEnum):
    """What a term is linked to."""

    PERSON = "person"
    GENERIC = "generic"
    SECOND = "second person"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Link:
    """The link of a term, whether a predicate leads to it (closely), and the cue that decided, for the evidence."""

    kind: Kind
    predicate: bool
    reason: str
    close: bool = False


def link(speech: Speech, start: int, end: int, own: Collection[str] = ()) -> Link:
    """Return what the term at these offsets is linked to; `own` are words that the term needs, and that so are not general."""
    if own:
        speech = speech.without(own)
    personal = _last(
        speech.of(*(_NAMED if speech.asked else _PERSONAL)), end
    )  # the words of a term may hold its person: `legde hem een rijverbod op`
    generic = _last(speech.of(*_GENERIC), start)
    second = _last(speech.of("second"), start)
    predicate = _last(speech.of("predicate"), start)
    led = predicate is not None and start - predicate.end <= _PREDICATE and (generic is None or generic.start < predicate.start)
    behind = any(0 <= cue.start - end <= _VERB for cue in speech.of("predicate_behind"))  # `moet een hysterectomie ondergaan`
    if (
        led
        and predicate is not None
        and generic is not None
        and generic.value.role == "people"
        and predicate.start - generic.end <= 1
    ):
        led = False  # `most of its residents have been in prison`: they are the subject
    everyone = bool(speech.of("policy"))
    anybody = _last(speech.of("anybody"), start)
    if (
        personal is not None
        and personal.value.role == "third"
        and anybody
        and not _last(speech.of("name", "title"), anybody.start)
    ):
        return Link(Kind.GENERIC, predicate=False, reason="")  # `elke deelnemer leert hoe hij …`
    if personal is not None and personal.value.role == "third" and _somebody_first(speech, personal.start):
        return Link(Kind.GENERIC, predicate=False, reason="")
    if (
        len(_SHARES.findall(speech.text.text, speech.start, speech.end)) >= _STATISTIC
        or _anybody(speech, start, end)
        or (personal is not None and not led and (_at_work(speech, personal) or _said(speech, personal, start)))
    ):
        return Link(Kind.GENERIC, predicate=False, reason="")
    if _taken(speech, end, held=personal is not None) or _subject_matter(speech, start):
        return Link(Kind.GENERIC, predicate=False, reason="")
    if speech.of("consent"):
        return Link(Kind.GENERIC, predicate=False, reason="")
    if everyone and not speech.of("first", "title", "name"):
        return Link(Kind.GENERIC, predicate=False, reason="")
    about = personal or (speech.implied if generic is None or led else None)
    if about is None and generic is None and second is None:
        about, generic, second = _first_after(speech, end)
        if about is not None and ((about.value.role == "third" and anybody) or _apposed(speech, about)):
            return Link(Kind.GENERIC, predicate=False, reason="")  # `a student who becomes pregnant tells her tutor`
    told = (
        led and predicate is not None and second is not None and second.end <= predicate.start
    )  # `de klant die je stuurde heeft …`
    if about is not None and (_later(about, second) or told) and (generic is None or about.start > generic.start or led):
        close = led and predicate is not None and start - predicate.end <= _CLOSE
        return Link(Kind.PERSON, predicate=led or behind, reason=_SPOKEN[about.value.role], close=close)
    if generic is not None and not led:
        return Link(Kind.GENERIC, predicate=False, reason=generic.value.role)
    if second is not None:
        return Link(Kind.SECOND, predicate=led, reason="second")
    return Link(Kind.NONE, predicate=led, reason="")


def of_a_person(speech: Speech) -> bool:
    """Return whether a sentence speaks of a person and of nothing general: the one beside it may then speak of the same."""
    told = speech.of(*_PERSONAL) or speech.implied
    return bool(told) and not speech.of("people", "policy", "training", "job", "consent")


def tells(linked: Link) -> bool:
    """Return whether a link says that somebody has it, not only that somebody stands beside it."""
    return linked.kind is Kind.PERSON and linked.predicate


def names_somebody(speech: Speech) -> bool:
    """Return whether a sentence names a person or speaks in the first, so that even a question tells of one."""
    return bool(speech.of(*_NAMED))


def general(speech: Speech, own: Collection[str] = ()) -> bool:
    """Return whether anything in a sentence is general; what stands beside a person then says nothing of that person."""
    if own:
        speech = speech.without(own)
    return speech.asked or bool(speech.of(*_GENERIC, "anybody", "policy", "after", "second", "consent", "about"))


def _subject_matter(speech: Speech, start: int) -> bool:
    """`over depressie`, `sur le voile`: what a text or a talk is about, unless it is about somebody's own."""
    about = _last(speech.of("about"), start)
    if about is None or start - about.end > _FAR_ABOUT or ":" in speech.text.text[about.end : start]:
        return False
    if _PARTICLE.match(speech.text.lower, about.end):
        return False
    if start - about.end > _ABOUT and (
        "," in speech.text.text[about.end : start]
        or any(about.start < cue.start < start for cue in speech.of("predicate", "person_verb"))
    ):
        return False
    return not any(about.start < cue.start < start for cue in speech.of(*_PERSONAL))


def _anybody(speech: Speech, start: int, end: int) -> bool:
    """Whether a sentence without a first person or a name supposes somebody, or tells what the term means."""
    if any(cue.start < end for cue in speech.of(*_NAMED)):
        return False
    if (
        start == speech.first_word
        and any(0 <= cue.start - end <= 1 for cue in speech.of("defines"))
        and not speech.of(*_PERSONAL)
    ):
        return True
    roles = speech.of("client", "role_noun")
    supposed = speech.of("supposed") + [cue for cue in speech.of("opening") if cue.start == speech.first_word]
    if any(0 <= role.start - cue.end <= _SUPPOSED for cue in supposed for role in roles if cue.start < start):
        return True
    article = bool(_ARTICLE.search(speech.text.lower, max(speech.start, start - 6), start))
    return article and any(0 <= role.start - end <= 1 for role in roles)


def _somebody_first(speech: Speech, start: int) -> bool:
    """Whether a sentence begins with anybody of a role, of whom a pronoun then speaks: `Een zwangere medewerkster meldt haar …`."""
    if any(cue.start < start for cue in speech.of(*_NAMED)):
        return False
    opening = _OPENED.match(speech.text.lower, speech.first_word)
    return opening is not None and any(cue.start in (opening.end(), opening.start("second")) for cue in speech.of("role_noun"))


def _at_work(speech: Speech, personal: Match[Cue]) -> bool:
    """Whether a name is that of somebody in a job: `de psycholoog Joris Maes`, `Joris Maes, psycholoog`."""
    before = any(0 <= personal.start - cue.end <= _TITLED for cue in speech.of("job"))
    return personal.value.role == "name" and (before or _apposed(speech, personal))


def _apposed(speech: Speech, personal: Match[Cue]) -> bool:
    """Whether a job stands behind a name and a comma."""
    return personal.value.role == "name" and any(
        cue.start > personal.end and _APPOSED.fullmatch(speech.text.text, personal.end, cue.start) for cue in speech.of("job")
    )


def _said(speech: Speech, personal: Match[Cue], start: int) -> bool:
    """Whether a term stands in what a name says or asks of something else: `M. Colson demande si le mi-temps médical …`."""
    if personal.value.role not in ("name", "title"):
        return False
    clauses = [cue for cue in speech.of("clause") if personal.end < cue.start < start]
    return bool(clauses) and not any(clauses[-1].end <= cue.start < start for cue in speech.of(*_PERSONAL, "predicate"))


def _taken(speech: Speech, end: int, *, held: bool) -> bool:
    """A noun behind the term makes it general: `burn-out training`, `diabetes, oorzaken`; right behind it even when a person holds it."""
    behind = [cue for cue in speech.of("after", "training") if 0 <= cue.start - end <= _AFTER]
    return any(
        "\t" not in speech.text.text[end : cue.start]
        for cue in behind
        if cue.start - end <= _ADJACENT or (cue.value.role == "after" and not held)
    )


def _first_after(speech: Speech, end: int) -> tuple[Match[Cue] | None, Match[Cue] | None, Match[Cue] | None]:
    for cue in speech.cues:
        if cue.start < end:
            continue
        if cue.value.role in ("name", "title") and not _names_it(speech.text.text[end : cue.start]):
            continue
        if cue.value.role in _PERSONAL:
            return cue, None, None
        if cue.value.role in _GENERIC and cue.start - end <= (_BEHIND if cue.value.role == "people" else _NEXT):
            return None, cue, None
        if cue.value.role == "second":
            return None, None, cue
    return None, None, None


def _names_it(between: str) -> bool:
    """Whether a name behind a term, with this between them, may be that of who has it; in brackets it is."""
    return between.lstrip().startswith("(") or len(_WORDS.findall(between)) <= _NAMED_BEHIND


def _last(cues: list[Match[Cue]], start: int) -> Match[Cue] | None:
    before = [cue for cue in cues if cue.start < start]
    return before[-1] if before else None


def _later(cue: Match[Cue], other: Match[Cue] | None) -> bool:
    return other is None or cue.start >= other.start
