"""The words that are printed on identity documents, in four languages and some of our neighbours', and those of other cards and papers.

Belgian cards after the Council of Europe's register of documents (PRADO BEL-BO, BEL-FO, BEL-HO) and the eID Viewer's own strings;
permits after Regulation (EC) 1030/2002; driving licences after Directive 2006/126/EC, annex I; passports after ICAO 9303.
"""

from __future__ import annotations

IDENTITY, PERMIT, LICENCE, PASSPORT, KIDS = "identity card", "residence permit", "driving licence", "passport", "kids card"

TITLES: dict[str, tuple[str, ...]] = {
    IDENTITY: (
        "identiteitskaart", "carte d identite", "carte nationale d identite", "personalausweis", "identity card", "dowod osobisty",
        "carta di identita", "carte de identitate", "documento nacional de identidad", "cartao de cidadao", "kimlik karti",
    ),
    KIDS: ("identiteitsdocument", "document d identite", "identitatsdokument", "identity document", "kids id"),
    PERMIT: ("verblijfstitel", "titre de sejour", "aufenthaltstitel", "residence permit", "verblijfskaart", "carte de sejour", "aufenthaltskarte", "residence card"),
    LICENCE: ("rijbewijs", "permis de conduire", "fuhrerschein", "driving licence", "prawo jazdy", "patente di guida", "permiso de conduccion"),
    PASSPORT: ("paspoort", "passeport", "reisepass", "passport", "paszport", "passaporto", "pasaporte"),
}  # fmt: skip
"""Titles by kind of document, in plain small letters."""

COUNTRIES = (
    "belgie", "belgique", "belgien", "belgium", "koninkrijk", "royaume", "konigreich", "republique francaise", "bundesrepublik deutschland",
    "romania", "rzeczpospolita polska", "repubblica italiana", "reino de espana", "nederlanden",
)  # fmt: skip

REGISTER = (
    "rijksregister", "registre national", "nationalregisternummer", "national register",
)  # fmt: skip
"""The label of the national number, which stands on the back of Belgian cards."""

LABELS: dict[str, tuple[str, ...]] = {
    "given names": ("voornamen", "given names", "prenoms", "vornamen", "first name", "imiona", "prenume"),
    "surname": ("surname", "naam name", "nom name", "nazwisko", "cognome", "last name"),
    "birth": (
        "geboorteplaats", "place and date of birth", "date of birth", "lieu et date de naissance", "geburtsort", "place of birth",
        "date de naiss", "geburtstag", "data urodzenia", "luogo e data",
    ),
    "sex": ("geslacht", "sexe", "geschlecht", "sex"),
    "nationality": ("nationaliteit", "nationality", "nationalite", "staatsangehorigkeit", "cetatenie"),
    "card number": ("kaartnr", "card no", "carte card no", "kartennr", "documentnummer", "document no", "du document", "card number", "numer dowodu"),
    "validity": ("geldig van", "geldig tot", "valid from", "valable du", "gultig von", "gultig bis", "date of expiry", "validity", "scadenza", "validite"),
    "holder's signature": ("handtekening van de houder", "holder s signature", "signature du titulaire", "unterschrift"),
    "issue": ("afgegeven te", "place of issue", "delivree a", "ausgestellt in", "issued at", "authority", "handtekening van de ambtenaar", "signature of the official", "date of issue"),
    "permit": ("type titel", "type of permit", "arbeidsmarkt", "marche du travail", "beperkt verblijf", "sejour limite", "limited stay", "langdurig ingezetene", "familielid eu", "blauwe kaart", "carte bleue", "opmerkingen remarks"),
}  # fmt: skip
"""Labels of fields by what they label."""

OTHERS: dict[str, tuple[str, ...]] = {
    "bank card": ("bancontact", "maestro", "mastercard", "visa", "valid thru", "expires end", "debit", "credit card", "bank", "banque"),
    "insurance card": (
        "ziekteverzekeringskaart", "ziekteverzekering", "assurance maladie", "krankenversicherungskarte", "health insurance", "mutualiteit",
        "mutualite", "ziekenfonds", "isi",
    ),
    "transport card": ("mobib", "de lijn", "nmbs", "sncb", "stib", "abonnement", "buzzy pazz"),
    "loyalty card": ("klantenkaart", "carte de fidelite", "spaarkaart", "punten", "kortingskaart", "points", "korting", "voordeelkaart"),
    "badge": (
        "personeelsbadge", "badge", "medewerker", "bezoeker", "visitor", "carte de service", "staff card", "toegangskaart", "visiteur", "employee",
        "lidkaart", "carte de membre", "studentenkaart", "carte d etudiant", "dienstkaart", "werknemer",
    ),
    "paper": (
        "curriculum vitae", "werkervaring", "opleidingen", "inschrijvingsformulier", "formulaire d inscription", "formulier", "sollicitatie", "vacature",
        "aanvraagformulier", "gelieve", "beste", "geachte", "madame monsieur",
    ),
}  # fmt: skip
"""Words of what is no identity document, by what it is."""
