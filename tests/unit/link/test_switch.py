import numpy as np
import pytest

from missionplanner.link.free_space import free_range_m
from missionplanner.link.lora import Modulation
from missionplanner.link.radio_model import BearerKind
from missionplanner.link.radios import lora_radio, radio
from missionplanner.link.regions import region
from missionplanner.link.switch import NO_LINK, lost_share, margins_db, switched

WIFI, CELLULAR, LORA = range(3)


def margins(**by_kind):
    return {BearerKind(name): np.array(values, float) for name, values in by_kind.items()}


def test_near_is_wifi_far_is_cellular_and_else_lora():
    used = switched(
        margins(wifi=[20, 5, -5, -9, -9], cellular=[9, 9, 9, -1, -1], lora=[30, 20, 10, 5, -1])
    )
    assert used.tolist() == [WIFI, WIFI, CELLULAR, LORA, NO_LINK]


def test_a_switch_waits_until_the_other_is_clearly_better():
    used = switched(margins(wifi=[-1, 1, 2.9, 3.1, 0.5, -0.1], lora=[9] * 6))
    assert used.tolist() == [LORA, LORA, LORA, WIFI, WIFI, LORA]


def test_unknown_terrain_is_no_link():
    assert switched(margins(wifi=[np.nan, 9], lora=[np.nan, 9])).tolist() == [NO_LINK, WIFI]


def test_the_margin_ends_where_free_sky_does():
    for system in (radio(BearerKind.WIFI), lora_radio(Modulation(), region("eu868"))):
        far = np.array([free_range_m(system)])
        assert margins_db(system, far, np.zeros(1)) == pytest.approx(0, abs=0.01)
        assert margins_db(system, far, np.full(1, 7.0)) == pytest.approx(-7, abs=0.01)


def test_fading_loses_what_rayleigh_says():
    assert lost_share(np.array([0.0]), 0.0) == pytest.approx(1 - np.exp(-1))
    assert lost_share(np.array([0.0]), 10.0) == pytest.approx(0.0952, abs=1e-3)
    assert lost_share(np.array([np.nan]), 10.0) == pytest.approx(1.0)


def test_slower_settings_reach_further():
    reach = [
        free_range_m(lora_radio(Modulation(spreading=s), region("eu868"))) for s in range(7, 13)
    ]
    assert reach == sorted(reach)
    assert reach[0] > 8500  # the first paper's range, in the open
