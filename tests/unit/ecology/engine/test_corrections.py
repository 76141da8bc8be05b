"""Reflectances brought to another sensor's bands, and freed of the light on slopes."""

import datetime
import math

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.engine.bands.light import LightSums, slope_light
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.imagery.bandpass import harmonised, transform_of
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.ecology.imagery.study_files import new_study
from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import (
    Band,
    Bandpass,
    Corrections,
    Epoch,
    IndexOptions,
    Indicator,
    Level,
    Piece,
    Study,
    Sun,
)
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import said, write_band

SIX = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)
SIDE, CELL_M = 60, 30.0
SUN = Sun(elevation_deg=40.0, azimuth_deg=150.0)
SHADE = {band: (0.02 + 0.01 * i, 0.10 + 0.05 * i) for i, band in enumerate(SIX)}
"""a and b of reflectance over cos i."""


def test_the_transformations_are_as_published():
    found = transform_of(Bandpass.ROY_2016)
    values = np.array([0.3, np.nan], "float32")
    brought = found.applied(Band.NIR, values)
    assert brought.dtype == np.float32 and np.isnan(brought[1])
    assert brought[0] == pytest.approx(0.0412 + 0.8462 * 0.3, rel=1e-6)
    assert found.applied(Band.RED_EDGE, values) is values
    for key in Bandpass:
        one = transform_of(key)
        assert one.key is key and set(one.slope) == set(one.offset) == set(SIX)


def epoch(year, key, level=Level.SURFACE, **more):
    bands = {band: BandFile(path=f"{year}_{band.value}.tif") for band in SIX}
    return Epoch(date=datetime.date(year, 7, 1), sensor=key, level=level, bands=bands, **more)


def keys(study):
    return [one.bandpass for one in harmonised(study).epochs]


@pytest.mark.parametrize("old", ["landsat4-tm", "landsat5-tm", "landsat7-etm"])
@pytest.mark.parametrize("new", ["landsat8-oli", "landsat9-oli2"])
def test_a_mixed_series_is_harmonised_by_itself(old, new):
    study = Study(epochs=(epoch(2005, old), epoch(2020, new)))
    assert keys(study) == [Bandpass.ROY_2016, None]


def test_what_is_not_mixed_not_surface_or_not_wanted_is_left():
    tm, oli = epoch(2005, "landsat5-tm"), epoch(2020, "landsat8-oli")
    assert keys(Study(epochs=(tm, epoch(2010, "landsat7-etm")))) == [None, None]
    toa = epoch(2005, "landsat5-tm", Level.TOA)
    assert keys(Study(epochs=(toa, oli))) == [None, None]
    assert keys(Study(epochs=(tm, epoch(2020, "landsat8-oli", Level.TOA)))) == [None, None]
    none = Corrections(harmonise="none")
    assert keys(Study(epochs=(tm, oli), corrections=none)) == [None, None]
    literal = IndexOptions(paper_literal=True)
    assert keys(Study(epochs=(tm, oli), index=literal)) == [None, None]
    asked = Corrections(harmonise="roy-2016-rma")
    assert keys(Study(epochs=(tm,), corrections=asked)) == [Bandpass.ROY_2016_RMA]
    own = epoch(2005, "landsat5-tm", bandpass=Bandpass.ROY_2016_RMA)
    assert keys(Study(epochs=(own, oli))) == [Bandpass.ROY_2016_RMA, None]


@pytest.fixture
def mixed(tmp_path):
    """TM in 2005 and OLI in 2020, of one field and the same stored numbers."""
    rng = np.random.default_rng(3)
    field = {band: rng.uniform(0.05, 0.4, (SIDE, SIDE)).astype("float32") for band in SIX}
    for year in (2005, 2020):
        for band, values in field.items():
            write_band(tmp_path / f"{year}_{band.value}.tif", values)
    return field, (epoch(2005, "landsat5-tm"), epoch(2020, "landsat8-oli"))


