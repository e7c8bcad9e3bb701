"""The lists of places and the ways in which their names are written."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detect.places import Gazetteer, Place
from scanner.errors import RuleError

FOLDER = Path(__file__).parents[2] / "rules" / "places"
GAZETTEER = Gazetteer.load(FOLDER)
FILES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.yaml")}


def rows(block):
    return [[name.strip() for name in row.split("=")] for line in block.splitlines() for row in line.split(",") if row.strip()]


def listed(stem):
    groups = [group for group in FILES[stem].values() if isinstance(group, dict)]
    return [row for group in groups for block in group.values() for row in rows(block)]


AMBIGUOUS = [name for block in FILES["ambiguous"].values() for row in rows(block) for name in row]
NAMES = [name for stem in ("belgium", "countries", "world") for row in listed(stem) for name in row]


def without_accents(name):
    return "".join(character for character in unicodedata.normalize("NFKD", name) if not unicodedata.combining(character))


WRITINGS = {
    "as listed": str,
    "capitals": str.upper,
    "every word capitalised": str.title,
    "spaces for hyphens": lambda name: name.replace("-", " "),
    "hyphens for spaces": lambda name: name.replace(" ", "-"),
    "no-break hyphens": lambda name: name.replace("-", "\u2011"),
    "no-break spaces": lambda name: name.replace(" ", "\u00a0"),
    "round apostrophes": lambda name: name.replace("'", "’"),
    "without accents": without_accents,
    "accents apart": lambda name: unicodedata.normalize("NFD", name),
    "abbreviated saint": lambda name: name.replace("Sint-", "St.-").replace("Saint-", "St-").replace("Sainte-", "Ste-"),
    "abbreviated saint and a space": lambda name: name.replace("Sint-", "St. ").replace("Sankt ", "St. "),
    "hyphen at the line's end": lambda name: name.replace("-", "-\n", 1),
}
BEFORE = ["", "geboren te ", "né à ", "(", "° ", "12/05/1985-", "Plaats:\t"]
AFTER = ["", " op 12/05/1985", ", 12/05/1985", ")", ". De", "\t12.05.1985", " (B)", "\n\nNaam", "’s"]


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_listed_name_is_found_at_its_exact_span(writing):
    for name in NAMES:
        written = WRITINGS[writing](name).rstrip(".")
        assert GAZETTEER.longest_prefix(f"te {written} op", 3) == (len(written) + 3, GAZETTEER.match(name)), written


@settings(max_examples=600, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    writing=st.sampled_from(list(WRITINGS)),
    before=st.sampled_from(BEFORE),
    after=st.sampled_from(AFTER),
)
def test_what_stands_around_a_name_does_not_move_its_span(name, writing, before, after):
    written = WRITINGS[writing](name).rstrip(".")
    hit = GAZETTEER.longest_prefix(before + written + after, len(before))
    assert hit is not None, written
    assert hit[0] == len(before) + len(written)
    assert hit[1] == GAZETTEER.match(name)


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(NAMES))
def test_small_letters_count_only_after_a_label(name):
    written = name.rstrip(".").lower()
    assert GAZETTEER.longest_prefix(written, 0) is None
    assert GAZETTEER.match(written) is None
    assert GAZETTEER.longest_prefix(written, 0, after_label=True) == (len(written), GAZETTEER.match(name))


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(NAMES), letter=st.sampled_from("xé7_"))
def test_a_name_inside_a_word_is_no_place(name, letter):
    assert GAZETTEER.longest_prefix(letter + name, 1) is None
    longer = name.rstrip(".") + letter
    hit = GAZETTEER.longest_prefix(longer, 0)
    if GAZETTEER.match(longer):  # another place: Essen in Essené, which is Essene
        return
    assert hit is None or hit[0] < len(name)  # a shorter place may still begin there: Sint-Jan in Sint-Jan-in-Eremox


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="SintGe-. '’\n/é\u0301B12aM", max_size=40), start=st.integers(-2, 45), after_label=st.booleans())
def test_any_text_gives_a_span_inside_it(text, start, after_label):
    hit = GAZETTEER.longest_prefix(text, start, after_label=after_label)
    assert hit is None or start < hit[0] <= len(text)
    GAZETTEER.match(text, after_label=after_label)


@pytest.mark.parametrize(
    ("province", "count"),
    [
        ("antwerpen", 69), ("limburg", 42), ("oost_vlaanderen", 60), ("vlaams_brabant", 65), ("west_vlaanderen", 64), ("brussel", 19),
        ("brabant_wallon", 27), ("hainaut", 69), ("liege", 84), ("luxembourg", 44), ("namur", 38),
    ],
)  # fmt: skip
def test_each_province_has_all_its_municipalities(province, count):
    assert len({row[0] for row in rows(FILES["belgium"]["municipalities"][province])}) == count


def test_581_municipalities_became_565_in_2025():
    before = {row[0] for block in FILES["belgium"]["municipalities"].values() for row in rows(block)}
    ended = {row[0] for row in rows(FILES["belgium"]["ended_2025"]["all"])}
    new = {row[0] for row in rows(FILES["belgium"]["merged_2025"]["all"])}
    assert len(before) == 581
    assert ended <= before
    assert not new & before
    assert len((before - ended) | new) == 565


@pytest.mark.parametrize("stem", ["belgium", "countries", "world"])
def test_no_row_repeats_a_spelling_that_the_code_handles(stem):
    for row in listed(stem):
        spellings = {without_accents(name).casefold().replace("-", " ") for name in row}
        assert len(spellings) == len(row), row


def test_every_ambiguous_name_is_a_listed_one():
    assert [name for name in AMBIGUOUS if GAZETTEER.match(name) is None] == []


@pytest.mark.parametrize(
    ("value", "name", "kind"),
    [
        ("St.-Niklaas", "Sint-Niklaas", "municipality"),
        ("St Niklaas", "Sint-Niklaas", "municipality"),
        ("ANTWERPEN", "Antwerpen", "municipality"),
        ("Anvers", "Antwerpen", "municipality"),
        ("Bruxelles (Anderlecht)", "Brussel", "municipality"),
        ("Sint-Truiden, België", "Sint-Truiden", "municipality"),
        ("9100 Sint-Niklaas", "Sint-Niklaas", "municipality"),
        ("B-9000 Gent", "Gent", "municipality"),
        ("Wilrijk-Antwerpen", "Wilrijk", "municipality"),
        ("Wilrijk (Antwerpen)", "Wilrijk", "municipality"),
        ("Ham-sur-Heure/Nalinnes", "Ham-sur-Heure-Nalinnes", "municipality"),
        ("Heist o/d Berg", "Heist-op-den-Berg", "municipality"),
        ("O.L.V.-Waver", "Onze-Lieve-Vrouw-Waver", "municipality"),
        ("St-Job-in-'t-Goor", "Sint-Job-in-'t-Goor", "municipality"),
        ("Braine l’Alleud", "Braine-l'Alleud", "municipality"),
        ("Luettich", "Liège", "municipality"),
        ("'s-Gravenhage", "Den Haag", "city"),
        ("den Haag", "Den Haag", "city"),
        ("Koeln", "Keulen", "city"),
        ("İSTANBUL", "Istanboel", "city"),
        ("Diyarbakir", "Diyarbakır", "city"),
        ("NDJAMENA", "N'Djamena", "city"),
        ("Stanleyville (Belgisch-Congo)", "Kisangani", "city"),
        ("Aït Ouaya, Marokko", "Marokko", "country"),
        ("Syrië", "Syrië", "country"),
        ("ZAIRE", "Zaïre", "country"),
        ("URSS", "Sovjet-Unie", "country"),
    ],
)
def test_a_value_names_a_place(value, name, kind):
    assert GAZETTEER.match(value) == Place(name, kind)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "-",
        "[plaats]",
        "……",
        "Paris Hilton",
        "Paris Jordan",
        "Kerkstraat 5, 9000 Gent",
        "12/05/1985",
        "Jan Peeters",
        "mol",
        "Gentenaar",
    ],
)
def test_other_values_name_no_place(value):
    assert GAZETTEER.match(value) is None


@pytest.mark.parametrize("word", ["as", "mol", "ham", "peer", "bree", "halen", "bergen", "namen", "van", "werken", "meer"])
def test_a_common_word_is_a_place_only_with_a_capital_or_after_a_label(word):
    assert GAZETTEER.longest_prefix(f"{word} en", 0) is None
    assert GAZETTEER.longest_prefix(f"{word} en", 0, after_label=True) is not None
    assert GAZETTEER.longest_prefix(f"{word.upper()}, 12/05/1985", 0) is not None
    assert GAZETTEER.longest_prefix(f"{word.capitalize()}, 12/05/1985", 0) is not None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Sint-Niklaas op 12/05", 12),
        ("La Louvière le 3 mai", 11),
        ("Heist-op-den-Berg, 1985", 17),
        ("Mol. Op den duur", 3),
        ("Ham. Sur Heure", 3),
        ("Gent-centrum", 4),
        ("Den\nHaag", 8),
        ("Genk\n\nHasselt", 4),
    ],
)
def test_the_longest_name_ends_where_it_ends(text, end):
    hit = GAZETTEER.longest_prefix(text, 0)
    assert hit is not None
    assert hit[0] == end


@pytest.mark.parametrize("text", ["Peer-to-peer", "Mol-Janssens", "MoL", "Van-Dale"])
def test_an_ambiguous_name_joined_to_another_word_is_no_place(text):
    assert GAZETTEER.longest_prefix(text, 0) is None


def test_a_name_behind_a_joined_word_does_not_begin_there():
    assert GAZETTEER.longest_prefix("Nieuw-Turnhout", 6) is None
    assert GAZETTEER.longest_prefix("1985-Turnhout", 5) is not None


@pytest.mark.parametrize("name", ["Mol", "HAM", "peer", "As", "Bree", "Paris", "Essen", "Nice", "Bari", "Roma", "Van", "Jordan"])
def test_names_that_are_also_words_or_people(name):
    assert GAZETTEER.ambiguous(name)


@pytest.mark.parametrize("name", ["Antwerpen", "Gent", "Leuven", "Parijs", "Casablanca", "Marokko", "Wilrijk", "xyz", ""])
def test_names_that_mean_nothing_else(name):
    assert not GAZETTEER.ambiguous(name)


def test_the_first_file_decides_between_places_of_one_name(tmp_path):
    (tmp_path / "a.yaml").write_text("kind: municipality\ngroup:\n  all: |\n    Halle = Hal\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("kind: city\ngroup:\n  all: |\n    Halle an der Saale = Halle\n", encoding="utf-8")
    gazetteer = Gazetteer.load(tmp_path)
    assert gazetteer.match("Halle") == Place("Halle", "municipality")
    assert gazetteer.match("Halle an der Saale") == Place("Halle an der Saale", "city")


@pytest.mark.parametrize(
    "content",
    [
        "- Gent\n",
        "kind: village\nx:\n  all: |\n    Gent\n",
        "kind: city\nx:\n  all: [Gent]\n",
        "kind: city\nx:\n  all: |\n    Gent = \n",
        "kind: [\n",
    ],
)
def test_a_list_of_another_form_is_refused(tmp_path, content):
    (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(RuleError, match=r"a\.yaml"):
        Gazetteer.load(tmp_path)


def test_a_folder_without_lists_is_refused(tmp_path):
    with pytest.raises(RuleError, match="no lists of places"):
        Gazetteer.load(tmp_path)
