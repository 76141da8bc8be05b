"""The photos come home: what is missing, whether all was seen, and the flights that close holes."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from missionplanner.aircraft.overlap import needed
from missionplanner.cli.main import run
from missionplanner.geo.frames import SiteFrame
from missionplanner.operations import follow_photos, survey_state
from missionplanner.operations.results import load_rest, planned
from missionplanner.planning.verify.photos import photos_of
from missionplanner.tasks.progress import Cancelled, Progress, silent
from tests.photo_files import write_flight
from tests.stories.small_site import EPSG, write_site

FRAME = SiteFrame(EPSG)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--threats={site.threats}"]
    files += [f"--weather={site.weather}"]
    assert run(["new", str(path), *files, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    assert run(["plan", str(path), "--evaluations", "6", "--own-height", "--overlap=61,61"]) == 0
    return path


@pytest.fixture(scope="module")
def wanted(project: Path):
    plan = planned(project).plans[0]
    turn = plan.aircraft.turn_acceleration_mps2
    return photos_of(plan.sorties, plan.settings, plan.sensor.trigger, turn)


@pytest.fixture(scope="module")
def removed(wanted) -> list[int]:
    """Four images far inside, each with its two neighbours on its line."""
    xy = wanted.cameras[:, :2]
    chosen: list[int] = []
    for k in np.argsort(np.hypot(*(xy - np.median(xy, axis=0)).T)):
        if len(chosen) < 4 and all(np.hypot(*(xy[k] - xy[j])) > 130 for j in chosen):
            chosen.append(int(k))
    return sorted(chosen)


@pytest.fixture(scope="module")
def flown(project: Path, wanted) -> Path:
    return write_flight(project.parent / "all", wanted.cameras, FRAME, jitter_m=0.5)[0].parent


@pytest.fixture(scope="module")
def holed(project: Path, wanted, removed) -> Path:
    card, gone = project.parent / "holed", {j for k in removed for j in (k - 1, k, k + 1)}
    write_flight(card, wanted.cameras, FRAME, without=gone, jitter_m=0.5)
    return card


def spoken(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_all_photos_are_the_plans_and_nothing_is_wrong(project, flown, wanted, capsys) -> None:
    told = spoken(capsys, "photos", str(project), str(flown))
    (one,) = told["sensors"]
    assert one["photos"] == one["matched"] == one["planned"] == len(wanted)
    assert one["missing"] == 0 and one["flawed"] == [] and told["findings"] == []


def test_what_was_planned_was_seen_and_holes_are_not_invented(project, flown, capsys) -> None:
    (one,) = spoken(capsys, "completeness", str(project), str(flown))["sensors"]
    promised = planned(project).verifications[0]
    assert one["verdict"] == "complete" and one["limit"] == 0.98
    assert one["seen_share"] == pytest.approx(promised.seen_share, abs=0.003)
    assert one["overlap_ok_share"] == pytest.approx(promised.overlap_ok_share, abs=0.01)
    assert sum(gap["area_m2"] for gap in one["gaps"]) <= 0.02 * promised.flyable_m2


def test_every_removed_photo_is_missed_and_its_hole_is_found(
    project, holed, wanted, removed, capsys
) -> None:
    (one,) = spoken(capsys, "photos", str(project), str(holed))["sensors"]
    gone = sorted({j for k in removed for j in (k - 1, k, k + 1)})
    x, y = FRAME.forward(*([place[key] for place in one["missing_at"]] for key in ("lon", "lat")))
    assert np.column_stack((x, y)) == pytest.approx(wanted.cameras[gone, :2], abs=0.01)
    (judged,) = spoken(capsys, "completeness", str(project), str(holed))["sensors"]
    hx, hy = FRAME.forward(*([gap[key] for gap in judged["gaps"]] for key in ("lon", "lat")))
    for k in removed:
        assert np.hypot(hx - wanted.cameras[k, 0], hy - wanted.cameras[k, 1]).min() < 40.0
    for x, y in zip(hx, hy, strict=True):  # and no hole where nothing was removed
        assert np.hypot(*(wanted.cameras[gone, :2] - (x, y)).T).min() < 60.0


def test_a_gap_plan_closes_the_holes(project, holed, flown, tmp_path, capsys) -> None:
    copy = Path(shutil.copytree(project.parent, tmp_path / "site")) / project.name
    before = spoken(capsys, "completeness", str(copy), str(holed))["sensors"][0]
    told = spoken(capsys, "gap", str(copy), "--photos", str(holed))
    (sensor,) = told["sensors"]
    assert told["gaps"] and sensor["zone_m"] == 0 and sensor["clearance_min_m"] >= 30
    assert sensor["overlap_ok_share"] > before["overlap_ok_share"]
    whole = planned(copy)
    assert sensor["overlap_ok_share"] == pytest.approx(
        whole.verifications[0].overlap_ok_share, abs=0.005
    )
    # Only what is lacking is flown: a small part of the plan's way.
    assert 0 < sensor["photos"] < 0.15 * whole.verifications[0].photos
    assert needed(whole.plans[0].sensor.acquisition) == needed(
        load_rest(copy).plans[0].sensor.acquisition
    )
    assert spoken(capsys, "export", str(copy), "--rest", f"--out={tmp_path / 'm'}")["files"]
    assert run(["gap", str(copy), "--photos", str(flown)]) == 2


def test_wind_relaxes_the_verdict(project, wanted, tmp_path, capsys) -> None:
    card, (x, y) = tmp_path / "card", wanted.cameras[:, :2].T
    lost = np.flatnonzero((x > x.max() - 33.0) & (y < np.quantile(y, 0.75)))
    write_flight(card, wanted.cameras, FRAME, without=lost.tolist())
    shown = []
    for force, limit in (("6", 0.98), ("7", 0.95)):
        arguments = ("completeness", str(project), str(card), "--unseen-pixels")
        told = spoken(capsys, *arguments, "--beaufort", force)
        assert told["sensors"][0]["limit"] == limit and told["beaufort"] == int(force)
        shown.append(told["sensors"][0])
    assert 0.95 < shown[0]["seen_share"] < 0.98
    assert shown[0]["verdict"] == "incomplete" and shown[1]["verdict"] != "incomplete"


@pytest.mark.parametrize("what", ["nothing", "absent"])
def test_a_card_without_photos_is_refused_in_one_line(project, tmp_path, capsys, what) -> None:
    card = tmp_path / what
    if what == "nothing":
        card.mkdir()
    for verb in (["photos", str(project), str(card)], ["completeness", str(project), str(card)]):
        assert run(verb) == 2
        assert len(capsys.readouterr().err.strip().splitlines()[-1:]) == 1


def test_photos_of_another_place_are_no_survey_with_one_great_hole(
    project, wanted, tmp_path, capsys
) -> None:
    away = wanted.cameras[:6] + np.array([30_000.0, 0.0, 0.0, 0.0, 0.0])
    write_flight(tmp_path / "away", away, FRAME)
    assert run(["gap", str(project), "--photos", str(tmp_path / "away")]) == 2
    assert "no photo here shows anything" in capsys.readouterr().err.strip().splitlines()[-1]


def test_photos_are_followed_while_they_arrive(project, holed, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(follow_photos, "_LOOK_S", 0.01)
    waiting = sorted(holed.iterdir())
    card = tmp_path / "card"
    card.mkdir()
    shutil.copy(waiting[0], card)
    counts: list[int] = []

    def tell(read) -> None:
        (one,) = read.sensors
        counts.append(len(one.photos))
        if len(counts) < 4:
            shutil.copy(waiting[len(counts)], card)

    read = follow_photos.follow_photos(project, card, silent(), 0.2, tell, looked=False)
    assert counts == [1, 2, 3, 4] and len(read.sensors[0].photos) == 4


def test_what_lies_there_when_watching_begins_is_never_told_as_missing(
    project, flown, wanted, monkeypatch
) -> None:
    monkeypatch.setattr(survey_state, "_LOOK_S", 0.0)
    told: list[int] = []
    progress = Progress(stopped=lambda: bool(told))
    with pytest.raises(Cancelled):
        survey_state.watch_survey(
            project, flown, progress, lambda state: told.append(state.photos), looked=False
        )
    assert told == [len(wanted)]


def test_what_previews_announce_is_expected_and_not_certain(
    project, holed, wanted, removed, tmp_path, capsys
) -> None:
    copy = Path(shutil.copytree(project.parent, tmp_path / "site")) / project.name
    notes = copy / "received" / "0000abcd"
    notes.mkdir(parents=True)
    for j in {j for k in removed for j in (k - 1, k, k + 1)}:
        lon, lat = FRAME.inverse(*wanted.cameras[j, :2])
        told = {"kind": "preview", "photo": f"DJI_{j:04d}.JPG", "lon": float(lon)}
        (notes / f"{j}.webp.json").write_text(json.dumps({**told, "lat": float(lat)}), "utf-8")
    (notes / "bad.json").write_text('{"kind": "preview", "lon": "x"', "utf-8")
    alone = spoken(capsys, "completeness", str(project), str(holed))["sensors"][0]
    told = spoken(capsys, "completeness", str(copy), str(holed))["sensors"][0]
    assert told["overlap_ok_share"] == alone["overlap_ok_share"]
    assert alone["expected_overlap_ok_share"] == alone["overlap_ok_share"]
    assert told["expected_overlap_ok_share"] > told["overlap_ok_share"]


def test_photos_of_a_survey_are_taken_again_without_its_plan(project, flown, tmp_path, capsys):
    copy = Path(shutil.copytree(project.parent, tmp_path / "site")) / project.name
    told = spoken(capsys, "repeat", str(copy), "--from", str(flown))
    (one,) = told["repeated"]
    assert one["sensor"] == "xt2" and told["left_out"] == 0
    assert one["stations"] == told["stations"] == len(list(flown.glob("*.JPG")))
    assert one["off_p95_m"] <= 1.0 and told["sensors"][0]["zone_m"] == 0
    assert spoken(capsys, "export", str(copy), f"--out={tmp_path / 'again'}")["files"]
    assert run(["repeat", str(copy)]) == 2
    assert run(["repeat", str(copy), f"--from={project}", f"--from-photos={flown}"]) == 2