def test_indicators_of_tm_are_those_of_olis_bands(tmp_path, mixed):
    field, epochs = mixed
    study = Study(epochs=epochs, index=IndexOptions(mask_water=False))
    place = RunPlace(tmp_path, tmp_path / "out", workers=1)
    result = run_indicators(PreparedStudy(study, place), silent())
    found = transform_of(Bandpass.ROY_2016)
    brought = {band: found.applied(band, values) for band, values in field.items()}
    with rasterio.open(place.out / result.files["greenness_2005-07-01"]) as data:
        nir, red = brought[Band.NIR], brought[Band.RED]
        assert data.read(1) == pytest.approx((nir - red) / (nir + red), abs=1e-6)
    cap = sensor("landsat8-oli").tasseled[Level.SURFACE]
    with rasterio.open(place.out / result.files["wetness_2005-07-01"]) as data:
        wet = sum(c * brought[band] for c, band in zip(cap.wetness, cap.bands, strict=True))
        assert data.read(1) == pytest.approx(wet, abs=1e-6)
    assert any(
        "TM and ETM+ brought to OLI's bands on 2005-07-01" in m for m in said(result.methods)
    )
    assert not any("different sensors" in line for line in said(result.warnings))
    assert [fact.bands_of for fact in result.facts] == ["landsat8-oli", ""]


def test_a_harmonised_series_is_trusted_as_one_sensor(tmp_path, mixed):
    _, epochs = mixed
    used = (Indicator.GREENNESS, Indicator.WETNESS, Indicator.DRYNESS)
    for harmonise, named in (("auto", False), ("none", True)):
        study = Study(
            epochs=epochs,
            index=IndexOptions(indicators=used),
            corrections=Corrections(harmonise=harmonise),
        )
        place = RunPlace(tmp_path, tmp_path / harmonise, workers=1)
        trust = run_index(PreparedStudy(study, place), silent()).trust
        assert any(reason.code == "sensors" for reason in trust.reasons) == named


def cone():
    """A hill of 30 degrees on a plain; heights in metres."""
    y, x = np.mgrid[:SIDE, :SIDE] * CELL_M
    middle = SIDE * CELL_M / 2
    far = np.hypot(x - middle, y - middle)
    return np.maximum(0.0, (700.0 - far) * math.tan(math.radians(30.0)))


def test_the_light_on_planes_is_that_of_the_formula():
    y, x = np.mgrid[:12, :12] * CELL_M
    for fall_deg, steep_deg in ((0.0, 20.0), (90.0, 35.0), (200.0, 10.0)):
        fall, steep = math.radians(fall_deg), math.radians(steep_deg)
        # Down toward `fall`, clockwise from north; rows go south.
        height = -math.tan(steep) * (math.sin(fall) * x - math.cos(fall) * y)
        light = slope_light(height, CELL_M, SUN)
        zenith, toward = math.radians(90.0 - 40.0), math.radians(150.0) - fall
        expected = math.cos(zenith) * math.cos(steep)
        expected += math.sin(zenith) * math.sin(steep) * math.cos(toward)
        assert light.incidence == pytest.approx(max(0.0, expected), abs=1e-9)
        assert light.upright == pytest.approx(math.cos(steep), abs=1e-9)


def test_holes_of_the_dem_take_nothing_from_beside_them():
    height = np.full((7, 7), 10.0)
    height[3, 3] = np.nan
    light = slope_light(height, CELL_M, SUN)
    assert np.isnan(light.incidence).sum() == 1
    kept = light.incidence[np.isfinite(light.incidence)]
    assert kept == pytest.approx(math.sin(math.radians(40.0)))


def test_c_is_known_only_where_light_rises_toward_the_sun():
    x = np.linspace(0.1, 1.0, 400)
    cases = {"rising": (0.1 + 0.2 * x, 0.5), "falling": (0.3 - 0.1 * x, None),
             "below": (-0.05 + 0.2 * x, 0.0)}  # fmt: skip
    for values, c in cases.values():
        sums = LightSums()
        sums.add(x, values)
        assert sums.c == (None if c is None else pytest.approx(c, abs=1e-9))
    few = LightSums()
    few.add(x[:50], 0.1 + 0.2 * x[:50])
    assert few.c is None


