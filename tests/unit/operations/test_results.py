import csv
import json
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from shapely.geometry import MultiPolygon, box

from missionplanner.errors import InputError, OutputError, PlanRefused
from missionplanner.extensions import formats
from missionplanner.missions.formats import MissionFormat
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import SurveyArea
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.places import Position
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification, ViewRasters
from missionplanner.model.weather import CALM
from missionplanner.operations.export import export
from missionplanner.operations.flights import flights_of
from missionplanner.operations.results import (
    PlanResult,
    SortieChoice,
    changed_since_planned,
    current_plan,
    load_result,
    planned,
    save_result,
)
from missionplanner.operations.tables import tables
from missionplanner.project.edits import set_home, set_threats, set_title
from missionplanner.project.fingerprints import foundations
from missionplanner.project.store import Beginning, create, load, save
from missionplanner.tasks.progress import Progress
from tests.english import english
from tests.fuzz.mutations import COUNTS, fuzz, written
from tests.own_words import SAID
from tests.unit.missions.sample import LAT, LON, sample_plan, sample_verification

SENSORS = ("p1-35", "xt2")
NO_PROGRESS = Progress(lambda _: None)


def judged(plan: SensorPlan) -> Verification:
    types = (np.uint16, np.uint8, np.float32, np.bool_)
    rasters = ViewRasters(0.0, 0.0, 5.0, *(np.ones((6, 9), kind) for kind in types))
    return replace(sample_verification(plan), rasters=rasters)


def named(plan: SensorPlan) -> SensorPlan:
    """Return a plan whose sorties are called as the planner calls them: no two alike."""
    key = plan.sensor.key
    sorties = tuple(replace(one, name=f"{key} {one.number}") for one in plan.sorties)
    return replace(plan, sorties=sorties)


