"""Accounts and groups of this machine: their names, and who is in a group. Windows has neither module; numbers stay there."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

if sys.platform != "win32":
    import grp
    import pwd

LOCAL_GROUPS = "/etc/group"

# Groups that hold everybody of a Windows domain or machine, as Samba's and SSSD's name services call them; Windows names
# them in the language in which the domain was set up.
_EVERYBODY = frozenset({
    "domain users", "domeingebruikers", "utilisateurs du domaine", "utilisa. du domaine", "domänen-benutzer",
    "domain guests", "domeingasten", "authenticated users", "geverifieerde gebruikers", "utilisateurs authentifiés",
    "everyone", "iedereen", "tout le monde", "jeder",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """A user account: number, name, number of its primary group."""

    uid: int
    name: str
    gid: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group: number, name, names of the members that the group itself lists, and whether this machine defines it."""

    gid: int
    name: str
    members: tuple[str, ...]
    local: bool = True


class People:
    """The accounts and groups as they were when asked first; make a new one to see changes."""

    def __init__(self, accounts: Iterable[Account], groups: Iterable[Group]) -> None:
        self._accounts = {account.uid: account for account in accounts}
        self._groups = {group.gid: group for group in groups}
        self._numbers = {account.name: account.uid for account in self._accounts.values()}
        self._primary: dict[int, set[int]] = {}
        for account in self._accounts.values():
            self._primary.setdefault(account.gid, set()).add(account.uid)

    @classmethod
    def here(cls) -> People:
        """Return those of this machine, by its name services."""
        if sys.platform == "win32":
            return cls((), ())
        local = _local_groups()
        accounts = [Account(entry.pw_uid, entry.pw_name, entry.pw_gid) for entry in pwd.getpwall()]
        groups = [Group(entry.gr_gid, entry.gr_name, tuple(entry.gr_mem), entry.gr_gid in local) for entry in grp.getgrall()]
        return cls(accounts, groups)

    def owner(self, uid: int) -> str:
        """Return the name of an account, its number in digits when it has none."""
        account = self._account(uid)
        return account.name if account else str(uid)

    def group(self, gid: int) -> str:
        """Return the name of a group, its number in digits when it has none."""
        group = self._group(gid)
        return group.name if group else str(gid)

    def members(self, gid: int) -> frozenset[int] | None:
        """Return the accounts in a group, those with it as primary group included; None when nobody can tell.

        A name service of a domain may not list its members (winbind's default): an empty group of elsewhere is unknown.
        """
        group = self._group(gid)
        listed = {self._number(name) for name in group.members} if group else set()
        found = frozenset(uid for uid in listed if uid is not None) | self._primary.get(gid, set())
        if None in listed or (not found and (group is None or not group.local)):
            return None
        return found

    def everybody(self, gid: int) -> bool:
        """Return whether a group is known by name to hold everybody."""
        name = self.group(gid).rpartition("\\")[2].partition("@")[0]
        return name.strip().casefold() in _EVERYBODY

    def _number(self, name: str) -> int | None:
        if sys.platform != "win32" and name not in self._numbers:
            try:
                self._numbers[name] = pwd.getpwnam(name).pw_uid
            except KeyError:
                return None
        return self._numbers.get(name)

    def _account(self, uid: int) -> Account | None:
        """Ask for one that an enumeration leaves out, as domains do."""
        if sys.platform != "win32" and uid not in self._accounts:
            try:
                entry = pwd.getpwuid(uid)
            except (KeyError, OverflowError):
                return None
            self._accounts[uid] = Account(entry.pw_uid, entry.pw_name, entry.pw_gid)
        return self._accounts.get(uid)

    def _group(self, gid: int) -> Group | None:
        if sys.platform != "win32" and gid not in self._groups:
            try:
                entry = grp.getgrgid(gid)
            except (KeyError, OverflowError):
                return None
            self._groups[gid] = Group(entry.gr_gid, entry.gr_name, tuple(entry.gr_mem), local=False)
        return self._groups.get(gid)


def _local_groups() -> frozenset[int]:
    try:
        with open(LOCAL_GROUPS, encoding="utf-8", errors="replace") as file:
            fields = [line.split(":") for line in file]
    except OSError:
        return frozenset()
    return frozenset(int(parts[2]) for parts in fields if len(parts) > 2 and parts[2].isdigit())
