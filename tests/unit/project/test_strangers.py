"""A project that a stranger hands over: refused in one line, at once, whatever its files are."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from missionplanner.errors import InputError
from missionplanner.model.plan import CostWeights
from missionplanner.operations.parts import check_parts
from missionplanner.project import store
from missionplanner.project.document import Project
from missionplanner.project.records import read_record, write_record
from missionplanner.project.store import load

pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among files")


def rewritten(folder: Path, *keys: str | int, value: object) -> None:
    path = folder / "project.json"
    document = json.loads(path.read_text("utf-8"))
    part: Any = document
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = value
    path.write_text(json.dumps(document), "utf-8")


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("intent", "seed"), 2**70),
        (("intent", "seed"), 10**400),
        (("intent", "evaluations"), 10**12),
        (("intent", "min_clearance_m"), 1e308),
        (("intent", "zone_margin_m"), 1e308),
        (("intent", "max_climb_gradient"), 1e308),
        (("intent", "weights", "length"), 1e308),
        (("sensors",), ["p1-35"] * 1000),
        (("sensors",), ["x" * 1_000_000]),
        (("aircraft",), "x" * 1_000_000),
        (("dem",), ["a\0b.tif"]),
        (("dem",), ["x" * 5000]),
        (("dem",), [""]),
        (("vertical_datum",), "x" * 1_000_000),
        (("vertical_datum",), "a\0b=c"),
        (("risks",), [{"name": "gusts", "path": "a\0b.tif"}]),
        (("versions", "project"), 10**500),
    ],
)
def test_values_that_nothing_can_take_are_refused(
    project: Project, keys: tuple[str, ...], value: object
) -> None:
    rewritten(project.folder, *keys, value=value)
    with pytest.raises(InputError) as refused:
        load(project.folder)
    assert len(str(refused.value)) < 1500 and "\n" not in str(refused.value)


def test_a_dem_whose_name_no_system_takes_is_gone(project: Project) -> None:
    rewritten(project.folder, "dem", value=["x" * 4000])
    with pytest.raises(InputError, match="DEM is gone"):
        check_parts(load(project.folder))


@pytest.mark.parametrize("name", ["project.json", "layers.gpkg", "weather.json"])
def test_a_file_without_end_is_not_read_through(
    project: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (project.folder / name).open("r+b") as stream:
        stream.truncate(5_000_000_000)  # sparse: it takes no room
    monkeypatch.setattr(store.hashlib, "file_digest", lambda *_: pytest.fail("was read"))
    with pytest.raises(InputError, match="is damaged"):
        load(project.folder)


@pytest.mark.parametrize(
    "saved",
    [
        {"version": 99, "hours": [{}]},
        {"hours": [{}], "told": 5},
        {"hours": [[1]]},
        {"hours": "abc"},
        {"hours": [{"wind": [], "temperature_c": "abc", "cloud_share": 10**400}]},
        {"version": 2, "hours": [{"wind": [{"height_agl_m": 10, "speed_mps": 1}]}] * 30_000},
        {"version": 2, "hours": [{"wind": [{"height_agl_m": 10, "speed_mps": 1}] * 500}]},
    ],
)
def test_weather_that_is_none_is_refused(project: Project, saved: object) -> None:
    (project.folder / "weather.json").write_text(json.dumps(saved), "utf-8")
    with pytest.raises(InputError) as refused:
        load(project.folder)
    assert "weather.json" in str(refused.value) and len(str(refused.value)) < 500


@pipes
def test_a_pipe_for_an_archive_is_not_waited_for(tmp_path: Path) -> None:
    write_record(tmp_path / "plan", CostWeights())
    (tmp_path / "plan.npz").unlink()
    os.mkfifo(tmp_path / "plan.npz")
    with pytest.raises(InputError, match="damaged"):
        read_record(tmp_path / "plan", CostWeights)
