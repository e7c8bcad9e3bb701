"""A catalogue on each database: SQLite, and a PostgreSQL of our own on a socket in a temporary folder, where its programs are installed."""

import glob
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

import pytest

from scanner.catalog import roots
from scanner.catalog.store import Catalog

_numbers = itertools.count(1)


def _programs():
    found = shutil.which("initdb")
    if found:
        return os.path.dirname(os.path.realpath(found))
    versions = [path for path in glob.glob("/usr/lib/postgresql/*/bin") if int(path.split("/")[4]) >= 15]
    return max(versions, key=lambda path: int(path.split("/")[4]), default=None)


def _as_user():
    """The words before a command that make it run without root's rights, which initdb refuses; and the user's number."""
    if os.geteuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        if shutil.which("setpriv"):
            return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], user
    return None, None


@pytest.fixture(scope="session")
def postgresql():
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL 15 or later is not installed (Debian: apt install postgresql); its tests are left out")
    before, user = _as_user()
    if before is None:
        pytest.skip("no user to run PostgreSQL as; its tests are left out")
    folder = tempfile.mkdtemp(prefix="dossierwacht-pg-", dir="/tmp")  # short: a socket's path may have some hundred bytes
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": folder}
    data = f"{folder}/data"
    subprocess.run(
        [*before, f"{programs}/initdb", "-D", data, "-U", "dossierwacht", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True, env=environment, cwd=folder, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with open(f"{folder}/log", "wb") as log:
        server = subprocess.Popen(
            [*before, f"{programs}/postgres", "-D", data, "-k", folder, "-h", "", "-F"],
            env=environment, cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield lambda name: f"postgresql+psycopg://dossierwacht@/{name}?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        shutil.rmtree(folder)


def _database(postgresql):
    import psycopg

    name = f"t{next(_numbers)}"
    address = postgresql("postgres").replace("+psycopg", "")
    for _ in range(200):
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            break
        except psycopg.OperationalError:
            time.sleep(0.05)  # it is starting
    return postgresql(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state/catalog.db"
    return _database(request.getfixturevalue("postgresql"))


@pytest.fixture
def catalog(url):
    with Catalog.open(url) as catalog:
        yield catalog


@pytest.fixture
def tree(tmp_path):
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def root(catalog, tree):
    return roots.add(catalog, os.fsencode(tree))
