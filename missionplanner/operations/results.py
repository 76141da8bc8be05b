"""Keep a planned result in the project folder, and read it back.

`results/plan.json` holds every figure in plain words; `results/plan.npz` the arrays it points to.
"""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.model.finding import Finding
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.project.records import read_record, write_record
from missionplanner.project.store import load

_STEM = "plan"


@dataclass(frozen=True)
class PlanResult:
    """What planning a project gave; `plans[i]` is judged by `verifications[i]`.

    `notes` say what a pilot must know of the missions before they are flown.
    """

    intent: PlanIntent
    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]
    seconds: float
    notes: tuple[Finding, ...] = ()


def save_result(folder: Path, result: PlanResult) -> None:
    """Write the result beside the project, whole or not at all."""
    write_record(folder / "results" / _STEM, result)


def load_result(folder: Path) -> PlanResult | None:
    """Return the saved result, or None where the project was never planned.

    Raises
    ------
    InputError
        The saved files are damaged.
    """
    stem = folder / "results" / _STEM
    return read_record(stem, PlanResult) if stem.with_suffix(".json").exists() else None


def planned(folder: Path) -> PlanResult:
    """Return the saved result of a project, or say that there is none."""
    load(folder)
    result = load_result(folder)
    if result is None:
        raise InputError("not planned yet", str(folder), f"run: missionplanner plan {folder}")
    return result
