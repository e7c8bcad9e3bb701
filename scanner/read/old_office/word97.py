"""Word 97 to 2003 documents, and those of Word 6 and 95 (MS-DOC): all text the file states, by its piece table."""

from __future__ import annotations

from scanner.model import Code, Role
from scanner.read import loose_text
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.old_office import old_office, old_rest, word97_pieces, word97_tables, word97_text
from scanner.read.old_office.ole import Storage
from scanner.read.source import Source

_SECTOR = 512


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add body, notes, headers, comments, text boxes, deleted and left-over text, properties, pictures and embedded objects.

    Raises Refused when it is encrypted or the main stream cannot be read, LimitReached when a budget is used up.
    """
    with Storage.open(source.data(), context) as storage:
        main = storage.data("WordDocument")
        header = word97_pieces.header(main)
        if header.encrypted:
            raise Refused(Code.ENCRYPTED, "Word document with a password")
        table = b""
        if not header.old:
            name = "1Table" if header.second_table else "0Table"
            name = name if storage.has(name) else next((each for each in ("1Table", "0Table") if storage.has(each)), "")
            if not name:
                raise Refused(Code.CORRUPT, "the table stream is missing")
            table = storage.data(name)
        document = word97_pieces.text(main, table, header)
        if document.damaged:
            draft.problem(Code.CORRUPT, "the piece table is damaged")
        if main[:_SECTOR] == main[_SECTOR : 2 * _SECTOR]:
            draft.problem(Code.CORRUPT, "the storage's table runs in a circle")
        word97_text.add(document, draft, context.budget)
        draft.text(word97_pieces.building_blocks(main, table), "building block", Role.HIDDEN)
        _tables(main, table, header, draft)
        storage.properties(draft)
        attached = [storage.data(name) for name in ("Data",) if storage.has(name)]
        for data in attached:  # form fields, targets of links, descriptions of pictures
            draft.text("\n".join(dict.fromkeys(loose_text.wide(data))), "fields and pictures", Role.METADATA)
        old_office.pictures([main, *attached], draft, context)
        old_office.objects(storage, "ObjectPool/", draft, context)
        old_office.macros(storage, draft)
        old_rest.add(storage, draft)


def _tables(main: bytes, table: bytes, header: word97_pieces.Header, draft: Draft) -> None:
    flow = FlowWriter()
    if table:
        for place, text in word97_tables.words(main, table):
            flow.add(text, place)
    else:  # before Word 97 all stands in one stream
        for text in dict.fromkeys(loose_text.narrow(main[header.last :])):
            flow.add(text, "document settings")
    flow.into(draft, Role.METADATA)
