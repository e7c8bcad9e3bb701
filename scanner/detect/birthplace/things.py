"""What is said to be born and is no person: firms, ideas, festivals."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_VERB = "zijn|waren|werden|sont|étaient|are|sind|wurden|is|werd|wordt|was|est|fut|a|has|ist|wurde|zag|voit|were|been|het|das|la|le|ooit|toen|d'abord|ensuite"
_VERBS = rf"(?:[ ](?:{_VERB}|in[ ]\d{{4}}|en[ ]\d{{4}}))"
_CALLED = r"(?-i:[ ][\"'“«„]?[A-ZÀ-Þ][\w-]*(?:[ ][A-ZÀ-Þ][\w-]*){0,2}[\"'”»“]?)?"  # "het bedrijf Locus werd geboren in"
_ABOUT = r"(?:[ ](?:voor|om|achter|tussen|met|entre|avec|between|with|zwischen|mit|pour|for|of|behind|für)[ ][^,.;\n]{1,25})?"
# "Ons bedrijf is geboren in": with no comma between, for "de zaakvoerder van de firma, geboren te" is a person.
_BEFORE = re.compile(rf"(?<![\w-]){_THINGS}{_CALLED}{_ABOUT}{_VERBS}{{1,4}}[ ]?$", re.IGNORECASE)
_WITH_VERB = re.compile(rf"(?<![\w-]){_THINGS}{_CALLED}[ ]$", re.IGNORECASE)
_WHO = "babies|baby's|wie|iedereen|quiconque|whoever|anyone|wer|kinderen|children|enfants|bébés|kinder|people|mensen|personnes|menschen|those|personen|inwoners|jongeren|residents|habitants"
_WERE = "die|who|qui|were|zijn|are|sont|werden|wurden|sind"
_MANY = re.compile(rf"(?<![\w-])(?:{_WHO})(?:[ ](?:{_WERE})){{0,3}}[ ]$", re.IGNORECASE)  # whoever is born there
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
_FEELINGS = frozenset([
    "liefde", "passie", "interesse", "goesting", "hobby", "droom", "ambitie", "vriendschap", "passion", "amour", "envie", "rêve", "goût",
    "ambition", "amitié", "love", "interest", "dream", "friendship", "liebe", "leidenschaft", "freundschaft",
])  # fmt: skip
_FEELING = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_FEELINGS))})(?:[ ][^\W\d_]+){{0,4}},[ ]$", re.IGNORECASE)
_BEGINNING = r"[^,.;\n]{0,60}?[ ](?:uit|out[ ]of|from|aus|d'un|d'une)[ ]"
_OUT = re.compile(_BEGINNING, re.IGNORECASE)
_FROM = re.compile(rf"{_BEGINNING}(?:[a-zà-ÿ'-]+[ ]){{0,3}}?{_THINGS}(?![\w-])", re.IGNORECASE)
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
# What the words before a cue are asked for before any expression is tried.
_LAST_WORD = re.compile(r"[\w'-]+\Z")
_LONGEST_WORD = 20  # characters of the last word
_NEAR = 7  # words, of which an article, a feeling or a thing with its name are at most five before a cue
_PLURAL = frozenset(f"{_WHO}|{_WERE}".split("|"))
_AFTER_THINGS = frozenset(_VERB.split("|"))
_LED_BY = _PLURAL | _AFTER_THINGS
_ARTICLES = frozenset([
    "een", "deze", "dit", "un", "une", "cette", "cet", "ce", "this", "ein", "eine", "diese", "dieser", "dieses", "de", "het", "ons", "onze",
    "la", "le", "l", "notre", "the", "our", "der", "die", "das", "unser", "unsere",
])  # fmt: skip


def born(text: str, cue: int, place: int) -> bool:
    """Return whether the sentence of a birth cue speaks of a thing; `place` is where the place begins.

    Whose the thing is, is a person: "de stichter van het bedrijf is geboren in".
    """
    first = min(cue, place)
    if place < cue:  # "het idee is in Gent geboren"
        first = text.rfind(" ", max(0, place - 5), max(0, place - 1)) + 1 or place
    verb = text[cue : cue + 9].lower().startswith(_BEGIN_WITH_VERB)
    return _led_to(text[max(0, first - _REACH - _OWNER) : first], verb=verb) or _made_from(text, max(cue, place))


@lru_cache(maxsize=1 << 10)  # several patterns ask about one cue, and two recognisers about those of a window
def _led_to(before: str, *, verb: bool) -> bool:
    """Whether what stands before a cue is a thing; `verb`: the cue itself is what it does."""
    low = max(0, len(before) - _REACH)
    ended = before.rstrip(" \n")
    match = _LAST_WORD.search(ended, max(0, len(ended) - _LONGEST_WORD))
    last = match[0] if match else ""
    comma = ended.endswith(",")
    if not (comma or verb or last.islower() or last.isdigit() or not _LED_BY.isdisjoint(_forms(last))):
        return False
    words = set(_LETTERS.findall(" ".join(ended.lower().rsplit(" ", _NEAR)[-_NEAR:])))
    for pattern in _patterns(before, last, words, comma=comma, verb=verb):
        thing = pattern.search(before, low)
        if pattern is _MANY and thing is not None and _THEIRS.search(before, max(0, thing.start() - _OWNER), thing.start()):
            continue
        if thing is not None and not _OF_ONE.search(before, max(0, thing.start() - _OWNER), thing.start()):
            return True
    if comma:
        return not _FEELINGS.isdisjoint(words) and bool(_FEELING.search(before, low))
    if not last.islower() or _ARTICLES.isdisjoint(words):
        return False
    some = _SOME.search(before, low) or _THE.search(before, low)
    owned = some is not None and _OF_ONE.search(before, max(0, some.start() - _OWNER), some.start())
    return some is not None and not owned and not _PEOPLE.search(some["words"])


def _patterns(before: str, last: str, words: set[str], *, comma: bool, verb: bool) -> Iterator[re.Pattern[str]]:
    """The expressions that can match at the end of a text, by its last word and by its last few words: the search is dear."""
    forms = _forms(last)
    if not _PLURAL.isdisjoint(forms):
        yield _MANY
    after = last.isdigit() or not _AFTER_THINGS.isdisjoint(forms)
    if after and not _WORDS.isdisjoint(_LETTERS.findall(before.lower())):
        yield _BEFORE
    if _WORDS.isdisjoint(words):
        return
    if comma:
        yield _OURS
    if verb and (not last.islower() or not _WORDS.isdisjoint(forms)):  # what it is called may stand between
        yield _WITH_VERB


def _forms(last: str) -> tuple[str, str]:
    """A last word in small letters, with and without what an apostrophe joins to it: "l'idée", "'Mensen"."""
    word = last.lower()
    return word, word.rpartition("'")[2]


def _made_from(text: str, place: int) -> bool:
    """Whether what stands behind a place says of what a thing was made: "geboren in Gent uit een idee"."""
    return (
        _OUT.match(text, place) is not None
        and not _WORDS.isdisjoint(_LETTERS.findall(text[place : place + _BEHIND].lower()))
        and _FROM.match(text, place) is not None
    )
