"""Saved mails, with documents and other mails inside."""

from __future__ import annotations

from share_builder import model as m
from share_builder.model import Example
from share_builder.package import word
from share_builder.paper import pdf
from share_builder.people import CHRISTELLE, ELS, IOANA, JONAS, LIEN, SAMIRA, words
from share_builder.post import mail

_ROOT = "Mailarchief/"


def _address(person):
    return f"{person.name} <{person.given.lower()}.{person.surname.lower()}@werkpunt.example.org>"


def examples():
    """Yield four mails: with a CV, with a forwarded mail, harmless, and in French with HTML."""
    resume = word(
        f"""# Curriculum vitae
{JONAS.name}
{JONAS.address}
{JONAS.mail}
Rijksregisternummer: {JONAS.rrn}
## Werkervaring
2020 – 2024: kok in brasserie De Peperkorrel, Hasselt
2018 – 2020: hulpkok in een grootkeuken
## Opleiding
2012 – 2018: hotelschool, richting keuken
## Talenkennis
Nederlands: moedertaal. Engels: goed.
## Vaardigheden
HACCP, bestellingen, menukaarten, rijbewijs B
""",
        author=JONAS.name,
    )
    yield Example(
        f"{_ROOT}2025-02 cv in bijlage.eml",
        bytes(mail(
            1, f"{JONAS.name} <{JONAS.mail}>", _address(LIEN), "Mijn cv voor de vacature kok",
            f"""
Dag Lien

In bijlage vind je mijn cv, zoals afgesproken. De vacature in de schoolkeuken interesseert me
het meest, omdat de uren goed passen. Kan je nog eens nakijken of de opmaak klopt?

Ik ben donderdag en vrijdag bereikbaar op {JONAS.phone}.

Groeten
Jonas
""", attachments={"CV Jonas Peeters.docx": resume},
        )),
        "the mail is harmless, the Word document attached to it holds a national number",
        "cv", (m.RRN,), personal=(m.PERSON, m.MAIL, m.PHONE),
    )  # fmt: skip
    inner = mail(
        2, f"{IOANA.name} <{IOANA.mail}>", _address(SAMIRA), "Gegevens voor het contract",
        f"""
Beste Samira

Het interimkantoor vraagt mijn gegevens voor het contract van volgende week. Wil jij ze doorgeven?

Naam: {IOANA.name}
Rijksregisternummer: {IOANA.rrn}
Geboren te {IOANA.place} op {IOANA.born}
Rekening: {IOANA.account}

Alvast bedankt
Ioana
""", date="Tue, 04 Mar 2025 16:12:00 +0100",
        attachments={"aanwezigheid cursus.pdf": pdf(f"""# Attest van aanwezigheid
Hierbij bevestigen wij dat {IOANA.name} de opleiding polyvalent winkelmedewerker volgde van 6 januari tot 28 februari 2025 (240 uur).
De deelnemer was 38 van de 40 dagen aanwezig.
Turnhout, 28 februari 2025
De opleidingsverantwoordelijke
""", title="Attest van aanwezigheid")},
    )  # fmt: skip
    yield Example(
        f"{_ROOT}2025-03 FW gegevens contract.eml",
        bytes(mail(
            3, _address(SAMIRA), _address(ELS), "FW: Gegevens voor het contract",
            """
Els, kan jij dit opvolgen terwijl ik met verlof ben? De oorspronkelijke mail steekt in bijlage.

Samira
""", date="Wed, 05 Mar 2025 08:47:00 +0100", attachments={"Gegevens voor het contract.eml": inner},
        )),
        "a mail inside a mail, with a document inside that: the number stands one level deep",
        "other", (m.RRN, m.POB), personal=(m.PERSON, m.MAIL, m.IBAN, m.BIRTH),
        also=("training_record", "attestation"),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}2025-03 afspraak.eml",
        bytes(mail(
            4, _address(ELS), "onthaal@werkpunt.example.org", "Vergaderzaal dinsdag",
            """
Dag allemaal

Dinsdag 18 maart hebben we van 9 tot 12 uur de grote vergaderzaal nodig voor de groep
sollicitatietraining. Willen jullie koffie voorzien voor twaalf personen? De beamer staat in
het lokaal op de tweede verdieping; dossiernummer van de herstelling is 2025-00413.

Dank je wel
Els
""",
        )),
        "an ordinary mail",
        "other", personal=(m.MAIL,),
    )  # fmt: skip
    number = CHRISTELLE.rrn.replace(".", " ").replace("-", " ")
    yield Example(
        f"{_ROOT}2025-03 question inscription.eml",
        bytes(mail(
            5, f"{CHRISTELLE.name} <{CHRISTELLE.mail}>", _address(SAMIRA), "Question sur mon inscription – accompagnement",
            f"""
Bonjour Madame Amrani,

On m'a demandé mon numéro de registre national pour l'inscription : {number}.
Je suis née à {CHRISTELLE.place} le {words(CHRISTELLE.birth, "fr")}. Est-ce suffisant ?

Bien à vous,
{CHRISTELLE.name}
""",
            html=f"""<html><body><p>Bonjour Madame Amrani,</p>
<p>On m'a demand&eacute; mon <b>num&eacute;ro de registre national</b> pour l'inscription&nbsp;: {number}.<br>
Je suis n&eacute;e &agrave; {CHRISTELLE.place} le {words(CHRISTELLE.birth, "fr")}. Est-ce suffisant&nbsp;?</p>
<p>Bien &agrave; vous,<br>{CHRISTELLE.name}</p></body></html>
""",
        )),
        "a French mail in text and HTML, the number in groups with spaces",
        "other", (m.RRN, m.POB), personal=(m.PERSON, m.MAIL, m.BIRTH),
    )  # fmt: skip
