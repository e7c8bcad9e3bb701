"""Text in pictures, with Tesseract kept loaded in this process. No temporary files, no threads of its own.

Measured on an A4 page at 200 dpi with four languages: the `tesseract` program 2.2 s, `tesserocr` with grey bytes 1.4 s.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from glob import escape, glob
from time import monotonic
from typing import Any

from PIL import Image, ImageFilter, ImageOps

# Tesseract's own threads cost four times the work per page; every worker process is one reader (OpenMP reads this at load).
os.environ["OMP_THREAD_LIMIT"] = "1"

LANGUAGES = ("nld", "fra", "eng", "deu")
LOW_CONFIDENCE = 60  # mean of Tesseract's word confidences, 0–100; below it words are wrong more often than right
_SURE = 75  # from here on a page is neither turned nor faint, and no other attempt is made
_PIXELS = 9_000_000  # A4 at 300 dpi; more does not make Tesseract read better, only longer
_SMALL = 1100  # pixels of the long side; below it letters are often under the 20 pixels that Tesseract wants
_WHERE = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
)
_DPI = 200
_SHADOW = 60  # grey levels between the lightest and the darkest paper of a picture
_LETTERS = 8  # letters and digits in which an orientation can be told


@dataclass(frozen=True, slots=True)
class OcrText:
    """What was read: the text, and the mean confidence of its words from 0 to 100 (0 when there is none)."""

    text: str
    mean_confidence: float
    complete: bool = True
    """False when the time was up before the whole picture was read."""
    sure_words: int = 0
    """Words of three letters or digits and more that are above the confidence limit."""

    @property
    def letters(self) -> int:
        """The number of letters and digits."""
        return sum(char.isalnum() for char in self.text)

    @property
    def doubtful(self) -> bool:
        """Whether there is text, but too uncertain to rely on. A photo's texture gives a few stray signs: that is no text."""
        return self.mean_confidence < LOW_CONFIDENCE and self.letters >= 20 and (self.sure_words >= 2 or self.letters >= 80)


NOTHING = OcrText("", 0.0)


def available() -> bool:
    """Return whether Tesseract and at least one of our languages are installed."""
    return bool(languages())


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return which of Dutch, French, English and German Tesseract has data for, in that order."""
    folder = _tessdata()
    try:
        import tesserocr  # noqa: F401 - only whether it is there
    except ImportError:
        return ()
    return tuple(name for name in LANGUAGES if folder and os.path.isfile(os.path.join(folder, f"{name}.traineddata")))


def forget() -> None:
    """Look again for Tesseract's data at the next use, and free what is loaded."""
    languages.cache_clear()
    _engine.cache_clear()
    _compass.cache_clear()


def read_image(image: Image.Image, dpi: float = 0, seconds: float = 30.0) -> OcrText:
    """Return the text of a picture that stands upright, on its side or upside down.

    `dpi` is its resolution, 0 when unknown. After `seconds` what was read by then is returned with `complete` False.
    The caller has made sure that OCR is `available()`.
    """
    deadline = monotonic() + seconds
    grey, dpi = _prepare(image, dpi)
    if not has_ink(grey):
        return NOTHING
    best = _read_upright(grey, dpi, deadline)
    if best.mean_confidence >= _SURE and best.letters >= _LETTERS:
        return best
    for turned in _turned(grey, deadline):
        best = _better(best, _read_upright(turned, dpi, deadline))
        if best.mean_confidence >= _SURE and best.letters >= _LETTERS:
            return best
    if best.letters >= _LETTERS and best.mean_confidence < LOW_CONFIDENCE and monotonic() < deadline:
        best = _better(best, _recognise(ImageOps.autocontrast(grey, cutoff=2), dpi, deadline, per_area=True))
    return best


def _read_upright(grey: Image.Image, dpi: float, deadline: float) -> OcrText:
    """Return the text of a picture as it lies.

    One threshold for the whole picture drops what lies in a shadow without a trace, and a threshold per area drops white
    letters on a dark bar: under uneven light both are used, and the lines that only the weaker one found are added.
    """
    first = _recognise(grey, dpi, deadline)
    if not _uneven(grey):
        return first
    second = _recognise(grey, dpi, deadline, per_area=True)
    best = _better(first, second)
    other = first if best is second else second
    if not other.sure_words:
        return replace(best, complete=first.complete and second.complete)
    known = set(best.text.split())
    added = [line for line in other.text.splitlines() if len(set(line.split()) - known) * 2 > len(set(line.split()))]
    return replace(best, text="\n".join([best.text, *added]), complete=first.complete and second.complete)


