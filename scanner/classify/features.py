"""What the form of a document tells, whatever its words: how much is filled in, dates, amounts, who speaks, lists, blanks.

Each feature is from 0 to 1. They are the same in all languages but for the few words that a language needs.
"""

from __future__ import annotations

import re

import ahocorasick_rs

_HEAD, _TAIL = 5_000, 1_500  # characters that are looked at: the form of a document shows in its first two pages and its end
_BLANK, _FILLED = 0.6, 0.5  # so much is left open, and less than so much is answered, with no value anywhere: nobody filled it in
_OPEN = 4  # labels with dots, lines or a merge field behind them, and so many of them for each answer: likewise, whatever is printed on it
_LINE = re.compile(r"^[^\n:]{3,90}: ?(?:[.…_]{3,}|\[[^\]\n]*\]|«[^»\n]*»|\{\{[^}\n]*\}\}|X{3,})[ \t]*$", re.MULTILINE)
_I = re.IGNORECASE
_M = re.MULTILINE
_PATTERNS: dict[str, tuple[re.Pattern[str], int]] = {
    # name: pattern, and how often it has to occur to count in full
    "date_ranges": (re.compile(r"\b(?:19|20)\d\d ?(?:[-–]|tot|a|to|bis|t/m) ?(?:(?:\d{1,2}[/.])?(?:19|20)\d\d|heden|nu|present|aujourd'hui|ce jour|now|heute|current)\b"), 2),
    "amounts": (re.compile(r"\d,\d\d\b(?! ?%)"), 4),
    "structured_communication": (re.compile(r"\+{3}\d{3}/\d{4}/\d{5}\+{3}"), 1),
    "blanks": (re.compile(r"\.{6,}|…{2,}|_{5,}|\[[^\W\d_][^\]\n\d]{2,40}\]|\{\{[^}\n]{1,40}\}\}|«[^»\n]{1,40}»|XXX+|[Kk]lik hier om|[Vv]ul hier|[Ll]orem ipsum|à remplir"), 3),
    "empty_labels": (re.compile(r"^[^\n:]{3,90}:[ \t]*$", _M), 3),
    "gaps": (re.compile(r" (?:,|;(?! )| +(?=[^\W\d_])|(?:te|op|van|door|vanaf|als|tot|du|de|le|par|comme|from|to|at|by|as|am|vom|ab) ?[,.;)\n])"), 3),
    "filled_labels": (re.compile(r"^[^\n:]{3,90}: ?(?!X{3})[^\s.…_\[«{][^\n]*$", _M), 6),
    "scores": (re.compile(r"(?<!\d/)\b\d{1,2} ?/ ?(?:5|10|20|25|50|100)\b(?!/)"), 3),
    "machine_zone": (re.compile(r"<{5,}|\b[PI][A-Z<][A-Z]{3}[A-Z0-9<]{3,}<<"), 1),
    "articles": (re.compile(r"^(?:art(?:ikel|icle|\.)? ?\d+|\d{1,2}[.)]? [A-ZÀ-Ý])", _I | _M), 4),
    "dates": (re.compile(r"\b\d{1,2}(?:[/.-]\d{1,2}[/.-]|\.? [a-z]{3,10} )(?:19|20)\d\d\b"), 4),
    "boxes": (re.compile(r"\[[xX ]\]|☐|☒|☑"), 2),
    "contact": (re.compile(r"@[\w-]+\.\w|\b04\d\d ?\d\d ?\d\d ?\d\d\b"), 2),
    "hours": (re.compile(r"\b\d{1,3}(?:[.,]\d)? ?(?:u|uur|uren|h|heures?|hours|stunden|periodes?|lestijden|credits|studiepunten)\b"), 3),
    "numbers": (re.compile(r"\b\d{5,}\b"), 2),
}  # fmt: skip
_WORDS: dict[str, tuple[tuple[str, ...], int]] = {
    # name: folded words, and how often they have to occur to count in full
    "signature": (("met vriendelijke groet", "met vriendelijke groeten", "hoogachtend", "handtekening", "voor akkoord", "gelezen en goedgekeurd", "signature", "lu et approuve", "veuillez agreer", "yours sincerely", "yours faithfully", "kind regards", "best regards", "unterschrift", "mit freundlichen grussen", "mvg", "cordialement", "salutations"), 1),
    "second_person": (("jij", "je", "jouw", "jullie", "wij zoeken", "wij bieden", "nous offrons", "nous cherchons", "vous", "votre", "vos", "we offer", "you", "your", "wir bieten", "wir suchen", "sie", "ihr", "ihre"), 6),
    "first_person": (("ik", "mijn", "mij", "je suis", "je me", "je vous", "je souhaite", "je cherche", "je pense", "j'ai", "mon", "ma", "mes", "i", "my", "ich", "mein", "meine", "meinen"), 6),
    "birth": (("geboren", "ne", "nee", "ne(e)", "born", "naissance", "geboortedatum", "birth", "geburtsdatum"), 1),
    "instructions": (("voorbeeld", "exemple", "example", "beispiel", "sjabloon", "template", "modele", "muster", "versie", "version", "hoofdstuk", "chapitre", "chapter", "kapitel", "oefening", "exercice", "exercise", "ubung", "handleiding", "procedure"), 2),
    "judgements": (("goed", "voldoende", "onvoldoende", "uitstekend", "zeer goed", "satisfaisant", "satisfaisante", "insuffisant", "insuffisante", "tres bon", "tres bien", "bien", "exceeds expectations", "meets expectations", "satisfactory", "unsatisfactory", "excellent", "befriedigend", "mangelhaft", "sehr gut", "gut"), 3),
}  # fmt: skip
_LIST = [(word, name) for name, (words, _) in _WORDS.items() for word in words]
_AUTOMATON = ahocorasick_rs.AhoCorasick([word for word, _ in _LIST])
_NEEDS = {
    "blanks": ("..", "…", "__", "[", "{{", "«", "XXX", "lik hier", "ul hier", "ipsum", "remplir"), "contact": ("@", "04"), "machine_zone": ("<",),
    "amounts": (",",), "structured_communication": ("+++",), "scores": ("/",), "boxes": ("[", "☐", "☒", "☑"),
    "empty_labels": (":",), "filled_labels": (":",),
}  # fmt: skip
"""Signs without which a pattern cannot match: most texts have few of them."""
_NUMERIC = frozenset(
    (
        "date_ranges",
        "amounts",
        "structured_communication",
        "scores",
        "dates",
        "contact",
        "hours",
        "numbers",
    )
)
"""Patterns that only match on a line with a digit or an `@`, in small letters without accents; the other lines are not shown to them."""
_ALSO = {
    "amounts": (re.compile(r"(?:€|\beur) ?\d|\d ?(?:€|eur\b)"), ("€", "eur")),
    "scores": (re.compile(r": [1-5]$", _M), (": ",)),
}
"""Other ways in which they are written, with signs without which these cannot match."""
_SALUTATIONS = (
    "geachte",
    "beste",
    "dag",
    "goedendag",
    "dear",
    "madame",
    "monsieur",
    "cher",
    "bonjour",
    "sehr geehrte",
    "guten tag",
    "mevrouw",
    "mijnheer",
    "hello",
    "hallo",
)
_SALUTATION = re.compile(rf"(?:{'|'.join(_SALUTATIONS)})(?:e|r|re|n)?\b[^.]{{0,40}}$")
_DIGIT = re.compile(r"[\d@€]")
_PEOPLE_COLUMNS = re.compile(
    r"\b(?:naam|voornaam|achternaam|geboortedatum|rijksregisternummer|insz|adres|gemeente|woonplaats|gsm|telefoon|e-?mail(?:adres)?|geslacht|nationaliteit|statuut|traject|consulent|bemiddelaar|nom|prénom|date de naissance|adresse|commune|localité|courriel|surname|last name|first name|given name|name|birth date|date of birth|phone|mobile|nachname|familienname|vorname|geburtsdatum|wohnort|handy|deelnemer|participant|teilnehmers?)\b",
    _I,
)
_ROW = re.compile(r"^\W*(?:\d{1,8}\W+)?[A-ZÀ-Ý][\w'’-]+(?:[ \t]+[\w'’-]+){0,3}(?=[ \t,;|-]+(?:\d|x\b|[A-ZÀ-Ý]))[^\n]*$", _M)
FEATURES = (
    *_PATTERNS,
    *_WORDS,
    "salutation",
    "many_people",
    "people_rows",
    "table",
    "short",
    "long",
    "short_lines",
    "nothing_filled",
    "no_values",
    "blank_form",
    "picture_only",
)


