"""The verdict on security: each reason where it holds, and none beside it."""

import datetime

import pytest

from missionplanner.ecology.engine.security.trusting import security_trust
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import IndexSystem
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.model.study import Band, Epoch, Study
from missionplanner.model.trust import Verdict

RED = {Band.RED: BandFile(path="red.tif")}


def system(layers="DPSIRM", compute="raster"):
    return IndexSystem.model_validate(
        {
            "key": "made",
            "title": "Made",
            "indicators": [
                {"key": f"{x}1", "layer": x, "sign": "+", "title": x, "compute": compute}
                for x in layers
            ],
        }
    )


def study(*days, sensor="landsat8-oli"):
    return Study(epochs=tuple(Epoch(date=day, sensor=sensor, bands=RED) for day in days))


JULY = study(datetime.date(2014, 7, 1), datetime.date(2020, 7, 20))
NONE = SecurityInputs()


def codes(asked=JULY, made=None, inputs=NONE, between=None, cr=0.05):
    found = security_trust(asked, made or system(), inputs, between or {}, cr)
    return {one.code: one.verdict for one in found.reasons}


def test_nothing_speaks_against_a_whole_system_of_one_season():
    assert codes() == {}
    assert codes(cr=None) == {}  # weights were given
    assert security_trust(JULY, system(), NONE, {}, 0.05).verdict is Verdict.TRUST


@pytest.mark.parametrize(
    ("cr", "verdict"), [(0.099, None), (0.1, Verdict.LOOK), (0.2, Verdict.DO_NOT)]
)
def test_judgements_that_contradict_each_other(cr, verdict):
    assert codes(cr=cr).get("cr") is verdict


def test_layers_without_an_indicator():
    assert codes(made=system("DPS")) == {"layers_lacking": Verdict.LOOK}


def test_a_raster_that_stands_for_what_is_computed_but_not_one_that_is_asked_for():
    given = SecurityInputs(layers={"S1": BandFile(path="s.tif")})
    assert codes(made=system(compute="slope"), inputs=given) == {"replaced": Verdict.LOOK}
    assert codes(made=system(compute="raster"), inputs=given) == {}
    assert codes(made=system(compute="slope")) == {}


def test_figures_between_years_are_named():
    found = security_trust(JULY, system(), NONE, {"2014": ("D1", "D2")}, None)
    assert [one.code for one in found.reasons] == ["interpolated"]
    assert "2014" in found.reasons[0].text and "D1, D2" in found.reasons[0].text


def test_seasons_count_as_for_the_ecological_index():
    mixed = study(datetime.date(2014, 7, 1), datetime.date(2020, 12, 1))
    assert codes(mixed)["seasons"] is Verdict.DO_NOT


@pytest.mark.parametrize(("share", "verdict"), [(0.2, Verdict.LOOK), (0.5, Verdict.DO_NOT)])
def test_what_the_index_is_made_without_is_named(share, verdict):
    found = security_trust(JULY, system(), NONE, {}, None, left_out=("P2", "I2"), share_out=share)
    assert [(one.code, one.verdict) for one in found.reasons] == [("left_out", verdict)]
    assert "P2, I2" in found.reasons[0].text and f"{share:.0%}" in found.reasons[0].text
