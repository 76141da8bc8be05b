"""Area and threats as layers of a GeoPackage that QGIS opens."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.shapes import check_degrees, explain
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.area import Hole, SensorPart, SurveyArea
from missionplanner.model.places import Altitude, Datum
from missionplanner.project.form_columns import form_fields, form_of
from missionplanner.vector.features import Values
from missionplanner.vector.files import layer_names, read_features
from missionplanner.vector.writing import add_layer, set_aside

# No wire hangs higher, and no zone ends there: what is beyond is damage.
_MOST_BESIDE_M, _MOST_HEIGHT_M = 10_000.0, 200_000.0
AREA, HOLES, PARTS = "area", "holes", "area_parts"
ZONES, LINES = "zones", "power_lines"
# No key of a catalogue is as long, nor are there so many.
_MOST_KEYS, _KEY_SIGNS = 100, 200


def write_layers(path: Path, area: SurveyArea, threats: Threats) -> None:
    """Write a new GeoPackage; empty layers are left out. Soft risk rasters are not written.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    with set_aside(path) as aside:
        _write_all(aside, area, threats)


def _write_all(path: Path, area: SurveyArea, threats: Threats) -> None:
    _write(path, AREA, [area.outer], {"name": [area.name], **form_fields([area.form])})
    _write(
        path,
        HOLES,
        [hole.polygon for hole in area.holes],
        {
            "name": [hole.name for hole in area.holes],
            "overflight_allowed": [hole.overflight_allowed for hole in area.holes],
        },
    )
    _write(
        path,
        PARTS,
        [part.polygon for part in area.parts],
        {
            "name": [part.name for part in area.parts],
            "sensors": [",".join(part.sensors) for part in area.parts],
        },
    )
    _write(path, ZONES, [z.polygon for z in threats.zones], _zone_fields(threats.zones))
    lines = threats.power_lines
    _write(
        path,
        LINES,
        [line.line for line in lines],
        {
            "name": [line.name for line in lines],
            "height_m": [float(line.height_m) for line in lines],
            "clearance_m": [float(line.clearance_m) for line in lines],
        },
    )


def read_layers(path: Path, risks: tuple[RiskRaster, ...] = ()) -> tuple[SurveyArea, Threats]:
    """Read what `write_layers` wrote, or what was edited in QGIS since.

    Raises
    ------
    InputError
        Not a GeoPackage, no area in it, or a feature without its shape or values.
    """
    there = layer_names(path)
    if AREA not in there:
        raise InputError("project.no_layer", str(path), name=AREA, help=good_copy(path))

    def rows(layer: str, make: Callable[[BaseGeometry, Values], Any]) -> tuple[Any, ...]:
        return _rows(path, layer, make) if layer in there else ()

    outlines = rows(AREA, lambda shape, values: (_text(values), _multi(shape), form_of(values)))
    if not outlines:
        raise InputError("project.empty_layer", str(path), name=AREA, help=good_copy(path))
    # More than one only where somebody drew another polygon into the layer.
    parts = [polygon for _, outline, _ in outlines for polygon in outline.geoms]
    holes, meant = rows(HOLES, _hole), rows(PARTS, _part)
    name, _, form = outlines[0]
    area = SurveyArea(name, MultiPolygon(parts), holes, meant, form)
    return area, Threats(rows(ZONES, _zone), rows(LINES, _line), risks)


def good_copy(path: Path) -> Message:
    """Return where a good copy of a project's file may be had; a backup only if there is one."""
    backup = path.with_name(f"{path.name}.bak")
    if backup.is_file():
        return message("project.put_backup", name=backup.name)
    return message("project.take_copy")


def _write(
    path: Path,
    layer: str,
    shapes: Sequence[BaseGeometry],
    fields: Mapping[str, Sequence[object]],
) -> None:
    if shapes:
        add_layer(path, layer, shapes, fields)


