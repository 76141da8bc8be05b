"""A row grid as ground stations lay it, flown by the planner's own honest flight.

Straight rows from east to west at the sensor's own height and 10 m/s, lanes and images exactly as
far apart as the asked overlap says of flat ground; flown one after the other, every second one
backwards, and home whenever the battery would not reach for one more. Nothing is searched, nothing
is tightened where hills cost overlap: that share is told.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.planning.coverage.order import Tour
from missionplanner.planning.decode import Layout, count_of, laid_out, network_of, strips_of
from missionplanner.planning.encoding import CellPlan, centred_phase
from missionplanner.planning.kernels.tours import HOME, tour_cost
from missionplanner.planning.kernels.types import Network
from missionplanner.planning.pricing import calibrated
from missionplanner.planning.problem import FLOWN_SHARE, Problem, problem_of
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.sorties import Flown, cost_of, fly, sorties_of

Ints = NDArray[np.int64]
# Sorties that draw more than the network reckoned are cut anew with this share of the battery.
LESS, CUTS = 0.985, 20


def row_grid(scenario: Scenario, sensor: Sensor) -> SensorPlan:
    """Return the grid as a plan of its own, for the verifier."""
    problem = problem_of(scenario, sensor)
    phase = centred_phase(problem.covered, 0.0, problem.settings.spacing_m)
    geometry = [CellPlan((), 0.0, phase)]
    problem = calibrated(problem, laid_out(problem, geometry, exact=True))
    flown = _flown(problem, geometry)
    return SensorPlan(
        sensor=sensor,
        aircraft=scenario.aircraft,
        intent=scenario.intent,
        settings=problem.settings,
        home=scenario.home,
        sorties=sorties_of(problem, flown),
        cost=cost_of(problem, flown),
        convergence=(),
        evaluations=1,
        seconds=0.0,
        angles_deg=(90.0,),
    )


def _flown(problem: Problem, geometry: list[CellPlan]) -> list[Flown]:
    strips = strips_of(problem, geometry)
    network = network_of(problem, strips, exact=True)
    layout = Layout(
        strips, network, _rows(problem, strips.xy, network), np.arange(count_of(strips))
    )
    for _ in range(CUTS):
        flown = fly(problem, layout)
        if max(one.effort.energy_wh for one in flown) <= FLOWN_SHARE * problem.usable_wh:
            return flown
        problem = replace(problem, planned_share=LESS * problem.planned_share)
        layout = replace(layout, tour=_rows(problem, strips.xy, network))
    raise RuntimeError("a row is longer than a battery reaches")


def _rows(problem: Problem, xy: NDArray[np.float64], network: Network) -> Tour:
    """Return rows from south to north, to and fro, cut where the battery ends."""
    middle = 0.5 * (xy[::2] + xy[1::2])
    row = np.round((middle[:, 1] - middle[:, 1].min()) / problem.settings.spacing_m).astype(
        np.int64
    )
    order: list[tuple[int, int]] = []
    for number, here in enumerate(np.unique(row)):
        eastwards = np.flatnonzero(row == here)
        eastwards = eastwards[np.argsort(middle[eastwards, 0])]
        back = number % 2
        order += [(int(strip), back) for strip in (eastwards[::-1] if back else eastwards)]
    home, here, wh = len(network.way_wh) - 1, len(network.way_wh) - 1, 0.0
    seq, flip = [HOME], [0]
    for strip, back in order:
        first, last = 2 * strip + back, 2 * strip + 1 - back
        more = network.way_wh[here, first] + network.strip_wh[strip, back]
        if here != home and wh + more + network.way_wh[last, home] > problem.capacity_wh:
            seq, flip, wh = [*seq, HOME], [*flip, 0], 0.0
            more = network.way_wh[home, first] + network.strip_wh[strip, back]
        seq, flip, wh, here = [*seq, strip], [*flip, back], wh + more, last
    tour = np.array([*seq, HOME]), np.array([*flip, 0])
    return Tour(tour_cost(*tour, network)[0], *tour)
