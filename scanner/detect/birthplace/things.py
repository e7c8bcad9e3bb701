"""What is said to be born and is no person: firms, ideas, festivals."""

from __future__ import annotations

import re

_THINGS = (
    r"(?:bedrijf|onderneming|firma|zaak|idee|project|plan|festival|merk|vereniging|vzw|initiatief|beweging|organisatie|concept|traditie|app|platform|droom|krant|club|partij|website|wijk|podcast|reeks|product"
    r"|entreprise|société|idée|projet|marque|association|asbl|initiative|mouvement|tradition|concept|rêve"
    r"|company|firm|business|idea|brand|band|movement|startup|start-up|charity|dream"
    r"|unternehmen|verein|marke|bewegung|initiative|tradition)"
)
_VERB = "is|werd|wordt|was|est|fut|a|has|ist|wurde|zag|voit|were|been|het|das|la|le|ooit|toen|d'abord|ensuite"
_VERBS = rf"(?:[ ](?:{_VERB}|in[ ]\d{{4}}|en[ ]\d{{4}}))"
_ABOUT = r"(?:[ ](?:voor|om|achter|pour|for|of|behind|für)[ ][^,.;\n]{1,25})?"
# "Ons bedrijf is geboren in": with no comma between, for "de zaakvoerder van de firma, geboren te" is a person.
_BEFORE = re.compile(rf"(?<![\w-]){_THINGS}{_ABOUT}{_VERBS}{{1,4}}[ ]?$", re.IGNORECASE)
_WITH_VERB = re.compile(rf"(?<![\w-]){_THINGS}[ ]$", re.IGNORECASE)
_WHO = "babies|baby's|kinderen|children|enfants|bébés|kinder|people|mensen|personnes|menschen|those|personen|inwoners|jongeren|residents|habitants"
_WERE = "die|who|qui|were|zijn|are|sont|werden|wurden|sind"
_MANY = re.compile(rf"(?<![\w-])(?:{_WHO})(?:[ ](?:{_WERE})){{0,3}}[ ]$", re.IGNORECASE)  # whoever is born there
# The word right before a cue, by which of these it can be: looked at first, for most cues stand behind another one.
_LAST_WORD = re.compile(r"[\w'-]+[ \n]*\Z")
_LONGEST_WORD = 20  # characters of such a word and the spaces behind it
_OURS = re.compile(rf"(?<![\w-])(?:ons|onze|notre|our|unsere?)[ ]{_THINGS},[ ]$", re.IGNORECASE)
_OF_ONE = re.compile(
    r"(?<![\w-])(?:van|of|de|du|von|bij|der|des)[ ](?:(?:het|de|dit|ons|onze|the|this|our|la|notre|l')[ ]?)?$|\b(?:d'|de l')$",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"(?<![\w-])(?:mijn|onze|hun|haar|zijn|twee|drie|my|our|their|his|her|mes|nos|leurs|ses|meine|unsere|ihre|seine|[2-9])[ ]$",
    re.IGNORECASE,
)
_BEGIN_WITH_VERB = ("zag", "naquit", "came", "saw", "kam", "erblickte")  # cues of the rule pack
_REACH = 80  # characters before a cue
_ENDS_WITH = tuple(
    (re.compile(rf"(?:{words})[ \n]*\Z", re.IGNORECASE), pattern)
    for words, pattern in ((rf"{_VERB}|\d{{4}}", _BEFORE), (f"{_WHO}|{_WERE}", _MANY))
)


def born(text: str, cue: int, place: int) -> bool:
    """Return whether the sentence of a birth cue speaks of a thing; `place` is where the place begins.

    Whose the thing is, is a person: "de stichter van het bedrijf is geboren in".
    """
    first = min(cue, place)
    if place < cue:  # "het idee is in Gent geboren"
        first = text.rfind(" ", max(0, place - 5), max(0, place - 1)) + 1 or place
    low = max(0, first - _REACH)
    last = _LAST_WORD.search(text, max(low, first - _LONGEST_WORD), first)
    patterns = [pattern for words, pattern in _ENDS_WITH if last and words.match(text, last.start(), first)]
    if text.startswith(", ", max(0, first - 2)):
        patterns.append(_OURS)
    if text[cue : cue + 9].lower().startswith(_BEGIN_WITH_VERB):
        patterns.append(_WITH_VERB)
    for pattern in patterns:
        thing = pattern.search(text, low, first)
        if pattern is _MANY and thing is not None and _THEIRS.search(text, max(0, thing.start() - 20), thing.start()):
            continue
        if thing is not None and not _OF_ONE.search(text, max(0, thing.start() - 20), thing.start()):
            return True
    return False
