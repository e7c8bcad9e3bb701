"""Which of the four languages a text is in, by the function words that only one of them uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_WORDS = {
    "nl": "de het een van en is dat niet met voor zijn aan op te bij ook naar uit wordt werd heeft hebben deze wij ik je jouw uw geen meer om als tot onze hun haar",
    "fr": "le la les des du et est un une que qui dans pour pas avec sur au aux par plus sont nous vous votre notre ce cette ont etre ete elle il je mes son ses leur",
    "en": "the of and to in is that for with was are be this have from has not at by your you we our which were been will their they he she an my",
    "de": "der die das und ist nicht mit fur von den dem ein eine auf zu im sich als auch bei wird werden haben hat wir ich ihre ihr sie oder aus nach uber zum zur",
}
_OF: dict[str, tuple[str, ...]] = {}
for _language, _list in _WORDS.items():
    for _word in _list.split():
        _OF[_word] = (*_OF.get(_word, ()), _language)
FUNCTION_WORDS = frozenset(_OF)
"""Words that only hold sentences together, in any of the languages, in small letters without accents."""


def language(words: Iterable[str]) -> str | None:
    """Return nl, fr, en or de by words in small letters without accents, or None when fewer than three speak or two languages are as likely."""
    counts: dict[str, float] = {}
    for word, count in Counter(words).items():
        owners = _OF.get(word, ())
        for owner in owners:
            counts[owner] = counts.get(owner, 0.0) + count / len(owners)
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 3:
        return None
    if len(ranked) > 1 and ranked[0][1] < 1.3 * ranked[1][1]:
        return None
    return ranked[0][0]
