"""The sentences behind the reasons of retention, in Dutch, French and English; one table, one sentence per key."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from scanner.retention.facts import Reason

LANGUAGES = ("nl", "fr", "en")
_Three = tuple[str, str, str]

SENTENCES: dict[str, _Three] = {
    # How the dates came about.
    "counted": ("{point} op {day} ({source}); de termijn is {period} (regel {rule}).", "{point} le {day} ({source}) ; le délai est de {period} (règle {rule}).",
                "{point} on {day} ({source}); the term is {period} (rule {rule})."),
    "counted_from_end_of_year": ("{point} op {day} ({source}); de termijn is {period}, geteld vanaf 31 december van dat jaar (regel {rule}).",
                                 "{point} le {day} ({source}) ; le délai est de {period}, compté à partir du 31 décembre de cette année (règle {rule}).",
                                 "{point} on {day} ({source}); the term is {period}, counted from 31 December of that year (rule {rule})."),
    "running": ("De bewaartermijn loopt tot en met {day}.", "Le délai de conservation court jusqu'au {day} inclus.", "The retention period runs up to and including {day}."),
    "due": ("De bewaartermijn liep tot en met {day}; te verwijderen ten laatste op {until}.", "Le délai de conservation courait jusqu'au {day} ; à supprimer au plus tard le {until}.",
            "The retention period ran up to and including {day}; to be deleted on {until} at the latest."),
    "overdue": ("Had ten laatste op {day} verwijderd moeten zijn: zo is het aan de betrokkenen beloofd.", "Aurait dû être supprimé au plus tard le {day} : c'est la promesse faite aux personnes concernées.",
                "Should have been deleted on {day} at the latest: that is the promise made to the people concerned."),
    "permanent": ("Wordt blijvend bewaard (regel {rule}).", "Se conserve en permanence (règle {rule}).", "Is kept for ever (rule {rule})."),
    "dossier_open": ("Het dossier is nog open.", "Le dossier est encore ouvert.", "The dossier is still open."),
    "not_yet": ("De termijn begint pas op {day}.", "Le délai ne commence que le {day}.", "The term begins on {day} only."),
    "rule_unconfirmed": ("Regel {rule} is nog niet bevestigd door de functionaris voor gegevensbescherming: er wordt niets verwijderd.",
                         "La règle {rule} n'est pas encore confirmée par le délégué à la protection des données : rien n'est supprimé.",
                         "Rule {rule} is not confirmed by the data protection officer yet: nothing is deleted."),
    # Why a person has to decide.
    "no_rule": ("Voor dit soort document is er geen regel.", "Il n'y a pas de règle pour ce type de document.", "There is no rule for this kind of document."),
    "no_rule_without_dossier": ("Hoort bij geen dossier, en de regel hangt af van het programma: zet de map in het register of bij `retention.folders`.",
                                "N'appartient à aucun dossier, et la règle dépend du programme : mettez le dossier dans le registre ou sous `retention.folders`.",
                                "Belongs to no dossier, and the rule depends on the programme: put the folder in the register or under `retention.folders`."),
    "no_dossier": ("Hoort bij geen dossier van het register, dus niemand weet wanneer de termijn begint.", "N'appartient à aucun dossier du registre : on ignore quand le délai commence.",
                   "Belongs to no dossier of the register, so nobody knows when the term begins."),
    "no_guidance_here": ("Staat in een map van de eigen werking, waar geen begeleiding eindigt.", "Se trouve dans un dossier de l'administration propre, où aucun accompagnement ne se termine.",
                         "Lies in a folder of the own administration, where no guidance ends."),
    "two_dossiers": ("{count} dossiers van het register maken aanspraak op deze map.", "{count} dossiers du registre revendiquent ce dossier de fichiers.", "{count} dossiers of the register claim this folder."),
    "register_contradicts": ("De data van het dossier in het register spreken elkaar tegen.", "Les dates du dossier dans le registre se contredisent.", "The dates of the dossier in the register contradict each other."),
    "event_unknown": ("Het register zegt niet wanneer dit was: {point}.", "Le registre ne dit pas quand a eu lieu : {point}.", "The register does not say when this was: {point}."),
    "document_date_unknown": ("De datum van het document is niet gevonden; de datum van het bestand telt niet, want een kopie verandert die.",
                              "La date du document n'a pas été trouvée ; celle du fichier ne compte pas, une copie la change.",
                              "The document's date was not found; that of the file does not count, since a copy changes it."),
    "document_dates_contradict": ("De data van het document spreken elkaar tegen.", "Les dates du document se contredisent.", "The document's dates contradict each other."),
    "date_ahead": ("De gevonden datum {day} ligt in de toekomst.", "La date trouvée, {day}, est dans l'avenir.", "The date found, {day}, lies ahead."),
    "date_implausible": ("De datum {day} kan niet juist zijn.", "La date {day} ne peut pas être juste.", "The date {day} cannot be right."),
    "detection_unknown": ("Wanneer dit gevonden werd is niet bekend.", "On ignore quand ceci a été trouvé.", "When this was found is not known."),
    "forbidden_data": ("Bevat wat in geen geval bewaard mag worden: {entity}.", "Contient ce qui ne peut être conservé en aucun cas : {entity}.", "Holds what may be kept in no case: {entity}."),
    "special_without_consent": ("Bevat gevoelige gegevens zonder toestemming in het register: {entity}.", "Contient des données sensibles sans consentement dans le registre : {entity}.",
                                "Holds special data without consent in the register: {entity}."),
    "rule_asks": ("De termijn is voorbij; regel {rule} laat iemand beslissen.", "Le délai est passé ; la règle {rule} laisse la décision à une personne.", "The term is over; rule {rule} leaves the decision to a person."),
    "not_fully_read": ("Kon niet volledig gelezen worden ({coverage}), dus vervalt niet vanzelf.", "N'a pas pu être lu entièrement ({coverage}), donc n'échoit pas de soi.",
                       "Could not be read completely ({coverage}), so it is not due by itself."),
    "class_uncertain": ("Wat voor document dit is staat voor {percent} % vast.", "Le type de document n'est sûr qu'à {percent} %.", "What kind of document this is is {percent} % certain."),
    "just_arrived": ("Pas op {day} voor het eerst gezien; dat is minder dan {days} dagen geleden.", "Vu pour la première fois le {day}, il y a moins de {days} jours.", "First seen on {day} only, less than {days} days ago."),
    "made_after_term": ("Draagt de datum {day}, van na de uiterste dag voor verwijdering: is het dossier heropend?", "Porte la date du {day}, après le dernier jour de suppression : le dossier a-t-il été rouvert ?",
                        "Bears the date {day}, after the last day for deletion: was the dossier reopened?"),
    "cannot_be_judged": ("Kon niet beoordeeld worden ({error}).", "N'a pas pu être jugé ({error}).", "Could not be judged ({error})."),
    "held": ("Wordt vastgehouden ({count}); niets verwijdert dit tot dat is opgeheven.", "Est retenu ({count}) ; rien ne le supprime tant que cela n'est pas levé.", "Is on hold ({count}); nothing deletes it until that is lifted."),
    # Alarms over a plan or an import.
    "alarm_register_empty": ("Het register is leeg (voorheen {before} dossiers): er wordt niets verwijderd. Voer het register in.",
                             "Le registre est vide ({before} dossiers auparavant) : rien n'est supprimé. Importez le registre.",
                             "The register is empty ({before} dossiers before): nothing is deleted. Import the register."),
    "alarm_no_rules": ("Er zijn geen bewaarregels: er wordt niets verwijderd. Herstel de map `retention` van de regels.", "Il n'y a pas de règles de conservation : rien n'est supprimé. Restaurez le dossier `retention` des règles.",
                       "There are no retention rules: nothing is deleted. Restore the folder `retention` of the rules."),
    "alarm_clock_back": ("De klok staat op {day}, vroeger dan al gezien is: er wordt niets verwijderd. Zet ze juist.", "L'horloge indique le {day}, plus tôt que déjà vu : rien n'est supprimé. Réglez-la.",
                         "The clock says {day}, earlier than was seen before: nothing is deleted. Set it right."),
    "alarm_clock_ahead": ("Sinds het vorige plan zouden {days} dagen verlopen zijn: er wordt niets verwijderd. Zet de klok juist of bevestig de datum.",
                          "Depuis le plan précédent, {days} jours seraient passés : rien n'est supprimé. Réglez l'horloge ou confirmez la date.",
                          "{days} days would have passed since the last plan: nothing is deleted. Set the clock right, or confirm the date."),
    "alarm_root_empty": ("Van {before} bestanden is er geen enkel meer: is de schijf aangesloten?", "Des {before} fichiers il n'en reste aucun : le disque est-il monté ?", "Of {before} files none is left: is the disk mounted?"),
    "alarm_all_due": ("Alle {files} bestanden van deze map vervallen ineens: er wordt niets verwijderd tot iemand dit nakijkt.", "Les {files} fichiers de ce dossier échoient tous d'un coup : rien n'est supprimé avant vérification.",
                      "All {files} files of this root are suddenly due: nothing is deleted until a person has looked."),
    "alarm_mass_due": ("{newly} van {files} bestanden ({percent} %) vervallen ineens: er wordt niets verwijderd tot iemand dit nakijkt.", "{newly} fichiers sur {files} ({percent} %) échoient d'un coup : rien n'est supprimé avant vérification.",
                       "{newly} of {files} files ({percent} %) are suddenly due: nothing is deleted until a person has looked."),
    "alarm_removal": ("Deze invoer zou {removed} van {before} dossiers weghalen ({percent} %); er is niets veranderd. Kijk het bestand na, of bevestig de invoer.",
                      "Cet import retirerait {removed} dossiers sur {before} ({percent} %) ; rien n'a changé. Vérifiez le fichier, ou confirmez l'import.",
                      "This import would remove {removed} of {before} dossiers ({percent} %); nothing was changed. Check the file, or confirm the import."),
    # What is wrong with a line of the register.
    "row_missing": ("{column} is leeg.", "{column} est vide.", "{column} is empty."),
    "row_outside": ("{column} ligt buiten de gescande mappen, of noemt er een helemaal.", "{column} est hors des dossiers analysés, ou en désigne un en entier.", "{column} lies outside the roots, or names a whole root."),
    "row_several_roots": ("{column} bestaat in meer dan een gescande map: schrijf het volledige pad.", "{column} existe dans plusieurs dossiers analysés : écrivez le chemin complet.", "{column} exists in more than one root: write the whole path."),
    "row_twice": ("dit dossier staat al op regel {first}; die telt.", "ce dossier figure déjà à la ligne {first} ; c'est elle qui compte.", "this dossier stands on line {first} already; that one counts."),
    "row_no_date": ("{column} is geen datum: schrijf dag/maand/jaar met vier cijfers, of jjjj-mm-dd.", "{column} n'est pas une date : écrivez jour/mois/année à quatre chiffres, ou aaaa-mm-jj.",
                    "{column} is no date: write day/month/year with four digits, or yyyy-mm-dd."),
    "row_date_implausible": ("{column} kan niet juist zijn: het jaar ligt te ver weg.", "{column} ne peut pas être juste : l'année est trop éloignée.", "{column} cannot be right: the year is too far away."),
    "row_before_opened": ("{column} ligt voor de opening van het dossier.", "{column} précède l'ouverture du dossier.", "{column} lies before the dossier was opened."),
    "row_unknown_key": ("{column} staat niet in de configuratie.", "{column} ne figure pas dans la configuration.", "{column} is not in the configuration."),
    "row_cells": ("de regel heeft meer velden dan de kop.", "la ligne a plus de champs que l'en-tête.", "the line has more fields than the header."),
    "row_no_folder": ("{column} bestaat niet; het dossier wordt zonder map ingevoerd.", "{column} n'existe pas ; le dossier est importé sans dossier de fichiers.", "{column} does not exist; the dossier is imported without folder."),
    "row_born_later": ("{column} ligt in de toekomst en wordt genegeerd.", "{column} est dans l'avenir et est ignorée.", "{column} lies ahead and is ignored."),
    "row_unknown_consent": ("{column} noemt een onbekend soort toestemming; dat wordt genegeerd.", "{column} cite un consentement inconnu ; il est ignoré.", "{column} names an unknown kind of consent, which is ignored."),
    "row_same_folder": ("{column} is ook die van het dossier op regel {first}: wat erin staat gaat naar een mens.", "{column} est aussi celui du dossier de la ligne {first} : son contenu ira à une personne.",
                        "{column} is also that of the dossier on line {first}: what is in it goes to a person."),
    "row_far_ahead": ("{column} ligt meer dan tien jaar vooruit.", "{column} est à plus de dix ans.", "{column} lies more than ten years ahead."),
    "column_unknown": ("de kolom {column} is niet bekend en wordt niet gelezen.", "la colonne {column} est inconnue et n'est pas lue.", "the column {column} is not known and is not read."),
}  # fmt: skip

_WORDS: dict[str, _Three] = {
    "end_of_guidance": ("einde van de begeleiding", "fin de l'accompagnement", "end of the guidance"),
    "end_of_contract": ("einde van het contract", "fin du contrat", "end of the contract"),
    "end_of_project": ("einde van het project", "fin du projet", "end of the project"),
    "last_payment": ("laatste betaling", "dernier paiement", "last payment"),
    "document_date": ("datum van het document", "date du document", "date of the document"),
    "end_of_calendar_year": ("datum van het document", "date du document", "date of the document"),
    "detection": ("gevonden", "trouvé", "found"),
    "consent_withdrawn": ("toestemming ingetrokken", "consentement retiré", "consent withdrawn"),
    "register": ("volgens het register", "selon le registre", "from the register"),
    "signed": ("ondertekend, in de tekst", "signé, dans le texte", "signed, in the text"),
    "text": ("in de tekst", "dans le texte", "in the text"),
    "metadata": ("eigenschappen van het document", "propriétés du document", "properties of the document"),
    "name": ("naam van bestand of map", "nom du fichier ou du dossier", "name of file or folder"),
    "full": ("volledig", "entièrement", "in full"),
    "partial": ("gedeeltelijk", "en partie", "in part"),
    "none": ("niet", "pas du tout", "not at all"),
}  # fmt: skip
_UNITS = {"Y": (("jaar", "jaar"), ("an", "ans"), ("year", "years")), "M": (("maand", "maanden"), ("mois", "mois"), ("month", "months")),
          "D": (("dag", "dagen"), ("jour", "jours"), ("day", "days"))}  # fmt: skip
_BY_DETECTION = {"source": ("door de scanner", "par l'analyse", "by the scanner")}


def sentence(reason: Reason, language: str, names: Callable[[str], str] = str) -> str:
    """Return a reason as one sentence in nl, fr or en; `names` gives the words of an entity. Raises KeyError for an unknown key."""
    column = LANGUAGES.index(language)
    values = {name: _said(name, value, column, names) for name, value in reason.values}
    text = SENTENCES[reason.key][column].format(**values)
    return text[:1].upper() + text[1:]


def _said(name: str, value: str | int | date, column: int, names: Callable[[str], str]) -> str:
    if isinstance(value, date):
        return value.isoformat() if LANGUAGES[column] == "en" else f"{value:%d/%m/%Y}"
    if name == "entity":
        return names(str(value))
    if name == "period":
        return period(str(value), LANGUAGES[column])
    if name == "source" and value == "detection":
        return _BY_DETECTION["source"][column]
    if name in ("point", "source", "coverage"):
        return _WORDS[str(value)][column]
    return str(value)


def period(written: str, language: str) -> str:
    """Return an ISO 8601 period such as P1Y6M in words."""
    column = LANGUAGES.index(language)
    parts = re.findall(r"([0-9]+)([YMD])", written)
    return " ".join(f"{number} {_UNITS[unit][column][number != '1']}" for number, unit in parts)


_LINE = ("regel", "ligne", "line")


def line(number: int, reason: Reason, language: str) -> str:
    """Return what is wrong with a line of the register, `regel 3: …`."""
    return f"{_LINE[LANGUAGES.index(language)]} {number}: {sentence(reason, language)}"
