"""Many files in supervised processes: a file that crashes, hangs or eats memory costs exactly that file.

Each worker has a hard time limit per file (`scanner.crew` kills and replaces it) and an address-space limit; it ignores Ctrl-C (the
parent decides), and dies with its parent. It has no network, may write only in the scan's private folder, says nothing on the standard
outputs, and keeps no privilege but to read (`scanner.confine`).
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from scanner import address_space, crew
from scanner.confine import confine
from scanner.crew import Lost, Why
from scanner.errors import place_of
from scanner.model import Code, FileIdentity, FileResult, FolderResult, Problem
from scanner.pipeline import Scanner, Settings
from scanner.scratch import ENVIRONMENT, scratch, sweep
from scanner.tree.names import as_text, printable, without_numbers
from scanner.tree.walk import Folder

_PRELOAD = [
    "scanner.workers", "scanner.detect.engine", "scanner.classify.classifier", "scanner.classify.containers", "scanner.classify.rules",
    "scanner.read.documents", "scanner.read.text.plain", "lxml.etree", "pypdfium2", "email.parser", "zipfile",
]  # fmt: skip
# What only texts with something to look at need, and dear to load: by the fork server where many files come, else by the worker.
_DEAR = "scanner.detect.analysis"
_MANY = 20
_scanner: Scanner | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one entry of the walk, in the order of the walk; a folder without anything to say is left out."""

    file: FileResult | None = None
    folder: FolderResult | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file whose content may be one of those that are known already (SHA-256 in hex), and is then not looked at again."""

    identity: FileIdentity
    known: frozenset[str]


Entry = FileIdentity | Candidate | Folder


def scan_many(
    entries: Iterable[FileIdentity | Folder], settings: Settings, workers: int, files_per_worker: int
) -> Iterator[Outcome]:
    """Scan the entries of a walk and yield their outcomes in the same order, in bounded memory.

    Closing the iterator, or an exception in the caller such as KeyboardInterrupt, stops the workers at once.
    Raises ProgramError when the processes cannot be started.
    """
    coming = iter(entries)
    first = list(islice(coming, _MANY))
    judged = judge_many(chain(first, coming), settings, workers, files_per_worker, dear=len(first) == _MANY)
    try:
        for _, result in judged:
            if isinstance(result, FileResult):
                yield Outcome(file=result)
            elif result is not None:
                yield Outcome(folder=result)
    finally:
        judged.close()  # type: ignore[attr-defined]


def judge_many(
    entries: Iterable[Entry | crew.Idle],
    settings: Settings,
    workers: int,
    files_per_worker: int,
    beat: Callable[[], None] = lambda: None,
    *,
    dear: bool = True,
) -> Iterator[tuple[Entry, FileResult | FolderResult | None]]:
    """Yield each entry with what came of it (None for a folder of which there is nothing to say), in order, in bounded memory.

    `entries` may give `crew.IDLE` when there is nothing at the moment: the processes are kept ready. `beat()` is called at least once
    a second, and what it raises ends the whole. With `dear` the fork server loads all that recognisers need, once for all processes.
    Otherwise as `scan_many`.
    """
    _quiet_threads()
    with scratch() as folder:
        arguments = (settings, os.getpid(), folder)
        modules = (*_PRELOAD, _DEAR) if dear else tuple(_PRELOAD)
        terms = crew.Terms(_one, _prepare, arguments, settings.limits.hard_seconds, files_per_worker, modules)
        results = crew.run(entries, workers, terms, beat)
        try:
            for entry, result in results:
                yield entry, _result(entry, result, settings, folder)
        finally:
            results.close()  # type: ignore[attr-defined]


def _result(
    entry: Entry, result: FileResult | FolderResult | Lost | None, settings: Settings, folder: str
) -> FileResult | FolderResult | None:
    asked = entry.identity if isinstance(entry, Candidate) else entry
    if isinstance(result, Lost):
        if result.why is not Why.MEMORY or result.exit_code is not None:
            sweep(folder)
        result = _lost(asked, settings, _cause(result, settings))
    if isinstance(asked, FileIdentity) and not isinstance(result, FileResult):
        result = _lost(asked, settings, Problem("worker", Code.CRASH, "no result"))
    return result


def _cause(lost: Lost, settings: Settings) -> Problem:
    if lost.why is Why.TIME:
        return Problem("worker", Code.TIMEOUT, f"stopped after {settings.limits.hard_seconds:g} s")
    if lost.why is Why.FAILED:
        return Problem("worker", Code.CRASH, f"the reader ended with {lost.kind}")
    if lost.why is Why.MEMORY and lost.exit_code == -signal.SIGKILL:
        return Problem("worker", Code.MEMORY, "killed by the system, most likely for lack of memory")
    if lost.why is Why.MEMORY:
        return Problem("worker", Code.MEMORY, f"needs more than {settings.limits.memory_mb} MiB")
    return Problem("worker", Code.CRASH, f"the reader crashed ({crew.ended(lost.exit_code)})")


def _lost(entry: FileIdentity | Folder, settings: Settings, problem: Problem) -> FileResult | FolderResult:
    """The result of an entry whose worker did not answer. Nothing has looked at its name, so digits in it are masked."""
    root = settings.roots[entry.root]
    shown = without_numbers(printable(as_text(entry.path or root.rpartition(b"/")[2])))
    if isinstance(entry, Folder):
        return FolderResult(entry.root, entry.path, shown, (), (entry.problem or problem,))
    return FileResult(entry, shown, problems=(problem,))


def _prepare(settings: Settings, parent: int, folder: str) -> None:
    """Run in each new worker before its first file."""
    global _scanner  # noqa: PLW0603 - a worker process has one scanner for its life
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent)
    # Native libraries write warnings about a document, and at times pieces of it, to the standard outputs.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.environ[ENVIRONMENT] = tempfile.tempdir = folder
    confine((folder,))
    _scanner = Scanner(settings)
    _scanner.detector  # noqa: B018 - load the rules before the memory limit is set, and not on the first file's time
    address_space.limit(settings.limits.memory_mb << 20)


def _one(entry: Entry) -> FileResult | FolderResult | None:
    if isinstance(entry, Candidate):
        return _file(entry.identity, entry.known)
    return _folder(entry) if isinstance(entry, Folder) else _file(entry)


def _file(identity: FileIdentity, known: frozenset[str] = frozenset()) -> FileResult:
    assert _scanner is not None
    try:
        return _scanner.scan_one(identity, known)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - ours, not the document's; its text may hold content, so only its type leaves
        root = _scanner.settings.roots[identity.root]
        shown = without_numbers(printable(as_text(identity.path or root.rpartition(b"/")[2])))
        return replace(FileResult(identity, shown), problems=(Problem("worker", Code.CRASH, place_of(error)),))


def _folder(folder: Folder) -> FolderResult | None:
    assert _scanner is not None
    return _scanner.folder(folder.root, folder.path, folder.problem)


def _die_with(parent: int) -> None:
    """Ask the kernel to end this process when the fork server ends, which ends with the parent (Linux, prctl 1)."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(parent, 0)
        return
    os._exit(1)


def _quiet_threads() -> None:
    """One thread per worker: libraries that start their own would fight over the processors."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT"):
        os.environ.setdefault(name, "1")
