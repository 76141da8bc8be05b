"""LS against SAGA 8.5 on a plane and on hills, and against a base-R script on a Landsat scene.

`ecology/ls_factor/saga_ls_reference.npz` holds two SAGA tools of ta_hydrology. `ls_m{M}_c{C}` is
"LS Factor", given `tca` (D8) and `slope`; `lsfield_m{M}_a{A}` is "LS-Factor, Field Based", given
the DEM alone. M = 1 is Desmet & Govers (1996). C = 1: tca / cell, 2: sqrt(tca). A = 0: catchment
area / cell, 1: that over x = |sin aspect| + |cos aspect|, 2: its square root, 3: a flow length of
SAGA's own.

In all of them SAGA puts this LENGTH where the paper's equation has an AREA (its field tool offers
the area itself as a fifth choice, which is not among the references). So the equation is compared
with whatever SAGA put in, and the area that really drains into a cell is compared by itself.

Neither tool fills pits; "LS Factor" takes x = 1, and its D8 sends nothing out of the border cells.
Water is routed here as SAGA does it where SAGA is the witness.
"""

import numpy as np
import pytest
import rasterio
from scipy import ndimage

from missionplanner.ecology.erosion.flow import Flooded, accumulate, flood
from missionplanner.ecology.erosion.gradient import Gradient, horn, zevenbergen_thorne
from missionplanner.ecology.erosion.slopes import desmet_govers, one_cell, slope_factors

CELL_M = 30.0
SITES = ["plane", "hills"]


@pytest.fixture(scope="module")
def saga(data_dir):
    with np.load(data_dir / "ecology" / "ls_factor" / "saga_ls_reference.npz") as kept:
        return {name: kept[name].astype(float) for name in kept.files}


@pytest.fixture(scope="module")
def dems(data_dir):
    heights = {}
    for site in SITES:
        with rasterio.open(data_dir / "ecology" / "ls_factor" / f"{site}.tif") as data:
            heights[site] = data.read(1).astype(float)
    return heights


def unfilled(height_m, border_sends=True):
    """The DEM as SAGA routes on it: pits keep their water, the border may keep its own."""
    order = np.argsort(height_m, axis=None, kind="stable")
    rows, cols = height_m.shape
    if not border_sends:
        row, column = order // cols, order % cols
        order = order[(row > 0) & (row < rows - 1) & (column > 0) & (column < cols - 1)]
    return Flooded(height_m, np.full(height_m.shape, 8, np.uint8), order)


def field_lengths(height_m, ground):
    """What SAGA's field tool takes for the area, by its own numbers of the choice."""
    cells = accumulate(unfilled(height_m)).cells
    across = cells * CELL_M
    return {"a0": across, "a1": across / ground.flow_width, "a2": np.sqrt(cells) * CELL_M}


@pytest.mark.parametrize("site", SITES)
def test_slope_is_sagas_to_the_border(saga, dems, site):
    ground = zevenbergen_thorne(dems[site], CELL_M)
    assert ground.slope_rad == pytest.approx(saga[f"{site}_slope"], rel=1e-6)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("conversion", ["c1", "c2"])
def test_ls_from_sagas_own_area_and_slope(saga, site, conversion):
    area = saga[f"{site}_tca"]
    length = area / CELL_M if conversion == "c1" else np.sqrt(area)
    ground = Gradient(saga[f"{site}_slope"], np.ones(area.shape))
    ls = desmet_govers(ground, length, CELL_M, "mccool", longest_m=None).ls
    assert ls == pytest.approx(saga[f"{site}_ls_m1_{conversion}"], rel=1e-6)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("choice", ["a0", "a1", "a2", "a3"])
def test_field_ls_from_sagas_own_area(saga, dems, site, choice):
    ground = zevenbergen_thorne(dems[site], CELL_M)
    ls = desmet_govers(ground, saga[f"{site}_{choice}_area"], CELL_M, "mccool", None).ls
    assert ls == pytest.approx(saga[f"{site}_lsfield_m1_{choice}"], rel=1e-6)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("choice", ["a0", "a1", "a2"])
