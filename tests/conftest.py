import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Sentences are held to their English, whatever this computer speaks.
os.environ["MISSIONPLANNER_LANGUAGE"] = "en"

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    # Here and not in `addopts`, so that any -m of the caller's replaces it.
    config.option.markexpr = config.option.markexpr or "not slow"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Real terrain, areas and missions; see CONTRIBUTING.md for where they come from."""
    folder = Path(os.environ.get("MISSIONPLANNER_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no real data here: name their folder in MISSIONPLANNER_DATA")
    return folder
