"""Rights of real files; where a right cannot be set here, the test says so and is skipped."""

import os
import sys

import pytest

from scanner.model import FileIdentity
from scanner.tree.access import Audit, Concern, Openness, open_to
from scanner.tree.people import Account, Group, People
from tests.tree.nt_blobs import ace, blob, descriptor
from tests.tree.test_posix_acl import NONE, acl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")
ME, MINE = os.getuid(), os.getgid()
AN, BO, CHI, TEAM, HUGE, FAR = 5001, 5002, 5003, 6001, 6002, 3_999_999_991
EVERYONE_LIST = blob(descriptor(ace("S-1-1-0")))


def identity(root, path, status):
    return FileIdentity(
        root, path, status.st_size, status.st_mtime_ns, status.st_ctime_ns,
        status.st_dev, status.st_ino, status.st_mode, status.st_uid, status.st_gid,
    )  # fmt: skip


@pytest.fixture
def people():
    crowd = [Account(7000 + number, f"user{number}", HUGE) for number in range(40)]
    return People(
        [Account(ME, "me", MINE), Account(AN, "an", 9001), Account(BO, "bo", 9002), Account(CHI, "chi", 9003), *crowd],
        [Group(MINE, "mine", ()), Group(TEAM, "team", ("an", "bo")), Group(HUGE, "huge", ()), Group(FAR, "far", (), local=False)],
    )


@pytest.fixture
def tree(tmp_path, people):
    class Tree:
        def __init__(self):
            self.root = tmp_path / "root"
            self.root.mkdir(mode=0o755)
            self.root.chmod(0o755)
            self.audit = Audit((os.fsencode(self.root),), people)

        def put(self, path, mode=0o644, folders=0o755, gid=None):
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            for folder in target.parents:
                if folder == self.root:
                    break
                folder.chmod(folders)
            target.write_text("x")
            target.chmod(mode)
            if gid is not None:
                group(target, gid)
            return target

        def file(self, path):
            return self.audit.file(identity(0, os.fsencode(path), os.lstat(self.root / path)))

        def folder(self, path):
            return self.audit.folder(0, os.fsencode(path))

    return Tree()


def group(path, gid):
    try:
        os.chown(path, -1, gid)
    except PermissionError:
        pytest.skip("only root may give a file to another group")


def attribute(path, name, value):
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"{name} cannot be set here: {error.strerror}")


@pytest.mark.parametrize(("mode", "widest"), [(0o644, "everyone"), (0o642, "everyone"), (0o640, "group"), (0o600, "owner")])
def test_the_mode_bits_alone(mode, widest):
    assert open_to(0o100000 | mode) == widest


@pytest.mark.parametrize(
    ("mode", "effective"), [(0o644, Openness.EVERYONE), (0o640, Openness.GROUP), (0o600, Openness.RESTRICTED)]
)
def test_a_file_in_open_folders_is_as_open_as_its_mode(tree, mode, effective):
    tree.put("a/b/f", mode)
    access = tree.file("a/b/f")
    assert (access.mode, access.effective, access.owner) == (mode, effective, "me")
    assert access.notes == ()


def test_a_file_below_a_closed_folder_is_not_open(tree):
    tree.put("a/b/f", 0o644)
    (tree.root / "a").chmod(0o700)
    access = tree.file("a/b/f")
    assert access.open_to == "everyone"
    assert access.effective is Openness.RESTRICTED
    assert access.concern(0) is None


def test_a_folder_that_may_be_passed_but_not_listed_protects_nothing(tree):
    tree.put("a/f", 0o644, folders=0o711)
    assert tree.file("a/f").effective is Openness.EVERYONE
    assert tree.folder("a").effective is Openness.RESTRICTED


def test_what_lies_above_the_root_does_not_count_but_the_root_does(tree):
    tree.put("f", 0o644)
    tree.root.parent.chmod(0o700)
    assert tree.file("f").effective is Openness.EVERYONE
    tree.audit.forget()
    tree.root.chmod(0o700)
    assert tree.file("f").effective is Openness.RESTRICTED


def test_an_open_file_in_the_folder_of_a_team_is_open_to_that_team(tree):
    tree.put("team/f", 0o644, folders=0o750)
    group(tree.root / "team", TEAM)
    access = tree.file("team/f")
    assert access.effective is Openness.GROUP
    assert access.people == 3 - (ME == 0)
    assert access.concern(10) is None
    assert access.concern(1) is Concern.LARGE_GROUP


def test_a_group_larger_than_configured_is_a_concern_and_its_primary_members_count(tree):
    tree.put("f", 0o640, gid=HUGE)
    access = tree.file("f")
    assert (access.group, access.people) == ("huge", 41 - (ME == 0))
    assert access.concern(10) is Concern.LARGE_GROUP
    assert access.concern(50) is None


