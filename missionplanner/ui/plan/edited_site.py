"""A site as it is drawn after edits: what was not edited keeps its figures."""

import math
from dataclasses import replace

import numpy as np

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.places import Position
from missionplanner.project.changes import Changes, Part, changes_between
from missionplanner.project.document import Project
from missionplanner.ui.plan.views import LineShape, SiteView, ZoneShape

SHOWN_ON_MAP: Changes = frozenset({Part.AREA, Part.THREATS, Part.HOME})
_UNKNOWN = math.nan


def edited_site(site: SiteView, of: Project, project: Project) -> SiteView:
    """Return what is drawn at once of a project, by the view of an earlier state of it.

    Figures that only the whole terrain tells (heights and slope inside another area, threats by
    cell) are unknown, NaN, until it has been looked at again.

    Parameters
    ----------
    site : SiteView
    of : Project
        What `site` was made of.
    project : Project
        The present state.
    """
    changes = changes_between(of, project)
    frame = SiteFrame(site.ground.epsg)
    if Part.AREA in changes:
        site = _with_area(site, project, frame)
    if Part.THREATS in changes:
        site = _with_threats(site, project, frame)
    home = project.document.home
    if Part.HOME in changes and home is not None:
        site = _with_home(site, home, frame)
    return site


def _with_area(site: SiteView, project: Project, frame: SiteFrame) -> SiteView:
    area = project.area
    outer = frame.project(area.outer)
    holes = tuple(
        ZoneShape(
            hole.name,
            frame.project(hole.polygon),
            None,
            None,
            keeps_out=not hole.overflight_allowed,
        )
        for hole in area.holes
    )
    same = outer.equals(site.outer_m)
    return replace(
        site,
        area_name=area.name,
        outer_m=outer,
        holes=holes,
        wanted_m2=_UNKNOWN,  # zones that reach down to the flight are taken from it, too
        height_range_m=site.height_range_m if same else (_UNKNOWN, _UNKNOWN),
        mean_slope_deg=site.mean_slope_deg if same else _UNKNOWN,
    )


def _with_threats(site: SiteView, project: Project, frame: SiteFrame) -> SiteView:
    return replace(
        site,
        zones=zones_drawn(project, frame),
        lines=lines_drawn(project, frame),
        wanted_m2=_UNKNOWN,
        # Where threats lie is reckoned cell by cell with the terrain: the old ones would be false.
        threat=np.full_like(site.threat, np.nan),
    )


def _with_home(site: SiteView, home: Position, frame: SiteFrame) -> SiteView:
    x, y = frame.forward(home.lon_deg, home.lat_deg)
    ground = float(site.ground.height_at(x, y))
    return replace(site, home=home, home_xyz_m=(float(x), float(y), ground))


def zones_drawn(project: Project, frame: SiteFrame) -> tuple[ZoneShape, ...]:
    """Return a project's zones in site metres."""
    return tuple(
        ZoneShape(zone.name, frame.project(zone.polygon), zone.floor, zone.ceiling)
        for zone in project.threats.zones
    )


def lines_drawn(project: Project, frame: SiteFrame) -> tuple[LineShape, ...]:
    """Return a project's power lines in site metres."""
    return tuple(
        LineShape(line.name, frame.project(line.line), line.height_m, line.clearance_m)
        for line in project.threats.power_lines
    )
