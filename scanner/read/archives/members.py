"""What the readers of archives share: bytes counted as they come out, names that are safe to show, gaps told once."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from typing import Self

from scanner.model import Code, Role
from scanner.read.draft import Budget, Context, Draft, LimitReached, Refused

SMALL = 1 << 20  # bytes that may come out of anything, however little it was packed into
_NAMED = 5  # members told by number; of further ones only how many there are
_NAME_LENGTH = 1 << 16  # characters, the most that a zip can hold; file systems end at 4,096


class TooDense(LimitReached):
    """One member unpacks to more than the allowed ratio; its neighbours may still be read."""


class Unpacked:
    """The bytes of one member as they come out, each counted, whatever size a header declares.

    They are held once: joining parts would take twice the memory.
    """

    def __init__(self, budget: Budget, packed: int) -> None:
        self.size = 0
        self._budget = budget
        self._most = max(SMALL, budget.limits.ratio * packed)
        self._buffer = io.BytesIO()

    def add(self, part: bytes) -> None:
        """Add what came out. Raises TooDense above the allowed ratio to `packed` bytes, LimitReached above the budget."""
        self.size += len(part)
        self._budget.charge_bytes(len(part))
        if self.size > self._most:
            raise TooDense(Code.TOO_LARGE, f"unpacks to more than {self._budget.limits.ratio} times its size")
        self._budget.check_time()
        self._buffer.write(part)

    def data(self) -> bytes:
        """Return all that came out."""
        return self._buffer.getvalue()


def decode_name(raw: bytes) -> str:
    """Return a name of unknown encoding: UTF-8, or else code page 850, as old programs of Western Europe wrote."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def clean_name(name: str) -> str:
    """Return a member's path with `/` between its steps and without control characters or leading `./`."""
    name = name[:_NAME_LENGTH].replace("\\", "/")
    shown = "".join("?" if unicodedata.category(char) in ("Cc", "Cs") else char for char in name)
    while shown.startswith("./"):
        shown = shown[2:]
    return shown or "unnamed"


def names_of_folders(names: Iterable[str]) -> list[str]:
    """Return the folder names in members' paths, each once; a member's own name is searched with the member."""
    return list(dict.fromkeys(step for name in names for step in name.rstrip("/").split("/")[:-1] if step not in ("", ".", "..")))


class Gaps:
    """Collects what could not be read, to tell 5,000 encrypted members in one line; a member is told by its number."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._numbers: dict[tuple[Code, str], list[int]] = {}

    def add(self, code: Code, detail: str, number: int) -> None:
        """Note that a member was not read, or not wholly."""
        self._numbers.setdefault((code, detail), []).append(number)

    def tell(self) -> None:
        """Add what was noted to the draft."""
        for (code, detail), numbers in self._numbers.items():
            if len(numbers) <= _NAMED:
                for number in numbers:
                    self._draft.problem(code, f"member {number}: {detail}")
            else:
                some = ", ".join(map(str, numbers[:_NAMED]))
                self._draft.problem(code, f"{len(numbers)} members ({some}, …): {detail}")
        self._numbers = {}


class Members:
    """The members of one archive, in order: each a document of its own, or a gap with only its name as text.

    Every entry counts as one member before anything is done with it, so that a million folders are bounded too.
    Used as a context manager: gaps and names are told however the reading ends.
    """

    def __init__(self, draft: Draft, context: Context) -> None:
        self.number = 0
        self._draft = draft
        self._context = context
        self._gaps = Gaps(draft)
        self._folders: dict[str, None] = {}
        self._unread: list[str] = []
        self._pending = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._pending:
            self._unread.append(self._pending)
        self._gaps.tell()
        self._draft.text("\n".join((*self._folders, *self._unread)).replace("_", " "), "member name", Role.NAME)

    def next(self, name: str) -> None:
        """Go to the next member, whose path is `name`."""
        self.number += 1
        if len(name) > _NAME_LENGTH:
            self.gap(Code.TOO_LARGE, f"name of more than {_NAME_LENGTH} characters")
        self._pending = clean_name(name)
        self._folders.update(dict.fromkeys(names_of_folders([self._pending])))

    def only_name(self, target: str = "") -> None:
        """The member is a folder, a link that leads to `target`, or another thing without content. Raises LimitReached."""
        self._unread += [self._pending, clean_name(target)] if target else [self._pending]
        self._pending = ""
        self._context.budget.charge_member()

    def gap(self, code: Code, detail: str) -> None:
        """Note that something of the member is missing, or wrong."""
        self._gaps.add(code, detail, self.number)

    def unread(self, reason: Refused | LimitReached) -> None:
        """The member cannot be read at all. Raises LimitReached."""
        self.gap(reason.code, reason.detail)
        self.only_name()

    def exceeds(self, size: int, packed: int) -> bool:
        """Return whether the member states more bytes than the budget has left, and note it.

        It is passed by, which leaves the budget to its neighbours. What states less than comes out, or more than may come
        out of its `packed` bytes, is stopped while it comes out.
        """
        limits = self._context.budget.limits
        size = min(size, max(SMALL, limits.ratio * packed))
        if size <= (limits.expanded_mb << 20) - self._context.budget.expanded:
            return False
        self.unread(Refused(Code.TOO_LARGE, f"unpacks to more than {limits.expanded_mb} MiB"))
        return True

    def read(self, data: bytes, refusal: Refused | None = None) -> None:
        """Read the member as a document; `refusal` tells why `data` is not all of it. Raises LimitReached.

        The bytes were charged when they came out; that is undone, since a document is charged where it is read.
        """
        if refusal is not None and not data:
            self.unread(refusal)
            return
        if refusal is not None:
            self.gap(refusal.code, refusal.detail)
        self._context.budget.expanded -= len(data)
        name = self._pending
        known = len(self._draft.children)
        self._context.read_child(self._draft, name, name, data)
        if len(self._draft.children) == known:  # too deep: named, not read
            self._unread.append(name)
        self._pending = ""

    def more_names(self, names: Iterable[str]) -> None:
        """Note names of what is not among the members that were gone through: for want of budget, or since it is elsewhere."""
        for name in names:
            self._folders.update(dict.fromkeys(names_of_folders([clean_name(name)])))
            self._unread.append(clean_name(name))
