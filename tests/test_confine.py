"""What reads untrusted documents has no network, writes nowhere but in its own folder, and keeps no privilege but to read."""

import json
import os
import socket
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system calls are Linux's")

TRY = """
import json, os, socket, sys
from scanner.confine import confine
folder, other, port = sys.argv[1:]
os.mkdir(os.path.join(other, "old")); open(os.path.join(other, "old", "a"), "w").close()
done = confine((folder,))

def attempt(action):
    try:
        action()
    except OSError:
        return False
    return True

def connect():
    socket.create_connection(("127.0.0.1", int(port)), 2).close()

print(json.dumps({
    "confinement": [done.network, done.writing, done.privileges],
    "own": attempt(lambda: open(os.path.join(folder, "x"), "w").close()),
    "null": attempt(lambda: open(os.devnull, "w").close()),
    "other": attempt(lambda: open(os.path.join(other, "x"), "w").close()),
    "append": attempt(lambda: open(os.path.join(other, "old", "a"), "a").close()),
    "remove": attempt(lambda: os.remove(os.path.join(other, "old", "a"))),
    "rename": attempt(lambda: os.rename(os.path.join(other, "old"), os.path.join(other, "new"))),
    "link": attempt(lambda: os.symlink("a", os.path.join(other, "b"))),
    "read": attempt(lambda: open(os.path.join(other, "old", "a")).close()),
    "owner": attempt(lambda: os.chown(os.path.join(other, "old", "a"), 1234, 1234)),
    "connect": attempt(connect),
}))
"""


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    folder, other = tmp_path_factory.mktemp("own"), tmp_path_factory.mktemp("other")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        done = subprocess.run([sys.executable, "-c", TRY, folder, other, port], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def landlock():
    import ctypes

    return ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1)


def test_reading_goes_on(tried):
    assert (tried["own"], tried["null"], tried["read"]) == (True, True, True)


@pytest.mark.skipif(sys.platform != "linux" or landlock() < 1, reason="this kernel has no Landlock")
@pytest.mark.parametrize("action", ["other", "append", "remove", "rename", "link"])
def test_nothing_outside_the_own_folder_is_changed(tried, action):
    assert tried[action] is False
    assert tried["confinement"][1] is True


def test_nobody_is_reached(tried):
    if not tried["confinement"][0]:
        pytest.skip("this system lets no process give up its network")
    assert tried["connect"] is False


@pytest.mark.skipif(os.geteuid() != 0, reason="another user has no privilege to lose")
def test_the_right_to_give_files_away_is_dropped(tried):
    assert tried["confinement"][2] is True
    assert tried["owner"] is False


def test_the_workers_of_a_scan_are_confined(tmp_path):
    """The real pool: a reader that tries to write and to connect gets nowhere, and the scan goes on."""
    if landlock() < 4:
        pytest.skip("this kernel cannot forbid both")
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.txt").write_text("tekst")
    (tmp_path / "plugin_confined.py").write_text(
        "import os, socket, sys\n"
        "import scanner.read.text.plain as plain\n"
        "from scanner.model import Code\n"
        "from scanner.read.draft import Refused\n"
        "def outcome(do):\n"
        "    try:\n        do()\n    except OSError as error:\n        return str(error.errno)\n"
        "    return 'done'\n"
        "def read(source, draft, context):\n"
        f"    write = outcome(lambda: open({os.fspath(root / 'new')!r}, 'w').close())\n"
        "    own = outcome(lambda: open(os.environ['DOSSIERWACHT_TMP'] + '/x', 'w').close())\n"
        "    net = outcome(lambda: socket.create_connection(('127.0.0.1', 9), 1))\n"
        "    raise Refused(Code.UNSUPPORTED, f'{write} {own} {net}')\n"
        "plain.read = read\n"
    )
    (tmp_path / "driver.py").write_text(
        "import sys\nimport scanner.workers as workers\n"
        "workers._PRELOAD = [*workers._PRELOAD, 'plugin_confined']\n"
        "if __name__ == '__main__':\n"
        "    from scanner import rulepacks\n    from scanner.config import Limits\n    from scanner.pipeline import Settings\n"
        "    from scanner.tree.walk import Tally, resolve_roots, walk\n"
        "    roots, _ = resolve_roots([sys.argv[1]])\n"
        "    job = Settings((roots[0].path,), str(rulepacks.shipped()), Limits(), bytes(32))\n"
        "    for outcome in workers.scan_many(walk(roots, Tally()), job, 1, 100):\n"
        "        print(outcome.file.problems[0].detail)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.fspath(tmp_path), *sys.path])}
    done = subprocess.run(
        [sys.executable, tmp_path / "driver.py", root], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    write, own, net = done.stdout.split()
    assert (write, own) == ("13", "done")  # EACCES
    assert net in ("13", "101")  # EACCES of Landlock, ENETUNREACH of a namespace without interfaces
    assert [path.name for path in root.iterdir()] == ["a.txt"]
