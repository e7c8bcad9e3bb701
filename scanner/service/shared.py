"""What the threads of the service share: the catalogue, the configuration, alarms and signs of life."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from scanner.catalog.errors import CatalogBusy, CatalogFull
from scanner.catalog.store import Catalog
from scanner.config import Config
from scanner.service.alarms import Alarms
from scanner.service.heart import Heart
from scanner.throttle import wait_for

CATALOG = "catalog"
"""The subject of alarms about the catalogue itself."""
_RETRY = 10.0  # seconds between two tries while the catalogue cannot be written

T = TypeVar("T")


class Stopped(Exception):
    """The service is to end; what was under way is done again next time."""


@dataclass(slots=True)
class Shared:
    """One object for all threads of one configuration."""

    catalog: Catalog
    config: Config
    config_digest: str
    judgement: int
    alarms: Alarms
    heart: Heart
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set when this configuration is to end, because the service ends or another takes its place."""

    def patiently(self, name: str, work: Callable[[], T]) -> T:
        """Do something that writes in the catalogue, again and again while that has no room. Raises Stopped."""
        while True:
            self.heart.beat(name)
            try:
                done = work()
            except CatalogFull:
                self.alarms.set("catalog_full", CATALOG, {})
            except CatalogBusy:
                self.alarms.set("catalog_busy", CATALOG, {})
            else:
                for kind in ("catalog_full", "catalog_busy"):
                    self.alarms.set(kind, CATALOG, None)
                return done
            if self.pause(name, _RETRY):
                raise Stopped

    def once(self, work: Callable[[], None]) -> bool:
        """Do something that writes in the catalogue, or leave it for the next time when that has no room; return whether it was done."""
        try:
            work()
        except CatalogFull:
            self.alarms.set("catalog_full", CATALOG, {})
            return False
        except CatalogBusy:
            self.alarms.set("catalog_busy", CATALOG, {})
            return False
        return True

    def pause(self, name: str, seconds: float) -> bool:
        """Wait, and give signs of life meanwhile; return whether it is time to stop."""
        while seconds > 0 and not self.stopping.wait(min(seconds, 5.0)):
            self.heart.beat(name)
            seconds -= 5.0
        return self.stopping.is_set()

    def now(self) -> datetime:
        """The wall clock in the time zone of the service."""
        return datetime.now(self.config.service.zone)

    def quiet(self) -> bool:
        """Whether it is one of the hours in which nothing is begun."""
        hours = self.config.service.quiet
        return bool(hours) and wait_for(self.now(), hours).total_seconds() > 0
