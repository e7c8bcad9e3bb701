"""Why something is a finding, and where it stands, in the words of people who know nothing of detectors."""

from __future__ import annotations

_LANGUAGES = ("nl", "fr", "en")
_WORDS: dict[str, tuple[str, str, str]] = {
    "checksum": ("het controlegetal klopt", "le chiffre de contrôle est correct", "its check digits are right"),
    "check digits": ("de controlecijfers kloppen", "les chiffres de contrôle sont corrects", "its check digits are right"),
    "check failed": ("het controlegetal klopt niet", "le chiffre de contrôle est faux", "its check digits are wrong"),
    "leading zero restored": ("zonder voorloopnul geschreven", "écrit sans zéro initial", "written without its leading zero"),
    "misread digit repaired": ("een verkeerd gelezen cijfer hersteld", "un chiffre mal lu corrigé", "a misread digit repaired"),
    "in neighbouring cells": ("over aangrenzende cellen verdeeld", "réparti sur des cellules voisines", "spread over neighbouring cells"),
    "place list": ("een bekende plaatsnaam", "un nom de lieu connu", "a known place"),
    "date": ("naast een datum", "à côté d'une date", "beside a date"),
    "MRZ": ("in de machineleesbare zone", "dans la zone lisible par machine", "in the machine-readable zone"),
    "same birth date in the document": ("dezelfde geboortedatum staat erbij", "la même date de naissance y figure", "the same birth date stands there"),
}  # fmt: skip
_BEGINNINGS: dict[str, tuple[str, str, str]] = {
    "label: ": ("naast “{}”", "à côté de « {} »", "beside “{}”"),
    "part: ": ("in een deel: {}", "dans une partie : {}", "in a part: {}"),
    "zone ": ("zone {}", "zone {}", "zone {}"),
}

_PLACES: dict[str, tuple[str, str, str]] = {
    "file name": ("bestandsnaam", "nom du fichier", "file name"),
    "page": ("pagina", "page", "page"),
    "paragraph": ("alinea", "paragraphe", "paragraph"),
    "sheet": ("blad", "feuille", "sheet"),
    "slide": ("dia", "diapositive", "slide"),
    "header": ("koptekst", "en-tête", "header"),
    "footer": ("voettekst", "pied de page", "footer"),
    "comment": ("opmerking", "commentaire", "comment"),
    "note": ("notitie", "note", "note"),
    "footnote": ("voetnoot", "note de bas de page", "footnote"),
    "attachment": ("bijlage", "pièce jointe", "attachment"),
    "metadata": ("eigenschap", "propriété", "property"),
    "image": ("beeld", "image", "picture"),
    "line": ("regel", "ligne", "line"),
    "row": ("rij", "ligne", "row"),
    "table": ("tabel", "tableau", "table"),
    "chart": ("grafiek", "graphique", "chart"),
    "field": ("veld", "champ", "field"),
    "form field": ("formulierveld", "champ de formulaire", "form field"),
    "text box": ("tekstvak", "zone de texte", "text box"),
    "annotation": ("aantekening", "annotation", "annotation"),
}  # fmt: skip
_PARTS = " > "


def place(locator: str, language: str) -> str:
    """Return where something stands in nl, fr or en; names in it, and what has no words of ours, stay as they are."""
    column = _LANGUAGES.index(language)
    return _PARTS.join(_place(part, column) for part in locator.split(_PARTS))


def _place(part: str, column: int) -> str:
    for words in (" ".join(part.split(" ")[:count]) for count in (2, 1)):
        if words in _PLACES:
            return _PLACES[words][column] + part[len(words) :]
    return part


def said(evidence: str, language: str) -> str:
    """Return one piece of evidence in nl, fr or en; one that has no words of ours is returned as it is."""
    column = _LANGUAGES.index(language)
    if evidence in _WORDS:
        return _WORDS[evidence][column]
    for beginning, words in _BEGINNINGS.items():
        if evidence.startswith(beginning):
            return words[column].format(evidence.removeprefix(beginning))
    return evidence
