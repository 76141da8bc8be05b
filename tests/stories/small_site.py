"""A small hilly site written to files, for stories that need no real data."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.warp import transform

from missionplanner.cli.main import run

EPSG = 32649
X0, Y0 = 500_000.0, 4_180_000.0  # lower left corner, metres
SIDE_M, CELL_M = 1400.0, 10.0


@dataclass(frozen=True)
class SmallSite:
    """Paths of the files written."""

    dem: Path
    area: Path
    threats: Path
    weather: Path


def to_lonlat(points: list[tuple[float, float]]) -> list[list[float]]:
    """Return site offsets (metres from the lower left corner) as longitude and latitude."""
    xs, ys = zip(*((X0 + x, Y0 + y) for x, y in points), strict=True)
    lon, lat = transform(f"EPSG:{EPSG}", "EPSG:4326", xs, ys)
    return [[float(a), float(b)] for a, b in zip(lon, lat, strict=True)]


def write_dem(path: Path, *, crs: str | None = f"EPSG:{EPSG}", nodata_all: bool = False) -> Path:
    """Write a DEM of rolling hills, 600 to 700 m high."""
    n = int(SIDE_M / CELL_M)
    y, x = np.mgrid[0:n, 0:n] * CELL_M
    z = 650 + 30 * np.sin(x / 170) + 20 * np.cos(y / 130)
    z = np.full_like(z, -9999.0) if nodata_all else z
    profile = {
        "driver": "GTiff",
        "width": n,
        "height": n,
        "count": 1,
        "dtype": "float32",
        "nodata": -9999.0,
        "transform": from_origin(X0, Y0 + SIDE_M, CELL_M, CELL_M),
    }
    with rasterio.open(path, "w", **profile, **({"crs": crs} if crs else {})) as out:
        out.write(z[::-1].astype("float32"), 1)
    return path


def write_polygons(path: Path, rings: list[tuple[list[tuple[float, float]], dict]]) -> Path:
    """Write polygons given as site offsets, with their attributes."""
    features = []
    for ring, words in rings:
        closed = [to_lonlat([*ring, ring[0]])] if ring else []
        geometry = {"type": "Polygon", "coordinates": closed}
        features.append({"type": "Feature", "properties": words, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


AREA_RING = [(400.0, 400.0), (1000.0, 400.0), (1000.0, 900.0), (400.0, 900.0)]
ZONE_RING = [(620.0, 600.0), (720.0, 600.0), (720.0, 690.0), (620.0, 690.0)]


def write_site(folder: Path) -> SmallSite:
    """Write DEM, area, one zone and weather to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    weather = folder / "weather.json"
    weather.write_text('{"wind_mps": 3, "wind_from_deg": 250, "temperature_c": 18}', "utf-8")
    return SmallSite(
        dem=write_dem(folder / "dem.tif"),
        area=write_polygons(folder / "area.geojson", [(AREA_RING, {"name": "Hill"})]),
        threats=write_polygons(
            folder / "threats.geojson", [(ZONE_RING, {"name": "Mast", "kind": "no-fly"})]
        ),
        weather=weather,
    )


def project_of_ring(folder: Path, ring: list[tuple[float, float]]) -> Path:
    """Make a project of a part of the site, for the XT2; the ring is in site offsets."""
    site = write_site(folder / "files")
    area = write_polygons(folder / "files" / "part.geojson", [(ring, {"name": "Part"})])
    path = folder / "hill.mplan"
    arguments = ["new", str(path), f"--dem={site.dem}", f"--area={area}"]
    assert run([*arguments, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    return path
