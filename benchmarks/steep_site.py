"""The steep test site: 1.6 x 1.3 km in the steepest part of the Crested Butte DEM, two zones.

The rectangle is where the mean slope of a 1.6 x 1.3 km window is greatest (>= 28 deg); one zone
is an L (concave), one a cylinder. Heights are NAVD88; the offset to EGM96 is stated as 0 here,
because only height differences matter to coverage and clearance.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.ndimage import uniform_filter
from shapely.geometry import Polygon, box, mapping

from missionplanner.terrain.dem import Terrain, load_terrain
from missionplanner.terrain.slope import slope_deg

WIDTH_M, HEIGHT_M = 1600.0, 1300.0
VERTICAL_DATUM = "NAVD88+0.0"
# Within the DEM's bounds (degrees), so that the search for the steepest window has all of it.
_BOUNDS = (-107.140, 38.942, -107.059, 38.990)


@dataclass(frozen=True)
class SteepSite:
    """Files of the site and the mean slope of its rectangle."""

    dem: Path
    area: Path
    threats: Path
    mean_slope_deg: float


def write_steep_site(data: Path, folder: Path) -> SteepSite:
    """Find the window in the DEM under `data` and write area.geojson and threats.geojson."""
    dem = data / "dem" / "crested_butte_3dep_10m.tif"
    terrain = load_terrain((dem,), box(*_BOUNDS), margin_m=0.0, vertical_datum=VERTICAL_DATUM)
    x_m, y_m, slope = _steepest(terrain)
    rectangle = box(x_m, y_m, x_m + WIDTH_M, y_m + HEIGHT_M)
    folder.mkdir(parents=True, exist_ok=True)
    area = _write(folder / "area.geojson", terrain, [(rectangle, {"name": "Steep slope"})])
    threats = _write(folder / "threats.geojson", terrain, _zones(x_m, y_m))
    return SteepSite(dem, area, threats, slope)


def _steepest(terrain: Terrain) -> tuple[float, float, float]:
    slope = np.nan_to_num(slope_deg(terrain), nan=0.0)
    rows, cols = round(HEIGHT_M / terrain.cell_m), round(WIDTH_M / terrain.cell_m)
    mean = uniform_filter(slope, size=(rows, cols), mode="constant")
    row, col = np.unravel_index(int(np.argmax(mean)), mean.shape)
    x_m = terrain.x0_m + (float(col) - cols / 2) * terrain.cell_m
    y_m = terrain.y0_m + (float(row) - rows / 2) * terrain.cell_m
    return x_m, y_m, float(mean[row, col])


def _zones(x_m: float, y_m: float) -> list[tuple[Polygon, dict[str, object]]]:
    corner = [(350, 300), (650, 300), (650, 400), (450, 400), (450, 620), (350, 620)]
    concave = Polygon([(x_m + dx, y_m + dy) for dx, dy in corner])
    tower = Polygon(
        [
            (x_m + 1100 + 90 * np.cos(a), y_m + 850 + 90 * np.sin(a))
            for a in np.linspace(0, 2 * np.pi, 48, endpoint=False)
        ]
    )
    rule = {"kind": "no-fly", "floor_m": 0, "ceiling_m": 400, "datum": "agl"}
    return [(concave, {"name": "Lodge", **rule}), (tower, {"name": "Mast", **rule})]


def _write(path: Path, terrain: Terrain, shapes: list[tuple[Polygon, dict[str, object]]]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": words,
            "geometry": mapping(terrain.frame.unproject(shape)),
        }
        for shape, words in shapes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path
