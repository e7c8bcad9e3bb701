"""No room for the catalogue: an alarm, a pause, and it goes on by itself. On a small file system of the test's own."""

import os
import shutil
import subprocess
from contextlib import suppress

import pytest

from tests.service.conftest import NUMBER


@pytest.fixture
def small(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], capture_output=True).returncode
    ):
        pytest.skip("no right to mount a file system here; the full disk is not tried")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_reading_pauses_while_the_disk_is_full_and_goes_on_when_there_is_room(service, small):
    service.state = small / "state"
    service.url = f"sqlite:///{service.state}/catalog.db"
    service.configure()
    service.start()
    (service.tree / "before.txt").write_text(f"INSZ {NUMBER}")
    service.until(lambda: service.entities("before.txt"))
    ballast = small / "ballast"
    with suppress(OSError), open(ballast, "wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    for number in range(600):
        (service.tree / f"{number:03}.txt").write_text(f"document {number}, INSZ {NUMBER}" * 20)
    service.until(lambda: "catalog_full" in service.log.read_text(), "the alarm")
    assert service.process.poll() is None
    os.remove(ballast)
    service.until(lambda: sum(bool(row.sha256) for row in service.files().values()) == 601)
    service.until(lambda: not service.alarms())
    assert service.stop() == 0