def measure(text: str, folded: str, *, is_table: bool, pictures: int) -> dict[str, float]:
    """Return each feature's strength from 0 to 1; `folded` is the text in small letters without accents."""
    length = len(text)
    if length > _HEAD + _TAIL:
        text, folded = f"{text[:_HEAD]}\n{text[-_TAIL:]}", f"{folded[:_HEAD]}\n{folded[-_TAIL:]}"
    found: dict[str, float] = {}
    numeric = "\n".join([line for line in folded.split("\n") if _DIGIT.search(line)])
    for name, (pattern, enough) in _PATTERNS.items():
        needs = _NEEDS.get(name)
        shown = numeric if name in _NUMERIC else text
        count = _count(pattern, shown, enough) if needs is None or any(sign in shown for sign in needs) else 0
        if name in _ALSO:
            other, needs = _ALSO[name]
            count += _count(other, shown, enough) if count < enough and any(sign in shown for sign in needs) else 0
        found[name] = min(count, enough) / enough
    opened = [line for line in folded.split("\n") if line.startswith(_SALUTATIONS)]
    found["salutation"] = float(any(_SALUTATION.match(line) for line in opened))
    counts = dict.fromkeys(_WORDS, 0)
    for number, start, end in _AUTOMATON.find_matches_as_indexes(folded, overlapping=True):
        if not (start and folded[start - 1].isalnum()) and not (end < len(folded) and folded[end].isalnum()):
            counts[_LIST[number][1]] += 1
    for name, (_, enough) in _WORDS.items():
        found[name] = min(1.0, counts[name] / enough)
    rows = _count(_ROW, text, 8)
    header = {match.group().lower() for match in _PEOPLE_COLUMNS.finditer(text[:600])} if is_table else set()
    found["many_people"] = 1.0 if is_table and len(header) >= 3 and text.count("\n") >= 3 else 0.0
    found["people_rows"] = rows / 8 if rows >= 4 else 0.0
    found["table"] = float(is_table)
    lines = [line for line in text[:4000].split("\n") if line.strip()]
    found["short"] = 1.0 if length < 350 else 0.0
    found["long"] = min(1.0, length / 8000)
    found["short_lines"] = sum(len(line) < 45 for line in lines) / len(lines) if lines else 0.0
    found["no_values"] = float(not any(found[name] for name in ("dates", "amounts", "numbers", "contact", "machine_zone")))
    unticked = float(text.count("[ ]") + text.count("☐") >= 2 and not any(sign in text for sign in ("[x]", "[X]", "☒", "☑")))
    blank = max(found["blanks"], found["empty_labels"], found["gaps"], unticked)
    found["nothing_filled"] = blank * (1 - found["dates"])
    left_open = _count(_LINE, text, 40) if found["blanks"] else 0
    answered = round(found["filled_labels"] * _PATTERNS["filled_labels"][1])
    found["blank_form"] = float(
        (blank >= _BLANK and found["filled_labels"] < _FILLED and found["no_values"] > 0)
        or (left_open >= _OPEN * max(1, answered))
    )
    found["picture_only"] = 1.0 if pictures and not text.strip() else 0.0
    return found


def _count(pattern: re.Pattern[str], text: str, enough: int) -> int:
    count = 0
    for _ in pattern.finditer(text):
        count += 1
        if count >= enough:
            break
    return count
