"""Makes a page fit for Tesseract: grey, upright, level, of a fair size, without grain, specks or shadow. Each only where needed."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageMath, ImageOps

from scanner.read.pictures.writing import Look, levelled, median

_PIXELS = 9_000_000  # A4 at 300 dpi; more does not make Tesseract read better, only longer
_PHOTO_PIXELS = 4_000_000  # a card that fills a ninth of it still has 220 dpi
_SMALL = 9.0  # pixels of small letters' height; below it Tesseract confuses digits, and the picture is enlarged
_FEW = 700  # pixels of the long side; in less the height of letters is not told well, and the picture is enlarged
_DPI = 200
_GRAIN = 0.10  # of the difference between ink and paper: grain between neighbours from which it is smoothed
_SPECKS = 0.002  # share of pixels unlike all around them; print has next to none
_SPECK = 80  # grey levels
_ROOM = 12.0  # pixels of small letters' height from which smoothing does not cost strokes
_FAINT = 160  # grey levels between the lightest and the darkest; below it they are stretched
_SHADOW = 60  # grey levels between the lightest and the darkest paper of a picture
_STEP = 40  # grey levels between neighbouring patches of paper; more is a coloured bar, not a shadow
_PATCHES = 48  # patches of paper along each side


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


def prepare(grey: Image.Image, dpi: float, view: Look) -> tuple[Image.Image, float]:
    """Return a grey picture as Tesseract reads it best, and its resolution; `dpi` is the picture's own, 0 when not known."""
    factor = _factor(grey, view)
    dpi = dpi if 70 <= dpi <= 1200 else _DPI
    if factor != 1.0:
        size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
        grey = grey.resize(size, Image.Resampling.LANCZOS if factor > 1 else Image.Resampling.BOX)
    page = _upright(grey, view)
    page = _evenly_lit(_smooth(page, view.height * factor))
    low, high = page.getextrema()
    if int(high) - int(low) < _FAINT:  # type: ignore[arg-type]
        page = ImageOps.autocontrast(page)
    return page, dpi * factor


def _factor(grey: Image.Image, view: Look) -> float:
    pixels = grey.width * grey.height
    most = _PHOTO_PIXELS if view.shown else _PIXELS
    if pixels > most:
        return float((most / pixels) ** 0.5)
    small = 0 < view.height < _SMALL or (not view.height and max(grey.size) < _FEW)
    return 2.0 if small and 4 * pixels <= _PIXELS else 1.0


def _upright(grey: Image.Image, view: Look) -> Image.Image:
    if view.turn:
        grey = grey.transpose(Image.Transpose[f"ROTATE_{view.turn}"])
    return levelled(grey, view.tilt)


def _smooth(page: Image.Image, height: float) -> Image.Image:
    """Take away grain and specks, which cost Tesseract more time than reading, and words."""
    if height < _ROOM:
        return page
    samples = _samples(page)
    if sum(map(_specks, samples)) > _SPECKS * len(samples):
        return page.filter(ImageFilter.MedianFilter(3))
    low, high = page.resize((256, 256), Image.Resampling.BOX).getextrema()
    if sum(map(_grain, samples)) / len(samples) > max(2.0, _GRAIN * (int(high) - int(low))):  # type: ignore[arg-type]
        return page.filter(ImageFilter.BoxBlur(1))
    return page


def _samples(page: Image.Image) -> list[Image.Image]:
    """Return four pieces of the picture on one of its diagonals."""
    side = min(160, page.width, page.height)
    places = [((page.width - side) * part // 5, (page.height - side) * part // 5) for part in (1, 2, 3, 4)]
    return [page.crop((left, top, left + side, top + side)) for left, top in places]


def _specks(piece: Image.Image) -> float:
    """Return the share of pixels that are much darker or lighter than all eight around them."""
    share = 0.0
    for rank, sign in ((1, 1), (7, -1)):
        second = piece.filter(ImageFilter.RankFilter(3, rank))
        gap = ImageChops.subtract(second, piece) if sign > 0 else ImageChops.subtract(piece, second)
        share += sum(gap.histogram()[_SPECK:])
    return share / (piece.width * piece.height)


def _grain(piece: Image.Image) -> float:
    """Return the usual difference between neighbouring pixels."""
    width, height = piece.size
    return median(ImageChops.difference(piece.crop((1, 0, width, height)), piece.crop((0, 0, width - 1, height))).histogram())


def _evenly_lit(page: Image.Image) -> Image.Image:
    """Return the page with its paper white everywhere, when a shadow lies over it; a coloured bar is no shadow."""
    # The lightest of each neighbourhood is paper, also between lines of dense print.
    paper = page.resize((8 * _PATCHES, 8 * _PATCHES), Image.Resampling.BOX, reducing_gap=2.0)
    paper = paper.filter(ImageFilter.MaxFilter(5)).resize((_PATCHES, _PATCHES), Image.Resampling.BOX)
    shades = sorted(paper.tobytes())
    if shades[len(shades) * 95 // 100] - shades[len(shades) * 5 // 100] <= _SHADOW or _stepped(paper):
        return page
    shadow = (
        paper.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.GaussianBlur(2)).resize(page.size, Image.Resampling.BILINEAR)
    )
    lit = ImageMath.lambda_eval(lambda a: a["page"] * 255 / (a["shadow"] + 1), page=page, shadow=shadow)
    result: Image.Image = lit.convert("L")
    return result


def _stepped(paper: Image.Image) -> bool:
    width, height = paper.size
    steps = ImageChops.difference(paper.crop((1, 0, width, height)), paper.crop((0, 0, width - 1, height)))
    down = ImageChops.difference(paper.crop((0, 1, width, height)), paper.crop((0, 0, width, height - 1)))
    large = sum(steps.histogram()[_STEP:]) + sum(down.histogram()[_STEP:])
    return large > _PATCHES // 2


def without(page: Image.Image, boxes: list[tuple[int, int, int, int]]) -> Image.Image:
    """Return the picture with these boxes blank."""
    rest = page.copy()
    draw = ImageDraw.Draw(rest)
    paper = median(page.histogram())
    for left, top, right, bottom in boxes:
        draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), fill=paper)
    return rest
