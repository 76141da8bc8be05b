"""Plans beside the plan, not saved: what each lever saved, and what other weights would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.aircraft.camera import CRUISE_MPS
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import CostWeights, PlanIntent, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.operations.results import PlanResult, planned
from missionplanner.operations.sets import plan_all
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.plan_as_asked import plan_as_asked
from missionplanner.planning.scenario import Scenario, check_wind
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress

Judged = tuple[SensorPlan, Verification]

# Of the paper's kind, then each wish alone made strong.
WEIGHTS = (
    CostWeights(),
    CostWeights(length=0.2, altitude=0.1, threat=0.2, energy=1.0),
    CostWeights(length=1.0, altitude=0.0, threat=0.1, energy=0.2),
    CostWeights(length=0.3, altitude=0.1, threat=3.0, energy=0.3),
)
EVALUATIONS = 40
_STEP_M = 10.0
# What is turned from one plan to the next; the first is rows from west to east at the sensor's
# own height and cruise speed.
_LEVERS: tuple[tuple[str, Message, Mapping[str, Any]], ...] = (
    ("rows", message("operations.lever.rows"),
     {"searched": False, "pattern": Pattern.STRAIGHT, "direction_deg": 90.0}),
    ("direction", message("operations.lever.direction"), {"direction_deg": None}),
    ("height", message("operations.lever.height"),
     {"searched": True, "speed_mps": CRUISE_MPS}),
    ("speed", message("operations.lever.speed"), {"speed_mps": None}),
    ("pattern", message("operations.lever.pattern"), {"pattern": Pattern.AUTO}),
)  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """A plan in a row of plans that differ by one lever each, from a plain sweep to what is flown.

    Attributes
    ----------
    lever : str
        rows, direction, height, speed, pattern; search: the plan itself.
    told : Message
        What the lever is.
    battery_sets, energy_wh, duration_s, length_m, gsd_p95_m, overlap_ok_share, j
        Of the plan with this lever and all before it.
    """

    lever: str
    told: Message
    battery_sets: int
    energy_wh: float
    duration_s: float
    length_m: float
    gsd_p95_m: float
    overlap_ok_share: float
    j: float


@dataclass(frozen=True)
class WeightingEffect:
    """What one weighting gives, of all sensors together.

    Attributes
    ----------
    threat_m : float
        Integral of the threat index along the way, m: the way in full threat that would be as bad.
    on_front : bool
        True where no other weighting is as good in everything and better in something.
    """

    weights: CostWeights
    battery_sets: int
    energy_wh: float
    duration_s: float
    length_m: float
    threat_m: float
    on_front: bool = False

    @property
    def wishes(self) -> tuple[float, ...]:
        """What is to be small: batteries, energy, time, threat."""
        return float(self.battery_sets), self.energy_wh, self.duration_s, self.threat_m


def explain(
    folder: Path, progress: Progress, sensor: str | None = None, evaluations: int = EVALUATIONS
) -> tuple[Effect, ...]:
    """Return what each lever saved for one sensor against a plain sweep held to the same GSD.

    Levers are turned one after another, so that each has the credit of what it adds to those before
    it. Whatever the intent fixes stays fixed. Every plan but the last, which is the saved one,
    tries `evaluations` plans.

    Raises
    ------
    InputError
        Never planned, or the sensor was not.
    PlanRefused
        The site cannot be planned.
    """
    saved = planned(folder)
    plan, verified = _of(saved, sensor)
    site = _site(folder, saved.intent, progress.part(0.0, 0.1))
    intent = _bare(saved.intent, evaluations)
    found: list[Effect] = []
    for number, (lever, told, change) in enumerate(_LEVERS):
        intent = _turned(intent, saved.intent, change)
        scenario = replace(site.scenario, intent=intent)
        part = progress.part(0.1, 1.0).nth(number, len(_LEVERS))
        found.append(
            _effect(lever, told, *plan_as_asked(scenario, catalogue_sensor(plan.sensor.key), part))
        )
    found.append(_effect("search", _of_search(plan), plan, verified))
    return tuple(found)


def front(
    folder: Path,
    progress: Progress,
    weights: Sequence[CostWeights] = WEIGHTS,
    evaluations: int = EVALUATIONS,
) -> tuple[WeightingEffect, ...]:
    """Return what several weightings give, and which of them are worth choosing from.

    Raises
    ------
    InputError, PlanRefused
        The site cannot be planned.
    """
    project = load(folder)
    document = project.document
    site = _site(folder, document.intent, progress.part(0.0, 0.1))
    sensors = [catalogue_sensor(key) for key in document.sensors]
    found: list[WeightingEffect] = []
    for number, one in enumerate(weights):
        intent = document.intent.model_copy(
            update={"weights": one, "evaluations": evaluations, "budget_s": None}
        )
        scenario = replace(site.scenario, intent=intent)
        part = progress.part(0.1, 1.0).nth(number, len(weights))
        judged, _ = plan_all(scenario, sensors, part)
        found.append(_weighed(one, judged, scenario))
    return tuple(replace(one, on_front=not _beaten(one, found)) for one in found)


def _of_search(plan: SensorPlan) -> Message:
    """Return what the saved plan is called; one that serves other sensors too is no lever's."""
    if plan.beside:
        beside = [sensor.name for sensor in plan.beside]
        return message("operations.lever.together", beside=beside)
    return message("operations.lever.search")


