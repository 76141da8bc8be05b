"""Write the saved plan as mission files, one a sortie and sensor."""

from pathlib import Path

from missionplanner.extensions import formats
from missionplanner.missions.build import build_missions
from missionplanner.operations.folders import made
from missionplanner.operations.plan import refuse_if_broken
from missionplanner.operations.verify import planned
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress


def export(folder: Path, format_name: str, out: Path, progress: Progress) -> tuple[Path, ...]:
    """Write every sortie of the saved plan to `out` in one format.

    Raises
    ------
    InputError, MissingPlugin
        Not planned yet; no such format.
    PlanRefused
        The plan breaks a hard rule.
    OutputError
        The folder cannot be made or written.
    """
    result = planned(folder)
    for verification in result.verifications:
        refuse_if_broken(verification)
    writer = formats().named(format_name)
    title = load(folder).document.title
    missions = [m for plan in result.plans for m in build_missions(plan, title)]
    target = made(out)
    files: list[Path] = []
    for i, mission in enumerate(missions):
        progress.report(i / len(missions), f"Writing {mission.title}")
        files.extend(writer.write(mission, target))
    progress.report(1.0, "Missions written")
    return tuple(files)
