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
from missionplanner.model.reading import PassedOver
from missionplanner.vector.archive import LIMIT_BYTES
from missionplanner.vector.attributes import NAME, text
from missionplanner.vector.features import WGS84, CrsUnknown, Features, Values, from_rows
from missionplanner.vector.geojson_shapes import KINDS, shape_of

_LONGEST = 80
_SAVE = "save it as GeoJSON (a FeatureCollection)"
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
        told: list[str] = []
        rows = [_row(feature, number, path, told) for number, feature in _features(document, path)]
    except RecursionError as error:
        raise InputError("is nested too deep for GeoJSON", str(path), _SAVE) from error
    links = tuple(
        PassedOver(what=f"link to {href}", why="links are not followed")
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
        raise InputError("is larger than 200 MB", str(path), "cut out the part you need")
    data = path.read_bytes()
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not UTF-8 (byte {error.start}), as JSON must be", str(path), "save it as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise _no_json(data, error, path) from error
    except RecursionError as error:
        raise InputError("is nested too deep for GeoJSON", str(path), _SAVE) from error
    except ValueError as error:
        raise InputError("holds a number of thousands of digits", str(path), _SAVE) from error


def _no_json(data: bytes, error: json.JSONDecodeError, path: Path) -> InputError:
    if not data.strip(b" \t\r\n\0"):
        return InputError("is empty", str(path), "fetch the file again")
    if data.lstrip().startswith(b"<"):
        return InputError("is not GeoJSON but XML", str(path), _SAVE)
    if error.msg == "Extra data" or data.startswith(b"\x1e"):
        return InputError("holds one JSON text after another", str(path), _SAVE)
    place = f"line {error.lineno}, column {error.colno}"
    return InputError(
        f"cannot be read as GeoJSON ({error.msg}, {place})",
        str(path),
        "check that the file is whole, or save it again",
    )


def _document(path: Path) -> dict[str, Any]:
    document = load_json(path)
    known = ("FeatureCollection", "Feature", *KINDS)
    if isinstance(document, dict) and document.get("type") in known:
        return cast("dict[str, Any]", document)
    raise InputError(f"is {_named(document)}, not GeoJSON", str(path), _SAVE)


def _named(document: object) -> str:
    """Say what a JSON text is that is not GeoJSON."""
    if not isinstance(document, dict):
        return "a JSON list" if isinstance(document, list) else "a bare JSON value"
    data = document.get("data")
    areas = document.get("areas", data.get("areas") if isinstance(data, dict) else None)
    first = next(iter(document.get("features") or areas or ()), None)
    inner = set(first) if isinstance(first, dict) else set()
    if document.get("type") == "Topology":
        return "TopoJSON"
    if "geometryType" in document or "attributes" in inner:
        return "Esri JSON"
    if {"lat", "lng", "radius"} <= inner:
        return "DJI's list of zones"
    if "identifier" in inner:
        return "a list of UAS zones (ED-269)"
    members = ", ".join(str(name)[:20] for name in list(document)[:4])
    return f"JSON with the members {members}" if members else "an empty JSON object"


def _features(document: dict[str, Any], path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if document["type"] == "Feature":
        yield 1, document
    elif document["type"] != "FeatureCollection":
        yield 1, {"geometry": document}
    else:
        features = document.get("features")
        if not isinstance(features, list):
            raise InputError("is a FeatureCollection without features", str(path), _SAVE)
        for number, feature in enumerate(features, start=1):
            if not isinstance(feature, dict):
                raise InputError("is no feature", f"{path}, feature {number}", _SAVE)
            yield number, feature


def _row(
    feature: dict[str, Any], number: int, path: Path, told: list[str]
) -> tuple[BaseGeometry | None, Values]:
    properties = feature.get("properties")
    given = properties if isinstance(properties, dict) else {}
    values = {str(name): _plain(value) for name, value in given.items()}
    if isinstance(feature.get("id"), str):
        values.setdefault("id", feature["id"])
    name = text(values, NAME) or f"feature {number}"
    geometry = feature.get("geometry")
    closed: list[str] = []
    shape = None if geometry is None else shape_of(geometry, f"{path}, {name}", closed)
    told.extend(f"{shortened(name, _LONGEST)}: {line}" for line in closed)
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
        raise CrsUnknown(
            "names no coordinate system (its crs is null)",
            str(path),
            "name an EPSG code in its crs",
        )
    properties = member.get("properties") if isinstance(member, dict) else None
    given = properties if isinstance(properties, dict) else {}
    name = str(given.get("name") or given.get("code") or given.get("href") or member)
    found = _CODE.search(name) if "href" not in given else None
    if found:
        return f"{found[1].upper()}:{found[2].upper()}"
    if name.isdigit():
        return f"EPSG:{name}"
    raise InputError(
        f"names a coordinate system that is no code ({name[:80]})", str(path), "name an EPSG code"
    )


def _continued(document: dict[str, Any]) -> Iterator[str]:
    links = document.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next":
            yield str(link.get("href"))[:200]