def _site(folder: Path, intent: PlanIntent, progress: Progress) -> Site:
    project = load(folder)
    site = load_site(project, progress, intent)
    check_wind(project.weather, site.scenario.aircraft)
    return site


def _of(saved: PlanResult, key: str | None) -> Judged:
    for plan, verified in zip(saved.plans, saved.verifications, strict=True):
        if key in (None, plan.sensor.key):
            return plan, verified
    raise InputError("operations.sensor_not_planned", "--sensor", key=key, sensors=saved.sensors)


def _bare(intent: PlanIntent, evaluations: int) -> PlanIntent:
    return intent.model_copy(update={"evaluations": evaluations, "budget_s": None})


def _turned(now: PlanIntent, asked: PlanIntent, change: Mapping[str, Any]) -> PlanIntent:
    """Return an intent with a lever turned; what was asked for itself is not freed."""
    kept = {
        name: getattr(asked, name) if value is None or name == "pattern" else value
        for name, value in change.items()
        if not (name == "speed_mps" and value is not None and asked.speed_mps is not None)
    }
    if change.get("pattern") is Pattern.STRAIGHT:
        kept["pattern"] = Pattern.STRAIGHT
    return now.model_copy(update=kept)


def _effect(lever: str, told: Message, plan: SensorPlan, verified: Verification) -> Effect:
    return Effect(
        lever=lever,
        told=told,
        battery_sets=len(plan.sorties),
        energy_wh=verified.energy_wh,
        duration_s=verified.duration_s,
        length_m=verified.length_m,
        gsd_p95_m=verified.gsd_p95_m,
        overlap_ok_share=verified.overlap_ok_share,
        j=plan.cost.j,
    )


def _weighed(weights: CostWeights, judged: Sequence[Judged], scenario: Scenario) -> WeightingEffect:
    # A flight that several sensors share counts once.
    flights = {
        sortie.flight_name: (figures, sortie.waypoints)
        for plan, verified in judged
        for sortie, figures in zip(plan.sorties, verified.sorties, strict=True)
    }
    figures = [found for found, _ in flights.values()]
    return WeightingEffect(
        weights=weights,
        battery_sets=len(flights),
        energy_wh=sum(f.energy_wh for f in figures),
        duration_s=sum(f.duration_s for f in figures),
        length_m=sum(f.length_m for f in figures),
        threat_m=sum(_threat_m(w.x_m, w.y_m, scenario) for _, w in flights.values()),
    )


def _threat_m(x: Any, y: Any, scenario: Scenario) -> float:
    """Return the integral of the threat index along a way, m."""
    gap = np.hypot(np.diff(x), np.diff(y))
    mark = np.concatenate(([0.0], np.cumsum(gap)))
    at = np.arange(0.5 * _STEP_M, mark[-1], _STEP_M)
    terrain = scenario.terrain
    rows, columns = scenario.threat.shape
    j = np.rint((np.interp(at, mark, x) - terrain.x0_m) / terrain.cell_m).astype(int)
    i = np.rint((np.interp(at, mark, y) - terrain.y0_m) / terrain.cell_m).astype(int)
    return float(scenario.threat[i.clip(0, rows - 1), j.clip(0, columns - 1)].sum() * _STEP_M)


def _beaten(one: WeightingEffect, others: Sequence[WeightingEffect]) -> bool:
    return any(
        all(a <= b for a, b in zip(other.wishes, one.wishes, strict=True))
        and other.wishes != one.wishes
        for other in others
    )
