"""The stations of photos taken again, one by one given: where they were, looking as they did."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial import cKDTree

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError, PlanRefused
from missionplanner.model.edits import RaiseSortie
from missionplanner.model.finding import Severity
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.by_hand.by_place import flown_until
from missionplanner.planning.by_hand.edited import edited
from missionplanner.planning.by_hand.rest import rest_of
from missionplanner.planning.by_hand.runs import runs_in
from missionplanner.planning.by_hand.station_strips import CameraStations, station_strips
from missionplanner.planning.by_hand.stations import flown_from_stations
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.photos import photos_of, shots_of
from missionplanner.tasks.progress import silent

P1 = sensor("p1-35")


@pytest.fixture(scope="module")
def scenario():
    return hill_scenario(PlanIntent(seed=3, evaluations=4))


@pytest.fixture(scope="module")
def stations(scenario):
    """As a plan's own flights take them, with what receivers are off by."""
    plan = plan_sensor(scenario, P1, silent())
    shots = [shots_of(s, plan.settings, P1.trigger, plan.aircraft) for s in plan.sorties]
    x, y, z, east, north = (
        np.concatenate([getattr(s, name) for s in shots])
        for name in ("x_m", "y_m", "egm96_m", "east", "north")
    )
    rng = np.random.default_rng(1)
    places = np.column_stack((x, y, z)) + rng.normal(0.0, 0.05, (len(x), 3))
    seconds = np.concatenate([s.time_s + 1e4 * k for k, s in enumerate(shots)])
    yaw = np.degrees(np.arctan2(east, north)) + rng.normal(0.0, 0.2, len(x))
    return CameraStations(places, np.full(len(x), -90.0), yaw % 360.0, seconds)


@pytest.fixture(scope="module")
def repeated(scenario, stations):
    return flown_from_stations(scenario, P1, stations, silent())


def test_images_are_taken_within_a_metre_and_a_degree_of_before(scenario, stations, repeated):
    assert repeated.stations == len(stations) > 50
    assert repeated.off_p95_m <= 1.0 and repeated.over <= 0.02 * len(stations)
    assert repeated.turned_p95_deg <= 1.0
    assert repeated.images == pytest.approx(len(stations), rel=0.03)
    judged = verify(repeated.plan, scenario, silent())
    assert [f.code for f in judged.findings if f.severity is Severity.ERROR] == []
    assert judged.photos == repeated.images


def test_what_a_broken_off_repetition_leaves_is_at_its_stations_too(scenario, stations, repeated):
    plan = repeated.plan
    runs = runs_in(plan)[0]
    done = flown_until(plan, 1, *runs[len(runs) // 2].xy[0])
    rest = rest_of(scenario, plan, done, silent())
    turn = plan.aircraft.turn_acceleration_mps2
    taken = photos_of(rest.sorties, rest.settings, P1.trigger, turn, rest.aims).cameras[:, :3]
    away, _ = cKDTree(stations.places_m).query(taken)
    # A strip that is begun again starts its count anew, anywhere between two stations.
    assert 0.2 * len(stations) < len(taken) and np.mean(away <= 1.0) > 0.95


def test_a_camera_held_aslant_is_held_so_again(scenario, stations):
    aslant = replace(
        stations, pitch_deg=np.full(len(stations), -60.0), yaw_deg=np.full(len(stations), 33.0)
    )
    again = flown_from_stations(scenario, P1, aslant, silent())
    assert {(aim.pitch_deg, aim.yaw_deg) for aim in again.plan.aims} == {(-60.0, 33.0)}
    assert again.turned_deg <= 1.0 and again.off_p95_m <= 1.0


def test_an_uneven_line_is_cut_where_the_count_would_run_off():
    x = np.concatenate((np.arange(10) * 12.0, 108.0 + 13.1 * np.arange(1, 9)))
    places = np.column_stack((x, 0.0 * x, 100.0 + 0.0 * x))
    line = CameraStations(places, np.full(18, -90.0), np.full(18, 90.0), 1.5 * np.arange(18.0))
    made = station_strips(line)
    (runs,) = made.lines
    assert made.trigger_m == pytest.approx(12.0) and made.speed_mps == pytest.approx(8.26, abs=0.1)
    assert len(runs) >= 3 and [run.strip for run in runs] == list(range(len(runs)))
    # Images every 12 m from each strip's beginning: as many as stations, each near to one.
    at = np.concatenate(
        [np.arange(r.xy[0, 0], r.xy[0, 0] + r.length_m + 1e-9, made.trigger_m) for r in runs]
    )
    assert len(at) == 18 and np.abs(at - x).max() <= 0.41


def test_lines_end_where_the_way_turns_and_where_the_camera_does():
    there = np.column_stack((np.arange(8) * 10.0, np.zeros(8), np.full(8, 50.0)))
    back = np.add(there[::-1], (0.0, 14.0, 0.0))  # nearly as near to each other as images of a line
    places = np.vstack((there, back))
    pitch = np.full(16, -90.0)
    pitch[12:] = -60.0
    stations = CameraStations(places, pitch, np.zeros(16), np.full(16, np.nan))
    made = station_strips(stations)
    assert [sum(len(r.xy) > 0 for r in line) for line in made.lines] == [1, 1, 1]
    assert made.speed_mps is None and made.aims[2].pitch_deg == -60.0


def test_stations_below_the_clearance_of_now_are_raised_and_told(scenario, stations):
    low = replace(stations, places_m=stations.places_m - (0.0, 0.0, 40.0))
    again = flown_from_stations(scenario, P1, low, silent())
    assert again.over > 0 and again.off_m > 1.0
    codes = {f.code for f in verify(again.plan, scenario, silent()).findings}
    assert "VERIFY-CLEARANCE" not in codes


def test_its_sorties_are_not_raised_and_a_small_battery_is_told(scenario, stations, repeated):
    with pytest.raises(InputError) as refused:
        edited(repeated.plan, [RaiseSortie(sortie=1, metres=5.0)])
    assert refused.value.code == "planning.edit.same_stations"
    intent = scenario.intent.model_copy(update={"reserve_share": 0.98})
    with pytest.raises(PlanRefused) as refused:
        flown_from_stations(replace(scenario, intent=intent), P1, stations, silent())
    assert refused.value.code == "planning.battery"
