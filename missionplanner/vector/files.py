"""Vector files as `Features` in longitude and latitude, and back."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, OutputError
from missionplanner.geo.frames import to_lonlat
from missionplanner.model.reading import PassedOver
from missionplanner.vector.dxf import read_dxf
from missionplanner.vector.features import WGS84, Features
from missionplanner.vector.geojson import read_geojson
from missionplanner.vector.geopackage import package_layers, read_package
from missionplanner.vector.kml import read_kml
from missionplanner.vector.ogr import ogr, ogr_failures
from missionplanner.vector.shapefile import read_shapefile

DRIVERS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GPKG",
    ".kml": "LIBKML",
}
READABLE = (*DRIVERS, ".kmz", ".shp", ".dxf")
_DEGREES = (WGS84, "OGC:CRS84", "EPSG:4979")


def layer_names(path: Path) -> tuple[str, ...]:
    """Return the layers of a GeoPackage or a drawing; any other file has one, called as it is."""
    _check(path)
    kind = path.suffix.lower()
    if kind == ".gpkg":
        return tuple(layer.name for layer in package_layers(path))
    if kind == ".dxf":
        return tuple(part.layer for part in read_dxf(path, WGS84))
    return (path.stem,)


def read_features(path: Path, layer: str | None = None, crs: str | None = None) -> Features:
    """Read a layer, by default the first with shapes, in WGS 84 degrees, longitude first.

    Parameters
    ----------
    path : Path
        .geojson, .json, .kml, .kmz, .gpkg, .shp or .dxf; z is kept.
    layer : str, optional
        Only GeoPackages and drawings have several.
    crs : str, optional
        Coordinate system where the file names none; never in place of one that it names.

    Raises
    ------
    InputError
        No such file or layer, not one of these formats, or damaged.
    CrsUnknown
        The file names no coordinate system and `crs` is not given.
    """
    if path.suffix.lower() == ".gpkg" and layer is None and path.is_file():
        # Others are not even read: one of them may be damaged or lie nowhere.
        names = [part.name for part in package_layers(path) if not part.unread]
        layer = next(iter(names), None)
    return read_layers(path, () if layer is None else (layer,), crs)[0]


def read_layers(
    path: Path, layers: tuple[str, ...] = (), crs: str | None = None
) -> tuple[Features, ...]:
    """Read several layers of a file, by default all that hold shapes; see `read_features`.

    Parameters
    ----------
    path : Path
    layers : tuple of str
        Names of layers; empty: all. A file of one layer bears its own name without suffix.
    crs : str, optional
        Coordinate system where the file names none.

    Returns
    -------
    tuple of Features
        At least one, in WGS 84 degrees, longitude first. What holds a table only is told in
        `passed_over` of the first.

    Raises
    ------
    InputError
        No such layer (naming what there is), no layer with shapes, or as `read_features`.
    """
    if unknown := [name for name in layers if name not in layer_names(path)]:
        there = ", ".join(layer_names(path)) or "none"
        raise InputError(f"has no layer '{unknown[0]}'", str(path), f"its layers are: {there}")
    _check(path)
    read = _in_own_coordinates(path, layers, crs)
    if not read:
        raise InputError("holds no shapes", str(path), "choose another file or layer")
    return tuple(_in_degrees(part, path) for part in read)


def _in_own_coordinates(
    path: Path, layers: tuple[str, ...], crs: str | None
) -> tuple[Features, ...]:
    kind = path.suffix.lower()
    if kind == ".gpkg":
        return _package(path, layers, crs)
    if kind == ".dxf":
        return tuple(p for p in read_dxf(path, crs) if not layers or p.layer in layers)
    if kind == ".shp":
        return (read_shapefile(path, crs),)
    read = read_kml(path) if kind in (".kml", ".kmz") else read_geojson(path, crs)
    return (replace(read, layer=path.stem),)


def _package(path: Path, layers: tuple[str, ...], crs: str | None) -> tuple[Features, ...]:
    wanted = [part for part in package_layers(path) if not layers or part.name in layers]
    unread = tuple(
        PassedOver(what=f"layer {part.name}", why=part.unread) for part in wanted if part.unread
    )
    read = [read_package(path, part.name, crs) for part in wanted if not part.unread]
    if unread and not read:
        raise InputError(
            f"holds no shapes: {unread[0].what} is {unread[0].why}", str(path), "choose another"
        )
    first = [replace(part, passed_over=unread) for part in read[:1]]
    return (*first, *read[1:])


def _in_degrees(features: Features, path: Path) -> Features:
    crs = features.crs
    if crs in _DEGREES:
        return replace(features, crs=WGS84)
    try:
        moved = tuple(g if g is None else to_lonlat(g, crs) for g in features.geometries)
    except InputError as error:
        raise InputError(error.what, str(path), error.remedy) from error
    return replace(features, geometries=moved, crs=WGS84)


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
    except ogr_failures() as error:
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
    ogr().raw.write(
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
