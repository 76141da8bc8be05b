"""The mine's own grid: calibrated once, then read and written in."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import Polygon

from missionplanner.cli.main import run
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.project.store import load
from missionplanner.vector.writing import write_features
from tests.rendered_site import FRAME, height_m
from tests.stories.small_site import AREA_RING, X0, Y0, write_site

TURN = np.radians(-7.0)


def mine(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A made-up grid: the site's metres turned and moved."""
    dx, dy = x - X0 - 700, y - Y0 - 650
    return (
        2000 + np.cos(TURN) * dx - np.sin(TURN) * dy,
        3000 + np.sin(TURN) * dx + np.cos(TURN) * dy,
    )


def write_rows(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


def spoken(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "files")
    path = tmp_path / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}"]
    assert run(["new", str(path), *files, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    return path


def common(folder: Path, n: int = 5) -> Path:
    x = X0 + np.array([300, 1100, 320, 1050, 700])[:n]
    y = Y0 + np.array([350, 300, 1000, 950, 640])[:n]
    z, (lon, lat), (e, n_) = height_m(x, y), FRAME.inverse(x, y), mine(x, y)
    h = to_ellipsoid_m(z, lon, lat)
    rows = [[f"G{k}", lon[k], lat[k], h[k], e[k], n_[k], z[k] - 100.0] for k in range(len(x))]
    head = ["name", "lon", "lat", "ellipsoid", "east", "north", "height"]
    return write_rows(folder / "common.csv", [head, *rows])


@pytest.mark.parametrize("parameters", ["4", "7"])
def test_points_are_measured_and_written_in_the_mines_grid(
    project, tmp_path, capsys, parameters
) -> None:
    verb = ["grid", str(project), "--common", str(common(tmp_path)), "--parameters", parameters]
    told = spoken(capsys, *verb, "--name", "North pit")
    assert told["grid"]["rms_m"] < 0.01 and len(told["points"]) == 5 and told["findings"] == []
    assert told["grid"]["turned_deg"] == pytest.approx(-7.0, abs=1e-4)
    x, y = X0 + np.array([520.0, 880.0]), Y0 + np.array([520.0, 800.0])
    e, n = mine(x, y)
    rows = [
        [f"K{k}", f"{e[k]:.4f}", f"{n[k]:.4f}", f"{height_m(x, y)[k] - 100.0:.4f}"] for k in (0, 1)
    ]
    table = write_rows(tmp_path / "k.csv", [["name", "east", "north", "height"], *rows])
    out = tmp_path / "field"
    measured = ["control", str(project), "--measured", str(table), "--crs", "site"]
    points = spoken(capsys, *measured, "--out", str(out))["points"]
    got = FRAME.forward(*([p[key] for p in points] for key in ("lon", "lat")))
    assert np.column_stack(got) == pytest.approx(np.column_stack((x, y)), abs=0.02)
    assert [p["datum"] for p in points] == ["ellipsoid"] * 2
    lon, lat = ([p[key] for p in points] for key in ("lon", "lat"))
    wanted = to_ellipsoid_m(height_m(x, y), lon, lat)
    assert [p["height_m"] for p in points] == pytest.approx(wanted.tolist(), abs=0.05)
    written = list(csv.DictReader((out / "control.csv").open(encoding="utf-8-sig")))
    assert [row["grid"] for row in written] == ["North pit"] * 2
    assert [float(row["east"]) for row in written] == pytest.approx(e.tolist(), abs=0.02)


def test_an_area_drawn_in_the_mines_grid_is_read(project, tmp_path, capsys) -> None:
    file = spoken(capsys, "grid", str(project), "--common", str(common(tmp_path)))["files"][0]
    ring = np.array(AREA_RING) + np.array([X0, Y0])
    shape = Polygon(np.column_stack(mine(ring[:, 0], ring[:, 1])))
    area = tmp_path / "area.shp"
    write_features(area, "area", [shape], {"name": ["Pit"]}, "ESRI Shapefile")
    area.with_suffix(".prj").unlink()
    other = tmp_path / "other.mplan"
    verb = ["new", str(other), f"--dem={tmp_path / 'files' / 'dem.tif'}", f"--area={area}"]
    verb += ["--vertical-datum=egm96", "--sensor=xt2"]
    assert run([*verb, "--area-crs", file]) == 0
    got = np.column_stack(FRAME.forward(*np.array(load(other).area.outer.geoms[0].exterior.xy)))
    assert np.abs(got[:, None] - ring[None]).sum(axis=2).min(axis=1).max() < 0.05


def test_three_points_are_told_to_test_nothing(project, tmp_path, capsys) -> None:
    told = spoken(capsys, "grid", str(project), "--common", str(common(tmp_path, 3)))
    assert [finding["code"] for finding in told["findings"]] == ["GRID-FEW"]


def test_a_point_that_is_no_pair_is_told(project, tmp_path, capsys) -> None:
    table = common(tmp_path)
    rows = list(csv.reader(table.open(encoding="utf-8")))
    rows[3][4] = str(float(rows[3][4]) + 1.5)
    told = spoken(capsys, "grid", str(project), "--common", str(write_rows(table, rows)))
    assert ("GRID-OFF", "G2") in {(f["code"], f["where"]) for f in told["findings"]}


def test_too_few_are_refused(project, tmp_path, capsys) -> None:
    assert run(["grid", str(project), "--common", str(common(tmp_path, 2))]) == 2
    assert "3 are needed" in capsys.readouterr().err


def test_points_of_another_place_calibrate_nothing(project, tmp_path, capsys) -> None:
    table = common(tmp_path)
    rows = list(csv.reader(table.open(encoding="utf-8")))
    place = rows[0].index("lon")
    for row in rows[1:]:
        row[place] = str(float(row[place]) + 1.0)
    assert run(["grid", str(project), "--common", str(write_rows(table, rows))]) == 2
    assert "far from the site: G0" in capsys.readouterr().err
    assert load(project).document.mine_grid is None
