"""What is said to be born and is no person: firms, ideas, festivals."""

from __future__ import annotations

import re

_THINGS = (
    r"(?:bedrijf|onderneming|firma|zaak|idee|project|plan|festival|merk|vereniging|vzw|initiatief|beweging|organisatie|concept|traditie|app|platform|droom|krant|club|partij|website|wijk|podcast|reeks|product"
    r"|samenwerking|samenwerkingsverband|netwerk|coöperatie|winkel|restaurant|brouwerij|fusie|methode|programma|campagne|dienst|centrum|ploeg|team|groep|koor|orkest|gezelschap|band|vriendschap"
    r"|entreprise|société|idée|projet|marque|association|asbl|initiative|mouvement|tradition|concept|rêve"
    r"|sprl|srl|coopérative|réseau|magasin|brasserie|méthode|programme|campagne|service|centre|équipe|groupe|collaboration|collectif|amitié|plateforme|festival|club"
    r"|company|firm|business|idea|brand|band|movement|startup|start-up|charity|dream|network|cooperative|shop|brewery|project|programme|program|service|centre|center|team|group|partnership|method|festival|club|platform"
    r"|unternehmen|verein|marke|bewegung|initiative|tradition|firma|projekt|netzwerk|genossenschaft|zusammenarbeit|programm|laden|brauerei|idee|festival|team|gruppe)"
)
_VERBS = r"(?:[ ](?:is|werd|wordt|was|est|fut|a|has|ist|wurde|zag|voit|were|been|het|das|la|le|ooit|toen|d'abord|ensuite|in[ ]\d{4}|en[ ]\d{4}))"
_CALLED = r"(?-i:[ ][\"'“«„]?[A-ZÀ-Þ][\w-]*(?:[ ][A-ZÀ-Þ][\w-]*){0,2}[\"'”»“]?)?"  # "het bedrijf Locus werd geboren in"
_ABOUT = r"(?:[ ](?:voor|om|achter|pour|for|of|behind|für)[ ][^,.;\n]{1,25})?"
# "Ons bedrijf is geboren in": with no comma between, for "de zaakvoerder van de firma, geboren te" is a person.
_BEFORE = re.compile(rf"(?<![\w-]){_THINGS}{_CALLED}{_ABOUT}{_VERBS}{{1,4}}[ ]?$", re.IGNORECASE)
_WITH_VERB = re.compile(rf"(?<![\w-]){_THINGS}{_CALLED}[ ]$", re.IGNORECASE)
_MANY = re.compile(
    r"(?<![\w-])(?:babies|baby's|kinderen|children|enfants|bébés|kinder|people|mensen|personnes|menschen|those|personen|inwoners|jongeren|residents|habitants)"
    r"(?:[ ](?:die|who|qui|were|zijn|are|sont|werden|wurden|sind)){0,3}[ ]$",
    re.IGNORECASE,
)  # whoever is born there
_OURS = re.compile(rf"(?<![\w-])(?:ons|onze|notre|our|unsere?)[ ]{_THINGS},[ ]$", re.IGNORECASE)
_OF_ONE = re.compile(
    r"(?<![\w-])(?:van|of|de|du|von|bij|der|des)[ ](?:(?:het|de|dit|ons|onze|the|this|our|la|notre|l')[ ]?)?$|\b(?:d'|de l')$",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"(?<![\w-])(?:mijn|onze|hun|haar|zijn|twee|drie|my|our|their|his|her|mes|nos|leurs|ses|meine|unsere|ihre|seine|[2-9])[ ]$",
    re.IGNORECASE,
)
_BEGIN_WITH_VERB = ("zag", "naquit", "came", "saw", "kam", "erblickte", "né ", "née ", "born ", "geboren ")  # "un projet né à"
_REACH = 80  # characters before a cue


def born(text: str, cue: int, place: int) -> bool:
    """Return whether the sentence of a birth cue speaks of a thing; `place` is where the place begins.

    Whose the thing is, is a person: "de stichter van het bedrijf is geboren in".
    """
    first = min(cue, place)
    if place < cue:  # "het idee is in Gent geboren"
        first = text.rfind(" ", max(0, place - 5), max(0, place - 1)) + 1 or place
    low = max(0, first - _REACH)
    patterns = [_BEFORE, _OURS, _MANY]
    if text[cue : cue + 9].lower().startswith(_BEGIN_WITH_VERB):
        patterns.append(_WITH_VERB)
    for pattern in patterns:
        thing = pattern.search(text, low, first)
        if pattern is _MANY and thing is not None and _THEIRS.search(text, max(0, thing.start() - 20), thing.start()):
            continue
        if thing is not None and not _OF_ONE.search(text, max(0, thing.start() - 20), thing.start()):
            return True
    return False
