"""The overlap of flights that are still being chosen, looked at coarsely."""

from collections.abc import Sequence

from shapely.affinity import translate

from missionplanner.aircraft.overlap import needed, shares_of
from missionplanner.planning.intent import as_asked
from missionplanner.planning.problem import Problem
from missionplanner.planning.scenario import polygons_of
from missionplanner.planning.sorties import Flown, sorties_of
from missionplanner.planning.verify.photos import photos_of
from missionplanner.planning.verify.views import view_rasters
from missionplanner.tasks.progress import silent

# Cell that is looked at, m: within 0.3 % of the verifier's own (measured on three sites).
CELL_M = 20.0


def overlap_share(problem: Problem, flown: Sequence[Flown]) -> float:
    """Return the share of the wanted ground that has the asked overlap, as `verify` counts it."""
    scenario = problem.scenario
    sensor = as_asked(problem.sensor, scenario.intent)
    unreached = translate(problem.unreached, *problem.origin)
    wanted = polygons_of(scenario.wanted.difference(unreached))
    photos = photos_of(
        sorties_of(problem, list(flown)), problem.settings, sensor.trigger,
        scenario.aircraft.turn_acceleration_mps2,
    )  # fmt: skip
    views = view_rasters(photos, sensor, scenario.terrain, wanted, CELL_M, silent())
    return shares_of(views, needed(sensor.acquisition)).both
