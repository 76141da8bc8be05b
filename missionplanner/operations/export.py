"""Write the saved plan as mission files, one a sortie and sensor."""

from collections.abc import Mapping
from pathlib import Path

from missionplanner.missions.build import build_missions
from missionplanner.missions.formats import MissionFormat
from missionplanner.operations.folders import made
from missionplanner.operations.plan import refuse_if_broken
from missionplanner.operations.verify import planned
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
        The plan breaks a hard rule.
    OutputError
        The folder cannot be made or written.
    """
    result = planned(folder)
    for verification in result.verifications:
        refuse_if_broken(verification)
    title = load(folder).document.title
    missions = [m for plan in result.plans for m in build_missions(plan, title)]
    target = made(out)
    files: list[Path] = []
    for i, mission in enumerate(missions):
        progress.report(i / len(missions), f"Writing {mission.title}")
        files.extend(writer.write(mission, target, options))
    progress.report(1.0, "Missions written")
    return tuple(files)
