"""What is said to be born and is no person: firms, ideas, festivals."""

from __future__ import annotations

import re

_THINGS = (
    r"(?:bedrijf|onderneming|firma|zaak|idee|project|plan|festival|merk|vereniging|vzw|initiatief|beweging|organisatie|concept|traditie|app|platform|droom"
    r"|entreprise|société|idée|projet|marque|association|asbl|initiative|mouvement|tradition|concept|rêve"
    r"|company|firm|business|idea|brand|band|movement|startup|start-up|charity|dream"
    r"|unternehmen|verein|marke|bewegung|initiative|tradition)"
)
# "Ons bedrijf is geboren in": with no comma between, for "de zaakvoerder van de firma, geboren te" is a person.
_BEFORE = re.compile(
    rf"(?<![\w-]){_THINGS}(?:[ ](?:is|werd|wordt|was|est|fut|a|has|ist|wurde|zag|voit|were|been|het|das|la|le|ooit|toen|d'abord|ensuite)){{1,4}}[ ]?$",
    re.IGNORECASE,
)
_WITH_VERB = re.compile(rf"(?<![\w-]){_THINGS}[ ]$", re.IGNORECASE)
_VERBS = ("zag", "naquit", "came", "saw", "kam", "erblickte")  # with which a cue of the rule pack begins
_REACH = 50  # characters before a cue


def born(text: str, cue: int, place: int) -> bool:
    """Return whether the sentence of a birth cue speaks of a thing; `place` is where the place begins."""
    first = min(cue, place)
    low = max(0, first - _REACH)
    return bool(
        _BEFORE.search(text, low, first)
        or (text[cue : cue + 9].lower().startswith(_VERBS) and _WITH_VERB.search(text, low, first))
    )
