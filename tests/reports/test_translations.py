"""The catalogues hold every sentence, and what is compiled is what is written."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import reports
from reports.spoken import place, said

HERE = Path(reports.__file__).parent


def sentences():
    found = extract_from_dir(
        HERE, method_map=[("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")], options_map={"templates/**.html": {"newstyle_gettext": "true"}}
    )  # fmt: skip
    return {message[2] if isinstance(message[2], str) else message[2][0] for message in found}


def read(language):
    with open(HERE / "locale" / language / "LC_MESSAGES" / "report.po", "rb") as file:
        return read_po(file)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_sentence_is_translated_and_no_other(language):
    known = {message.id if isinstance(message.id, str) else message.id[0]: message for message in read(language) if message.id}
    assert known.keys() == sentences()
    for name, message in known.items():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        assert len(told) == len(ids)
        assert all(told), name
        assert not message.fuzzy
        wanted = set(re.findall(r"%\(\w+\)s|\{\w+\}", "".join(ids)))
        for text in told:
            assert set(re.findall(r"%\(\w+\)s|\{\w+\}", text)) == wanted, name


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_compiled_catalogue_is_that_of_the_written_one(language):
    compiled = io.BytesIO()
    write_mo(compiled, read(language))
    assert (HERE / "locale" / language / "LC_MESSAGES" / "report.mo").read_bytes() == compiled.getvalue()


def test_places_and_evidence_are_said_in_words():
    assert place("attachment cv.pdf > page 12", "nl") == "bijlage cv.pdf > pagina 12"
    assert place("file name", "fr") == "nom du fichier"
    assert place("sheet Blad1!B4", "fr") == "feuille Blad1!B4"
    assert place("form field naam", "nl") == "formulierveld naam"
    assert place("pagelike.zip", "nl") == "pagelike.zip"
    assert said("label: insz", "nl") == "naast “insz”"
    assert said("check failed", "en") == "its check digits are wrong"
    assert said("something else", "fr") == "something else"
