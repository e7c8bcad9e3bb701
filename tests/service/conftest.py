"""A real service in a process of its own, over a tree and a state folder of the test's."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from scanner.catalog import journal, queries, roots
from scanner.catalog.errors import CatalogError
from scanner.catalog.store import Catalog
from tests.catalog import conftest as databases

catalog, postgresql, url = databases.catalog, databases.postgresql, databases.url

HERE = Path(__file__).parents[2]
NUMBER = "85.07.30-033.28"  # the public example of the national register
LONG = 60.0  # seconds until a test gives up; a machine may be busy


class Service:
    """Starts, asks and ends a service."""

    def __init__(self, tmp_path):
        self.tree, self.state, self.config_file = tmp_path / "share", tmp_path / "state", tmp_path / "config.yaml"
        self.log, self.process, self.receiver = tmp_path / "log", None, None
        self.socket = tmp_path / "notify"
        self.tree.mkdir()
        self.url = f"sqlite:///{self.state}/catalog.db"
        self.configure()

    def configure(self, **changes):
        settings = {
            "state_dir": str(self.state), "roots": [{"path": str(self.tree), "name": "Dossiers"}], "language": "nl",
            "scan": {"workers": 1, "ocr": False}, "watch": {"settle_seconds": 0.3},
        }  # fmt: skip
        self.config_file.write_text(yaml.safe_dump(settings | changes))

    def environment(self):
        return {**os.environ, "PYTHONPATH": str(HERE), "NOTIFY_SOCKET": str(self.socket)}

    def start(self, *, ready=True):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.service.driver", "daemon", "--config", str(self.config_file)],
                cwd=HERE, env=self.environment(), stdout=log, stderr=log,
            )  # fmt: skip
        if ready:
            self.until(lambda: self.health().get("pid") == self.process.pid and self.health()["watching"]["ready"])
        return self

    def command(self, *arguments):
        return subprocess.run(
            [sys.executable, "-m", "tests.service.driver", *arguments, "--config", str(self.config_file)],
            cwd=HERE, env=self.environment(), capture_output=True, text=True,
        )  # fmt: skip

    def send(self, number):
        self.process.send_signal(number)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(LONG)

    def until(self, holds, what=""):
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            try:
                if found := holds():
                    return found
            except (OSError, KeyError, CatalogError):
                pass
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"the service ended: {self.log.read_text()}")
            time.sleep(0.05)
        raise AssertionError(f"{what or holds} did not come about: {self.log.read_text()[-2000:]}")

    def health(self):
        return json.loads((self.state / "health.json").read_text())

    def files(self):
        """What the catalogue holds, by path: (status, sha256, entities)."""
        if not (self.state / "catalog.db").exists():
            return {}
        try:
            with Catalog.open(self.url, writer=False) as opened, opened.read() as connection:
                return {
                    os.fsdecode(row.path): row
                    for root in roots.every(connection)
                    for row in queries.every_file(connection, root.id, missing=True)
                }
        except Exception:  # noqa: BLE001 - it is being made
            return {}

    def entities(self, path):
        row = self.files().get(path)
        return {finding.entity for finding in row.findings} if row and row.sha256 and not row.missing_since else set()

    def alarms(self):
        with Catalog.open(self.url, writer=False) as opened, opened.read() as connection:
            return {alarm.kind for alarm in journal.open_alarms(connection)}

    def listen(self):
        """Be systemd: return a function that gives all lines that came."""
        receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        receiver.bind(str(self.socket))
        receiver.setblocking(False)
        self.receiver = receiver

        def lines():
            found = []
            while True:
                try:
                    found += receiver.recv(65536).decode().splitlines()
                except BlockingIOError:
                    return found

        return lines


@pytest.fixture
def service(tmp_path):
    service = Service(tmp_path)
    yield service
    if service.process is not None and service.process.poll() is None:
        service.process.kill()
        service.process.wait()
    if service.receiver is not None:
        service.receiver.close()
