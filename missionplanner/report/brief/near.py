"""What a sortie comes near to: zones with their heights, and wires that it crosses."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString

from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import PowerLine
from missionplanner.model.places import Altitude, Datum
from missionplanner.model.plan import Waypoints
from missionplanner.planning.scenario import Scenario

#: Told in bold below this, m.
CLOSE_M = 20.0


@dataclass(frozen=True)
class NearZone:
    """A zone as a sortie meets it; `nearest_m` on the map, None on the cover."""

    name: str
    heights: Message
    nearest_m: float | None = None


@dataclass(frozen=True)
class NearWire:
    """A power line and how often a sortie crosses it; None on the cover."""

    name: str
    height_m: float
    crossed: int | None = None


def zones_near(scenario: Scenario, points: Waypoints | None = None) -> tuple[NearZone, ...]:
    """Return the zones of a site, the nearest first where a sortie is named."""
    path = LineString(list(zip(points.x_m, points.y_m, strict=True))) if points else None
    found = [
        NearZone(
            zone.name,
            heights_told(zone.floor, zone.ceiling),
            float(shapely.distance(path, zone.polygon_m)) if path else None,
        )
        for zone in scenario.zones
    ]
    return tuple(sorted(found, key=lambda z: z.nearest_m if z.nearest_m is not None else 0.0))


def wires_near(
    scenario: Scenario, lines: Sequence[PowerLine], points: Waypoints | None = None
) -> tuple[NearWire, ...]:
    """Return the power lines of a site with how often a sortie crosses each."""
    path = LineString(list(zip(points.x_m, points.y_m, strict=True))) if points else None
    found = []
    for line in lines:
        crossed = None
        if path is not None:
            met = shapely.intersection(path, scenario.terrain.frame.project(line.line))
            crossed = len(shapely.get_parts(met)) if not met.is_empty else 0
        found.append(NearWire(line.name, line.height_m, crossed))
    return tuple(found)


def heights_told(floor: Altitude, ceiling: Altitude | None) -> Message:
    """Return a zone's heights as they are read: '0–95 m', '0 m – 1,000 m EGM96'."""
    if floor.datum is Datum.AGL and floor.value_m <= 0:
        if ceiling is None:
            return message("report.brief.zone_everywhere")
        if ceiling.datum is not Datum.AGL:
            return message("report.brief.zone_to", ceiling=_height(ceiling))
    if ceiling is None:
        return message("report.brief.zone_all", floor=_height(floor))
    if floor.datum is ceiling.datum is Datum.AGL:
        return message("report.brief.zone_agl", floor_m=floor.value_m, ceiling_m=ceiling.value_m)
    return message("report.brief.zone_heights", floor=_height(floor), ceiling=_height(ceiling))


def _height(altitude: Altitude) -> Message:
    value_m = altitude.value_m
    return {
        Datum.AGL: message("report.brief.height_agl", height_m=value_m),
        Datum.EGM96: message("report.brief.height_egm96", height_m=value_m),
        Datum.ELLIPSOID: message("report.brief.height_ellipsoid", height_m=value_m),
        Datum.HOME: message("report.brief.height_home", height_m=value_m),
    }[altitude.datum]
