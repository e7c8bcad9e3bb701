"""E-mail addresses, phone numbers and IBANs: Presidio's recognisers, kept offline and exact, and the IKL number by its label."""

from __future__ import annotations

import re
from typing import Any

import tldextract
from presidio_analyzer import RecognizerResult
from presidio_analyzer.predefined_recognizers import EmailRecognizer, PhoneRecognizer
from stdnum import iban

from scanner.detect.artifacts import LANGUAGE, Window
from scanner.detect.candidate import CANONICAL, EVIDENCE, WindowRecognizer
from scanner.detect.lookalikes import covered, spans

# The list of suffixes that comes with the package; the default would fetch one from the network on first use.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}")
_IKL = re.compile(r"(?<![0-9A-Za-z])\d[\d .]{3,11}\d(?![0-9])")
# What a phone number begins with, and the fewest digits it has; the library is called only where this stands.
_PHONE = re.compile(r"(?:\+|\(?0)(?:[ ./()\-]{0,3}\d){7}")
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
        results = super().analyze(text, entities, nlp_artifacts, regex_flags) if "@" in text else []
        for result in results:
            _annotate(result, text[result.start : result.end].lower(), ("format", "public suffix"))
        return [result for result in results if result.score > 0]


class BelgianPhoneRecognizer(PhoneRecognizer):
    """Presidio's recogniser for Belgian and Dutch numbers; what another number covers is left alone."""

    def __init__(self) -> None:
        super().__init__(supported_language=LANGUAGE, supported_regions=("BE", "NL"), leniency=1)

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Return the numbers with their evidence."""
        if not _PHONE.search(text):
            return []
        others = [span for span in spans(text) if span[2] in ("iban", "communication", "enterprise", "riziv")]
        kept = []
        for result in super().analyze(text, entities, nlp_artifacts):
            written = text[result.start : result.end]
            if covered(result.start, result.end, others) or not _phone_like(written):
                continue
            digits = "".join(char for char in written if char.isdigit() or char == "+")
            _annotate(
                result,
                "+32" + digits[1:] if digits.startswith("0") and not digits.startswith("00") else digits,
                ("number plan BE/NL",),
            )
            result.score = 0.6
            kept.append(result)
        return kept


class IbanRecognizer(WindowRecognizer):
    """IBANs of exactly their country's length whose checks hold."""

    ENTITY = "IBAN_CODE"

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results = []
        for match in _IBAN.finditer(text):
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
        results = []
        for match in _IKL.finditer(text):
            announced = window.labels.announcing(window.base + match.start(), window.base + match.end())
            label = next((found.words for found in announced if found.kind == self.ENTITY), "")
            digits = "".join(char for char in match.group() if char.isdigit())
            if label and 5 <= len(digits) <= 10:
                results.append(self.result(*match.span(), 0.9, digits, (f"label: {label}",), "labelled number"))
        return results


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


def _phone_like(written: str) -> bool:
    digits = [char for char in written if char.isdigit()]
    return len(digits) >= 8 and (written.lstrip("(").startswith(("0", "+")))


def _annotate(result: RecognizerResult, canonical: str, evidence: tuple[str, ...]) -> None:
    result.recognition_metadata = {**(result.recognition_metadata or {}), CANONICAL: canonical, EVIDENCE: evidence}
