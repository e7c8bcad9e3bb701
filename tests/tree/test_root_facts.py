import os
import time

from scanner.tree import mounts
from scanner.tree.guards import RootFacts, RootMemory, judge_clock, judge_root
from scanner.tree.root_facts import look, moment


def test_what_is_not_there_or_no_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    assert look(os.fsencode(tmp_path / "none")) == RootFacts(exists=False)
    assert look(os.fsencode(tmp_path / "file")) == RootFacts(exists=True)
    assert look(os.fsencode(tmp_path / "link")) == RootFacts(exists=True)


def test_marker_and_lost_and_found_are_no_content(tmp_path):
    (tmp_path / "lost+found").mkdir()
    (tmp_path / ".id").write_text("4711\n")
    facts = look(os.fsencode(tmp_path), ".id")
    assert facts.empty
    assert facts.marker
    (tmp_path / "dossier").mkdir()
    assert not look(os.fsencode(tmp_path), ".id").empty


def test_the_marker_is_its_content_and_never_behind_a_link(tmp_path):
    (tmp_path / ".id").write_text("4711\n")
    first = look(os.fsencode(tmp_path), ".id").marker
    (tmp_path / ".id").write_text("4711")
    assert look(os.fsencode(tmp_path), ".id").marker == first
    (tmp_path / ".id").write_text("4712")
    assert look(os.fsencode(tmp_path), ".id").marker not in (first, None)
    (tmp_path / "real").write_text("4711")
    (tmp_path / ".id").unlink()
    (tmp_path / ".id").symlink_to("real")
    assert look(os.fsencode(tmp_path), ".id").marker is None
    assert look(os.fsencode(tmp_path)).marker is None


def test_a_mount_point_is_told_by_the_table(tmp_path):
    root = os.fsencode(tmp_path)
    assert not look(root).mount_point
    assert look(root, mounts=(mounts.Mount(root, "xfs", 1),)).mount_point
    assert look(b"/").mount_point
    assert look(root).device == os.stat(root).st_dev


def test_looking_twice_is_the_same_root_and_touches_nothing(tmp_path):
    (tmp_path / "a").write_text("x")
    before = os.stat(tmp_path).st_atime_ns
    facts = look(os.fsencode(tmp_path))
    assert os.stat(tmp_path).st_atime_ns == before
    memory = RootMemory(facts.mount_point, facts.device, facts.system, 1, facts.marker)
    assert judge_root(look(os.fsencode(tmp_path)), memory).go


def test_the_present_moment_follows_the_clock_of_the_machine():
    first = moment()
    assert abs(first.wall - time.time()) < 60
    second = moment()
    assert second.since_boot >= first.since_boot
    assert judge_clock(second, first, 400).go
