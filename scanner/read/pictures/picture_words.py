"""Adds a picture found inside a document: with the words of its header (Exif, IPTC, XMP), or those that a metafile draws."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.model import Locators, Picture
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.pictures import metafile
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.source import Source


@dataclass(frozen=True, slots=True)
class _Inside:
    """Places of a picture's header behind the picture's own."""

    picture: str
    inner: Locators

    def at(self, offset: int) -> str:
        return f"{self.picture} {self.inner.at(offset)}"


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add what a Windows metafile of its own says and holds. Raises NotThisFormat when it is none."""
    picture = inner_picture(source.data(), "image 1")
    if picture is None:
        raise NotThisFormat
    add_picture(picture, draft, context)


def add_picture(picture: Picture, draft: Draft, context: Context) -> None:
    """Add the picture to the draft, and its header's words with places such as `image 1 metadata artist`.

    Of a Windows metafile the words and bitmaps are added; itself only when it could not be read to its end.
    """
    if picture.media_type in ("image/emf", "image/wmf"):
        _metafile(picture, draft, context)
        return
    from scanner.read.pictures import picture_file, picture_text

    draft.pictures.append(picture)
    try:
        image = picture_file.open_picture(picture.data, picture.media_type == "image/heic")
    except picture_file.Unreadable:
        return  # told when the picture itself is read
    own = Draft()
    with image:
        if image.width * image.height > context.budget.limits.picture_mpixels * 1_000_000:
            return  # told when the picture itself is read
        picture_text.read(image, own)
    for segment in own.segments:
        draft.text(segment.text, _Inside(picture.locator, segment.locators), segment.role)
    for problem in own.problems:
        draft.problem(problem.code, f"{picture.locator} {problem.detail}")


def _metafile(picture: Picture, draft: Draft, context: Context) -> None:
    found = metafile.contents(picture.data)
    draft.text("\n".join(found.lines), picture.locator)
    for number, data in enumerate(found.bitmaps, 1):
        context.budget.charge_bytes(len(data))
        context.budget.check_time()
        bitmap = inner_picture(data, f"{picture.locator} bitmap {number}")
        if bitmap is not None:
            draft.pictures.append(bitmap)
    if not found.complete:
        draft.pictures.append(picture)
