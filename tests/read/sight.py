"""What the tests of readers look at: places, roles, facts and gaps of what was read."""

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source


def read(data, name="file", **limits):
    return read_document(Source(data, len(data), name), Limits(**limits))


def extraction(data, name="file", **limits):
    return read(data, name, **limits)[1]


def lines(found, prefix=""):
    """All lines of text as (line, place, role), parts included."""
    for segment in found.segments:
        at = 0
        for line in segment.text.split("\n"):
            if line.strip():
                yield line, prefix + segment.locate(at + len(line) - len(line.lstrip())), str(segment.role)
            at += len(line) + 1
    for child in found.children:
        yield from lines(child.extraction, f"{prefix}{child.locator} > ")


def places(found, word):
    """Where a word stands, parts included, each occurrence once."""
    return list(_places(found, word, ""))


def _places(found, word, prefix):
    for segment in found.segments:
        at = segment.text.find(word)
        while at >= 0:
            yield prefix + segment.locate(at)
            at = segment.text.find(word, at + 1)
    for child in found.children:
        yield from _places(child.extraction, word, f"{prefix}{child.locator} > ")


def gaps(found, prefix=""):
    """(code, detail) of all gaps, parts included."""
    own = [(str(problem.code), problem.detail) for problem in found.problems]
    for child in found.children:
        own += gaps(child.extraction)
    return own


def codes(found):
    return {code for code, _ in gaps(found)}


def facts(found):
    """(entity, value) of all facts, parts included."""
    own = [(fact.entity, fact.value) for fact in found.facts]
    for child in found.children:
        own += facts(child.extraction)
    return own
