"""Takes from the process that reads untrusted documents what it never needs: the network, writing, and privileges.

Linux only, each part where the kernel allows it, without any further program or library: Landlock (kernel 5.13 and later,
`landlock(7)`) forbids writing and TCP, a network namespace of its own (`unshare(2)`) leaves it without any network, and
`capabilities(7)` are dropped but for those that reading a share needs. The system calls are made through the C library,
since Python has no names for them.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

# The numbers of these calls are the same on every architecture (linux/asm-generic/unistd.h).
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _PATH_BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38  # prctl(2)
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_CAPABILITIES_3 = 0x20080522
_KEPT = (2, 3)  # CAP_DAC_READ_SEARCH to read every file, CAP_FOWNER to leave access times alone

# linux/landlock.h: bits of file actions, and the version of Landlock that knows the later ones.
_WRITE_FILE, _REFER, _TRUNCATE = 1 << 1, 1 << 13, 1 << 14
_REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))  # remove folder and file; make device, folder, file, socket, pipe, link
_TCP = 0b11  # bind, connect
_SIGNALS_AND_SOCKETS = 0b11  # abstract sockets of others, signals to others


@dataclass(frozen=True, slots=True)
class Confinement:
    """What was taken away: `network` says how (`namespace`, `tcp` or empty), the others whether."""

    network: str = ""
    writing: bool = False
    privileges: bool = False


def confine(writable: Iterable[str] = ()) -> Confinement:
    """Confine this process for the rest of its life; only the folders named may be written in.

    Returns what the system allowed. Raises nothing: what cannot be taken away is told by the result.
    """
    if sys.platform != "linux":
        return Confinement()
    libc = ctypes.CDLL(None, use_errno=True)
    namespace = _leave_network(libc)
    privileges = _drop_capabilities(libc) and libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    version = _restrict(libc, writable) if privileges else 0
    return Confinement("namespace" if namespace else "tcp" if version >= 4 else "", version >= 1, privileges)


def _leave_network(libc: ctypes.CDLL) -> bool:
    """Go into a network namespace that has no interface but a loopback that is down."""
    if libc.unshare(_NEW_NETWORK) == 0:
        return True
    # Without the right to do so, a user namespace gives it; but there the capabilities over the share's files are lost.
    return not _has_capabilities() and libc.unshare(_NEW_USER | _NEW_NETWORK) == 0


def _has_capabilities() -> bool:
    with suppress(OSError, ValueError), open("/proc/self/status", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("CapEff:"):
                return int(line.split()[1], 16) != 0
    return True


def _drop_capabilities(libc: ctypes.CDLL) -> bool:
    """Keep of the capabilities those in `_KEPT`; the bounding set stays, since without privileges nothing can be regained."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITIES_3, 0))
    data = ctypes.create_string_buffer(24)
    if libc.capget(header, data) != 0:
        return False
    kept = sum(1 << number for number in _KEPT)
    effective, permitted, _, *_ = struct.unpack("=6I", data.raw[:24])
    wanted = struct.pack("=6I", effective & kept, permitted & kept, 0, 0, 0, 0)
    return bool(libc.capset(header, ctypes.create_string_buffer(wanted)) == 0)


def _restrict(libc: ctypes.CDLL, writable: Iterable[str]) -> int:
    """Put Landlock's rules on this process and return its version, 0 when the kernel has none."""
    version: int = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return 0
    files = _WRITE_FILE | _REMOVE_AND_MAKE | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    rules = struct.pack("=QQQ", files, _TCP if version >= 4 else 0, _SIGNALS_AND_SOCKETS if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset: int = libc.syscall(_CREATE_RULESET, rules, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return 0
    try:
        for path in writable:
            _allow(libc, ruleset, path, files)
        _allow(libc, ruleset, os.devnull, _WRITE_FILE)
        return version if libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0 else 0
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, actions: int) -> None:
    with suppress(OSError):
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", actions, folder), 0)
        finally:
            os.close(folder)
