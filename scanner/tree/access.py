"""Who can reach a file or folder: mode bits, owner, group, POSIX and Windows access control lists, and the folders above.

Only folders from the root downwards count: a root may be exported by itself (NFS, a container), and what lies above it
protects nobody then. Everything is read through descriptors; no link is followed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum

from scanner.model import FileIdentity
from scanner.tree import nt_acl, posix_acl
from scanner.tree.opening import open_folder_beneath
from scanner.tree.people import People
from scanner.tree.posix_acl import READ, SEARCH, WRITE, Circle

CACHED = 4096  # folders whose ways in are remembered


class Openness(StrEnum):
    """The widest circle that can really get at something."""

    EVERYONE = "everyone"
    GROUP = "group"
    RESTRICTED = "restricted"
    UNKNOWN = "unknown"


class Concern(StrEnum):
    """Why rights are a finding of their own where forbidden or special data lie."""

    EVERYONE = "open_to_everyone"
    LARGE_GROUP = "open_to_large_group"
    UNSIZED_GROUP = "open_to_group_of_unknown_size"
    UNKNOWN = "openness_unknown"


@dataclass(frozen=True, slots=True)
class Access:
    """Who can reach one file or folder.

    `open_to` (`everyone`, `group`, `owner`) is what its own mode bits and POSIX list say; `effective` takes the folders
    above and Samba's list into account. `people` counts accounts other than root when `effective` is a group, None when
    nobody can tell. `notes` name what could not be read.
    """

    mode: int
    owner: str
    group: str
    open_to: str
    effective: Openness
    people: int | None = None
    notes: tuple[str, ...] = ()

    def concern(self, largest_group: int) -> Concern | None:
        """Return why this is too open for forbidden or special data, or None."""
        if self.effective is Openness.EVERYONE:
            return Concern.EVERYONE
        if self.effective is Openness.UNKNOWN:
            return Concern.UNKNOWN
        if self.effective is not Openness.GROUP:
            return None
        if self.people is None:
            return Concern.UNSIZED_GROUP
        return Concern.LARGE_GROUP if self.people > largest_group else None


def open_to(mode: int) -> str:
    """Return `everyone`, `group` or `owner`: the widest circle that may read or write by the mode bits alone."""
    return _widest(posix_acl.from_mode(mode, 0, 0, READ | WRITE))


class Audit:
    """Looks at the rights of files and folders below the roots; remembers the ways into the folders it met last."""

    def __init__(self, roots: tuple[bytes, ...], people: People) -> None:
        self._roots, self._people = roots, people
        self._ways: OrderedDict[tuple[int, bytes], Circle] = OrderedDict()

    def forget(self) -> None:
        """Forget the folders' rights, which may have changed."""
        self._ways.clear()

    def file(self, identity: FileIdentity) -> Access:
        """Return who can reach a file; its rights are those of the identity, its lists are read now."""
        folder, _, name = identity.path.rpartition(b"/")
        way = self._way(identity.root, folder) if identity.path else Circle(everyone=True)
        try:
            lists = _Lists.of_file(self._roots[identity.root], folder, name)
        except OSError as error:
            lists = _Lists(notes=(f"access lists cannot be read ({error.strerror})",))
        return self._judge(identity.mode, identity.uid, identity.gid, lists, way)

    def folder(self, root: int, path: bytes) -> Access | None:
        """Return who can list or change a folder; None when it is gone or closed to us."""
        try:
            descriptor = open_folder_beneath(self._roots[root], path)
        except OSError:
            return None
        try:
            status = os.fstat(descriptor)
            lists = _Lists.read(f"/proc/self/fd/{descriptor}")
        finally:
            os.close(descriptor)
        above = self._way(root, path.rpartition(b"/")[0]) if path else Circle(everyone=True)
        return self._judge(status.st_mode, status.st_uid, status.st_gid, lists, above)

    def _way(self, root: int, folder: bytes) -> Circle:
        """Return who can pass through a folder and all above it, up to the root; a folder that is gone lets all pass."""
        key = (root, folder)
        if key in self._ways:
            self._ways.move_to_end(key)
            return self._ways[key]
        try:
            descriptor = open_folder_beneath(self._roots[root], folder)
        except OSError:
            return Circle(everyone=True)
        try:
            status = os.fstat(descriptor)
            raw = _attribute(f"/proc/self/fd/{descriptor}", posix_acl.ACCESS)
        except OSError:
            raw = None
        finally:
            os.close(descriptor)
        own, _ = _circle(raw, status.st_mode, status.st_uid, status.st_gid, SEARCH)
        way = self._both(own, self._way(root, folder.rpartition(b"/")[0])) if folder else own
        self._ways[key] = way
        if len(self._ways) > CACHED:
            self._ways.popitem(last=False)
        return way

    def _judge(self, mode: int, uid: int, gid: int, lists: _Lists, way: Circle) -> Access:
        own, damaged = _circle(lists.posix, mode, uid, gid, READ | WRITE)
        reach = self._both(own, way)
        notes = lists.notes + (("POSIX access list of unknown form",) if damaged else ())
        effective, people = self._size(reach)
        if lists.nt is not None:
            effective, people, note = self._with_nt(effective, people, lists.nt)
            notes += (note,) if note else ()
        return Access(
            stat.S_IMODE(mode), self._people.owner(uid), self._people.group(gid), _widest(own), effective, people, notes
        )

    def _with_nt(self, effective: Openness, people: int | None, blob: bytes) -> tuple[Openness, int | None, str]:
        """Narrow by Samba's list: over the share both hold, and what the mode bits refuse no list can give."""
        try:
            nt = nt_acl.parse(blob)
        except ValueError:
            kept = effective if effective is Openness.RESTRICTED else Openness.UNKNOWN
            return kept, None, "Windows access list of unknown form"
        if nt.everyone or effective is Openness.RESTRICTED:
            return effective, people, ""
        listed = Circle(groups=nt.groups, users=nt.users)
        narrowed, count = self._size(listed)
        if nt.others:
            return Openness.GROUP, people if effective is Openness.GROUP else None, ""
        if effective is Openness.GROUP and narrowed is Openness.GROUP:
            sizes = [size for size in (people, count) if size is not None]
            return narrowed, min(sizes, default=None), ""
        return narrowed, count, ""

    def _size(self, circle: Circle) -> tuple[Openness, int | None]:
        if circle.everyone or any(map(self._people.everybody, circle.groups)):
            return Openness.EVERYONE, None
        members = [self._people.members(group) for group in circle.groups]
        known: frozenset[int] = circle.users.union(*(found for found in members if found is not None)) - {0}
        if circle.groups or len(known) > 1:
            return Openness.GROUP, None if None in members else len(known)
        return Openness.RESTRICTED, None

    def _both(self, one: Circle, other: Circle) -> Circle:
        """Return who is in both circles; groups stay groups, and where they differ their members are compared."""
        if one.everyone or other.everyone:
            return other if one.everyone else one
        groups = one.groups & other.groups
        unsized = {group for group in one.groups ^ other.groups if self._people.members(group) is None}
        return Circle(False, groups | unsized, self._everyone_of(one) & self._everyone_of(other))

    def _everyone_of(self, circle: Circle) -> frozenset[int]:
        return circle.users.union(*(self._people.members(group) or () for group in circle.groups))


