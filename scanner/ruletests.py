"""Each rule tests itself: it finds its examples at their exact spans, and not its counter-examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scanner import rulepacks
from scanner.classify import rules as class_rules
from scanner.classify.classifier import Classifier
from scanner.config import Limits
from scanner.detect.engine import Detector, Located
from scanner.detect.special import packs
from scanner.detect.vision import vocabulary
from scanner.detect.vision.words import understand
from scanner.model import Place, Segment
from scanner.read.documents import read_document
from scanner.read.source import Source


def run(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (name of an example, what is wrong with it or an empty text) for all rules of a pack."""
    detector = Detector(folder, bytes(32))
    for rule in rulepacks.entities(folder):
        for number, example in enumerate(rule.examples, 1):
            yield f"{rule.entity} example {number}", entity_example(detector, rule.entity, example)
        for number, counter in enumerate(rule.counter_examples, 1):
            yield f"{rule.entity} counter-example {number}", entity_counter_example(detector, rule.entity, counter)
    for special in packs.load(folder / "special").rules:
        for number, trial in enumerate(special.examples, 1):
            yield f"{special.entity} example {number}", within(detector, special.entity, trial.text, trial.least, trial.below)
        for number, against in enumerate(special.counter_examples, 1):
            yield f"{special.entity} counter-example {number}", within(detector, special.entity, against.text, 0.0, against.below)
    classifier = Classifier.load(folder)
    for kind in classifier.rules:
        for number, text in enumerate(kind.examples, 1):
            yield f"{kind.document_class} example {number}", class_example(classifier, kind.document_class, text, expected=True)
        for number, text in enumerate(kind.counter_examples, 1):
            yield (
                f"{kind.document_class} counter-example {number}",
                class_example(classifier, kind.document_class, text, expected=False),
            )
    yield from _cards(folder)


def _cards(folder: Path) -> Iterator[tuple[str, str]]:
    cards, words = vocabulary.written(folder), vocabulary.load(folder)
    for number, example in enumerate(cards.examples, 1):
        yield f"cards example {number}", card_example(words, example)
    for number, counter in enumerate(cards.counter_examples, 1):
        yield f"cards counter-example {number}", card_counter_example(words, counter)


def entity_example(detector: Detector, entity: str, example: rulepacks.Example) -> str:
    """Return what is wrong: the spans that were found instead, by their length, or a confidence that is too low."""
    spans = [example.text[start:end] for start, end, found, _ in detector.spans(example.text) if found == entity]
    if spans != example.values:
        return f"expected {len(example.values)} exact values, found {len(spans)} others"
    best = max(_confidences(detector, entity, example.text), default=0.0)
    return "" if best >= example.least else f"confidence {best:.2f} is below {example.least:.2f}"


def entity_counter_example(detector: Detector, entity: str, counter: rulepacks.CounterExample) -> str:
    """Return what is wrong: a confidence that is too high."""
    best = max(_confidences(detector, entity, counter.text), default=0.0)
    return "" if best < counter.below else f"found with confidence {best:.2f}"


def within(detector: Detector, entity: str, text: str, least: float, below: float) -> str:
    """Return what is wrong: the highest confidence of an entity when it is not in [least, below)."""
    best = max(_confidences(detector, entity, text), default=0.0)
    return "" if least <= best < below else f"confidence {best:.2f} is not from {least:.2f} to {below:.2f}"


def class_example(classifier: Classifier, document_class: str, example: class_rules.ClassExample, *, expected: bool) -> str:
    """Return what is wrong: the class that was found instead, or that the class was found where it must not be."""
    data = example.text.encode()
    _, extraction = read_document(Source(data, len(data), example.name), Limits())
    found = classifier.classify(extraction, example.name).document_class
    if (found == document_class) is expected:
        return ""
    return f"classified as {found}"


def card_example(words: vocabulary.Vocabulary, example: vocabulary.CardExample) -> str:
    """Return what is wrong: another kind of document than is expected, a label or another card's words that are not seen."""
    said = understand(example.text, words)
    if example.kind is not None and said.kind != example.kind:
        return f"names {said.kind or 'no document'}"
    missing = [label for label in example.labels if label not in said.labels]
    if missing:
        return f"label not seen: {', '.join(missing)}"
    if example.other is not None and example.other not in said.others:
        return f"is of {', '.join(said.others) or 'nothing else'}"
    return ""


def card_counter_example(words: vocabulary.Vocabulary, counter: vocabulary.CardCounterExample) -> str:
    """Return what is wrong: the kind of document that its words name."""
    said = understand(counter.text, words)
    return f"names {said.kind}" if said.titles else ""


def _confidences(detector: Detector, entity: str, text: str) -> list[float]:
    findings = detector.detect([Located(Segment(text, Place("text")))])
    return [finding.confidence for finding in findings if finding.entity == entity]
