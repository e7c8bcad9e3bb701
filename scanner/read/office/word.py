"""Word documents (ECMA-376): body, headers, footers, notes, comments, deletions, properties and everything embedded."""

from __future__ import annotations

import re

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.office.ooxml import Package, attribute, local
from scanner.read.office.ooxml_kind import other_reader
from scanner.read.office.ooxml_rest import embedded, metadata_place, properties, rest
from scanner.read.office.word_story import Story
from scanner.read.source import Source

_STORIES = {
    "header": ("header", Role.HEADER),
    "footer": ("footer", Role.HEADER),
    "footnotes": ("footnote", Role.NOTE),
    "endnotes": ("endnote", Role.NOTE),
    "comments": ("comment", Role.COMMENT),
    "glossaryDocument": ("building block", Role.HIDDEN),
}
# Elements of the settings, of known people and of lists that keep words, and in which attributes (ECMA-376 part 1, 17.14 and 17.15).
_SETTINGS = {
    "docVar": ("val",), "query": ("val",), "connectString": ("val",), "udl": ("val",), "table": ("val",), "mailSubject": ("val",),
    "addressFieldName": ("val",), "name": ("val",), "mappedName": ("val",), "attachedSchema": ("val",), "lvlText": ("val",),
    "presenceInfo": ("userId",), "person": ("author",),
}  # fmt: skip

_WORDS_OF_LISTS = re.compile(rb'lvlText\s[^<>]*val="[^"]*(?:[^\W\d_]|[\x80-\xff]|&[^"]*?){2}')


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add all text with places such as `paragraph 12`, `table 1 row 2, column 3`, `header`, `footnote`.

    Raises Refused when the package or its main part cannot be read, LimitReached when a budget is used up.
    """
    with Package(source, draft, context) as package:
        if other := other_reader(package, "document"):
            other(source, draft, context)
            return
        main = package.main()
        people: dict[str, None] = {}
        _story(package, main, "", Role.BODY, people, draft, context)
        _stories(package, main, people, draft, context)
        properties(package, draft)
        _settings(package, draft)
        _other_stories(package, people, draft, context)
        draft.text("\n".join(people), "metadata author", Role.METADATA)
        rest(package, draft, context)


def _stories(package: Package, owner: str, people: dict[str, None], draft: Draft, context: Context) -> None:
    """Add what a story's relationships lead to: headers, notes, comments, documents inserted on opening."""
    for relation in package.related(owner):
        if relation.kind in _STORIES and package.take(relation.target):
            place, role = _STORIES[relation.kind]
            _story(package, relation.target, place, role, people, draft, context)
            _stories(package, relation.target, people, draft, context)
        elif relation.kind in ("aFChunk", "subDocument") and package.take(relation.target):
            try:
                embedded(package, relation.target, package.data(relation.target, charge=False), draft, context)
            except Refused as refusal:
                draft.problem(refusal.code, f"inserted document: {refusal.detail}")


def _story(package: Package, part: str, place: str, role: Role, people: dict[str, None], draft: Draft, context: Context) -> None:
    try:
        root = package.tree(part)
    except Refused as refusal:
        draft.problem(refusal.code, f"{place or 'body'}: {refusal.detail}")
        return
    Story(draft, context.budget, place, role, people).add(root)


def _other_stories(package: Package, people: dict[str, None], draft: Draft, context: Context) -> None:
    """Add parts with Word's own markup that no relationship led to, such as headers of a building block."""
    for name in package.untaken():
        base = name.rpartition("/")[2]
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for kind, (place, role) in _STORIES.items():
            if base.startswith(kind.lower()) and "extended" not in base and "ids" not in base and "extensible" not in base:
                package.take(name)
                _story(package, name, place, role, people, draft, context)
                break


def _settings(package: Package, draft: Draft) -> None:
    """Add document variables, the source of a mail merge, known people and the words of lists' numbers."""
    for name in package.untaken():
        if not name.startswith("word/") or not name.endswith(("settings.xml", "people.xml", "numbering.xml")):
            continue
        try:
            data = package.data(name)
            if name.endswith("numbering.xml") and not _WORDS_OF_LISTS.search(data):
                continue
            root = package.parse(data, name)
        except Refused as refusal:
            draft.problem(Code.CORRUPT, refusal.detail)
            continue
        flow = FlowWriter()
        told: set[str] = set()
        for element in root.iter(*(f"{{*}}{kind}" for kind in _SETTINGS)):
            kind = local(element)
            for key in _SETTINGS[kind]:
                label = attribute(element, "name") if kind == "docVar" else kind
                line = f"{label}: {attribute(element, key)}"
                if line not in told and _has_words(attribute(element, key)):
                    told.add(line)
                    flow.add(line, metadata_place(label))
        flow.into(draft, Role.METADATA)


def _has_words(value: str) -> bool:
    return sum(map(str.isalpha, value)) > 1 or sum(map(str.isdigit, value)) > 4