def test_a_group_whose_members_nobody_can_tell_is_said(tree):
    tree.put("f", 0o640, gid=FAR)
    access = tree.file("f")
    assert (access.effective, access.people) == (Openness.GROUP, None)
    assert access.concern(10**6) is Concern.UNSIZED_GROUP


def test_two_groups_on_the_way_leave_those_who_are_in_both(tree):
    tree.put("a/f", 0o640, folders=0o750, gid=HUGE)
    group(tree.root / "a", TEAM)
    assert tree.file("a/f").effective is Openness.RESTRICTED


def test_a_posix_list_opens_to_a_group_and_its_mask_closes_again(tree):
    target = tree.put("f", 0o600)
    entries = [(1, 6, NONE), (4, 0, NONE), (8, 4, HUGE)]
    attribute(target, "system.posix_acl_access", acl(*entries, (0x10, 4, NONE), (0x20, 0, NONE)))
    access = tree.file("f")
    assert (access.effective, access.open_to) == (Openness.GROUP, "group")
    assert access.concern(10) is Concern.LARGE_GROUP
    attribute(target, "system.posix_acl_access", acl(*entries, (0x10, 0, NONE), (0x20, 0, NONE)))
    assert tree.file("f").effective is Openness.RESTRICTED


def test_a_posix_list_on_a_folder_lets_somebody_through(tree):
    tree.put("a/f", 0o644, folders=0o700)
    attribute(
        tree.root / "a", "system.posix_acl_access",
        acl((1, 7, NONE), (2, 5, AN), (2, 5, BO), (4, 0, NONE), (0x10, 5, NONE), (0x20, 0, NONE)),
    )  # fmt: skip
    access = tree.file("a/f")
    assert access.effective is Openness.GROUP
    assert access.people == 3 - (ME == 0)


def test_samba_narrows_what_the_mode_bits_leave_open(tree):
    target = tree.put("f", 0o777)
    attribute(target, "security.NTACL", blob(descriptor(ace("S-1-5-32-544"), ace(f"S-1-22-2-{TEAM}"))))
    access = tree.file("f")
    assert (access.open_to, access.effective, access.people) == ("everyone", Openness.GROUP, 2)
    attribute(target, "security.NTACL", EVERYONE_LIST)
    assert tree.file("f").effective is Openness.EVERYONE
    attribute(target, "security.NTACL", blob(descriptor(ace("S-1-5-18"))))
    assert tree.file("f").effective is Openness.RESTRICTED
    attribute(target, "security.NTACL", blob(descriptor(ace("S-1-5-21-1-2-3-1107"))))
    assert tree.file("f").concern(10) is Concern.UNSIZED_GROUP


def test_samba_cannot_give_what_the_mode_bits_refuse(tree):
    target = tree.put("f", 0o600)
    attribute(target, "security.NTACL", EVERYONE_LIST)
    assert tree.file("f").effective is Openness.RESTRICTED


def test_a_list_of_samba_that_cannot_be_understood_is_unknown_and_not_closed(tree):
    target = tree.put("f", 0o644)
    attribute(target, "security.NTACL", b"\x09\0\x09\0")
    access = tree.file("f")
    assert access.effective is Openness.UNKNOWN
    assert access.notes == ("Windows access list of unknown form",)
    assert access.concern(10) is Concern.UNKNOWN


def test_a_list_that_may_not_be_read_is_named(tree, monkeypatch):
    tree.put("f", 0o600)

    def refused(*arguments, **options):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "getxattr", refused)
    assert "Windows access list cannot be read (Operation not permitted)" in tree.file("f").notes


def test_a_folder_is_judged_like_a_file_and_one_that_is_gone_is_nothing(tree):
    tree.put("a/f", folders=0o755)
    assert tree.folder("a").concern(10) is Concern.EVERYONE
    assert tree.folder("").effective is Openness.EVERYONE
    assert tree.folder("nothing") is None
    (tree.root / "link").symlink_to("a")
    assert tree.folder("link") is None


def test_a_folder_that_was_swapped_for_a_link_is_not_followed(tree):
    target = tree.put("a/f", 0o600)
    seen = identity(0, b"a/f", os.lstat(target))
    other = tree.root.parent / "other"
    (tree.root / "a").rename(other)
    (tree.root / "a").symlink_to(other)
    access = tree.audit.file(seen)
    assert access.effective is Openness.RESTRICTED
    assert access.notes


def test_a_root_that_is_one_file(tmp_path, people):
    target = tmp_path / "f"
    target.write_text("x")
    target.chmod(0o644)
    audit = Audit((os.fsencode(target),), people)
    assert audit.file(identity(0, b"", os.stat(target))).effective is Openness.EVERYONE
