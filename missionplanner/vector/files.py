"""Vector files as `Features` in longitude and latitude, and back."""

import importlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, OutputError
from missionplanner.geo.frames import to_lonlat
from missionplanner.model.reading import PassedOver
from missionplanner.vector.features import WGS84, Features
from missionplanner.vector.kml import read_kml

if TYPE_CHECKING:
    import pyogrio  # noqa: F401  so that the fences see who uses it

DRIVERS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GPKG",
    ".kml": "LIBKML",
}
READABLE = (*DRIVERS, ".kmz", ".shp")
_KML = (".kml", ".kmz")


@cache
def _ogr() -> Any:
    """Return pyogrio, loaded when the first file is: it brings pandas, which takes a second."""
    return importlib.import_module("pyogrio")


def _failures() -> tuple[type[Exception], ...]:
    """Return what writing may end with."""
    told = _ogr().errors
    ogr = (told.DataSourceError, told.DataLayerError, told.FeatureError, told.FieldError)
    return (*ogr, told.GeometryError, OSError)


def layer_names(path: Path) -> tuple[str, ...]:
    """Return the layers of a GeoPackage; any other file has one, called as it is."""
    _check(path)
    if path.suffix.lower() != ".gpkg":
        return (path.stem,)
    try:
        return tuple(str(name) for name, _ in _ogr().list_layers(path))
    except _ogr().errors.DataSourceError as error:
        raise _unreadable(path, error) from error


def read_features(path: Path, layer: str | None = None) -> Features:
    """Read a layer, by default the first, in WGS 84 degrees, longitude first; z is kept.

    Parameters
    ----------
    path : Path
        .geojson, .json, .kml, .kmz, .gpkg or .shp.
    layer : str, optional
        Only GeoPackage has several.

    Raises
    ------
    InputError
        No such file or layer, not one of these formats, or (Shapefile) no coordinate system.
    """
    _check(path)
    return read_kml(path) if path.suffix.lower() in _KML else _read(path, layer)


def read_layers(path: Path, layers: tuple[str, ...] = ()) -> tuple[Features, ...]:
    """Read several layers of a file, by default all that hold shapes; see `read_features`.

    Parameters
    ----------
    path : Path
    layers : tuple of str
        Names of layers; empty: all. A file of one layer bears its own name without suffix.

    Returns
    -------
    tuple of Features
        At least one. What holds a table only is told in `passed_over` of the first.

    Raises
    ------
    InputError
        No such layer (naming what there is), no layer with shapes, or as `read_features`.
    """
    if unknown := [name for name in layers if name not in layer_names(path)]:
        raise _no_layer(unknown[0], path)
    if path.suffix.lower() != ".gpkg":
        return (replace(read_features(path), layer=path.stem),)
    listed = [(str(name), kind) for name, kind in _ogr().list_layers(path)]
    wanted = [(name, kind) for name, kind in listed if not layers or name in layers]
    read = [replace(_read(path, name), layer=name) for name, kind in wanted if kind]
    if not read:
        raise InputError("holds no shapes, only a table", str(path), "choose another file or layer")
    tables = tuple(
        PassedOver(what=f"layer {name}", why="a table without shapes")
        for name, kind in wanted
        if not kind
    )
    return (replace(read[0], passed_over=(*tables, *read[0].passed_over)), *read[1:])


def write_features(
    path: Path,
    layer: str,
    geometries: Sequence[BaseGeometry | None],
    fields: Mapping[str, Sequence[object]],
    driver: str | None = None,
) -> None:
    """Write a layer of WGS 84 features; in a GeoPackage other layers stay as they are.

    Parameters
    ----------
    path : Path
        Its folder must exist.
    layer : str
    geometries : sequence
        Degrees, longitude first; kinds may be mixed (not in a Shapefile).
    fields : mapping of str to sequence
        One value a geometry: all text, all numbers or all booleans; None where missing.
    driver : str, optional
        GDAL's name; by default from the suffix (.geojson, .kml, .gpkg).

    Raises
    ------
    OutputError
        Where the file cannot be written.
    """
    chosen = driver or DRIVERS.get(path.suffix.lower())
    if chosen is None:
        raise OutputError(
            f"'{path.suffix}' is not a vector format", str(path), f"use {', '.join(DRIVERS)}"
        )
    # GDAL's KML writer keeps silent about a full disk, so text formats are made in memory first.
    in_memory = chosen in ("GeoJSON", "LIBKML")
    target: BytesIO | str = BytesIO() if in_memory else str(path)
    is_new = not path.exists()
    try:
        _write(target, layer, geometries, fields, chosen)
        if isinstance(target, BytesIO):
            _put_in_place(path, target.getvalue())
    except _failures() as error:
        if is_new:
            with suppress(OSError):
                path.unlink()
        raise OutputError(
            f"cannot be written ({error})", str(path), "choose a folder with room that you may use"
        ) from error


