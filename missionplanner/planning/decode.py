"""From a vector to strips, their network, and a tour over them."""

from dataclasses import dataclass, replace
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import PlanRefused
from missionplanner.messages.message import message
from missionplanner.model.patterns import StripAim
from missionplanner.planning.bent import BentPlan, bent_strips
from missionplanner.planning.coverage.cells import part_in
from missionplanner.planning.coverage.order import (
    PASSES,
    QUICK_PASSES,
    Tour,
    first_tour,
    out_of_reach,
    too_far,
)
from missionplanner.planning.coverage.strips import ends_of, halve, straight, strips_in
from missionplanner.planning.encoding import CellPlan
from missionplanner.planning.kernels.network import NEVER, build_network
from missionplanner.planning.kernels.types import Network, Strips
from missionplanner.planning.laid import LaidStrips
from missionplanner.planning.problem import Problem

Floats = NDArray[np.float64]

# Ends further apart than this many lanes are only guessed, while geometries are compared and in
# the end: sorties that leave a strip for one that far off are rare, and all are priced as flown.
NEAR_LANES = 6.0
EXACT_LANES = 20.0
# The ground below ways is looked at this much more coarsely while geometries are compared.
WAY_STEP = 2.0
# More energy than any way needs: there is none, Wh.
SHUT_WH = 0.5 * NEVER
# A strip is halved so often that no sortie needs longer ones; then the plan is refused.
MOST_HALVINGS = 6


@dataclass(frozen=True)
class Layout:
    """Strips with their network and the tour over them.

    Attributes
    ----------
    origin : int64 (S,)
        Which strip of the geometry each is, or is a part of.
    given : LaidStrips or None
        That geometry, where its strips are given.
    """

    strips: Strips
    network: Network
    tour: Tour
    origin: NDArray[np.int64]
    given: LaidStrips | None = None

    @property
    def ends(self) -> Floats:
        """x, y of both ends of each strip, float64 (S, 4)."""
        return ends_of(self.strips)

    @property
    def aims(self) -> tuple[StripAim, ...]:
        """Where the camera looks along each strip; empty where none has an aim."""
        if self.given is None or not self.given.aims:
            return ()
        return tuple(self.given.aims[k] for k in self.origin)


# What a vector means: cells with straight strips, one bent sweep, or strips laid one by one.
Geometry = list[CellPlan] | BentPlan | LaidStrips


def strips_of(problem: Problem, geometry: Geometry) -> Strips:
    """Return the strips of a geometry."""
    if isinstance(geometry, BentPlan):
        return bent_strips(problem, geometry)
    if isinstance(geometry, LaidStrips):
        return geometry.strips
    found = [
        strips_in(
            part_in(problem.covered, plan.cell),
            plan.angle_rad,
            plan.phase,
            problem.settings.spacing_m,
            problem.keep_out.clip,
        )
        for plan in geometry
    ]
    return straight(np.vstack(found))


def count_of(strips: Strips) -> int:
    """Return how many strips there are."""
    return len(strips.start) - 1


def network_of(problem: Problem, strips: Strips, exact: bool) -> Network:
    """Return the network of strips; not exact: more pairs are guessed, on coarser ground."""
    near_m = (EXACT_LANES if exact else NEAR_LANES) * problem.settings.spacing_m
    way_step_m = problem.step_m if exact else WAY_STEP * problem.step_m
    return build_network(
        strips, *problem.home, float(problem.step_m), float(way_step_m), float(near_m),
        problem.ground, problem.flight, problem.keep_out.maze,
    )  # fmt: skip


def laid_out(problem: Problem, geometry: Geometry, exact: bool) -> Layout:
    """Return the strips of a geometry laid out; see `lay_out`."""
    layout = lay_out(problem, strips_of(problem, geometry), exact)
    return replace(layout, given=geometry) if isinstance(geometry, LaidStrips) else layout


def lay_out(problem: Problem, strips: Strips, exact: bool) -> Layout:
    """Return strips, halved where no sortie can fly them whole, with their tour.

    Raises
    ------
    PlanRefused
        Even short strips are out of reach of one battery, or of any way around zones.
    """
    origin = np.arange(count_of(strips))
    for halvings in range(MOST_HALVINGS + 1):
        network = network_of(problem, strips, exact)
        long = too_far(network, problem.capacity_wh)
        if not long.any():
            passes = PASSES if exact else QUICK_PASSES
            return Layout(strips, network, first_tour(network, problem.capacity_wh, passes), origin)
        if halvings == MOST_HALVINGS or out_of_reach(network, problem.capacity_wh).any():
            break
        strips = halve(strips, long)
        origin = np.concatenate((origin[~long], origin[long], origin[long]))
    shut = int((out_of_reach(network, SHUT_WH)).sum())
    if shut:
        raise PlanRefused("planning.shut_strips", message("planning.place.home"), n=shut)
    near_m = np.hypot(*(ends_of(strips)[long].reshape(-1, 2) - problem.home).T).min()
    raise PlanRefused(
        "planning.far_strips",
        message("planning.place.home"),
        n=int(long.sum()),
        capacity_wh=problem.capacity_wh,
        near_km=near_m / 1000,
    )


def refuse(problem: Problem, geometry: Geometry) -> NoReturn:
    """Raise why a geometry cannot be flown.

    Raises
    ------
    PlanRefused
    """
    if count_of(strips_of(problem, geometry)) > 0:
        laid_out(problem, geometry, exact=False)
    raise PlanRefused("planning.no_strip", problem.sensor.key)
