"""Write the saved plan as mission files, one a sortie and sensor."""

from collections.abc import Mapping
from pathlib import Path

from missionplanner.missions.build import build_missions
from missionplanner.missions.formats import MissionFormat, option_values
from missionplanner.operations.folders import made
from missionplanner.operations.notes import refuse_if_unflyable
from missionplanner.operations.results import planned
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress


def export(
    folder: Path,
    writer: MissionFormat,
    out: Path,
    progress: Progress,
    options: Mapping[str, str] | None = None,
) -> tuple[Path, ...]:
    """Write every sortie of the saved plan to `out` in one format.

    What is to be said of the missions, the result's `notes`, is told as `Finding` events.

    Parameters
    ----------
    folder : Path
        A project folder with a saved plan.
    writer : MissionFormat
        Found by `extensions.formats`.
    options : mapping of str to str, optional
        The format's own options, such as the WPML version.

    Raises
    ------
    InputError
        Not planned yet, or an option the format does not have.
    PlanRefused
        The plan breaks a hard rule, or a mission one that every format shares.
    OutputError
        The folder cannot be made or written.
    """
    result = planned(folder)
    for verification in result.verifications:
        refuse_if_broken(verification)
    title = load(folder).document.title
    pairs = zip(result.plans, result.verifications, strict=True)
    missions = [m for plan, judged in pairs for m in build_missions(plan, judged, title)]
    option_values(writer, options)
    for mission in missions:
        refuse_if_unflyable(mission)
    target = made(out)
    for note in result.notes:
        progress.event(note)
    files: list[Path] = []
    for i, mission in enumerate(missions):
        progress.report(i / len(missions), f"Writing {writer.name}")
        files.extend(writer.write(mission, target, options))
    progress.report(1.0, "Missions written")
    return tuple(files)
