"""Brief and field package of a small site: what they say, what is read back, what is refused."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
import rasterio

from missionplanner.cli.main import run
from tests.stories.small_site import to_lonlat, write_site

DAY = "--day=2026-06-18"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brief")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [
        f"--dem={site.dem}",
        f"--area={site.area}",
        f"--threats={site.threats}",
        f"--weather={site.weather}",
        "--vertical-datum=egm96",
        "--sensor=rededge-m",
    ]
    assert run(["new", str(path), *files]) == 0
    assert run(["plan", str(path), "--evaluations", "2"]) == 0
    return path


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))


@pytest.fixture(scope="module")
def printed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("printed") / "brief.pdf"
    assert run(["brief", str(project), "--out", str(out), DAY]) == 0
    return out


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def picture(path: Path, page: int) -> np.ndarray:
    return np.array(pypdfium2.PdfDocument(path)[page].render(scale=4).to_pil().convert("L"))


def spoken(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int = 0) -> dict:
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_cover_and_a_page_a_sortie(project: Path, printed: Path, tmp_path: Path, capsys) -> None:
    told = spoken(capsys, ["brief", str(project), "--out", str(tmp_path / "b.pdf"), DAY])
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == 1 + len(told["sorties"])
    for width, height in (page.get_size() for page in document):
        assert (round(width), round(height)) == (595, 842)  # A4, points
    words = text_of(printed)
    sortie = told["sorties"][0]
    for said in ("Thursday 18 June 2026, UTC+8", "MicaSense RedEdge-M", "Mast", sortie["file"]):
        assert said in words, said
    assert f"{sortie['return_height_m']:.0f} m above H" in " ".join(words.split())
    assert sortie["from"].startswith("2026-06-18T10:00:00+08:00")


def test_no_sheet_is_blank_and_nothing_runs_over_its_margin(printed: Path) -> None:
    for page in range(len(pypdfium2.PdfDocument(printed))):
        grey = picture(printed, page)
        edge = round(11 / 25.4 * 72 * 4)
        assert 0.02 < (grey < 128).mean() < 0.4
        frame = np.ones_like(grey, bool)
        frame[edge:-edge, edge:-edge] = False
        assert grey[frame].min() > 200


def test_the_same_plan_gives_the_same_bytes(project: Path, printed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    assert run(["brief", str(project), "--out", str(again), DAY]) == 0
    assert again.read_bytes() == printed.read_bytes()


def test_its_codes_are_read_by_another_program(
    project: Path, printed: Path, tmp_path: Path, capsys
) -> None:
    written = spoken(capsys, ["export", str(project), "--out", str(tmp_path)])["files"]
    read, _ = cv2.QRCodeDetector().detectAndDecodeMulti(picture(printed, 1))[1:3]
    codes = set(read)
    digest = hashlib.sha256(Path(written[0]).read_bytes()).hexdigest()
    assert f"sha256:{digest}" in codes
    (place,) = (code for code in codes if code.startswith("geo:"))
    lat, lon = (float(part) for part in place[4:].split(","))
    home = json.loads((project / "results" / "plan.json").read_text("utf-8"))
    position = home["plans"][0]["home"]["position"]
    assert lat == pytest.approx(position["lat_deg"], abs=1e-7)
    assert lon == pytest.approx(position["lon_deg"], abs=1e-7)


def test_it_is_told_in_chinese(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "zh.pdf"
    assert run(["brief", str(project), "--out", str(out), DAY, "--language", "zh"]) == 0
    words = text_of(out)
    assert "外业飞行单" in words and "起飞前手动设置" in words and "2026 年 6 月 18 日" in words


def test_the_end_of_a_route_is_told_as_it_is_written(project: Path, tmp_path: Path, capsys) -> None:
    shutil.copytree(project.parent, tmp_path / "site")
    ours = tmp_path / "site" / project.name
    needed = [s["return_height_m"] for s in _planned(ours)["verifications"][0]["sorties"]]
    set_to = ["--finish", "hover", "--lost-link", "continue"]
    capsys.readouterr()
    low = f"--return-height={max(needed) - 1}"
    assert run(["ending", str(ours), *set_to, low]) == 2
    assert f"at least {max(needed):.0f} m" in capsys.readouterr().err
    assert run(["ending", str(ours), "--return-height", "19"]) == 2
    assert run(["ending", str(ours), "--return-height", "high"]) == 2
    asked_m = max(needed) + 15
    told = spoken(capsys, ["ending", str(ours), *set_to, f"--return-height={asked_m}"])
    assert told == {"finish": "hover", "lost_link": "continue", "return_height_m": asked_m}
    out = tmp_path / "field"
    assert run(["package", str(ours), "--out", str(out), DAY]) == 0, "the plan still stands"
    words = " ".join(text_of(out / "brief.pdf").split())
    for said in ("hovers at the last waypoint", "flies its route to the end", "at least"):
        assert said in words, said
    assert f"{asked_m:.0f} m above H" in words and "Route end: returns" not in words
    for path in (out / "routes").rglob("*.kmz"):
        with zipfile.ZipFile(path) as kmz:
            waylines = kmz.read("wpmz/waylines.wpml").decode()
        for held in ("finishAction>noAction<", "exitOnRCLost>goContinue<"):
            assert held in waylines, held
        assert f"globalRTHHeight>{asked_m:g}<" in waylines
    table = (out / "tables" / "sorties.csv").read_text("utf-8-sig").splitlines()[1]
    assert table.endswith(f"{asked_m:.0f},hover,continue")
    # A plan made since needs more: nothing is written with the height that was asked for then.
    document = json.loads((ours / "project.json").read_text("utf-8"))
    document["ending"]["return_height_m"] = max(needed) - 1
    (ours / "project.json").write_text(json.dumps(document), "utf-8")
    capsys.readouterr()
    for verb in ("export", "tables", "brief"):
        assert run([verb, str(ours), "--out", str(tmp_path / "none")]) == 2
        assert "too low" in capsys.readouterr().err
    assert not (tmp_path / "none").exists() or not any((tmp_path / "none").iterdir())


def _planned(folder: Path) -> dict:
    return json.loads((folder / "results" / "plan.json").read_text("utf-8"))


def test_names_are_printed_and_kept_where_asked(project: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    named = ["--pilot", "Li Wei", "--customer", "矿山一号", "--remember"]
    assert run(["brief", str(project), "--out", str(first), DAY, *named]) == 0
    assert run(["brief", str(project), "--out", str(second), DAY]) == 0
    assert "Li Wei" in text_of(second) and "矿山一号" in text_of(second)


def test_what_cannot_be_printed_is_told_in_a_line(project: Path, tmp_path: Path, capsys) -> None:
    broken = tmp_path / "logo.png"
    broken.write_bytes(b"no picture")
    out = str(tmp_path / "x.pdf")
    for more, said in (
        (["--day", "soon"], "is no day"),
        (["--logo", str(broken)], "picture"),
        (["--sortie", "99"], "no sortie 99"),
        (["--option", "colour=red"], "no such option"),
        (["--pilot", "x" * 200], "letters"),
    ):
        assert run(["brief", str(project), "--out", out, *more]) == 2
        line = capsys.readouterr().err.splitlines()[-1]
        assert said in line, line
    assert not Path(out).exists()


def test_a_logo_is_drawn(project: Path, printed: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    cv2.imwrite(str(logo), np.zeros((60, 200, 3), np.uint8))
    out = tmp_path / "logo.pdf"
    assert run(["brief", str(project), "--out", str(out), DAY, "--logo", str(logo)]) == 0
    place = np.s_[145:240, 1875:2230]  # 34 x 10.2 mm at the upper right margin
    assert (picture(out, 0)[place] < 60).all() and not (picture(printed, 0)[place] < 60).all()


def test_a_stale_plan_is_refused_as_export_does(
    project: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = (project / "project.json").read_text("utf-8")
    changed = json.loads(saved)
    changed["intent"]["reserve_share"] = 0.4
    (project / "project.json").write_text(json.dumps(changed), "utf-8")
    try:
        assert run(["brief", str(project), "--out", str(tmp_path / "x.pdf"), DAY]) == 2
        assert "out of date" in capsys.readouterr().err
        assert not (tmp_path / "x.pdf").exists()
    finally:
        (project / "project.json").write_text(saved, "utf-8")


def packed(project: Path, out: Path, *more: str) -> int:
    return run(["package", str(project), "--out", str(out), DAY, *more])


def test_a_package_holds_what_goes_to_the_field_and_its_hashes_hold(
    project: Path, tmp_path: Path, printed: Path
) -> None:
    out = tmp_path / "field"
    assert packed(project, out) == 0
    sums = dict(line.split("  ")[::-1] for line in (out / "SHA256SUMS").read_text().splitlines())
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert there == {*sums, "SHA256SUMS"}
    assert {hashlib.sha256((out / n).read_bytes()).hexdigest() == d for n, d in sums.items()} == {
        True
    }
    assert (out / "brief.pdf").read_bytes() == printed.read_bytes()
    (route,) = (out / "routes" / "rededge-m").glob("*.kmz")
    assert run(["check", str(route)]) == 0
    readme = (out / "README.txt").read_text("utf-8-sig")
    assert route.name in readme and "Matrice 300" in readme
    table = (out / "tables" / "table2-rededge-m.csv").read_text("utf-8-sig")
    assert "10:00–14:00 UTC+8" in table and "Storage needed" in table


def test_a_zip_is_the_same_each_time_and_holds_the_same(project: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "field.zip", tmp_path / "b" / "field.zip"
    for out in (first, second):
        out.parent.mkdir()
        assert packed(project, out) == 0
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.testzip() is None
        assert all(name.startswith("field/") for name in archive.namelist())


def test_an_older_package_loses_its_own_old_routes_and_nothing_else(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "field"
    assert packed(project, out) == 0
    old, mine, outside = out / "routes/old.kmz", out / "notes.txt", tmp_path / "precious"
    edited = out / "routes/edited.kmz"
    for path in (old, mine, outside, edited):
        path.write_bytes(b"x")
    digest = hashlib.sha256(b"x").hexdigest()
    with (out / "SHA256SUMS").open("a") as sums:
        sums.write(f"{digest}  routes/old.kmz\n{digest}  ../precious\n")
        sums.write(f"{digest}  {outside}\n{'0' * 64}  routes/edited.kmz\n")
    assert packed(project, out) == 0
    assert not old.exists() and mine.exists() and outside.exists() and edited.exists()


def test_a_folder_of_something_else_is_left_alone(project: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert packed(project, tmp_path) == 2
    assert "not a field package" in capsys.readouterr().err.splitlines()[-1]
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_tables_are_the_same_bytes_each_time(project: Path, tmp_path: Path, capsys) -> None:
    for name in ("a", "b"):
        assert run(["tables", str(project), "--out", str(tmp_path / name), DAY]) == 0
    for path in (tmp_path / "a").glob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_a_file_is_held_against_the_project(project: Path, tmp_path: Path, capsys) -> None:
    (path,) = spoken(capsys, ["export", str(project), "--format=csv", "--out", str(tmp_path)])[
        "files"
    ]
    (report,) = spoken(capsys, ["check", path, "--project", str(project)])["files"]
    assert [f["code"] for f in report["findings"]] == ["PRJ-PLAN"]
    assert "is the sortie" in report["findings"][0]["message"]
    lines = Path(path).read_text("utf-8-sig").splitlines()
    head, rows = lines[0].split(","), [line.split(",") for line in lines[1:]]
    height = head.index("ellipsoid_m")

    def codes(change: float) -> set[str]:
        moved = [[*r[:height], str(float(r[height]) + change), *r[height + 1 :]] for r in rows]
        other = tmp_path / "other.csv"
        other.write_text("\n".join(",".join(r) for r in [head, *moved]), "utf-8")
        found = spoken(capsys, ["check", str(other), "--project", str(project)], 1)["files"][0]
        return {f["code"] for f in found["findings"]}

    assert codes(-60.0) == {"PRJ-CLEARANCE", "PRJ-PLAN"}
    assert codes(80.0) == {"PRJ-CEILING", "PRJ-PLAN"}
    # Straight through the mast's zone, which the plan goes around.
    places = to_lonlat([(560.0, 645.0), (780.0, 645.0)])
    lon, lat = head.index("longitude_deg"), head.index("latitude_deg")
    through = [list(rows[0]) for _ in places]
    for row, (east, north) in zip(through, places, strict=True):
        row[lon], row[lat] = str(east), str(north)
        row[height] = max((r[height] for r in rows), key=float)
    straight = tmp_path / "straight.csv"
    straight.write_text("\n".join(",".join(r) for r in [head, *through]), "utf-8")
    told = spoken(capsys, ["check", str(straight), "--project", str(project)], 1)["files"][0]
    assert "PRJ-ZONE" in {f["code"] for f in told["findings"]}


def test_area_and_ground_for_the_controller_s_own_mapping(
    project: Path, tmp_path: Path, capsys
) -> None:
    out = tmp_path / "mapping"
    told = spoken(capsys, ["mapping", str(project), "--out", str(out)])
    assert {Path(name).name for name in told["files"]} == {p.name for p in out.iterdir()}
    with (
        rasterio.open(out / "dem-egm96.tif") as sea,
        rasterio.open(out / "dem-ellipsoid.tif") as up,
    ):
        assert sea.crs.to_dict(projjson=True) and up.crs.to_epsg() == 4326
        difference = up.read(1) - sea.read(1)
        known = np.isfinite(difference)
        assert known.mean() > 0.9 and np.ptp(difference[known]) < 0.2
        # The hills of the site: 600 to 700 m high.
        assert 590 < np.nanmin(sea.read(1)) < np.nanmax(sea.read(1)) < 710
    assert run(["check", str(out / "area.kml")]) in (1, 2)
    readme = (out / "README.txt").read_text("utf-8-sig")
    assert "dem-ellipsoid.tif first" in readme


def test_its_times_are_those_of_the_timetable(project: Path, tmp_path: Path, capsys) -> None:
    crew = ["--battery-sets", "1", "--chargers", "1", "--charge-minutes", "90", DAY]
    table = spoken(capsys, ["timetable", str(project), *crew])["flights"]
    brief = spoken(capsys, ["brief", str(project), "--out", str(tmp_path / "b.pdf"), *crew])
    times = {flight["name"]: (flight["start"], flight["battery_set"]) for flight in table}
    told = {s["name"]: (s["from"], s["battery_set"]) for s in brief["sorties"]}
    assert told == times and told
    assert {battery for _, battery in told.values()} == {1}, "one set, charged between flights"
    assert "1 battery set charged" in " ".join(text_of(tmp_path / "b.pdf").split())


def test_only_what_is_flown_on_a_day(project: Path, tmp_path: Path, capsys) -> None:
    # One set that is charged overnight: one flight a day.
    crew = ["--battery-sets", "1", "--chargers", "0", DAY]
    table = spoken(capsys, ["timetable", str(project), *crew])["flights"]
    days = [flight["start"][:10] for flight in table]
    assert len(set(days)) == len(days)
    out = tmp_path / "card"
    arguments = ["package", str(project), "--out", str(out), *crew, "--flown-on", days[-1]]
    files = spoken(capsys, arguments)["files"]
    assert len([name for name in files if name.endswith(".kmz")]) == 1
    assert run([*arguments[:-1], "2027-01-01"]) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert "no flight is flown on 2027-01-01" in line and days[0] in line


def test_every_part_of_a_long_sortie_is_in_the_package(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    more = ["--option", "most-points=6", "--sortie", "1"]
    assert run(["package", str(project), "--out", str(out), DAY, *more]) == 0
    names = sorted(path.name for path in out.rglob("*.kmz"))
    total = int(names[0].rpartition("of")[2].removesuffix(".kmz"))
    assert total > 1 and len(names) == total
