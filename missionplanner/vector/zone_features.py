"""Features with attributes as threats: polygons, points with a radius, lines with a height."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, Where
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.geo.shapes import check_degrees, circle
from missionplanner.messages.message import Message, message
from missionplanner.messages.message import text as text_of
from missionplanner.model.airspace import PowerLine, RiskRaster, Zone
from missionplanner.model.reading import PassedOver, ReadChoices
from missionplanner.vector.attributes import (
    DESCRIPTION,
    NAME,
    RASTER,
    Known,
    kind,
    pick,
    text,
)
from missionplanner.vector.candidates import Made, ThreatCandidate
from missionplanner.vector.extruded import extruded
from missionplanner.vector.features import Values
from missionplanner.vector.granted import GRANTED, is_granted
from missionplanner.vector.limits import (
    CLEARANCE,
    HEIGHT,
    RADIUS,
    AltitudeBand,
    BareNumbers,
    band,
    metres,
    tells,
)
from missionplanner.vector.remarks import Remark
from missionplanner.vector.uas_facility import facility_map
from missionplanner.vector.zone_polygons import zone_polygons

DEFAULT_CLEARANCE_M = 20.0

KINDS = {
    "nofly": "zone",
    "noflyzone": "zone",
    "nfz": "zone",
    "zone": "zone",
    "restricted": "zone",
    "prohibited": "zone",
    "exclusion": "zone",
    "keepout": "zone",
    "cylinder": "cylinder",
    "powerline": "line",
    "line": "line",
    "wire": "line",
    "cable": "line",
    "risk": "risk",
    "area": "area",
    "surveyarea": "area",
    "outer": "area",
    "boundary": "area",
    "hole": "hole",
    "inner": "hole",
    "cutout": "hole",
}
_NOT_THREATS = {
    "area": (message("vector.survey_area"), message("vector.is_surveyed")),
    "hole": (message("vector.hole"), message("vector.is_not_surveyed")),
}
# A free text that may hold limits: a number beside a unit or a reference.
_LIMITS = re.compile(r"\d\s*(?:ft|feet|m|meters|metres|AGL|AMSL|MSL)\b|\bFL\s*\d", re.I)
_SHOWN = 120
# Wider than any airspace; a circle of half the Earth has no outline.
_WIDEST_M = 1.0e6
_NAMES = {
    "line": message("vector.called_line"),
    "zone": message("vector.called_zone"),
    "cylinder": message("vector.called_cylinder"),
}


@dataclass(frozen=True)
class FeatureRow:
    """A feature as a candidate for threats, with what its reader has to tell of it.

    `authorisation` holds the names of a zone that may be entered once that is granted.
    """

    shape: BaseGeometry | None
    values: Values
    told: tuple[Remark, ...] = ()
    authorisation: tuple[str, ...] = ()


def candidates(
    rows: Iterable[FeatureRow], path: Path, choices: ReadChoices
) -> tuple[list[ThreatCandidate], list[PassedOver]]:
    """Return what may become threats, and what is none by its kind or has no shape."""
    every = [replace(row, values=Known(row.values)) for row in rows]
    bare = BareNumbers.of((row.values for row in every), choices)
    found: list[ThreatCandidate] = []
    over: list[PassedOver] = []
    for number, row in enumerate(every, start=1):
        named = kind(row.values, KINDS)
        if named in _NOT_THREATS:
            what, why = _NOT_THREATS[named]
            over.append(PassedOver(what=_own_name(row.values) or what, why=why))
        elif is_granted(row.authorisation, choices):
            over.append(PassedOver(what=text_of(row.authorisation[0]), why=GRANTED))
        elif named != "risk" and (row.shape is None or row.shape.is_empty):
            what = _own_name(row.values) or message("vector.a_feature")
            over.append(PassedOver(what=what, why=message("vector.has_no_shape")))
        else:
            maker = _Maker(row, number, path, bare)
            if row.shape is not None:
                # A lost coordinate lies nowhere, so is told however far the rest of it may lie.
                check_degrees(row.shape, maker.where)
            found.append(ThreatCandidate(row.shape, maker.made, row.authorisation))
    return found, over


@dataclass(frozen=True)
class _Maker:
    """Makes the threats of one feature."""

    row: FeatureRow
    number: int
    path: Path
    bare: BareNumbers

    @property
    def values(self) -> Values:
        return self.row.values

    @property
    def where(self) -> Where:
        name = text(self.values, NAME)
        return (str(self.path), name or message("vector.feature", n=self.number))

    def made(self) -> Made:
        shape, named = self.row.shape, kind(self.values, KINDS)
        if named == "risk":
            return Made((self._risk(),))
        if shape is None:
            raise InputError("vector.shapeless", self.where)
        _check_kind(shape, named, self.where)
        parts, left = self._parts(shape)
        lines = tuple(self._power_line(part) for part in parts if isinstance(part, LineString))
        told = (*self.row.told, *left)
        if len(lines) == len(parts):
            return Made(lines, told)
        limits, how = self._limits(shape)
        zones = [self._cylinder(part, limits) for part in parts if isinstance(part, Point)]
        polygons = [part for part in parts if isinstance(part, Polygon)]
        if polygons:
            zone, slivers = self._zone(MultiPolygon(polygons), limits)
            zones.append(zone)
            told = (*told, *slivers)
        return Made((*zones, *lines), (*told, *how), limits.is_named or bool(how))

    def _parts(self, shape: BaseGeometry) -> tuple[list[BaseGeometry], tuple[Remark, ...]]:
        """Return what is to be taken; a label's point or line beside a polygon is left and told."""
        every = [part for part in _leaves(shape) if not part.is_empty]
        needs = {"LineString": HEIGHT, "Point": RADIUS}
        if not any(isinstance(part, Polygon) for part in every):
            return every, ()
        kept = [
            part
            for part in every
            if part.geom_type not in needs or tells(self.values, needs[part.geom_type])
        ]
        told = Remark(message("vector.points_and_lines_left"), self._name("Zone"))
        return kept, (told,) if len(kept) < len(every) else ()

    def _name(self, what: str) -> str:
        return text(self.values, NAME) or f"{what} {self.number}"

    def _limits(self, shape: BaseGeometry) -> tuple[AltitudeBand, tuple[Remark, ...]]:
        name = self._name("Zone")
        found = facility_map(self.values) or extruded(shape, self.values, name)
        if found is not None:
            return found
        limits = band(self._attributes(), self.bare, self.where)
        free = re.sub(r"<[^<>]*>", " ", text(self.values, DESCRIPTION) or "")
        if limits.is_named or not _LIMITS.search(free):
            return limits, ()
        said = " ".join(free.split())[:_SHOWN]
        return limits, (Remark(message("vector.limits_in_free_text", said=said), name),)

    def _attributes(self) -> Values:
        """Return the values without what KML says of the drawing, not of its attributes."""
        if self.path.suffix.lower() not in (".kml", ".kmz"):
            return self.values
        return Known({k: v for k, v in self.values.items() if k != "altitudemode"})

    def _zone(self, shape: MultiPolygon, limits: AltitudeBand) -> tuple[Zone, tuple[Remark, ...]]:
        polygon, slivers = zone_polygons(shape, self.where)
        name, named = self._name("Zone"), kind(self.values, KINDS)
        radius = None
        # A radius beside a polygon is that of a cylinder where it says so, or where the two agree.
        if named == "cylinder" or pick(self.values, ("radius_m",)) is not None:
            radius = metres(self.values, RADIUS, self.bare, self.where)
            if radius and named != "cylinder" and not _is_round(polygon, radius):
                radius = None
        zone = Zone(name, polygon, limits.floor, limits.ceiling, radius)
        return zone, tuple(Remark(line, name) for line in slivers)

    def _cylinder(self, point: Point, limits: AltitudeBand) -> Zone:
        radius = metres(self.values, RADIUS, self.bare, self.where)
        if radius is None:
            raise InputError("vector.point_without_radius", self.where)
        if radius > _WIDEST_M:
            raise InputError("vector.radius_too_wide", self.where, km=radius / 1000)
        outline, _ = zone_polygons(circle(point.x, point.y, radius), self.where)
        return Zone(self._name("Cylinder"), outline, limits.floor, limits.ceiling, radius)

    def _power_line(self, line: LineString) -> PowerLine:
        height = metres(self.values, HEIGHT, self.bare, self.where)
        if height is None:
            raise InputError("vector.line_without_height", self.where)
        clearance = metres(self.values, CLEARANCE, self.bare, self.where) or DEFAULT_CLEARANCE_M
        flat = shapely.force_2d(line)
        return PowerLine(self._name("Power line"), flat, height, clearance)

    def _risk(self) -> RiskRaster:
        file = text(self.values, RASTER)
        if file is None:
            raise InputError("vector.risk_without_raster", self.where)
        return RiskRaster(self._name("Risk"), self.path.parent / file)


def _own_name(values: Values) -> Message | None:
    name = text(values, NAME)
    return text_of(name) if name else None


def _leaves(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    inner = getattr(shape, "geoms", None)
    if inner is None:
        yield shape
        return
    for part in inner:
        yield from _leaves(part)


def _check_kind(shape: BaseGeometry, named: str | None, where: Where) -> None:
    wanted = {"line": "Line", "zone": "Polygon", "cylinder": "Po"}.get(named or "")
    # A zone may be a circle (point with radius); a cylinder may come as its polygon.
    round_zone = named == "zone" and "Point" in shape.geom_type
    collected = shape.geom_type == "GeometryCollection"
    if wanted and wanted not in shape.geom_type and not round_zone and not collected:
        called = _NAMES.get(named or "", named)
        raise InputError("vector.other_kind", where, called=called, form=shape.geom_type)


def _is_round(polygon: BaseGeometry, radius_m: float) -> bool:
    return abs(geodesic_area_m2(polygon) / (3.14159 * radius_m**2) - 1.0) < 0.02
