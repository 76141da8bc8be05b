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

# Cell that is looked at, m: within 0.3 % of the verifier's own (measured on steep ground).
CELL_M = 20.0


def overlap_share(problem: Problem, flown: Sequence[Flown]) -> float:
    """Return the share of a problem's ground with the asked overlap, as `verify` counts it."""
    scenario = problem.scenario
    sensor = as_asked(problem.sensor, scenario.intent)
    # The rim along zones, where no strip may lie, counts too; ground of other parts does not.
    around = problem.covered.buffer(0.5 * problem.settings.spacing_m, join_style="mitre")
    wanted = polygons_of(scenario.wanted.intersection(translate(around, *problem.origin)))
    photos = photos_of(
        sorties_of(problem, list(flown)), problem.settings, sensor.trigger,
        scenario.aircraft.turn_acceleration_mps2,
    )  # fmt: skip
    views = view_rasters(photos, sensor, scenario.terrain, wanted, CELL_M, silent())
    return shares_of(views, needed(sensor.acquisition)).both
