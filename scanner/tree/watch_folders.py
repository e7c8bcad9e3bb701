"""Which watch stands for which folder, small enough for a million folders and cheap to rename."""

from __future__ import annotations

import struct
import threading
from collections.abc import Collection

_PARENT = struct.Struct("<i")


class Folders:
    """Each watch holds its parent's number and its own name, so a renamed folder is one entry, whatever lies below it.

    Watches are the kernel's numbers, from 1 upwards. The parent of what lies directly below root `n` is `top(n)`; such a
    name may have several components, when the folders between are not watched. Thread-safe.
    """

    def __init__(self) -> None:
        self._nodes: dict[int, bytes] = {}
        self._lock = threading.Lock()
        self._last: tuple[int, tuple[int, bytes]] | None = None

    def __len__(self) -> int:
        return len(self._nodes)

    @staticmethod
    def top(root: int) -> int:
        """Return what stands for a root as parent."""
        return -1 - root

    def put(self, watch: int, parent: int, name: bytes) -> bool:
        """Say which folder a watch is; the root itself has an empty name. Return whether that was known exactly so."""
        node = _PARENT.pack(parent) + name
        with self._lock:
            if self._nodes.get(watch) == node:
                return True
            self._nodes[watch] = node
            self._last = None
            return False

    def drop(self, watch: int) -> None:
        """Forget a watch."""
        with self._lock:
            self._nodes.pop(watch, None)
            self._last = None

    def clear(self) -> list[int]:
        """Forget all, and return which watches there were."""
        with self._lock:
            watches = list(self._nodes)
            self._nodes = {}
            self._last = None
            return watches

    def path(self, watch: int) -> tuple[int, bytes] | None:
        """Return (root, path below it) of a watch, or None when it is not, or no longer, known."""
        with self._lock:
            if self._last is not None and self._last[0] == watch:
                return self._last[1]
            parts: list[bytes] = []
            at = watch
            for _ in range(4096):  # more than any path has components; a knot of stale entries must end
                node = self._nodes.get(at)
                if node is None:
                    return None
                if len(node) > 4:
                    parts.append(node[4:])
                at = _PARENT.unpack_from(node)[0]
                if at < 0:
                    found = (-1 - at, b"/".join(reversed(parts)))
                    self._last = (watch, found)
                    return found
            return None

    def below(self, gone: Collection[tuple[int, bytes]]) -> list[int]:
        """Return the watches of the folders (parent, name) and of all below them, in one pass over all."""
        with self._lock:
            nodes = dict(self._nodes)
        heads = {_PARENT.pack(parent) + name for parent, name in gone}
        verdict: dict[int, bool] = {}
        for watch in nodes:
            trail: list[int] = []
            at = watch
            answer = False
            while at not in verdict:
                node = nodes.get(at)
                if node is None or len(trail) > 4096:
                    break
                trail.append(at)
                if node in heads:
                    answer = True
                    break
                at = _PARENT.unpack_from(node)[0]
            else:
                answer = verdict[at]
            verdict.update(dict.fromkeys(trail, answer))
        return [watch for watch, inside in verdict.items() if inside]
