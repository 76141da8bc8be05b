"""Which sensors of a project are flown together, and all of them planned accordingly."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import SensorPlan, Together
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.plan_as_asked import plan_as_asked
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.together import Set, plan_together, set_of
from missionplanner.tasks.progress import Progress

SIDE_BY_SIDE = 2

Judged = tuple[SensorPlan, Verification]
_Work = Callable[[Progress], list[Judged]]


def plan_all(
    scenario: Scenario, sensors: Sequence[Sensor], progress: Progress
) -> tuple[list[Judged], tuple[Finding, ...]]:
    """Plan and judge every sensor, together where that was asked for or is cheaper.

    Returns
    -------
    list of (SensorPlan, Verification), tuple of Finding
        In the order of `sensors`; and what is to be said of the sets.

    Raises
    ------
    InputError, PlanRefused, Cancelled
        What `plan_as_asked` raises.
    """
    together = scenario.intent.together
    sets, told = _sets(scenario, sensors)
    alone = [s for s in sensors if together is not Together.ALWAYS or not _in(s, sets)]
    works: list[_Work] = [_alone(scenario, sensor) for sensor in alone]
    works += [_together(scenario, carried) for carried in sets]
    done = _side_by_side(works, progress, scenario.intent.budget_s is None)
    best = {one[0].sensor.key: one for found in done[: len(alone)] for one in found}
    for carried, found in zip(sets, done[len(alone) :], strict=True):
        apart = [best[s.key] for s in carried.sensors if s.key in best]
        if not apart or cheaper(found, apart):
            best |= {one[0].sensor.key: one for one in found}
            told.append(_said(carried, found, apart))
    return [best[sensor.key] for sensor in sensors], tuple(told)


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


def _alone(scenario: Scenario, sensor: Sensor) -> _Work:
    return lambda part: [plan_as_asked(scenario, sensor, part)]


def _together(scenario: Scenario, carried: Set) -> _Work:
    return lambda part: plan_together(scenario, carried, part)


def _side_by_side(works: Sequence[_Work], progress: Progress, parallel: bool) -> list[list[Judged]]:
    # The kernels leave Python's lock alone, and each search is its own, so the result does not
    # depend on who is first. A search by the clock would.
    if not parallel:
        return [work(progress.nth(i, len(works))) for i, work in enumerate(works)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return list(pool.map(lambda work, part: work(part), works, progress.shared(len(works))))


def _said(carried: Set, found: Sequence[Judged], apart: Sequence[Judged]) -> Finding:
    plan = found[0][0]
    shared = {"n": len(plan.sorties), "agl_m": plan.settings.agl_m}
    told = message("operations.flown_together", **shared)
    if apart:
        told = message("operations.flown_together_instead", apart=_effort(apart)[0], **shared)
    return Finding("PLAN-TOGETHER", Severity.NOTE, carried.as_one.name, told)
