"""Portraits: two photographs in the public domain that ship inside PyPI packages, changed, and drawn heads.

Tuning half: Eileen Collins, NASA, in the public domain (`skimage/data/astronaut.png` of scikit-image). Measuring half: Grace Hopper,
United States Navy, in the public domain (`matplotlib/mpl-data/sample_data/grace_hopper.jpg` of Matplotlib). Where a package is missing
its half has drawn heads only, as `used()` says.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

_PHOTOS = {
    "tuning": ("skimage", "data/astronaut.png", (130, 0, 320, 270)),
    "measuring": ("matplotlib", "mpl-data/sample_data/grace_hopper.jpg", (90, 0, 440, 500)),
}
_SKINS = ("#f1d3bd", "#e2b594", "#c69069", "#9b6a47", "#6d4731", "#f4ddcc")
_HAIRS = ("#1d1714", "#3b2a20", "#6b4a2b", "#b08a4e", "#8f8f8f", "#4d1f14")
_BACKS = ("#dfe5ea", "#c9ced3", "#e9e6df", "#b8c4cf")


def used() -> dict[str, bool]:
    """Return for each half whether its photograph is installed."""
    return {half: _photo(half) is not None for half in _PHOTOS}


@lru_cache
def _photo(half: str) -> Image.Image | None:
    package, name, box = _PHOTOS[half]
    found = find_spec(package)
    folders = found.submodule_search_locations if found and found.submodule_search_locations else ()
    path = next((Path(folder, name) for folder in folders if Path(folder, name).is_file()), None)
    return Image.open(path).convert("RGB").crop(box) if path else None


def portrait(rng: Random, half: str, size: tuple[int, int], *, drawn: bool | None = None) -> Image.Image:
    """Return a portrait in colour; `drawn` asks for a drawn head or the photograph, None for either."""
    photo = _photo(half)
    if photo is None or drawn or (drawn is None and rng.random() < 0.5):
        return head(rng, size)
    width, height = photo.size
    shift = lambda part: rng.uniform(0, part)  # noqa: E731
    box = (width * shift(0.06), height * shift(0.04), width * (1 - shift(0.06)), height * (1 - shift(0.08)))
    face = photo.crop(tuple(map(round, box)))  # type: ignore[arg-type]
    if rng.random() < 0.5:
        face = ImageOps.mirror(face)
    face = face.rotate(rng.uniform(-4, 4), Image.Resampling.BICUBIC, fillcolor=(210, 210, 212))
    face = ImageEnhance.Brightness(ImageEnhance.Contrast(face).enhance(rng.uniform(0.8, 1.2))).enhance(rng.uniform(0.85, 1.15))
    return ImageOps.fit(face, size, Image.Resampling.LANCZOS, centering=(0.5, 0.3))


def head(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Return a drawn, shaded head with shoulders."""
    width, height = 280, round(280 * size[1] / size[0])
    skin, hair = rng.choice(_SKINS), rng.choice(_HAIRS)
    image = Image.new("RGB", (width, height), rng.choice(_BACKS))
    pen = ImageDraw.Draw(image)
    wide, tall = rng.uniform(0.22, 0.27) * width, rng.uniform(0.29, 0.34) * width
    middle, level = width * rng.uniform(0.47, 0.53), height * rng.uniform(0.40, 0.46)
    around = lambda x, y, a, b: (x - a, y - b, x + a, y + b)  # noqa: E731
    pen.ellipse(
        around(middle, height * 1.12, width * 0.48, height * 0.36), fill=rng.choice(("#2b3440", "#74323b", "#3c5a45", "#8a8f98"))
    )
    pen.rectangle((middle - wide * 0.45, level + tall * 0.6, middle + wide * 0.45, level + tall * 1.35), fill=_darker(skin, 0.85))
    pen.ellipse(around(middle, level - tall * 0.18, wide * 1.16, tall * 1.08), fill=hair)
    if rng.random() < 0.4:
        pen.rectangle((middle - wide * 1.16, level - tall * 0.2, middle + wide * 1.16, level + tall * 1.1), fill=hair)
    pen.ellipse(around(middle, level, wide, tall), fill=skin)
    pen.ellipse(around(middle, level + tall * 0.45, wide * 0.62, tall * 0.4), fill=_darker(skin, 0.96))
    apart, eyes = wide * rng.uniform(0.38, 0.44), level - tall * 0.12
    for side in (-1, 1):
        x = middle + side * apart
        pen.ellipse(around(x, eyes + 2, wide * 0.27, tall * 0.15), fill=_darker(skin, 0.78))
        pen.ellipse(around(x, eyes, wide * 0.19, tall * 0.075), fill="#f2f0ec")
        pen.ellipse(around(x, eyes, wide * 0.085, tall * 0.075), fill="#33261d")
        pen.line((x - wide * 0.26, eyes - tall * 0.17, x + wide * 0.26, eyes - tall * 0.19), fill=_darker(hair, 0.8), width=5)
    pen.polygon(
        [(middle - wide * 0.05, eyes), (middle + wide * 0.07, eyes), (middle + wide * 0.17, level + tall * 0.3), (middle - wide * 0.15, level + tall * 0.3)],
        fill=_darker(skin, 0.92),
    )  # fmt: skip
    pen.ellipse(around(middle, level + tall * 0.3, wide * 0.17, tall * 0.055), fill=_darker(skin, 0.72))
    pen.ellipse(around(middle, level + tall * 0.58, wide * rng.uniform(0.3, 0.38), tall * 0.075), fill="#a2564f")
    pen.line((middle - wide * 0.33, level + tall * 0.575, middle + wide * 0.33, level + tall * 0.575), fill="#5f2b28", width=3)
    if rng.random() < 0.25:
        for side in (-1, 1):
            pen.ellipse(around(middle + side * apart, eyes, wide * 0.32, tall * 0.22), outline="#222222", width=3)
    shade = (
        Image.linear_gradient("L")
        .rotate(rng.choice((90, 270)))
        .resize(image.size)
        .point([160 + level * 95 // 255 for level in range(256)])
    )
    lit = Image.composite(image, Image.new("RGB", image.size, "#202020"), shade)
    return lit.filter(ImageFilter.GaussianBlur(2.2)).resize(size, Image.Resampling.LANCZOS)


def _darker(colour: str, factor: float) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return round(red * factor), round(green * factor), round(blue * factor)
