"""Vector files as `Features` in longitude and latitude."""

from dataclasses import replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.geo.frames import to_lonlat
from missionplanner.geo.national_grids import crs_named
from missionplanner.geo.shapes import counted_back, is_counted_on
from missionplanner.messages.message import message
from missionplanner.model.reading import PassedOver
from missionplanner.vector.dxf import read_dxf
from missionplanner.vector.features import WGS84, Features
from missionplanner.vector.geojson import read_geojson
from missionplanner.vector.geopackage import package_layers, read_package
from missionplanner.vector.kml import read_kml
from missionplanner.vector.shapefile import read_shapefile
from missionplanner.vector.writing import DRIVERS, write_features

__all__ = ["READABLE", "layer_names", "read_features", "read_layers", "write_features"]

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
        Coordinate system where the file names none, as `geo.national_grids.crs_named` reads it.

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
        there = layer_names(path) or message("vector.none")
        raise InputError("vector.no_such_layer", str(path), name=unknown[0], layers=there)
    _check(path)
    read = _in_own_coordinates(path, layers, crs_named(crs) if crs else None)
    if not read:
        raise InputError("vector.no_shapes", str(path))
    return tuple(_in_degrees(part, path) for part in read)


def _in_own_coordinates(
    path: Path, layers: tuple[str, ...], crs: str | None
) -> tuple[Features, ...]:
    kind = path.suffix.lower()
    if kind == ".gpkg":
        return _package(path, layers, crs)
    if kind == ".dxf":
        return read_dxf(path, crs, layers)
    if kind == ".shp":
        return (read_shapefile(path, crs),)
    read = read_kml(path) if kind in (".kml", ".kmz") else read_geojson(path, crs)
    return (replace(read, layer=path.stem),)


def _package(path: Path, layers: tuple[str, ...], crs: str | None) -> tuple[Features, ...]:
    wanted = [part for part in package_layers(path) if not layers or part.name in layers]
    unread = tuple(
        PassedOver(what=message("vector.layer", name=part.name), why=part.unread)
        for part in wanted
        if part.unread
    )
    read = [read_package(path, part.name, crs) for part in wanted if not part.unread]
    if unread and not read:
        layer, why = unread[0].what, unread[0].why
        raise InputError("vector.no_shapes_because", str(path), layer=layer, why=why)
    first = [replace(part, passed_over=unread) for part in read[:1]]
    return (*first, *read[1:])


def _in_degrees(features: Features, path: Path) -> Features:
    crs = features.crs
    if crs in _DEGREES:
        return _between_180(replace(features, crs=WGS84))
    try:
        moved = tuple(g if g is None else to_lonlat(g, crs) for g in features.geometries)
    except InputError as error:
        if zone := _zone_number(features):
            raise InputError(
                "vector.zoned_eastings", str(path), reason=error.message, zone=zone
            ) from error
        error.place = str(path)
        raise
    return replace(features, geometries=moved, crs=WGS84)


def _zone_number(features: Features) -> int:
    """Return the number of a Gauss-Krueger zone with which eastings begin; 0: they do not."""
    first = next((g for g in features.geometries if g is not None and not g.is_empty), None)
    zone = 0 if first is None else int(first.bounds[0] // 1e6)
    # Of China: 13 to 23 zones are 6 degrees wide, 24 to 45 three.
    return zone if zone in range(13, 46) else 0


def _between_180(features: Features) -> Features:
    """Return features without longitudes that are counted from 0 to 360, and tell so."""
    beyond = [g is not None and is_counted_on(g) for g in features.geometries]
    if not any(beyond):
        return features
    moved = tuple(
        counted_back(g) if far and g is not None else g
        for g, far in zip(features.geometries, beyond, strict=True)
    )
    told = message("vector.beyond_180", n=sum(beyond))
    return replace(features, geometries=moved, told=(*features.told, told))


def _check(path: Path) -> None:
    if path.is_dir():
        raise InputError("vector.is_folder", str(path))
    if path.suffix.lower() not in READABLE:
        raise InputError("vector.unknown_format", str(path), suffix=path.suffix, formats=READABLE)
    if not path.is_file():
        raise InputError("vector.no_such_file", str(path))
