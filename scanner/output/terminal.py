"""The end of a scan on standard output: a short table on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable

from scanner.output.exceptions import allowed
from scanner.output.summary import WORST, Summary
from scanner.output.wording import Wording

Section = tuple[str, list[tuple[str, str]]]
"""A heading with rows of a figure and words."""


def lines(summary: Summary, words: Wording, seconds: float) -> list[Section]:
    """Return the sections to show: a heading each, with rows of (count, words)."""
    sections = []
    read = [
        (str(summary.coverage[key]), words(f"read_{key}"))
        for key in ("full", "partial", "none")
        if summary.coverage[key] or key == "full"
    ]
    for count, name in (
        (summary.unreachable_folders, "folders_shut"),
        (summary.excluded, "excluded"),
        (summary.other_entries, "other_entries"),
    ):
        if count:
            read.append((str(count), words(name)))
    rate = summary.files / seconds if seconds > 0 else 0
    sections.append(
        (f"{summary.files} {words('files')}, {summary.bytes / 1e6:.1f} MB, {seconds:.1f} {words('seconds')} ({rate:.0f}/s)", read)
    )
    if summary.violations_by_entity:
        sections.append(
            (words("forbidden"), [(str(count), words(entity)) for entity, count in summary.violations_by_entity.most_common()])
        )
        sections.append((words("worst"), [(str(count), folder) for folder, count in summary.worst.most_common(WORST // 2)]))
    if summary.suppressed_by:
        sections.append(
            (
                words("suppressed"),
                [
                    (str(summary.suppressed_by[entry.by]), allowed(entry, words))
                    for entry in summary.policies
                    if summary.suppressed_by[entry.by]
                ],
            )
        )
    if summary.notices:
        sections.append((words("policies"), [("!", notice) for notice in summary.notices]))
    if summary.special_by_entity:
        sections.append(
            (words("special"), [(str(count), words(entity)) for entity, count in summary.special_by_entity.most_common()])
        )
    if summary.problems:
        sections.append((words("reasons"), [(str(count), words(code)) for code, count in summary.problems.most_common()]))
    classes = [(str(count), words(name)) for name, count in summary.classes.most_common(6)]
    if classes:
        sections.append((words("classes"), classes))
    return sections


def closing(summary: Summary, words: Wording) -> str:
    """Return the last line: interrupted, or what the scan can and cannot promise."""
    if summary.interrupted:
        return words("interrupted")
    if summary.violations:
        return words("next")
    if summary.coverage["partial"] or summary.coverage["none"] or summary.unreachable_folders:
        return f"{words('none_found')} {words('not_all_read')}"
    return words("none_found")


def show(summary: Summary, words: Wording, seconds: float) -> None:
    """Print the sections of a scan."""
    print_sections(lines(summary, words, seconds), {words("forbidden")}, closing(summary, words))


def print_sections(sections: Iterable[Section], red: Collection[str] = (), last: str = "") -> None:
    """Print headings with rows of (figure, words) below, a figure `!` and the headings in `red` in red; colours only on a terminal."""
    if not sys.stdout.isatty():
        for heading, rows in sections:
            print(heading)
            for figure, text in rows:
                print(f"  {figure:>7}  {text}")
        if last:
            print(last)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for index, (heading, rows) in enumerate(sections):
        warns = heading in red or any(figure == "!" for figure, _ in rows)
        console.print(Text(("\n" if index else "") + heading, style="bold red" if warns else "bold"))
        table = Table(box=None, show_header=False, padding=(0, 1))
        table.add_column(justify="right", min_width=7)
        table.add_column()
        for figure, text in rows:
            table.add_row(Text(figure, style="red" if figure == "!" else "cyan"), Text(text))
        if rows:
            console.print(table)
    if last:
        console.print(Text("\n" + last, style="bold"))
