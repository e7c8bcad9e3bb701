"""Hands the hints of the watcher to the root they are about, and looks now and then whether events still arrive."""

from __future__ import annotations

import time
from collections.abc import Sequence

from scanner.service.keeper import Keeper
from scanner.service.shared import Shared
from scanner.tree.watch import Watcher

NAME = "listening"
CHECK_SECONDS = 600.0


def listen(shared: Shared, watcher: Watcher, keepers: Sequence[Keeper]) -> None:
    """Run until the service stops."""
    checked = time.monotonic()
    while not shared.stopping.is_set():
        shared.heart.beat(NAME)
        hint = watcher.get(0.5)
        if hint is not None:
            keepers[hint.root].ask(hint)
        if time.monotonic() - checked > CHECK_SECONDS and watcher.wait_ready(0):
            checked = time.monotonic()
            shared.alarms.set("watch_silent", "watching", None if watcher.check() else {})
            for number, keeper in enumerate(keepers):
                _tell_polled(shared, watcher, number, keeper)


def _tell_polled(shared: Shared, watcher: Watcher, number: int, keeper: Keeper) -> None:
    """Raise an alarm for what a person can do something about: too many folders for the limits of the system."""
    reasons = {polled.reason for polled in watcher.status().roots[number].polled}
    for kind in ("watch_limit", "watch_instances"):
        shared.alarms.set(kind, keeper.name, {} if kind in reasons else None)