def _zone_fields(zones: Sequence[Zone]) -> dict[str, list[object]]:
    return {
        "name": [z.name for z in zones],
        "floor_m": [z.floor.value_m for z in zones],
        "floor_datum": [z.floor.datum.value for z in zones],
        "ceiling_m": [z.ceiling.value_m if z.ceiling else None for z in zones],
        "ceiling_datum": [z.ceiling.datum.value if z.ceiling else None for z in zones],
        "radius_m": [z.radius_m for z in zones],
        **form_fields([z.form for z in zones]),
    }


def _rows(path: Path, layer: str, make: Callable[[BaseGeometry, Values], Any]) -> tuple[Any, ...]:
    made = []
    for number, (shape, values) in enumerate(read_features(path, layer).rows(), start=1):
        try:
            if shape is None or shape.is_empty:
                raise InputError("project.no_shape")
            check_degrees(shape)
            made.append(make(shape, values))
        except (InputError, KeyError, TypeError, ValueError) as error:
            raise InputError(
                "project.feature_unfit",
                str(path),
                n=number,
                layer=layer,
                reason=error.message if isinstance(error, InputError) else str(error),
                help=good_copy(path),
            ) from error
    return tuple(made)


def _hole(shape: BaseGeometry, values: Values) -> Hole:
    (polygon,) = _multi(shape).geoms
    return Hole(_text(values), polygon, bool(values["overflight_allowed"]))


def _part(shape: BaseGeometry, values: Values) -> SensorPart:
    keys = str(values.get("sensors") or "").split(",")
    sensors = tuple(dict.fromkeys(key.strip() for key in keys if key.strip()))
    if not 0 < len(sensors) <= _MOST_KEYS or max(map(len, sensors)) > _KEY_SIGNS:
        raise InputError("project.part_without_sensors")
    return SensorPart(_text(values), _multi(shape), sensors)


def _zone(shape: BaseGeometry, values: Values) -> Zone:
    floor = _altitude(values, "floor")
    if floor is None:
        raise InputError("project.no_floor")
    radius_m = values.get("radius_m")
    return Zone(
        _text(values),
        _multi(shape),
        floor,
        _altitude(values, "ceiling"),
        None if radius_m is None else _number(radius_m),
        form_of(values),
    )


def _line(shape: BaseGeometry, values: Values) -> PowerLine:
    (line,) = getattr(shape, "geoms", [shape])
    if line.geom_type != "LineString":
        raise InputError("project.form_is_no_line", form=line.geom_type)
    return PowerLine(_text(values), line, _size(values, "height_m"), _size(values, "clearance_m"))


def _altitude(values: Values, end: str) -> Altitude | None:
    value, datum = values[f"{end}_m"], values[f"{end}_datum"]
    if value is None:
        return None
    return Altitude(value_m=_number(value), datum=Datum(str(datum)))


def _number(value: object) -> float:
    if not isinstance(value, int | float | str):
        raise InputError("project.no_number", value=repr(value))
    if not abs(float(value)) <= _MOST_HEIGHT_M:
        if isinstance(value, str):
            raise InputError("project.no_height", value=value[:40])
        raise InputError("project.height", height=value)
    return float(value)


def _size(values: Values, name: str) -> float:
    size_m = _number(values[name])
    if not 0 <= size_m <= _MOST_BESIDE_M:
        raise InputError("project.size", name=name, size=size_m)
    return size_m


def _text(values: Values) -> str:
    return str(values.get("name") or "")


def _multi(shape: BaseGeometry) -> MultiPolygon:
    flat = shapely.force_2d(shape)
    polygons = list(getattr(flat, "geoms", [flat]))
    if any(polygon.geom_type != "Polygon" for polygon in polygons):
        raise InputError("project.form_is_no_polygon", form=shape.geom_type)
    if not shapely.is_valid(polygons).all():
        raise InputError(next(explain(one) for one in polygons if not one.is_valid))
    return MultiPolygon(polygons)
