"""Whole pictures: every layout at 150 dpi and more, however it lies; and what is no identity document."""

import re
from random import Random

import pytest

from benchmarks.vision import documents as drawn
from benchmarks.vision import lookalike_licences, lookalikes, scenes
from benchmarks.vision.scenes import Shot
from tests.detect.vision.seeing import SCALE, card, facts, jpeg, needs_ocr, seen, taken

pytestmark = needs_ocr


@pytest.mark.parametrize("layout", drawn.LAYOUTS)
def test_every_layout_is_found_with_its_box_and_its_reasons(layout):
    (copy,) = facts(taken([card(layout)]), "ID_CARD_COPY")
    assert re.fullmatch(r"image 1 box \d+-\d+ × \d+-\d+ %", copy.locator)
    assert copy.confidence >= 0.5
    assert any("shape" in reason for reason in copy.evidence)
    assert len(copy.evidence) >= 3


@pytest.mark.parametrize("layout", ["eid 2003 front", "eid 2020 front", "residence front", "driving licence front", "passport"])
def test_the_portrait_on_it_is_one_of_an_identity_card_and_no_photo_of_a_person(layout):
    data = taken([card(layout)], dpi=300)
    assert len(facts(data, "ID_PHOTO")) == 1
    assert facts(data, "PERSON_PHOTO") == []


@pytest.mark.parametrize("turn", [33, 90, 180, 251])
@pytest.mark.parametrize("layout", ["eid 2003 front", "eid 2020 back"])
def test_it_may_lie_in_any_way(layout, turn):
    assert len(facts(taken([card(layout)], turn=turn), "ID_CARD_COPY")) == 1


@pytest.mark.parametrize("scene", ["sheet", "crop", "photo", "cut"])
def test_it_may_be_small_on_a_sheet_fill_the_picture_lie_on_a_table_or_be_cut_off(scene):
    assert len(facts(taken([card("eid 2003 front")], scene), "ID_CARD_COPY")) == 1


@pytest.mark.parametrize("damage", ["noise", "glare", "jpeg 20", "cut corner", "sticky note", "grey", "shadow"])
def test_damage_does_not_hide_it(damage):
    assert len(facts(taken([card("eid 2020 front")], damage=damage, dpi=200), "ID_CARD_COPY")) == 1


@pytest.mark.parametrize(
    ("layout", "kind"),
    [
        ("eid 2003", "identity card"),
        ("driving licence", "driving licence"),
        ("paper licence", "driving licence"),
        ("paper identity", "identity card"),
        ("orange card", "orange card"),
    ],
)
def test_both_sides_on_a_sheet_are_one_copy(layout, kind):
    both = [card(f"{layout} front"), card(f"{layout} back")]
    (copy,) = facts(taken(both), "ID_CARD_COPY")
    assert f"{kind}, both sides" in copy.evidence
    assert any(reason.startswith("other side: image 1 box") for reason in copy.evidence)


def test_a_licence_and_the_back_of_an_identity_card_are_two_copies():
    found = facts(taken([card("driving licence front"), card("eid 2003 back")]), "ID_CARD_COPY")
    assert sorted(fact.evidence[0] for fact in found) == ["driving licence, front", "identity card, back"]


@pytest.mark.parametrize("turn", [0, 21, 90, 180])
def test_the_back_of_a_licence_is_known_by_its_categories_and_their_dates(turn):
    (copy,) = facts(taken([card("driving licence back", 4)], dpi=300, turn=turn), "ID_CARD_COPY")
    assert copy.evidence[0] == "driving licence, back"
    assert "categories of a driving licence with dates" in copy.evidence
    assert facts(taken([card("driving licence back", 4)], dpi=300, turn=turn), "ID_PHOTO") == []


@pytest.mark.parametrize("turn", [0, 33])
def test_a_paper_licence_of_three_leaves_is_one_copy_with_the_box_of_all(turn):
    (copy,) = facts(taken([card("paper licence back")], turn=turn), "ID_CARD_COPY")
    left, right = map(int, re.search(r"box (\d+)-(\d+)", copy.locator).groups())
    assert right - left > 80
    assert {"driving licence, cover", "shape of a folded paper"} <= set(copy.evidence)


def test_fronts_of_two_people_on_a_sheet_are_two_copies():
    assert len(facts(taken([card("eid 2003 front", 1), card("eid 2003 front", 2)]), "ID_CARD_COPY")) == 2


def test_the_words_of_a_card_that_lies_askew_are_handed_on_so_that_its_numbers_become_findings():
    (document,) = seen(taken([card("eid 2020 back")], dpi=300, turn=37))
    text = "\n".join(segment.text for segment in document.segments)
    assert "IDBEL" in text
    assert {segment.locate(0) for segment in document.segments} == {"image 1"}


@pytest.mark.parametrize(("layout", "turn"), list(zip(lookalikes.CARDS, (0, 20, 0, 180, 0, 340, 90, 0, 12), strict=True)))
def test_other_cards_are_no_identity_documents(layout, turn):
    other = lookalikes.CARDS[layout](Random(f"other/{layout}"), "tuning", SCALE)
    data = taken([other], turn=turn)
    assert facts(data, "ID_CARD_COPY") == []
    assert facts(data, "ID_PHOTO") == []


@pytest.mark.parametrize("layout", ["cv with portrait", "form", "advert", "passport photos", "group photo"])
def test_papers_and_pictures_of_people_are_no_identity_documents(layout):
    data = jpeg(lookalikes.PICTURES[layout](Random(f"paper/{layout}"), "tuning", 150), quality=85)
    assert facts(data, "ID_CARD_COPY") == []
    assert facts(data, "ID_PHOTO") == []
    if layout not in ("form", "advert"):
        assert facts(data, "PERSON_PHOTO")


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("layout", lookalike_licences.PICTURES)
def test_courses_job_ads_and_extracts_are_no_identity_documents(layout, seed):
    data = jpeg(lookalikes.PICTURES[layout](Random(f"{layout}/{seed}"), "tuning", 150), quality=85, dpi=(150, 150))
    assert facts(data, "ID_CARD_COPY") == []
    assert facts(data, "ID_PHOTO") == []


def test_a_sheet_of_passport_photos_counts_its_people():
    photos = lookalikes.passport_photos(Random("six"), "tuning", 150)
    found = facts(jpeg(photos, quality=90), "PERSON_PHOTO")
    assert 4 <= len(found) <= 6
    assert {fact.locator for fact in found} == {"image 1"}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_people_are_seen_in_a_photograph_on_its_side_or_upside_down(turn):
    photo = lookalikes.lone_portrait(Random("lone"), "tuning", 150).rotate(turn, expand=True)
    assert len(facts(jpeg(photo, quality=90), "PERSON_PHOTO")) == 1


def test_without_ocr_shape_and_face_alone_claim_nothing():
    data = scenes.take(Random(1), [card("eid 2020 front")], Shot("scan", 200, 0, "none", 85), SCALE)
    assert facts(data, "ID_CARD_COPY", reads=False) == []


def test_the_same_picture_gives_the_same_answer_twice():
    data = taken([card("residence front")], turn=12)
    first, second = ([(fact.locator, fact.evidence) for document in seen(data) for fact in document.facts] for _ in range(2))
    assert first == second