@dataclass(frozen=True, slots=True)
class _Lists:
    """The raw access control lists beside a file, None where there is none, and what could not be read."""

    posix: bytes | None = None
    nt: bytes | None = None
    notes: tuple[str, ...] = ()

    @classmethod
    def of_file(cls, root: bytes, folder: bytes, name: bytes) -> _Lists:
        """Read those of a file; raises OSError when its folder cannot be opened."""
        if not hasattr(os, "getxattr"):
            return cls()
        if not name:
            return cls.read(os.fsdecode(root))
        descriptor = open_folder_beneath(root, folder)
        try:
            return cls.read(f"/proc/self/fd/{descriptor}/{os.fsdecode(name)}", follow=False)
        finally:
            os.close(descriptor)

    @classmethod
    def read(cls, path: str, *, follow: bool = True) -> _Lists:
        """Read those of a path."""
        found: dict[str, bytes | None] = {}
        notes: list[str] = []
        for name, words in ((posix_acl.ACCESS, "POSIX"), (nt_acl.ATTRIBUTE, "Windows")):
            try:
                found[name] = _attribute(path, name, follow=follow)
            except OSError as error:
                notes.append(f"{words} access list cannot be read ({error.strerror})")
        return cls(found.get(posix_acl.ACCESS), found.get(nt_acl.ATTRIBUTE), tuple(notes))


def _attribute(path: str, name: str, *, follow: bool = True) -> bytes | None:
    """Return an extended attribute, None when there is none or none can be; raises OSError when it cannot be read."""
    if not hasattr(os, "getxattr"):
        return None
    try:
        return os.getxattr(path, name, follow_symlinks=follow)
    except OSError as error:
        if error.errno in (errno.ENODATA, errno.ENOTSUP, errno.ENOENT):
            return None
        raise


def _circle(raw: bytes | None, mode: int, uid: int, gid: int, wanted: int) -> tuple[Circle, bool]:
    """Return who has a right by list or else by mode bits, and whether there is a list that could not be understood."""
    if raw is None:
        return posix_acl.from_mode(mode, uid, gid, wanted), False
    try:
        return posix_acl.from_list(raw, uid, gid, wanted), False
    except ValueError:
        return posix_acl.from_mode(mode, uid, gid, wanted), True


def _widest(circle: Circle) -> str:
    return "everyone" if circle.everyone else "group" if circle.groups else "owner"
