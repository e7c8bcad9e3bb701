"""What a reader does to its process when everything goes wrong; put in place of the reader of plain text.

Loaded into the fork server by the driver, so that each worker has it. The file's name says what happens: `hangs.txt`.
"""

import ctypes
import os
import re
import signal
import sys
import threading
import time
from dataclasses import replace

from scanner import pipeline
from scanner.model import Code
from scanner.read.text import plain

SECRET = "85073003328 Voorbeeld"
_read, _scan_one = plain.read, pipeline.Scanner.scan_one


def hangs():
    while True:
        pass


def sleeps():
    time.sleep(600)


def hangs_in_a_regular_expression():
    re.match(r"(a+)+$", "a" * 50 + "b")


def hangs_with_the_lock_of_the_interpreter():
    sum(range(10**13))


def hangs_and_will_not_end():
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    hangs()


def stops_itself():
    os.kill(os.getpid(), signal.SIGSTOP)


def takes_memory():
    bytearray(8 << 30)


def takes_memory_bit_by_bit():
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def takes_memory_in_small_objects():
    kept = []
    while True:
        kept.append(f"{len(kept):1000}")


def overflows_the_stack():
    deep = []
    for _ in range(10**6):
        deep = [deep]
    repr(deep)


def recurses():
    recurses()


def crashes():
    ctypes.string_at(0)


def aborts():
    os.abort()


def leaves():
    os._exit(3)


def leaves_with_success():
    os._exit(0)


def is_killed():
    os.kill(os.getpid(), signal.SIGKILL)


def is_terminated():
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(600)


def divides_by_zero_in_c():
    os.kill(os.getpid(), signal.SIGFPE)


def calls_exit():
    sys.exit(SECRET)


def says_it_was_interrupted():
    raise KeyboardInterrupt(SECRET)


def raises_what_is_no_exception():
    raise type("Strange", (BaseException,), {})(SECRET)


def raises_with_personal_data():
    raise ValueError(f"cannot parse {SECRET}")


def raises_what_cannot_be_sent():
    raise type("Unsendable", (Exception,), {"__reduce__": lambda self: 1 / 0})(SECRET)


def raises_a_memory_error_with_personal_data():
    raise MemoryError(SECRET)


def warns_with_personal_data():
    import logging
    import warnings

    warnings.warn(SECRET, stacklevel=1)
    logging.getLogger("lezer").error(SECRET)


def writes_to_the_outputs():
    os.write(1, f"{SECRET}\n".encode())
    os.write(2, f"{SECRET}\n".encode())
    print(SECRET, flush=True)  # noqa: T201 - that is the fault
    print(SECRET, file=sys.stderr, flush=True)  # noqa: T201


def writes_to_the_outputs_in_c():
    libc = ctypes.CDLL(None)
    libc.puts(SECRET.encode())
    libc.fflush(None)
    libc.perror(SECRET.encode())


def closes_the_outputs():
    for number in range(3):
        os.close(number)


def closes_every_file():
    os.closerange(3, 4096)


def forks_a_child():
    if os.fork() == 0:
        time.sleep(4)
        os._exit(0)


def forks_and_hangs():
    if os.fork() == 0:
        time.sleep(4)
        os._exit(0)
    hangs()


def leaves_a_thread_behind():
    threading.Thread(target=time.sleep, args=(4,), daemon=False).start()


def reads_the_terminal():
    input()


def changes_the_folder():
    os.chdir("/")


def turns_the_clock_off():
    signal.alarm(1)
    time.sleep(3)


ALL = {name: value for name, value in globals().items() if callable(value) and getattr(value, "__module__", "") == __name__}


def read(source, draft, context):
    fault = ALL.get(source.name.removesuffix(".txt"))
    if fault is not None:
        fault()
    _read(source, draft, context)


def scan_one(self, identity, known=()):
    """What comes out of a worker may be the trouble itself."""
    result = _scan_one(self, identity, known)
    if identity.path == b"answers_what_cannot_be_sent.txt":
        return replace(result, sha256=lambda: SECRET)
    if identity.path == b"answers_what_refuses_to_be_sent.txt":
        return replace(result, sha256=type("Unsendable", (), {"__reduce__": lambda self: 1 / 0})())
    if identity.path == b"answers_megabytes.txt":
        return replace(result, problems=tuple(replace(_gap(), detail=f"{number} {'x' * 1000}") for number in range(10_000)))
    if identity.path == b"answers_nothing.txt":
        return None
    return result


def _gap():
    from scanner.model import Problem

    return Problem("read", Code.CORRUPT)


plain.read = read
pipeline.Scanner.scan_one = scan_one
