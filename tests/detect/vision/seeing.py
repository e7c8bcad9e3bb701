"""Looks at pictures as the product does, and draws what is looked at."""

from __future__ import annotations

import io
import time
from random import Random

import pytest
from PIL import Image

from benchmarks.vision import documents as drawn
from benchmarks.vision import scenes
from benchmarks.vision.scenes import Shot
from scanner import rulepacks
from scanner.config import Limits
from scanner.detect.vision import vocabulary, words
from scanner.detect.vision.copies import documents
from scanner.read.documents import read_document
from scanner.read.pictures import ocr
from scanner.read.pictures.second_look import SecondLook
from scanner.read.source import Source

WORDS = vocabulary.load(rulepacks.shipped())
SCALE = 10.0  # pixels per millimetre at which cards are drawn
needs_ocr = pytest.mark.skipif(not ocr.available(), reason="Tesseract is not installed")


def seen(data, name="picture.jpg", *, reads=True, vocabulary=WORDS):
    """Return the facts about a file's pictures, with those of its parts."""
    _, extraction = read_document(Source(data, len(data), name), Limits(), ocr=reads)
    found = documents(
        extraction, name, SecondLook(Limits(), reads), vocabulary, time.monotonic() + 60, lambda child: child.locator
    )
    return list(found)


def understand(text):
    """Return what a text says in the words that come with the product."""
    return words.understand(text, WORDS)


def facts(data, entity, **options):
    return [fact for document in seen(data, **options) for fact in document.facts if fact.entity == entity]


def card(layout, seed=3, scale=SCALE):
    """Return the drawing of a layout; two sides of the same seed are of one person."""
    return drawn.LAYOUTS[layout](Random(f"test/{seed}"), "tuning", scale)


def taken(cards, scene="scan", dpi=200, turn=0.0, damage="none", quality=85, seed=1):
    return scenes.take(Random(f"taken/{seed}"), cards, Shot(scene, dpi, turn, damage, quality), SCALE)


def jpeg(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **options)
    return buffer.getvalue()


def pages(*images, dpi=150):
    """Return a PDF of pictures, one per page."""
    buffer = io.BytesIO()
    first, *others = [image.convert("L") for image in images]
    first.save(buffer, "PDF", resolution=dpi, save_all=True, append_images=others)
    return buffer.getvalue()


def sheet(side, dpi=150):
    """Return an A4 page on which one side of a card lies."""
    page = Image.new("RGB", (round(210 / 25.4 * dpi), round(297 / 25.4 * dpi)), (250, 250, 249))
    factor = dpi / 25.4 / SCALE
    sized = side.resize((round(side.width * factor), round(side.height * factor)), Image.Resampling.LANCZOS)
    page.paste(sized, (120, 160), sized)
    return page
