from dataclasses import replace

import numpy as np
import pytest
from matplotlib.image import imread
from shapely.geometry import box

from missionplanner.ecology.legends import legend
from missionplanner.errors import InputError, OutputError
from missionplanner.raster.files import write_geotiff
from missionplanner.raster.overviews import picture
from missionplanner.report import fonts
from missionplanner.report.lookup import wrapped
from missionplanner.report.maps import MapSheet, crs_name, write_map
from missionplanner.report.outlines import from_raster, from_shapes
from missionplanner.report.relief import tones
from tests.unit.report.sample import CELL_M, DATES, SOUTH_M, WEST_M, ZONES, make


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return make(tmp_path_factory.mktemp("results"))


def pixels(path):
    return (imread(path)[..., :3] * 255).round().astype(int)


def count(image, colour):
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return int((image == wanted).all(axis=-1).sum())


def test_a_sheet_shows_the_grades_in_the_legends_colours(sample, tmp_path):
    raster = sample.folder / f"irsei/irsei_{DATES[0]}.tif"
    shown = legend("irsei")
    out = write_map(tmp_path / "map.png", raster, shown, MapSheet("IRSEI", dpi=60))
    image = pixels(out)
    assert image.shape[:2] == (496, 701)  # A4 landscape at 60 dpi
    rows = sample.found.index.epochs[0].grades_m2
    for item in shown.classes:
        assert count(image, item.colour) > (300 if rows[item.key] > 1e5 else 20)
    assert count(image, "#A3152A") == 0


def test_a_zone_with_a_warning_is_outlined_in_red(sample, tmp_path):
    raster, zones = sample.folder / "trend/slope.tif", sample.folder / "zones/zones.tif"
    sheet = MapSheet("Slope", dpi=60)
    plain = replace(sheet, outlines=from_raster(zones, ZONES))
    warned = replace(sheet, outlines=from_raster(zones, ZONES, ("Open pit",)))
    reds = [
        count(pixels(write_map(tmp_path / f"{i}.png", raster, legend("slope"), s)), fonts.ERROR)
        for i, s in enumerate((plain, warned))
    ]
    assert reds[0] == 0
    assert reds[1] > 30


def test_a_relief_darkens_the_map_and_fills_where_nothing_was_measured(sample, tmp_path):
    raster = sample.folder / f"irsei/irsei_{DATES[0]}.tif"
    sheets = (MapSheet("A", dpi=50), MapSheet("A", dpi=50, dem=sample.dem))
    flat, lit = (
        pixels(write_map(tmp_path / f"{i}.png", raster, legend("irsei"), s))
        for i, s in enumerate(sheets)
    )
    assert len(np.unique(lit.reshape(-1, 3), axis=0)) > len(np.unique(flat.reshape(-1, 3), axis=0))
    assert lit.mean() < flat.mean()
    assert count(lit, legend("irsei").classes[3].colour) > 300  # level ground keeps its colour


def test_a_sheet_can_be_a_pdf(sample, tmp_path):
    raster = sample.folder / "trend/significance.tif"
    sheet = MapSheet("趋势", language="zh", method="Mann–Kendall", source="Landsat 8")
    out = write_map(tmp_path / "map.pdf", raster, legend("significance"), sheet)
    assert out.read_bytes().startswith(b"%PDF")


def test_other_endings_and_missing_folders_are_refused(sample, tmp_path):
    raster = sample.folder / "trend/slope.tif"
    with pytest.raises(InputError, match="PNG or PDF"):
        write_map(tmp_path / "map.jpg", raster, legend("slope"), MapSheet("x"))
    with pytest.raises(OutputError):
        write_map(tmp_path / "absent" / "map.png", raster, legend("slope"), MapSheet("x", dpi=40))


def test_a_raster_in_degrees_is_refused(tmp_path):
    raster = tmp_path / "degrees.tif"
    write_geotiff(raster, np.ones((4, 5), np.float32), 117.0, 40.0, 0.01, 4326)
    with pytest.raises(InputError, match="metres"):
        write_map(tmp_path / "map.png", raster, legend("irsei"), MapSheet("x"))


def test_without_a_chinese_font_a_map_is_lettered_in_english(monkeypatch):
    monkeypatch.setattr(fonts, "_chinese", lambda: None)
    assert fonts.drawable("zh") == "en"
    monkeypatch.setattr(fonts, "_chinese", lambda: "WenQuanYi Micro Hei")
    assert fonts.drawable("zh") == "zh"


def test_outlines_of_a_raster_lie_where_the_zones_are(sample):
    outlines = from_raster(sample.folder / "zones/zones.tif", ZONES)
    assert [outline.name for outline in outlines] == list(ZONES)
    pit = outlines[0]
    ring = max(pit.rings, key=len)
    x, y = (ring.mean(axis=0) - (WEST_M, SOUTH_M)) / CELL_M
    assert abs(x / 60 - 0.55) < 0.03 and abs(y / 44 - 0.55) < 0.03


def test_outlines_keep_holes_and_name_the_inside():
    ring = box(0, 0, 10, 10).difference(box(2, 2, 8, 8))
    (outline,) = from_shapes([("Ring", ring)], ["Ring"])
    assert len(outline.rings) == 2 and outline.warned
    assert not (2 < outline.place[0] < 8 and 2 < outline.place[1] < 8)


def test_slopes_to_the_north_west_lie_in_the_light():
    south, east = np.mgrid[0:20, 0:20] * 1.0
    facing_north_west = tones(10 * (south + east), 10.0, 10.0)
    facing_south_east = tones(-10 * (south + east), 10.0, 10.0)
    level = tones(np.zeros((20, 20)), 10.0, 10.0)
    assert facing_north_west.mean() > level.mean() > facing_south_east.mean()


def test_a_coordinate_system_is_named_with_its_code(sample):
    from_file = sample.folder / "trend/slope.tif"
    assert crs_name(picture(from_file).crs_wkt) == "WGS 84 / UTM zone 50N (EPSG:32650)"


def test_chinese_lines_are_half_as_many_glyphs():
    assert wrapped("矿山生态环境质量评价", 10) == ["矿山生态环", "境质量评价"]
    assert wrapped("one two three", 8) == ["one two", "three"]
