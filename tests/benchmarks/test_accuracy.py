"""The accuracy benchmark itself: its numbers hold, its truth stands where it says, its halves share no sentence."""

import random
import re
import subprocess
import sys
from pathlib import Path

import phonenumbers
import pytest
from stdnum import iban as stdnum_iban
from stdnum import isbn
from stdnum.be import bis, eid, nn, vat
from stdnum.de import idnr
from stdnum.fr import nir
from stdnum.nl import bsn
from stdnum.pl import pesel
from stdnum.tr import tckimlik

from benchmarks.accuracy import document as doc
from benchmarks.accuracy import files, floor, fonts, forms, judge, negatives, numbers, people, render, speed, tables
from benchmarks.accuracy.template import documents, fill, templates
from scanner.detect.engine import Detector

HALVES = ("tuning", "measuring")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made():
    return {half: list(documents(half, 3)) for half in HALVES}


def test_the_same_seed_makes_the_same_documents_and_another_one_others(made):
    for half in HALVES:
        assert list(documents(half, 3)) == made[half]
        assert list(documents(half, 3, seed=2)) != made[half]


def test_every_truth_stands_where_it_says(made):
    for document in made["tuning"] + made["measuring"]:
        for truth in document.truths:
            shown = document.text(truth.part)[truth.start : truth.end]
            assert shown, (document.template, truth)
            if truth.damaged or truth.form in ("masked", "scientific") or "zone" in truth.form or truth.entity == doc.MRZ:
                continue
            if truth.entity == doc.NATIONAL:
                digits = numbers.only_digits(shown.removesuffix(".0") if truth.form == "float" else shown)
                assert digits.zfill(11) == truth.value, (document.template, truth)
            elif truth.entity in (doc.CARD, doc.IKL, doc.IBAN):
                assert "".join(filter(str.isalnum, shown)) == truth.value
            elif truth.entity in (doc.PLACE, doc.EMAIL):
                assert shown == truth.value


def test_cells_lie_in_the_text_in_order_with_one_mark_between(made):
    for document in made["tuning"] + made["measuring"]:
        for part in document.parts:
            for (_, end, row, _), (start, _, following, _) in zip(part.cells, part.cells[1:], strict=False):
                assert start == end + 1
                assert part.text[end] == ("\t" if row == following else "\n")


def test_no_slot_is_left_open(made):
    assert not any(
        "{{" in part.text or forms.CELL in part.text for half in HALVES for document in made[half] for part in document.parts
    )


def test_the_halves_are_large_enough_and_share_no_sentence():
    assert len(templates("measuring")) >= 40
    assert len(templates("tuning")) >= 30
    assert not set(people.PLACES["measuring"]) & set(people.PLACES["tuning"])

    def sentences(half):
        for template in templates(half):
            for part in template["parts"]:
                texts = [part["text"]] if "text" in part else [cell for row in part["table"]["rows"] for cell in row]
                for line in re.split(r"[\n.?!;]", "\n".join(texts)):
                    words = re.findall(r"\w+", re.sub(r"\{\{.*?\}\}", " ", line).lower())
                    if len(words) > 5:
                        yield " ".join(words)

    assert not set(sentences("measuring")) & set(sentences("tuning"))


def test_names_of_templates_are_unique_and_all_four_languages_occur():
    names = [template["name"] for half in HALVES for template in templates(half)]
    assert len(names) == len(set(names))
    for half in HALVES:
        assert {template["language"] for template in templates(half)} == {"nl", "fr", "en", "de"}


def test_every_surface_form_of_the_national_number_is_written():
    for half in HALVES:
        written = {truth.form for document in documents(half, 25) for truth in document.truths if truth.entity == doc.NATIONAL}
        missing = {
            *forms.ANY,
            *forms.HAND,
            "boxed",
            "piped",
            "broken",
            "cells",
            "groups",
            "lostzero",
            "float",
            "masked",
            "filename",
        } - written
        assert not missing, half


