"""Kills a process right before or right after the nth call of the operating system that an act makes."""

import os
import signal
import sys
import traceback

CALLS = (
    "open", "close", "read", "write", "pread", "fstat", "stat", "mkdir", "rmdir", "rename", "link", "unlink", "fsync", "ftruncate", "lseek",
    "listdir", "getxattr", "listxattr", "setxattr", "utime", "fchmod", "fchown",
)  # fmt: skip


def run(act, point, after):
    """Run `act()` in a child that is killed at the `point`th call; return whether it came to its end before."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _arm(point, after)
            act()
            code = 0
        except BaseException:  # noqa: BLE001 - the parent looks at the code
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0
    return True


def _arm(point, after):
    count = 0

    def counted(real):
        def call(*arguments, **options):
            nonlocal count
            count += 1
            if count == point and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            mine = count == point
            try:
                return real(*arguments, **options)
            finally:
                if mine and after:
                    os.kill(os.getpid(), signal.SIGKILL)

        return call

    from scanner.act import handle, moves

    handle._seen_in_proc = lambda file: False  # thousands of calls, as many as there are processes
    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    # os.stat and the like are listed in these sets by identity; the wrapped ones do the same
    os.supports_dir_fd = frozenset(os.supports_dir_fd) | {os.open, os.stat, os.rename, os.unlink, os.mkdir}
    moves._rename_to_free_name = counted(moves._rename_to_free_name)
