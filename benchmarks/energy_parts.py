"""Where the energy of a P1 plan goes, beside rows from east to west, and what no plan goes below.

    python -m benchmarks.energy_parts [--site steep] [--ceiling none] [--seed 1]

Parts, Wh, of the flight as the verifier reckons it:

lines, ways
    level flight at the asked speed over survey legs, and over all others.
climb
    what climbing takes beyond level flight, less what descents give back.
slant
    what a leg is longer in space than on the map.
steep
    survey legs that are flown slower, since they would climb or descend too fast.
turns, breaks
    slowing down, arcs and speeding up at points that turn on the map by more than 5 degrees, and
    at those that only change the slope.
vertical
    take-off and landing.

The bound is what level lines over the area alone take, each metre in the cheapest direction there
and back, with lanes as the asked sidelap lays them: no ways, no climb, no turns, no edge.
"""

import argparse
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.plan_table import EVALUATIONS, P1, SITES, planned, scenario_of
from benchmarks.row_grid import row_grid
from missionplanner.aircraft.energy import PowerTable, power_table
from missionplanner.aircraft.payloads import payload_kg
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import Ceiling, LegKind, PlanIntent, SensorPlan, Sortie, Together
from missionplanner.planning.intent import as_asked
from missionplanner.planning.scenario import Scenario, at_station
from missionplanner.planning.verify.energy import WH, piece_joules, vertical_effort
from missionplanner.planning.verify.track import track_of

Floats = NDArray[np.float64]
NAMES = ("lines", "ways", "climb", "slant", "steep", "turns", "breaks", "vertical")
TURN_DEG = 5.0


@dataclass(frozen=True)
class Bound:
    """Least energy, Wh, its length, km, and the price of the cheapest direction, Wh/km."""

    energy_wh: float
    lines_km: float
    wh_per_km: float


def parts_of(plan: SensorPlan, scenario: Scenario) -> dict[str, float]:
    """Return the energy of a plan's parts, Wh, and the kilometres of its lines and ways."""
    found = dict.fromkeys((*NAMES, "lines_km", "ways_km"), 0.0)
    for sortie in plan.sorties:
        for name, value in _of_sortie(sortie, plan, scenario).items():
            found[name] += value
    return found


def _of_sortie(sortie: Sortie, plan: SensorPlan, scenario: Scenario) -> dict[str, float]:
    points, craft, kg = sortie.waypoints, plan.aircraft, payload_kg(plan.carried)
    wind = (scenario.wind_east_mps, scenario.wind_north_mps)
    track = track_of(points, craft.turn_acceleration_mps2)
    joules = piece_joules(points, track, craft, kg, wind)
    table = power_table(craft, kg, float(points.egm96_m.mean()))
    seconds = np.diff(track.time_s)
    velocity = np.diff(track.places_m, axis=0) / np.maximum(seconds, 1e-9)[:, None]
    air = np.hypot(velocity[:, 0] - wind[0], velocity[:, 1] - wind[1])
    climb = (table.power_w(air, velocity[:, 2]) - table.power_w(air)) * seconds
    leg = np.clip(np.searchsorted(track.passed, np.arange(len(joules)), "right") - 1, 0, None)
    step = np.column_stack((np.diff(points.x_m), np.diff(points.y_m)))
    run = np.hypot(*step.T)
    survey = points.leg[:-1] == LegKind.SURVEY
    asked_mps = np.where(survey, plan.settings.speed_mps, plan.settings.transit_speed_mps)
    level = _level_j(step, np.where(survey, asked_mps, points.speed_mps[:-1]), table, wind)
    slowed = _level_j(step, points.speed_mps[:-1], table, wind)
    rise = np.diff(points.egm96_m)
    slant = slowed * (np.hypot(run, rise) / np.maximum(run, 1e-9) - 1.0)
    rest = np.bincount(leg, joules - climb, len(run)) - slowed - slant
    turning = _turning(step)
    up, down = vertical_effort(points, at_station(scenario, plan, sortie).home, craft, kg, wind)
    share = 0.5 * (turning[:-1] + turning[1:])
    whole = {
        "lines": level[survey].sum(), "ways": level[~survey].sum(), "climb": climb.sum(),
        "slant": slant.sum(), "steep": (slowed - level).sum(), "turns": (share * rest).sum(),
        "breaks": ((1.0 - share) * rest).sum(), "vertical": up.joules + down.joules,
    }  # fmt: skip
    km = {"lines_km": run[survey].sum() / 1e3, "ways_km": run[~survey].sum() / 1e3}
    return {name: float(value) / WH for name, value in whole.items()} | km


