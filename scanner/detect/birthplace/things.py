"""What is said to be born and is no person: firms, ideas, festivals."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = frozenset([
    "bedrijf", "onderneming", "firma", "zaak", "idee", "project", "plan", "festival", "merk", "vereniging", "vzw", "initiatief", "beweging",
    "organisatie", "concept", "traditie", "app", "platform", "droom", "krant", "club", "partij", "website", "wijk", "podcast", "reeks",
    "product", "lied", "liedje", "song", "film", "boek", "recept", "gerecht", "wijn", "bier", "stijl", "kalf", "kalfjes", "kalveren",
    "veulen", "veulens", "lammetjes", "pups", "kittens", "biggen", "chanson", "livre", "recette", "plat", "vin", "bière", "veau", "veaux",
    "poulain", "poulains", "agneaux", "chiots", "book", "recipe", "dish", "wine", "beer", "style", "calf", "calves", "foal", "foals", "lamb",
    "lambs", "puppies", "kälber", "kalb", "fohlen", "welpen", "buch", "rezept", "samenwerking", "samenwerkingsverband", "netwerk",
    "coöperatie", "winkel", "restaurant", "brouwerij", "fusie", "methode", "programma", "campagne", "dienst", "centrum", "ploeg", "team",
    "groep", "koor", "orkest", "gezelschap", "band", "vriendschap", "entreprise", "société", "idée", "projet", "marque", "association",
    "asbl", "initiative", "mouvement", "tradition", "rêve", "sprl", "srl", "coopérative", "réseau", "magasin", "brasserie", "méthode",
    "programme", "service", "centre", "équipe", "groupe", "collaboration", "collectif", "amitié", "plateforme", "company", "firm", "business",
    "idea", "brand", "movement", "startup", "start-up", "charity", "dream", "network", "cooperative", "shop", "brewery", "program", "center",
    "group", "partnership", "method", "unternehmen", "verein", "marke", "bewegung", "projekt", "netzwerk", "genossenschaft", "zusammenarbeit",
    "programm", "laden", "brauerei", "gruppe",
])  # fmt: skip
_THINGS = "(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_VERBS = r"(?:[ ](?:zijn|waren|werden|sont|étaient|are|sind|wurden|is|werd|wordt|was|est|fut|a|has|ist|wurde|zag|voit|were|been|het|das|la|le|ooit|toen|d'abord|ensuite|in[ ]\d{4}|en[ ]\d{4}))"
_CALLED = r"(?-i:[ ][\"'“«„]?[A-ZÀ-Þ][\w-]*(?:[ ][A-ZÀ-Þ][\w-]*){0,2}[\"'”»“]?)?"  # "het bedrijf Locus werd geboren in"
_ABOUT = r"(?:[ ](?:voor|om|achter|tussen|met|entre|avec|between|with|zwischen|mit|pour|for|of|behind|für)[ ][^,.;\n]{1,25})?"
# "Ons bedrijf is geboren in": with no comma between, for "de zaakvoerder van de firma, geboren te" is a person.
_BEFORE = re.compile(rf"(?<![\w-]){_THINGS}{_CALLED}{_ABOUT}{_VERBS}{{1,4}}[ ]?$", re.IGNORECASE)
_WITH_VERB = re.compile(rf"(?<![\w-]){_THINGS}{_CALLED}[ ]$", re.IGNORECASE)
_MANY = re.compile(
    r"(?<![\w-])(?:babies|baby's|wie|iedereen|quiconque|whoever|anyone|wer|kinderen|children|enfants|bébés|kinder|people|mensen|personnes|menschen|those|personen|inwoners|jongeren|residents|habitants)"
    r"(?:[ ](?:die|who|qui|were|zijn|are|sont|werden|wurden|sind)){0,3}[ ]$",
    re.IGNORECASE,
)  # whoever is born there
# "Une polémique née à", "deze wijn werd geboren in": a noun without a capital that is no word for people.
_SOME = re.compile(
    r"(?<![\w-])(?:[Ee]en|[Dd]eze|[Dd]it|[Uu]ne?|[Cc]ette|[Cc]et|[Cc]e|[Tt]his|[Ee]ine?|[Dd]iese[rs]?)[ ]"
    r"(?P<words>(?:(?!(?:qu'il|qu'elle|que|dat|that|dass|en|et|and|und|die|qui|who|der|das|hij|zij|ze|ik|il|elle|he|she|er|sie|jaar|dag|maand|an|ans|year|jahr|later|is|werd|est|was|wurde|ist)[ ])[a-zà-ÿ'-]{3,}[ ]){1,2})"
    r"(?:(?:is|werd|est|fut|was|wurde|ist|has been)[ ])?$"
)
_PEOPLE = re.compile(
    r"(?<![\w-])(?:man|vrouw|heer|dame|jongen|meisje|baby|kind|zoon|dochter|broer|zus|ouders?|persoon|klant|iemand|vriend|vriendin|collega|gast|arts|betrokkene|ondergetekende|comparant|overledene|bruid|bruidegom|echtgenote?|weduwe|weduwnaar|oma|opa|moeder|vader|tweeling"
    r"|kandidate?|jongere|oudste|jongste|oudere|patiënte?|cliënte?|zus|tante|nonkel|oom|neef|nicht|nièce|neveu|oncle|kleinkind|kleinzoon|kleindochter|grootvader|grootmoeder|bejaarde"
    r"|soussignée?|intéressée?|mariée?|époux|épouse|veuf|veuve|conjointe?|mère|père|grand-mère|grand-père|défunte?|bénéficiaire|aînée?|jeune|stagiaire|titulaire|locataire|élève|usager"
    r"|bride|groom|deceased|undersigned|mother|father|husband|wife|twin|baby|eldest|youngest|oldest|student|unterzeichnete|verstorbene|braut|bräutigam|mutter|vater|jugendliche"
    r"|betroffene|ehefrau|ehemann|bruder|schwester|onkel|artiste|athlète|peintre|poète|maire|prêtre|roi|reine|prince|princesse|koning|koningin|prins|prinses|paus|pape|king|queen"
    r"|homme|femme|enfant|bébé|fils|fille|frère|sœur|personne|garçon|client|cliente|ami|amie|collègue"
    r"|woman|boy|girl|child|person|friend|colleague|son|daughter|frau|herr|mann|junge|mädchen|kind|person|freund|freundin|kunde"
    r"|\w{2,}(?:aar|ster|eur|euse|trice|iste?|ienne?|ière?|ante?|ling|ator|ter|ser|ner|ker|ger|ler|in|aat|ent|ente|isch))[ ]"
)
# "Le comité est né à", "our choir was born in": the same, with a verb between.
_THE = re.compile(
    r"(?<![\w'-])(?:(?:[Dd]e|[Hh]et|[Oo]nze?|[Ll][ea]|[Nn]otre|[Tt]he|[Oo]ur|[Dd]er|[Dd]ie|[Dd]as|[Uu]nsere?)[ ]|[Ll]')(?P<words>[a-zà-ÿ'-]{3,}[ ])"
    r"(?:is|werd|est|fut|was|wurde|ist)[ ](?:toen[ ]|alors[ ]|ook[ ]|aussi[ ])?$"
)
# "Een liefde voor koken, geboren in Italië": what a person has, and is not.
_FEELING = re.compile(
    r"(?<![\w-])(?:liefde|passie|interesse|goesting|hobby|droom|ambitie|vriendschap|passion|amour|envie|rêve|goût|ambition|amitié|love|interest|dream|friendship|liebe|leidenschaft"
    r"|freundschaft)(?:[ ][^\W\d_]+){0,4},[ ]$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"[^,.;\n]{{0,60}}?[ ](?:uit|out[ ]of|from|aus|d'un|d'une)[ ](?:[a-zà-ÿ'-]+[ ]){{0,3}}?{_THINGS}(?![\w-])", re.IGNORECASE
)
_OURS = re.compile(rf"(?<![\w-])(?:ons|onze|notre|our|unsere?)[ ]{_THINGS},[ ]$", re.IGNORECASE)
# Not "de" alone, which is "the" in Dutch.
_OF_ONE = re.compile(
    r"(?<![\w-])(?:(?:van|of|du|von|bij|der|(?-i:des))[ ](?:(?:het|de|dit|ons|onze|the|this|our|la|notre|l')[ ]?)?|de[ ](?:la|notre|cette|son|sa)[ ])$"
    r"|\b(?:d'|de l'|d'une? )$",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"(?<![\w-])(?:mijn|onze|hun|haar|zijn|twee|drie|vier|vijf|deux|trois|quatre|cinq|two|three|four|five|zwei|drei|vier|my|our|their|his|her|mes|nos|leurs|ses|meine|unsere|ihre|seine|[2-9])[ ]$",
    re.IGNORECASE,
)
_BEGIN_WITH_VERB = (
    "zag",
    "naquit",
    "came",
    "saw",
    "kam",
    "erblickte",
    "né ",
    "née ",
    "nés ",
    "nées ",
    "born ",
    "geboren ",
)  # "un projet né à"
_REACH = 80  # characters before a cue
_OWNER = 20  # characters before a thing in which its owner is told
_BEHIND = 120  # characters behind a place
_LETTERS = re.compile(r"[^\W\d_][\w-]*")


def born(text: str, cue: int, place: int) -> bool:
    """Return whether the sentence of a birth cue speaks of a thing; `place` is where the place begins.

    Whose the thing is, is a person: "de stichter van het bedrijf is geboren in".
    """
    first = min(cue, place)
    if place < cue:  # "het idee is in Gent geboren"
        first = text.rfind(" ", max(0, place - 5), max(0, place - 1)) + 1 or place
    verb = text[cue : cue + 9].lower().startswith(_BEGIN_WITH_VERB)
    if _led_to(text[max(0, first - _REACH - _OWNER) : first], verb=verb):
        return True
    last = max(cue, place)
    return not _WORDS.isdisjoint(_LETTERS.findall(text[last : last + _BEHIND].lower())) and bool(_FROM.match(text, last))


@lru_cache(maxsize=64)  # several patterns ask about one cue
def _led_to(before: str, *, verb: bool) -> bool:
    """Whether what stands before a cue is a thing; `verb`: the cue itself is what it does."""
    low = max(0, len(before) - _REACH)
    patterns = [_MANY]
    if not _WORDS.isdisjoint(_LETTERS.findall(before.lower())):  # most stand behind none of the words, and the search is dear
        patterns += [_BEFORE, _OURS, *([_WITH_VERB] if verb else [])]
    for pattern in patterns:
        thing = pattern.search(before, low)
        if pattern is _MANY and thing is not None and _THEIRS.search(before, max(0, thing.start() - _OWNER), thing.start()):
            continue
        if thing is not None and not _OF_ONE.search(before, max(0, thing.start() - _OWNER), thing.start()):
            return True
    if _FEELING.search(before, low):
        return True
    some = _SOME.search(before, low) or _THE.search(before, low)
    owned = some is not None and _OF_ONE.search(before, max(0, some.start() - _OWNER), some.start())
    return some is not None and not owned and not _PEOPLE.search(some["words"])
