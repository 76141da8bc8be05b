"""Pictures and shapes that lie under the map."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from rasterio.transform import from_origin

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.operations.backdrop import backdrop_picture, backdrop_shapes
from missionplanner.tasks.progress import Progress

EPSG = 32649
X0, Y0 = 586_000.0, 4_182_000.0
RECT = (X0, Y0, 200.0, 100.0)


def orthophoto(path: Path, epsg: int = EPSG, dtype: str = "uint8") -> Path:
    """Write red in the west, blue in the east, 1 m cells; nothing in the northernmost ten rows."""
    values = np.zeros((4, 100, 200), dtype=dtype)
    values[0, :, :100] = values[2, :, 100:] = 250
    values[3] = 255
    values[3, :10] = 0
    place = {"crs": f"EPSG:{epsg}", "transform": from_origin(X0, Y0 + 100, 1, 1)}
    with rasterio.open(
        path, "w", driver="GTiff", width=200, height=100, count=4, dtype=dtype, **place
    ) as out:
        out.write(values)
        out.colorinterp = [
            rasterio.enums.ColorInterp[name] for name in ("red", "green", "blue", "alpha")
        ]
    return path


def test_a_picture_comes_in_its_colours_south_first(tmp_path: Path) -> None:
    made = backdrop_picture(orthophoto(tmp_path / "ortho.tif"), EPSG, RECT, 200, Progress())
    assert made.rgba.shape == (100, 200, 4) and not made.empty
    assert made.rgba[50, 20].tolist() == [250, 0, 0, 255]
    assert made.rgba[50, 180].tolist() == [0, 0, 250, 255]
    assert not made.rgba[95:, :, 3].any(), "what is transparent in the file stays so"


def test_a_part_is_read_at_the_size_that_is_looked_at(tmp_path: Path) -> None:
    path = orthophoto(tmp_path / "ortho.tif")
    made = backdrop_picture(path, EPSG, (X0 + 90, Y0 + 20, 20.0, 10.0), 40, Progress())
    assert made.rgba.shape == (20, 40, 4)
    assert made.rgba[10, 2, 0] == 250 and made.rgba[10, 37, 2] == 250


def test_a_picture_of_another_system_lies_where_it_belongs(tmp_path: Path) -> None:
    lon, lat = SiteFrame(EPSG).inverse([X0, X0 + 200], [Y0, Y0 + 100])
    path = tmp_path / "degrees.tif"
    values = np.full((1, 50, 100), 90, dtype=np.uint8)
    values[0, :, 50:] = 200
    step = float(lon[1] - lon[0]) / 100, float(lat[1] - lat[0]) / 50
    with rasterio.open(
        path, "w", driver="GTiff", width=100, height=50, count=1, dtype="uint8",
        crs="EPSG:4326", transform=from_origin(lon[0], lat[1], *step),
    ) as out:  # fmt: skip
        out.write(values)
    made = backdrop_picture(path, EPSG, RECT, 200, Progress())
    assert made.rgba[50, 50].tolist() == [90, 90, 90, 255]
    assert made.rgba[50, 150].tolist() == [200, 200, 200, 255]


def test_tiles_of_shapes_are_told_as_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "vector.mbtiles"
    with closing(sqlite3.connect(path)) as tiles, tiles:
        tiles.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        tiles.execute("INSERT INTO metadata VALUES ('format', 'pbf')")
    with pytest.raises(InputError) as caught:
        backdrop_picture(path, EPSG, RECT, 200, Progress())
    assert caught.value.code == "operations.backdrop_vector_tiles"


def test_tiles_are_read(tmp_path: Path) -> None:
    frame = orthophoto(tmp_path / "ortho.tif")
    tiles = tmp_path / "tiles.mbtiles"
    rasterio.shutil.copy(frame, tiles, driver="MBTiles", ZOOM_LEVEL_STRATEGY="UPPER")
    made = backdrop_picture(tiles, EPSG, RECT, 200, Progress())
    red, blue = made.rgba[40, 20], made.rgba[40, 180]
    assert red[0] > 200 > 60 > red[2] and blue[2] > 200 > 60 > blue[0]


def test_sixteen_bits_are_stretched(tmp_path: Path) -> None:
    values = np.zeros((1, 100, 200), dtype=np.uint16)
    values[0, :, 100:] = 4000
    path = tmp_path / "deep.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=200, height=100, count=1, dtype="uint16",
        crs=f"EPSG:{EPSG}", transform=from_origin(X0, Y0 + 100, 1, 1),
    ) as out:  # fmt: skip
        out.write(values)
    made = backdrop_picture(path, EPSG, RECT, 200, Progress())
    assert made.rgba[50, 20, 0] == 0 and made.rgba[50, 180, 0] == 255


def test_a_file_of_another_place_is_empty_and_no_error(tmp_path: Path) -> None:
    path = orthophoto(tmp_path / "ortho.tif")
    far = (X0 + 50_000, Y0, 200.0, 100.0)
    assert backdrop_picture(path, EPSG, far, 100, Progress()).empty


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("nothing.tif", b"", "raster.empty"),
        ("nothing.mbtiles", b"", "raster.empty"),
        ("words.mbtiles", b"not tiles", "raster.unknown_format"),
        ("broken.mbtiles", b"SQLite format 3\0" + bytes(200), "raster.not_as"),
    ],
)
def test_what_is_no_picture_is_told(name: str, content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        backdrop_picture(path, EPSG, RECT, 50, Progress())
    assert caught.value.code == code


def test_a_picture_without_a_place_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.tif"
    with rasterio.open(path, "w", driver="GTiff", width=4, height=4, count=1, dtype="uint8") as out:
        out.write(np.zeros((1, 4, 4), dtype=np.uint8))
    with pytest.raises(InputError) as caught:
        backdrop_picture(path, EPSG, RECT, 50, Progress())
    assert caught.value.code == "raster.no_crs"


def test_shapes_of_every_kind_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "plan.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": ['
        '{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": '
        "[[[111.98, 37.78], [111.99, 37.78], [111.99, 37.79], [111.98, 37.78]]]}},"
        '{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": '
        "[111.985, 37.785]}}]}"
    )
    made = backdrop_shapes(path, EPSG, Progress())
    assert len(made.lines) == 1 and made.points.shape == (1, 2)
    x, y = SiteFrame(EPSG).forward(111.985, 37.785)
    assert made.points[0] == pytest.approx([float(x), float(y)])
