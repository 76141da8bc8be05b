"""Write the saved plan as mission files, one a flight."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from missionplanner.messages.message import message
from missionplanner.missions.build import build_missions
from missionplanner.missions.formats import MissionFormat, option_values
from missionplanner.missions.manifest import Exported, Origin, Staged, put
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission
from missionplanner.model.plan import Sortie
from missionplanner.operations.ending import ending_for
from missionplanner.operations.flights import speaking
from missionplanner.operations.mine_grid import with_own_grid
from missionplanner.operations.notes import grouped, refuse_if_unflyable
from missionplanner.operations.results import ALL, PlanResult, SortieChoice, current_plan
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.storage.folders import made_in, staging
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress


def export(
    folder: Path,
    writer: MissionFormat,
    out: Path,
    progress: Progress,
    options: Mapping[str, str] | None = None,
    choice: SortieChoice = ALL,
    *,
    rest: bool = False,
) -> Exported:
    """Write the sorties of the saved plan to `out` in one format.

    All of them are written, or none. Files that an older plan of this project left in `out` are
    removed; see `missions.manifest`. What is to be said of the missions, the result's `notes`, and
    of files removed or kept, is told as `Finding` events.

    Parameters
    ----------
    folder : Path
        A project folder with a saved plan.
    writer : MissionFormat
        Found by `extensions.formats`.
    options : mapping of str to str, optional
        The format's own options, such as the WPML version.
    choice : SortieChoice
        Some sensors or sorties only; the other files of the same plan stay.
    rest : bool
        True: what remains of the plan, as `replan` saved it, instead of the plan.

    Raises
    ------
    InputError
        Not planned yet, an option the format does not have, no such sensor or sortie, or a return
        height too low for the plan.
    PlanRefused
        The plan is out of date or breaks a hard rule, or a mission one that every format shares.
    OutputError
        The folder cannot be made or written, or another program is at work on the project.
    """
    with held(folder):
        result = current_plan(folder, progress.part(0.0, 0.1), rest=rest)
        for verification in result.verifications:
            refuse_if_broken(verification)
        project = load(folder)
        options = with_own_grid(project, options)
        option_values(writer, options)
        missions = _missions(result, choice, project, options)
        for mission, _ in missions:
            refuse_if_unflyable(mission)
        target = made_in(folder, out)
        for note in result.notes:
            progress.event(note)
        origin = Origin(project=project.document.created, planned_at=result.planned_at)
        with held(target), staging(target) as aside:
            staged = list(_staged(missions, writer, aside, progress.part(0.1, 1.0), options))
            done = put(target, staged, origin)
    for finding in grouped(_about_files(done)):
        progress.event(finding)
    progress.report(1.0, "operations.missions_written")
    return replace(done, notes=result.notes)


def _missions(
    result: PlanResult, choice: SortieChoice, project: Project, options: Mapping[str, str] | None
) -> list[tuple[Mission, Sortie]]:
    """Return what is written: one mission a flight, whichever of its sensors were chosen."""
    title, zones = project.document.title, project.threats.zones
    marks = project.document.control_points
    ending = ending_for(project, result.verifications, options)
    return [
        (replace(mission, zones=zones, control_points=marks), sortie)
        for plan, judged in speaking(result, choice)
        for mission, sortie in zip(
            build_missions(plan, judged, title, ending), plan.sorties, strict=True
        )
        if choice.has(sortie)
    ]


def _staged(
    missions: Sequence[tuple[Mission, Sortie]],
    writer: MissionFormat,
    aside: Path,
    progress: Progress,
    options: Mapping[str, str] | None,
) -> Iterator[Staged]:
    for i, (mission, sortie) in enumerate(missions):
        progress.report(i / len(missions), "operations.writing", name=writer.name)
        for path in writer.write(mission, aside, options):
            yield Staged(path, writer.name, mission.carried, sortie.number)


def _about_files(done: Exported) -> list[Finding]:
    kept, gone = message("operations.kept_edited"), message("operations.removed_older")
    return [
        *(Finding("EXPORT-KEPT", Severity.WARNING, path.name, kept) for path in done.kept),
        *(Finding("EXPORT-REMOVED", Severity.NOTE, path.name, gone) for path in done.removed),
    ]
