"""Threats from a vector file: zones, cylinders, power lines, references to risk rasters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.shapes import check_degrees, circle, multi, valid_polygons
from missionplanner.model.airspace import GROUND, PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.places import Altitude
from missionplanner.model.reading import ReadChoices, ReadReport
from missionplanner.vector.attributes import (
    CEILING,
    CEILING_DATUM,
    CLEARANCE,
    FLOOR,
    FLOOR_DATUM,
    HEIGHT,
    NAME,
    RADIUS,
    RASTER,
    altitude,
    kind,
    metres,
    text,
)
from missionplanner.vector.features import Values, from_rows
from missionplanner.vector.files import layer_names, read_features, write_features
from missionplanner.vector.openair import read_openair

DEFAULT_CLEARANCE_M = 20.0

_RASTERS = (".tif", ".tiff", ".asc", ".vrt")
_OPENAIR = (".txt", ".air", ".openair")
_KINDS = {
    "nofly": "zone",
    "noflyzone": "zone",
    "nfz": "zone",
    "zone": "zone",
    "restricted": "zone",
    "prohibited": "zone",
    "cylinder": "cylinder",
    "powerline": "line",
    "line": "line",
    "wire": "line",
    "cable": "line",
    "risk": "risk",
}
_Threat = Zone | PowerLine | RiskRaster


@dataclass(frozen=True)
class ThreatsRead:
    """Threats, and what their file gave."""

    threats: Threats
    report: ReadReport


def read_zones(
    path: Path, choices: ReadChoices | None = None, near: BaseGeometry | None = None
) -> ThreatsRead:
    """Read threats by geometry and attributes (docs/formats/vector.md).

    Polygons are zones, points with a radius cylinders, lines with a height power lines, features of
    kind 'risk' name a raster. An OpenAir file (.txt, .air) gives zones, a raster file a risk layer.

    Parameters
    ----------
    path : Path
    choices : ReadChoices, optional
        What the user decided where the file leaves a question open.
    near : geometry, optional
        Where the terrain lies, WGS 84 degrees; zones far from it are passed over and counted.

    Raises
    ------
    InputError
        A point without radius, a line without height, a number that is none, a ceiling below its
        floor, a polygon that crosses itself, or whatever the file's reader says.
    """
    threats = _read(path, choices or ReadChoices())
    report = ReadReport(
        zones=len(threats.zones),
        power_lines=len(threats.power_lines),
        risks=len(threats.risks),
    )
    return ThreatsRead(threats, report)


def _read(path: Path, choices: ReadChoices) -> Threats:
    suffix = path.suffix.lower()
    if suffix in _OPENAIR:
        return Threats(zones=read_openair(path))
    if suffix in _RASTERS:
        if not path.is_file():
            raise InputError("no such file", str(path), "check the name")
        return Threats(risks=(RiskRaster(path.stem, path),))
    named = [n for n in layer_names(path) if n in ("threats", "zones")]
    features = read_features(path, next(iter((*choices.layer, *named)), None))
    found: list[_Threat] = []
    for shape, values in features.rows():
        found += _threats(shape, values, len(found) + 1, path)
    return _sorted(found)


def merged(parts: Iterable[Threats]) -> Threats:
    """Return the threats of several files as one."""
    every = list(parts)
    return Threats(
        tuple(zone for part in every for zone in part.zones),
        tuple(line for part in every for line in part.power_lines),
        tuple(risk for part in every for risk in part.risks),
    )


def write_zones(path: Path, layer: str, threats: Threats) -> None:
    """Write threats so that `read_zones` gives them back; see `write_features`."""
    rows: list[tuple[BaseGeometry | None, Values]] = []
    rows += [(zone.polygon, _zone_values(zone)) for zone in threats.zones]
    rows += [(line.line, _line_values(line)) for line in threats.power_lines]
    rows += [
        (None, {"kind": "risk", "name": risk.name, "raster": str(risk.path)})
        for risk in threats.risks
    ]
    features = from_rows(rows)
    write_features(path, layer, features.geometries, features.fields or {"name": []})


def _zone_values(zone: Zone) -> Values:
    values: dict[str, object] = {
        "kind": "zone" if zone.radius_m is None else "cylinder",
        "name": zone.name,
        "floor_m": zone.floor.value_m,
        "floor_datum": zone.floor.datum.value,
    }
    if zone.ceiling is not None:
        values |= {"ceiling_m": zone.ceiling.value_m, "ceiling_datum": zone.ceiling.datum.value}
    if zone.radius_m is not None:
        values["radius_m"] = zone.radius_m
    return values


def _line_values(line: PowerLine) -> Values:
    return {
        "kind": "power_line",
        "name": line.name,
        "height_m": line.height_m,
        "clearance_m": line.clearance_m,
    }


def _threats(
    shape: BaseGeometry | None, values: Values, number: int, path: Path
) -> Iterator[_Threat]:
    named = kind(values, _KINDS)
    name = text(values, NAME)
    where = f"{path}, {name or f'feature {number}'}"
    if named == "risk":
        yield _risk(values, name or f"Risk {number}", where, path)
    elif shape is not None and not shape.is_empty:
        check_degrees(shape, where)
        _check_kind(shape, named, where)
        yield from _shaped(shape, values, name, number, where)


def _shaped(
    shape: BaseGeometry, values: Values, name: str | None, number: int, where: str
) -> Iterator[_Threat]:
    for part in getattr(shape, "geoms", [shape]):
        if isinstance(part, Point):
            yield _cylinder(part, values, name or f"Cylinder {number}", where)
        elif isinstance(part, LineString):
            yield _power_line(part, values, name or f"Power line {number}", where)
        elif part.geom_type == "GeometryCollection":
            yield from _shaped(part, values, name, number, where)
    if multi(shape).geoms:
        yield _zone(shape, values, name or f"Zone {number}", where)


def _check_kind(shape: BaseGeometry, named: str | None, where: str) -> None:
    wanted = {"line": "Line", "zone": "Polygon", "cylinder": "Po"}.get(named or "")
    # A zone may be a circle (point with radius); a cylinder may come as its polygon.
    round_zone = named == "zone" and "Point" in shape.geom_type
    if wanted and wanted not in shape.geom_type and not round_zone:
        raise InputError(
            f"is called a {named} but is a {shape.geom_type}", where, "draw it as what it is"
        )


def _zone(shape: BaseGeometry, values: Values, name: str, where: str) -> Zone:
    floor, ceiling = _band(values, where)
    radius = metres(values, RADIUS, where) if kind(values, _KINDS) == "cylinder" else None
    return Zone(name, valid_polygons(multi(shape), where), floor, ceiling, radius)


def _cylinder(point: Point, values: Values, name: str, where: str) -> Zone:
    radius = metres(values, RADIUS, where)
    if radius is None:
        raise InputError("is a point without a radius", where, "give it the attribute radius_m")
    floor, ceiling = _band(values, where)
    return Zone(name, multi(circle(point.x, point.y, radius)), floor, ceiling, radius)


def _power_line(line: LineString, values: Values, name: str, where: str) -> PowerLine:
    height = metres(values, HEIGHT, where)
    if height is None:
        raise InputError(
            "is a line without a height",
            where,
            "give it the attribute height_m: the highest wire or tower top above ground",
        )
    clearance = metres(values, CLEARANCE, where) or DEFAULT_CLEARANCE_M
    return PowerLine(name, LineString([p[:2] for p in line.coords]), height, clearance)


def _risk(values: Values, name: str, where: str, path: Path) -> RiskRaster:
    file = text(values, RASTER)
    if file is None:
        raise InputError(
            "is a risk without a raster", where, "name the file in the attribute raster"
        )
    return RiskRaster(name, path.parent / file)


def _band(values: Values, where: str) -> tuple[Altitude, Altitude | None]:
    floor = altitude(values, FLOOR, FLOOR_DATUM, where) or GROUND
    ceiling = altitude(values, CEILING, CEILING_DATUM, where)
    same = ceiling is not None and ceiling.datum is floor.datum
    if ceiling is not None and same and ceiling.value_m <= floor.value_m:
        raise InputError(
            f"its ceiling ({ceiling.value_m:g} m) is not above its floor ({floor.value_m:g} m)",
            where,
            "correct the heights",
        )
    return floor, ceiling


def _sorted(found: list[_Threat]) -> Threats:
    return Threats(
        tuple(t for t in found if isinstance(t, Zone)),
        tuple(t for t in found if isinstance(t, PowerLine)),
        tuple(t for t in found if isinstance(t, RiskRaster)),
    )
