"""Shapes in longitude and latitude, with their values, as vector files."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import OutputError
from missionplanner.storage.atomic import copy_whole, put_in_place, write_whole
from missionplanner.storage.folders import is_plain_file, staging
from missionplanner.storage.reasons import not_written
from missionplanner.vector.features import WGS84
from missionplanner.vector.ogr import ogr, ogr_failures

DRIVERS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GPKG",
    ".kml": "LIBKML",
}


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
            "vector.no_vector_format", str(path), suffix=path.suffix, formats=tuple(DRIVERS)
        )
    # GDAL's KML writer keeps silent about a full disk, so text formats are made in memory first.
    in_memory = chosen in ("GeoJSON", "LIBKML")
    try:
        if in_memory:
            _write(text := BytesIO(), layer, geometries, fields, chosen)
            write_whole(path, text.getbuffer())
        else:
            with set_aside(path, with_former=chosen == "GPKG") as aside:
                _write(str(aside), layer, geometries, fields, chosen)
    except ogr_failures() as error:
        raise not_written(error, path) from error


def add_layer(
    aside: Path,
    layer: str,
    geometries: Sequence[BaseGeometry | None],
    fields: Mapping[str, Sequence[object]],
) -> None:
    """Write a layer into a GeoPackage that `set_aside` gave; parameters as of `write_features`.

    Raises
    ------
    OutputError
        See `write_features`.
    """
    try:
        _write(str(aside), layer, geometries, fields, "GPKG")
    except ogr_failures() as error:
        raise not_written(error, aside) from error


@contextmanager
def set_aside(path: Path, *, with_former: bool = False) -> Iterator[Path]:
    """Give a file of that name in a folder of its own to write; at the end it is put in place.

    GDAL follows links, and names what it writes beside (`-journal`) by the file.

    Parameters
    ----------
    with_former : bool
        True: the file begins as the one that is there.

    Raises
    ------
    OutputError
        The file cannot be written; a former one is untouched.
    """
    with staging(path.parent) as folder:
        aside = folder / path.name
        if with_former and is_plain_file(path):
            copy_whole(path, aside)
        yield aside
        # A Shapefile is several files; the one asked for comes last.
        for part in sorted(folder.iterdir(), key=lambda part: part == aside):
            put_in_place(part, path.with_name(part.name))


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
