"""JSON is read value by value, each behind the key that announces it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.read.sight import extraction, lines, places, read


def said(data, name="a.json"):
    return [(line, place) for line, place, _ in lines(extraction(data, name))]


def test_values_stand_behind_their_keys_with_their_path():
    data = json.dumps({"personen": [{"naam": "Jan"}, {"insz": make.DIGITS, "actief": True, "niets": None}]}).encode()
    assert said(data) == [
        ("personen:", "$.personen"),
        ("naam: Jan", "$.personen[0].naam"),
        (f"insz: {make.DIGITS}", "$.personen[1].insz"),
        ("actief: true", "$.personen[1].actief"),
    ]


def test_the_items_of_a_list_are_announced_by_its_key():
    assert said(b'{"insz": ["een", ["twee"]]}') == [("insz: een", "$.insz[0]"), ("insz: twee", "$.insz[1][0]")]


def test_numbers_keep_every_digit():
    data = b'{"nr": 85073003328, "groot": 123456789012345678901234567890, "komma": 1.50, "hoog": 1e400, "nan": NaN}'
    assert [line for line, _ in said(data)] == [
        "nr: 85073003328", "groot: 123456789012345678901234567890", "komma: 1.50", "hoog: 1e400", "nan: NaN",
    ]  # fmt: skip


def test_both_values_of_a_key_written_twice_are_read():
    assert [line for line, _ in said(b'{"insz": "een", "insz": "twee"}')] == ["insz: een", "insz: twee"]


def test_a_number_that_is_a_key_is_text_and_never_part_of_a_place():
    for value in ('{"naam": "Jan"}', "null", "1"):
        found = extraction(f'{{"{make.DIGITS}": {value}}}'.encode(), "a.json")
        assert places(found, make.DIGITS)
        assert not any(make.DIGITS in place for _, place, _ in lines(found))
    assert not any("Jan" in place for _, place in said(b'{"Jan Janssens": {"stad": "Gent"}}'))


def test_escapes_are_decoded():
    assert said(b'{"nr": "\\u0038507"}') == [("nr: 8507", "$.nr")]


def test_one_object_a_line():
    rows = [json.dumps({"insz": f"nr{number}", "x": "a\u2028b"}, ensure_ascii=False) for number in range(5)]
    data = "\n".join([rows[0], rows[1], "{kapot kanarie", rows[2], "", rows[3]]).encode()
    for name in ("a.ndjson", "a.jsonl", "a.json"):
        found = extraction(data, name)
        assert places(found, "insz: nr3") == ["line 6 $.insz"]
        assert places(found, "kanarie") == ["line 3"]
        assert found.coverage == "full"


@pytest.mark.parametrize("data", [b'{"a": "kanarie', b'{"a": 1} // kanarie', b"[" * 50_000 + b'"kanarie', b"{'a': 'kanarie'}"])
def test_what_is_no_json_is_read_as_text_and_said_so(data):
    file_type, found = read(data, "a.json")
    assert places(found, "kanarie")
    assert file_type.media_type == "text/plain"
    assert file_type.evidence == "not a readable application/json"


def test_deep_paths_stay_short():
    data = (b'{"' + b"k" * 30 + b'":') * 300 + b'"kanarie"' + b"}" * 300
    (place,) = places(extraction(data, "a.json"), "kanarie")
    assert len(place) <= 160
    assert place.startswith("$.kkk")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(encoding):
    assert said('{"naam": "Zoë kanarie"}'.encode(encoding)) == [("naam: Zoë kanarie", "$.naam")]


values = st.recursive(
    st.integers() | st.text(st.characters(min_codepoint=33, exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="ascii", categories=["L"])), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(values)
def test_no_value_is_lost(value):
    def leaves(item):
        if isinstance(item, dict):
            item = list(item.values())
        if isinstance(item, list):
            return [leaf for part in item for leaf in leaves(part)]
        return [str(item)]

    text = "\n".join(segment.text for segment in extraction(json.dumps([value]).encode(), "a.json").segments)
    for leaf in leaves(value):
        assert leaf in text
