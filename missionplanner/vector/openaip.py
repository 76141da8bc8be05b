"""openAIP's airspaces as JSON: of its service, of its exports, and as GeoJSON.

Facts: https://docs.openaip.net (airspace schema): `unit` 0 metre, 1 foot, 6 flight level;
`referenceDatum` 0 ground, 1 mean sea level, 2 standard atmosphere; numbers of `type` and
`icaoClass` in `airspace_classes`. Its converters write the same as words (FT, FL, GND, STD).
"""

from pathlib import Path
from typing import Any

from missionplanner.messages.message import message, text
from missionplanner.model.reading import PassedOver
from missionplanner.vector.airspace_classes import (
    OPENAIP_CLASSES,
    OPENAIP_TYPES,
    class_and_type,
    is_closed,
)
from missionplanner.vector.geojson_shapes import shape_of
from missionplanner.vector.json_objects import Json, objects
from missionplanner.vector.zone_features import FeatureRow

_UNITS = {0: "m", 1: "ft", 6: "FL"}
_DATUMS = {0: "GND", 1: "MSL", 2: "STD"}
_LOWER = ("lowerLimit", "lowerCeiling")
_UPPER = ("upperLimit", "upperCeiling")


def read_openaip(content: Any, path: Path) -> tuple[list[FeatureRow], list[PassedOver]] | None:
    """Return the closed airspaces of an openAIP file and the free ones; None where it is none."""
    items = objects(content, "features", "items")
    if not any(_limit(_values(item), _LOWER + _UPPER) for item in items):
        return None
    rows: list[FeatureRow] = []
    over: list[PassedOver] = []
    for number, item in enumerate(items, start=1):
        values = _values(item)
        name = str(values.get("name") or f"Airspace {number}")
        letter = _word(values.get("icaoClass", values.get("class")), OPENAIP_CLASSES)
        kind = _word(values.get("type"), OPENAIP_TYPES)
        if letter and not is_closed(letter, kind):
            what = class_and_type(letter, kind)
            over.append(PassedOver(what=what, why=message("vector.forbids_nothing")))
        elif item.get("geometry") is None:
            over.append(PassedOver(what=text(name), why=message("vector.has_no_shape")))
        else:
            shape = shape_of(item["geometry"], f"{path}, {name}")
            rows.append(FeatureRow(shape, {"name": name, **_ends(values)}))
    return rows, over


def _ends(values: Json) -> dict[str, object]:
    found: dict[str, object] = {}
    for end, keys in (("lower", _LOWER), ("upper", _UPPER)):
        limit = _limit(values, keys)
        if limit:
            found |= {
                end: limit.get("value"),
                f"{end}_unit": _word(limit.get("unit"), _UNITS) or None,
                f"{end}_reference": _word(limit.get("referenceDatum"), _DATUMS) or None,
            }
    return found


def _values(item: Json) -> Json:
    own = item.get("properties")
    return own if isinstance(own, dict) else item


def _limit(values: Json, keys: tuple[str, ...]) -> Json:
    found = (values.get(key) for key in keys)
    return next((v for v in found if isinstance(v, dict) and "value" in v), {})


def _word(value: Any, names: dict[int, str]) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return names.get(int(value), str(value)) if _is_whole(value) else str(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
