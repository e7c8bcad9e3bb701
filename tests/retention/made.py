"""What the tests of retention are made of; all invented."""

from dataclasses import replace
from datetime import date
from functools import cache

from scanner import rulepacks
from scanner.model import Coverage
from scanner.retention import rules
from scanner.retention.facts import FileFacts
from scanner.retention.register import Dossier
from scanner.retention.register_rows import Frame, RegisterRoot
from scanner.retention_settings import PROGRAMMES, Confirmation

ON = date(2026, 11, 27)
ROOTS = (RegisterRoot(1, "/srv/share", "Dossiers"),)


@cache
def shipped():
    return rules.load(rulepacks.retention(rulepacks.shipped()))


@cache
def confirmed():
    """The shipped rules, each confirmed long ago."""
    return shipped().confirmed(
        Confirmation(rule=rule.id, digest=rule.digest, by="Invented officer", since=date(2000, 1, 1)) for rule in shipped().rules
    )


def fact(document_class="cv", **values):
    basic = FileFacts(1, b"clients/janssens/cv.pdf", 1000, document_class, 0.95, Coverage.FULL)
    return replace(basic, **values)


def dossier(programme="job_coaching", **values):
    basic = Dossier(
        "2024-0012", 1, "clients/janssens", "vzw", programme, employment=PROGRAMMES[programme].relation == "employment"
    )
    return replace(basic, **values)


def frame(**values):
    basic = Frame(
        ROOTS, {"vzw": "Voorbeeld vzw", "maatwerk": "Voorbeeld Maatwerk vzw"}, PROGRAMMES, lambda _root, _folder: True, ON
    )
    return replace(basic, **values)
