"""OCR against bare Tesseract: seconds per page, words found on bad pages, photos passed over, bar codes per second.

    python benchmarks/ocr.py [speed|quality|photos|codes ...]

The pages are drawn here, in a real font, from Dutch and French sentences. Times are processor seconds of one core, ours and
Tesseract's measured in turn in the same run, the better of two runs each. Two floors: the `tesseract` program with
`OMP_THREAD_LIMIT=1`, which loads its data for every page, and bare tesserocr, which keeps it loaded.
"""

from __future__ import annotations

import io
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).parent.parent))

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.pictures import barcode, ocr, tesseract, writing
from scanner.read.source import Source

NUMBER = "85.07.30-033.28"
LANGUAGES = "nld+fra+eng+deu"
FONTS = (
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
SENTENCES = (
    "De deelnemer volgde van maart tot juni een opleiding tot magazijnmedewerker en behaalde het getuigschrift.",
    "Tijdens het intakegesprek bespraken wij de werkervaring, de verwachtingen en de mogelijkheden om te werken.",
    "Hij werkte zeven jaar als productiearbeider in een drukkerij te Roeselare en zoekt nu een vaste betrekking.",
    "Het trajectplan wordt elke drie maanden met de begeleider overlopen en waar nodig schriftelijk aangepast.",
    "Mevrouw vraagt ondersteuning bij het zoeken naar kinderopvang en bij de aanvraag van een uitkering.",
    "De werkgever bevestigt dat de stage verlengd kan worden indien de evaluatie na vier weken gunstig is.",
    "Voor het gesprek bracht zij haar diploma, een attest van de mutualiteit en twee getuigenissen mee.",
    "Le participant habite depuis dix ans dans la commune et cherche un emploi comme aide-soignant de nuit.",
    "Pendant l'entretien, elle explique que la formation précédente ne correspondait pas à ses attentes.",
    "Le conseiller transmet le rapport au service compétent avant la fin du mois et conserve une copie signée.",
    "Son ancien employeur confirme la durée du contrat ainsi que les heures prestées pendant le trimestre.",
    "Nous avons convenu d'un nouveau rendez-vous le mardi suivant afin de compléter le dossier ensemble.",
)
WORD = re.compile(r"[^\W\d_]{4,}|\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}")


def font(size: int, which: int = 0) -> ImageFont.FreeTypeFont:
    name = FONTS[which % len(FONTS)]
    return ImageFont.truetype(name if os.path.exists(name) else FONTS[-1], size)


def text_page(
    dpi: int = 200,
    *,
    points: float = 11,
    lines: int = 38,
    ink: int = 0,
    paper: int = 255,
    columns: int = 1,
    which: int = 0,
    seed: int = 1,
) -> tuple[Image.Image, str]:
    """An A4 page of running text, and the words on it."""
    chance = random.Random(seed)
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    page = Image.new("L", (width, height), paper)
    draw = ImageDraw.Draw(page)
    face = font(round(points * dpi / 72), which)
    step = round(points * 1.45 * dpi / 72)
    margin, gutter = round(0.85 * dpi), round(0.35 * dpi)
    measure = (width - 2 * margin - gutter * (columns - 1)) // columns
    said = []
    words = iter(_words(chance))
    for column in range(columns):
        left = margin + column * (measure + gutter)
        for number in range(lines // columns if columns > 1 else lines):
            top = margin + number * step
            if top + step > height - margin:
                break
            if number % 9 == 4:
                line = f"Rijksregisternummer {NUMBER}" if columns == 1 else NUMBER
            else:
                line = _fill(words, face, measure)
            said.append(line)
            draw.text((left, top), line, font=face, fill=ink)
    return page, "\n".join(said)


def _words(chance: random.Random) -> Iterable[str]:
    while True:
        yield from chance.choice(SENTENCES).split()


def _fill(words: Iterable[str], face: ImageFont.FreeTypeFont, width: int) -> str:
    line = ""
    for word in words:
        if line and face.getlength(f"{line} {word}") > width - face.getlength("aanwezigheidslijst"):
            return f"{line} {word}"
        line = f"{line} {word}".strip()
    return line


def form_page(dpi: int = 200, *, boxes: bool = True) -> tuple[Image.Image, str]:
    """A form: labels and values in a grid of lines."""
    page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    draw = ImageDraw.Draw(page)
    face = font(round(10.5 * dpi / 72))
    rows = (
        ("Naam en voornaam", "Vermeulen Katrien"), ("Rijksregisternummer", NUMBER), ("Geboorteplaats", "Oudenaarde"),
        ("Nationaliteit", "Belgische"), ("Burgerlijke staat", "gehuwd"), ("Adres", "Stationsstraat 14 te Roeselare"),
        ("Telefoon", "privé en werk"), ("Mutualiteit", "Christelijke Mutualiteit"), ("Opleiding", "secundair onderwijs"),
        ("Laatste werkgever", "Drukkerij Verhaeghe"), ("Begeleider", "Dirk Claessens"), ("Handtekening", "voor akkoord gelezen"),
    )  # fmt: skip
    left, right, top, step = 0.8 * dpi, 7.4 * dpi, 1.0 * dpi, 0.42 * dpi
    for number, (label, value) in enumerate(rows * 2):
        y = top + number * step
        draw.text((left + 0.08 * dpi, y + 0.12 * dpi), label, font=face, fill=0)
        draw.text((left + 2.6 * dpi, y + 0.12 * dpi), value, font=face, fill=0)
        if boxes:
            draw.rectangle((left, y, right, y + step), outline=0, width=max(1, dpi // 100))
            draw.line((left + 2.5 * dpi, y, left + 2.5 * dpi, y + step), fill=0, width=max(1, dpi // 100))
    return page, "\n".join(" ".join(row) for row in rows * 2)


def photo(width: int = 1654, height: int = 2339, seed: int = 3, detail: int = 40) -> Image.Image:
    """A picture without text: soft shapes, textures and sensor noise, such as a landscape or a room gives."""
    chance = random.Random(seed)
    image = Image.new("L", (width // 4, height // 4), 120)
    draw = ImageDraw.Draw(image)
    for _ in range(detail):
        x, y = chance.randrange(width // 4), chance.randrange(height // 4)
        across, down = chance.randrange(10, width // 8), chance.randrange(10, height // 8)
        shape = draw.ellipse if chance.random() < 0.6 else draw.rectangle
        shape((x, y, x + across, y + down), fill=chance.randrange(256))
    for _ in range(detail * 4):  # grass, branches, hair
        x, y = chance.randrange(width // 4), chance.randrange(height // 4)
        end = (x + chance.randrange(-20, 20), y + chance.randrange(-60, 10))
        draw.line((x, y, *end), fill=chance.randrange(256), width=chance.randrange(1, 4))
    soft = image.filter(ImageFilter.GaussianBlur(1.2)).resize((width, height), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((width, height), 14)
    return ImageChops.add(soft, grain, scale=1, offset=-128)


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    target = io.BytesIO()
    image.convert("L").save(target, "JPEG", quality=quality)
    return Image.open(io.BytesIO(target.getvalue())).convert("L")


def noisy(image: Image.Image, sigma: float) -> Image.Image:
    return ImageChops.add(image, Image.effect_noise(image.size, sigma), scale=1, offset=-128)


def salted(image: Image.Image, share: float, seed: int = 5) -> Image.Image:
    chance = random.Random(seed)
    page = image.copy()
    pixels = page.load()
    for _ in range(int(share * page.width * page.height)):
        pixels[chance.randrange(page.width), chance.randrange(page.height)] = chance.choice((0, 255))
    return page


def shaded(image: Image.Image) -> Image.Image:
    """Grey paper, darker towards one side, as a copier gives."""
    veil = Image.linear_gradient("L").rotate(90).resize(image.size).point(lambda level: 150 + level * 70 // 255)
    return ImageChops.multiply(image, veil)


def tilted(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def recall(said: str, found: str) -> float:
    """The share of the words said (four letters and more, and national numbers) that were found."""
    wanted = WORD.findall(said)
    there: dict[str, int] = {}
    for word in WORD.findall(found):
        there[word.casefold()] = there.get(word.casefold(), 0) + 1
    hits = 0
    for word in wanted:
        if there.get(word.casefold(), 0):
            there[word.casefold()] -= 1
            hits += 1
    return hits / len(wanted) if wanted else 1.0


def numbers_right(said: str, found: str) -> str:
    """How many of the national numbers came out right."""
    return f"{min(found.count(NUMBER), said.count(NUMBER))}/{said.count(NUMBER)}"


# Speed


def speed_pages() -> dict[str, tuple[Image.Image, bool]]:
    """Pages by name, and whether they stand upright."""
    plain = text_page()[0]
    dense = text_page(points=8.5, lines=64, which=1, seed=2)[0]
    return {
        "clean": (plain, True),
        "dense": (dense, True),
        "sparse": (text_page(lines=7, seed=3)[0], True),
        "grey paper": (shaded(text_page(seed=4)[0]), True),
        "noisy JPEG": (jpeg(noisy(text_page(seed=5, ink=30, paper=235)[0], 18), 45), True),
        "form with lines": (form_page()[0], True),
        "two columns": (text_page(columns=2, points=9.5, lines=88, seed=6)[0], True),
        "turned 90": (plain.transpose(Image.Transpose.ROTATE_90), False),
        "turned 180": (plain.transpose(Image.Transpose.ROTATE_180), False),
        "photo": (photo(), False),
    }


def processor(work: Callable[[], object], runs: int = 2) -> float:
    """The fewest processor seconds that a piece of work takes, those of programs it starts included."""
    best = 1e9
    for _ in range(runs):
        begin = _used()
        work()
        best = min(best, _used() - begin)
    return best


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def program(path: str) -> None:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", path, "stdout", "-l", LANGUAGES]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def bare_engine() -> Callable[[Image.Image], str]:
    import tesserocr

    api = tesserocr.PyTessBaseAPI(path=tesseract.tessdata(), lang=LANGUAGES, psm=tesserocr.PSM.AUTO)

    def read(image: Image.Image) -> str:
        api.SetImageBytes(image.tobytes(), image.width, image.height, 1, image.width)
        api.SetSourceResolution(200)
        text = api.GetUTF8Text()
        api.Clear()
        return text

    return read


def scans(images: Iterable[Image.Image]) -> bytes:
    """A PDF with a JPEG scan per page."""
    first, *rest = [image.convert("L") for image in images]
    target = io.BytesIO()
    first.save(target, "PDF", resolution=200, save_all=True, append_images=rest, quality=85)
    return target.getvalue()


def speed() -> None:
    pages = speed_pages()
    bare = bare_engine()
    ocr.read_image(next(iter(pages.values()))[0].crop((0, 0, 800, 400)), 200)  # loads the data
    total = {"ours": 0.0, "loaded": 0.0, "program": 0.0}
    print(f"{'page (A4, 200 dpi)':20} {'ours':>7} {'loaded':>7} {'program':>8}   seconds; ours ÷ loaded, ours ÷ program")
    with tempfile.TemporaryDirectory() as folder:
        for name, (page, upright) in pages.items():
            path = os.path.join(folder, "page.png")
            page.save(path, dpi=(200, 200))
            times = {
                "ours": processor(lambda page=page: ocr.read_image(page, 200)),
                "loaded": processor(lambda page=page: bare(page)),
                "program": processor(lambda path=path: program(path)),
            }
            if upright:
                total = {key: total[key] + value for key, value in times.items()}
            _row(name, times)
    _row("upright together", total)
    upright = [jpeg(page, 85) for page, stands in pages.values() if stands]
    data = scans(upright)
    limits = Limits(soft_seconds=300, hard_seconds=400)
    loaded = sum(processor(lambda page=page: bare(page)) for page in upright)
    whole = processor(lambda: read_document(Source(data, len(data), "scan.pdf"), limits))
    _row("as a PDF of scans", {"ours": whole, "loaded": loaded, "program": total["program"]})
    count = len(upright)
    print(f"pages per core and second: ours {count / total['ours']:.2f}, PDF of scans {count / whole:.2f}, ", end="")
    print(f"loaded {count / total['loaded']:.2f}, program {count / total['program']:.2f}")


def _row(name: str, times: dict[str, float]) -> None:
    ours, loaded, alone = times["ours"], times["loaded"], times["program"]
    print(f"{name:20} {ours:7.2f} {loaded:7.2f} {alone:8.2f}   {ours / loaded:5.2f} {ours / alone:5.2f}", flush=True)


# Quality


def bad_pages() -> dict[str, tuple[Image.Image, str, int]]:
    """Pages by name with the words on them and their resolution."""
    pages: dict[str, tuple[Image.Image, str, int]] = {}
    for dpi in (150, 200, 300):
        pages[f"clean {dpi} dpi"] = (*text_page(dpi, seed=dpi), dpi)
    plain, said = text_page(lines=22, seed=11)
    for name, turn in (("90", "ROTATE_90"), ("180", "ROTATE_180"), ("270", "ROTATE_270")):
        pages[f"turned {name}"] = (plain.transpose(Image.Transpose[turn]), said, 200)
    for degrees in (-3, -1, 1, 3):
        pages[f"tilted {degrees:+d}"] = (tilted(plain, degrees), said, 200)
    pages["faint"] = (*text_page(lines=22, ink=205, paper=250, seed=12), 200)
    pages["very faint, noisy"] = (
        noisy(text_page(lines=22, ink=215, paper=245, seed=12)[0], 6),
        text_page(lines=22, seed=12)[1],
        200,
    )
    pages["grey paper"] = (*text_page(lines=22, ink=40, paper=150, seed=13), 200)
    page, words = text_page(lines=22, seed=14)
    pages["shaded paper"] = (shaded(page), words, 200)
    pages["JPEG 20"] = (jpeg(page, 20), words, 200)
    pages["JPEG 10"] = (jpeg(page, 10), words, 200)
    pages["JPEG 15, 150 dpi"] = (jpeg(text_page(150, lines=22, seed=15)[0], 15), text_page(150, lines=22, seed=15)[1], 150)
    pages["noise 40"] = (noisy(page, 40), words, 200)
    pages["salt 2 %"] = (salted(page, 0.02), words, 200)
    pages["salt 6 %"] = (salted(page, 0.06), words, 200)
    pages["white on dark"] = (*text_page(lines=22, ink=245, paper=30, seed=16), 200)
    pages["dark bar on white"] = _bar()
    pages["blurred"] = (page.filter(ImageFilter.GaussianBlur(1.6)), words, 200)
    pages["fax, black and white"] = (page.resize((page.width // 2, page.height // 2)).convert("1").convert("L"), words, 100)
    pages["two columns"] = (*text_page(columns=2, points=9.5, lines=70, seed=17), 200)
    pages["table with lines"] = (*form_page(), 200)
    pages["table without lines"] = (*form_page(boxes=False), 200)
    pages["small print 7 pt"] = (*text_page(points=7, lines=60, seed=18), 200)
    pages["serif 150 dpi"] = (*text_page(150, points=10, which=1, seed=19), 150)
    pages["photographed"] = (_photographed(page), words, 0)
    pages["8 pt, 150 dpi"] = (*text_page(150, points=8, lines=40, seed=22), 150)
    pages["10 pt, 100 dpi"] = (*text_page(100, points=10, lines=30, seed=23), 100)
    pages["9 pt, 100 dpi, JPEG 30"] = (
        jpeg(text_page(100, points=9, lines=30, seed=24)[0], 30),
        text_page(100, points=9, lines=30, seed=24)[1],
        100,
    )
    pages["tilted +6"] = (tilted(page, 6), words, 200)
    pages["form tilted -2"] = (tilted(form_page()[0], -2), form_page()[1], 200)
    pages["deep shadow"] = (_spine(page), words, 200)
    pages["few words turned"] = _turned_few()
    pages["capitals upside down"] = _capitals()
    pages["numbers only, turned 180"] = _numbers()
    pages["coloured cells"] = _cells()
    pages["faint and bold mixed"] = _mixed()
    pages["card on a table"] = _card()
    pages["faint 150 dpi, JPEG 40"] = (
        jpeg(text_page(150, lines=22, ink=190, paper=235, seed=25)[0], 40),
        text_page(150, lines=22, seed=25)[1],
        150,
    )
    return pages


def _spine(page: Image.Image) -> Image.Image:
    """The dark fold of a book along one side."""
    fold = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda level: 45 + min(210, level * 2))
    return ImageChops.multiply(page, fold)


def _turned_few() -> tuple[Image.Image, str, int]:
    page, said = text_page(lines=2, seed=31)
    return page.transpose(Image.Transpose.ROTATE_270), said, 200


def _capitals() -> tuple[Image.Image, str, int]:
    page = Image.new("L", (1654, 2339), 255)
    lines = [sentence.upper()[:56] for sentence in SENTENCES]
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((150, 200 + 70 * number), line, font=font(30), fill=0)
    return page.transpose(Image.Transpose.ROTATE_180), "\n".join(lines), 200


def _numbers() -> tuple[Image.Image, str, int]:
    page = Image.new("L", (1654, 2339), 255)
    lines = [f"{NUMBER}   {1000 + 37 * number},{number:02}   12/03/2024" for number in range(20)]
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((150, 200 + 70 * number), line, font=font(30), fill=0)
    return page.transpose(Image.Transpose.ROTATE_180), "\n".join(lines), 200


def _cells() -> tuple[Image.Image, str, int]:
    """A table whose rows are grey and dark by turns, white letters on the dark ones."""
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    lines = [sentence[:70] for sentence in SENTENCES] + [f"Rijksregisternummer {NUMBER}"] * 2
    for number, line in enumerate(lines):
        shade, ink = ((255, 0), (200, 20), (60, 245))[number % 3]
        draw.rectangle((120, 200 + 80 * number, 1540, 280 + 80 * number), fill=shade)
        draw.text((150, 222 + 80 * number), line, font=font(30), fill=ink)
    return page, "\n".join(lines), 200


def _mixed() -> tuple[Image.Image, str, int]:
    page = Image.new("L", (1654, 2339), 250)
    lines = [sentence[:70] for sentence in SENTENCES] + [f"Rijksregisternummer {NUMBER}"] * 2
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((150, 222 + 80 * number), line, font=font(30), fill=(0, 195)[number % 2])
    return page, "\n".join(lines), 200


def _card() -> tuple[Image.Image, str, int]:
    """A card of 86 mm in a photo of 12 megapixels, turned by two degrees."""
    desk = photo(4000, 3000, seed=12)
    card = Image.new("L", (1300, 820), 215)
    lines = (
        "IDENTITEITSKAART",
        "Vermeulen Katrien",
        "Geboorteplaats Oudenaarde",
        f"Rijksregisternummer {NUMBER}",
        "Nationaliteit Belgische",
    )
    for number, line in enumerate(lines):
        ImageDraw.Draw(card).text((80, 90 + 130 * number), line, font=font(46), fill=40)
    desk.paste(card.rotate(2, Image.Resampling.BICUBIC, fillcolor=120), (1400, 1000))
    return jpeg(desk.filter(ImageFilter.GaussianBlur(0.7)), 85), "\n".join(lines), 0


def _bar() -> tuple[Image.Image, str, int]:
    page, said = text_page(lines=20, seed=21)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 1500, page.width, 1700), fill=25)
    draw.text((180, 1560), f"Rijksregisternummer {NUMBER}", font=font(34), fill=250)
    return page, f"{said}\nRijksregisternummer {NUMBER}", 200


def _photographed(page: Image.Image) -> Image.Image:
    """A page on a table, seen by a phone: larger, slightly turned, uneven light, soft."""
    desk = photo(2600, 3400, seed=8)
    sheet = shaded(page).rotate(1.5, Image.Resampling.BICUBIC, fillcolor=140)
    desk.paste(sheet.resize((2200, 3110), Image.Resampling.BICUBIC), (180, 140))
    return jpeg(noisy(desk.filter(ImageFilter.GaussianBlur(0.8)), 8), 70)


def quality() -> None:
    bare = bare_engine()
    print(f"{'page':24} {'bare':>6} {'ours':>6} {'numbers':>8} {'conf.':>6} {'sec.':>6}")
    ours_all, bare_all = [], []
    for name, (page, said, dpi) in bad_pages().items():
        begin = time.process_time()
        found = ocr.read_image(page, dpi)
        seconds = time.process_time() - begin
        ours, floor = recall(said, found.text), recall(said, bare(page.convert("L")))
        ours_all.append(ours)
        bare_all.append(floor)
        doubt = " doubtful" if found.doubtful else ""
        right = numbers_right(said, found.text)
        print(f"{name:24} {floor:6.1%} {ours:6.1%} {right:>8} {found.mean_confidence:6.1f} {seconds:6.2f}{doubt}", flush=True)
    print(f"{'mean':24} {sum(bare_all) / len(bare_all):6.1%} {sum(ours_all) / len(ours_all):6.1%}")


# Photos


def photos() -> None:
    """What pictures without text cost, and whether faint text is ever passed over as one of them."""
    ocr.read_image(text_page(lines=2)[0])
    print("12 megapixels as a JPEG file, seconds from bytes to nothing found:")
    for name, detail in (("calm", 12), ("usual", 40), ("crowded", 160)):
        target = io.BytesIO()
        photo(4000, 3000, seed=detail, detail=detail).save(target, "JPEG", quality=88)
        data = target.getvalue()
        seconds = processor(lambda data=data: read_document(Source(data, len(data), "foto.jpg"), Limits()))
        _, extraction = read_document(Source(data, len(data), "foto.jpg"), Limits())
        print(f"  {name:8} {seconds:6.2f}   text {len(extraction.segments)}, gaps {len(extraction.problems)}")
    faint = passed = 0
    for ink, paper, points, dpi, lines in product((250, 240, 225, 200), (255, 252), (8, 11, 16), (100, 150, 200), (1, 3, 22)):
        if paper - ink > 5:
            page, _ = text_page(dpi, points=points, lines=lines, ink=ink, paper=paper, seed=lines)
            faint += 2
            passed += writing.look(page).empty + writing.look(noisy(page, 2)).empty
    words = passed_words = 0
    for word, size, shade in product(("Gent", "ja", NUMBER), (16, 24, 40, 80), (10, 20, 60, 200)):
        page = Image.new("L", (1654, 2339), 245)
        ImageDraw.Draw(page).text((300, 900), word, font=font(size), fill=245 - shade)
        words += 1
        passed_words += writing.look(page).empty
    print(f"faint pages passed over unread: {passed} of {faint}; single faint words: {passed_words} of {words}")


# Bar codes


def codes() -> None:
    """Milliseconds that looking for bar codes takes, and how many codes on bad pages are read."""
    pages = {name: page for name, (page, _) in speed_pages().items()} | {"photo of 12 MP": photo(4000, 3000)}
    print("milliseconds to look for bar codes:")
    for name, page in pages.items():
        print(f"  {name:18} {1000 * processor(lambda page=page: barcode.find(page), 3):6.1f}")
    import zxingcpp

    read = made = 0
    plain = text_page(lines=12)[0]
    for kind, module in product(("Code128", "QRCode", "PDF417", "DataMatrix", "Aztec", "EAN13", "Code39", "ITF"), (2, 3, 4, 6)):
        text = {"EAN13": "5412345678908", "ITF": "850730033280"}.get(kind, "85073003328")
        drawn = memoryview(
            zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind)), scale=module)
        )
        code = Image.frombytes("L", (drawn.shape[1], drawn.shape[0]), drawn.tobytes())
        if kind in ("Code128", "EAN13", "Code39", "ITF"):
            code = code.resize((code.width, max(80, code.height)))
        page = plain.copy()
        page.paste(code, (200, 1400))
        faint = page.point(lambda level: 255 - (255 - level) * 35 // 100)
        blurred = noisy(page.filter(ImageFilter.GaussianBlur(0.8)), 20)
        for bad in (page, tilted(page, 7), page.transpose(Image.Transpose.ROTATE_90), faint, blurred):
            made += 1
            read += any(found.text == text for found in barcode.find(bad))
    print(f"codes read: {read} of {made}")


def main() -> None:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    wanted = sys.argv[1:] or ["speed", "quality", "photos", "codes"]
    for name in wanted:
        globals()[name]()
        print()


if __name__ == "__main__":
    main()
