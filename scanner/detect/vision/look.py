"""One picture looked at: cheap gates, shapes, their faces and words, and what is decided of each."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

from scanner.detect.vision import faces, gates, parts, people, preview, quads
from scanner.detect.vision.eyes import Eyes, Frame
from scanner.detect.vision.found import Box, Copy, Seen
from scanner.detect.vision.fuse import Signals, decide
from scanner.detect.vision.library import opencv
from scanner.detect.vision.parts import Parts
from scanner.detect.vision.quads import Quad
from scanner.detect.vision.side import BACK
from scanner.detect.vision.vocabulary import LICENCE, Vocabulary
from scanner.detect.vision.words import Said, understand

_READ = 3  # shapes of one picture whose words are read again, flattened
_FACES = 4  # of them, the likeliest first, in which a face is looked for where no word hints at a document
_CARD = (900, 1250)  # pixels of width at which a flattened card is read, at least and at most
_CARD_DPI = 300  # what that is for a card
_LEAVES = 1.9  # times as many for a paper of three leaves
_SLOWEST = 12.0  # seconds for the words of one card
_PRINTED = 25  # words of a page that was read well
_DENSE = 40  # words from which a title on a card lying level would have been read with the page, and no face has to tell of it
_WORDY = 140  # words from which a page is a text
_LEVEL = 10  # words from which what lies level on a page was read with it
_BLOCK = 0.25  # share of an unfolded paper that a block of its words has at most; a card in its place has more
_SAME = 0.25  # share of a shape that lies in a copy found already, from which it is a part of it
_WIDE = (1.25, 1.95)  # how long over wide a picture is that a card may fill
# Millimetres of the long side of a card, a laminated card and a passport, as copied.
_TRUE = ((79.0, 92.0), (99.0, 110.0), (117.0, 132.0))


class Onlooker:
    """Looks at the pictures of one document; remembers those in which there was nothing, so that a logo is looked at once."""

    def __init__(self, eyes: Eyes, vocabulary: Vocabulary, deadline: float, *, previews: bool = False) -> None:
        self._eyes = eyes
        self._previews = previews
        self._vocabulary = vocabulary
        self._deadline = deadline
        self._nothing: list[int] = []

    def look(self, frame: Frame, text: str, *, own: bool = True) -> Seen:
        """Return what a frame shows; `text` is what was read in it as it lies. Raises ImportError without OpenCV.

        Without `own` somebody else read it: a word that is missing there proves nothing.
        """
        page = understand(text, self._vocabulary)
        if not own:
            page = replace(page, words=0)
        if not gates.worth(*frame.grey.size) or (gates.plain(frame.grey) and not _identity(page)):
            return Seen(frame.place)
        likeness = gates.likeness(frame.grey)
        if not _identity(page) and any(gates.alike(likeness, known) for known in self._nothing):
            return Seen(frame.place)
        seen = _Look(self._eyes, self._vocabulary, self._deadline, frame, text, page, previews=self._previews).all()
        if not seen.copies and not seen.faces and not page.words:
            self._nothing.append(likeness)
        return seen


class _Look:
    """The look at one frame: what is worked out once, and what was found so far."""

    def __init__(
        self, eyes: Eyes, vocabulary: Vocabulary, deadline: float, frame: Frame, text: str, page: Said, *, previews: bool
    ) -> None:
        import numpy as np

        cv2 = opencv()
        self._eyes, self._vocabulary, self._deadline = eyes, vocabulary, deadline
        self._frame, self._text, self._page, self._previews = frame, text, page, previews
        self._grey = np.asarray(frame.grey)
        self._scale = max(1.0, max(self._grey.shape) / quads.VIEW)
        size = max(1, round(self._grey.shape[1] / self._scale)), max(1, round(self._grey.shape[0] / self._scale))
        self._view = self._grey if self._scale == 1.0 else cv2.resize(self._grey, size, interpolation=cv2.INTER_AREA)
        self._regions = faces.regions(self._view)
        self._readings = 0
        self._copies: list[tuple[Quad, Copy]] = []

    def all(self) -> Seen:
        """Return what the frame shows, each copy with a preview when they are asked for."""
        height, width = self._view.shape
        shapes = quads.find(self._view) if min(height, width) >= 60 else []
        whole = quads.whole(width, height)
        if (_WIDE[0] <= whole.ratio <= _WIDE[1] or whole.folded) and not any(
            quads.overlap(whole, quad) > 0.85 for quad in shapes
        ):
            shapes.append(whole)
        looked = [(quad, self._parts(quad, likely=number < _FACES or quad is whole)) for number, quad in enumerate(shapes)]
        # A paper of three leaves comes after its leaves: it is one copy with them.
        looked.sort(key=lambda pair: (pair[0] is whole, pair[0].folded, pair[1].face not in ("left", "right"), pair[0].cut))
        for quad, seen in looked:
            if quad.folded and self._unfolded(quad, seen, self._text if quad is whole else ""):
                continue
            if any(max(quads.inside(quad, done), quads.inside(done, quad)) > _SAME for done, _ in self._copies):
                continue
            self._judge(quad, seen, "picture" if quad is whole and not quad.folded else _shape(quad))
        if not self._copies and _identity(self._page):
            self._as_page(whole)
        elsewhere = people.count(self._view, self._regions, [quad.box() for quad, _ in self._copies], camera=self._frame.camera)
        copies = [copy for _, copy in self._copies]
        if self._previews and copies:
            page = preview.mosaic(self._view, self._regions, [quad for quad, _ in self._copies], people=elsewhere > 0)
            copies = [replace(copy, preview=replace(page, boxes=(copy.box,))) for copy in copies]
        return Seen(self._frame.place, tuple(copies), elsewhere)

    def _unfolded(self, quad: Quad, seen: Parts, text: str) -> bool:
        """Make one copy of the leaves of a paper driving licence that were found each by itself, and return whether there were any."""
        leaves = [
            (leaf, copy)
            for leaf, copy in self._copies
            if copy.verdict.kind == LICENCE
            and quads.inside(leaf, quad) > 0.5
            and (_shape(leaf) != "card" or leaf.area < _BLOCK * quad.area)
        ]
        if not leaves:
            return False
        text = "\n".join((*(copy.text for _, copy in leaves), text))
        said = understand(text, self._vocabulary)
        verdict = decide(Signals(said, "folded", face=seen.face or ("other" if any(copy.portrait for _, copy in leaves) else "")))
        if verdict.copy:
            self._copies = [pair for pair in self._copies if pair not in leaves]
            portrait = any(copy.portrait for _, copy in leaves) or (bool(seen.face) and verdict.side != BACK)
            self._copies.append((quad, Copy(self._frame.place, self._percent(quad), verdict, said, text, portrait)))
        return True

    def _parts(self, quad: Quad, *, likely: bool) -> Parts:
        card = quads.flat(self._view, quad, 1.0, parts.WIDTH)
        told = not _identity(self._page) and (not likely or (quad.level and self._page.words >= _DENSE))
        return parts.look(card, with_face=not told and _any_in(self._regions, quad))

    def _judge(self, quad: Quad, seen: Parts, shape: str) -> None:
        text = self._text if shape == "picture" else ""
        if self._must_read(quad, seen, shape):
            text = self._read(quad, seen) + "\n" + text
        said = understand(text, self._vocabulary) if text != self._text else self._page
        second = (
            said.zone is not None
            and seen.face == ""
            and parts.second_portrait(quads.flat(self._view, quad, 1.0, parts.WIDTH)) is not None
        )
        signals = Signals(said, shape, self._true_size(quad), seen.face, seen.chip, seen.bars, second)
        verdict = decide(signals)
        if verdict.copy:
            copy = Copy(
                self._frame.place, self._percent(quad), verdict, said, text, bool(seen.face) and verdict.side != BACK, second
            )
            self._copies.append((quad, copy))

    def _must_read(self, quad: Quad, seen: Parts, shape: str) -> bool:
        """Whether the words on a shape have to be read, and were not with the page."""
        if not self._eyes.reads or self._readings >= _READ or time.monotonic() > self._deadline or not (seen.ink or seen.face):
            return False
        if quad.folded and self._page.words >= _DENSE and not self._names_a_licence():
            return False
        if shape == "picture" and (_identity(self._page) or self._page.words >= _LEVEL):
            return False
        if seen.face in ("left", "right") or _identity(self._page):
            return True
        if quad.level:
            return self._page.words < _LEVEL
        # What lies askew on a page that was read is read again only where a zone may stand.
        return self._page.words < _PRINTED or seen.rows

    def _names_a_licence(self) -> bool:
        """Whether a page that was read has the title of a licence and not many words besides: a block of text is as long as three leaves, too."""
        return self._page.words <= _WORDY and any(kind == LICENCE for kind, _ in self._page.titles)

    def _read(self, quad: Quad, seen: Parts) -> str:
        from PIL import Image

        self._readings += 1
        natural = max(quad.box()[2] - quad.box()[0], quad.box()[3] - quad.box()[1]) * self._scale
        leaves = _LEAVES if quad.folded else 1.0
        card = quads.flat(self._grey, quad, self._scale, round(min(leaves * _CARD[1], max(leaves * _CARD[0], natural))))
        if seen.turned:
            card = opencv().rotate(card, opencv().ROTATE_180)
        seconds = max(0.5, min(_SLOWEST, self._deadline - time.monotonic()))
        image: Image.Image = Image.frombytes("L", (card.shape[1], card.shape[0]), card.tobytes())
        return self._eyes.words(image, _CARD_DPI * card.shape[1] / (1011 * leaves), seconds)

    def _as_page(self, whole: Quad) -> None:
        """Judge the words of the whole picture when no shape was found to hold them: a card without edges on white paper."""
        height, width = self._view.shape
        portrait = any(faces.find(people.part(self._view, box), 20, max(width, height)) for box in self._regions[:6])
        verdict = decide(Signals(self._page, face="other" if portrait else ""))
        if verdict.copy:
            copy = Copy(self._frame.place, (0, 0, 100, 100), verdict, self._page, "", portrait and verdict.side != BACK)
            self._copies.append((whole, copy))

    def _true_size(self, quad: Quad) -> bool:
        if not 70 <= self._frame.dpi <= 1300:
            return False
        (x, y), (u, v) = quad.corners[0], quad.corners[1]
        long = ((u - x) ** 2 + (v - y) ** 2) ** 0.5 * self._scale / self._frame.dpi * 25.4
        return any(low <= long <= high for low, high in _TRUE)

    def _percent(self, quad: Quad) -> Box:
        height, width = self._view.shape
        left, top, right, bottom = quad.box()
        return _share(left, width), _share(top, height), _share(right, width), _share(bottom, height)


def _share(value: float, size: int) -> int:
    return max(0, min(100, round(100 * value / size)))


def _shape(quad: Quad) -> str:
    if quad.cut:
        return "cut"
    if quad.folded:
        return "folded"
    return "passport" if quad.ratio < 1.48 else "card"


def _identity(said: Said) -> bool:
    """Whether the words of a page hint at an identity document on it."""
    return bool(said.titles or said.zone or said.zone_rows or said.card_number or said.register or said.table.hinted)


def _any_in(regions: Iterable[tuple[int, int, int, int]], quad: Quad) -> bool:
    """Whether something that is no print lies in a shape: only then can there be a face."""
    left, top, right, bottom = quad.box()
    return any(
        min(right, far) - max(left, near) > 0.06 * (right - left) and min(bottom, low) - max(top, high) > 0.08 * (bottom - top)
        for near, high, far, low in regions
    )
