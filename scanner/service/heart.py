"""Signs of life of the service's threads, and what one of them died of."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Heart:
    """Knows since when each thread has not been heard of. `wake` is set when somebody has to look."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.wake = threading.Event()
        self.failed: tuple[str, BaseException] | None = None
        self._beats: dict[str, float] = {}

    def beat(self, name: str) -> None:
        """Give a sign of life."""
        self._beats[name] = time.monotonic()

    def forget(self, name: str) -> None:
        """Expect no more signs of life from something that came to its end."""
        self._beats.pop(name, None)

    def silent(self) -> dict[str, float]:
        """Return how many seconds each thread has been silent."""
        now = time.monotonic()
        return {name: now - beat for name, beat in self._beats.copy().items()}

    def thread(self, name: str, run: Callable[[], None]) -> threading.Thread:
        """Return a thread that runs `run`; when that raises, the service learns of it."""

        def guarded() -> None:
            try:
                run()
            except BaseException as error:  # noqa: BLE001 - whatever it is, the service must end and say so
                self.failed = self.failed or (name, error)
                self.wake.set()
            finally:
                self.forget(name)

        self.beat(name)
        return threading.Thread(target=guarded, name=name, daemon=True)