@pytest.mark.parametrize("seed", range(40))
def test_numbers_hold_by_another_hand(seed):
    rng = random.Random(seed)
    plain, frontier = people.person(rng, "tuning", "plain"), people.person(rng, "tuning", "bis")
    nn.validate(plain.national)
    bis.validate(frontier.national)
    eid.validate(plain.card)
    stdnum_iban.validate(numbers.iban(rng))
    vat.validate(f"BE{numbers.enterprise(rng)}")
    isbn.validate(numbers.ean(rng, "978", 13))
    idnr.validate(numbers.steuer(rng, collides=True))
    pesel.validate(numbers.pesel(rng, collides=True))
    tckimlik.validate(numbers.turkish(rng, collides=True))
    bsn.validate(numbers.bsn(rng))
    nir.validate(numbers.nir(rng))
    assert phonenumbers.is_valid_number(phonenumbers.parse(f"+{numbers.mobile(rng)}"))
    assert phonenumbers.is_valid_number(phonenumbers.parse(numbers.landline(rng), "BE"))


@pytest.mark.parametrize("seed", range(10))
def test_numbers_that_should_collide_do(seed):
    rng = random.Random(seed)
    for value in (
        numbers.doctor(rng, collides=True), numbers.mobile(rng, like_bis=True), numbers.steuer(rng, collides=True),
        numbers.pesel(rng, collides=True), numbers.turkish(rng, collides=True), numbers.colliding(rng),
    ):  # fmt: skip
        assert numbers.passes_as_national(numbers.only_digits(value))


def test_known_numbers_and_zones():
    assert numbers.national_check("850730033", since_2000=False) == "28"
    assert numbers.national_check("170730033", since_2000=True) == "84"
    assert numbers.passes_as_national("98472899765")
    assert not numbers.passes_as_national("85073003329")
    assert not numbers.passes_as_national("71715100070")
    assert numbers.twelve("5390075470") == "539007547034"
    # the public specimen of 2005: rows 1 and 2 with all their check digits
    assert numbers.zone_check("590335801") == "4"
    assert numbers.zone_check("590335801485120100200<<<<" + "8512017" + "0901015" + "<" * 11) == "7"


def test_damage_always_changes_and_keeps_the_length():
    rng = random.Random(1)
    for _ in range(200):
        assert forms.damaged_number(rng, "85.07.30-033.28") != "85.07.30-033.28"
        assert len(forms.damaged_number(rng, "85073003328")) == 11


def test_wilson_against_a_worked_example():
    low, high = tables.wilson(9, 10)  # Wilson 1927 as in the usual tables: 0.596 to 0.982
    assert low == pytest.approx(0.5958, abs=1e-3)
    assert high == pytest.approx(0.9821, abs=1e-3)
    assert tables.wilson(0, 0) == (0.0, 1.0)


def _one(name):
    template = next(template for half in HALVES for template in templates(half) if template["name"] == name)
    return fill(template, "tuning", 1)


def _found(truth, confidence=0.9, value=None):
    mark = judge.fingerprint(judge.KEY, truth.entity, value or truth.value)
    return judge.Found(truth.entity, truth.part, truth.start, confidence, mark)


def test_the_judge_counts_hits_misses_notes_wrong_values_and_false_hits():
    document = _one("t-courriel-court")
    truth = next(truth for truth in document.truths if truth.entity == doc.NATIONAL)
    for found, counts in (
        ([_found(truth)], (1, 0, 0)),
        ([], (0, 1, 0)),
        ([_found(truth, confidence=0.4)], (0, 1, 0)),
        ([_found(truth, value="85073003328")], (0, 1, 1)),
        ([_found(truth), judge.Found(doc.NATIONAL, 0, 0, 0.9)], (1, 0, 1)),
    ):
        judged = judge.Judge()
        judged.add(document, found)
        score = judged.clean[doc.NATIONAL]
        assert (score.hits, score.misses, score.false) == counts


def test_a_masked_number_that_is_found_counts_as_false():
    document = _one("t-gemaskeerd")
    truth = next(truth for truth in document.truths if truth.entity == doc.NATIONAL)
    judged = judge.Judge()
    judged.add(document, [_found(truth)])
    assert judged.clean[doc.NATIONAL].false == 1


