"""An old presentation (MS-PPT) with one word in every corner, record by record, with its directory of slides."""

import struct
import zlib

from tests.read.canaries.canary_ole_parts import blip, described, project, properties, storage_bytes
from tests.read.canaries.canary_words import packaged, photograph

SLIDE, NOTES, MASTER, HANDOUT, LIST, PERSIST, SLIDE_ATOM, NOTES_ATOM = (
    0x03EE,
    0x03F0,
    0x03F8,
    0x0FC9,
    0x0FF0,
    0x03F3,
    0x03EF,
    0x03F1,
)


def record(kind, data=b"", instance=0, version=0):
    return struct.pack("<HHI", version | instance << 4, kind, len(data)) + data


def container(kind, *parts, instance=0):
    return record(kind, b"".join(parts), instance, 0xF)


def wide(words):
    return record(0x0FA0, words.encode("utf-16-le"))


def narrow(words):
    return record(0x0FA8, words.encode("latin-1"))


def string(words, instance=0):
    return record(0x0FBA, words.encode("utf-16-le"), instance)


def drawn(*parts):
    """Text boxes as drawings hold them: drawing, group, shape, text."""
    shapes = b"".join(
        container(0xF004, container(0xF00D, part)) if part[2:4] in (b"\xa0\x0f", b"\xa8\x0f") else container(0xF004, part)
        for part in parts
    )
    return container(0x040C, container(0xF002, container(0xF003, shapes)))


def _comment(k):
    body = container(0x2EE0, string(k("author of a comment")), string(k("comment"), 1), string("AB", 2))
    return container(0x1388, container(0x138A, string("___PPT10"), record(0x138B, body)))


def _first(k):
    shape = described(k, "name of a shape", "alternative text", "tip on a shape", "text as a picture")
    footer = container(0x0FD9, string(k("footer of a slide"), 2))
    tags = container(0x1388, container(0x1389, string(k("name of a tag")), string(k("value of a tag"), 1)))
    return container(
        SLIDE,
        record(SLIDE_ATOM, bytes(24), version=2),
        drawn(wide(k("text of a shape")), narrow(k("text in one byte")), shape),
        footer,
        tags,
        _comment(k),
    )


def build(k):
    """The presentation; `k` gives the word for each corner."""
    storage = storage_bytes({"\x01Ole10Native": packaged("brief.txt", "C:\\brief.txt", k("packed file").encode())})
    macro = storage_bytes(project(k, "Macros"))
    objects = [
        ("master", container(MASTER, drawn(wide(k("text on the master"))))),
        ("second", container(SLIDE, record(SLIDE_ATOM, bytes(24), version=2), drawn(wide(k("second slide"))))),
        ("first", _first(k)),
        ("earlier", container(SLIDE, drawn(wide(k("earlier version of a slide"))))),
        (
            "notes master",
            container(
                NOTES,
                record(NOTES_ATOM, struct.pack("<II", 0x80000000, 0), version=1),
                drawn(wide(k("text on the notes master"))),
            ),
        ),
        ("notes", container(NOTES, record(NOTES_ATOM, struct.pack("<II", 256, 0), version=1), drawn(wide(k("notes"))))),
        ("object", record(0x1011, struct.pack("<I", len(storage)) + zlib.compress(storage), 1)),
        ("macros", record(0x1011, macro)),
    ]
    stream = b""
    places = {}
    for number, (name, data) in enumerate(objects, 1):
        places[name] = (number, len(stream))
        stream += data

    def listed(name, identifier):
        return record(PERSIST, struct.pack("<IIIII", places[name][0], 0, 0, identifier, 0))

    slides = container(LIST, listed("first", 256), wide(k("title in the list")), listed("second", 257), instance=0)
    masters = container(LIST, listed("master", 0), instance=1)
    links = container(0x0409, container(0x0FD7, string(k("name of a link")), string(f"https://example.be/{k('link target')}", 1)))
    shows = container(0x0410, container(0x0411, string(k("custom show"))))
    document = container(0x03E8, links, masters, slides, shows, container(HANDOUT, drawn(wide(k("text on the handout")))))
    places["document"] = (len(objects) + 1, len(stream))
    stream += document
    directory = len(stream)
    current = [entry for name, entry in places.items() if name != "earlier"]
    stream += record(0x1772, b"".join(struct.pack("<II", number | 1 << 20, place) for number, place in current))
    edit = len(stream)
    stream += record(0x0FF5, struct.pack("<IIIIIIHH", 256, 0, 0, directory, places["document"][0], 99, 0, 0))
    name = k("who opened it").encode()
    user = record(
        0x0FF6,
        struct.pack("<IIIHHBBH", 0x14, 0xE391C05F, edit, len(name), 0x03F4, 3, 0, 0)
        + name
        + struct.pack("<I", 8)
        + name.decode().encode("utf-16-le"),
    )
    return storage_bytes(
        {"PowerPoint Document": stream, "Current User": user, "Pictures": blip(photograph(k("photographer"))), **properties(k)}
    )
