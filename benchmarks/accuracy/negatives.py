"""Every look-alike of a national or card number, made so that it passes the check where that is possible, in sentences that name it.

`silent` ones carry a label of something else and must give nothing at all; `bare` ones stand alone and may give a note below 0.5.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from random import Random

from benchmarks.accuracy import document as doc
from benchmarks.accuracy import numbers
from benchmarks.accuracy.judge import VIOLATION
from scanner.detect.engine import Detector, Located
from scanner.model import Place, Segment

WATCHED = (doc.NATIONAL, doc.CARD, doc.MRZ, doc.IKL)


def _mobile(rng: Random, form: str) -> str:
    value = numbers.mobile(rng, like_bis=True)
    return form.format(value, value[:2], value[2:5], value[5:7], value[7:9], value[9:])


def _fours(value: str) -> str:
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def _with_date(rng: Random, form: str) -> str:
    day = dt.datetime(2000, 1, 1) + dt.timedelta(minutes=rng.randrange(13_000_000))
    return day.strftime(form)


def _passing(maker: Callable[[Random], str], rng: Random) -> str:
    """Return a value of a maker in which some eleven digits on end pass as a national number; the last try when none does."""
    value = ""
    for _ in range(400):
        value = maker(rng)
        plain = numbers.only_digits(value)
        if any(numbers.passes_as_national(plain[start : start + 11]) for start in range(len(plain) - 10)):
            break
    return value


LABELLED: dict[str, tuple[Callable[[Random], str], tuple[str, ...]]] = {
    "mobile +32": (
        lambda rng: _mobile(rng, "+{1} {2} {3} {4} {5}"),
        ("Gsm: {}", "Bel me op {} na vijf uur", "Tél. {}", "Mobil {}"),
    ),
    "mobile +32 unbroken": (lambda rng: _mobile(rng, "+{0}"), ("tel {}", "{} (gsm)", "Contact: {}")),
    "mobile 0032": (lambda rng: _mobile(rng, "00{0}"), ("tel. {}", "gsm {}", "Phone: {}")),
    "mobile 32 labelled": (lambda rng: _mobile(rng, "{0}"), ("gsm-nummer: {}", "Tel: {}", "GSM {}")),
    "structured communication +": (
        lambda rng: _passing(lambda r: f"+++{numbers.communication(r)}+++", rng),
        ("Mededeling: {}", "Communication : {}", "{}"),
    ),
    "structured communication *": (
        lambda rng: _passing(lambda r: f"***{numbers.communication(r)}***", rng),
        ("Mededeling {}", "Verwendungszweck {}", "{}"),
    ),
    "structured communication like a card": (
        lambda rng: f"+++{numbers.communication(rng, '591')}+++",
        ("Mededeling: {}", "Te betalen met {}"),
    ),
    "structured communication unbroken": (
        lambda rng: numbers.only_digits(numbers.communication(rng, "592")),
        ("gestructureerde mededeling {}", "OGM: {}", "Communication structurée {}"),
    ),
    "old account": (
        numbers.account,
        ("Rekeningnummer: {}", "Compte : {}", "op rekening {} van de bank", "Konto {}"),
    ),
    "old account like a card": (
        lambda rng: numbers.account(rng, "591"),
        ("Rekeningnummer: {}", "rek. {}", "N° de compte {}", "Account number {}"),
    ),
    "IBAN": (lambda rng: _passing(numbers.iban, rng), ("IBAN {}", "Rekening {}", "{}")),
    "IBAN in groups": (
        lambda rng: _fours(numbers.iban(rng)),
        ("IBAN: {}", "Storten op {}"),
    ),
    "enterprise": (numbers.enterprise, ("KBO {}", "Ondernemingsnummer: {}", "N° d'entreprise {}", "{}")),
    "VAT": (lambda rng: f"BE {numbers.enterprise(rng)}", ("BTW {}", "TVA {}", "{}")),
    "establishment unit": (lambda rng: numbers.enterprise(rng, "2345678"), ("Vestigingseenheid {}", "N° d'unité {}", "{}")),
    "doctor": (lambda rng: numbers.doctor(rng, True), ("RIZIV {}", "INAMI : {}", "Dr. Wouters, {}")),
    "doctor with slashes": (lambda rng: numbers.doctor(rng, True).replace("-", "/"), ("RIZIV-nr. {}", "N° INAMI {}")),
    "doctor unbroken": (lambda rng: numbers.only_digits(numbers.doctor(rng, True)), ("RIZIV-nummer {}", "INAMI {}")),
    "employer": (numbers.employer, ("RSZ-nummer {}", "ONSS {}", "{}")),
    "timestamp": (lambda rng: _with_date(rng, "%Y%m%d%H%M%S"), ("log_{}", "Gemaakt {}", "back-up {}.zip", "{}")),
    "short timestamp": (lambda rng: _with_date(rng, "%y%m%d-%H%M"), ("versie {}", "foto {}", "{}")),
    "order": (
        numbers.colliding,
        ("Ordernummer: {}", "Bestelnummer {}", "Order no. {}", "N° de commande : {}", "Bestellnummer: {}"),
    ),
    "invoice": (numbers.colliding, ("Factuurnummer: {}", "Factuur {}", "Facture n° {}", "Invoice no. {}", "Rechnungsnummer {}")),
    "file number": (
        numbers.colliding,
        ("Dossiernummer: {}", "Polisnummer {}", "N° de dossier {}", "Klantnummer {}", "Referentie: {}"),
    ),
    "ISBN-13": (lambda rng: _passing(lambda r: numbers.ean(r, "978", 13), rng), ("ISBN {}", "{}")),
    "ISBN-10": (lambda rng: numbers.digits(rng, 10), ("ISBN {}", "ISBN-10: {}")),
    "EAN-13": (lambda rng: _passing(lambda r: numbers.ean(r, "54", 13), rng), ("EAN {}", "Barcode {}", "{}")),
    "meter EAN": (
        lambda rng: _passing(lambda r: numbers.ean(r, "5414", 18), rng),
        ("EAN-code elektriciteit: {}", "Meter {}", "{}"),
    ),
    "tracking": (lambda rng: _passing(lambda r: "3232" + numbers.digits(r, 20), rng), ("Trackingnummer {}", "Colis {}", "{}")),
    "BSN": (numbers.bsn, ("BSN {}", "burgerservicenummer: {}")),
    "NIR": (numbers.nir, ("Numéro de sécurité sociale (France) {}", "NIR : {}")),
    "Steuer-ID": (lambda rng: numbers.steuer(rng, True), ("Steuer-ID: {}", "Steueridentifikationsnummer {}", "IdNr. {}")),
    "PESEL": (lambda rng: numbers.pesel(rng, True), ("PESEL {}", "Nr PESEL: {}")),
    "Turkish": (lambda rng: numbers.turkish(rng, True), ("T.C. Kimlik No: {}", "TCKN {}")),
    "Dimona": (numbers.colliding, ("Dimonanummer {}", "Numéro Dimona : {}")),
    "vacancy": (lambda rng: numbers.digits(rng, 8, "567"), ("Vacaturenummer VDAB {}", "Actiris {}")),
    "decimals": (lambda rng: f"{numbers.digits(rng, 2, '45')}.{numbers.colliding(rng)}", ("breedte {}", "{}", "lat={}")),
    "inside a longer number": (lambda rng: numbers.digits(rng, 4, "123456789") + numbers.colliding(rng), ("Referentie {}", "{}")),
}
BARE: dict[str, tuple[Callable[[Random], str], tuple[str, ...]]] = {
    "bare eleven digits": (numbers.colliding, ("{}", "zie {}", "({})")),
    "bare twelve digits": (numbers.card, ("{}", "zie {}")),
    "bare mobile 32": (lambda rng: _mobile(rng, "{0}"), ("{}", "zie {}")),
    "bare PESEL": (lambda rng: numbers.pesel(rng, True), ("{}",)),
}


def run(detector: Detector, each: int, seed: int = 1) -> tuple[str, int, int]:
    """Return the table of look-alikes, the findings of 0.5 or more, and the notes on labelled ones; `each` values per kind and sentence."""
    rng = Random(f"negatives/{seed}")
    lines = [f"{'look-alike':38} {'texts':>6} {'findings':>9} {'notes':>6}  as"]
    wrong = needless = 0
    for group, kinds in (("labelled", LABELLED), ("bare", BARE)):
        for name, (maker, sentences) in kinds.items():
            texts = violations = notes = 0
            seen: Counter[str] = Counter()
            for sentence in sentences:
                for _ in range(each):
                    text = sentence.format(maker(rng))
                    texts += 1
                    for finding in detector.detect([Located(Segment(text, Place("line 1")))]):
                        if finding.entity not in WATCHED:
                            continue
                        sure = finding.confidence >= VIOLATION
                        violations += sure
                        notes += not sure
                        seen[f"{finding.entity} {'≥' if sure else '<'} 0.5 in “{sentence}”"] += 1
            wrong += violations
            needless += notes if group == "labelled" else 0
            allowed = "" if group == "labelled" else " (notes allowed)"
            lines.append(
                f"{name + allowed:38} {texts:6d} {violations:9d} {notes:6d}  {'; '.join(f'{count} {what}' for what, count in seen.most_common(4))}"
            )
    return "\n".join(lines), wrong, needless


def random_numbers(detector: Detector, count: int, seed: int = 1, every: bool = False) -> tuple[int, int, int]:
    """Draw `count` random numbers of eleven digits; return how many were looked at, and the violations and notes among them.

    Only a number whose check digits hold (mod 97, either century; no look at the date) can become a finding without a label, so those
    go through the detector, one per line without a word around them, with one in fifty of the rest; with `every` all of them.
    """
    rng = Random(f"random/{seed}")
    drawn = (f"{rng.randrange(10**11):011d}" for _ in range(count))
    chosen = [value for number, value in enumerate(drawn) if every or number % 50 == 0 or _check_holds(value)]
    violations = notes = 0
    for finding in detector.detect([Located(Segment("\n".join(chosen), Place("text")))]):
        if finding.entity in (doc.NATIONAL, doc.CARD):
            violations += finding.count * (finding.confidence >= VIOLATION)
            notes += finding.count * (finding.confidence < VIOLATION)
    return len(chosen), violations, notes


def _check_holds(value: str) -> bool:
    return value[9:] in (numbers.national_check(value[:9], False), numbers.national_check(value[:9], True))
