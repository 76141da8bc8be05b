"""Threats from and to vector files: zones, cylinders, power lines, references to risk rasters."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.reading import AIRSPACE_ENDINGS, PassedOver, ReadChoices, ReadReport
from missionplanner.vector.archive import LIMIT_BYTES
from missionplanner.vector.candidates import ThreatsRead, gather, nothing_in
from missionplanner.vector.encodings import decoded
from missionplanner.vector.features import Features, Values, from_rows
from missionplanner.vector.files import write_features
from missionplanner.vector.geojson import load_json
from missionplanner.vector.granted import is_granted
from missionplanner.vector.openaip import read_openaip
from missionplanner.vector.openair import looks_like_openair, read_openair
from missionplanner.vector.threat_layers import threat_layers
from missionplanner.vector.uas_zones import read_ed269, read_ed318
from missionplanner.vector.zone_features import FeatureRow, candidates

__all__ = ["ThreatsRead", "merged", "read_zones", "write_zones"]

_RASTERS = (".tif", ".tiff", ".asc", ".vrt")
_JSON = (".json", ".geojson")


def read_zones(
    path: Path, choices: ReadChoices | None = None, near: BaseGeometry | None = None
) -> ThreatsRead:
    """Read threats by geometry and attributes (docs/formats/vector.md).

    Polygons are zones, points with a radius cylinders, lines with a height power lines, features of
    kind 'risk' name a raster. OpenAir (.txt, .air, .openair), ED-269, ED-318 and openAIP's JSON are
    known by what they hold; a raster file gives a risk layer.

    Parameters
    ----------
    path : Path
    choices : ReadChoices, optional
        What the user decided where the file leaves a question open.
    near : geometry, optional
        Where the terrain lies, WGS 84 degrees; zones far from it are passed over and counted.

    Returns
    -------
    ThreatsRead
        The threats, and a report of what was taken, passed over and how it was understood.

    Raises
    ------
    InputError
        Near the terrain: a point without radius, a line without height, a number that is none, a
        ceiling below its floor, a polygon that crosses itself. A file that gives no threat at all,
        or whatever the file's reader says.
    Undecided
        A number without a unit in a file that speaks of feet elsewhere.
    """
    choices = choices or ReadChoices()
    suffix = path.suffix.lower()
    if suffix in _RASTERS:
        return _raster(path)
    if suffix in AIRSPACE_ENDINGS:
        text, encoding = _text(path)
        if not text.lstrip().startswith(
            ('{"', "{ ", "{\r", "{\n", "{\t", "{}")
        ) or looks_like_openair(text):
            return read_openair(text, path, near, _encoded(encoding, path))
        return _json(path, choices, near)
    if suffix in _JSON and path.is_file():
        return _json(path, choices, near)
    return _layers(path, choices, near)


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


def _raster(path: Path) -> ThreatsRead:
    if not path.is_file():
        raise InputError("vector.no_such_file", str(path))
    return ThreatsRead(Threats(risks=(RiskRaster(path.stem, path),)), ReadReport(risks=1))


def _encoded(encoding: str, path: Path) -> tuple[Message, ...]:
    if not encoding:
        return ()
    return (message("vector.encoding_guessed", file=path.name, encoding=encoding),)


def _text(path: Path) -> tuple[str, str]:
    try:
        if not path.is_file():  # a device has no end
            raise InputError("vector.unreadable", str(path))
        if path.stat().st_size > LIMIT_BYTES:
            raise InputError("vector.too_large", str(path))
        return decoded(path.read_bytes())
    except OSError as error:
        raise InputError("vector.unreadable", str(path)) from error


def _json(path: Path, choices: ReadChoices, near: BaseGeometry | None) -> ThreatsRead:
    content = load_json(path)
    uas = read_ed269(content, path) or read_ed318(content, path)
    if uas is not None:
        return _gathered(uas.rows, uas.passed_over, (), path, choices, near)
    openaip = read_openaip(content, path)
    if openaip is not None:
        return _gathered(*openaip, (), path, choices, near)
    if path.suffix.lower() not in _JSON:
        raise InputError("vector.json_not_openair", str(path))
    return _layers(path, choices, near)


def _layers(path: Path, choices: ReadChoices, near: BaseGeometry | None) -> ThreatsRead:
    layers, over, told = threat_layers(path, choices)
    for layer in layers:
        over += layer.passed_over
        told += layer.told
    rows = [row for layer in layers for row in _rows(layer)]
    if not rows:
        raise nothing_in(str(path), over, message("vector.nothing_drawn"))
    return _gathered(rows, over, told, path, choices, near)


def _rows(layer: Features) -> Iterable[FeatureRow]:
    return (FeatureRow(shape, values) for shape, values in layer.rows())


def _gathered(
    rows: list[FeatureRow],
    over: list[PassedOver],
    told: Iterable[Message],
    path: Path,
    choices: ReadChoices,
    near: BaseGeometry | None,
) -> ThreatsRead:
    found, more = candidates(rows, path, choices)
    granted = [
        n for row in rows if is_granted(row.authorisation, choices) for n in row.authorisation
    ]
    read = gather(found, near, str(path), [*over, *more], tuple(told), may_be_empty=bool(granted))
    return replace(read, grantable=tuple(dict.fromkeys((*granted, *read.grantable))))


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
