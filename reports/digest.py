"""The digest of one owner: a small page with only what lies in their folder."""

from __future__ import annotations

from reports.facts import Report, Scope
from reports.language import Language
from reports.templating import page


def render(report: Report, owner: Scope, language: Language) -> bytes:
    """Return the page of an owner."""
    return page("digest.html", language, script=True, r=report, s=owner)
