"""Tells systemd how the service is, as sd_notify(3) says: a datagram of `KEY=value` lines to the socket it named."""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def notify(*lines: str) -> None:
    """Send lines such as `READY=1`, `WATCHDOG=1`, `STATUS=…`; nothing when systemd did not start us. Never raises."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as datagrams:
        datagrams.settimeout(1)
        datagrams.sendto("\n".join(lines).encode(), address)


def watchdog_seconds() -> float | None:
    """Return how often systemd wants a sign of life, None when it does not."""
    if os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    micros = os.environ.get("WATCHDOG_USEC", "")
    return int(micros) / 1e6 if micros.isdecimal() and int(micros) else None
