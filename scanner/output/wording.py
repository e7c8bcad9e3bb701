"""The words on screen in Dutch, French and English."""

from __future__ import annotations

import os
from collections.abc import Mapping

from scanner.output.service_words import WORDS

LANGUAGES = ("nl", "fr", "en")
_COLUMN = {language: index for index, language in enumerate(LANGUAGES)}

_WORDS: dict[str, tuple[str, str, str]] = {
    "title": ("Wat op deze schijf niet bewaard mag worden", "Ce qui ne peut pas être conservé sur ce disque", "What may not be kept on this share"),
    "files": ("bestanden", "fichiers", "files"),
    "read_full": ("volledig gelezen", "lus entièrement", "read completely"),
    "read_partial": ("gedeeltelijk gelezen", "lus en partie", "read in part"),
    "read_none": ("niet gelezen", "non lus", "not read"),
    "forbidden": ("Verboden gegevens", "Données interdites", "Forbidden data"),
    "special": ("Gevoelige gegevens", "Données sensibles", "Sensitive data"),
    "personal": ("Gewone persoonsgegevens", "Données personnelles ordinaires", "Ordinary personal data"),
    "notes": ("Onzekere vondsten, na te kijken", "Résultats incertains, à vérifier", "Uncertain findings, to be reviewed"),
    "none_found": ("Geen verboden gegevens gevonden.", "Aucune donnée interdite trouvée.", "No forbidden data found."),
    "not_all_read": ("Niet alles kon gelezen worden: wat niet gelezen is, is niet goedgekeurd.", "Tout n'a pas pu être lu : ce qui n'est pas lu n'est pas approuvé.",
                     "Not everything could be read: what was not read is not cleared."),
    "classes": ("Soorten documenten", "Types de documents", "Kinds of documents"),
    "reasons": ("Waarom niet (volledig) gelezen", "Pourquoi pas (entièrement) lus", "Why not read (completely)"),
    "suppressed": ("Toegelaten door het beleid", "Admis par la politique", "Allowed by policy"),
    "policies": ("Beleid dat aandacht vraagt", "Politique à revoir", "Policies that need attention"),
    "policy_expired": ("verliep op {until} en laat niets meer toe; verleng met een nieuwe datum of verwijder", "a expiré le {until} et n'admet plus rien ; prolongez avec une nouvelle date ou supprimez",
                       "expired on {until} and allows nothing any more; renew it with a new date, or remove it"),
    "policy_expires": ("verloopt op {until}; beslis of het verlengd wordt", "expire le {until} ; décidez s'il faut prolonger", "expires on {until}; decide whether to renew it"),
    "policy_no_key": ("laat niets toe in deze scan, die geen blijvende sleutel heeft", "n'admet rien dans cette analyse, qui n'a pas de clé durable", "allows nothing in this scan, which has no lasting key"),
    "policy_key": ("aanvaarde waarden vragen een blijvende sleutel: zet `state_dir` in de configuratie of geef --state-dir",
                   "les valeurs acceptées demandent une clé durable : mettez `state_dir` dans la configuration ou donnez --state-dir",
                   "accepted values need a lasting key: set `state_dir` in the configuration or give --state-dir"),
    "until": ("tot en met", "jusqu'au", "until"),
    "by": ("Door", "Par", "By"),
    "worst": ("Mappen met het meest", "Dossiers les plus chargés", "Folders with most"),
    "next": ("Alle details: voeg --html rapport.html of --jsonl resultaat.jsonl toe.", "Tous les détails : ajoutez --html rapport.html ou --jsonl resultat.jsonl.",
             "All details: add --html report.html or --jsonl result.jsonl."),
    "folders_shut": ("mappen die niet te openen zijn", "dossiers impossibles à ouvrir", "folders that could not be opened"),
    "other_entries": ("koppelingen en speciale bestanden, niet gevolgd", "liens et fichiers spéciaux, non suivis", "links and special files, not followed"),
    "excluded": ("uitgesloten", "exclus", "excluded"),
    "interrupted": ("Onderbroken: dit is wat tot dan gelezen was.", "Interrompu : voici ce qui était lu jusque-là.", "Interrupted: this is what was read until then."),
    "seconds": ("seconden", "secondes", "seconds"),
    "path": ("Bestand", "Fichier", "File"),
    "what": ("Wat", "Quoi", "What"),
    "where": ("Waar", "Où", "Where"),
    "preview": ("Gemaskeerd", "Masqué", "Masked"),
    "mosaic": ("Onherkenbare voorvertoning van de bladzijde in {columns} bij {rows} vakjes.", "Aperçu méconnaissable de la page en {columns} cases sur {rows}.",
               "Unrecognisable preview of the page in {columns} by {rows} cells."),
    "mosaic_box": ("Kader om de kaart: van {left} tot {right} % van links, van {top} tot {bottom} % van boven.",
                   "Cadre autour de la carte : de {left} à {right} % depuis la gauche, de {top} à {bottom} % depuis le haut.",
                   "Frame around the card: from {left} to {right} % from the left, from {top} to {bottom} % from the top."),
    "why": ("Waarom", "Pourquoi", "Why"),
    "sure": ("Zekerheid", "Certitude", "Confidence"),
    "do": ("Wat te doen", "Que faire", "What to do"),
    "count": ("Aantal", "Nombre", "Count"),
    "reason": ("Reden", "Raison", "Reason"),
    "kind": ("Soort", "Type", "Kind"),
    "more": ("en nog {n}, zie het JSON- of CSV-bestand", "et encore {n}, voir le fichier JSON ou CSV", "and {n} more, see the JSON or CSV file"),
    "open_access": ("Verboden of gevoelige gegevens waar te veel mensen bij kunnen", "Données interdites ou sensibles accessibles à trop de personnes",
                    "Forbidden or sensitive data that too many can reach"),
    "open_to_everyone": ("iedereen kan erbij", "tout le monde y a accès", "everyone can reach it"),
    "open_to_large_group": ("een grote groep kan erbij", "un grand groupe y a accès", "a large group can reach it"),
    "open_to_group_of_unknown_size": ("een groep van onbekende grootte kan erbij", "un groupe de taille inconnue y a accès", "a group of unknown size can reach it"),
    "openness_unknown": ("wie erbij kan is niet vast te stellen", "impossible de déterminer qui y a accès", "who can reach it cannot be told"),
    "run": ("Over deze scan", "À propos de cette analyse", "About this scan"),
    "version": ("Versie", "Version", "Version"),
    "rules": ("Regels", "Règles", "Rules"),
    "config": ("Configuratie", "Configuration", "Configuration"),
    "started": ("Begonnen", "Début", "Started"),
    "roots": ("Gescand", "Analysé", "Scanned"),
    "skip": ("Naar de inhoud", "Aller au contenu", "Skip to content"),
    "coverage": ("Wat gelezen is", "Ce qui a été lu", "What was read"),
    "filter": ("Filter", "Filtrer", "Filter"),
    "BE_NATIONAL_REGISTER_NUMBER": ("Rijksregisternummer", "Numéro de registre national", "National register number"),
    "BE_ID_CARD_NUMBER": ("Nummer van een identiteitskaart", "Numéro de carte d'identité", "Identity card number"),
    "PLACE_OF_BIRTH": ("Geboorteplaats", "Lieu de naissance", "Place of birth"),
    "ID_PHOTO": ("Foto van een identiteitskaart", "Photo d'une carte d'identité", "Photo from an identity card"),
    "ID_CARD_COPY": ("Kopie van een identiteitsdocument", "Copie d'un document d'identité", "Copy of an identity document"),
    "ID_MRZ": ("Machineleesbare zone", "Zone lisible par machine", "Machine-readable zone"),
    "EID_EXPORT": ("Export van de eID-lezer", "Export du lecteur eID", "eID Viewer export"),
    "HEALTH": ("Gezondheid", "Santé", "Health"),
    "LIFESTYLE": ("Leefgewoonten", "Habitudes de vie", "Habits of life"),
    "RELIGION": ("Geloof of levensbeschouwing", "Religion ou convictions", "Religion or belief"),
    "ETHNIC_ORIGIN": ("Etnische afkomst", "Origine ethnique", "Ethnic origin"),
    "POLITICAL_OPINION": ("Politieke opvatting", "Opinion politique", "Political opinion"),
    "UNION_MEMBERSHIP": ("Lidmaatschap van een vakbond", "Appartenance syndicale", "Trade union membership"),
    "SEXUAL_ORIENTATION": ("Seksuele gerichtheid of genderidentiteit", "Orientation sexuelle ou identité de genre", "Sexual orientation or gender identity"),
    "CRIMINAL_RECORD": ("Strafrechtelijk verleden", "Passé judiciaire", "Criminal record"),
    "PERSON_PHOTO": ("Foto van personen", "Photo de personnes", "Photo of people"),
    "IKL_NUMBER": ("IKL-nummer", "Numéro IKL", "IKL number"),
    "DATE_OF_BIRTH": ("Geboortedatum", "Date de naissance", "Date of birth"),
    "NATIONALITY": ("Nationaliteit", "Nationalité", "Nationality"),
    "PERSON": ("Naam van een persoon", "Nom d'une personne", "Name of a person"),
    "ADDRESS": ("Adres", "Adresse", "Address"),
    "EMAIL_ADDRESS": ("E-mailadres", "Adresse e-mail", "E-mail address"),
    "PHONE_NUMBER": ("Telefoonnummer", "Numéro de téléphone", "Phone number"),
    "IBAN_CODE": ("Rekeningnummer (IBAN)", "Numéro de compte (IBAN)", "Account number (IBAN)"),
    "cv": ("cv", "CV", "CV"),
    "motivation_letter": ("motivatiebrief", "lettre de motivation", "motivation letter"),
    "performance_review": ("functioneringsgesprek", "entretien de fonctionnement", "performance review"),
    "evaluation_report": ("evaluatieverslag", "rapport d'évaluation", "evaluation report"),
    "diploma": ("diploma", "diplôme", "diploma"),
    "certificate": ("getuigschrift", "certificat", "certificate"),
    "attestation": ("attest", "attestation", "attestation"),
    "training_record": ("bijscholing", "formation suivie", "training record"),
    "employment_record": ("tewerkstellingsbewijs", "preuve d'emploi", "employment record"),
    "medical_report": ("medisch document", "document médical", "medical report"),
    "id_card_copy": ("identiteitsdocument", "document d'identité", "identity document"),
    "guidance_report": ("begeleidingsverslag", "rapport d'accompagnement", "guidance report"),
    "consent_form": ("toestemming", "consentement", "consent form"),
    "person_list": ("lijst van personen", "liste de personnes", "list of persons"),
    "employment_contract": ("arbeidsovereenkomst", "contrat de travail", "employment contract"),
    "payslip": ("loonbrief", "fiche de paie", "payslip"),
    "invoice": ("factuur", "facture", "invoice"),
    "vacancy": ("vacature", "offre d'emploi", "vacancy"),
    "minutes": ("verslag van een vergadering", "procès-verbal", "minutes"),
    "reference_document": ("naslagdocument of blanco formulier", "document de référence ou formulaire vierge", "reference document or blank form"),
    "photo": ("foto", "photo", "photo"),
    "other": ("andere", "autre", "other"),
    "encrypted": ("versleuteld: vraag het wachtwoord of verwijder", "chiffré : demandez le mot de passe ou supprimez", "encrypted: ask for the password or remove"),
    "corrupt": ("beschadigd", "endommagé", "damaged"),
    "unsupported": ("formaat wordt niet gelezen", "format non lu", "format that is not read"),
    "too_large": ("te groot", "trop grand", "too large"),
    "timeout": ("duurde te lang", "a pris trop de temps", "took too long"),
    "memory": ("vroeg te veel geheugen", "demandait trop de mémoire", "needed too much memory"),
    "crash": ("deed de lezer crashen", "a fait planter le lecteur", "crashed the reader"),
    "nesting": ("te diep genest", "imbriqué trop profondément", "nested too deeply"),
    "permission": ("geen rechten om te lezen", "pas le droit de lire", "no right to read"),
    "vanished": ("verdwenen of veranderd tijdens het lezen", "disparu ou modifié pendant la lecture", "gone or changed while being read"),
    "ocr_unavailable": ("tekst in beeld kon niet gelezen worden", "le texte en image n'a pas pu être lu", "text in pictures could not be read"),
    "ocr_low_confidence": ("tekst in beeld is slecht leesbaar", "texte en image peu lisible", "text in pictures is hard to read"),
    "advice_redact": ("Maak onleesbaar in het document, bewaar de rest", "Caviardez dans le document, gardez le reste", "Redact in the document, keep the rest"),
    "advice_delete": ("Verwijder het bestand", "Supprimez le fichier", "Delete the file"),
    "advice_review": ("Laat een verantwoordelijke beslissen: wissen of aanvaarden met reden", "Faites décider un responsable : effacer ou accepter avec motif",
                      "Let a person in charge decide: delete or accept with a reason"),
    "watch_network": ("netwerkmap: wijzigingen door andere machines worden niet gemeld; ze wordt volgens schema doorlopen",
                      "dossier réseau : les changements faits ailleurs ne sont pas signalés ; il est parcouru selon l'horaire",
                      "network folder: changes made elsewhere are not told; it is crawled on schedule"),
    "watch_limit": ("meer mappen dan het systeem laat volgen; de rest wordt volgens schema doorlopen. Verhoog fs.inotify.max_user_watches",
                    "plus de dossiers que le système ne permet de suivre ; le reste est parcouru selon l'horaire. Augmentez fs.inotify.max_user_watches",
                    "more folders than the system lets us watch; the rest is crawled on schedule. Raise fs.inotify.max_user_watches"),
    "watch_instances": ("het systeem laat geen mappen meer volgen; alles wordt volgens schema doorlopen. Verhoog fs.inotify.max_user_instances",
                        "le système ne permet plus de suivre des dossiers ; tout est parcouru selon l'horaire. Augmentez fs.inotify.max_user_instances",
                        "the system lets us watch no folders; all is crawled on schedule. Raise fs.inotify.max_user_instances"),
    "watch_unsupported": ("dit systeem meldt geen wijzigingen; alles wordt volgens schema doorlopen",
                          "ce système ne signale pas les changements ; tout est parcouru selon l'horaire",
                          "this system does not tell changes; all is crawled on schedule"),
    "guard_missing": ("De map bestaat niet: is de schijf of share aangekoppeld? Tot dan wordt niets als verwijderd beschouwd.",
                      "Le dossier n'existe pas : le disque ou le partage est-il monté ? D'ici là, rien n'est considéré comme supprimé.",
                      "The folder does not exist: is the disk or share mounted? Until then nothing counts as deleted."),
    "guard_unreadable": ("De map kan niet gelezen worden: controleer de rechten van de dienst en haar systemd-instellingen (ProtectHome).",
                         "Le dossier ne peut pas être lu : vérifiez les droits du service et ses réglages systemd (ProtectHome).",
                         "The folder cannot be read: check the rights of the service and its systemd settings (ProtectHome)."),
    "guard_unmounted": ("De schijf is niet aangekoppeld: koppel ze aan. Maak de map of het merkbestand niet zelf aan.",
                        "Le disque n'est pas monté : montez-le. Ne créez pas vous-même le dossier ni le fichier témoin.",
                        "The disk is not mounted: mount it. Do not make the folder or the marker file by hand."),
    "guard_other_disk": ("Op deze plaats hangt een andere schijf dan voorheen: controleer welke, en bevestig de map opnieuw als ze klopt.",
                         "Un autre disque qu'avant est monté ici : vérifiez lequel, et confirmez le dossier s'il est correct.",
                         "Another disk than before is mounted here: check which, and confirm the folder again if it is right."),
    "guard_empty": ("De map is leeg: controleer de aankoppeling en de rechten. Niets wordt als verwijderd beschouwd.",
                    "Le dossier est vide : vérifiez le montage et les droits. Rien n'est considéré comme supprimé.",
                    "The folder is empty: check the mount and the rights. Nothing counts as deleted."),
    "guard_smaller": ("De map telt {percent} % minder bestanden dan voorheen ({now} in plaats van {before}): bevestig dat dit klopt.",
                      "Le dossier compte {percent} % de fichiers en moins ({now} au lieu de {before}) : confirmez que c'est correct.",
                      "The folder has {percent} % fewer files than before ({now} instead of {before}): confirm that this is right."),
    "guard_marker_missing": ("Het merkbestand ontbreekt: is dit de juiste map? Zet het terug uit een back-up, maak het niet zelf aan.",
                             "Le fichier témoin manque : est-ce le bon dossier ? Restaurez-le d'une sauvegarde, ne le créez pas vous-même.",
                             "The marker file is missing: is this the right folder? Restore it from a backup, do not make it by hand."),
    "guard_marker_other": ("Het merkbestand is een ander dan voorheen: dit is wellicht niet de juiste map.",
                           "Le fichier témoin n'est pas le même qu'avant : ce n'est sans doute pas le bon dossier.",
                           "The marker file is another than before: this is probably not the right folder."),
    "guard_clock_back": ("De klok staat achter: zet ze juist (tijdserver). Tot dan wordt geen bewaartermijn berekend.",
                         "L'horloge retarde : réglez-la (serveur de temps). D'ici là, aucun délai de conservation n'est calculé.",
                         "The clock is behind: set it right (time server). Until then no retention period is computed."),
    "guard_clock_ahead": ("De klok sprong {days} dagen vooruit: zet ze juist, of bevestig de datum. Tot dan wordt niets vervallen verklaard.",
                          "L'horloge a avancé de {days} jours : réglez-la, ou confirmez la date. D'ici là, rien n'est déclaré échu.",
                          "The clock jumped {days} days ahead: set it right, or confirm the date. Until then nothing is declared due."),
}  # fmt: skip


