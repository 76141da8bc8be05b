"""Make the small files that `smoke_test.py` hands to the frozen program.

``python packaging/make_smoke_inputs.py OUT``: a DEM as GeoTIFF and as LAZ, an area, also as a
drawing, a threat, weather, a study of three years, and photos. The same sites as those of
`tests/stories`.
"""

import random
import sys
from pathlib import Path

import laspy
import numpy as np
import pyproj
import rasterio
from facts import ROOT
from PIL import Image

sys.path.insert(0, str(ROOT))
from tests.stories.small_site import AREA_RING, EPSG, X0, Y0, write_polygons, write_site
from tests.stories.small_study import write_study

SEED = 1


def main(out: Path) -> None:
    """Write all of them."""
    out.mkdir(parents=True, exist_ok=True)
    site = write_site(out / "site")
    write_polygons(out / "site" / "area.geojson", [(AREA_RING, {"name": "Hill"})])
    write_drawing(out / "site" / "area.dxf")
    write_laz(site.dem, out / "site" / "ground.laz")
    write_study(out / "study", years=(2018, 2020, 2022))
    photos = out / "photos"
    photos.mkdir(exist_ok=True)
    chance = random.Random(SEED)
    for number in range(2):
        noise = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
        noise.resize((640, 480)).save(photos / f"DJI_{number:04}.JPG")


def write_drawing(out: Path) -> None:
    """Write the area as a closed outline of a DXF, in the metres of its zone."""
    pairs: list[tuple[int, object]] = [(0, "SECTION"), (2, "ENTITIES"), (0, "LWPOLYLINE")]
    pairs += [(8, "area"), (100, "AcDbEntity"), (100, "AcDbPolyline")]
    pairs += [(90, len(AREA_RING)), (70, 1)]
    for x, y in AREA_RING:
        pairs += [(10, X0 + x), (20, Y0 + y)]
    pairs += [(0, "ENDSEC"), (0, "EOF")]
    out.write_text("".join(f"{code}\n{value}\n" for code, value in pairs), encoding="ascii")


def write_laz(dem: Path, out: Path) -> None:
    """Write the cells of a DEM as points classified as ground."""
    with rasterio.open(dem) as raster:
        heights = raster.read(1)
        rows, columns = np.mgrid[: raster.height, : raster.width]
        xs, ys = rasterio.transform.xy(raster.transform, rows.ravel(), columns.ravel())
    header = laspy.LasHeader(point_format=6, version="1.4")
    header.offsets, header.scales = [500_000.0, 4_180_000.0, 0.0], [0.01] * 3
    header.add_crs(pyproj.CRS(f"EPSG:{EPSG}"))
    cloud = laspy.LasData(header)
    cloud.x, cloud.y, cloud.z = np.asarray(xs), np.asarray(ys), heights.ravel()
    cloud.classification = np.full(heights.size, 2, np.uint8)
    cloud.write(str(out))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
