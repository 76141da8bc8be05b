import datetime

import pytest

from missionplanner.ecology.imagery.needs import why_missing
from missionplanner.messages.catalogue import sentence
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import (
    Band,
    Epoch,
    Erosion,
    Heat,
    Indicator,
    Level,
    Study,
    Thermal,
    ThermalQuantity,
)

FILE = BandFile(path="a.tif")
DRONE = (Band.BLUE, Band.GREEN, Band.RED, Band.RED_EDGE, Band.NIR)
OLI = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)
RADIANCE = Thermal(file=FILE)
SURFACE = Thermal(file=FILE, quantity=ThermalQuantity.SURFACE)


def epoch(key: str, bands=(), **more) -> Epoch:
    return Epoch(
        date=datetime.date(2020, 1, 1), sensor=key, bands=dict.fromkeys(bands, FILE), **more
    )


def why(one: Epoch, indicator: Indicator, **more) -> str | None:
    told = why_missing(one, indicator, Study(epochs=(one,), **more))
    return sentence(told) if told else None


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        (Indicator.GREENNESS, None),
        (Indicator.WETNESS, "cannot be computed from RedEdge-M: no SWIR1, SWIR2"),
        (Indicator.DRYNESS, "cannot be computed from RedEdge-M: no SWIR1"),
        (Indicator.HEAT, "cannot be computed from RedEdge-M: no thermal band"),
        (
            Indicator.EROSION,
            "cannot be computed from RedEdge-M: erosion needs a DEM (or a raster of L*S)",
        ),
    ],
)
def test_what_a_rededge_cannot_give_is_said_in_these_words(indicator: Indicator, words: str | None):
    assert why(epoch("rededge-m", DRONE), indicator) == words


def test_landsat_with_a_dem_gives_all_five():
    whole = epoch("landsat8-oli", OLI, thermal=RADIANCE)
    assert [why(whole, indicator, dem=FILE) for indicator in Indicator] == [None] * 5


def test_a_file_that_is_not_there_is_told_from_a_band_the_sensor_lacks():
    short = epoch("landsat8-oli", OLI[:4])
    assert why(short, Indicator.DRYNESS) == (
        "cannot be computed from Landsat 8 OLI and TIRS: no SWIR1 among its files"
    )


def test_a_layer_of_the_users_own_needs_nothing():
    given = epoch("rededge-m", layers=dict.fromkeys(Indicator, FILE))
    assert [why(given, indicator) for indicator in Indicator] == [None] * 5


def test_erosion_takes_a_raster_of_slope_length_for_a_dem():
    given = epoch("rededge-m", DRONE)
    assert why(given, Indicator.EROSION, erosion=Erosion(slope_length=FILE)) is None
    bare = epoch("rededge-m", (Band.RED,))
    assert "no NIR" in (why(bare, Indicator.EROSION, dem=FILE) or "")


@pytest.mark.parametrize(
    ("one", "heat", "words"),
    [
        (epoch("altum", DRONE, thermal=SURFACE), Heat(), None),
        (epoch("altum", thermal=SURFACE), Heat(), None),
        (epoch("altum", DRONE, thermal=RADIANCE), Heat(), "K1, K2"),
        (epoch("altum", DRONE, thermal=Thermal(file=FILE, k1=600, k2=1300)), Heat(), None),
        (epoch("landsat8-oli", OLI, thermal=RADIANCE), Heat(), None),
        (epoch("landsat8-oli", thermal=RADIANCE), Heat(), "no red, NIR for the emissivity"),
        (epoch("landsat8-oli", thermal=RADIANCE), Heat(method="brightness"), None),
        (
            epoch("landsat8-oli", OLI, thermal=RADIANCE),
            Heat(method="mono-window"),
            "heat.transmittance, heat.air_temperature_k",
        ),
        (
            epoch("landsat8-oli", OLI, thermal=RADIANCE),
            Heat(method="mono-window", transmittance=0.8, air_temperature_k=300),
            None,
        ),
        (epoch("landsat8-oli", OLI), Heat(), "no thermal band among its files"),
        (
            epoch("rededge-m", DRONE, thermal=Thermal(file=FILE, quantity="brightness")),
            Heat(),
            "wavelength",
        ),
    ],
)
def test_heat_needs_what_its_method_needs(one: Epoch, heat: Heat, words: str | None):
    told = why(one, Indicator.HEAT, heat=heat)
    assert told is None if words is None else words in (told or "")


def test_wetness_of_level_2a_does_not_ask_for_the_cirrus_band():
    twelve = [band for band in Band if band not in (Band.CIRRUS, Band.NIR_1240)]
    surface = epoch("sentinel2-msi", twelve, level=Level.SURFACE)
    assert why(surface, Indicator.WETNESS) is None
    toa = epoch("sentinel2-msi", twelve, level=Level.TOA)
    assert "no cirrus among its files" in (why(toa, Indicator.WETNESS) or "")
