"""Two runs in one folder of results: the second is refused, and the first is not disturbed."""

import subprocess
import sys
import threading

import pytest

from missionplanner.ecology.engine.alone import alone
from missionplanner.ecology.engine.change.trend import run_trend
from missionplanner.ecology.engine.index import stage as index_stage
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.errors import OutputError
from missionplanner.tasks.progress import Progress, silent
from tests.unit.ecology.engine.conftest import assert_same_rasters, rasters

TRIES = """
import sys
from pathlib import Path
from missionplanner.ecology.engine.alone import alone
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.errors import OutputError

try:
    with alone(RunPlace(Path("."), Path(sys.argv[1]))):
        pass
except OutputError as error:
    sys.exit(str(error))
"""


def of_another_process(out):
    """Return what another process is told that wants the folder."""
    command = [sys.executable, "-c", TRIES, str(out)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stderr


def test_a_second_run_is_refused_and_does_no_harm_to_the_first(make_study, tmp_path):
    study, place = make_study()
    refused = []

    def second(step):
        if step.words.startswith("index") and not refused:
            other = threading.Thread(target=lambda: refused.append(_told(study, place)))
            other.start()
            other.join()

    first = run_index(PreparedStudy(study, place), Progress(second))
    assert "another run is at work" in refused[0]
    kept = rasters(first, place.out)
    assert run_index(PreparedStudy(study, place), silent()) == first
    assert_same_rasters(rasters(first, place.out), kept)


def _told(study, place):
    try:
        run_index(PreparedStudy(study, place), silent())
    except OutputError as error:
        return str(error)
    return "not refused"


def test_another_process_is_refused_until_the_run_is_over(make_study):
    _, place = make_study()
    with alone(place):
        told = of_another_process(place.out)
    assert "another run is at work" in told
    assert of_another_process(place.out) == ""


def test_a_stage_may_call_another_and_an_error_lets_the_folder_go(make_study, monkeypatch):
    study, place = make_study(epochs=3)
    assert run_trend(PreparedStudy(study, place), silent()).n_epochs == len(study.epochs)
    monkeypatch.setattr(index_stage, "finish", None)
    options = study.index.model_copy(update={"components": 1})
    with pytest.raises(TypeError):
        run_index(PreparedStudy(study.model_copy(update={"index": options}), place), silent())
    assert of_another_process(place.out) == ""