def pick(explicit: str | None, configured: str | None, environment: dict[str, str] | None = None) -> str:
    """Return the language: asked for, configured, that of the locale when it is one of ours, else Dutch."""
    if explicit or configured:
        return explicit or configured or "nl"
    known = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = known.get(name, "")[:2].lower()
        if value in LANGUAGES:
            return value
    return "nl"


class Wording:
    """The words of one language; `names` are those of own entities, and a name without words is shown as it is."""

    def __init__(self, language: str, names: Mapping[str, str] | None = None) -> None:
        self.language = language
        self._column = _COLUMN[language]
        self._names = names or {}

    def __call__(self, name: str, **values: object) -> str:
        """Return the words of a name, with values filled in."""
        words = _WORDS.get(name) or WORDS.get(name) or WORDS.get(name)
        text = words[self._column] if words else self._names.get(name, name)
        return text.format(**values) if words and values else text


def advice(entity: str, document_class: str) -> str:
    """Return the name of the advice for a forbidden finding, by what it is and in what it stands."""
    if entity in ("EID_EXPORT", "ID_CARD_COPY", "ID_PHOTO", "ID_MRZ") or document_class == "id_card_copy":
        return "advice_delete"
    if document_class in ("other", "person_list", "payslip", "employment_contract"):
        return "advice_review"
    return "advice_redact"