def test_mistakes_show_no_digit():
    document = _one("t-brief-vakbond")
    judged = judge.Judge()
    judged.add(document, [])
    assert judged.mistakes
    assert not any(set(mistake.pattern) & set("012345678") for mistake in judged.mistakes)


def test_offsets_reach_the_judge_through_the_detector():
    detector = Detector(judge.RULES, judge.KEY)
    for name in ("t-streng", "t-lijst"):
        judged = judge.Judge()
        judged.add(_one(name), judge.dossierwacht(detector, _one(name)))
        assert judged.clean[doc.NATIONAL].recall == 1.0


@pytest.mark.parametrize("kind", ["txt", "docx", "xlsx", "pdf", "eml", "csv", "scan"])
def test_every_kind_of_file_is_written(kind):
    magic = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "scan": b"%PDF", "eml": b"Subject", "csv": b"\xef\xbb\xbf"}
    if kind in ("pdf", "scan") and fonts.used() == "none":
        pytest.skip(fonts.NoFontError.__doc__)
    assert render.file(_one("t-inschrijving"), kind).startswith(magic.get(kind, b"INSCHRIJVING"))


def test_look_alikes_and_random_numbers_give_no_violation():
    detector = Detector(judge.RULES, judge.KEY)
    table, wrong, _ = negatives.run(detector, 1)
    assert wrong == 0, table
    looked, violations, _ = negatives.random_numbers(detector, 20_000)
    assert violations == 0
    assert looked > 400


def test_the_floor_takes_every_expression_but_those_with_references():
    numbers, everything = floor.of_numbers(), floor.of_everything(Detector(judge.RULES, judge.KEY), judge.RULES)
    with_references = [pattern for pattern in floor.number_patterns() if re.search(r"\\[1-9]", pattern.pattern)]
    assert (numbers.refused, everything.refused) == (len(with_references), len(with_references))
    assert len(numbers.counters) == len(floor.number_patterns()) - len(with_references)


def test_the_floor_searches_the_words_that_announce_something_too():
    numbers, everything = floor.of_numbers(), floor.of_everything(Detector(judge.RULES, judge.KEY), judge.RULES)
    for words in ("Rijksregisternummer", "contactpersoon", "hij heeft epilepsie", "geboren te", "Church Road 12"):
        assert everything.count(words.encode()) > numbers.count(words.encode()), words
    assert everything.count(b"zzz zzz") == 0
    number = b"85.07.30-033.28"
    assert numbers.count(number) > 0


def test_speed_is_measured_for_numbers_alone_and_for_everything(monkeypatch):
    monkeypatch.setattr(speed, "running_text", lambda size, share, seed=1: "INSZ 85.07.30-033.28, Naam: An Peeters\n" * 20)
    told = [row.split() for row in speed.rows(Detector(judge.RULES, judge.KEY), (1,))]
    counts = [int(row[row.index("MB") + 1]) for row in told if "MB" in row]
    assert counts == [20, 20, 20, 40, 40, 40]


def test_it_runs_as_a_module_and_as_a_folder():
    for start in (["-m", "benchmarks.accuracy"], ["benchmarks/accuracy"]):
        ran = subprocess.run(
            [sys.executable, *start, "--random", "1000"], capture_output=True, text=True, check=True, timeout=60, cwd=ROOT
        )
        assert "0 violations" in ran.stdout


def test_a_written_file_goes_through_the_whole_pipeline_and_is_judged(made, tmp_path):
    judged = files.FileJudge(str(tmp_path))
    document = next(
        one for one in made["tuning"] if not one.damaged and any(truth.entity == doc.NATIONAL for truth in one.truths)
    )
    judged.add(document, "docx")
    assert judged.coverage == {("docx", "full"): 1}
    assert judged.scores["docx"][doc.NATIONAL].recall == 1
    assert list(tmp_path.iterdir()) == []
