import pytest

from missionplanner.errors import InputError
from missionplanner.link.budget import battery_days, link_budget, useful_bytes
from missionplanner.link.free_space import free_range_m, free_space_db
from missionplanner.link.lora import Chip, Modulation
from missionplanner.link.radio_model import BearerKind, RadioSystem
from missionplanner.link.regions import region

# Semtech's calculator and The Things Network's tables.
PUBLISHED_MS = {7: 82.176, 8: 143.872, 9: 267.264, 10: 493.568, 11: 1069.056, 12: 1974.272}


def test_airtime_is_that_of_the_published_sheets():
    assert Modulation(spreading=9).airtime_s(13) * 1000 == pytest.approx(164.864, abs=1e-9)
    for spreading, published in PUBLISHED_MS.items():
        time_ms = Modulation(spreading=spreading).airtime_s(37) * 1000
        assert time_ms == pytest.approx(published, abs=1e-9)


def test_rate_and_sensitivity_are_those_of_the_data_sheets():
    assert Modulation().bit_rate_bps == 5468.75
    sheets = {
        (Chip.SX127X, 7): -123,
        (Chip.SX127X, 12): -136,
        (Chip.SX126X, 7): -124,
        (Chip.SX126X, 12): -137,
    }
    for (chip, spreading), dbm in sheets.items():
        ours = Modulation(spreading=spreading, chip=chip).sensitivity_dbm
        assert ours == pytest.approx(dbm, abs=0.6)


def test_budget_of_an_hour_at_one_percent():
    # Told in the paper's terms: 19.6 KB an hour, 5.4 KB in 10 s of air, 4.3 KB at 20 % loss.
    budget = link_budget(Modulation(), 0.01, 0.0, 4096, 1800)
    assert budget.bytes_per_hour == pytest.approx(19_600, rel=0.01)
    assert budget.previews_per_hour == pytest.approx(budget.bytes_per_hour / 4096)
    assert budget.fitting_bytes == pytest.approx(budget.bytes_per_hour / 1800)
    assert budget.one_in == 139, "a first preview of 1.5 KB of one photo in so many keeps up"
    assert link_budget(Modulation(), 0.01, 0.0, 4096, 0.0).one_in == 0
    assert link_budget(Modulation(), 1.0, 0.0, 4096, 60).one_in == 1
    assert useful_bytes(Modulation(), 10.0, 0.0) == pytest.approx(5_400, rel=0.01)
    assert useful_bytes(Modulation(), 10.0, 0.2) == pytest.approx(4_300, rel=0.02)


def test_a_module_lasts_longer_the_more_it_sleeps():
    listening, used, asleep = battery_days(3000, 0.1, 0.01)
    assert listening < used < asleep < 5 * 366, "the cell discharges by itself"


def test_range_in_free_sky_is_where_the_margin_ends():
    system = RadioSystem(
        kind=BearerKind.LORA, frequency_mhz=868, power_dbm=14, sensitivity_dbm=-123, rate_bps=5469
    )
    far = free_range_m(system)
    assert free_space_db(far, 868) == pytest.approx(system.allowed_loss_db)
    assert far > 8500  # what the first paper tells


def test_an_unknown_region_names_those_there_are():
    with pytest.raises(InputError) as error:
        region("mars")
    assert "eu868" in error.value.line()
    assert region("EU868").duty_cycle == 0.01
