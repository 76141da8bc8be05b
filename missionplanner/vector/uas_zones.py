"""The European UAS geographical zones: ED-269 JSON and ED-318 GeoJSON.

Facts: EUROCAE ED-269 (UASZone, Airspace volume: uomDimensions, lowerLimit, upperLimit, their
vertical references, horizontalProjection as polygon or circle) and ED-318 (GeoJSON with a `layer`
in the geometry and an `extent` that makes a circle of a point). A zone that needs an authorisation
is avoided until it is granted; one without restriction is passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from missionplanner.messages.message import Message, message, text
from missionplanner.model.reading import PassedOver, one_by_one
from missionplanner.vector.geojson_shapes import shape_of
from missionplanner.vector.json_objects import Json, flattened, mapping, objects, plain
from missionplanner.vector.remarks import Remark
from missionplanner.vector.zone_features import FeatureRow

_LISTS = ("features", "UASZoneList", "uasZoneList")
_FREE = "NO_RESTRICTION"
_NEEDS = message("vector.needs_authorisation")
_MEANING = {
    "REQ_AUTHORISATION": _NEEDS,
    "REQ_AUTHORIZATION": _NEEDS,
    "CONDITIONAL": message("vector.conditional"),
}
_SHOWN = 160


@dataclass
class UasZones:
    """The zones of a file as rows for `zone_features`, and those without restriction."""

    rows: list[FeatureRow] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


def read_ed269(content: Any, path: Path) -> UasZones | None:
    """Return the zones of an ED-269 file; None where it is none."""
    zones = _zones(content)
    if not any(_volumes(zone) for zone in zones):
        return None
    found = UasZones()
    for zone in zones:
        name = _words(zone.get("name")) or _words(zone.get("identifier"))
        volumes = _volumes(zone)
        if not volumes:
            found.passed_over.append(_shapeless(name))
        _take(
            found, name, str(zone.get("restriction") or ""), zone, list(_ed269(volumes, name, path))
        )
    return found


def _zones(content: Any) -> tuple[Json, ...]:
    """Return the zones of a list, of an object that holds one, or of one within another."""
    found = objects(content, *_LISTS)
    if found or not isinstance(content, Mapping):
        return found
    if _volumes(content):
        return (content,)
    inner = (objects(value, *_LISTS) for value in content.values() if isinstance(value, Mapping))
    return next((zones for zones in inner if zones), ())


def read_ed318(content: Any, path: Path) -> UasZones | None:
    """Return the zones of an ED-318 file; None where it is none."""
    features = objects(content, "features")
    if not any(_is_layered(feature) for feature in features):
        return None
    found = UasZones()
    for feature in features:
        own = feature.get("properties")
        zone = own if isinstance(own, dict) else {}
        name = _words(zone.get("name")) or _words(zone.get("identifier"))
        shapes = _leaves(feature.get("geometry"))
        if not shapes:
            found.passed_over.append(_shapeless(name))
        word = str(zone.get("restriction") or zone.get("type") or "")
        _take(found, name, word, zone, list(_ed318(feature, zone, shapes, name, path)))
    return found


def _take(found: UasZones, name: str, restriction: str, zone: Json, rows: list[FeatureRow]) -> None:
    if restriction.upper() == _FREE:
        over = PassedOver(what=_called(name), why=message("vector.restricts_nothing"))
        found.passed_over += [over] * len(rows)
        return
    said = _remarks(restriction, zone)
    told = tuple(Remark(line, name or message("vector.zone")) for line in said)
    names = [name, _words(zone.get("identifier"))] if restriction.upper() in _MEANING else []
    may = tuple(dict.fromkeys(word for word in names if word))
    found.rows += [replace(row, told=told, authorisation=may) for row in rows]


def _called(name: str) -> Message:
    return text(name) if name else message("vector.zone")


def _shapeless(name: str) -> PassedOver:
    return PassedOver(what=_called(name), why=message("vector.has_no_shape"))


def _remarks(restriction: str, zone: Json) -> Iterator[Message]:
    meaning = _MEANING.get(restriction.upper())
    if meaning:
        conditions = _words(zone.get("restrictionConditions"))
        shown = conditions[:_SHOWN]
        yield (
            message("vector.with_conditions", meaning=meaning, conditions=shown)
            if conditions
            else meaning
        )
    times = list(_times(zone))
    if times:
        yield message("vector.valid", times=one_by_one(times[:3]))


def _times(zone: Json) -> Iterator[Message]:
    for key in ("applicability", "limitedApplicability"):
        for period in objects(zone.get(key)) or objects([zone.get(key)]):
            span = _span(period.get("startDateTime"), period.get("endDateTime"))
            if period.get("schedule"):
                yield (
                    message("vector.scheduled_span", span=span)
                    if span
                    else message("vector.scheduled")
                )
            elif span:
                yield span


def _span(start: Any, end: Any) -> Message | None:
    if start and end:
        return message("vector.span", start=str(start), end=str(end))
    if start:
        return message("vector.span_from", start=str(start))
    return message("vector.span_to", end=str(end)) if end else None


def _volumes(zone: Json) -> list[Json]:
    drawn = zone.get("geometry")
    listed = objects(drawn if isinstance(drawn, list) else [drawn])
    return [volume for volume in listed if "horizontalProjection" in volume]


def _ed269(volumes: list[Json], name: str, path: Path) -> Iterator[FeatureRow]:
    for number, volume in enumerate(volumes, start=1):
        title = name if len(volumes) == 1 else f"{name} ({number})"
        unit = volume.get("uomDimensions")
        values: dict[str, object] = {
            "name": title,
            "unit": unit,
            "lower": plain(volume.get("lowerLimit")),
            "lower_reference": volume.get("lowerVerticalReference"),
            "upper": plain(volume.get("upperLimit")),
            "upper_reference": volume.get("upperVerticalReference"),
        }
        drawn = volume["horizontalProjection"]
        if isinstance(drawn, dict) and str(drawn.get("type", "")).lower() == "circle":
            values |= {"radius": plain(drawn.get("radius")), "radius_unit": drawn.get("uom", unit)}
            drawn = {"type": "Point", "coordinates": drawn.get("center") or drawn.get("centre")}
        yield FeatureRow(shape_of(drawn, f"{path}, {title}"), values)


def _ed318(
    feature: Json, zone: Json, shapes: list[Json], name: str, path: Path
) -> Iterator[FeatureRow]:
    common = mapping(feature.get("layer")) or mapping(zone.get("layer"))
    for number, drawn in enumerate(shapes, start=1):
        title = name if len(shapes) == 1 else f"{name} ({number})"
        layer = mapping(drawn.get("layer")) or common
        extent = mapping(drawn.get("extent")) or mapping(zone.get("extent"))
        values = {} if layer else dict(flattened(zone))
        values |= {
            "name": title,
            "kind": None,
            "type": None,
            "unit": layer.get("uom", values.get("unit")),
            "lower": plain(layer.get("lower", values.get("lower"))),
            "lower_reference": layer.get("lowerReference", values.get("lower_reference")),
            "upper": plain(layer.get("upper", values.get("upper"))),
            "upper_reference": layer.get("upperReference", values.get("upper_reference")),
        }
        if "radius" in extent:
            # The extent's own unit; ED-318 counts radii in metres, whatever the layer's unit.
            values |= {"radius": plain(extent["radius"]), "radius_unit": extent.get("uom", "m")}
        yield FeatureRow(shape_of(drawn, f"{path}, {title}"), values)


def _is_layered(feature: Json) -> bool:
    own = mapping(feature.get("properties"))
    if mapping(feature.get("layer")) or mapping(own.get("layer")):
        return True
    # Without limits it is known by its restriction beside a name in several languages.
    word = str(own.get("restriction") or own.get("type") or "").upper()
    if objects(own.get("name")) and word in (_FREE, "PROHIBITED", *_MEANING):
        return True
    return any(
        mapping(shape.get("layer")) or mapping(shape.get("extent"))
        for shape in _leaves(feature.get("geometry"))
    )


def _leaves(drawn: Any) -> list[Json]:
    if not isinstance(drawn, dict):
        return []
    if isinstance(drawn.get("geometries"), list):
        outer = {key: drawn[key] for key in ("layer", "extent") if key in drawn}
        inner = [leaf for item in drawn["geometries"] for leaf in _leaves(item)]
        return [{**outer, **leaf} for leaf in inner]
    return [drawn]


def _words(value: Any) -> str:
    """Return a text, or the first of texts in several languages."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("text")
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()
