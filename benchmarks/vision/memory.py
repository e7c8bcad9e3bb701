"""Peak memory of looking at pictures of 100 megapixels, each in a process of its own."""

from __future__ import annotations

import io
import multiprocessing
import time
from pathlib import Path
from random import Random

from PIL import Image

KINDS = ("JPEG in colour", "PNG in grey", "PNG in colour")
_SIDE = 10_000


def _picture(kind: str) -> bytes:
    from benchmarks.vision import documents

    image = Image.new("RGB", (_SIDE, _SIDE), (236, 232, 226))
    card = documents.new_front(Random(5), "tuning", 40)
    image.paste(card, (2000, 3000), card)
    if "grey" in kind:
        image = image.convert("L")
    buffer = io.BytesIO()
    image.save(buffer, kind.split(maxsplit=1)[0], quality=85, compress_level=1, dpi=(1000, 1000))
    return buffer.getvalue()


def _look(data: bytes, name: str, answer: multiprocessing.Queue[tuple[float, float, float, int]]) -> None:
    from scanner import rulepacks
    from scanner.config import Limits
    from scanner.detect.vision import vocabulary
    from scanner.detect.vision.copies import documents
    from scanner.read.documents import read_document
    from scanner.read.pictures.second_look import SecondLook
    from scanner.read.source import Source

    def peak() -> float:
        # Not `ru_maxrss`, which a process inherits from the one that started it.
        status = Path("/proc/self/status").read_text("utf-8")
        return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) / 1024

    start = peak()
    limits, words = Limits(), vocabulary.load(rulepacks.shipped())
    eyes = SecondLook(limits, reads=True)
    _, extraction = read_document(Source(data, len(data), name), limits, ocr=True)
    read = peak()
    seen = list(documents(extraction, name, eyes, words, time.monotonic() + 60, lambda child: child.locator))
    copies = sum(fact.entity == "ID_CARD_COPY" for document in seen for fact in document.facts)
    answer.put((start, read, peak(), copies))


def main() -> None:
    context = multiprocessing.get_context("spawn")
    print(f"{'100 megapixels':16} {'start MiB':>10} {'after reading':>14} {'after looking':>14} {'copies':>7}")
    for kind in KINDS:
        queue: multiprocessing.Queue[tuple[float, float, float, int]] = context.Queue()  # type: ignore[assignment]
        process = context.Process(target=_look, args=(_picture(kind), "picture", queue))
        process.start()
        start, read, looked, copies = queue.get()
        process.join()
        print(f"{kind:16} {start:10.0f} {read:14.0f} {looked:14.0f} {copies:7}")