def _write(
    target: BytesIO | str,
    layer: str,
    geometries: Sequence[BaseGeometry | None],
    fields: Mapping[str, Sequence[object]],
    driver: str,
) -> None:
    columns, masks = _columns(fields)
    kinds = {geometry.geom_type for geometry in geometries if geometry is not None}
    kind = kinds.pop() if len(kinds) == 1 else "Unknown"
    if kind != "Unknown" and any(g is not None and g.has_z for g in geometries):
        kind = f"{kind} Z"
    _ogr().raw.write(
        target,
        shapely.to_wkb(np.array(geometries, dtype=object), include_srid=False),
        columns,
        list(fields),
        field_mask=masks,
        layer=layer,
        driver=driver,
        geometry_type=kind,
        crs=WGS84,
    )


def _put_in_place(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()


def _check(path: Path) -> None:
    if path.is_dir():
        raise InputError("is a folder", str(path), "name the file in it")
    if path.suffix.lower() not in READABLE:
        raise InputError(
            f"'{path.suffix}' is not a format of areas or zones",
            str(path),
            f"use one of {', '.join(READABLE)}",
        )
    if not path.is_file():
        raise InputError("no such file", str(path), "check the name")


def _read(path: Path, layer: str | None) -> Features:
    try:
        meta, _, shapes, columns = _ogr().raw.read(str(path), layer=layer)
    except _ogr().errors.DataLayerError as error:
        raise _no_layer(layer or "", path) from error
    except (_ogr().errors.DataSourceError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    crs = meta["crs"]
    if shapes is None:
        raise InputError("holds no shapes, only a table", str(path), "choose another file or layer")
    if not crs:
        raise InputError(
            "names no coordinate system",
            str(path),
            "put its .prj file beside it, or save it as GeoJSON or GeoPackage with its CRS",
        )
    geometries = [None if wkb is None else shapely.from_wkb(wkb) for wkb in shapes]
    placed = tuple(g if g is None or g.is_empty else _placed(g, crs, path) for g in geometries)
    fields = zip(meta["fields"], columns, strict=True)
    return Features(placed, {str(name): [_plain(v) for v in column] for name, column in fields})


def _placed(geometry: BaseGeometry, crs: str, path: Path) -> BaseGeometry:
    if crs in (WGS84, "OGC:CRS84"):
        return geometry
    try:
        return to_lonlat(geometry, crs)
    except InputError as error:
        raise InputError(error.what, str(path), error.remedy) from error


def _plain(value: object) -> object:
    """Return a numpy value as Python's, and every kind of 'missing' as None."""
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and np.isnan(value) else value


def _columns(
    fields: Mapping[str, Sequence[object]],
) -> tuple[list[NDArray[np.generic]], list[NDArray[np.bool_] | None]]:
    columns: list[NDArray[np.generic]] = []
    masks: list[NDArray[np.bool_] | None] = []
    for values in fields.values():
        missing = np.array([value is None for value in values])
        columns.append(_column(values))
        masks.append(missing if missing.any() else None)
    return columns, masks


def _column(values: Sequence[object]) -> NDArray[np.generic]:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return np.array([bool(value) for value in values])
    if known and all(isinstance(value, int) and not isinstance(value, bool) for value in known):
        return np.array([0 if value is None else value for value in values], dtype=np.int64)
    if known and all(isinstance(value, int | float) for value in known):
        return np.array([np.nan if v is None else v for v in values], dtype=np.float64)
    texts = [None if value is None else str(value) for value in values]
    return np.array(texts, dtype=object)


def _no_layer(name: str, path: Path) -> InputError:
    there = ", ".join(layer_names(path))
    return InputError(f"has no layer '{name}'", str(path), f"it holds: {there}")


def _unreadable(path: Path, error: Exception) -> InputError:
    # GDAL's own sentence helps with a damaged file; that it knows no such format does not.
    unknown = "not recognized" in str(error)
    kind = path.suffix.lstrip(".") or "a vector file"
    return InputError(
        f"cannot be read as {kind}" if unknown else f"cannot be read as {kind} ({error})",
        str(path),
        "check that the file is whole, or save it again",
    )
