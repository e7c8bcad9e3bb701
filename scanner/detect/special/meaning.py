"""Terms that say something else where they stand: a figure of speech, somebody's surname, a post that nobody is said to hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scanner.detect.special.cues import Speech
from scanner.detect.special.phrases import Match
from scanner.detect.special.terms import Term

_QUOTED = re.compile(r"«[^«»\n]{3,80}»|“[^“”\n]{3,80}”|„[^„“”\n]{3,80}[“”]|\"[^\"\n]{3,80}\"|(?<!\w)['‘][^'‘’\n]{3,80}['’](?!\w)")
_QUOTE = re.compile(r"[«“„\"'‘]")  # what a quotation begins with
# What is said in quotation marks is no title: `en disant « pas de … »`.
_SAID = re.compile(
    r"(?<!\w)(?:disant|dit|zegt|zei|said|saying|says|sagte|sagt|noem\w*|called|calls|appel\w*|traite|traitee|riep|roept|schold|nennt|nannte) ?(?:de |als |:)? ?$"
)
_WORD = re.compile(r"\w+")
_CLOSE = 12  # characters between `diagnose` and what it is, in quotation marks
_OBJECT = 40  # characters behind `addicted to` in which a substance may stand
_POSTS = "UNION_MEMBERSHIP"
_POST = re.compile(
    r"\b(?:delegue|deleguee|permanent|afgevaardigde|delegee|vertegenwoordiger|secretaris|steward|rep|official|vertreter|vertreterin|sekretär)\b"
)
# `un délégué` is anybody, but `elle est un délégué`, `verkozen als een afgevaardigde`.
_COPULA = r"(?P<copula>\b(?:is|was|werd|wordt|als|est|ete|etait|devenue?|devient|comme|as|became|ist|war|wurde) )?"
_ARTICLES = {
    language: re.compile(rf"{_COPULA}\b(?:{articles}) (?:[\w-]+ ){{0,2}}$")
    for language, articles in {"nl": "een", "fr": "un|une", "en": "an?", "de": "eine[nm]?|ein"}.items()
}
# What `AA-`, `MS-` and the like go on with where they are still an illness or a group.
_JOINED = re.compile(
    r"-(?!patiënt|diagnos|aanval|klacht|symptom|medicatie|behandeling|groep|vergadering|meeting|bijeenkomst|syndroom|spectrum|stoornis|besmet|positi"
    r"|drager|lijder|problem|traject|patient|gruppe|infekt|infiziert|kranke?|betroffen|stempel|label|attest|begeleiding|test|lid|mitglied|afgevaardigde|militant|delegee)[a-z]{3,}"
)


def elsewhere(found: Match[Term], speech: Speech, others: Iterable[Match[Term]]) -> bool:
    """Return whether a term says nothing of its category here; `others` are the terms of the same line."""
    return (
        _job_within(found, speech)
        or _title(found, speech)
        or _figurative(found, speech, others)
        or _surname(found, speech)
        or _any_post(found, speech)
        or _joined(found, speech)
    )


def _job_within(found: Match[Term], speech: Speech) -> bool:
    """`war drei Monate Koch in der Psychiatrie`: a job between the two parts of a term."""
    return bool(found.value.before) and any(found.start < cue.start and cue.end < found.end for cue in speech.of("job"))


def _title(found: Match[Term], speech: Speech) -> bool:
    """`de infosessie 'Werken met autisme'`: the name of a thing, in quotation marks, with more words than the term and nobody in it."""
    if _QUOTE.search(speech.text.text, speech.start, found.start) is None:
        return False
    for quote in _QUOTED.finditer(speech.text.text, speech.start, speech.end):
        if _SAID.search(speech.text.lower, max(speech.start, quote.start() - 20), quote.start()):
            continue
        if (
            quote.start() < found.start
            and found.end <= quote.end()
            and len(_WORD.findall(quote.group())) > len(_WORD.findall(found.value.word))
        ):
            return not any(
                quote.start() < cue.start < quote.end()
                for cue in speech.of("first", "third", "client", "name", "title", "person_verb")
            ) and not any(0 <= quote.start() - cue.end <= _CLOSE for cue in speech.of("predicate"))
    return False


def _figurative(found: Match[Term], speech: Speech, others: Iterable[Match[Term]]) -> bool:
    """`verslaafd aan puzzels`, `deaf to advice`: unless what it goes on with is a substance or a thing one is allergic to."""
    figure = next((cue for cue in speech.of("figurative") if cue.start <= found.start < cue.end), None)
    if figure is None:
        return False
    reach = figure.end + _OBJECT
    figures = {cue.start for cue in speech.of("figurative")}
    real = any(figure.end <= cue.start < reach for cue in speech.of("real_object"))
    return not real and not any(figure.end <= other.start < reach and other.start not in figures for other in others)


def _surname(found: Match[Term], speech: Speech) -> bool:
    """`Els Joods`: a capital word right behind a given name, in a language that writes such words small."""
    word = speech.text.text[found.start : found.end]
    if not word.istitle() or found.value.languages == {"de"} or found.value.word[:1].isupper():
        return False
    return any(cue.end == found.start - 1 and speech.text.text[cue.end] == " " for cue in speech.of("name"))


def _any_post(found: Match[Term], speech: Speech) -> bool:
    """`un délégué CGSLB`: a post, with an article that leaves it open who holds it."""
    if found.value.entity != _POSTS:
        return False
    lower = speech.text.lower
    for language in speech.languages & _ARTICLES.keys():
        before = _ARTICLES[language].search(lower, max(speech.start, found.start - 40), found.start)
        if before is not None:
            return not before["copula"] and bool(_POST.search(lower, before.start(), found.end))
    return False


def _joined(found: Match[Term], speech: Speech) -> bool:
    """`AA-certificaat`: capitals that begin a word for something else."""
    word = found.value.word
    return word.isalpha() and word.isupper() and bool(_JOINED.match(speech.text.lower, found.start + len(word)))
