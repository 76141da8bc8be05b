"""The parts of a problem planned one beside the other, and put together again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from itertools import repeat

from missionplanner.model.patterns import StripAim
from missionplanner.model.plan import Cost
from missionplanner.planning.decode import count_of
from missionplanner.planning.parts import GroundPart
from missionplanner.planning.polish import Polished, polish
from missionplanner.planning.pricing import calibrated_along
from missionplanner.planning.problem import Problem
from missionplanner.planning.route import TRANSIT
from missionplanner.planning.search import THREADS, Archive, search
from missionplanner.planning.search_bent import search_bent
from missionplanner.planning.search_patterns import has_own_search, search_pattern
from missionplanner.planning.sorties import Flown, cost_of
from missionplanner.tasks.progress import Progress

# However small a part, so many plans are tried for it, if so many are asked for at all.
LEAST_EVALUATIONS = 24


@dataclass(frozen=True)
class PlannedPart:
    """A part with its best plan, and everything that was tried for it."""

    part: GroundPart
    problem: Problem
    archive: Archive
    best: Polished


def planned(parts: Sequence[GroundPart], bent: bool, progress: Progress) -> list[PlannedPart]:
    """Plan parts, several at once; the same whoever is first.

    Strips are bent along the slope, or straight. Plans are tried in proportion to the ground of
    each part. One part tells its convergence while it goes; of several, the sum is told in the end.

    Raises
    ------
    PlanRefused, Cancelled
    """
    if len(parts) == 1:
        return [_planned(parts[0], bent, progress)]
    whole = sum(part.problem.covered.area for part in parts)
    shares = [part.problem.covered.area / whole for part in parts]
    tellers = progress.shared(len(parts))
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(_shared, parts, shares, repeat(bent), tellers))


def _shared(part: GroundPart, share: float, bent: bool, progress: Progress) -> PlannedPart:
    intent = part.problem.scenario.intent
    count = max(min(intent.evaluations, LEAST_EVALUATIONS), round(share * intent.evaluations))
    seconds = None if intent.budget_s is None else THREADS * share * intent.budget_s
    own = intent.model_copy(update={"evaluations": count, "budget_s": seconds})
    scenario = replace(part.problem.scenario, intent=own)
    narrowed = replace(part, problem=replace(part.problem, scenario=scenario))
    return _planned(narrowed, bent, progress.quiet())


def _planned(part: GroundPart, bent: bool, progress: Progress) -> PlannedPart:
    problem = calibrated_along(part.problem)
    archive = _searched(problem, bent, progress.part(0.0, 0.73))
    return PlannedPart(part, problem, archive, polish(problem, archive, progress.part(0.73, 1.0)))


def _searched(problem: Problem, bent: bool, progress: Progress) -> Archive:
    if has_own_search(problem.scenario.intent.pattern):
        return search_pattern(problem, progress)
    return (search_bent if bent else search)(problem, progress)


def flights_of(found: Sequence[PlannedPart]) -> tuple[list[Flown], list[str]]:
    """Return all flights, strips numbered through, and the names of where they leave from."""
    flown, stations, first = [], [], 0
    for one in found:
        for flight in one.best.flown:
            strip = flight.path.strip
            numbered = strip + first * (strip != TRANSIT)
            flown.append(replace(flight, path=replace(flight.path, strip=numbered)))
            stations.append(one.part.station)
        first += count_of(one.best.layout.strips)
    return flown, stations


def aims_of(found: Sequence[PlannedPart]) -> tuple[StripAim, ...]:
    """Return where the camera looks along each strip of `flights_of`; empty where none has one."""
    return tuple(aim for one in found for aim in one.best.layout.aims)


def cost_of_all(found: Sequence[PlannedPart]) -> Cost:
    """Return the cost of all flights."""
    costs = [cost_of(one.problem, one.best.flown) for one in found]
    return Cost(**{f.name: sum(getattr(cost, f.name) for cost in costs) for f in fields(Cost)})
