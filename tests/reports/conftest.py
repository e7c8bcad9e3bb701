import pytest

from scanner import rulepacks
from scanner.reporting import make
from tests.reports import chromium
from tests.reports.made import Share


@pytest.fixture
def share(tmp_path):
    made = Share(tmp_path, configuration={"controllers": {"vzw": "Werkpunt vzw", "maatwerk": "Werkpunt Maatwerk vzw"}})
    yield made
    made.close()


@pytest.fixture
def written(share, tmp_path):
    """Write a report; return what was written, with `read(ending)` for its files."""

    def write(week=None, *, remember=False, language=None, folder="out", **values):
        basis = share.basis(**({"week": week} if week else {}), **values)
        done = make.write(
            basis, str(tmp_path / folder), make.languages(share.loaded.config, rulepacks.shipped(), language), remember=remember
        )
        return done, {name: (tmp_path / folder / name).read_text("utf-8-sig") for name in done.files}

    return write


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if chromium.PROGRAM is None:
        pytest.skip(chromium.MISSING)
    opened = chromium.Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
