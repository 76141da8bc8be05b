"""Several tiles on one lattice as one GDAL virtual raster, so that a seam is no edge.

Resampling tile by tile would leave a scar where the kernel of one tile knows nothing of the next.
Format: GDAL's VRT schema, https://gdal.org/en/stable/drivers/raster/vrt.html
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from missionplanner.raster.grid import Grid

NODATA = -1.0e30
"""What a virtual raster holds where no tile has a value."""


@dataclass(frozen=True)
class MosaicTile:
    """A file with its lattice, its nodata value and what turns stored numbers into values.

    `name` is how GDAL may open it (`raster.files.opened.gdal_name`); empty: by its path. `fill` are
    further stored numbers that are no value.
    """

    path: Path
    grid: Grid
    nodata: float | None
    scale: float = 1.0
    offset: float = 0.0
    masked: bool = False
    band: int = 1
    name: str = ""
    fill: tuple[float, ...] = ()


def groups(tiles: Sequence[MosaicTile]) -> list[list[MosaicTile]]:
    """Put tiles that lie on one lattice together, in the order given."""
    found: list[list[MosaicTile]] = []
    for tile in tiles:
        for group in found:
            if group[0].grid.joins(tile.grid):
                group.append(tile)
                break
        else:
            found.append([tile])
    return found


def virtual_raster(tiles: Sequence[MosaicTile], crs_wkt: str, nodata: float = NODATA) -> str:
    """Return the XML of one float64 band over tiles of one lattice; the first tile lies on top.

    Parameters
    ----------
    tiles : sequence of MosaicTile
        On one lattice (see `groups`).
    crs_wkt : str
        Horizontal coordinate system to declare.
    nodata : float
        What it holds where no tile has a value.
    """
    first = tiles[0].grid
    origin = first.transform
    offsets = [_offset(first, tile.grid) for tile in tiles]
    west, north = min(c for c, _ in offsets), min(r for _, r in offsets)
    width = max(c + t.grid.width for (c, _), t in zip(offsets, tiles, strict=True)) - west
    height = max(r + t.grid.height for (_, r), t in zip(offsets, tiles, strict=True)) - north
    root = Element("VRTDataset", rasterXSize=str(width), rasterYSize=str(height))
    SubElement(root, "SRS").text = crs_wkt
    corner_x, corner_y = first.place(west, north)
    numbers = (corner_x, origin.a, origin.b, corner_y, origin.d, origin.e)
    SubElement(root, "GeoTransform").text = ", ".join(repr(float(n)) for n in numbers)
    band = SubElement(root, "VRTRasterBand", dataType="Float64", band="1")
    SubElement(band, "NoDataValue").text = repr(nodata)
    # GDAL paints sources in file order: the last one wins.
    for tile, (column, row) in reversed(list(zip(tiles, offsets, strict=True))):
        _source(band, tile, column - west, row - north)
    return tostring(root, encoding="unicode")


def without(tile: MosaicTile, value: float, crs_wkt: str) -> MosaicTile:
    """Return a tile of which a value, that its file does not declare as nodata, is none too."""
    stored = (value - tile.offset) / tile.scale
    if tile.masked:
        between = virtual_raster([replace(tile, scale=1.0, offset=0.0)], crs_wkt, stored)
        return replace(tile, name=between, nodata=stored, masked=False, band=1)
    if tile.nodata is None:
        return replace(tile, nodata=stored)
    # Two values cannot be declared at once: one becomes the other in a virtual raster between.
    bare = replace(tile, nodata=stored, scale=1.0, offset=0.0)
    between = virtual_raster([bare], crs_wkt, tile.nodata)
    return replace(tile, name=between, band=1)


def _offset(first: Grid, grid: Grid) -> tuple[int, int]:
    a, b = first.transform, grid.transform
    if grid is first:
        return 0, 0
    return round((b.c - a.c) / a.a), round((b.f - a.f) / a.e)


def _source(band: Element, tile: MosaicTile, column: int, row: int) -> None:
    no_value = [] if tile.masked or tile.nodata is None else [tile.nodata]
    no_value += [number for number in tile.fill if number not in no_value]
    nested = len(no_value) + tile.masked > 1
    source = SubElement(band, "ComplexSource")
    name = _without_last(tile, no_value) if nested else tile.name or str(tile.path)
    SubElement(source, "SourceFilename", relativeToVRT="0").text = name
    SubElement(source, "SourceBand").text = "1" if nested else str(tile.band)
    size = {"xSize": str(tile.grid.width), "ySize": str(tile.grid.height)}
    SubElement(source, "SrcRect", {"xOff": "0", "yOff": "0", **size})
    SubElement(source, "DstRect", {"xOff": str(column), "yOff": str(row), **size})
    if nested:
        SubElement(source, "NODATA").text = repr(no_value[-1] * tile.scale + tile.offset)
        return
    if tile.masked:
        SubElement(source, "UseMaskBand").text = "true"
    elif no_value:
        SubElement(source, "NODATA").text = repr(no_value[0])
    if (tile.scale, tile.offset) != (1.0, 0.0):
        SubElement(source, "ScaleOffset").text = repr(tile.offset)
        SubElement(source, "ScaleRatio").text = repr(tile.scale)


def _without_last(tile: MosaicTile, no_value: Sequence[float]) -> str:
    """Return a raster of the tile where all numbers but the last are no value: GDAL takes one."""
    fill = tuple(number for number in no_value[:-1] if number != tile.nodata)
    return virtual_raster([replace(tile, fill=fill)], tile.grid.crs_wkt)
