"""Opening and saving, run in the worker process; the window itself never imports this.

Answers are the light values of `views` and `model`, so that taking them in imports nothing heavy.
What needs the optimiser stands in `remote_plan`: importing that takes seconds.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy
from shapely.geometry import MultiPolygon

from missionplanner.airspace.zones import HardZone, ZoneKind
from missionplanner.extensions import formats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.results import PlanResult, load_result
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.scenario import Scenario
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.project.store import save as save_project
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.dem import Terrain, load_terrain
from missionplanner.terrain.slope import slope_deg
from missionplanner.ui.views import (
    Ground,
    LineShape,
    Opened,
    Rect,
    ResultView,
    SiteView,
    SunWindow,
    ZoneShape,
    cell_edges,
)
from missionplanner.weather.local_time import zone_name, zone_of
from missionplanner.weather.sun import windows

_RESULT = Path("results") / "plan.json"
_SHOWN_MARGIN_M = 1500.0
_SHOWN_CELL_M = 5.0


def open_site(folder: Path, progress: Progress) -> Opened:
    """Open a project folder."""
    project = load(folder)
    site = load_site(project, progress)
    result = load_result(folder)
    return Opened(_site_view(site), project, result_view(folder, result) if result else None)


def create(folder: Path, request: dict[str, Any], progress: Progress) -> Opened:
    """Make a project and open it."""
    new_project(folder, NewProject.model_validate(request), progress.part(0.0, 0.6))
    return open_site(folder, progress.part(0.6, 1.0))


def save(project: Project, progress: Progress) -> None:
    """Write a project as it is in the window."""
    save_project(project)


def result_view(folder: Path, result: PlanResult) -> ResultView:
    """Return a saved result as the window shows it."""
    moment = datetime.fromtimestamp((folder / _RESULT).stat().st_mtime, UTC).astimezone()
    return ResultView(
        result.intent, result.plans, result.verifications, result.seconds, moment, result.notes
    )


def _site_view(site: Site) -> SiteView:
    project, scenario = site.project, site.scenario
    home = scenario.home
    zone = zone_name(home.position.lon_deg, home.position.lat_deg)
    terrain = scenario.terrain
    outer = terrain.frame.project(scenario.area.outer)
    inside = _within(terrain, outer)
    heights = terrain.height_m[inside]
    return SiteView(
        folder=project.folder,
        title=project.document.title,
        ground=_ground(project, terrain),
        area_name=scenario.area.name,
        outer_m=outer,
        wanted_m2=float(scenario.wanted.area),
        height_range_m=(float(heights.min()), float(heights.max())),
        mean_slope_deg=float(np.nanmean(slope_deg(terrain)[inside])),
        holes=_holes(scenario.area, terrain),
        zones=_zones(scenario),
        lines=_lines(project, terrain),
        threat=np.where(np.isfinite(terrain.height_m), scenario.threat, np.nan).astype(np.float32),
        threat_rect=_edges(terrain),
        home=home.position,
        home_xyz_m=(home.x_m, home.y_m, home.ground_egm96_m),
        zone=zone,
        sun=_sun(home.position, zone, datetime.now(UTC)),
        formats=tuple((f.name, f.title) for f in formats().all()),
    )


def _ground(project: Project, terrain: Terrain) -> Ground:
    shown = _wide(project, terrain)
    return Ground(
        x0_m=shown.x0_m,
        y0_m=shown.y0_m,
        cell_m=shown.cell_m,
        height_m=shown.height_m.astype(np.float32),
        epsg=shown.frame.epsg,
        datum_note=terrain.datum_note,
        sources=tuple(path.name for path in terrain.sources),
    )


def _within(terrain: Terrain, outer: MultiPolygon) -> NDArray[np.bool_]:
    rows, cols = terrain.height_m.shape
    x = terrain.x0_m + terrain.cell_m * np.arange(cols)
    y = terrain.y0_m + terrain.cell_m * np.arange(rows)
    inside: NDArray[np.bool_] = contains_xy(outer, *np.meshgrid(x, y))
    return inside & np.isfinite(terrain.height_m)


def _wide(project: Project, terrain: Terrain) -> Terrain:
    """Return more terrain than planning needs, so that the map does not end beside the area."""
    wide = load_terrain(
        project.dem_paths,
        project.area.outer,
        margin_m=_SHOWN_MARGIN_M,
        vertical_datum=project.document.vertical_datum,
        cell_m=max(terrain.cell_m, _SHOWN_CELL_M),
    )
    return wide if wide.frame == terrain.frame else terrain


def _edges(terrain: Terrain) -> Rect:
    return cell_edges(terrain.x0_m, terrain.y0_m, terrain.cell_m, terrain.height_m.shape)


def _zones(scenario: Scenario) -> tuple[ZoneShape, ...]:
    def shape(zone: HardZone) -> ZoneShape:
        return ZoneShape(zone.name, zone.polygon_m, zone.floor, zone.ceiling)

    return tuple(shape(z) for z in scenario.zones if z.kind is ZoneKind.ZONE)


def _holes(area: SurveyArea, terrain: Terrain) -> tuple[ZoneShape, ...]:
    return tuple(
        ZoneShape(
            hole.name,
            terrain.frame.project(hole.polygon),
            None,
            None,
            keeps_out=not hole.overflight_allowed,
        )
        for hole in area.holes
    )


def _lines(project: Project, terrain: Terrain) -> tuple[LineShape, ...]:
    return tuple(
        LineShape(line.name, terrain.frame.project(line.line), line.height_m, line.clearance_m)
        for line in project.threats.power_lines
    )


def _sun(place: Position, zone: str, now: datetime) -> tuple[SunWindow, ...]:
    """Return the windows of a week, from the site's today on."""
    today = now.astimezone(zone_of(zone)).date()
    return tuple(
        SunWindow(kind, start, end)
        for day in (today + timedelta(days=n) for n in range(8))
        for kind in ("day", "night", "daylight")
        for start, end in windows(place.lon_deg, place.lat_deg, day, zone, kind)
    )
