"""The page of an on-demand scan; it looks and works as the weekly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.facts import Reading
from reports.language import Language
from reports.templating import page as rendered

if TYPE_CHECKING:
    from scanner.output.page import ScanPage
    from scanner.output.wording import Wording


def render(page: ScanPage, words: Wording) -> str:
    """Return the whole page as HTML. All values are escaped by the template engine."""
    summary = page.summary
    reading = Reading(summary.coverage["full"], summary.coverage["partial"], summary.coverage["none"])
    language = Language(words.language, words=words)
    return rendered("scan.html", language, script=True, page=page, summary=summary, reading=reading).decode()
