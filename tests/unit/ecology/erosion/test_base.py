import pickle
from datetime import date

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from missionplanner.ecology.erosion import inlet
from missionplanner.ecology.erosion.base import prepare
from missionplanner.ecology.erosion.rain import rainfall_erosivity
from missionplanner.ecology.erosion.slopes import slope_factors
from missionplanner.ecology.erosion.soil import erodibility
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Epoch, Erosion, GridOptions, Soil, Study
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.tasks.progress import silent

CELL_M, ROWS, COLUMNS = 10.0, 40, 50
EAST, NORTH = 500_000.0, 5_000_000.0
RAIN = (10.0, 12.0, 30.0, 60.0, 90.0, 140.0, 160.0, 120.0, 80.0, 40.0, 20.0, 8.0)
DEM = BandFile(path="dem.tif")


def hills(rows=ROWS, columns=COLUMNS):
    y, x = np.mgrid[0:rows, 0:columns] * CELL_M
    height = 300 + 60 * np.sin(x / 90) * np.cos(y / 70) - 0.2 * y
    return height.astype(np.float32)


def write(folder, name, values, margin=0, nodata=np.nan):
    corner = Affine(CELL_M, 0, EAST - margin * CELL_M, 0, -CELL_M, NORTH + margin * CELL_M)
    rows, columns = values.shape
    with rasterio.open(
        folder / name,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        count=1,
        dtype=values.dtype.name,
        crs="EPSG:32650",
        transform=corner,
        nodata=nodata,
    ) as data:
        data.write(values, 1)


@pytest.fixture
def lattice(tmp_path):
    write(tmp_path, "dem.tif", hills())
    with rasterio.open(tmp_path / "dem.tif") as data:
        crs = data.crs.to_wkt(version="WKT2_2019")
    return Grid(Affine(CELL_M, 0, EAST, 0, -CELL_M, NORTH), COLUMNS, ROWS, crs)


def study(dem=DEM, **erosion):
    epoch = Epoch(date=date(2020, 7, 1), sensor="landsat8-oli")
    return Study(epochs=(epoch,), dem=dem, erosion=Erosion(**erosion))


def ready(a_study, tmp_path, lattice):
    return prepare(a_study, tmp_path, lattice, CELL_M, tmp_path / "scratch", silent())


def whole(base, size):
    parts = {}
    for block in blocks(ROWS, COLUMNS, size):
        for name, values in base.block(block).items():
            out = parts.setdefault(name, np.full((ROWS, COLUMNS), np.inf))
            rows = slice(block.row, block.row + block.rows)
            out[rows, block.column : block.column + block.columns] = values
    return parts


@pytest.mark.parametrize("method", ["desmet-govers", "one-cell"])
def test_blocks_of_any_size_give_the_same_and_equal_the_whole_in_memory(tmp_path, lattice, method):
    base = ready(study(length_method=method), tmp_path, lattice)
    small, large = whole(base, 7), whole(base, 64)
    for name in large:
        assert np.array_equal(small[name], large[name]), name
    expected = slope_factors(hills().astype(float), CELL_M, length_method=method)
    assert large["slope"] == pytest.approx(expected.slope_rad, rel=1e-12)
    assert large["ls"] == pytest.approx(expected.ls, rel=1e-6)


def test_base_is_the_product_with_units_and_sources_told(tmp_path, lattice):
    soil = Soil(sand=40.0, silt=40.0, clay=20.0, organic_carbon=1.2)
    base = ready(study(rain_mm=RAIN, soil=soil, practice="slope"), tmp_path, lattice)
    layers = base.block(Block(5, 5, 20, 30))
    assert np.all(layers["r"] == rainfall_erosivity(RAIN))
    assert np.all(layers["k"] == erodibility(40.0, 40.0, 20.0, 1.2))
    product = layers["r"] * layers["k"] * layers["ls"] * layers["p"]
    assert np.array_equal(layers["base"], product)
    assert not base.relative and base.units["base"] == "t ha-1 yr-1"
    told = " ".join(sentence(line) for line in base.methods)
    for word in ("Arnoldus", "EPIC", "Desmet & Govers", "305 m", "Liu", "Wener", "17.02"):
        assert word in told
    assert set(base.units) == set(layers)


