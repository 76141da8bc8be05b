"""What a user does wrong: one clear line, exit code 2, nothing left behind."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from missionplanner.cli.main import run
from tests.stories.small_site import (
    AREA_RING,
    SmallSite,
    to_lonlat,
    write_dem,
    write_polygons,
    write_site,
)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    return write_site(tmp_path / "files")


def new(project: Path, site: SmallSite, **replaced: object) -> list[str]:
    given = {
        "dem": site.dem,
        "area": site.area,
        "threats": site.threats,
        "weather": site.weather,
        "vertical-datum": "egm96",
    } | {key.replace("_", "-"): value for key, value in replaced.items()}
    words = [f"--{key}={value}" for key, value in given.items() if value is not None]
    return ["new", str(project), *words]


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    code = run(arguments)
    lines = [x for x in capsys.readouterr().err.splitlines() if not x.strip()[:3].isdigit() or x]
    errors = [x for x in lines if x.startswith("Error:")]
    assert code == 2
    assert len(errors) == 1, lines
    assert not any("Traceback" in x for x in lines)
    return errors[0]


def test_a_good_site_is_taken(tmp_path: Path, site: SmallSite) -> None:
    assert run(new(tmp_path / "a.mplan", site)) == 0
    assert (tmp_path / "a.mplan" / "project.json").is_file()


def test_dem_that_is_no_raster(tmp_path, site, capsys) -> None:
    text = tmp_path / "notes.tif"
    text.write_text("this is not a raster")
    line = refused(capsys, new(tmp_path / "a.mplan", site, dem=text))
    assert "notes.tif" in line
    assert not (tmp_path / "a.mplan").exists()


def test_dem_without_crs(tmp_path, site, capsys) -> None:
    dem = write_dem(tmp_path / "nocrs.tif", crs=None)
    line = refused(capsys, new(tmp_path / "a.mplan", site, dem=dem))
    assert "nocrs.tif" in line
    assert "CRS" in line or "coordinate" in line


def test_dem_without_vertical_datum_is_asked_for(tmp_path, site, capsys) -> None:
    line = refused(capsys, new(tmp_path / "a.mplan", site, vertical_datum=None))
    assert "counted from" in line
    assert "egm96" in line


def test_dem_that_does_not_reach_the_area(tmp_path, site, capsys) -> None:
    ring = [(x + 700.0, y) for x, y in AREA_RING]
    area = write_polygons(tmp_path / "far.geojson", [(ring, {"name": "Far"})])
    line = refused(capsys, new(tmp_path / "a.mplan", site, area=area, threats=None))
    assert "%" in line


def test_area_in_the_sea_of_nodata(tmp_path, site, capsys) -> None:
    dem = write_dem(tmp_path / "sea.tif", nodata_all=True)
    line = refused(capsys, new(tmp_path / "a.mplan", site, dem=dem))
    assert "sea.tif" in line or "nodata" in line.lower() or "DEM" in line


def test_area_that_crosses_itself(tmp_path, site, capsys) -> None:
    bow = [(400.0, 400.0), (1000.0, 900.0), (1000.0, 400.0), (400.0, 900.0)]
    area = write_polygons(tmp_path / "bow.geojson", [(bow, {"name": "Bow"})])
    line = refused(capsys, new(tmp_path / "a.mplan", site, area=area))
    assert "bow.geojson" in line
    assert "cross" in line or "intersect" in line


def test_area_without_polygons(tmp_path, site, capsys) -> None:
    area = tmp_path / "empty.geojson"
    area.write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    assert "empty.geojson" in refused(capsys, new(tmp_path / "a.mplan", site, area=area))


def test_zone_that_swallows_the_area(tmp_path, site, capsys) -> None:
    ring = [(200.0, 200.0), (1200.0, 200.0), (1200.0, 1100.0), (200.0, 1100.0)]
    zone = write_polygons(tmp_path / "z.geojson", [(ring, {"name": "All", "kind": "no-fly"})])
    line = refused(capsys, new(tmp_path / "a.mplan", site, threats=zone))
    assert "All" in line or "zone" in line


def test_home_inside_a_zone(tmp_path, site, capsys) -> None:
    ((lon, lat),) = to_lonlat([(670.0, 645.0)])
    line = refused(capsys, new(tmp_path / "a.mplan", site, home=f"{lon},{lat}"))
    assert "Mast" in line
    assert "home" in line.lower()


def test_home_that_is_no_place(tmp_path, site, capsys) -> None:
    assert "--home" in refused(capsys, new(tmp_path / "a.mplan", site, home="north"))


def test_wind_above_the_limit(tmp_path, site, capsys) -> None:
    storm = tmp_path / "storm.json"
    storm.write_text('{"wind_mps": 19, "wind_from_deg": 250}')
    assert run(new(tmp_path / "a.mplan", site, weather=storm)) == 0, "weather changes"
    assert "limit" in capsys.readouterr().out
    line = refused(capsys, ["plan", str(tmp_path / "a.mplan")])
    assert "wind" in line.lower()
    assert "12" in line


def test_unknown_sensor_names_its_neighbour(tmp_path, site, capsys) -> None:
    line = refused(capsys, new(tmp_path / "a.mplan", site, sensor="rededge"))
    assert "rededge-m" in line


def test_a_sensor_the_aircraft_cannot_carry(tmp_path, site, capsys) -> None:
    line = refused(capsys, new(tmp_path / "a.mplan", site, sensor="m3m-rgb"))
    assert "cannot be mounted" in line
    assert not (tmp_path / "a.mplan").exists()


def test_a_project_folder_whose_parent_is_a_file(tmp_path, site, capsys) -> None:
    (tmp_path / "file").write_text("x")
    line = refused(capsys, new(tmp_path / "file" / "a.mplan", site))
    assert "file" in line


@pytest.mark.parametrize(
    "words",
    ["plan", "replan --from-sortie 1 --at 111,37.8", "gap --photos .", "repeat --from-photos ."],
)
def test_no_project_there(tmp_path, capsys, words: str) -> None:
    verb, *rest = words.split()
    line = refused(capsys, [verb, str(tmp_path / "nowhere.mplan"), *rest])
    assert "nowhere.mplan: no such project folder" in line


def test_export_before_planning(tmp_path, site, capsys) -> None:
    run(new(tmp_path / "a.mplan", site))
    line = refused(capsys, ["export", str(tmp_path / "a.mplan"), "--out", str(tmp_path / "o")])
    assert "missionplanner plan" in line


@pytest.mark.parametrize("weights", ["1,2", "a,b,c", "-1,0,0"])
def test_weights_that_are_no_weights(tmp_path, site, capsys, weights: str) -> None:
    run(new(tmp_path / "a.mplan", site))
    refused(capsys, ["plan", str(tmp_path / "a.mplan"), f"--weights={weights}"])


def test_unknown_verb_and_option(capsys) -> None:
    refused(capsys, ["fly"])
    refused(capsys, ["plan", "x.mplan", "--quickly"])


@pytest.fixture
def tiny_disk(tmp_path: Path):
    mount = tmp_path / "disk"
    mount.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(mount)], capture_output=True
    )
    if os.geteuid() != 0 or done.returncode:
        pytest.skip("a tiny disk needs root and the right to mount")
    yield mount
    subprocess.run(["umount", str(mount)], check=True)


def test_a_full_disk_leaves_the_saved_project_whole(tiny_disk, site, capsys) -> None:
    project = tiny_disk / "a.mplan"
    (tiny_disk / "ballast").write_bytes(b"x" * 60_000)
    line = refused(capsys, new(project, site))
    assert "space" in line.lower() or "disk" in line.lower()


def test_a_full_disk_is_told_in_one_line_when_a_raster_is_written(tiny_disk, capfd) -> None:
    code = run(["demo", "--site", "jacksboro", "--no-window", "--out", str(tiny_disk / "demo")])
    lines = [x for x in capfd.readouterr().err.splitlines() if "%" not in x[:6]]
    assert code == 2
    assert len(lines) == 1
    assert "space" in lines[0].lower()


def test_a_dem_that_vanished_names_the_project_it_belongs_to(tmp_path, site, capsys) -> None:
    run(new(tmp_path / "a.mplan", site))
    site.dem.unlink()
    line = refused(capsys, ["plan", str(tmp_path / "a.mplan")])
    assert "dem.tif" in line
    assert "project.json" in line


def test_a_folder_where_a_file_belongs(tmp_path, site, capsys) -> None:
    for option in ("dem", "area", "threats"):
        line = refused(capsys, new(tmp_path / "a.mplan", site, **{option: tmp_path}))
        assert "is a folder" in line
    assert "is a folder" in refused(capsys, ["check", str(tmp_path)])


def test_a_bulletin_of_several_stations_asks_for_one(tmp_path, site, capsys) -> None:
    bulletin = tmp_path / "metar.txt"
    bulletin.write_text(
        "METAR ZBAA 011200Z 36005MPS CAVOK 20/10 Q1004=\n"
        "METAR ZBTJ 011200Z 27003MPS CAVOK 20/10 Q1004=\n"
    )
    line = refused(capsys, new(tmp_path / "a.mplan", site, weather=bulletin))
    assert "ZBAA, ZBTJ" in line
    assert "--station" in line
    assert run(new(tmp_path / "a.mplan", site, weather=bulletin, station="ZBTJ")) == 0
    printed = capsys.readouterr()
    assert "METAR ZBTJ of " in printed.out + printed.err, "when it was made is told"
    assert "old when read" in printed.out + printed.err
