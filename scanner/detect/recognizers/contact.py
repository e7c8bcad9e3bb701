"""E-mail addresses, phone numbers and IBANs: Presidio's recognisers, kept offline and exact, and the IKL number by its label."""

from __future__ import annotations

import re
from typing import Any

import tldextract
from presidio_analyzer import RecognizerResult
from presidio_analyzer.predefined_recognizers import EmailRecognizer
from stdnum import iban

from scanner.detect.artifacts import LANGUAGE
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import CANONICAL, EVIDENCE
from scanner.detect.lookalikes import Spans, covered, spans
from scanner.detect.window import Window
from scanner.runs import in_runs

# The list of suffixes that comes with the package; the default would fetch one from the network on first use.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}")
_IKL = re.compile(r"(?<![0-9A-Za-z])(?:\d{1,3}([ .])\d{3}(?:\1\d{1,3}){0,2}|\d{5,10})(?![0-9])")
# What a phone number looks like: a plus or a zero, and groups of digits that one sign or space parts.
_PHONE = re.compile(r"(?<![0-9A-Za-z+])(?<![0-9][.,:/-])(?:\(?\+[0-9]{1,3}|\(?0)(?:[ ]?[./()-]{0,2}[ ]?[0-9]){7,13}(?![0-9])")
_ADDRESS = 100  # characters of an e-mail address on either side of its sign
# A date, an old account 3-7-2, the number of an employer 7-2, a digit in each box.
_SOMETHING_ELSE = re.compile(
    r"^0?\d[ ]?[./-][ ]?\d{1,2}[ ]?[./-][ ]?(?:19|20)\d\d|^\d{3}-\d{7}-\d{2}|^\d{7}-\d{2}(?!\d)|(?<![0-9])\d(?:[^0-9]+\d){4}(?![0-9])"
)
_FEW_LETTERS = 20  # between the label of an IKL number and the number
_SHORTEST = 8  # digits without the zero in front
# Lengths of IBANs (ISO 13616 registry) for the countries met most; elsewhere every length is tried, longest first.
_LENGTHS = {
    "BE": 16,
    "NL": 18,
    "FR": 27,
    "DE": 22,
    "LU": 20,
    "GB": 22,
    "ES": 24,
    "IT": 27,
    "PL": 28,
    "PT": 25,
    "IE": 22,
    "AT": 20,
    "CH": 21,
    "RO": 24,
    "BG": 22,
    "TR": 26,
}


class OfflineEmailRecognizer(EmailRecognizer):
    """Presidio's recogniser with a list of suffixes that is on disk."""

    def __init__(self) -> None:
        super().__init__(supported_language=LANGUAGE)

    def validate_result(self, pattern_text: str) -> bool:
        """Return whether the domain ends in a public suffix."""
        parts = _SUFFIXES(pattern_text.rpartition("@")[2])
        return bool(parts.domain and parts.suffix)

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None, regex_flags: Any = None
    ) -> list[RecognizerResult]:
        """Return the addresses with their evidence."""
        results = []
        for start, end in _around(text, "@"):
            for result in super().analyze(text[start:end], entities, nlp_artifacts, regex_flags):
                result.start, result.end = result.start + start, result.end + start
                results.append(result)
        for result in results:
            _annotate(result, text[result.start : result.end].lower(), ("format", "public suffix"))
        return [result for result in results if result.score > 0]


class BelgianPhoneRecognizer(WindowRecognizer):
    """Belgian and Dutch numbers, and those of any country behind a plus; the library is asked only of what looks like one."""

    ENTITY = "PHONE_NUMBER"

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        others = Spans(span for span in spans(text) if span[2] != "phone")
        results = []
        for match in in_runs(_PHONE, text, 8):
            if covered(*match.span(), others) or _SOMETHING_ELSE.search(match.group()):
                continue
            end, canonical = _phone(match.group())
            if not end or not self._may_be_phone(window, match.start(), match.start() + end, match.group()):
                continue
            results.append(self.result(match.start(), match.start() + end, 0.6, canonical, ("number plan BE/NL",), "number plan"))
        return results

    @staticmethod
    def _may_be_phone(window: Window, start: int, end: int, written: str) -> bool:
        """Whether no label of another number speaks for it; a plus needs no label."""
        if written.lstrip("(").startswith("+"):
            return True
        at = window.base + start
        grid = window.labels.grid is not None
        # What a line above announces is no reason against a number of this shape; the title of a column is.
        line = -1 if grid else window.labels.line_at(at) - 1
        kinds = {label.kind for label in window.labels.announcing(at, window.base + end) if label.start > line}
        return "phone" in kinds or not any(kind.islower() for kind in kinds)


