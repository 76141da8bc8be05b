"""Opening and saving, run in the worker process; the window itself never imports this.

Answers are the light values of `views` and `model`, so that taking them in imports nothing heavy.
What needs the optimiser stands in `remote_plan`: importing that takes seconds.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.errors import InputError
from missionplanner.extensions import formats, titles
from missionplanner.model.places import Position
from missionplanner.operations import site_figures
from missionplanner.operations.copy_project import copy_project
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.recovery import recovered
from missionplanner.operations.results import (
    PlanResult,
    changed_since_planned,
    load_result,
)
from missionplanner.operations.site import Site, load_site
from missionplanner.project.document import Project, Saved
from missionplanner.project.store import load
from missionplanner.project.store import save as save_project
from missionplanner.tasks.progress import Progress
from missionplanner.ui.map.ground import Ground, cell_edges
from missionplanner.ui.plan.views import (
    LineShape,
    Opened,
    ResultView,
    SiteView,
    SunWindow,
    ZoneShape,
)


def open_site(folder: Path, progress: Progress) -> Opened:
    """Open a project folder."""
    project = load(folder)
    site = load_site(project, progress)
    result, trouble = _saved_result(folder)
    view = result_view(project, result) if result else None
    return Opened(_site_view(site), project, view, recovered(folder), trouble)


def _saved_result(folder: Path) -> tuple[PlanResult | None, InputError | None]:
    """Return the saved plan, or why it cannot be shown: the project opens all the same."""
    try:
        return load_result(folder), None
    except InputError as error:
        return None, error


def create(folder: Path, request: dict[str, Any], progress: Progress) -> Opened:
    """Make a project and open it."""
    new_project(folder, NewProject.model_validate(request), progress.part(0.0, 0.6))
    return open_site(folder, progress.part(0.6, 1.0))


def save(project: Project, progress: Progress) -> None:
    """Write a project as it is in the window; tells with `Saved` what is on disk now."""
    progress.event(Saved(project.folder, save_project(project).seen))


def save_as(project: Project, folder: Path, progress: Progress) -> Opened:
    """Save a project in another folder, and open it there."""
    copy_project(project, folder)
    return open_site(folder, progress)


def result_view(project: Project, result: PlanResult) -> ResultView:
    """Return a saved result as the window shows it, with what has changed since."""
    return ResultView(
        result.intent,
        result.plans,
        result.verifications,
        result.seconds,
        result.planned_at.astimezone(),
        result.notes,
        changed_since_planned(project, result),
    )


def _site_view(site: Site) -> SiteView:
    project, scenario = site.project, site.scenario
    home, terrain = scenario.home, scenario.terrain
    zone = site_figures.clock_of(home.position)
    figures, told = site_figures.ground_figures(scenario), titles()
    return SiteView(
        folder=project.folder,
        title=project.document.title,
        ground=_ground(site),
        area_name=scenario.area.name,
        outer_m=figures.outer_m,
        wanted_m2=float(scenario.wanted.area),
        height_range_m=figures.height_range_m,
        mean_slope_deg=figures.mean_slope_deg,
        holes=_holes(site),
        zones=tuple(
            ZoneShape(zone.name, zone.polygon_m, zone.floor, zone.ceiling)
            for zone in site_figures.no_fly_zones(scenario)
        ),
        lines=_lines(site),
        threat=site_figures.known_threat(scenario),
        threat_rect=cell_edges(terrain.x0_m, terrain.y0_m, terrain.cell_m, terrain.height_m.shape),
        home=home.position,
        home_xyz_m=(home.x_m, home.y_m, home.ground_egm96_m),
        zone=zone,
        sun=_sun(home.position, zone),
        formats=tuple((f.name, told[f.name]) for f in formats().all()),
    )


def _ground(site: Site) -> Ground:
    shown = site_figures.surroundings(site)
    return Ground(
        x0_m=shown.x0_m,
        y0_m=shown.y0_m,
        cell_m=shown.cell_m,
        height_m=shown.height_m.astype(np.float32),
        epsg=shown.frame.epsg,
        datum_note=site.terrain.datum_note,
        sources=tuple(path.name for path in site.terrain.sources),
    )


def _holes(site: Site) -> tuple[ZoneShape, ...]:
    frame = site.terrain.frame
    return tuple(
        ZoneShape(
            hole.name,
            frame.project(hole.polygon),
            None,
            None,
            keeps_out=not hole.overflight_allowed,
        )
        for hole in site.scenario.area.holes
    )


def _lines(site: Site) -> tuple[LineShape, ...]:
    frame = site.terrain.frame
    return tuple(
        LineShape(line.name, frame.project(line.line), line.height_m, line.clearance_m)
        for line in site.project.threats.power_lines
    )


def _sun(place: Position, zone: str) -> tuple[SunWindow, ...]:
    found = site_figures.light_windows(place, zone, datetime.now(UTC))
    return tuple(SunWindow(light.kind, light.start, light.end) for light in found)
