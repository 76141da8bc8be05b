"""Control points: laid out, measured in any grid, and photos adjusted to them."""

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pyproj import Transformer

from missionplanner.cli.main import run
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.imagery.control.tables import read_measured
from missionplanner.operations.control_fit import fit_control, load_fit
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress
from missionplanner.vector.files import read_features
from tests.rendered_site import (
    FOCAL_PX,
    FRAME,
    HEIGHT,
    WIDTH,
    flight,
    height_m,
    seen_at,
    shaken,
    write_pose,
)
from tests.stories.small_site import AREA_RING, X0, Y0, write_site

ZONE = "CGCS2000 3-degree zone 37"  # central meridian 111 E: the site's


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("control")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--threats={site.threats}"]
    arguments = ["new", str(path), *files, "--vertical-datum=egm96", "--sensor=xt2"]
    assert run(arguments) == 0
    return path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.parent, tmp_path / "site")) / made.name


def spoken(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run([*arguments]) == 2
    return capsys.readouterr().err.strip().splitlines()[-1]


def write_rows(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


def test_points_are_spread_inside_gentle_and_off_lines(project, tmp_path, capsys) -> None:
    road = tmp_path / "road.geojson"
    lon, lat = FRAME.inverse([X0 + 410, X0 + 990], [Y0 + 650, Y0 + 650])
    line = {"type": "LineString", "coordinates": np.column_stack((lon, lat)).tolist()}
    road.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": line}), "utf-8")
    told = spoken(capsys, "control", str(project), "--suggest", "9", "--keep-off", str(road))
    assert len(told["points"]) == 9 and sum(p["checks"] for p in told["points"]) == 2
    xy = np.column_stack(
        FRAME.forward(*([p[key] for p in told["points"]] for key in ("lon", "lat")))
    )
    x, y = (xy - [X0, Y0]).T
    (west, south), (east, north) = AREA_RING[0], AREA_RING[2]
    assert (x > west + 9).all() and (x < east - 9).all()
    assert (y > south + 9).all() and (y < north - 9).all()
    assert (np.abs(y - 650) > 9.0).all()  # off the road
    step = 5.0
    rise = np.hypot(
        height_m(xy[:, 0] + step, xy[:, 1]) - height_m(xy[:, 0] - step, xy[:, 1]),
        height_m(xy[:, 0], xy[:, 1] + step) - height_m(xy[:, 0], xy[:, 1] - step),
    )
    assert np.degrees(np.arctan(rise / (2 * step))).max() < 18.5
    # No ground is far from a point: a square lattice of nine would have 170 m.
    gx, gy = np.meshgrid(np.arange(west, east, 10), np.arange(south, north, 10))
    away = np.hypot(gx.ravel()[:, None] - x, gy.ravel()[:, None] - y).min(axis=1)
    assert away.max() < 240.0
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + np.eye(9) * 1e3
    assert apart.min() > 90.0
    assert len(load(project).document.control_points) == 9


def test_points_that_are_there_stay_and_count(project, capsys) -> None:
    first = spoken(capsys, "control", str(project), "--suggest", "5")["points"]
    more = spoken(capsys, "control", str(project), "--suggest", "8")
    assert more["points"][:5] == first and len(more["new"]) == 3
    assert len({p["name"] for p in more["points"]}) == 8
    assert "8 control points already" in refused(capsys, "control", str(project), "--suggest", "6")


def test_the_field_gets_a_sheet_and_files(project, tmp_path, capsys) -> None:
    out = tmp_path / "field"
    told = spoken(
        capsys, "control", str(project), "--suggest", "8", "--crs", ZONE, "--out", str(out)
    )
    assert {Path(f).name for f in told["files"]} == {
        *(f"control{s}" for s in (".pdf", ".csv", ".gpx", ".kml", ".geojson"))
    }
    pdf = pypdfium2.PdfDocument(out / "control.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert len(pdf) == 2 and all(p["name"] in text for p in told["points"])
    rows = list(csv.DictReader((out / "control.csv").open(encoding="utf-8-sig")))
    move = Transformer.from_crs("EPSG:4326", "EPSG:4525", always_xy=True)
    for row, point in zip(rows, told["points"], strict=True):
        east, north = move.transform(point["lon"], point["lat"])
        assert abs(float(row["east"]) - east) < 0.001 and abs(float(row["north"]) - north) < 0.001
    shapes = read_features(out / "control.kml").geometries
    assert [s.x for s in shapes] == pytest.approx([p["lon"] for p in told["points"]], abs=1e-8)
    assert (out / "control.gpx").read_text("utf-8").count("<wpt") == 8


@pytest.mark.parametrize("n", ["4", "201"])
def test_numbers_that_make_no_sense_are_refused(project, capsys, n) -> None:
    assert "5 to 200" in refused(capsys, "control", str(project), "--suggest", n)


POINTS = np.array(
    [
        *((560, 540), (840, 550), (570, 770), (830, 760), (700, 650), (620, 690), (780, 600)),
        *((700, 740), (640, 590), (700, 560), (620, 630), (770, 690)),
    ]
)


def points_m() -> np.ndarray:
    xy = POINTS + np.array([X0, Y0])
    return np.column_stack((xy, height_m(xy[:, 0], xy[:, 1])))


def measured(
    path: Path, *, epsg: int = 4525, swapped: bool = False, header: bool = True,
    off: np.ndarray | None = None, checks: int = 2, heights: str = "egm96",
) -> Path:  # fmt: skip
    places = points_m() + (0 if off is None else off)
    lon, lat = FRAME.inverse(places[:, 0], places[:, 1])
    move = Transformer.from_crs("EPSG:4326", f"EPSG:{epsg}", always_xy=True)
    east, north = move.transform(lon, lat)
    z = to_ellipsoid_m(places[:, 2], lon, lat) if heights == "ellipsoid" else places[:, 2]
    rows: list[list[object]] = []
    if header:
        rows.append(
            ["点号", "x" if swapped else "东坐标", "y" if swapped else "北坐标", "高程", "检查点"]
        )
    for k in range(len(places)):
        pair = (north[k], east[k]) if swapped else (east[k], north[k])
        check = "check" if k >= len(places) - checks else ""
        rows.append([f"K{k + 1}", *(f"{v:.4f}" for v in pair), f"{z[k]:.4f}", check])
    return write_rows(path, rows)


@pytest.mark.parametrize(
    ("crs", "epsg", "swapped", "header"),
    [
        (ZONE, 4525, False, True),
        ("CGCS2000 3度带 37带", 4525, True, True),
        ("CGCS2000 CM 111E", 4546, False, False),
        ("CGCS2000 6-degree zone 19", 4497, True, False),
        ("EPSG:32649", 32649, False, True),
    ],
)
def test_measured_points_come_in_from_any_grid(
    project, tmp_path, capsys, crs, epsg, swapped, header
) -> None:
    table = measured(tmp_path / "k.csv", epsg=epsg, swapped=swapped, header=header)
    arguments = ["control", str(project), "--measured", str(table), "--crs", crs]
    told = spoken(capsys, *arguments, "--vertical-datum", "egm96")
    x, y = FRAME.forward(*([p[key] for p in told["points"]] for key in ("lon", "lat")))
    assert np.column_stack((x, y)) == pytest.approx(points_m()[:, :2], abs=0.01)
    assert [p["height_m"] for p in told["points"]] == pytest.approx(points_m()[:, 2], abs=0.001)
    assert [p["checks"] for p in told["points"]] == [False] * 10 + [True] * 2
    codes = {finding["code"] for finding in told["findings"]}
    assert ("CONTROL-AXES" in codes) is swapped


def test_points_in_the_wrong_zone_are_named(project, tmp_path, capsys) -> None:
    table = measured(tmp_path / "k.csv", epsg=4525)
    wrong = ["--measured", str(table), "--crs", "CGCS2000 3-degree zone 38"]
    line = refused(capsys, "control", str(project), *wrong, "--vertical-datum=egm96")
    assert "K1" in line and ZONE in line
    unnumbered = measured(tmp_path / "u.csv", epsg=4546)
    wrong = ["--measured", str(unnumbered), "--crs", "CGCS2000 CM 114E"]
    line = refused(capsys, "control", str(project), *wrong, "--vertical-datum=egm96")
    assert "K1" in line and "CM 111E" in line
    assert load(project).document.control_points == ()


def test_one_utm_zone_for_another_is_named_and_no_other_grid(project, tmp_path, capsys) -> None:
    table = measured(tmp_path / "k.csv", epsg=32649)
    wrong = ["--measured", str(table), "--crs", "EPSG:32650", "--vertical-datum=egm96"]
    assert "WGS 84 / UTM zone 49N" in refused(capsys, "control", str(project), *wrong)


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-8-sig"])
def test_tables_of_spreadsheets_are_read(tmp_path, letters) -> None:
    path = tmp_path / "k.csv"
    path.write_bytes("点号;东坐标;北坐标;高程\n甲1;500123,45;4180001,5;-3,25\n".encode(letters))
    (row,) = read_measured(path)
    assert (row.name, row.first, row.second) == ("甲1", 500123.45, 4180001.5)
    assert row.height_m == -3.25


def test_points_on_one_line_are_told_in_the_field(project, tmp_path, capsys) -> None:
    rows = [["name", "lon", "lat", "h"]]
    rows += [[f"L{k}", f"{111.007 + 2e-4 * k:.7f}", "37.773", "655"] for k in range(5)]
    table = write_rows(tmp_path / "k.csv", rows)
    given = ["control", str(project), "--measured", str(table), "--vertical-datum=egm96"]
    assert "CONTROL-LINE" in {f["code"] for f in spoken(capsys, *given)["findings"]}


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        ([["name", "east", "north", "height"], ["A", "1", "2", "x"]], [], "'x' is no number"),
        ([["name", "lon", "lat"], ["A", "111", "37.7"], ["A", "111", "37.7"]], [], "stands twice"),
        ([["name", "foo", "bar"], ["A", "1", "2"]], [], "no columns of coordinates"),
        ([["name", "east", "north"], ["A", "500700", "4180600"]], [], "--crs"),
        ([["name", "lon", "lat", "h"], ["A", "111.0", "37.77", "650"]], [], "--vertical-datum"),
        ([["name", "lon", "lat"], ["A", "120.5", "37.77"]], [], "does not lie at the site"),
        ([["A", "1"]], [], "no table"),
        ([["name", "lon", "lat"]], [], "no row below"),
        ([["name", "lon", "lat"], ["A", "37.77", "111.0"]], [], "change places"),
        ([["name", "lon", "lat"], ["A", "37.77", "200"]], [], "nowhere on the Earth"),
        ([["name", "lon", "lat"], ["A", "1", "2"]], ["--crs", "nonsense"], "no coordinate system"),
        ([["name", "e", "n"], ["A", "1", "2"]], ["--crs", "site"], "knows no grid of the mine"),
        ([["name", "e", "n"], ["A", "1", "2"]], ["--crs", "CGCS2000 3-degree zone 99"], "no such"),
    ],
)
def test_bad_tables_are_refused_in_one_line(project, tmp_path, capsys, rows, more, said) -> None:
    table = write_rows(tmp_path / "k.csv", rows)
    assert said in refused(capsys, "control", str(project), "--measured", str(table), *more)


@pytest.fixture
def flown(project: Path, tmp_path: Path, capsys) -> tuple[Path, Path, list]:
    """The project with measured points, and photos of known poses with marks of them."""
    table = measured(tmp_path / "k.csv", heights="ellipsoid")
    given = ["--measured", str(table), "--crs", ZONE, "--vertical-datum", "ellipsoid"]
    assert spoken(capsys, "control", str(project), *given)["points"]
    card = tmp_path / "card"
    card.mkdir()
    rng = np.random.default_rng(8)
    poses = flight(8, 7, (40.0, 45.0), agl=160.0)
    marks: list[list[object]] = [["photo", "x", "y", "point"]]
    plain = np.full((HEIGHT, WIDTH), 128, np.uint8)
    off = np.array([0.4, -0.3, 0.6])  # what the whole flight is off by
    for k, pose in enumerate(poses):
        told = shaken(pose, rng, 0.02, 0.3)
        told = type(pose)(
            told.x + off[0], told.y + off[1], told.z + off[2], told.yaw, told.pitch, told.roll
        )
        write_pose(card / f"P{k:03d}.JPG", told, plain, k)
        for j, (u, v) in enumerate(seen_at(pose, points_m())):
            if 3 < u < WIDTH - 3 and 3 < v < HEIGHT - 3:
                u, v = np.array([u, v]) + rng.normal(0.0, 0.3, 2)
                marks.append([f"P{k:03d}.JPG", f"{u:.3f}", f"{v:.3f}", f"K{j + 1}"])
    used = {row[0] for row in marks[1:]}
    assert len(used) > 20
    return project, write_rows(card / "marks.csv", marks), poses


def test_the_places_of_points_in_photos_are_predicted(flown, capsys) -> None:
    project, marks, _ = flown
    told = spoken(capsys, "control", str(project), "--predict", "--photos", str(marks.parent))
    with Path(told["files"][0]).open(encoding="utf-8-sig") as stream:
        found = {(r["photo"], r["point"]): (r["x"], r["y"]) for r in csv.DictReader(stream)}
    with marks.open(encoding="utf-8") as stream:
        true = {(r["photo"], r["point"]): (r["x"], r["y"]) for r in csv.DictReader(stream)}
    assert told["unseen"] == [] and len(found) == told["marks"] > 40
    both = [(found[key], true[key]) for key in found if key in true]
    assert len(both) > 0.95 * len(found)
    away = np.array(both, float)
    # The files are off by 0.8 m and 0.3 degrees at 160 m: a pixel is 21 cm.
    assert np.hypot(*(away[:, 0] - away[:, 1]).T).max() < 16.0


def test_photos_are_adjusted_to_where_they_were_taken(flown, capsys) -> None:
    project, marks, poses = flown
    told = spoken(capsys, "control", str(project), "--marks", str(marks))
    assert told["accepted"] and told["findings"] == []
    pixel_m = 160.0 / FOCAL_PX
    for key in ("rmse_m", "check_rmse_m"):
        # Heights stand on rays that meet at 15 to 30 degrees, each some tenths of a degree off.
        assert max(told[key][:2]) < 2.0 * pixel_m and told[key][2] < 5.0 * pixel_m
    assert all(one["sigmas"] < 3.0 for one in told["points"])
    assert told["shift_m"] == pytest.approx([-0.4, 0.3, -0.6], abs=0.15)
    fit = load_fit(project)
    assert fit is not None
    marked = [row[0] for row in csv.reader(marks.open(encoding="utf-8"))]
    for one in fit.photos:
        pose = poses[int(one.photo[1:4])]
        assert np.hypot(one.x_m - pose.x, one.y_m - pose.y) < 0.25
        if marked.count(one.photo) < 3:
            continue
        cosine = (np.trace(np.array(one.axes).reshape(3, 3) @ pose.axes.T) - 1) / 2
        assert np.degrees(np.arccos(min(cosine, 1.0))) < 0.25


def test_a_point_that_is_off_and_a_wrong_mark_are_named(flown, tmp_path, capsys) -> None:
    project, marks, _ = flown
    off = np.zeros((12, 3))
    off[4] = (0.6, -0.5, 0.3)
    table = measured(tmp_path / "b.csv", off=off, heights="ellipsoid")
    given = ["--measured", str(table), "--crs", ZONE, "--vertical-datum", "ellipsoid"]
    spoken(capsys, "control", str(project), *given)
    rows = list(csv.reader(marks.open(encoding="utf-8")))
    photos = [row[0] for row in rows]
    wrong = max(rows[1:], key=lambda row: (photos.count(row[0]), row[3] == "K8"))
    column = float(wrong[1])
    wrong[1] = f"{column + (25.0 if column < WIDTH / 2 else -25.0):.3f}"
    write_rows(marks, rows)
    told = spoken(capsys, "control", str(project), "--marks", str(marks), code=1)
    errors = {f["where"]: f["code"] for f in told["findings"] if f["severity"] == "error"}
    assert errors == {"K5": "CONTROL-OFF", wrong[0]: "CONTROL-MARK"}
    (point,) = [p for p in told["points"] if p["name"] == "K5"]
    found = [point[key] for key in ("east_m", "north_m", "up_m")]
    assert found == pytest.approx([-0.6, 0.5, -0.3], abs=0.3) and point["sigmas"] > 3
    assert told["files"] == [] and load_fit(project) is None
    fitted = fit_control(project, marks, Progress())
    (off,) = [one for one in fitted.marks if one.wrong]
    assert (off.mark.photo, off.mark.point) == (wrong[0], wrong[3])
    assert abs(off.off_x_px) == pytest.approx(25.0, abs=3.0), "by what it was moved"
    right = [one for one in fitted.marks if not one.wrong]
    assert np.hypot([o.off_x_px for o in right], [o.off_y_px for o in right]).max() < 2.5
    # Left out in the table, both are no trouble any more, and the result is kept.
    rows = [[*row, "no" if row[3] == "K5" or row is wrong else "yes"] for row in rows]
    rows[0][4] = "used"
    told = spoken(capsys, "control", str(project), "--marks", str(write_rows(marks, rows)))
    assert told["accepted"] and "K5" not in {p["name"] for p in told["points"]}
    write_rows(marks, [rows[0], *([*row[:4], "no"] for row in rows[1:])])
    assert "only 0 control points" in refused(
        capsys, "control", str(project), "--marks", str(marks)
    )


def test_what_cannot_be_adjusted_is_refused(flown, tmp_path, capsys) -> None:
    project, marks, _ = flown
    rows = list(csv.reader(marks.open(encoding="utf-8")))
    few = write_rows(
        marks.with_name("few.csv"),
        [r for r in rows if r[3] in ("K1", "K2", "K3", "K4", "K11", "point")],
    )
    verb = ["control", str(project), "--marks"]
    assert "only 4 control points" in refused(capsys, *verb, str(few))
    strange = write_rows(marks.with_name("s.csv"), [*rows, ["P001.JPG", "5", "5", "Q9"]])
    assert "Q9" in refused(capsys, *verb, str(strange))
    gone = write_rows(marks.with_name("g.csv"), [*rows, ["P999.JPG", "5", "5", "K1"]])
    assert "P999.JPG" in refused(capsys, *verb, str(gone))
    outside = write_rows(marks.with_name("o.csv"), [*rows, ["P001.JPG", "700", "5", "K8"]])
    assert "640 x 512" in refused(capsys, *verb, str(outside))


def test_points_on_one_line_are_refused(flown, tmp_path, capsys) -> None:
    project, marks, _ = flown
    xy = np.column_stack((np.linspace(560, 840, 12), np.linspace(500, 800, 12)))
    xy = xy + np.array([X0, Y0])
    line = np.column_stack((xy, height_m(xy[:, 0], xy[:, 1])))
    table = measured(tmp_path / "l.csv", off=line - points_m(), heights="ellipsoid")
    given = ["--measured", str(table), "--crs", ZONE, "--vertical-datum", "ellipsoid"]
    spoken(capsys, "control", str(project), *given)
    line = refused(capsys, "control", str(project), "--marks", str(marks))
    assert "on one line" in line


def test_an_adjustment_ends_with_its_points(flown, tmp_path, capsys) -> None:
    project, marks, _ = flown
    spoken(capsys, "control", str(project), "--marks", str(marks))
    table = measured(tmp_path / "n.csv", off=np.full((12, 3), 0.01), heights="ellipsoid")
    given = ["--measured", str(table), "--crs", ZONE, "--vertical-datum", "ellipsoid"]
    spoken(capsys, "control", str(project), *given)
    with pytest.raises(Exception, match="changed since"):
        load_fit(project)
