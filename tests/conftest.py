import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Sentences are held to their English, whatever this computer speaks.
os.environ["MISSIONPLANNER_LANGUAGE"] = "en"

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import missionplanner  # noqa: F401  before any numpy, whose kernels are those of the program
from missionplanner.ui.work.collecting import Collector
from tests.time_limit import limited, seconds_for

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    # Here and not in `addopts`, so that any -m of the caller's replaces it.
    config.option.markexpr = config.option.markexpr or "not slow and not cluster and not installer"
    # No deadlines: the first call of a kernel loads it, and a busy machine is no fault of ours.
    settings.register_profile("default", deadline=None)
    settings.register_profile("quick", deadline=None, max_examples=20, derandomize=True)
    settings.register_profile("ci", deadline=None, print_blob=True)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_sessionstart() -> None:
    gc.disable()  # until all is imported, of which nothing is waste


def pytest_collection_finish() -> None:
    # What is imported and collected by now stays: it need not be looked through for waste.
    gc.freeze()


@pytest.fixture(autouse=True)
def waste_collected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect waste as the program does: with a window between two events, else at any time."""
    if "qapp" not in request.fixturenames:
        gc.enable()
        yield
        gc.disable()
        return
    request.getfixturevalue("qapp")
    collector = Collector()
    yield
    collector.timer.stop()
    collector.collect_due()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with limited(seconds_for(item)):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with limited(seconds_for(item)):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    with limited(seconds_for(item)):
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings of nobody: those of whoever runs the tests would stand in what they print."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("settings")
        patch.setenv("MISSIONPLANNER_SETTINGS", str(folder / "settings.json"))
        yield


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