def test_what_is_absent_is_one_and_told_as_relative(tmp_path, lattice):
    base = ready(study(dem=None), tmp_path, lattice)
    layers = base.block(Block(0, 0, 4, 6))
    assert set(layers) == {"r", "k", "ls", "p", "base"} == set(base.units)
    assert all(np.all(values == 1.0) for values in layers.values())
    assert base.relative and base.units["base"] == "relative"
    assert sum("relative" in sentence(line) for line in base.methods) == 3


def test_rasters_of_factors_are_read_and_their_nodata_kept(tmp_path, lattice):
    values = np.linspace(1.0, 5.0, ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    values[3, 4] = np.nan
    for name in ("ls.tif", "r.tif", "k.tif", "p.tif"):
        write(tmp_path, name, values)
    files = {name: BandFile(path=f"{name}.tif") for name in ("ls", "r", "k")}
    base = ready(
        study(
            slope_length=files["ls"],
            rainfall=files["r"],
            erodibility=files["k"],
            practice=BandFile(path="p.tif", scale=0.1),
        ),
        tmp_path,
        lattice,
    )
    assert base.inlet is None and not base.relative
    expected = values[2:12, 1:21] ** 4 * 0.1
    assert base.block(Block(2, 1, 10, 20))["base"] == pytest.approx(expected, nan_ok=True)


def test_practice_by_land_cover_names_codes_the_table_lacks(tmp_path, lattice):
    codes = np.full((ROWS, COLUMNS), 1, np.uint8)
    codes[:, 25:], codes[0, 0] = 7, 0
    write(tmp_path, "cover.tif", codes, nodata=0)
    cover = BandFile(path="cover.tif")
    table = {"land_cover": cover, "practice_by_cover": {1: 0.5, 7: 0.1}}
    p = ready(study(**table), tmp_path, lattice).block(Block(0, 0, 5, 50))["p"]
    assert np.isnan(p[0, 0]) and p[1, 0] == 0.5 and p[1, 30] == 0.1
    table["practice_by_cover"] = {1: 0.5}
    base = ready(study(**table), tmp_path, lattice)
    with pytest.raises(InputError, match="land-cover code 7"):
        base.block(Block(0, 0, 5, 50))


def test_slopes_at_the_edge_use_heights_beyond_the_lattice(tmp_path, lattice):
    wide = hills(ROWS + 60, COLUMNS + 60)
    write(tmp_path, "wide.tif", wide, margin=30)
    base = ready(study(dem=BandFile(path="wide.tif")), tmp_path, lattice)
    inner = (slice(30, 30 + ROWS), slice(30, 30 + COLUMNS))
    expected = slope_factors(wide.astype(float), CELL_M)
    layers = whole(base, 16)
    assert layers["slope"] == pytest.approx(expected.slope_rad[inner], rel=1e-12)
    assert layers["ls"] == pytest.approx(expected.ls[inner], rel=1e-6)


def test_a_dem_of_other_cells_is_resampled_and_slopes_hold_to_the_edge(tmp_path, lattice):
    y = (np.arange(30) * 30.0)[:, None] * np.ones((1, 40))
    corner = Affine(30.0, 0, EAST - 200.0, 0, -30.0, NORTH + 200.0)
    profile = {"driver": "GTiff", "width": 40, "height": 30, "count": 1, "dtype": "float32"}
    path = tmp_path / "coarse.tif"
    with rasterio.open(path, "w", crs="EPSG:32650", transform=corner, **profile) as data:
        data.write((900.0 - 0.25 * y).astype(np.float32), 1)
    options = {"dem": BandFile(path="coarse.tif"), "length_method": "one-cell"}
    for resampling in ("bilinear", "nearest"):
        a_study = study(**options).model_copy(update={"grid": GridOptions(resampling=resampling)})
        slope = whole(ready(a_study, tmp_path, lattice), 16)["slope"]
        assert np.tan(slope) == pytest.approx(0.25, abs=0.01)


def test_what_wins_over_what_is_told(tmp_path, lattice):
    write(tmp_path, "ls.tif", np.full((ROWS, COLUMNS), 3.0))
    soil = Soil(sand=40.0, silt=40.0, clay=20.0, organic_carbon=1.2)
    given = {"rainfall": 500.0, "rain_mm": RAIN, "erodibility": 0.04, "soil": soil}
    base = ready(study(slope_length=BandFile(path="ls.tif"), **given), tmp_path, lattice)
    layers = base.block(Block(0, 0, 6, 6))
    assert layers["base"] == pytest.approx(500.0 * 0.04 * 3.0)
    assert layers["slope"].max() > 0.0
    assert sum("not used" in sentence(line) for line in base.methods) == 2


def test_it_travels_to_a_worker_as_a_few_kilobytes(tmp_path, lattice):
    base = ready(study(), tmp_path, lattice)
    sent = pickle.dumps(base)
    assert len(sent) < 8000
    block = Block(0, 0, 9, 9)
    assert np.array_equal(pickle.loads(sent).block(block)["ls"], base.block(block)["ls"])


def test_routed_water_is_kept_and_not_made_again(tmp_path, lattice):
    first = ready(study(), tmp_path, lattice)
    np.save(first.inlet, np.zeros((ROWS, COLUMNS), np.float32))
    again = ready(study(), tmp_path, lattice)
    assert np.all(inlet.read_inlet_cells(again.inlet, Block(0, 0, 3, 3)) == 0.0)


def test_the_order_of_the_flood_may_lie_in_a_file(tmp_path, lattice, monkeypatch):
    in_memory = np.load(ready(study(), tmp_path, lattice).inlet)
    monkeypatch.setattr(inlet, "IN_MEMORY_CELLS", 0)
    again = prepare(study(), tmp_path, lattice, CELL_M, tmp_path / "other", silent())
    np.testing.assert_array_equal(np.load(again.inlet), in_memory)
    assert [path.name for path in again.inlet.parent.iterdir()] == [again.inlet.name]


def test_a_lattice_too_large_to_route_water_on_says_what_to_do(tmp_path, lattice):
    large = Grid(lattice.transform, 20_000, 20_000, lattice.crs_wkt)
    with pytest.raises(InputError, match="slope_length as a raster"):
        ready(study(), tmp_path, large)
    base = ready(study(length_method="one-cell"), tmp_path, large)
    assert np.isfinite(base.block(Block(0, 0, 30, 30))["base"]).all()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"practice": "slope", "dem": None}, "needs a DEM"),
        ({"practice_by_cover": {1: 0.5}}, "belong together"),
        ({"practice": 1.5}, "P is 1.5"),
        ({"rainfall": -3.0}, "rainfall is -3"),
        ({"rain_mm": (-1.0, *RAIN[1:])}, "rain is negative"),
        ({"land_cover": DEM, "practice_by_cover": {1: 0.5}, "practice": 0.4}, "P is given twice"),
        ({"dem": BandFile(path="gone.tif")}, "no such file"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(tmp_path, lattice, options, words):
    with pytest.raises(InputError, match=words) as caught:
        ready(study(**options), tmp_path, lattice).block(Block(0, 0, 2, 2))
    assert "\n" not in str(caught.value)


def test_a_dem_that_misses_the_lattice_is_refused(tmp_path, lattice):
    write(tmp_path, "far.tif", hills(), margin=5000)
    with pytest.raises(InputError, match="no cell has a height"):
        ready(study(dem=BandFile(path="far.tif")), tmp_path, lattice)