def test_field_ls_from_the_bare_dem_by_our_own_multiple_flow(saga, dems, site, choice):
    ground = zevenbergen_thorne(dems[site], CELL_M)
    length = field_lengths(dems[site], ground)[choice]
    assert length == pytest.approx(saga[f"{site}_{choice}_area"], rel=1e-6)
    ls = desmet_govers(ground, length, CELL_M, "mccool", None).ls
    assert ls == pytest.approx(saga[f"{site}_lsfield_m1_{choice}"], rel=1e-6)


@pytest.mark.parametrize("site", SITES)
def test_d8_counts_the_same_cells_inside_the_border(saga, dems, site):
    counted = accumulate(unfilled(dems[site], border_sends=False), "d8").cells
    inner = (slice(1, -1), slice(1, -1))
    assert np.array_equal(counted[inner] * CELL_M**2, saga[f"{site}_tca"][inner])


def downhill(affected, height_m, flooded):
    """Mark all that lies below marked cells, on the DEM as it is and on the filled one."""
    around = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)]
    rows, cols = height_m.shape
    for cell in flooded.order[::-1]:
        row, column = divmod(int(cell), cols)
        if not affected[row, column]:
            continue
        for way, (down, right) in enumerate(around):
            r, c = row + down, column + right
            if 0 <= r < rows and 0 <= c < cols:
                lower = flooded.height_m[r, c] < flooded.height_m[row, column]
                affected[r, c] |= lower or flooded.parent[row, column] == way
                affected[r, c] |= height_m[r, c] < height_m[row, column]
    return affected


def test_filling_pits_changes_nothing_where_none_lies_above(saga, dems):
    height_m = dems["hills"]
    flooded = flood(height_m)
    raised = flooded.height_m > height_m
    assert raised.sum() == 269
    touched = downhill(ndimage.binary_dilation(raised, np.ones((3, 3))), height_m, flooded)
    ours = accumulate(flooded).cells * CELL_M
    assert (~touched).mean() > 0.6
    assert ours[~touched] == pytest.approx(saga["hills_a0_area"][~touched], rel=1e-6)


def test_the_papers_area_on_a_plane_is_foster_and_wischmeiers_segment(dems):
    # On a plane each row is a segment of one long slope: L = (b^(m+1) - a^(m+1)) / ((b-a) 22.13^m)
    factors = slope_factors(dems["plane"], CELL_M, steepness="mccool", flow="d8", longest_m=None)
    sine = np.sin(np.arctan(0.15))
    beta = (sine / 0.0896) / (3 * sine**0.8 + 0.56)
    m = beta / (1 + beta)
    end = np.arange(1, 61) * CELL_M
    segment = (end ** (m + 1) - (end - CELL_M) ** (m + 1)) / (CELL_M * 22.13**m)
    expected = segment * (16.8 * sine - 0.5)
    assert factors.ls[:, 30] == pytest.approx(expected, rel=1e-6)
    # 900 m down: the paper gives 26.4 where SAGA's mixed units give 4.71 (reference/ecology.md)
    assert factors.ls[29, 30] == pytest.approx(26.4, abs=0.3)


def test_one_cell_length_equals_the_base_r_script(data_dir):
    with rasterio.open(data_dir / "multispectral" / "landsat5_1988" / "srtm.tif") as data:
        height_m = data.read(1).astype(float)
    with rasterio.open(data_dir / "ecology" / "irsei_reference.tif") as data:
        layers = {name: data.read(i + 1) for i, name in enumerate(data.descriptions)}
    ground = horn(height_m, CELL_M)
    assert np.abs(ground.slope_rad - layers["slope_rad"]).max() < 1e-12
    ls = one_cell(ground, CELL_M, "mccool").ls
    loss = 8000 * 0.03 * ls * layers["cfac"]
    assert loss == pytest.approx(layers["ero"], rel=1e-9, abs=1e-9)
