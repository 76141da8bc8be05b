"""Products of bands in files of their own: HLS, MODIS, and Sentinel-2 of open archives."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest

from missionplanner.ecology.imagery.scenes import recognise, scenes_in
from missionplanner.ecology.imagery.scenes.source import date_in
from missionplanner.errors import InputError, Undecided
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import Band, Level, MaskKind, ThermalQuantity
from tests.scene_files import SIZE, TRUTH, raster

DAY = datetime.date(2020, 7, 15)
SIX = {Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2}
COLOURS = ("blue", "green", "red", "nir", "swir1", "swir2")
HLS = {
    "L30": dict(zip(("B02", "B03", "B04", "B05", "B06", "B07"), COLOURS, strict=True)),
    "S30": dict(zip(("B02", "B03", "B04", "B8A", "B11", "B12"), COLOURS, strict=True)),
}


def stored(band, factor=1e-4, dtype="int16"):
    return np.full((SIZE, SIZE), round(TRUTH[Band(band)] / factor)).astype(dtype)


def hls(folder: Path, kind: str, day: str = "2020197") -> Path:
    start = f"HLS.{kind}.T50SKJ.{day}T025012.v2.0"
    for name, band in HLS[kind].items():
        raster(folder / f"{start}.{name}.tif", stored(band), nodata=-9999)
    if kind == "L30":
        raster(folder / f"{start}.B10.tif", np.full((SIZE, SIZE), 2650, "int16"), nodata=-9999)
    else:
        raster(folder / f"{start}.B08.tif", np.full((SIZE, SIZE), 9000, "int16"))
    raster(folder / f"{start}.Fmask.tif", np.full((SIZE, SIZE), 64, "uint8"), nodata=255)
    for name, angle in (("SZA", 3000), ("SAA", 13000)):
        raster(folder / f"{start}.{name}.tif", np.full((SIZE, SIZE), angle, "uint16"))
    return folder


@pytest.mark.parametrize("kind", ["L30", "S30"])
def test_hls_is_read_by_its_names(tmp_path, kind):
    epoch = recognise(hls(tmp_path, kind))
    assert (epoch.date, epoch.sensor, epoch.level) == (DAY, "landsat8-oli", Level.SURFACE)
    assert epoch.bands.keys() == SIX
    assert {(file.scale, file.fill) for file in epoch.bands.values()} == {(1e-4, (-9999.0,))}
    assert epoch.mask is not None and epoch.mask.kind is MaskKind.HLS_FMASK
    assert epoch.sun is not None and epoch.sun.elevation_deg == pytest.approx(60.0)
    assert epoch.sun.azimuth_deg == pytest.approx(130.0)
    if kind == "S30":
        assert epoch.bands[Band.NIR].path.endswith("B8A.tif") and epoch.thermal is None
    else:
        assert epoch.thermal is not None and epoch.thermal.unit == "C"
        assert epoch.thermal.quantity is ThermalQuantity.BRIGHTNESS
        assert epoch.thermal.file.scale == 0.01


def test_a_folder_of_hls_granules_holds_a_scene_a_granule(tmp_path):
    hls(tmp_path, "L30")
    hls(tmp_path, "S30", "2020199")
    epochs = [recognise(*scene) for scene in scenes_in(tmp_path)]
    assert [epoch.date.day for epoch in epochs] == [15, 17]


def test_an_export_of_hls_knows_its_bits(tmp_path):
    names = ("blue", "green", "red", "nir", "swir1", "swir2", "Fmask")
    values = np.stack([np.full((SIZE, SIZE), TRUTH[Band(name)]) for name in names[:-1]])
    for code, kind in ((32, MaskKind.HLS_FMASK), (4, MaskKind.FMASK)):
        whole = np.concatenate([values, np.full((1, SIZE, SIZE), code)]).astype("float32")
        path = raster(tmp_path / f"hls_2020-07-15_{code}.tif", whole, names=names)
        mask = recognise(path, sensor="landsat8-oli").mask
        assert mask is not None and (mask.kind, mask.file.band) == (kind, 7)


@pytest.mark.parametrize("tail", ["doy2020193000000_aid0001", "doy2020193"])
def test_modis_layers_of_appeears(tmp_path, tail):
    for number, band in enumerate(("red", "nir", "blue", "green", "nir-1240", "swir1", "swir2"), 1):
        values = np.full((SIZE, SIZE), 0.3) if band == "nir-1240" else stored(band) * 1e-4
        file = tmp_path / f"MOD09A1.061_sur_refl_b{number:02}_{tail}.tif"
        raster(file, np.round(values * 1e4).astype("int16"), cell_m=500.0, nodata=-28672)
    state = np.full((SIZE, SIZE), 0b1000, "uint16")
    raster(tmp_path / f"MOD09A1.061_sur_refl_state_500m_{tail}.tif", state, cell_m=500.0)
    heat = np.full((SIZE, SIZE), 15000, "uint16")
    raster(tmp_path / f"MOD11A2.061_LST_Day_1km_{tail}.tif", heat, cell_m=1000.0)
    epoch = recognise(tmp_path)
    assert (epoch.date, epoch.sensor) == (datetime.date(2020, 7, 11), "modis")
    assert epoch.level is Level.SURFACE and epoch.bands.keys() >= SIX
    assert {file.scale for file in epoch.bands.values()} == {1e-4}
    assert epoch.mask is not None and epoch.mask.kind is MaskKind.MODIS_STATE
    assert epoch.thermal is not None and epoch.thermal.file.scale == 0.02
    assert epoch.thermal.quantity is ThermalQuantity.SURFACE


def cogs(folder: Path, add: int = 0, item: dict[str, object] | None = None) -> Path:
    bands = {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir", "B8A": "nir-narrow",
             "B11": "swir1", "B12": "swir2"}  # fmt: skip
    for name, band in bands.items():
        raster(folder / f"{name}.tif", stored(band, dtype="uint16") + np.uint16(add), cell_m=10.0)
    raster(folder / "SCL.tif", np.full((SIZE, SIZE), 4, "uint8"), cell_m=10.0)
    if item is not None:
        (folder / f"{folder.name}.json").write_text(json.dumps(item))
    return folder


def item(**properties: object) -> dict[str, object]:
    assets = {"red": {"raster:bands": [{"scale": 1e-4, "offset": -0.1}]}, "scl": {}}
    sun = {"view:sun_elevation": 61.5, "view:sun_azimuth": 140.0}
    return {"type": "Feature", "properties": {**sun, **properties}, "assets": assets}


def test_cogs_of_an_open_archive(tmp_path):
    epoch = recognise(cogs(tmp_path / "S2A_50SKJ_20200715_0_L2A"))
    assert (epoch.date, epoch.sensor, epoch.level) == (DAY, "sentinel2-msi", Level.SURFACE)
    assert epoch.bands.keys() >= SIX
    assert {(file.scale, file.offset) for file in epoch.bands.values()} == {(1e-4, 0.0)}
    assert epoch.mask is not None and epoch.mask.kind is MaskKind.SCL


@pytest.mark.parametrize(
    ("properties", "offset"),
    [
        ({}, -0.1),
        ({"earthsearch:boa_offset_applied": True}, 0.0),
        ({"earthsearch:boa_offset_applied": False}, -0.1),
    ],
)
def test_the_item_of_cogs_tells_offset_and_sun(tmp_path, properties, offset):
    folder = cogs(tmp_path / "S2B_50SKJ_20230715_0_L2A", 1000, item(**properties))
    epoch = recognise(folder)
    assert {file.offset for file in epoch.bands.values()} == {offset}
    assert epoch.sun is not None and epoch.sun.elevation_deg == 61.5


def test_without_an_item_the_offset_is_asked_where_it_may_be_in_the_numbers(tmp_path):
    folder = cogs(tmp_path / "S2B_50SKJ_20230715_0_L2A", 1000)
    with pytest.raises(Undecided, match="--scale"):
        recognise(folder)
    epoch = recognise(folder, scale="1e-4,-0.1")
    assert {file.offset for file in epoch.bands.values()} == {-0.1}


def test_loose_bands_of_two_tiles_are_one_epoch(tmp_path):
    for tile in ("T50SKJ", "T50SLJ"):
        for name, band in (("B04", "red"), ("B08", "nir"), ("B11", "swir1")):
            for metres in (10, 20):
                file = tmp_path / f"{tile}_20200715T025551_{name}_{metres}m.tif"
                raster(file, stored(band, dtype="uint16"), cell_m=float(metres))
    epoch = recognise(tmp_path)
    assert epoch.level is Level.SURFACE and len(epoch.pieces) == 1
    assert epoch.bands[Band.RED].path.endswith("B04_10m.tif")
    assert any(sentence(note).startswith("2 scenes of the date") for note in epoch.notes)


def test_hdf_is_told(tmp_path):
    (tmp_path / "MOD09A1.A2020193.h26v05.061.2020303.hdf").write_bytes(b"x")
    with pytest.raises(InputError, match="HDF"):
        recognise(tmp_path)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("MOD09A1.A2020193.h26v05", (2020, 7, 11)),
        ("b_doy2020193000000_aid0001", (2020, 7, 11)),
        ("HLS.L30.T50SKJ.2020366T025012.v2.0", (2020, 12, 31)),
        ("A2021366", None),
        ("A2021000", None),
        ("area2020193", None),
        ("plot2020193x_20210102", (2021, 1, 2)),
    ],
)
def test_days_of_the_year_are_dates(name, day):
    assert date_in([name]) == (datetime.date(*day) if day else None)
