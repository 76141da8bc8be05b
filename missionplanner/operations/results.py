"""Keep a planned result in the project folder, read it back, and tell whether it still stands.

`results/plan.json` holds every figure in plain words; `results/plan.npz` the arrays it points to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from missionplanner.errors import InputError, PlanRefused
from missionplanner.model.finding import Finding
from missionplanner.model.plan import LegKind, PlanIntent, SensorPlan, Sortie, Waypoints
from missionplanner.model.verification import Verification, ViewRasters
from missionplanner.operations.folders import made_in
from missionplanner.operations.parts import check_parts
from missionplanner.project.document import Project
from missionplanner.project.fingerprints import Foundations, foundations, what_changed
from missionplanner.project.records import read_record, write_record
from missionplanner.project.store import load

_FOLDER, _STEM = "results", "plan"


@dataclass(frozen=True)
class PlanResult:
    """What planning a project gave; `plans[i]` is judged by `verifications[i]`.

    Attributes
    ----------
    planned_at : datetime
        With its zone.
    stands_on : Foundations
        What it was planned for, or accepted for by `verify --accept`.
    notes : tuple of Finding
        What a pilot must know of the missions before they are flown.
    """

    intent: PlanIntent
    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]
    seconds: float
    planned_at: datetime
    stands_on: Foundations
    notes: tuple[Finding, ...] = ()

    @property
    def sensors(self) -> tuple[str, ...]:
        """Keys of the sensors planned."""
        return tuple(plan.sensor.key for plan in self.plans)


@dataclass(frozen=True)
class Choice:
    """Some sensors (keys) and sorties (numbers) of a plan; empty: all."""

    sensors: tuple[str, ...] = ()
    sorties: tuple[int, ...] = ()

    def has(self, sortie: Sortie) -> bool:
        """Return whether a sortie is chosen."""
        return not self.sorties or sortie.number in self.sorties


ALL = Choice()


def save_result(folder: Path, result: PlanResult) -> None:
    """Write the result beside the project, whole or not at all; raises OutputError."""
    write_record(made_in(folder, folder / _FOLDER) / _STEM, result)


def load_result(folder: Path) -> PlanResult | None:
    """Return the saved result, or None where the project was never planned.

    Raises
    ------
    InputError
        The saved files are damaged.
    """
    stem = folder / _FOLDER / _STEM
    if not stem.with_suffix(".json").exists():
        return None
    return read_record(stem, PlanResult, _agree)


def planned(folder: Path) -> PlanResult:
    """Return the saved result of a project, or say that there is none; as `check_parts` too."""
    check_parts(load(folder))
    result = load_result(folder)
    if result is None:
        raise InputError("not planned yet", str(folder), f"run: missionplanner plan {folder}")
    return result


def current_plan(folder: Path) -> PlanResult:
    """Return the saved result where it stands on the project as it is: for all that leaves us.

    Raises
    ------
    InputError
        Not planned yet, or the saved files are damaged.
    PlanRefused
        Something the plan stands on has changed; says what.
    """
    result = planned(folder)
    now = foundations(load(folder), result.sensors)
    changes = what_changed(result.stands_on, now)
    if changes:
        raise PlanRefused(
            f"the plan is out of date: {_few(changes)}",
            str(folder),
            f"run: missionplanner plan {folder}, or missionplanner verify {folder} --accept",
        )
    return result


def changed_since_planned(project: Project, result: PlanResult) -> tuple[str, ...]:
    """Return what has changed since a plan was made, a short sentence each.

    Cheap enough for every opening: a file of the same size and time is taken for unchanged.
    """
    now = foundations(project, result.sensors, known=result.stands_on)
    return what_changed(result.stands_on, now)


def chosen(result: PlanResult, choice: Choice) -> tuple[tuple[SensorPlan, Verification], ...]:
    """Return the whole plans of the sensors chosen that have a sortie chosen, each as judged.

    Whole, because a return height clears the highest waypoint of all sorties, chosen or not.

    Raises
    ------
    InputError
        A sensor was not planned, or no sensor chosen has such a sortie; names the choices.
    """
    for key in choice.sensors:
        if key not in result.sensors:
            raise InputError(
                f"'{key}' was not planned", "--sensor", f"choose of: {', '.join(result.sensors)}"
            )
    wanted = choice.sensors or result.sensors
    pairs = [
        (plan, judged)
        for plan, judged in zip(result.plans, result.verifications, strict=True)
        if plan.sensor.key in wanted
    ]
    there = {sortie.number for plan, _ in pairs for sortie in plan.sorties}
    for number in choice.sorties:
        if number not in there:
            choices = f"{min(there)} to {max(there)}" if there else "none"
            raise InputError(f"there is no sortie {number}", "--sortie", f"choose of: {choices}")
    return tuple(pair for pair in pairs if any(map(choice.has, pair[0].sorties)))


def _few(changes: Sequence[str], most: int = 4) -> str:
    more = f", and {len(changes) - most} more" if len(changes) > most else ""
    return ", ".join(changes[:most]) + more


def _agree(result: PlanResult) -> None:
    """Raise ValueError where parts of a result do not fit each other."""
    judged = tuple(verification.sensor for verification in result.verifications)
    if not result.plans or judged != result.sensors:
        raise ValueError("plans and verifications differ")
    for plan, verification in zip(result.plans, result.verifications, strict=True):
        numbers = [sortie.number for sortie in plan.sorties]
        if not numbers or numbers != [sortie.number for sortie in verification.sorties]:
            raise ValueError("sorties planned and judged differ")
        for sortie in plan.sorties:
            _agree_waypoints(sortie.waypoints)
        _agree_rasters(verification.rasters)


def _agree_waypoints(points: Waypoints) -> None:
    floats = (
        *(points.lon_deg, points.lat_deg, points.x_m, points.y_m, points.egm96_m),
        *(points.ellipsoid_m, points.speed_mps),
    )
    # The ground is unknown over a void of the DEM.
    shapes = {array.shape for array in (*floats, points.ground_m, points.leg, points.strip)}
    if len(shapes) != 1 or points.lon_deg.ndim != 1 or len(points) < 2:
        raise ValueError("arrays of waypoints differ in length")
    if not all(np.isfinite(array).all() for array in floats):
        raise ValueError("a waypoint is no number")
    if np.abs(points.lon_deg).max() > 180 or np.abs(points.lat_deg).max() > 90:
        raise ValueError("a waypoint lies nowhere on Earth")
    if not np.isin(points.leg, list(LegKind)).all():
        raise ValueError("a leg of no known kind")


def _agree_rasters(rasters: ViewRasters) -> None:
    arrays = (rasters.images, rasters.strips, rasters.gsd_m, rasters.wanted)
    if len({array.shape for array in arrays}) != 1 or rasters.images.ndim != 2:
        raise ValueError("rasters differ in shape")
