"""Tesseract kept loaded in this process: a thin wrapper. No temporary files, no threads of its own, nothing on standard error."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from glob import escape, glob
from time import monotonic
from typing import Any

from PIL import Image

# Tesseract's own threads cost four times the work per page; every worker process is one reader (OpenMP reads this at load).
os.environ["OMP_THREAD_LIMIT"] = "1"

LANGUAGES = ("nld", "fra", "eng", "deu")
LOW_CONFIDENCE = 60  # mean of Tesseract's word confidences, 0–100; below it words are wrong more often than right
_UNREAD = 24  # stretches of writing, three lines of a page; bar codes and patterns have fewer
_WHERE = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
)

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


@dataclass(frozen=True, slots=True)
class OcrText:
    """What was read: the text, and the mean confidence of its words from 0 to 100 (0 when there is none)."""

    text: str
    mean_confidence: float
    complete: bool = True
    """False when the time was up before the whole picture was read."""
    sure_words: int = 0
    """Words of three letters or digits and more that are above the confidence limit."""
    unread: int = 0
    """Stretches of what looks like writing (handwriting, another script) in which nothing was read; an eighth of a line each."""

    @property
    def letters(self) -> int:
        """The number of letters and digits."""
        return sum(char.isalnum() for char in self.text)

    @property
    def doubtful(self) -> bool:
        """Whether there is text, but too uncertain to rely on. A photo's texture gives a few stray signs: that is no text."""
        if self.unread >= _UNREAD and 4 * self.unread >= self.sure_words:
            return True
        return self.mean_confidence < LOW_CONFIDENCE and self.letters >= 20 and (self.sure_words >= 2 or self.letters >= 80)


NOTHING = OcrText("", 0.0)


def available() -> bool:
    """Return whether Tesseract and at least one of our languages are installed."""
    return bool(languages())


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return which of Dutch, French, English and German Tesseract has data for, in that order."""
    folder = tessdata()
    try:
        import tesserocr  # noqa: F401 - only whether it is there
    except ImportError:
        return ()
    return tuple(name for name in LANGUAGES if folder and os.path.isfile(os.path.join(folder, f"{name}.traineddata")))


def forget() -> None:
    """Look again for Tesseract's data at the next use, and free what is loaded."""
    languages.cache_clear()
    _engine.cache_clear()


def recognise(grey: Image.Image, dpi: float, deadline: float, *, per_area: bool = False) -> tuple[OcrText, list[Box]]:
    """Return the text of an upright 8-bit grey picture and where its sure words stand.

    One threshold between ink and paper for the whole picture, or one `per_area`, which finds more under uneven light and
    less on coloured bars. `deadline` is a time of the monotonic clock at which it stops with what it has.
    """
    left = deadline - monotonic()
    if left <= 0:
        return OcrText("", 0.0, complete=False), []
    api = _engine(tessdata(), languages())
    api.SetVariable("thresholding_method", "2" if per_area else "0")
    api.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
    api.SetSourceResolution(round(dpi))
    try:
        complete = bool(api.Recognize(max(1, int(left * 1000)))) and monotonic() < deadline
        text = str(api.GetUTF8Text() or "")
        words = list(_words(api))
    except RuntimeError:  # what tesserocr raises when Tesseract found nothing to work on
        return OcrText("", 0.0, complete=monotonic() < deadline), []
    finally:
        api.Clear()
    weight = sum(len(word) for word, _, _ in words)
    mean = sum(len(word) * confidence for word, confidence, _ in words) / weight if weight else 0.0
    sure = sum(confidence >= LOW_CONFIDENCE and sum(map(str.isalnum, word)) >= 3 for word, confidence, _ in words)
    boxes = [box for word, confidence, box in words if confidence >= LOW_CONFIDENCE and _fits(word, box)]
    return OcrText(text.strip(), mean, complete, sure), boxes


def _words(api: Any) -> Iterator[tuple[str, float, Box]]:
    """Give the words with their confidence and place."""
    import tesserocr

    word = tesserocr.RIL.WORD
    place = api.GetIterator()
    while place is not None and not place.Empty(word):
        box = place.BoundingBox(word)
        text = (place.GetUTF8Text(word) or "").strip()
        if box and text:
            yield text, place.Confidence(word), box
        if not place.Next(word):
            return


def _fits(word: str, box: Box) -> bool:
    """Return whether a word's box is not far too large for it, and so holds something else as well."""
    return any(map(str.isalnum, word)) and box[3] - box[1] <= 3 * (box[2] - box[0])


def tessdata() -> str:
    """Return the folder with Tesseract's language data, or an empty text. `TESSDATA_PREFIX` wins, as it does for Tesseract."""
    prefix = os.environ.get("TESSDATA_PREFIX")
    if prefix is not None:
        places = [prefix, os.path.join(prefix, "tessdata")]
    else:
        places = sorted((place for pattern in _WHERE for place in glob(pattern)), reverse=True)
    return next((place for place in places if glob(os.path.join(escape(place), "*.traineddata"))), "")


@lru_cache(maxsize=1)
def _engine(folder: str, names: tuple[str, ...]) -> Any:
    import tesserocr

    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    api = tesserocr.PyTessBaseAPI(
        path=folder,
        lang="+".join(names),
        psm=tesserocr.PSM.AUTO,
        oem=tesserocr.OEM.LSTM_ONLY,
        variables={"debug_file": os.devnull},
    )
    api.SetVariable("debug_file", os.devnull)
    return api
