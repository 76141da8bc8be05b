"""Write a mission file of anybody's in another format, or for another aircraft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from missionplanner.errors import PlanRefused
from missionplanner.messages.message import message
from missionplanner.missions.findings import check_mission
from missionplanner.missions.formats import Formats, MissionFormat, option_values
from missionplanner.missions.manifest import ROUTE, Exported, Origin, Staged, put
from missionplanner.model.ending import RouteEnding
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission
from missionplanner.operations.check_project import beside
from missionplanner.operations.notes import OF_IMAGES, refuse_if_unflyable
from missionplanner.operations.read_mission import as_mission
from missionplanner.project.store import load
from missionplanner.storage.folders import made_in, staging
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

# Whether it is the plan's, and for which aircraft it was, does not matter here.
_OF_THE_PLAN = frozenset({"PRJ-PLAN", "PRJ-AIRCRAFT"})


def export_mission(
    folder: Path,
    known: Formats,
    writer: MissionFormat,
    source: Path,
    out: Path,
    progress: Progress,
    options: Mapping[str, str] | None = None,
    sensor: str | None = None,
) -> Exported:
    """Write the route of a mission file, as the project's aircraft would fly it from its home.

    It is read by whatever format knows it, held against the project's ground, zones and wires, and
    written without photos: other files in `out` stay.

    Parameters
    ----------
    folder : Path
        The project that gives ground, home and aircraft; it need not be planned.
    known : Formats
        That the file may be of.
    sensor : str, optional
        Key of the payload that is named; default: the project's first.

    Raises
    ------
    InputError
        No mission that can be read, it leaves the DEM, or the format has no such option.
    PlanRefused
        It breaks a rule of the project's ground or airspace, or one that every format shares.
    OutputError
        The folder cannot be made or written.
    """
    with held(folder):
        document = load(folder).document
        site = beside(folder, progress.part(0.0, 0.6))
        reader = known.recognising(source)
        key = sensor or document.sensors[0]
        read = as_mission(reader.read(source), site.scenario, key, source)
        mission = _ended(read, document.ending)
        option_values(writer, options)
        against = [f for f in site.findings(source, reader) if f.code not in _OF_THE_PLAN]
        _refuse_if_wrong(against)
        refuse_if_unflyable(mission)
        own = (f for f in check_mission(mission) if f.code not in OF_IMAGES)
        notes = (_no_photos(source), *against, *own)
        for note in notes:
            progress.event(note)
        target = made_in(folder, out)
        with held(target), staging(target) as aside:
            # Its own name among routes, so that neither takes the other for an older version.
            staged = [
                Staged(path, writer.name, f"{ROUTE}file:{mission.title}", 1)
                for path in writer.write(mission, aside, options)
            ]
            origin = Origin(project=document.created, planned_at=document.created)
            done = put(target, staged, origin)
    progress.report(1.0, "operations.missions_written")
    return replace(done, notes=notes)


def _ended(mission: Mission, ending: RouteEnding) -> Mission:
    """Return a mission that ends as the project says; its return height clears its waypoints."""
    least_m = mission.rth_height_m
    return replace(
        mission,
        finish=ending.finish,
        lost_link=ending.lost_link,
        rth_least_m=least_m,
        rth_height_m=least_m if ending.return_height_m is None else ending.return_height_m,
    )


def _no_photos(source: Path) -> Finding:
    said = message("operations.photos_not_carried")
    return Finding("EXPORT-NO-PHOTOS", Severity.NOTE, source.name, said)


def _refuse_if_wrong(found: Sequence[Finding]) -> None:
    for finding in found:
        if finding.severity is Severity.ERROR:
            raise PlanRefused("operations.not_written", finding.where, told=finding.told)
