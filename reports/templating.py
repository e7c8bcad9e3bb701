"""The template engine as all pages use it: everything is escaped, and style and script are bound to the page by their digest."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports import charts, mosaics, weeks
from reports.facts import Reading
from reports.language import Language

HERE = Path(__file__).parent / "templates"
_LONGEST = 200  # characters of a path that are shown; all of it is in the CSV and JSON
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def page(name: str, language: Language, *, script: bool = False, **values: Any) -> bytes:
    """Return a page as UTF-8. `values` are for the template; every one of them is escaped where it is shown."""
    environment = _environment(language)
    words = language.words
    style, code = source("report.css"), source("report.js")
    text = environment.get_template(name).render(
        lang=language, w=words, num=language.number, style=Markup(style), style_hash=digest(style),  # noqa: S704 - our own files
        script=Markup(code) if script else "", script_hash=digest(code), shares=_shares, length=charts.length, mosaic=mosaics.drawn, **values,  # noqa: S704
    )  # fmt: skip
    return text.encode("utf-8", "backslashreplace")


@cache
def source(name: str) -> str:
    """Return the text of a style sheet or script."""
    return (HERE / name).read_text("utf-8").strip()


@cache
def digest(text: str) -> str:
    """Return how a content security policy names an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def short_path(text: str, longest: int = _LONGEST) -> str:
    """Return a text shortened in its middle, so that both the folders at its beginning and the file's ending are seen."""
    if len(text) <= longest:
        return text
    end = longest * 2 // 3
    return f"{text[: longest - end]}{_ELLIPSIS}{text[-end:]}"


def breakable(text: str) -> Markup:
    """Return a path that may be broken after a `/`, and is escaped."""
    return Markup("/<wbr>").join(text.split("/"))


def week_number(week: str) -> int:
    """Return a number by which weeks are sorted; what is new comes last."""
    return weeks.days(week)[0].toordinal() if week else 10_000_000


def _shares(reading: Reading) -> tuple[tuple[str, int, int], ...]:
    return charts.shares([(kind, getattr(reading, kind)) for kind in ("full", "partial", "none", "waiting")])


@lru_cache(maxsize=8)
def _environment(language: Language) -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FileSystemLoader(HERE),
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    catalogue = language.catalogue
    environment.install_gettext_callables(catalogue.ugettext, catalogue.ungettext, newstyle=True)  # type: ignore[attr-defined]

    def words(names: Iterable[str]) -> str:
        return ", ".join(language.words(name) for name in names)

    environment.filters |= {"short_path": short_path, "breakable": breakable, "week_number": week_number, "words": words}
    return environment
