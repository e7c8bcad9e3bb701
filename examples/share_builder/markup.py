"""A small notation in which the texts are written, so that one text can become a docx, an odt, a pdf or a page.

`# ` is the title, `## ` a heading, `- ` a bullet, `| a | b` a row of a table, `---` a new page; any other line is a paragraph.
"""

from __future__ import annotations

from itertools import groupby


def blocks(text):
    """Yield (kind, content): title, heading, bullet, text (a string), table (rows of cells) or page (empty)."""
    for in_table, lines in groupby(text.strip().splitlines(), key=lambda line: line.startswith("|")):
        if in_table:
            yield "table", [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
        else:
            yield from (_line(line) for line in lines)


def _line(line):
    for mark, kind in (("# ", "title"), ("## ", "heading"), ("- ", "bullet")):
        if line.startswith(mark):
            return kind, line.removeprefix(mark)
    return ("page", "") if line == "---" else ("text", line)
