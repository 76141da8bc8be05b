"""Damaged point clouds and rasters are told in one line, quickly and within a gigabyte."""

import io

import laspy
import numpy as np
import pytest
from pyproj import CRS
from rasterio.io import MemoryFile
from rasterio.transform import from_origin
from shapely.geometry import box

from missionplanner.geo.frames import SiteFrame
from missionplanner.terrain.dem import load_terrain
from tests.fuzz.mutations import COUNTS, fuzz, written

FRAME = SiteFrame(32616)
X0, Y0 = 500_000.0, 4_000_000.0
AREA = FRAME.unproject(box(X0 + 60, Y0 + 60, X0 + 240, Y0 + 240))


def cloud(version, kind, compressed):
    rng = np.random.default_rng(4)
    header = laspy.LasHeader(point_format=kind, version=version)
    header.offsets, header.scales = [X0, Y0, 0], [0.01] * 3
    header.add_crs(CRS.from_user_input("EPSG:32616"))
    las = laspy.LasData(header)
    x, y = rng.uniform(0, 300, (2, 9000))
    las.x, las.y, las.z = X0 + x, Y0 + y, 500 + 0.1 * x
    las.classification = np.full(9000, 2, "uint8")
    out = io.BytesIO()
    las.write(out, do_compress=compressed)
    return out.getvalue()


def tiff(**more):
    y, x = np.mgrid[0:60, 0:60]
    profile = {"dtype": "float32", "count": 1, "width": 60, "height": 60, "crs": "EPSG:32616"}
    with MemoryFile() as memory:
        with memory.open(
            driver="GTiff", transform=from_origin(X0, Y0 + 300, 5, 5), **profile, **more
        ) as data:
            data.write((500 + x + 2.0 * y).astype("float32"), 1)
        return bytes(memory.read())


def ascii_grid():
    head = f"ncols 60\nnrows 60\nxllcorner {X0}\nyllcorner {Y0}\ncellsize 5\nNODATA_value -9999\n"
    lines = [" ".join(f"{500 + i + j / 3:.2f}" for j in range(60)) for i in range(60)]
    return (head + "\n".join(lines)).encode()


def reader(path, crs=False):
    if crs:
        path.with_suffix(".prj").write_text(CRS.from_epsg(32616).to_wkt("WKT1_ESRI"))
    return lambda data: load_terrain(
        [written(path, data)], AREA, margin_m=20, vertical_datum="egm96"
    )


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(
    ("name", "version", "kind"),
    [("a.las", "1.2", 3), ("b.las", "1.4", 6), ("c.laz", "1.2", 1), ("d.laz", "1.4", 7)],
)
def test_damaged_point_clouds(tmp_path, count, name, version, kind):
    good = cloud(version, kind, name.endswith("laz"))
    fuzz(good, seed=kind, count=count, read=reader(tmp_path / name))


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(
    "more",
    [{}, {"compress": "deflate", "predictor": 3}, {"tiled": True, "blockxsize": 16,
     "blockysize": 16, "compress": "lzw"}, {"bigtiff": "yes", "nodata": -9999}],
)  # fmt: skip
def test_damaged_geotiffs(tmp_path, count, more):
    fuzz(tiff(**more), seed=len(more), count=count, read=reader(tmp_path / "a.tif"))


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_ascii_grids(tmp_path, count):
    fuzz(ascii_grid(), seed=5, count=count, read=reader(tmp_path / "a.asc", crs=True))


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_virtual_rasters(tmp_path, count):
    (tmp_path / "t.tif").write_bytes(tiff())
    whole = 'xOff="0" yOff="0" xSize="60" ySize="60"'
    text = (
        '<VRTDataset rasterXSize="60" rasterYSize="60"><SRS>EPSG:32616</SRS>'
        f"<GeoTransform>{X0}, 5, 0, {Y0 + 300}, 0, -5</GeoTransform>"
        '<VRTRasterBand dataType="Float32" band="1"><NoDataValue>-1</NoDataValue>'
        '<SimpleSource><SourceFilename relativeToVRT="1">t.tif</SourceFilename>'
        f"<SourceBand>1</SourceBand><SrcRect {whole}/><DstRect {whole}/></SimpleSource>"
        "</VRTRasterBand></VRTDataset>"
    )
    fuzz(text.encode(), seed=6, count=count, read=reader(tmp_path / "a.vrt"))
