"""The end of a scan on standard output: a short table on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys

from scanner.output.exceptions import allowed
from scanner.output.summary import WORST, Summary
from scanner.output.wording import Wording


def lines(summary: Summary, words: Wording, seconds: float) -> list[tuple[str, list[tuple[str, str]]]]:
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
    """Print the sections; colours and rules only on a terminal."""
    sections = lines(summary, words, seconds)
    if not sys.stdout.isatty():
        for heading, rows in sections:
            print(heading)
            for count, text in rows:
                print(f"  {count:>7}  {text}")
        print(closing(summary, words))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for index, (heading, rows) in enumerate(sections):
        style = "bold red" if heading == words("forbidden") else "bold"
        console.print(Text(("\n" if index else "") + heading, style=style))
        table = Table(box=None, show_header=False, padding=(0, 1))
        table.add_column(justify="right")
        table.add_column()
        for count, text in rows:
            table.add_row(Text(count, style="cyan"), Text(text))
        console.print(table)
    console.print(Text("\n" + closing(summary, words), style="bold"))
