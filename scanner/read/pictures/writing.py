"""Whether a picture can hold writing at all, and how it lies: measured on a reduced picture, without reading a letter.

Lines of writing are stretches of many strokes close together with hardly any above and below. The picture is cut into strips,
and for each row of a strip the share of pixels with a stroke's edge is counted: in print a third to two thirds along a line
and none between lines, in a photo's texture about the same everywhere. The same profile tells the direction of the lines,
how far they are tilted, and which side is up, since letters have more strokes above the small letters than below them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageStat

_FINE, _COARSE = 1200, 400  # pixels of the long side; small print stands out in the one, large letters in the other
_STRIP = 52  # pixels of width, in which about eight letters of print fit
_EDGE = 6  # grey levels between neighbours, below which print has no edges
_STEPS = 8  # parts of all its grey levels, one of which is an edge of a faint picture
_LOW, _HIGH = 3, 45  # pixels of height of a line
_PEAK = 26  # of 255: share of edges above the paper's own from which a row may belong to a line
_LIKELY, _SURE = 85, 100  # of 255: mean share of edges in a line that may be writing, and in one that surely is
_DECIDED = 3  # times as many lines in one direction as in the other
_UPPER = 0.1  # of the strokes just above and below lines: difference from which the upper side is told
_LEVEL = 0.7  # degrees up to which Tesseract reads tilted lines as well as level ones
_PAGE = 100  # stretches from which a picture is a page whatever else it shows
_LARGE = 700_000  # pixels; a smaller picture is read sooner than looked at
_SHAPES = 0.05  # share of the picture that is neither paper nor sky, from which it may be a photo
_PATCH = 8  # pixels of the coarse picture
_UNEVEN = 8  # grey levels that the pixels of such a patch differ from their mean
_FLAT = 6  # grey levels between the darkest and the lightest of a picture in which nothing can be seen
_STEEPEST = 9.0  # degrees that a page is tilted at most; more is a turn
_MODEL = 8  # pixels of height of small letters at which their upper and lower parts differ most clearly

_Profile = bytes  # the share of edges, of 255, in each row of one strip


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture's writing lies."""

    lines: int
    """Stretches of what is likely writing; a page of print has hundreds, a single faint word may have none."""
    texture: bool = False
    """Whether a good part of the picture has shapes or shades, as photos have; blank paper has none."""
    flat: bool = False
    """Whether the picture is all of one shade."""
    turn: int = 0
    """Degrees counter-clockwise (0, 90, 180 or 270) by which the picture is to be turned to stand upright."""
    decided: bool = False
    """Whether the direction of the lines is beyond doubt; which of their two sides is up may still be wrong."""
    tilt: float = 0.0
    """Degrees by which the lines of the picture, once turned, climb towards the right."""
    height: float = 0.0
    """Pixels of the small letters' height in most of the lines; 0 when not known."""

    @property
    def photo(self) -> bool:
        """Whether it is more likely a photo than a page; a photo may still show some writing."""
        return self.shown and not self.decided

    @property
    def shown(self) -> bool:
        """Whether it shows more than writing: a photo, or a page or card with pictures."""
        return self.texture and self.lines < _PAGE

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that could be read."""
        return self.flat or (self.texture and not self.lines)


def look(grey: Image.Image) -> Look:
    """Return how the writing in an 8-bit grey picture lies."""
    fine, coarse = _reduced(grey, _FINE), _reduced(grey, _COARSE)
    low, high = fine.getextrema()
    if int(high) - int(low) <= _FLAT:  # type: ignore[arg-type]
        return Look(0, flat=True)
    across, down = _lines(fine, coarse), _lines(_on_side(fine), _on_side(coarse))
    lines = across.likely + down.likely
    texture = grey.width * grey.height >= _LARGE and _texture(coarse) >= _SHAPES
    sideways = down.sure > across.sure
    best, other = (down, across) if sideways else (across, down)
    height = best.height * grey.width / fine.width
    if best.sure < _DECIDED * max(1, other.sure):
        return Look(lines, texture, height=height)
    tilt = _tilt(best.profiles)
    model = _modelled(levelled(_on_side(fine) if sideways else fine, tilt), best.height)
    turn = 90 * sideways + 180 * _upside_down(_profiles(model))
    return Look(lines, texture, turn=turn, decided=True, tilt=tilt, height=height)


def _modelled(picture: Image.Image, height: float) -> Image.Image:
    """Return the picture at the size at which its small letters have the model height."""
    factor = min(1.5, _MODEL / max(1.0, height))
    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    return picture.resize(size, Image.Resampling.BOX if factor < 1 else Image.Resampling.BILINEAR)


def levelled(picture: Image.Image, tilt: float) -> Image.Image:
    """Return a grey picture with its lines level, its corners filled with its own paper; itself when the tilt is too small to matter."""
    if abs(tilt) < _LEVEL:
        return picture
    paper = median(picture.histogram())
    return picture.rotate(-tilt, Image.Resampling.BILINEAR, expand=True, fillcolor=paper)


def level_lines(grey: Image.Image) -> int:
    """Return the number of stretches of an upright 8-bit grey picture that are writing beyond doubt."""
    return _lines(_reduced(grey, _FINE), _reduced(grey, _COARSE)).sure


@dataclass(frozen=True, slots=True)
class _Lines:
    """What was seen in one direction: numbers of stretches, their height in pixels of the fine picture, and the profiles."""

    likely: int
    sure: int
    height: float
    profiles: list[_Profile]


def _lines(fine: Image.Image, coarse: Image.Image) -> _Lines:
    found = []
    for picture in (fine, coarse):
        profiles = _profiles(picture)
        stretches = [stretch for profile in profiles for stretch in _stretches(profile)]
        heights = sorted(end - start for start, end, strength in stretches if strength >= _SURE)
        height = heights[len(heights) // 2] * fine.width / picture.width if heights else 0.0
        likely = sum(strength >= _LIKELY for _, _, strength in stretches)
        found.append(_Lines(likely, len(heights), height, profiles))
    better = max(found, key=lambda lines: lines.sure)
    return _Lines(sum(one.likely for one in found), sum(one.sure for one in found), better.height, better.profiles)


def _texture(coarse: Image.Image) -> float:
    """Return the share of the picture, 0 to 1, whose shades differ within a small patch."""
    mean = coarse.reduce(_PATCH)
    smooth = mean.resize((mean.width * _PATCH, mean.height * _PATCH), Image.Resampling.NEAREST)
    uneven = ImageChops.difference(coarse, smooth.crop((0, 0, *coarse.size))).reduce(_PATCH).histogram()
    return sum(uneven[_UNEVEN:]) / sum(uneven)


def _reduced(grey: Image.Image, side: int) -> Image.Image:
    factor = max(1, round(max(grey.size) / side))
    return grey.reduce(factor) if factor > 1 else grey


def _on_side(picture: Image.Image) -> Image.Image:
    return picture.transpose(Image.Transpose.ROTATE_90)


def _profiles(picture: Image.Image) -> list[_Profile]:
    """Return for each strip, from left to right, the share of edges in each row."""
    width, height = picture.size
    if width < 2:
        return []
    edges = ImageChops.difference(picture.crop((1, 0, width, height)), picture.crop((0, 0, width - 1, height)))
    low, high = picture.getextrema()
    faint = (int(high) - int(low)) // _STEPS  # type: ignore[arg-type]
    least = max(min(_EDGE, faint), 3 * median(edges.histogram()))  # the median is the paper's grain
    edges = edges.point([255 * (level > least) for level in range(256)])
    strips = max(1, round(width / _STRIP))
    rows = edges.resize((strips, height), Image.Resampling.BOX).transpose(Image.Transpose.TRANSPOSE).tobytes()
    return [rows[strip * height : (strip + 1) * height] for strip in range(strips)]


def median(histogram: list[int]) -> int:
    """Return the median level of a histogram."""
    half, passed = sum(histogram) / 2, 0
    for level, count in enumerate(histogram):
        passed += count
        if passed >= half:
            return level
    return 0


def _stretches(profile: _Profile) -> list[tuple[int, int, int]]:
    """Return (first row, row behind the last, mean share of edges above the paper's) of what may be lines."""
    ordered = sorted(profile)
    paper = ordered[len(ordered) // 5]
    least = paper + max(_PEAK, (ordered[-max(1, len(ordered) // 50)] - paper) // 3)
    found = []
    start = 0
    inside = bool(profile) and profile[0] > least
    for row, share in enumerate(profile):
        if (share > least) is inside:
            continue
        if inside and _LOW <= row - start <= _HIGH:
            found.append((start, row, sum(profile[start:row]) // (row - start) - paper))
        start, inside = row, not inside
    return found


def _tilt(profiles: list[_Profile]) -> float:
    """Return the degrees by which the lines climb towards the right: where the page's whole profile is sharpest."""
    length = len(profiles[0])
    strips = Image.frombytes("L", (length, len(profiles)), b"".join(profiles))
    half = strips.reduce((2, 1))
    coarse = max(
        (step / 2 for step in range(-round(2 * _STEEPEST), round(2 * _STEEPEST) + 1)), key=lambda step: _sharpness(half, step, 2)
    )
    return max((coarse + step / 10 for step in range(-4, 5)), key=lambda step: _sharpness(strips, step, 1))


def _sharpness(strips: Image.Image, degrees: float, factor: int) -> float:
    """Return how clearly lines stand out when the strips are shifted as the tilt asks; `factor` is how far rows are reduced."""
    shift = -math.tan(math.radians(degrees)) * _STRIP / factor
    level = strips.transform(
        strips.size, Image.Transform.AFFINE, (1, shift, -shift * strips.height / 2, 0, 1, 0), Image.Resampling.BILINEAR
    )
    return float(ImageStat.Stat(level.resize((strips.width, 1), Image.Resampling.BOX)).stddev[0])


def _upside_down(profiles: list[_Profile]) -> bool:
    """Return whether lines have more strokes just below their small letters than just above, as if turned by 180 degrees."""
    above = below = lines = 0
    for profile in profiles:
        paper = sorted(profile)[len(profile) // 5]
        for start, end, strength in _stretches(profile):
            if strength < _SURE:
                continue
            half = (max(profile[start:end]) + paper) // 2
            small = [row for row in range(start, end) if profile[row] >= half]
            first, last = small[0], small[-1] + 1
            reach = max(2, (last - first) * 2 // 3)
            above += sum(max(0, share - paper) for share in profile[max(0, first - reach) : first])
            below += sum(max(0, share - paper) for share in profile[last : last + reach])
            lines += 1
    return lines >= 3 and below - above > _UPPER * (above + below)
