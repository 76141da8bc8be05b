"""A mission file of anybody's: what it holds, and what the rules of its aircraft say of it."""

from pathlib import Path

import numpy as np

from missionplanner.errors import PlannerError
from missionplanner.geo.frames import geodesic_length_m
from missionplanner.missions.findings import error_message
from missionplanner.missions.formats import Formats, ReadRoute
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission_look import MissionLook
from missionplanner.operations.check import More, check
from missionplanner.operations.check_project import beside
from missionplanner.tasks.progress import Progress


def look_at_mission(
    path: Path, known: Formats, progress: Progress, folder: Path | None = None
) -> MissionLook:
    """Read and check a mission file, and hold it against a project where one is given.

    Parameters
    ----------
    folder : Path, optional
        Of the project; where that cannot be read, a note says so and the file is checked alone.

    Raises
    ------
    InputError
        It is no mission that is known, or cannot be read as one.
    """
    more, notes = _beside(folder, progress.part(0.0, 0.6)) if folder else ([], ())
    report = check((path,), known, progress.part(0.6, 1.0), more).reports[0]
    route = known.recognising(path).read(path)
    return MissionLook(
        path=path,
        title=route.title,
        waypoints=len(route),
        length_m=geodesic_length_m(route.lon_deg, route.lat_deg),
        height_m=_ends(route),
        datum=str(route.datum),
        lonlat_deg=np.column_stack([route.lon_deg, route.lat_deg]),
        findings=(*report.findings, *notes),
    )


def _beside(folder: Path, progress: Progress) -> tuple[list[More], tuple[Finding, ...]]:
    try:
        return [beside(folder, progress).findings], ()
    except PlannerError as error:
        said = error_message(error, placed=False)
        return [], (Finding("PRJ-UNREAD", Severity.NOTE, folder.name, said),)


def _ends(route: ReadRoute) -> tuple[float, float]:
    if not len(route):
        return 0.0, 0.0
    return float(np.min(route.height_m)), float(np.max(route.height_m))
