"""The page of an on-demand scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scanner.output.page import ScanPage
    from scanner.output.wording import Wording


def render(page: ScanPage, words: Wording) -> str:
    """Return the whole page as HTML. All values are escaped by the template engine."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    here = Path(__file__).parent
    style = (here / "page.css").read_text("utf-8")
    template = environment.from_string((here / "scan_page.html").read_text("utf-8"))
    summary = page.summary
    shares = [(key, summary.coverage[key]) for key in ("full", "partial", "none")]
    return template.render(page=page, summary=summary, w=words, style=style, bars=_bars(shares), shares=shares)


def _bars(shares: list[tuple[str, int]]) -> list[tuple[str, float, float]]:
    """Return (key, start, width) in per cent for a bar of parts; nothing when there are no files."""
    total = sum(count for _, count in shares)
    bars = []
    start = 0.0
    for key, count in shares:
        width = 100 * count / total if total else 0.0
        bars.append((key, round(start, 3), round(width, 3)))
        start += width
    return bars