def _uneven(grey: Image.Image) -> bool:
    """Return whether the paper itself is much darker in one place than in another."""
    # The lightest of each neighbourhood is paper, also between lines of dense print.
    paper = grey.resize((384, 384), Image.Resampling.BOX).filter(ImageFilter.MaxFilter(9)).resize((48, 48), Image.Resampling.BOX)
    shades = sorted(paper.tobytes())
    return shades[len(shades) * 95 // 100] - shades[len(shades) * 5 // 100] > _SHADOW


def has_ink(image: Image.Image) -> bool:
    """Return whether a picture has more than one shade; a flat one holds no text."""
    low, high = (
        image.convert("L").resize((max(1, image.width // 2), max(1, image.height // 2)), Image.Resampling.BOX).getextrema()
    )
    return int(high) - int(low) > 12  # type: ignore[arg-type]


def _prepare(image: Image.Image, dpi: float) -> tuple[Image.Image, float]:
    """Return the picture in grey, on white where it is transparent, of a size that Tesseract reads well, with its dpi."""
    grey = flatten(image)
    dpi = dpi if 70 <= dpi <= 1200 else _DPI
    pixels = grey.width * grey.height
    if pixels > _PIXELS:
        factor = (_PIXELS / pixels) ** 0.5
    elif max(grey.size) < _SMALL:
        factor = 2.0
    else:
        factor = 1.0
    if factor != 1.0:
        size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
        grey = grey.resize(size, Image.Resampling.LANCZOS if factor > 1 else Image.Resampling.BOX)
    low, high = grey.getextrema()
    if int(high) - int(low) < 160:  # type: ignore[arg-type]
        grey = ImageOps.autocontrast(grey)
    return grey, dpi * factor


def flatten(image: Image.Image) -> Image.Image:
    """Return an 8-bit grey picture of any kind of picture; 16-bit is scaled, transparent is laid on white."""
    if image.mode.startswith(("I", "F")):
        low, high = image.getextrema()
        span = (float(high) - float(low)) or 1.0  # type: ignore[arg-type]
        return image.convert("F").point(lambda value: value * (255.0 / span) - float(low) * 255.0 / span).convert("L")  # type: ignore[arg-type]
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        return paper.convert("L")
    return image.convert("L")


def _recognise(grey: Image.Image, dpi: float, deadline: float, per_area: bool = False) -> OcrText:
    left = deadline - monotonic()
    if left <= 0:
        return OcrText("", 0.0, complete=False)
    api = _engine(_tessdata(), languages())
    api.SetVariable("thresholding_method", "2" if per_area else "0")
    api.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
    api.SetSourceResolution(round(dpi))
    try:
        complete = bool(api.Recognize(max(1, int(left * 1000))))
        complete = complete and monotonic() < deadline
        text = str(api.GetUTF8Text() or "")
        words = list(zip(text.split(), api.AllWordConfidences(), strict=False))
    except RuntimeError:  # what tesserocr raises when Tesseract found nothing to work on
        return OcrText("", 0.0, complete=monotonic() < deadline)
    finally:
        api.Clear()
    weight = sum(len(word) for word, _ in words)
    mean = sum(len(word) * confidence for word, confidence in words) / weight if weight else 0.0
    sure = sum(confidence >= LOW_CONFIDENCE and sum(map(str.isalnum, word)) >= 3 for word, confidence in words)
    return OcrText(text.strip(), mean, complete, sure)


def _better(first: OcrText, second: OcrText) -> OcrText:
    """Return the one with more words that can be relied on; confidence alone would prefer a single clear letter."""
    return max(first, second, key=lambda found: (found.sure_words, found.mean_confidence * min(found.letters, 40)))


def _turned(grey: Image.Image, deadline: float) -> list[Image.Image]:
    """Return the picture turned as it may have to be: one way when Tesseract can tell, else each of the three that are left."""
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    if monotonic() >= deadline:
        return []
    compass = _compass(_tessdata())
    if compass is not None:
        compass.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
        found = compass.DetectOrientationScript()
        compass.Clear()
        if found and found["orient_conf"] >= 2:
            # `orient_deg` is how far the text is turned clockwise; the transposition turns back counter-clockwise.
            turn = turns.get(int(found["orient_deg"]))
            return [grey.transpose(turn)] if turn is not None else []
    return [grey.transpose(turn) for turn in turns.values()]


def _tessdata() -> str:
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

    return _quiet(tesserocr.PyTessBaseAPI(path=folder, lang="+".join(names), psm=tesserocr.PSM.AUTO))


@lru_cache(maxsize=1)
def _compass(folder: str) -> Any:
    import tesserocr

    if not os.path.isfile(os.path.join(folder, "osd.traineddata")):
        return None
    return _quiet(tesserocr.PyTessBaseAPI(path=folder, lang="osd", psm=tesserocr.PSM.OSD_ONLY))


def _quiet(api: Any) -> Any:
    """Keep Tesseract and its picture library from writing their remarks to standard error."""
    import tesserocr

    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    api.SetVariable("debug_file", os.devnull)
    return api
