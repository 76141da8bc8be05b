"""`explain`: one lever after another, the saved plan last, and no credit where none is due."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.messages.catalogue import sentence
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.operations import alternatives
from missionplanner.tasks.progress import silent
from tests.unit.missions.sample import sample_plan, sample_verification

Told = Callable[[SensorPlan], tuple[alternatives.Effect, ...]]


@dataclass(frozen=True)
class BareScenario:
    """What `explain` looks at of a scenario."""

    intent: PlanIntent


@dataclass(frozen=True)
class BareResult:
    """What `explain` looks at of a saved plan."""

    intent: PlanIntent
    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]


@dataclass(frozen=True)
class BareSite:
    """What `explain` looks at of a site."""

    scenario: BareScenario


@pytest.fixture
def asked() -> list[PlanIntent]:
    """What the planner was asked for."""
    return []


@pytest.fixture
def explained(monkeypatch: pytest.MonkeyPatch, asked: list[PlanIntent]) -> Told:
    """Explains a saved plan; each lever's plan has one sortie less than the one before."""

    def plan(scenario: BareScenario, *_: Any) -> tuple[SensorPlan, Any]:
        asked.append(scenario.intent)
        made = sample_plan(sorties=max(1, 9 - len(asked)))
        return made, sample_verification(made)

    def told(saved: SensorPlan) -> tuple[alternatives.Effect, ...]:
        result = BareResult(saved.intent, (saved,), (sample_verification(saved),))
        site = BareSite(BareScenario(saved.intent))
        monkeypatch.setattr(alternatives, "planned", lambda _: result)
        monkeypatch.setattr(alternatives, "_site", lambda *_: site)
        monkeypatch.setattr(alternatives, "plan_as_asked", plan)
        return alternatives.explain(Path("pit.mplan"), silent(), evaluations=7)

    return told


def test_levers_are_turned_one_by_one_and_stay_turned(
    explained: Told, asked: list[PlanIntent]
) -> None:
    found = explained(sample_plan(sorties=3))
    levers = ["rows", "direction", "height", "speed", "pattern", "search"]
    assert [one.lever for one in found] == levers
    assert [one.battery_sets for one in found] == [8, 7, 6, 5, 4, 3]
    assert [one.evaluations for one in asked] == [7] * 5
    assert [one.direction_deg for one in asked] == [90.0, None, None, None, None]
    assert [one.searched for one in asked] == [False, False, True, True, True]
    assert [one.pattern for one in asked[:4]] == [Pattern.STRAIGHT] * 4
    assert asked[4].pattern is Pattern.AUTO


def test_a_plan_that_serves_other_sensors_too_is_told_as_one(explained: Told) -> None:
    alone = sample_plan()
    assert "RedEdge" not in sentence(explained(alone)[-1].told)
    together = replace(alone, beside=(sensor("rededge-m"),))
    assert "RedEdge-M" in sentence(explained(together)[-1].told)
