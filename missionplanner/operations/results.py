"""Keep a planned result in the project folder, read it back, and tell whether it still stands.

`results/plan.json` holds every figure in plain words; `results/plan.npz` the arrays it points to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import InputError, PlanRefused
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding
from missionplanner.model.plan import PlanIntent, SensorPlan, Sortie
from missionplanner.model.verification import Verification
from missionplanner.operations.agreement import check_agreement, check_times
from missionplanner.operations.parts import check_parts
from missionplanner.project.document import Project
from missionplanner.project.fingerprints import Foundations, foundations, what_changed
from missionplanner.project.records import read_record, write_record
from missionplanner.project.store import load
from missionplanner.storage.atomic import remove
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

_FOLDER, _STEM, _REST = "results", "plan", "rest"


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
    closes_gap : bool
        It flies what photos left out; else it is a plan, or what remains of one.
    """

    intent: PlanIntent
    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]
    seconds: float
    planned_at: datetime
    stands_on: Foundations
    notes: tuple[Finding, ...] = ()
    closes_gap: bool = False

    @property
    def sensors(self) -> tuple[str, ...]:
        """Keys of the sensors planned."""
        return tuple(plan.sensor.key for plan in self.plans)


@dataclass(frozen=True)
class SortieChoice:
    """Some sensors (keys) and sorties (numbers) of a plan; empty: all."""

    sensors: tuple[str, ...] = ()
    sorties: tuple[int, ...] = ()

    def has(self, sortie: Sortie) -> bool:
        """Return whether a sortie is chosen."""
        return not self.sorties or sortie.number in self.sorties


ALL = SortieChoice()


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


def save_rest(folder: Path, result: PlanResult) -> None:
    """Write what remains of a plan beside it, whole or not at all; raises OutputError."""
    write_record(made_in(folder, folder / _FOLDER) / _REST, result)


def load_rest(folder: Path) -> PlanResult:
    """Return the saved rest of a plan.

    Raises
    ------
    InputError
        There is none, or the saved files are damaged.
    """
    stem = folder / _FOLDER / _REST
    if not stem.with_suffix(".json").exists():
        raise InputError("operations.no_rest", str(folder), folder=folder)
    return read_record(stem, PlanResult, _agree)


def rest_there(folder: Path) -> PlanResult | None:
    """Return the saved rest of a plan; None: there is none, or none that can be read."""
    try:
        return load_rest(folder)
    except InputError:
        return None


def put_back_rest(folder: Path, before: PlanResult | None) -> None:
    """Let the rest of a plan be what it was before; None: there was none.

    Raises
    ------
    OutputError
        The folder cannot be written, or another program is at work on the project.
    """
    with held(folder):
        if before is not None:
            save_rest(folder, before)
            return
        stem = folder / _FOLDER / _REST
        for suffix in (".json", ".npz"):
            remove(stem.with_suffix(suffix))


def planned(folder: Path) -> PlanResult:
    """Return the saved result of a project, or say that there is none; as `check_parts` too."""
    check_parts(load(folder))
    result = load_result(folder)
    if result is None:
        raise InputError("operations.not_planned", str(folder), folder=folder)
    return result


def current_plan(
    folder: Path, progress: Progress | None = None, *, rest: bool = False
) -> PlanResult:
    """Return the saved result where it stands on the project as it is: for all that leaves us.

    `rest`: what remains of the plan, instead of it.

    Raises
    ------
    InputError
        Not planned yet, or the saved files are damaged.
    PlanRefused
        Something the plan stands on has changed; says what.
    """
    result = load_rest(folder) if rest else planned(folder)
    project = load(folder)
    document, now = (
        project.document,
        foundations(project, result.sensors, progress=progress, against=result.stands_on),
    )
    changes = what_changed(result.stands_on, now)
    if changes:
        raise PlanRefused(
            "operations.out_of_date", str(folder), changes=_few(changes), folder=folder
        )
    for plan in result.plans:
        # Its own copies of them stand for nothing: they fit what it says it stands on, or lie.
        same = all(one == sensor(one.key) for one in plan.carried)
        if not same or plan.aircraft != aircraft(document.aircraft):
            raise InputError("operations.other_values", str(folder), key=plan.sensor.key)
    return result


def changed_since_planned(project: Project, result: PlanResult) -> tuple[Message, ...]:
    """Return what has changed since a plan was made, a message each.

    Cheap enough for every opening: a file of the same size and time is taken for unchanged.
    """
    now = foundations(project, result.sensors, known=result.stands_on, against=result.stands_on)
    return what_changed(result.stands_on, now)


def chosen(result: PlanResult, choice: SortieChoice) -> tuple[tuple[SensorPlan, Verification], ...]:
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
                "operations.sensor_not_planned", "--sensor", key=key, sensors=result.sensors
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
            choices = message("operations.none")
            if there:
                choices = message("operations.from_to", first=min(there), last=max(there))
            raise InputError("operations.no_sortie", "--sortie", number=number, sorties=choices)
    return tuple(pair for pair in pairs if any(map(choice.has, pair[0].sorties)))


def _few(changes: Sequence[Message | str], most: int = 4) -> Message | list[Message | str]:
    few = list(changes[:most])
    if len(changes) <= most:
        return few
    return message("operations.and_others", few=few, n=len(changes) - most)


def _agree(result: PlanResult) -> None:
    check_times(result.planned_at, result.seconds)
    check_agreement(result.plans, result.verifications)