class IbanRecognizer(WindowRecognizer):
    """IBANs of exactly their country's length whose checks hold."""

    ENTITY = "IBAN_CODE"

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results = []
        for match in in_runs(_IBAN, text, 10):
            end = _iban_end(match.group())
            if end:
                canonical = re.sub(r"[ -]", "", match.group()[:end])
                results.append(self.result(match.start(), match.start() + end, 0.95, canonical, ("checksum", "format"), "IBAN"))
        return results


class IklRecognizer(WindowRecognizer):
    """VDAB's customer number, only behind its label."""

    ENTITY = "IKL_NUMBER"

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        if not window.labels.may_announce(self.ENTITY, window.base + len(text)):
            return []
        results = []
        for match in in_runs(_IKL, text):
            announced = window.labels.announcing(window.base + match.start(), window.base + match.end())
            label = next((found for found in announced if found.kind == self.ENTITY), None)
            digits = "".join(char for char in match.group() if char.isdigit())
            if label and 5 <= len(digits) <= 10 and _leads_to(window, label.end, window.base + match.start()):
                results.append(self.result(*match.span(), 0.9, digits, (f"label: {label.words}",), "labelled number"))
        return results


def _around(text: str, sign: str) -> list[tuple[int, int]]:
    """Return the parts of a text around a sign, apart from each other."""
    parts: list[tuple[int, int]] = []
    position = text.find(sign)
    while position >= 0:
        start, end = max(0, position - _ADDRESS), position + _ADDRESS
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
        position = text.find(sign, position + 1)
    return parts


def _iban_end(written: str) -> int:
    """Return how many characters of a written IBAN hold, 0 when none do."""
    length = _LENGTHS.get(written[:2])
    positions = [index + 1 for index, char in enumerate(written) if char not in " -"]
    for count in [length] if length else range(len(positions), 14, -1):
        if count <= len(positions):
            end = positions[count - 1]
            glued = end < len(written) and written[end] not in " -" and written[end].isdigit()
            if not glued and _valid(re.sub(r"[ -]", "", written[:end])):
                return end
    return 0


def _valid(compact: str) -> bool:
    # python-stdnum's own Belgian check also asks for a bank that is on its list, which banks leave and join.
    if not iban.is_valid(compact, check_country=False):
        return False
    return not compact.startswith("BE") or int(compact[4:14]) % 97 in (int(compact[14:]), int(compact[14:]) - 97)


def _leads_to(window: Window, behind: int, start: int) -> bool:
    """Whether a label and a number without check belong together: few words between them on their line, and no new sentence."""
    between = window.folded.text[behind:start]
    if "\n" in between or "\t" in between:
        return True
    return sum(map(str.isalpha, between)) <= _FEW_LETTERS and not re.search(r"[.!?;][ ]+[A-Z]", between)


def _phone(written: str) -> tuple[int, str]:
    """Return (characters, canonical number) of the longest start of a written number that a number plan knows, (0, "") without one."""
    import phonenumbers  # the number plans of all countries: loaded when the first candidate is met

    groups = [match.end() for match in re.finditer(r"[0-9]+", written)]
    for end in reversed(groups):
        digits = "".join(char for char in written[:end] if char.isdigit() or char == "+")
        if len(digits.lstrip("+0")) < _SHORTEST:
            break
        for region in ("BE",) if "+" in digits else ("BE", "NL"):
            try:
                number = phonenumbers.parse(written[:end], region)
            except phonenumbers.NumberParseException:
                break
            if phonenumbers.is_valid_number(number):
                return end, f"+{number.country_code}{number.national_number}"
    return 0, ""


def _annotate(result: RecognizerResult, canonical: str, evidence: tuple[str, ...]) -> None:
    result.recognition_metadata = {**(result.recognition_metadata or {}), CANONICAL: canonical, EVIDENCE: evidence}
