"""Reading GeoJSON (RFC 7946), with the crs member of its forerunner of 2008.

Own reading instead of GDAL's: an error names its feature and its coordinate, a text that merely
ends in .json is never taken for another of GDAL's formats, and no link in it is followed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, shortened
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import PassedOver
from missionplanner.vector.archive import LIMIT_BYTES
from missionplanner.vector.attributes import NAME, text
from missionplanner.vector.features import WGS84, CrsUnknown, Features, Values, from_rows
from missionplanner.vector.geojson_shapes import KINDS, shape_of

_LONGEST = 80
# An authority and a code, however they are written: EPSG:4490, urn:ogc:def:crs:EPSG::4490,
# http://www.opengis.net/def/crs/EPSG/0/4490. Nothing else is handed on: PROJ's own strings may
# name files.
_CODE = re.compile(r"(?i)(?:^|[:/])(EPSG|ESRI|OGC)(?:[:/][\d.]*)?[:/]([A-Z]*\d+)$")


def read_geojson(path: Path, crs: str | None = None) -> Features:
    """Read all features of a GeoJSON file, in the coordinates of its `crs`; z is kept.

    Parameters
    ----------
    path : Path
    crs : str, optional
        Where the file's crs member is null.

    Raises
    ------
    InputError
        Not JSON, another kind of JSON (named), a coordinate or an outline that is none.
    CrsUnknown
        A crs member that is null.
    """
    try:
        document = _document(path)
        system = _crs(document, path, crs)
        told: list[Message] = []
        rows = [_row(feature, number, path, told) for number, feature in _features(document, path)]
    except RecursionError as error:
        raise InputError("vector.json_deep", str(path)) from error
    links = tuple(
        PassedOver(what=message("vector.link", address=href), why=message("vector.not_followed"))
        for href in _continued(document)
    )
    return replace(
        from_rows(rows, system),
        layer=path.stem,
        passed_over=links,
        told=tuple(told),
        crs_given=crs is not None and document.get("crs", WGS84) is None,
    )


def load_json(path: Path) -> object:
    """Return what a JSON file holds; a number may be infinite or none (NaN).

    Raises
    ------
    InputError
        Larger than 200 MB, not JSON, or nested too deep.
    """
    if path.stat().st_size > LIMIT_BYTES:
        raise InputError("vector.too_large", str(path))
    data = path.read_bytes()
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        raise InputError("vector.json_not_utf8", str(path), byte=error.start) from error
    except json.JSONDecodeError as error:
        raise _no_json(data, error, path) from error
    except RecursionError as error:
        raise InputError("vector.json_deep", str(path)) from error
    except ValueError as error:
        raise InputError("vector.json_number", str(path)) from error


def _no_json(data: bytes, error: json.JSONDecodeError, path: Path) -> InputError:
    if not data.strip(b" \t\r\n\0"):
        return InputError("vector.empty", str(path))
    if data.lstrip().startswith(b"<"):
        return InputError("vector.json_is_xml", str(path))
    if error.msg == "Extra data" or data.startswith(b"\x1e"):
        return InputError("vector.json_texts", str(path))
    return InputError(
        "vector.json_broken",
        str(path),
        reason=error.msg,
        line=error.lineno,
        column=error.colno,
    )


def _document(path: Path) -> dict[str, Any]:
    document = load_json(path)
    known = ("FeatureCollection", "Feature", *KINDS)
    if isinstance(document, dict) and document.get("type") in known:
        return cast("dict[str, Any]", document)
    raise InputError("vector.no_geojson", str(path), kind=_named(document))


def _named(document: object) -> Message | str:
    """Say what a JSON text is that is not GeoJSON."""
    if not isinstance(document, dict):
        is_list = isinstance(document, list)
        return message("vector.json_list") if is_list else message("vector.json_value")
    data = document.get("data")
    areas = document.get("areas", data.get("areas") if isinstance(data, dict) else None)
    first = next(iter(document.get("features") or areas or ()), None)
    inner = set(first) if isinstance(first, dict) else set()
    if document.get("type") == "Topology":
        return "TopoJSON"
    if "geometryType" in document or "attributes" in inner:
        return "Esri JSON"
    if {"lat", "lng", "radius"} <= inner:
        return message("vector.json_of_dji")
    if "identifier" in inner:
        return message("vector.json_of_uas")
    members = [str(name)[:20] for name in list(document)[:4]]
    if not members:
        return message("vector.json_empty")
    return message("vector.json_members", members=members)


def _features(document: dict[str, Any], path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if document["type"] == "Feature":
        yield 1, document
    elif document["type"] != "FeatureCollection":
        yield 1, {"geometry": document}
    else:
        features = document.get("features")
        if not isinstance(features, list):
            raise InputError("vector.json_without_features", str(path))
        for number, feature in enumerate(features, start=1):
            if not isinstance(feature, dict):
                where = (str(path), message("vector.feature", n=number))
                raise InputError("vector.json_no_feature", where)
            yield number, feature


def _row(
    feature: dict[str, Any], number: int, path: Path, told: list[Message]
) -> tuple[BaseGeometry | None, Values]:
    properties = feature.get("properties")
    given = properties if isinstance(properties, dict) else {}
    values = {str(name): _plain(value) for name, value in given.items()}
    if isinstance(feature.get("id"), str):
        values.setdefault("id", feature["id"])
    title = text(values, NAME)
    name = shortened(title, _LONGEST) if title else message("vector.feature", n=number)
    geometry = feature.get("geometry")
    closed: list[Message] = []
    where = (str(path), title or name)
    shape = None if geometry is None else shape_of(geometry, where, closed)
    told.extend(message("vector.named", name=name, remark=line) for line in closed)
    return shape, values


def _plain(value: object) -> object:
    if isinstance(value, list) and value and isinstance(value[0], dict) and "text" in value[0]:
        # A text in several languages (ED-318): the first of them.
        value = value[0]["text"]
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        # Half a surrogate pair is JSON, but no text that could be written again.
        return value.encode("utf-8", "replace").decode("utf-8")
    return None if isinstance(value, float) and value != value else value


def _crs(document: dict[str, Any], path: Path, given_crs: str | None) -> str:
    if "crs" not in document:
        return WGS84
    member = document["crs"]
    if member is None and given_crs is not None:
        return given_crs
    if member is None:
        raise CrsUnknown("vector.crs_null", str(path))
    properties = member.get("properties") if isinstance(member, dict) else None
    given = properties if isinstance(properties, dict) else {}
    name = str(given.get("name") or given.get("code") or given.get("href") or member)
    found = _CODE.search(name) if "href" not in given else None
    if found:
        return f"{found[1].upper()}:{found[2].upper()}"
    if name.isdigit():
        return f"EPSG:{name}"
    raise InputError("vector.crs_no_code", str(path), name=name[:80])


def _continued(document: dict[str, Any]) -> Iterator[str]:
    links = document.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next":
            yield str(link.get("href"))[:200]
