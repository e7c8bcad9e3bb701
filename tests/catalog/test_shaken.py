"""Whatever is done to a tree, the catalogue ends up saying what a fresh look at it says; and whenever its program is killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner import drain as drain_module
from scanner.catalog import roots
from scanner.catalog.store import Catalog, hot
from scanner.crawl import crawl, revisit
from scanner.drain import drain
from tests.catalog.shake import Shaker, chooser, hashing, keep_up, kept, truth, work

LONG = bool(os.environ.get("DOSSIERWACHT_LONG"))
"""`DOSSIERWACHT_LONG=1 ./run test tests/catalog/test_shaken.py` is the long run: 20,000 operations, and killed 50 times."""


@pytest.fixture(autouse=True)
def only_hashes(monkeypatch):
    monkeypatch.setattr(drain_module, "judge_many", hashing)


def shake(url, tree, choose, steps):
    """Do so many operations, with looks in between that see some of it; then one crawl has to be enough."""
    tree.mkdir()
    offset = [0]
    with Catalog.open(url, clock=lambda: time.time_ns() + offset[0]) as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        shaker = Shaker(tree, choose)
        for _ in range(steps):
            shaker.step()
            look = choose(range(20))
            if look == 0:
                crawl(catalog, root, stop=lambda: choose(range(4)) == 0)
            elif look == 1:
                drain(catalog, work(catalog, root), stop=lambda: choose(range(6)) == 0)
            elif look == 2:
                folder = choose(shaker.folders()).removeprefix(os.fsencode(tree)).removeprefix(b"/")
                revisit(catalog, root, [folder])
        keep_up(catalog, root)  # an interrupted crawl goes on; what changed behind its cursor is for the next
        keep_up(catalog, root)
        offset[0] = 10 * 10**9
        drain(catalog, work(catalog, root))
        assert kept(catalog, root) == truth(tree)
        assert catalog.check() == []
        with catalog.read() as connection:
            strays = "SELECT count(*) FROM files WHERE missing_since IS NULL AND folder_id IN (SELECT id FROM folders WHERE missing_since IS NOT NULL)"
            assert hot(connection, strays).scalar() == 0
            assert hot(connection, "SELECT max(attempts) FROM files").scalar() in (0, None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(st.data())
def test_any_operations(data):
    folder = Path(tempfile.mkdtemp(prefix="dossierwacht-shake-"))
    try:
        shake(f"sqlite:///{folder}/c.db", folder / "root", lambda some: data.draw(st.sampled_from(some)), 12)
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("seed", range(2 if LONG else 3))
def test_many_operations(url, tmp_path, seed):
    shake(url, tmp_path / "root", chooser(seed), 20_000 if LONG else 300)


def start(url, tree):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.catalog.shake", url, tree],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    if process.stdout.readline() != b"ready\n":
        pytest.fail(process.stderr.read().decode())
    return process


def test_killed_at_any_moment(url, tmp_path):
    tree = tmp_path / "root"
    tree.mkdir()
    for number in range(1500):
        folder = tree / f"{number % 40}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.txt").write_text(f"{number % 700}")
    chance = random.Random(5)
    shaker = Shaker(tree, chance.choice)
    for _ in range(50 if LONG else 6):
        process = start(url, tree)
        until = time.monotonic() + chance.random() * 1.2
        while time.monotonic() < until:
            shaker.step()
        process.send_signal(signal.SIGKILL)
        process.communicate()
    offset = [0]
    with Catalog.open(url, clock=lambda: time.time_ns() + offset[0]) as catalog:
        assert catalog.check() == []
        root = roots.add(catalog, os.fsencode(tree))
        keep_up(catalog, root)
        keep_up(catalog, root)
        offset[0] = 10 * 10**9
        drain(catalog, work(catalog, root))
        assert kept(catalog, root) == truth(tree)
        with catalog.read() as connection:
            assert hot(connection, "SELECT count(*) - count(DISTINCT (sha256)) FROM contents WHERE kind = 'txt'").scalar() == 0
