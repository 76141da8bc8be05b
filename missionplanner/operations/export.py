"""Write the saved plan as mission files, one a sortie and sensor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from missionplanner.errors import PlanRefused
from missionplanner.missions.build import build_missions
from missionplanner.missions.findings import check_mission
from missionplanner.missions.formats import MissionFormat, option_values
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission
from missionplanner.operations.folders import made
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

    What is to be said of the missions is told as `Finding` events.

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
    missions = [m for plan in result.plans for m in build_missions(plan, title)]
    option_values(writer, options)
    findings = [f for mission in missions for f in _allowed(mission)]
    target = made(out)
    for finding in _grouped(findings):
        progress.event(finding)
    files: list[Path] = []
    for i, mission in enumerate(missions):
        progress.report(i / len(missions), f"Writing {writer.name}")
        files.extend(writer.write(mission, target, options))
    progress.report(1.0, "Missions written")
    return tuple(files)


def _allowed(mission: Mission) -> tuple[Finding, ...]:
    """Return what is to be said of a mission; one with an error is refused."""
    findings = check_mission(mission)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            raise PlanRefused(finding.message, finding.where, "nothing was written")
    return findings


def _grouped(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is said alike of several sorties once, with their number."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.message), []).append(finding)
    for first, *more in alike.values():
        yield replace(first, where=f"{first.where} and {len(more)} more") if more else first