def result_of(folder: Path, sorties: int = 2) -> PlanResult:
    plans = tuple(named(sample_plan(key, sorties=sorties)) for key in SENSORS)
    return PlanResult(
        intent=plans[0].intent,
        plans=plans,
        verifications=tuple(map(judged, plans)),
        seconds=1.0,
        planned_at=datetime.now(UTC),
        stands_on=foundations(load(folder), SENSORS),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a saved plan: two sensors, two sorties each."""
    (tmp_path / "dem.tif").write_bytes(b"heights")
    square = MultiPolygon([box(LON, LAT, LON + 0.01, LAT + 0.01)])
    given = Beginning(
        title="Pit",
        dem=(tmp_path / "dem.tif",),
        vertical_datum="egm96",
        area=SurveyArea("Pit", square),
        threats=Threats(),
        weather=CALM,
        home=Position(lon_deg=LON, lat_deg=LAT),
        aircraft="m300-rtk",
        sensors=SENSORS,
    )
    made = create(tmp_path / "pit.mplan", given).folder
    save_result(made, result_of(made))
    return made


@pytest.fixture
def kml() -> MissionFormat:
    return formats().named("kml")


def with_cabin(folder: Path) -> None:
    project = load(folder)
    cabin = Zone("Cabin", project.area.outer)
    save(set_threats(project, Threats(zones=(cabin,))))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_result_says_when_it_was_made_and_what_it_stands_on(folder: Path) -> None:
    result = planned(folder)
    assert result.planned_at.tzinfo is not None
    assert result.stands_on == foundations(load(folder), SENSORS)
    assert current_plan(folder).sensors == SENSORS
    assert changed_since_planned(load(folder), result) == ()


def test_a_plan_that_stands_on_something_else_does_not_leave(
    folder: Path, tmp_path: Path, kml: MissionFormat
) -> None:
    with_cabin(folder)
    out = tmp_path / "out"
    for act in (
        lambda: export(folder, kml, out, NO_PROGRESS),
        lambda: tables(folder, out, NO_PROGRESS),
    ):
        with pytest.raises(PlanRefused) as caught:
            act()
        line = str(caught.value)
        assert "the zone 'Cabin' was added" in line
        assert "missionplanner plan" in line
        assert "verify" in line and "--accept" in line
    assert not out.exists()
    assert english(changed_since_planned(load(folder), planned(folder))) == (
        "the zone 'Cabin' was added",
    )


def test_only_what_counts_makes_a_plan_stale(
    folder: Path, tmp_path: Path, kml: MissionFormat
) -> None:
    save(set_title(load(folder), "Another title"))
    assert export(folder, kml, tmp_path / "out", NO_PROGRESS).files
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    shutil.move(folder, moved / "pit.mplan")
    shutil.move(tmp_path / "dem.tif", moved / "dem.tif")
    assert current_plan(moved / "pit.mplan")
    (moved / "dem.tif").write_bytes(b"HEIGHTS")
    with pytest.raises(PlanRefused, match=r"the DEM dem\.tif was changed"):
        current_plan(moved / "pit.mplan")


def test_an_edit_not_yet_saved_is_told_to_the_window(folder: Path) -> None:
    edited = set_home(load(folder), Position(lon_deg=LON, lat_deg=LAT + 0.001))
    assert english(changed_since_planned(edited, planned(folder))) == ("the home was moved",)
    assert current_plan(folder)


def test_missions_have_an_owner(folder: Path, kml: MissionFormat) -> None:
    out = folder / "missions"
    done = export(folder, kml, out, NO_PROGRESS)
    assert names(out) == [f"Pit-{key}-S0{n}.kml" for key in SENSORS for n in (1, 2)]
    save_result(folder, result_of(folder, sorties=1))
    told: list[object] = []
    done = export(folder, kml, out, Progress(told.append))
    assert names(out) == [f"Pit-{key}-S01.kml" for key in SENSORS]
    assert {path.name for path in done.removed} == {f"Pit-{key}-S02.kml" for key in SENSORS}
    assert [e.code for e in told if isinstance(e, Finding)].count("EXPORT-REMOVED") == 1


def test_some_sensors_and_sorties(folder: Path, tmp_path: Path, kml: MissionFormat) -> None:
    out = tmp_path / "out"
    export(folder, kml, out, NO_PROGRESS, choice=SortieChoice(("xt2",), (2,)))
    assert names(out) == ["Pit-xt2-S02.kml"]
    export(folder, kml, out, NO_PROGRESS, choice=SortieChoice((), (1,)))
    assert names(out) == ["Pit-p1-35-S01.kml", "Pit-xt2-S01.kml", "Pit-xt2-S02.kml"]
    export(folder, kml, tmp_path / "all", NO_PROGRESS)
    for name in names(out):  # a return height clears the whole plan, chosen or not
        assert (out / name).read_bytes() == (tmp_path / "all" / name).read_bytes()


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (SortieChoice(("p1",)), "--sensor.*'p1' was not planned.*p1-35, xt2"),
        (SortieChoice((), (1, 7)), "--sortie.*no sortie 7.*1 to 2"),
    ],
)
def test_a_wrong_choice_is_named_with_the_right_ones(
    folder: Path, tmp_path: Path, kml: MissionFormat, choice: SortieChoice, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        export(folder, kml, tmp_path / "out", NO_PROGRESS, choice=choice)
    with pytest.raises(InputError, match=says):
        tables(folder, tmp_path / "out", NO_PROGRESS, choice)
    assert not (tmp_path / "out").exists()


def test_tables_of_some_sorties_list_and_add_up_these(folder: Path, tmp_path: Path) -> None:
    tables(folder, tmp_path, NO_PROGRESS, SortieChoice(("xt2",), (2,)))
    book = openpyxl.load_workbook(tmp_path / "sensor-parameters.xlsx")
    rows = [row[:3] for row in book["Sorties"].iter_rows(values_only=True)][1:]
    assert [row[:2] for row in rows] == [("xt2", 2), ("total", 1)]
    assert rows[1][2] == "xt2, 1 of 2"


def test_the_whole_plan_stands_beside_the_papers_table_7(folder: Path, tmp_path: Path) -> None:
    tables(folder, tmp_path, NO_PROGRESS, processing_h=1.5)
    with (tmp_path / "table7.csv").open(encoding="utf-8-sig", newline="") as file:
        _, own, *printed = csv.reader(file)
    result = planned(folder)
    flights = flights_of(result)
    assert float(own[1]) == round(100 * min(one.seen_share for one in result.verifications), 1)
    assert own[2] == "1.5" and len(printed) == 4
    assert float(own[3]) == round(sum(one.energy_wh for one in flights) / 1000, 2)
    with pytest.raises(InputError, match="--processing-hours"):
        tables(folder, tmp_path / "none", NO_PROGRESS, processing_h=-1.0)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("link", ["results", "missions"])
def test_folders_of_a_project_that_are_links_are_refused(
    folder: Path, tmp_path: Path, kml: MissionFormat, link: str
) -> None:
    result = planned(folder)
    elsewhere = tmp_path / "elsewhere"
    if (folder / link).exists():
        (folder / link).rename(elsewhere)
    else:
        elsewhere.mkdir()
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    (folder / link).symlink_to(elsewhere)
    with pytest.raises(OutputError, match="is a link"):
        if link == "results":
            save_result(folder, result)
        else:
            export(folder, kml, folder / "missions", NO_PROGRESS)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_an_export_that_fails_half_way_leaves_the_folder_as_it_was(
    folder: Path, kml: MissionFormat
) -> None:
    out = folder / "missions"
    export(folder, kml, out, NO_PROGRESS)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    save_result(folder, result_of(folder, sorties=1))

    class Full:
        name, title, suffix, options = "kml", "", ".kml", ()

        def write(self, mission, place, options=None):
            if mission.sensor.key == "xt2":
                raise OutputError(
                    SAID, str(place), what="cannot be written (No space left on device)"
                )
            return kml.write(mission, place, options)

    with pytest.raises(OutputError, match="No space"):
        export(folder, Full(), out, NO_PROGRESS)  # type: ignore[arg-type]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_hard_rule_broken_is_no_export(folder: Path, tmp_path: Path, kml: MissionFormat) -> None:
    result = planned(folder)
    broken = Finding("VERIFY-ZONE", Severity.ERROR, "sortie 1", "12 m in Cabin")
    first, *more = result.verifications
    bad = replace(result, verifications=(replace(first, findings=(broken,)), *more))
    save_result(folder, bad)
    with pytest.raises(PlanRefused, match="12 m in Cabin"):
        export(folder, kml, tmp_path / "out", NO_PROGRESS)


def shortened(folder: Path, name: str) -> None:
    """Cut one array by one, and its declaration with it."""
    result = planned(folder)
    plan = result.plans[0]
    points = plan.sorties[0].waypoints
    spoilt = replace(points, **{name: getattr(points, name)[:-1]})
    sorties = (replace(plan.sorties[0], waypoints=spoilt), *plan.sorties[1:])
    save_result(folder, replace(result, plans=(replace(plan, sorties=sorties), *result.plans[1:])))


@pytest.mark.parametrize("name", ["lon_deg", "ellipsoid_m", "ground_m", "leg", "strip"])
def test_an_array_one_short_is_damage(folder: Path, name: str) -> None:
    shortened(folder, name)
    with pytest.raises(InputError, match=r"damaged.*plan again"):
        load_result(folder)


@pytest.mark.parametrize(
    ("name", "value"),
    [("lon_deg", np.nan), ("lat_deg", 91.0), ("egm96_m", np.inf), ("leg", 7)],
)
def test_a_waypoint_that_cannot_be_is_damage(folder: Path, name: str, value: float) -> None:
    result = planned(folder)
    getattr(result.plans[0].sorties[0].waypoints, name)[1] = value
    save_result(folder, result)
    with pytest.raises(InputError, match="plan again"):
        load_result(folder)


def test_sorties_judged_that_are_not_planned_are_damage(folder: Path) -> None:
    result = planned(folder)
    first, *more = result.verifications
    odd = replace(first, sorties=first.sorties[:1])
    save_result(folder, replace(result, verifications=(odd, *more)))
    with pytest.raises(InputError, match="differ"):
        load_result(folder)


def test_verifications_of_other_sensors_are_damage(folder: Path) -> None:
    result = planned(folder)
    save_result(folder, replace(result, verifications=result.verifications[:1]))
    with pytest.raises(InputError, match="differ"):
        load_result(folder)


def test_a_result_of_an_older_program_is_told(folder: Path) -> None:
    path = folder / "results" / "plan.json"
    words = json.loads(path.read_text("utf-8"))
    del words["stands_on"]
    path.write_text(json.dumps(words))
    with pytest.raises(InputError, match=r"of another version.*plan again"):
        planned(folder)


@pytest.mark.parametrize("size", [0, 100, 3000])
def test_an_archive_cut_short_is_told(folder: Path, size: int) -> None:
    path = folder / "results" / "plan.npz"
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(InputError, match=r"damaged.*plan again"):
        planned(folder)


def test_an_archive_with_a_torn_member_is_told(folder: Path) -> None:
    path = folder / "results" / "plan.npz"
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.infolist()[3].header_offset
    data[start + 90 : start + 120] = b"\xff" * 30
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"damaged.*plan again"):
        planned(folder)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", ["plan.json", "plan.npz"])
def test_damaged_results_are_told(folder: Path, name: str, count: range) -> None:
    path = folder / "results" / name
    fuzz(path.read_bytes(), 12, count, lambda data: (written(path, data), load_result(folder)))


def test_a_result_with_a_sensor_of_its_own_does_not_leave(folder: Path) -> None:
    result = planned(folder)
    plan = result.plans[0]
    camera = plan.sensor.model_copy(update={"min_interval_s": 0.01})
    save_result(folder, replace(result, plans=(replace(plan, sensor=camera), *result.plans[1:])))
    with pytest.raises(InputError, match=r"other values of p1-35.*plan again"):
        current_plan(folder)
