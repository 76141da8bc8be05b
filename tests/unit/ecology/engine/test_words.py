import datetime

import pytest

from missionplanner.ecology.engine.words import negative_reflectance, said_once
from missionplanner.model.study import BandFile, Epoch, Indicator, Study

A, B = "epoch 2014-07-01", "epoch 2015-07-01"


def test_what_all_epochs_say_is_said_once():
    notes = {A: ("no mask", "no water"), B: ("no mask", "stripes", "stripes")}
    assert list(said_once(notes)) == [
        "all epochs: no mask",
        f"{A}: no water",
        f"{B}: stripes",
    ]


def test_the_note_of_an_only_epoch_keeps_its_date():
    assert list(said_once({A: ("no mask",)})) == [f"{A}: no mask"]


def study(**layers):
    day = datetime.date(2014, 7, 1)
    return Study(epochs=(Epoch(date=day, sensor="landsat8-oli", layers=layers),))


@pytest.mark.parametrize("ends", [(-2.3, 0.8), (-0.2, 1.17)])
def test_an_ndvi_that_cannot_be_is_told(ends):
    (line,) = negative_reflectance({"all": {Indicator.GREENNESS: ends}}, study())
    assert line.startswith(f"all epochs: NDVI is scaled from {ends[0]} to {ends[1]}")


def test_an_ndvi_that_can_be_and_a_raster_of_ones_own_are_not_told():
    whole = {"2014-07-01": {Indicator.GREENNESS: (-1.0, 1.0)}}
    assert not list(negative_reflectance(whole, study()))
    percent = {"all": {Indicator.GREENNESS: (0.0, 250.0)}}
    assert not list(negative_reflectance(percent, study(greenness=BandFile(path="ndvi.tif"))))
