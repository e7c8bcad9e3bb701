"""Accuracy and speed of the special categories: `python benchmarks/special.py [tuning|second|…|seventh|measuring|documents|speed] [--misses]`."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import yaml

from scanner import rulepacks
from scanner.detect.special.finder import SpecialFinder

FOLDER = Path(__file__).parent / "accuracy" / "special"
LEAST = 0.5
SETS = ("tuning", "second", "third", "fourth", "fifth", "sixth", "seventh")


def load(name):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


def flat(part):
    """Yield the texts of nested lists and mappings."""
    if isinstance(part, dict):
        for inner in part.values():
            yield from flat(inner)
    else:
        yield from part


def best(finder, text, prior=1.0):
    found = {}
    for hit in finder.find(text, prior):
        found[hit.entity] = max(found.get(hit.entity, 0.0), hit.confidence)
    return found


def sentences(finder, positives, denials, negatives, *, misses):
    """Print recall and precision per category over sentences; a finding of another category counts as wrong."""
    right, missed, wrong, total = Counter(), Counter(), Counter(), Counter()
    denied, denials_seen, stray = Counter(), Counter(), 0
    for entity, texts in positives.items():
        for text in flat(texts):
            found = best(finder, text)
            total[entity] += 1
            ok = found.get(entity, 0) >= LEAST
            right[entity] += ok
            missed[entity] += not ok
            if misses and not ok:
                print(f"MISS  {entity:18} {found} {text}")
            for other, confidence in found.items():
                if other != entity and confidence >= LEAST:
                    wrong[other] += 1
                    if misses:
                        print(f"OTHER {other:18} {text}")
    for entity, texts in denials.items():
        for text in flat(texts):
            found = best(finder, text)
            denials_seen[entity] += 1
            denied[entity] += 0.35 <= found.get(entity, 0) <= 0.45
            for other, confidence in found.items():
                wrong[other] += confidence >= LEAST
            if misses and not 0.35 <= found.get(entity, 0) <= 0.45:
                print(f"DENIAL {entity:17} {found} {text}")
    counted = 0
    for text in flat(negatives):
        counted += 1
        found = best(finder, text)
        stray += bool(found)
        for entity, confidence in found.items():
            wrong[entity] += confidence >= LEAST
            if misses:
                print(f"{'FALSE' if confidence >= LEAST else 'note '} {entity:18} {confidence} {text}")
    print(f"{'category':20}{'positives':>10}{'found':>7}{'recall':>8}{'wrong':>7}{'precision':>11}{'denials':>14}")
    for entity in total:
        n, r, w = total[entity], right[entity], wrong[entity]
        print(
            f"{entity:20}{n:>10}{r:>7}{r / n:>8.3f}{w:>7}{r / max(1, r + w):>11.3f}{denied[entity]:>9} of {denials_seen[entity]}"
        )
    n, r, w = sum(total.values()), sum(right.values()), sum(wrong.values())
    print(
        f"{'all':20}{n:>10}{r:>7}{r / n:>8.3f}{w:>7}{r / max(1, r + w):>11.3f}{sum(denied.values()):>9} of {sum(denials_seen.values())}"
    )
    print(f"negative sentences: {counted}, with any note at all: {stray}\n")


def documents(finder, *, misses):
    """Print how many whole documents have exactly the entities they should have."""
    right = wrong = missed = exact = 0
    cases = load("measuring_documents")
    for case in cases:
        prior = finder.document_prior(case["text"])
        found = {entity for entity, confidence in best(finder, case["text"], prior).items() if confidence >= LEAST}
        expected = set(case["expect"])
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)
        exact += found == expected
        if misses and found != expected:
            print(f"DOCUMENT {case['name']}: prior {prior}, missed {sorted(expected - found)}, wrong {sorted(found - expected)}")
    print(f"documents: {exact} of {len(cases)} exact; entities found {right}, missed {missed}, wrong {wrong}\n")


def speed(finder):
    """Print MB/s on prose without terms, on prose with some, and on nothing but hits."""
    prose = "De cliënt komt op dinsdag naar het kantoor en bespreekt de vacatures met de consulent. " * 12_000
    mixed = ("Hij komt dinsdag terug voor de vacatures. " * 50 + "Hij heeft sinds mei een burn-out. ") * 450
    dense = "Hij heeft een burn-out. Zij rookt niet. Cliënt heeft een strafblad en is lid van Groen.\n" * 3000
    for name, text in (("no terms", prose), ("a hit per 2 kB", mixed), ("nothing but hits", dense), ("twice that", dense * 2)):
        size = len(text.encode())
        started = time.perf_counter()
        found = finder.find(text)
        seconds = time.perf_counter() - started
        print(f"{name:18}{size / 1e6:6.2f} MB{size / 1e6 / seconds:8.2f} MB/s{len(found):8} findings")
    started = time.perf_counter()
    for _ in range(200):
        finder.document_prior(mixed)
    print(f"document prior    {(time.perf_counter() - started) * 5:.2f} ms per document of 20,000 characters")


def main():
    finder = SpecialFinder(rulepacks.shipped() / "special")
    asked = {word for word in sys.argv[1:] if not word.startswith("-")} or {*SETS, "measuring", "documents", "speed"}
    misses = "--misses" in sys.argv
    if "measuring" in asked:
        print("measuring half")
        sentences(finder, load("measuring_positives"), load("measuring_denials"), load("measuring_negatives"), misses=misses)
    for name in SETS:
        if name in asked:
            print(f"{name} set")
            case = load(name)
            sentences(finder, case["positives"], case["denials"], case["negatives"], misses=misses)
    if "documents" in asked:
        documents(finder, misses=misses)
    if "speed" in asked:
        speed(finder)


if __name__ == "__main__":
    main()
