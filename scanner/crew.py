"""A crew of processes under supervision: a task that hangs, crashes or eats memory costs exactly that task.

Each process has a pipe of its own, so that one that dies, at whatever moment, says nothing about the others; the time of a task is
watched from outside, and a process that is over its time is killed and replaced. Nothing here knows what a task is.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from scanner.errors import ProgramError

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2  # tasks a process has at once: the one it works on, and the next
_WINDOW = 128  # tasks under way per process: what the order of results may wait for
_FUTILE = 3  # processes in a row that end before they begin, from which none will
_NO_MEMORY = 86  # exit code of a process that could not even say that it had no memory
_READY = b"ready"
_BEGINNING = 120.0  # seconds in which a process has to be ready


class Why(Enum):
    """Why a task has no result."""

    TIME = "time"
    MEMORY = "memory"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Lost:
    """What is known of a task without a result: `exit_code` of its process (negative: a signal), or the `kind` of exception."""

    why: Why
    exit_code: int | None = None
    kind: str = ""


_OUT_OF_MEMORY = pickle.dumps(Lost(Why.MEMORY))


@dataclass(frozen=True)
class Terms(Generic[Task, Result]):
    """How a crew works: `prepare(*arguments)` once in each process, then `work(task)`; all of it must be picklable."""

    work: Callable[[Task], Result]
    prepare: Callable[..., None]
    arguments: tuple[Any, ...]
    seconds: float
    """For one task, before its process is killed."""
    tasks: int
    """After which a process is replaced."""
    preload: tuple[str, ...] = ()
    """Modules that the fork server imports once for all, where there is one."""


@dataclass(eq=False)
class _Member:
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    given: deque[int] = field(default_factory=deque)
    """Numbers of its tasks; it works on the first."""
    since: float = 0.0
    done: int = 0


class Idle(Enum):
    """What `tasks` gives when there is no task at the moment and may be one later: the processes stay, and it is asked again soon."""

    IDLE = "idle"


IDLE = Idle.IDLE
_PAUSE = 0.05  # seconds


def run(
    tasks: Iterable[Task | Idle], size: int, terms: Terms[Task, Result], beat: Callable[[], None] = lambda: None
) -> Iterator[tuple[Task, Result | Lost]]:
    """Yield each task with its result or why there is none, in the order of the tasks, in bounded memory.

    Closing the iterator, or an exception in the caller, ends the processes at once. Raises ProgramError when they cannot be started.
    So does an exception of `beat()`, which is called at least once a second.
    """
    crew = _Crew(size, terms)
    try:
        yield from crew.results(iter(tasks), beat)
        crew.dismiss()
    finally:
        crew.kill()


class _Crew(Generic[Task, Result]):
    def __init__(self, size: int, terms: Terms[Task, Result]) -> None:
        self._size, self._terms = size, terms
        self._context = _context(terms.preload)
        self._members: list[_Member] = []
        self._tasks: dict[int, Task] = {}  # in their order, until they are yielded
        self._waiting: deque[int] = deque()  # not given to anybody yet
        self._results: dict[int, Result | Lost] = {}
        self._again: set[int] = set()  # whose process ended under them once
        self._futile = 0

    def results(self, tasks: Iterator[Task | Idle], beat: Callable[[], None]) -> Iterator[tuple[Task, Result | Lost]]:
        numbers = iter(range(1 << 62))
        ended = False
        while True:
            idle = False
            beat()
            while not (ended or idle) and len(self._tasks) < _WINDOW * self._size and len(self._waiting) < _AHEAD * self._size:
                for task in tasks:
                    if isinstance(task, Idle):
                        idle = True
                        break
                    number = next(numbers)
                    self._tasks[number] = task
                    self._waiting.append(number)
                    break
                else:
                    ended = True
            while self._tasks and (first := next(iter(self._tasks))) in self._results:
                yield self._tasks.pop(first), self._results.pop(first)
            if ended and not self._tasks:
                return
            self._give()
            self._hear(_PAUSE if idle else 1.0)

    def dismiss(self) -> None:
        """Let the processes end by themselves; what does not within two seconds is left to `kill`."""
        for member in self._members:
            with contextlib.suppress(OSError):
                member.pipe.send_bytes(b"")
        until = time.monotonic() + 2
        for member in self._members:
            member.process.join(max(0.0, until - time.monotonic()))

    def kill(self) -> None:
        with _interrupts_later():
            for member in self._members:
                _kill(member.process)
            for member in self._members:
                member.process.join(5)
                member.pipe.close()
            self._members.clear()

    def _give(self) -> None:
        free = [member for member in self._members if len(member.given) < _AHEAD]
        needed = min(self._size, len(self._waiting) + sum(bool(member.given) for member in self._members))
        while len(self._members) < needed:
            free.append(self._started())
        for member in sorted(free, key=lambda each: len(each.given)):
            if self._waiting and len(member.given) < _AHEAD and member.done + len(member.given) < self._terms.tasks:
                self._send(member)

    def _send(self, member: _Member) -> None:
        number = self._waiting.popleft()
        try:
            member.pipe.send_bytes(pickle.dumps(self._tasks[number]))
        except OSError:  # it has ended; `_hear` will learn why
            self._waiting.appendleft(number)
            return
        if not member.given:
            member.since = time.monotonic()
        member.given.append(number)

    def _started(self) -> _Member:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_life, args=(theirs, self._terms), daemon=True)
        try:
            process.start()
        except (OSError, EOFError) as error:
            ours.close()
            raise ProgramError(f"the processes that read files cannot be started: {error}") from None
        finally:
            theirs.close()
        member = _Member(process, ours, since=time.monotonic())
        self._members.append(member)
        return member

    def _hear(self, longest: float) -> None:
        """Take what the processes say, until the next of them is over its time, or for `longest` seconds."""
        if not self._members:
            time.sleep(longest)
            return
        patience = max(0.0, min(map(self._end, self._members)) - time.monotonic())
        by_pipe = {member.pipe: member for member in self._members}
        by_sentinel = {member.process.sentinel: member for member in self._members}
        heard = wait([*by_pipe, *by_sentinel], min(patience, longest))
        for member in {by_pipe.get(each) or by_sentinel[each] for each in heard}:  # type: ignore[call-overload, index]
            while self._take(member):
                pass
        for member in list(self._members):
            if time.monotonic() > self._end(member):
                self._lose(member, Lost(Why.TIME))

    def _end(self, member: _Member) -> float:
        """When a process has had its time."""
        if not member.ready:
            return member.since + _BEGINNING
        return member.since + self._terms.seconds if member.given else float("inf")

    def _take(self, member: _Member) -> bool:
        """Take one message; return whether there may be another."""
        if member not in self._members:
            return False
        try:
            if not member.pipe.poll():
                if member.process.is_alive():
                    return False
                raise EOFError
            message = member.pipe.recv_bytes()
            if message == _READY:
                member.ready, self._futile, member.since = True, 0, time.monotonic()
                return True
            result: Result | Lost = pickle.loads(message)  # noqa: S301 - from a process of ours, see `_life`
        except (EOFError, OSError):
            member.process.join(5)
            self._lose(member, None)
            return False
        except Exception as error:  # noqa: BLE001 - whatever a broken message leads to costs the task
            result = Lost(Why.FAILED, kind=type(error).__name__)
        self._results[member.given.popleft()] = result
        member.done += 1
        member.since = time.monotonic()
        if member.done >= self._terms.tasks:
            self._retire(member)
        return True

    def _retire(self, member: _Member) -> None:
        self._members.remove(member)
        with contextlib.suppress(OSError):
            member.pipe.send_bytes(b"")
        member.pipe.close()

    def _lose(self, member: _Member, lost: Lost | None) -> None:
        """Take leave of a process that ended or is over its time; what it had not begun is given to another.

        So is, once, what it worked on when it ended by itself: the system kills whom it likes, and a library may have left a
        thread that ends the process under the task after its own.
        """
        self._members.remove(member)
        _kill(member.process)
        member.process.join(5)
        member.pipe.close()
        if not member.ready:
            self._futile += 1
            if self._futile >= _FUTILE:
                raise ProgramError(
                    "the processes that read files end before they begin "
                    f"({ended(member.process.exitcode)}); `dossierwacht doctor` says what is missing on this machine"
                )
        elif member.given and (lost is not None or member.given[0] in self._again):
            self._results[member.given.popleft()] = lost or _lost(member.process.exitcode)
        elif member.given:
            self._again.add(member.given[0])
        self._waiting.extendleft(reversed(member.given))


def _lost(exit_code: int | None) -> Lost:
    killed = exit_code in (-9, _NO_MEMORY)  # nobody but the system kills with 9, and it does for lack of memory
    return Lost(Why.MEMORY if killed else Why.ENDED, exit_code)


def ended(exit_code: int | None) -> str:
    """Return how a process ended, in words: the name of a signal, or its exit code."""
    if exit_code is not None and exit_code < 0:
        return signal.Signals(-exit_code).name
    return f"exit code {exit_code}"


def _kill(process: BaseProcess) -> None:
    with contextlib.suppress(OSError, ValueError):
        process.kill()


def _context(preload: tuple[str, ...]) -> Any:
    """Processes come from a fork server that has loaded the libraries once; where there is none, each starts afresh."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if hasattr(context, "set_forkserver_preload"):
        context.set_forkserver_preload(list(preload))
    return context


