"""The templates: texts with fields, a folder per half and author, a file per language.

A template begins with `### class | file name | flags`. `form` means that it can be left blank, `table` that its lines are rows with `|`;
in the files of negatives the third part is the language. Fields stand in braces: N a person (N2 … others), F and L their first and last
name, D D2 D3 dates, B and P birth date and place, A T E address, telephone and mail, C C2 companies, S school, J J2 jobs, Y1 … Y4 years
that rise, M M2 M3 amounts, H a town, k a small number, X a long one, R r Q rows with people.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "templates"
HALVES = ("tuning", "measuring")


@dataclass(frozen=True, slots=True)
class Template:
    """One text with fields; `key` (half, author, language or `negatives`, number) tells it from the others without a word of it."""

    key: str
    document_class: str
    language: str
    file_name: str
    text: str
    flags: frozenset[str] = frozenset()

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.key.split("/")[1]


def load(half: str) -> list[Template]:
    """Return the templates of a half: `tuning` or `measuring`, which have no author in common."""
    found = []
    for path in sorted((FOLDER / half).glob("*/*.txt")):
        kind = path.stem
        for number, block in enumerate(path.read_text("utf-8").split("### ")[1:]):
            head, _, body = block.partition("\n")
            document_class, file_name, *rest = (part.strip() for part in head.split("|"))
            negative = kind == "negatives"
            language = rest.pop(0) if negative else kind
            flags = frozenset(filter(None, rest)) | ({"negative"} if negative else set())
            key = f"{half}/{path.parent.name}/{kind}/{number}"
            found.append(Template(key, document_class, language, file_name, body.strip(), flags))
    return found
