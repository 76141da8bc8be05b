"""Files taken into an open project: what is read is told, what cannot be used changes nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import MultiPolygon, box, mapping

from missionplanner.errors import InputError
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.weather import CALM
from missionplanner.operations.take_files import GivenFiles, take_files
from missionplanner.operations.terrain_files import (
    copy_terrain,
    located,
    missing_dems,
    without_dem,
)
from missionplanner.project.changes import Part, changes_between
from missionplanner.project.document import Project
from missionplanner.project.store import Beginning, create
from missionplanner.tasks.progress import silent

METAR = "METAR ZBAA 010600Z 24006MPS 9999 FEW040 12/M05 Q1022 NOSIG"


def shapes(path: Path, *polygons, **properties: object) -> Path:
    features = [
        {"type": "Feature", "properties": {"name": f"N{n}", **properties}, "geometry": mapping(p)}
        for n, p in enumerate(polygons)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    dem = tmp_path / "dem.tif"
    dem.write_bytes(b"not read here")
    given = Beginning(
        title="Pit",
        dem=(dem,),
        vertical_datum=None,
        area=SurveyArea("Pit", MultiPolygon([box(112.0, 37.8, 112.02, 37.82)])),
        threats=Threats((Zone("Old", MultiPolygon([box(112.0, 37.8, 112.001, 37.801)])),)),
        weather=CALM,
        home=Position(lon_deg=112.005, lat_deg=37.805),
        aircraft="m300-rtk",
        sensors=("p1-35",),
    )
    return create(tmp_path / "pit.mplan", given)


def test_zones_come_beside_the_others_and_are_counted(project: Project, tmp_path: Path) -> None:
    far = box(100.0, 20.0, 100.1, 20.1)
    near = box(112.01, 37.81, 112.012, 37.812)
    path = shapes(tmp_path / "notam.geojson", near, far, floor_m=0, ceiling_m=120)
    taken = take_files(project, GivenFiles(threats=(path,)), silent())
    assert [zone.name for zone in taken.project.threats.zones] == ["Old", "N0"]
    assert changes_between(project, taken.project) == {Part.THREATS}
    assert taken.told[0].values["left"] == 1, "what lies far away is passed over, and told"
    read = taken.project.document.read
    assert read is not None and read.zones == 1


def test_an_area_takes_the_place_of_the_other(project: Project, tmp_path: Path) -> None:
    path = shapes(tmp_path / "area.geojson", box(112.0, 37.8, 112.01, 37.81))
    taken = take_files(project, GivenFiles(area=path), silent())
    assert taken.project.area.outer.bounds == (112.0, 37.8, 112.01, 37.81)
    assert changes_between(project, taken.project) == {Part.AREA}


def test_weather_is_pasted_or_typed_or_read(project: Project, tmp_path: Path) -> None:
    pasted = take_files(project, GivenFiles(weather_text=METAR), silent()).project
    assert pasted.weather.hours[0].wind[0].speed_mps == 6
    table = "time,wind_mps,wind_from_deg\n2026-06-01T09:00+08:00,5.5,240\n"
    typed = take_files(project, GivenFiles(weather_text=table), silent()).project
    assert typed.weather.hours[0].wind[0].from_deg == 240
    path = tmp_path / "now.metar"
    path.write_text(METAR)
    read = take_files(project, GivenFiles(weather=path), silent()).project
    assert read.weather.hours == pasted.weather.hours
    assert changes_between(project, read) == {Part.WEATHER}


@pytest.mark.parametrize("text", ["", " \n", "\0\0", "the quick brown fox", "<html></html>", "{}"])
def test_nonsense_is_no_weather(project: Project, text: str) -> None:
    with pytest.raises(InputError):
        take_files(project, GivenFiles(weather_text=text), silent())


@pytest.mark.parametrize("kind", ["dem", "area", "threats", "risks"])
def test_a_file_of_0_bytes_says_so(project: Project, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "empty.geojson"
    path.touch()
    given = {kind: path if kind == "area" else (path,)}
    with pytest.raises(InputError) as caught:
        take_files(project, GivenFiles.model_validate(given), silent())
    assert caught.value.code == "operations.file_empty"


def test_terrain_and_risks_are_added_once(project: Project, tmp_path: Path) -> None:
    more = tmp_path / "north.tif"
    more.write_bytes(b"heights")
    given = GivenFiles(dem=(more, more), risks=(more,), vertical_datum="egm96")
    taken = take_files(project, given, silent()).project
    assert [path.name for path in taken.dem_paths] == ["dem.tif", "north.tif"]
    assert taken.document.vertical_datum == "egm96"
    again = take_files(taken, GivenFiles(risks=(more,)), silent()).project
    assert [risk.name for risk in again.threats.risks] == ["north"]


def test_moved_terrain_is_located_with_what_lies_beside_it(
    project: Project, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    two = replace(
        project,
        document=project.document.model_copy(update={"dem": ("../old/a.tif", "../old/b.tif")}),
    )
    assert len(missing_dems(two)) == 2
    new = tmp_path / "new"
    new.mkdir()
    for name in ("a.tif", "b.tif"):
        (new / name).write_bytes(b"heights")
    found = located(two, {old / "a.tif": new / "a.tif"})
    assert [path.parent.name for path in found.dem_paths] == ["new", "new"]
    assert not missing_dems(found)


def test_the_last_elevation_file_stays(project: Project) -> None:
    with pytest.raises(InputError) as caught:
        without_dem(project, project.dem_paths[0])
    assert caught.value.code == "project.no_dem"


def test_terrain_is_copied_into_the_project(project: Project, tmp_path: Path) -> None:
    (tmp_path / "dem.tfw").write_text("1\n0\n0\n-1\n0\n0\n")
    copied = copy_terrain(project, silent())
    assert copied.document.dem == ("rasters/dem.tif",)
    assert (project.folder / "rasters" / "dem.tif").read_bytes() == b"not read here"
    assert (project.folder / "rasters" / "dem.tfw").is_file()
    again = copy_terrain(project, silent())
    assert again.document.dem == ("rasters/dem-2.tif",), "nothing is written over"
    assert copy_terrain(copied, silent()) == copied


def test_a_mosaic_that_points_elsewhere_is_not_copied(project: Project, tmp_path: Path) -> None:
    mosaic = tmp_path / "all.vrt"
    mosaic.write_text("<VRTDataset/>")
    given = take_files(project, GivenFiles(dem=(mosaic,)), silent()).project
    with pytest.raises(InputError) as caught:
        copy_terrain(given, silent())
    assert caught.value.code == "operations.copy_points_elsewhere"
    assert not (project.folder / "rasters").exists()