@contextlib.contextmanager
def _interrupts_later() -> Iterator[None]:
    """Hold back a second Ctrl-C while the processes are being ended."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# In the processes


def _life(pipe: Connection, terms: Terms[Any, Any]) -> None:
    """The life of one process. It leaves without Python's farewell, which would wait for threads that a library left."""
    code = 1
    try:
        terms.prepare(*terms.arguments)
        code = 0  # from here on the one thing that ends it is that the parent has gone, or needs it no more
        pipe.send_bytes(_READY)
        while message := pipe.recv_bytes():
            pipe.send_bytes(_answer(pickle.loads(message), terms.work))  # noqa: S301 - from our parent
    except MemoryError:
        code = _NO_MEMORY
    finally:
        os._exit(code)


def _answer(task: Any, work: Callable[[Any], Any]) -> bytes:
    """The result of a task as it is sent; whatever it raises, be it no Exception, costs the task."""
    failed = ""
    try:
        return pickle.dumps(work(task))
    except MemoryError:
        pass
    except BaseException as error:  # noqa: BLE001 - a reader's SystemExit or KeyboardInterrupt is a failure like others; its text may hold content
        failed = type(error).__name__
    return pickle.dumps(Lost(Why.FAILED, kind=failed)) if failed else _OUT_OF_MEMORY