def _level_j(step: Floats, mps: Floats, table: PowerTable, wind: tuple[float, float]) -> Floats:
    """Return the energy of flying each step level at a speed over ground, J."""
    run = np.maximum(np.hypot(*step.T), 1e-9)
    velocity = step * (mps / run)[:, None]
    air = np.hypot(velocity[:, 0] - wind[0], velocity[:, 1] - wind[1])
    return np.asarray(table.power_w(air) * run / mps)


def _turning(step: Floats) -> Floats:
    """Return 1 for points that turn on the map, the ends among them, 0 for others; (n,)."""
    heading = np.arctan2(step[:, 1], step[:, 0])
    change = np.abs((np.diff(heading) + np.pi) % (2 * np.pi) - np.pi)
    return np.concatenate(([1.0], np.degrees(change) > TURN_DEG, [1.0]))


def bound_of(plan: SensorPlan, scenario: Scenario, height_m: float, speed_mps: float) -> Bound:
    """Return what level lines at a height above ground and a speed take at least."""
    height = float(np.nanmean(scenario.terrain.height_m)) + height_m
    table = power_table(plan.aircraft, payload_kg(plan.carried), height)
    way = np.linspace(0.0, np.pi, 180, endpoint=False)
    to = speed_mps * np.column_stack((np.cos(way), np.sin(way)))
    wind = np.array([scenario.wind_east_mps, scenario.wind_north_mps])
    both = 0.5 * (table.power_w(np.hypot(*(to - wind).T)) + table.power_w(np.hypot(*(to + wind).T)))
    wh_per_km = float(both.min()) / speed_mps / 3.6
    settings, asked = plan.settings, as_asked(plan.sensor, plan.intent).acquisition
    swath_m = settings.swath_m * height_m / settings.agl_m
    lines_km = scenario.wanted.area / (swath_m * (1.0 - asked.sidelap)) / 1e3
    return Bound(wh_per_km * lines_km, lines_km, wh_per_km)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", action="append", choices=SITES)
    parser.add_argument("--ceiling", default="below", choices=[str(c) for c in Ceiling])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    out = Path(tempfile.mkdtemp(prefix="osprey-parts-"))
    print(" " * 24, *(f"{name:>8}" for name in NAMES), "      sum | km of lines, of ways")
    for site in asked.site or SITES[:3]:
        intent = PlanIntent(
            seed=asked.seed, together=Together.NEVER, ceiling=Ceiling(asked.ceiling)
        )
        scenario = replace(scenario_of(site, out), intent=intent)
        plan, _ = planned(scenario)
        rows = {"pattern": Pattern.STRAIGHT, "evaluations": EVALUATIONS, "direction_deg": 90.0}
        beside, _ = planned(scenario, searched=False, **rows)
        show(f"{site}, plan", plan, scenario)
        show(f"{site}, rows E-W", beside, scenario)
        show(f"{site}, row grid", row_grid(scenario, P1), scenario)


def show(title: str, plan: SensorPlan, scenario: Scenario) -> None:
    parts, settings = parts_of(plan, scenario), plan.settings
    least = bound_of(plan, scenario, settings.agl_m, settings.speed_mps)
    print(
        f"{title:<24}", *(f"{parts[name]:8.0f}" for name in NAMES),
        f"{sum(parts[name] for name in NAMES):9.0f} | {parts['lines_km']:6.1f} "
        f"{parts['ways_km']:6.1f} | {settings.agl_m:.0f} m, {settings.speed_mps:.1f} m/s, lanes "
        f"{settings.spacing_m:.1f} m | bound {least.energy_wh:.0f} Wh, {least.lines_km:.1f} km",
        flush=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
