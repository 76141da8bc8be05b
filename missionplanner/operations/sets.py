"""Which sensors of a project are flown together, and all of them planned accordingly."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import SensorPlan, Together
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.plan_as_asked import Prospect, prospect_of, searched
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.together import Set, plan_together, prospect_together, set_of
from missionplanner.tasks.progress import Progress

SIDE_BY_SIDE = 2
# Quick plans agree with searched ones within some hundredths: where the prices of flying together
# and apart differ by more than this share, only the cheaper way is searched.
SURE = 0.93

Judged = tuple[SensorPlan, Verification]
T = TypeVar("T")
_Work = Callable[[Progress], T]


@dataclass(frozen=True)
class _Outlook:
    """A set, what quick plans say of it, and of each of its sensors alone where that may be."""

    carried: Set
    together: Prospect
    apart: tuple[Prospect, ...]

    @property
    def ratio(self) -> float:
        """Price of flying together as a share of flying apart; 0 where that is no choice."""
        return self.together.price / sum(one.price for one in self.apart) if self.apart else 0.0


def plan_all(
    scenario: Scenario, sensors: Sequence[Sensor], progress: Progress
) -> tuple[list[Judged], tuple[Finding, ...]]:
    """Plan and judge every sensor, together where that was asked for or is cheaper.

    Where quick plans tell clearly which is cheaper, only that is searched; the other way too where
    it is not clear, or where flights together turn out to lack something.

    Returns
    -------
    list of (SensorPlan, Verification), tuple of Finding
        In the order of `sensors`; and what is to be said of the sets.

    Raises
    ------
    InputError, PlanRefused, Cancelled
        What `plan_as_asked` raises.
    """
    parallel = scenario.intent.budget_s is None
    sets, told = _sets(scenario, sensors)
    alone, outlooks = _looked(scenario, sensors, sets, progress.part(0.0, 0.3), parallel)
    maybe = [one for one in outlooks if one.ratio <= 1.0 / SURE]
    sure = {p.sensor.key for one in maybe if one.ratio < SURE for p in one.apart}
    first = [one for key, one in alone.items() if key not in sure]
    works = [*(_alone(one) for one in first), *(_together(scenario, one) for one in maybe)]
    done = _side_by_side(works, progress.part(0.3, 0.85), parallel)
    best = {own[0].sensor.key: own for found in done[: len(first)] for own in found}
    shared = list(zip(maybe, done[len(first) :], strict=True))
    doubted = [p for one, found in shared if _lacks(found) for p in one.apart]
    works = [_alone(one) for one in doubted if one.sensor.key not in best]
    for found in _side_by_side(works, progress.part(0.85, 1.0), parallel):
        best[found[0][0].sensor.key] = found[0]
    for one, found in shared:
        apart = [best[p.sensor.key] for p in one.apart if p.sensor.key in best]
        if not apart or cheaper(found, apart):
            best |= {own[0].sensor.key: own for own in found}
            told.append(_said(one, found, apart))
    return [best[sensor.key] for sensor in sensors], tuple(told)


def _looked(
    scenario: Scenario, sensors: Sequence[Sensor], sets: Sequence[Set], progress: Progress,
    parallel: bool,
) -> tuple[dict[str, Prospect], list[_Outlook]]:  # fmt: skip
    """Return what quick plans say of each sensor that may fly alone, and of each set."""
    always = scenario.intent.together is Together.ALWAYS
    single = [s for s in sensors if not (always and _in(s, sets))]
    works: list[_Work[Prospect]] = [_prospect(scenario, sensor) for sensor in single]
    works += [_prospect_together(scenario, carried) for carried in sets]
    seen = _side_by_side(works, progress, parallel)
    alone = {sensor.key: one for sensor, one in zip(single, seen, strict=False)}
    outlooks = []
    for carried, together in zip(sets, seen[len(single) :], strict=True):
        apart = tuple(alone[s.key] for s in carried.sensors if s.key in alone)
        outlooks.append(_Outlook(carried, together, apart))
    return alone, outlooks


def _lacks(found: Sequence[Judged]) -> bool:
    return any(_codes(judged) for _, judged in found)


def cheaper(shared: Sequence[Judged], apart: Sequence[Judged]) -> bool:
    """Return whether flights that sensors share are to be preferred to those of each alone.

    Fewer flights, or as many with less energy; and no sensor is told of what its own flights
    would not lack.
    """
    codes = {plan.sensor.key: _codes(judged) for plan, judged in apart}
    if any(_codes(judged) - codes[plan.sensor.key] for plan, judged in shared):
        return False
    return _effort(shared[:1]) < _effort(apart)


def _effort(found: Sequence[Judged]) -> tuple[int, float]:
    flights = sum(len(plan.sorties) for plan, _ in found)
    return flights, sum(judged.energy_wh for _, judged in found)


def _codes(judged: Verification) -> set[str]:
    return {f.code for f in judged.findings if f.severity is not Severity.NOTE}


def _sets(scenario: Scenario, sensors: Sequence[Sensor]) -> tuple[list[Set], list[Finding]]:
    """Put each sensor into the first set that it fits into."""
    intent, told = scenario.intent, list[Finding]()
    if intent.together is Together.NEVER:
        return [], told
    found: list[Set | None] = []
    members: list[tuple[Sensor, ...]] = []
    for sensor in sensors:
        why: Message | None = None
        for place, others in enumerate(members):
            made, why = _joined(scenario, others, sensor)
            if made is not None:
                found[place], members[place] = made, made.sensors
                break
        else:
            found.append(None)
            members.append((sensor,))
            if why is not None and intent.together is Together.ALWAYS:
                told.append(Finding("PLAN-ALONE", Severity.NOTE, sensor.name, why))
    return [one for one in found if one is not None], told


def _joined(
    scenario: Scenario, others: tuple[Sensor, ...], sensor: Sensor
) -> tuple[Set | None, Message | None]:
    """Return others with one more sensor as a set, or why it cannot join them."""
    area = scenario.area
    if area.parts and not area.of(others[0].key).outer.equals(area.of(sensor.key).outer):
        return None, message("operations.other_ground")
    return set_of((*others, sensor), scenario.intent, scenario.aircraft)


def _in(sensor: Sensor, sets: Sequence[Set]) -> bool:
    return any(sensor in carried.sensors for carried in sets)


def _prospect(scenario: Scenario, sensor: Sensor) -> _Work[Prospect]:
    return lambda part: prospect_of(scenario, sensor, part)


def _prospect_together(scenario: Scenario, carried: Set) -> _Work[Prospect]:
    return lambda part: prospect_together(scenario, carried, part)


def _alone(prospect: Prospect) -> _Work[list[Judged]]:
    return lambda part: [searched(prospect, part)]


def _together(scenario: Scenario, one: _Outlook) -> _Work[list[Judged]]:
    return lambda part: plan_together(scenario, one.carried, one.together, part)


def _side_by_side(works: Sequence[_Work[T]], progress: Progress, parallel: bool) -> list[T]:
    # The kernels leave Python's lock alone, and each search is its own, so the result does not
    # depend on who is first. A search by the clock would.
    if not parallel:
        return [work(progress.nth(i, len(works))) for i, work in enumerate(works)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return list(pool.map(lambda work, part: work(part), works, progress.shared(len(works))))


def _said(one: _Outlook, found: Sequence[Judged], apart: Sequence[Judged]) -> Finding:
    plan = found[0][0]
    shared = {"n": len(plan.sorties), "agl_m": plan.settings.agl_m}
    told = message("operations.flown_together", **shared)
    if apart:
        told = message("operations.flown_together_instead", apart=_effort(apart)[0], **shared)
    elif one.apart and all(prospect.flights for prospect in one.apart):
        about = sum(prospect.flights for prospect in one.apart)
        told = message("operations.flown_together_about", apart=about, **shared)
    return Finding("PLAN-TOGETHER", Severity.NOTE, one.carried.as_one.name, told)
