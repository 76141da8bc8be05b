"""A pilot's days after planning: a ferry route, a broken-off flight, a second date, by commands."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.cli.main import run
from missionplanner.model.edits import LockStrip, MoveStart, ReverseStrip, SkipStrip
from missionplanner.model.places import Position
from missionplanner.operations.edit_plan import draft, edit_plan
from missionplanner.operations.kept_routes import load_routes
from missionplanner.operations.results import current_plan
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent
from missionplanner.ui.plan import rest_run
from missionplanner.ui.plan.rest_views import AskedRest
from missionplanner.ui.receive import run as gaps
from tests.stories.small_site import to_lonlat, write_site


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("after")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--threats={site.threats}"]
    files += [f"--weather={site.weather}"]
    assert run(["new", str(path), *files, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    assert run(["plan", str(path), "--evaluations", "6", "--own-height"]) == 0
    return path


@pytest.fixture
def project(planned: Path, tmp_path: Path) -> Path:
    """A copy of the planned project with its files."""
    shutil.copytree(planned.parent, tmp_path / "site")
    return tmp_path / "site" / planned.name


def spoken(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def at(x: float, y: float) -> str:
    ((lon, lat),) = to_lonlat([(x, y)])
    return f"{lon},{lat}"


def test_a_route_is_planned_kept_and_exported_beside_the_plan(project, capsys) -> None:
    files = f"--out={project / 'missions'}"
    plan_files = spoken(capsys, "export", str(project), files)["files"]
    ends = [f"--from={at(450, 640)}", f"--to={at(900, 645)}", "--evaluations=1000"]
    route = spoken(capsys, "route", str(project), *ends, "--name=ferry")["route"]
    assert route["zone_m"] == 0 and route["clearance_min_m"] >= 30 and route["photos"] == 0
    assert route["length_m"] > 450 and route["kind"] == "route"
    told = spoken(capsys, "export", str(project), "--route=ferry", files)
    assert len(told["files"]) == 1 and told["removed"] == []
    assert all(Path(path).exists() for path in plan_files)
    assert run(["check", *told["files"]]) == 0
    spoken(capsys, "route", str(project), *ends, "--name=ferry")
    assert load_routes(project).names == ("ferry",)


def test_a_name_unknown_and_a_place_in_the_zone_are_told_in_one_line(project, capsys) -> None:
    assert run(["export", str(project), "--route=none", f"--out={project / 'm'}"]) == 2
    assert run(["route", str(project), f"--from={at(450, 640)}", f"--to={at(670, 645)}"]) == 2
    assert run(["route", str(project), "--from=1,2,3", f"--to={at(670, 645)}"]) == 2
    assert run(["replan", str(project), "--from-sortie=1"]) == 2
    assert run(["export", str(project), "--rest", f"--out={project / 'm'}"]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error")]
    assert len(lines) == 5


def test_a_flight_broken_off_is_finished_and_the_plan_stays(project, capsys) -> None:
    plan = current_plan(project).plans[0]
    w = plan.sorties[-1].waypoints
    k = len(w) // 2
    place = f"--at={w.lon_deg[k]},{w.lat_deg[k]}"
    number = f"--from-sortie={len(plan.sorties)}"
    told = spoken(capsys, "replan", str(project), number, place)
    assert 0.2 < told["flown_share"] < 0.95
    (sensor,) = told["sensors"]
    assert sensor["length_m"] < current_plan(project).verifications[0].length_m
    assert sensor["zone_m"] == 0
    # What was flown and what remains see it all.
    assert sensor["seen_share"] >= 0.995
    track = project / "track.csv"
    rows = [f"{a},{b}" for a, b in zip(w.lon_deg[: k + 1], w.lat_deg[: k + 1], strict=True)]
    track.write_text("lon,lat\n" + "\n".join(rows))
    assert spoken(capsys, "replan", str(project), f"--flown={track}")["remaining_m"] > 0
    out = spoken(capsys, "export", str(project), "--rest", f"--out={project / 'rest'}")
    assert len(out["files"]) == len(sensor["sorties"])


def test_the_window_resumes_a_sortie_and_takes_it_back(project, tmp_path) -> None:
    plan = current_plan(project).plans[0]
    w = plan.sorties[-1].waypoints
    k = len(w) // 2
    place = Position(lon_deg=w.lon_deg[k], lat_deg=w.lat_deg[k])
    assert rest_run.earlier(project, silent()) is None
    asked = AskedRest("xt2", len(plan.sorties), place)
    made = rest_run.resume(project, asked, silent())
    assert made.flown_share is not None and 0.2 < made.flown_share < 0.95
    assert made.sorties >= 1 and made.duration_s > 60.0 and made.broke_off == place
    files = rest_run.write(project, ("wpml",), tmp_path / "rest", silent())
    assert len(files) == made.sorties and all(path.is_file() for path in files)
    found = rest_run.earlier(project, silent())
    assert found is not None and found.duration_s == made.duration_s
    assert found.planned_at is not None and gaps.earlier(project, silent()) is None
    assert rest_run.discard(project, made.before, silent()) is None
    assert not list((project / "results").glob("rest.*"))
    assert current_plan(project).plans[0].sorties[-1].name == plan.sorties[-1].name


def test_a_second_date_is_flown_from_the_same_stations(project, tmp_path, capsys) -> None:
    again = tmp_path / "again.mplan"
    site = project.parent / "files"
    dem = tmp_path / "dug.tif"
    with rasterio.open(site / "dem.tif") as old:
        profile, ground = old.profile, old.read(1)
    ground[60:80, 60:80] -= 5.0
    with rasterio.open(dem, "w", **profile) as new:
        new.write(ground.astype(np.float32), 1)
    files = [f"--dem={dem}", f"--area={site / 'area.geojson'}"]
    files += [f"--threats={site / 'threats.geojson'}", f"--weather={site / 'weather.json'}"]
    assert run(["new", str(again), *files, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    told = spoken(capsys, "repeat", str(again), f"--from={project}")
    assert told["station_off_m"] <= 0.01 and told["station_turned_deg"] <= 0.01
    assert told["stations"] == told["sensors"][0]["photos"] > 20
    assert len(spoken(capsys, "export", str(again), f"--out={again / 'm'}")["files"]) >= 1


def test_edits_are_kept_and_a_moved_start_moves_the_project(project) -> None:
    before = current_plan(project)
    strips = [run.strip for run in draft(before, "xt2").sorties[0].runs]
    ((lon, lat),) = to_lonlat([(450, 350)])
    start = Position(lon_deg=lon, lat_deg=lat)
    edits = [
        SkipStrip(strip=strips[0]), ReverseStrip(strip=strips[1]), MoveStart(place=start),
        LockStrip(strip=strips[1]),
    ]  # fmt: skip
    edit_plan(project, "xt2", edits, silent())
    after = current_plan(project)
    assert after.plans[0].locked == (strips[1],)
    assert load(project).document.home == start
    flown = [run.strip for sortie in draft(after, "xt2").sorties for run in sortie.runs]
    assert strips[0] not in flown and strips[1] in flown
    assert after.verifications[0].ok or after.verifications[0].seen_share < 0.995


def test_threat_weights_are_kept_and_each_part_has_its_map(project, capsys) -> None:
    out = project / "threat"
    told = spoken(capsys, "threat", str(project), "--set=lee=0.8", f"--out={out}")
    assert told["weights"]["lee"] == 0.8 == load(project).document.intent.threats.lee
    assert len(list(out.glob("*.tif"))) == 8
    assert run(["threat", str(project), "--set=ghosts=1"]) == 2
    assert run(["threat", str(project), "--set=lee=2"]) == 2


def test_what_other_weights_give_is_told_and_nothing_saved(project, capsys) -> None:
    before = (project / "results" / "plan.json").read_bytes()
    weights = ["--weights=0.5,0.1,0.4,0.5", "--weights=0.2,0,0,1"]
    rows = spoken(capsys, "front", str(project), *weights, "--evaluations=2")["front"]
    assert len(rows) == 2 and any(row["on_front"] for row in rows)
    assert all(row["energy_wh"] > 0 and row["threat_m"] > 0 for row in rows)
    assert (project / "results" / "plan.json").read_bytes() == before