@pytest.fixture
def hill(tmp_path):
    """One material on the cone, lit by the sun, in two scenes; the second knows no sun."""
    height = cone()
    write_band(tmp_path / "dem.tif", height.astype("float32"))
    light = slope_light(np.pad(height, 1, mode="edge"), CELL_M, SUN)
    level = math.sin(math.radians(SUN.elevation_deg))
    for band, (a, b) in SHADE.items():
        c = a / b
        # What SCS+C takes away: (cos i + C) / (cos alpha cos theta + C).
        shade = (light.incidence + c) / (light.upright * level + c)
        values = (a + b * level) * shade
        write_band(tmp_path / f"2020_{band.value}.tif", values.astype("float32"))
    return light


def study_of(hill_epoch, light="scs+c", dem="dem.tif"):
    options = IndexOptions(indicators=(Indicator.GREENNESS, Indicator.WETNESS, Indicator.DRYNESS))
    return Study(
        epochs=(hill_epoch,),
        dem=BandFile(path=dem) if dem else None,
        corrections=Corrections(light=light),
        index=options,
    )


def wet(tmp_path, name, study):
    place = RunPlace(tmp_path, tmp_path / name, workers=1)
    result = run_indicators(PreparedStudy(study, place), silent())
    with rasterio.open(place.out / result.files["wetness_2020-07-01"]) as data:
        return data.read(1), result


def test_light_on_slopes_is_taken_from_wetness(tmp_path, hill):
    plain, _ = wet(tmp_path, "plain", study_of(epoch(2020, "landsat8-oli", sun=SUN), "none"))
    even, result = wet(tmp_path, "even", study_of(epoch(2020, "landsat8-oli", sun=SUN)))
    steep = hill.sloping
    assert steep.sum() > 500
    assert even[steep].std() < 0.15 * plain[steep].std()
    flat = hill.upright == 1.0
    assert flat.sum() > 500 and even[flat] == pytest.approx(plain[flat], abs=1e-5)
    assert any("SCS+C" in line for line in said(result.methods))
    assert not any("light on slopes" in line for line in said(result.warnings))


def test_each_scene_has_its_own_sun_and_one_without_is_told(tmp_path, hill):
    one = epoch(2020, "landsat8-oli", sun=SUN)
    both = one.model_copy(update={"pieces": (Piece(bands=one.bands),)})
    even, _ = wet(tmp_path, "one", study_of(one))
    again, result = wet(tmp_path, "both", study_of(both))
    assert again == pytest.approx(even, abs=1e-6)
    assert any("do not tell where the sun stood" in line for line in said(result.warnings))


def test_light_needs_a_dem(tmp_path, hill):
    with pytest.raises(InputError, match=r"corrections\.light"):
        wet(tmp_path, "out", study_of(epoch(2020, "landsat8-oli", sun=SUN), dem=""))


def test_wetness_of_a_mountain_no_longer_follows_the_light(data_dir, tmp_path):
    folder = data_dir / "multispectral" / "landsat5_1988"
    study = new_study(tmp_path / "s.json", [(None, (folder,))], dem=folder / "srtm.tif")
    follows = {}
    for light in ("none", "scs+c"):
        asked = study.model_copy(update={"corrections": Corrections(light=light)})
        place = RunPlace(tmp_path, tmp_path / light, workers=1)
        run = PreparedStudy(asked, place)
        result = run_indicators(run, silent())
        with rasterio.open(place.out / result.files[f"wetness_{study.epochs[0].date}"]) as data:
            follows[light] = data.read(1)
    (correction,) = run.lights[study.epochs[0].date]
    rows, columns = follows["none"].shape
    lit = correction.ground.over(Block(0, 0, rows, columns))
    kept = lit.sloping & np.isfinite(follows["none"]) & np.isfinite(follows["scs+c"])
    r = {name: np.corrcoef(lit.incidence[kept], one[kept])[0, 1] for name, one in follows.items()}
    assert r["none"] < -0.15 and abs(r["scs+c"]) < 0.02
