"""One call looks its study up once: scenes, lattice, hashes and each stage."""

import json
from collections import Counter

import pytest

from missionplanner.ecology.engine import prepared, stage
from missionplanner.ecology.engine.bands import epochs
from missionplanner.ecology.engine.index import stage as index_stage
from missionplanner.ecology.erosion.base import ErosionBase
from missionplanner.ecology.imagery.study_files import write_study
from missionplanner.operations import ecology
from missionplanner.operations.studies import OpenStudy
from missionplanner.raster.files import about
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import make_study, said

__all__ = ["make_study"]  # a fixture


@pytest.fixture
def counted(monkeypatch):
    """Count what is looked up."""
    calls = Counter()

    def count(module, name):
        real = getattr(module, name)

        def counting(*args, **more):
            calls[name] += 1
            return real(*args, **more)

        monkeypatch.setattr(module, name, counting)

    count(epochs, "resolve")
    count(prepared, "lattice")
    count(stage, "load")
    count(about, "opened")
    return calls


@pytest.fixture
def opened(make_study):
    study, place = make_study(epochs=3)
    write_study(place.folder / "study.json", study)
    return OpenStudy(place.folder / "study.json", study, place)


def test_everything_is_looked_up_once_and_nothing_of_what_is_fresh(opened, counted):
    first = ecology.analyse(opened, silent())
    assert counted["resolve"] == 3 and counted["lattice"] == 1
    counted.clear()
    assert ecology.analyse(opened, silent()) == first
    assert counted["resolve"] == 3 and counted["lattice"] == 0
    # Indicators, index and trend; each of their rasters is opened once, to see whose it is.
    assert counted["load"] == 3
    parts = (first.indicators, first.index, first.trend)
    assert counted["opened"] == sum(len(part.files) for part in parts)


def test_the_trend_does_not_run_the_index_a_second_time(opened, monkeypatch):
    made = []
    real = index_stage._work
    monkeypatch.setattr(index_stage, "_work", lambda *a: made.append(1) or real(*a))
    ecology.analyse(opened, silent())
    assert made == [1]


def test_what_of_the_soil_loss_does_not_change_is_made_once_for_all_epochs(opened, monkeypatch):
    blocks = []
    real = ErosionBase.block
    monkeypatch.setattr(
        ErosionBase, "block", lambda base, block: blocks.append(block) or real(base, block)
    )
    ecology.index(opened, silent())
    assert blocks and len(set(blocks)) == len(blocks)


def test_results_saved_as_sentences_are_still_read(opened):
    first = ecology.index(opened, silent())
    path = opened.place.out / index_stage.STAGE.result
    whole = json.loads(path.read_text(encoding="utf-8"))
    for key in ("methods", "told", "warnings"):
        whole[key] = said(getattr(first, key))
    path.write_text(json.dumps(whole), encoding="utf-8")
    again = ecology.index(opened, silent())
    assert said(again.methods) == said(first.methods) and again.facts == first.facts


def test_a_stage_clears_away_nothing_of_another_whose_name_begins_alike(opened):
    work = opened.place.out / ".work"
    other, own = work / f"irsei-more-{'0' * 24}", work / f"irsei-{'0' * 24}"
    for folder in (other, own):
        folder.mkdir(parents=True)
    ecology.index(opened, silent())
    assert other.is_dir() and not own.exists()
