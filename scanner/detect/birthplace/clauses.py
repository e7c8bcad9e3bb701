"""Places of birth in the clause of a cue, though not right behind it with a preposition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner import dates
from scanner.detect.birthplace import things
from scanner.detect.birthplace.values import LIKELY, NAME, Found, Values
from scanner.detect.recognizers import birth_date

_DATED = rf"(?:[ ]*:[ ]*|[ ,]{{0,3}})(?:(?:(?:op|le|am|on|the|den)[ ])?(?:{dates.PATTERN})|(?:(?:in|en|anno)[ ])?(?:19|20)\d\d)"
_LONGEST = 80  # characters before a cue in which a woman is named
# Where no preposition stands before a place: "klant, geboren Damascus, gehuwd"; a woman's name there is more often that of her family.
_BARE = re.compile(rf"geboren(?:[ ]?:)?[ ](?P<place>{NAME})(?=[ ]?[,.;)\n(]|[ ]?$)")
_OF_A_WOMAN = re.compile(r"(?<![\w-])(?:mevrouw|mevr|mw|mej|madame|mme|frau|weduwe|echtgenote)(?![\w-])", re.IGNORECASE)
# What such a clause begins with; asked before its words are read.
_LEADS = r"(?-i:[ ](?:op|in|als|is|werd|en|tijdens|thuis|onder|net|vlak|ergens|dans|chez|sur|comme|et|à|au|pendant|quelque|on|at|into|as|and|somewhere|just|during|auf|im|und|wurde|ist|während|irgendwo)[ ])"
# Further on in the same clause: "geboren op een boerderij in Alveringem", "geboren is te Ronse", "née dans une ferme à Gouvy".
_FAR = re.compile(
    rf"{birth_date.CUE}(?P<told>{_DATED})?(?={_LEADS})(?P<words>(?:[ ](?-i:[a-zà-ÿ'’-]+)){{1,8}}?)[ ](?P<prep>te|in|à|zu|at|bij|nabij|near|bei|van|de|of|du)[ ](?P<place>{NAME})",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"[ ](?:w[oa]on|wohn|habit|demeur|domicil|live|living|resid|werk|arbeit|travail|work|stud|school|école|loopt|liep|verhui|déménag|moved|gevlucht|naar|vers|towards|before|voor|avant|na|après"
    r"|nach|after|depuis|sinds|seit|since|toen|maar|mais|but|aber|groei|grandi|wuchs|grew|trouw|marié|married|heirat|actief|actif|active|ging|kwam|trok|verblij)",
    re.IGNORECASE,
)
_AND = re.compile(r"[ ](?:en|et|and|und)[ ]")
_BIRTH_HOUSE = re.compile(
    r"(?:moederhuis|ziekenhuis|kliniek|kraamkliniek|materniteit|kraamafdeling|hospitaal|maternité|hôpital|clinique|hospital|clinic|maternity|stad|dorp|gehucht|deelgemeente|regio|streek"
    r"|omgeving|buurt|provincie|ville|village|hameau|région|province|commune|environs|town|city|area|region|krankenhaus|klinik|nähe|gegend)$",
    re.IGNORECASE,
)


def bare(text: str, cue: int, values: Values) -> Iterator[Found]:
    """Yield a listed place right behind "geboren", which is no family name too."""
    match = _BARE.match(text, cue)
    end = values.end(text, match.start("place")) if match else None
    if match is None or end != match.end("place") or values.gazetteer.ambiguous(match["place"]):
        return
    if not _OF_A_WOMAN.search(text, max(0, cue - _LONGEST), cue):
        yield Found(match.start("place"), end, LIKELY, ("birth cue", "place list"), "birth sentence")


def further(text: str, cue: int, values: Values) -> Iterator[Found]:
    """Yield a listed place further on in the clause of a cue, where nothing else is told of the person before it."""
    match = _FAR.match(text, cue)
    if match is None or _OTHERWISE.search(match["words"]):
        return
    if match["told"] and _AND.match(match["words"] + " "):
        return  # "geboren op 12/05/1985 en sinds kort in Gent"
    if match["prep"].lower() in ("van", "de", "of", "du") and not _BIRTH_HOUSE.search(match["words"]):
        return
    end = values.end(text, match.start("place"))
    if end is not None and not things.born(text, cue, match.start("place")):
        yield Found(match.start("place"), end, LIKELY, ("birth cue", "place list"), "birth clause")
