"""Write a saved route as a mission file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from missionplanner.missions.build import build_missions
from missionplanner.missions.findings import check_mission
from missionplanner.missions.formats import MissionFormat, option_values
from missionplanner.missions.manifest import ROUTE, Exported, Origin, Staged, put
from missionplanner.model.ending import RouteEnding
from missionplanner.model.mission import Mission
from missionplanner.model.verification import SortieFigures
from missionplanner.operations.kept_routes import PlannedRoute, current_route
from missionplanner.operations.notes import OF_IMAGES, refuse_if_unflyable
from missionplanner.project.store import load
from missionplanner.storage.folders import made_in, staging
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

_AS_WORKED_OUT = RouteEnding()


@dataclass(frozen=True)
class _Figures:
    sorties: tuple[SortieFigures, ...]


def export_route(
    folder: Path,
    writer: MissionFormat,
    name: str,
    out: Path,
    progress: Progress,
    options: Mapping[str, str] | None = None,
) -> Exported:
    """Write the route `name` of a project to `out` in one format; other files there stay.

    Raises
    ------
    InputError
        There is no such route, or the format has no such option.
    PlanRefused
        It is out of date, or breaks a rule that every format shares.
    OutputError
        The folder cannot be made or written, or another program is at work on the project.
    """
    with held(folder):
        route = current_route(folder, name, progress.part(0.0, 0.2))
        document = load(folder).document
        mission = mission_of(route, document.title, document.ending)
        option_values(writer, options)
        refuse_if_unflyable(mission)
        notes = tuple(f for f in check_mission(mission) if f.code not in OF_IMAGES)
        for note in notes:
            progress.event(note)
        target = made_in(folder, out)
        origin = Origin(project=document.created, planned_at=route.planned_at)
        with held(target), staging(target) as aside:
            staged = [
                Staged(path, writer.name, f"{ROUTE}{route.name}", 1)
                for path in writer.write(mission, aside, options)
            ]
            done = put(target, staged, origin)
    progress.report(1.0, "operations.missions_written")
    return replace(done, notes=notes)


def mission_of(route: PlannedRoute, title: str, ending: RouteEnding = _AS_WORKED_OUT) -> Mission:
    """Return a route as a mission."""
    (mission,) = build_missions(route.plan, _Figures((route.figures,)), title, ending)
    return replace(mission, title=f"{title.strip() or 'Site'}-{route.name}")
