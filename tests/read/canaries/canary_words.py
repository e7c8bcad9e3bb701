"""Words planted in the corners of a document, and where a reader finds them again."""

import io
import re

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source


class Planter:
    """Gives one word for each corner: letters only, so that no corner's word is part of another's."""

    def __init__(self):
        self.words = {}

    def __call__(self, corner):
        assert corner not in self.words, f"{corner} is planted twice"
        self.words[corner] = f"k{re.sub('[^a-z]', '', corner.lower())}k"
        return self.words[corner]


def read(data, name="file"):
    return read_document(Source(data, len(data), name), Limits(), ocr=False)[1]


def found(extraction, word, prefix=""):
    """Return the places of all occurrences of a word, those in the names of parts included."""
    places = []
    for segment in extraction.segments:
        places += [prefix + segment.locate(match.start()) for match in re.finditer(re.escape(word), segment.text)]
    for child in extraction.children:
        places += [f"{prefix}file name"] * child.name.count(word)
        places += found(child.extraction, word, f"{prefix}{child.locator} > ")
    return places


def gaps(extraction):
    """Return the problems of a document and of all its parts, but those of pictures that were not looked at."""
    own = [(str(gap.code), gap.detail) for gap in extraction.problems if gap.code != "ocr_unavailable"]
    return own + [gap for child in extraction.children for gap in gaps(child.extraction)]


def check(planter, extraction, expected):
    """Say what is wrong: corners that were planted and not expected, or the reverse, and words that stand elsewhere.

    `expected` gives the corners (with commas between) at each place; in a place, `{corner}` stands for that corner's word.
    """
    wanted = {}
    for place, corners in expected.items():
        shown = re.sub(r"\{([^}]+)\}", lambda match: planter.words[match.group(1)], place)
        for corner in corners.split(", "):
            wanted.setdefault(corner, []).append(shown)
    assert set(planter.words) == set(wanted), set(planter.words) ^ set(wanted)
    got = {corner: sorted(found(extraction, word)) for corner, word in planter.words.items()}
    wrong = [
        f"{corner}: {got[corner]} instead of {sorted(places)}"
        for corner, places in wanted.items()
        if got[corner] != sorted(places)
    ]
    assert not wrong, "\n".join(wrong)


def photograph(artist, comment=""):
    """A grey JPEG whose Exif data holds words."""
    from PIL import Image

    picture = Image.new("L", (64, 48), 128)
    exif = picture.getexif()
    exif[0x013B] = artist
    if comment:
        exif[0x010E] = comment
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def packaged(name, path, content):
    """The stream that the Object Packager writes around a file (Ole10Native)."""
    label, whole = name.encode("cp1252") + b"\0", path.encode("cp1252") + b"\0"
    body = b"\x02\x00" + label + whole + b"\x00\x00\x03\x00" + len(whole).to_bytes(4, "little") + whole
    body += len(content).to_bytes(4, "little") + content
    return len(body).to_bytes(4, "little") + body
