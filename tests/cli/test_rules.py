"""`rules check|test|explain` as an administrator meets them, with an entity of the organisation's own."""

import shutil

import pytest

from scanner import rulepacks
from tests.detect.test_custom_entities import BADGE


@pytest.fixture
def config(tmp_path):
    shutil.copytree(rulepacks.shipped(), tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (tmp_path / "config.yaml").write_text(f"rules: {tmp_path / 'rules'}\n")
    return tmp_path / "config.yaml"


def test_the_shipped_rules_are_in_order(run):
    done = run("rules", "check")
    assert done.returncode == 0
    first, folder, digest = done.stdout.decode().splitlines()
    assert first.endswith("names of places: in order")
    assert folder == f"folder {rulepacks.shipped()}"
    assert digest == f"digest {rulepacks.digest(rulepacks.shipped())}"


def test_an_own_entity_works_end_to_end(run, scan, config, tmp_path):
    path = tmp_path / "rules" / "entities" / "badge.yaml"
    path.write_text(BADGE, "utf-8")
    assert "(own: STAFF_BADGE)" in run("rules", "check", "--config", config).stdout.decode()
    share = tmp_path / "share"
    share.mkdir()
    (share / "P-123455 badge.txt").write_text("Badgenummer: P-123463\n")
    explained = run("rules", "explain", share / "P-123455 badge.txt", "--config", config).stdout.decode()
    assert "STAFF_BADGE *12**** at line 1" in explained
    assert "confidence 0.90: pattern, checksum: luhn, label: badgenummer" in explained
    assert "P-123463" not in explained
    ran = scan(share, "--config", config, "--language", "nl", "--html", tmp_path / "page.html")
    assert ran.code == 1
    assert ran.summary["violations"] == 1
    assert "1  Badgenummer" in ran.out
    page = (tmp_path / "page.html").read_text()
    assert "<td>Badgenummer</td>" in page
    assert "*12**** badge.txt" in page
    assert "123455" not in page


def test_every_kind_of_rule_tests_itself(run, config, tmp_path):
    done = run("rules", "test", "--config", config)
    assert done.returncode == 0, done.stdout.decode()
    for name, old, new, told in (
        ("entities/ikl.yaml", "IKL-nummer onbekend", "IKL-nummer 1234567", "FAILED IKL_NUMBER counter-example 5: found with confidence 0.90"),
        ("special/religion.yaml", "Hij gelooft in zijn project.", "Hij is katholiek.", "FAILED RELIGION counter-example 7: confidence 0.90 is not from 0.00 to 0.35"),
    ):  # fmt: skip
        path = tmp_path / "rules" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        done = run("rules", "test", "--config", config)
        assert done.returncode == 2
        assert told in done.stdout.decode()
        assert done.stdout.decode().strip().endswith("examples, 1 failed")
        path.write_text(text, "utf-8")


def test_a_broken_rule_stops_every_command_with_one_line(run, config, tmp_path):
    path = tmp_path / "rules" / "entities" / "badge.yaml"
    path.write_text(BADGE.replace("luhn", "lun"), "utf-8")
    (tmp_path / "a.txt").write_text("x")
    for command in (
        ["rules", "check"],
        ["rules", "test"],
        ["rules", "explain", tmp_path / "a.txt"],
        ["scan", tmp_path / "a.txt"],
    ):
        done = run(*command, "--config", config)
        assert done.returncode == 2
        assert done.stderr.decode().startswith(f"dossierwacht: {path}: line 6: check: 'lun' is not a check; use one of: mod97, ")
        assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("places/world.yaml", "kind: city", "kind: town", "line 4: kind: 'town' is no kind of place; use one of: municipality, city, country"),
        ("places/belgium.yaml", "Aartselaar,", "Aartselaar, =,", "line 9: municipalities.antwerpen: there is no name in `=`; remove a sign too many"),
        ("classes/cv.yaml", "document_class: cv", "document_class: curriculum", "document_class: 'curriculum' is not known"),
        ("special/religion.yaml", "category: special", "category: special\nweight: 3", "line 4: weight: unknown key; remove it or use one of: "),
        ("names/streets.yaml", "endings:", "ending:", "ending: unknown key; remove it or use one of: cues, endings, "),
    ],
)  # fmt: skip
def test_check_reads_every_kind_of_pack(run, config, tmp_path, name, old, new, told):
    path = tmp_path / "rules" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    done = run("rules", "check", "--config", config)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"dossierwacht: {path}: ")
    assert told in done.stderr.decode()


@pytest.mark.parametrize("command", ["check", "test", "explain", "scan"])
def test_damaged_learned_words_are_refused_by_all_who_use_them(run, config, tmp_path, command):
    (tmp_path / "rules" / "class_words.tsv").write_text("# cut off\ncv other\t0.1\n", "utf-8")
    (tmp_path / "share").mkdir()
    paper = tmp_path / "share" / "brief.txt"
    paper.write_text("Geachte\n")
    words = {"explain": ("rules", "explain", paper), "scan": ("scan", paper)}.get(command, ("rules", command))
    done = run(*words, "--config", config)
    assert done.returncode == 2
    assert b"class_words.tsv: is damaged; restore it" in done.stderr
    assert b"Traceback" not in done.stderr


def test_learned_words_are_part_of_the_digest(run, config, tmp_path):
    before = rulepacks.digest(tmp_path / "rules")
    with (tmp_path / "rules" / "class_words.tsv").open("a", encoding="utf-8") as words:
        words.write("zomaar\t400\ta10\n")
    assert rulepacks.digest(tmp_path / "rules") != before


def test_a_class_is_explained_by_its_learned_words(run, tmp_path):
    paper = tmp_path / "loonbrief.txt"
    paper.write_text(
        "Loonbrief maart 2025\nBrutoloon 2.845,10\nRSZ 13,07 % 371,85\nBedrijfsvoorheffing 412,60\nNetto te betalen 2.060,65\n"
    )
    told = run("rules", "explain", paper).stdout.decode()
    assert "payslip, confidence" in told
    assert "payslip: words: " in told
    assert "bedrijfsvoorheffing" in told
