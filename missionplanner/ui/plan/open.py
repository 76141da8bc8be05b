"""Opening and saving, run in the worker process; the window itself never imports this.

Answers are the light values of `views` and `model`, so that taking them in imports nothing heavy.
What needs the optimiser stands in `remote_plan`: importing that takes seconds.
"""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import MultiPolygon

from missionplanner.errors import InputError
from missionplanner.extensions import formats, titles
from missionplanner.model.places import Position
from missionplanner.operations import site_figures
from missionplanner.operations.begin import (
    BareGround,
    BegunProject,
    bare_ground,
    begun_project,
)
from missionplanner.operations.copy_project import copy_project
from missionplanner.operations.flight_lines import read_flight_line
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.pack import pack_project, unpack_project
from missionplanner.operations.recovery import recovered, recovered_begun
from missionplanner.operations.results import (
    PlanResult,
    changed_since_planned,
    load_result,
)
from missionplanner.operations.site import Site, load_site
from missionplanner.operations.take_files import GivenFiles, take_files
from missionplanner.operations.terrain_files import copy_terrain, located
from missionplanner.project.document import Project, Saved
from missionplanner.project.outlines import with_flight_line
from missionplanner.project.store import load
from missionplanner.project.store import save as save_project
from missionplanner.tasks.progress import Progress
from missionplanner.ui.map.ground import Ground, cell_edges
from missionplanner.ui.plan.edited_site import lines_drawn, zones_drawn
from missionplanner.ui.plan.views import (
    FormatChoice,
    Opened,
    ProjectEdit,
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


def open_located(folder: Path, moved: dict[Path, Path], progress: Progress) -> Opened:
    """Open a project some of whose elevation files were moved; it is changed, and not saved."""
    project = load(folder)
    found = located(project, moved)
    site = load_site(found, progress)
    result, trouble = _saved_result(folder)
    view = result_view(found, result) if result else None
    return Opened(_site_view(site), project, view, recovered(folder), trouble, located=found)


def take(project: Project, request: dict[str, Any], progress: Progress) -> ProjectEdit:
    """Take files into a project; `request` holds the fields of `take_files.GivenFiles`."""
    taken = take_files(project, GivenFiles.model_validate(request), progress)
    return ProjectEdit(taken.project, taken.told)


def take_flight_line(project: Project, path: Path, progress: Progress) -> ProjectEdit:
    """Lay a corridor along the line in a file."""
    progress.check()
    return ProjectEdit(with_flight_line(project, read_flight_line(path)))


def locate(project: Project, moved: dict[Path, Path], progress: Progress) -> ProjectEdit:
    """Name elevation files where they are now."""
    return ProjectEdit(located(project, moved))


def copy_dems(project: Project, progress: Progress) -> ProjectEdit:
    """Copy elevation files into the project's folder."""
    return ProjectEdit(copy_terrain(project, progress))


def site_of(project: Project, progress: Progress) -> SiteView:
    """Look at a project as it is in the window, saved or not."""
    if project.is_bare:
        return _bare_view(project, bare_ground(project, progress))
    return _site_view(load_site(project, progress))


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


def begin(folder: Path, request: dict[str, Any], progress: Progress) -> Opened:
    """Begin a project whose area is still to be drawn; `request`: `begin.BegunProject`'s fields."""
    project = begun_project(folder, BegunProject.model_validate(request), progress.part(0.0, 0.4))
    site = _bare_view(project, bare_ground(project, progress.part(0.4, 1.0)))
    return Opened(site, project, None, begun=True)


def resume(home: Path, progress: Progress) -> Opened:
    """Open the project that was begun last, kept in `home`, and never saved."""
    kept = recovered_begun(home)
    if kept is None:
        raise InputError("operations.none_begun", str(home))
    return Opened(site_of(kept.project, progress), kept.project, None, begun=True)


def save(project: Project, progress: Progress) -> None:
    """Write a project as it is in the window; tells with `Saved` what is on disk now."""
    progress.event(Saved(project.folder, save_project(project).seen))


def save_as(project: Project, folder: Path, progress: Progress) -> Opened:
    """Save a project in another folder, and open it there."""
    copy_project(project, folder)
    return open_site(folder, progress)


def pack(folder: Path, out: Path, progress: Progress) -> tuple[Path, ...]:
    """Put a saved project with its terrain into one file."""
    return (pack_project(folder, out, progress).out,)


def unpack(path: Path, into: Path, progress: Progress) -> Opened:
    """Make a project of a packed one, and open it."""
    return open_site(unpack_project(path, into, progress.part(0.0, 0.5)), progress.part(0.5, 1.0))


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
        lines=lines_drawn(project, terrain.frame),
        threat=site_figures.known_threat(scenario),
        threat_rect=cell_edges(terrain.x0_m, terrain.y0_m, terrain.cell_m, terrain.height_m.shape),
        home=home.position,
        home_xyz_m=(home.x_m, home.y_m, home.ground_egm96_m),
        zone=zone,
        sun=_sun(home.position, zone),
        formats=tuple((f.name, told[f.name]) for f in formats().all()),
        choices=_choices(),
    )


def _bare_view(project: Project, bare: BareGround) -> SiteView:
    """Return what is drawn where there is ground and no area yet."""
    ground, frame, place = _drawn(bare.terrain), bare.terrain.frame, bare.middle
    home = project.document.home or place
    x, y = (float(v) for v in frame.forward(home.lon_deg, home.lat_deg))
    zone, told = site_figures.clock_of(place), titles()
    heights = bare.terrain.height_m
    return SiteView(
        folder=project.folder,
        title=project.document.title,
        ground=ground,
        area_name="",
        outer_m=MultiPolygon(),
        wanted_m2=math.nan,
        height_range_m=(float(np.nanmin(heights)), float(np.nanmax(heights))),
        mean_slope_deg=math.nan,
        holes=(),
        zones=zones_drawn(project, frame),
        lines=lines_drawn(project, frame),
        threat=np.full((2, 2), np.nan, dtype=np.float32),
        threat_rect=ground.rect,
        home=home,
        home_xyz_m=(x, y, float(ground.height_at(x, y))),
        zone=zone,
        sun=_sun(place, zone),
        formats=tuple((f.name, told[f.name]) for f in formats().all()),
        choices=_choices(),
    )


def _choices() -> tuple[FormatChoice, ...]:
    """Return what formats let one choose among named values; numbers keep their defaults."""
    return tuple(
        FormatChoice(f.name, option.name, option.default, option.choices)
        for f in formats().all()
        for option in f.options
        if len(option.choices) > 1
    )


def _ground(site: Site) -> Ground:
    return _drawn(site_figures.surroundings(site))


def _drawn(shown: site_figures.ShownGround) -> Ground:
    return Ground(
        x0_m=shown.x0_m,
        y0_m=shown.y0_m,
        cell_m=shown.cell_m,
        height_m=shown.height_m.astype(np.float32),
        epsg=shown.frame.epsg,
        datum_note=shown.datum_note,
        sources=tuple(path.name for path in shown.sources),
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


def _sun(place: Position, zone: str) -> tuple[SunWindow, ...]:
    found = site_figures.light_windows(place, zone, datetime.now(UTC))
    return tuple(SunWindow(light.kind, light.start, light.end) for light in found)
