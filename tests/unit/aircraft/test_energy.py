"""The power model: calibration, limits of the formula, table, battery."""

import numpy as np
import pytest

from missionplanner.aircraft import catalogue, energy
from missionplanner.errors import InputError

M300 = catalogue.aircraft("m300-rtk")


@pytest.mark.parametrize("key", catalogue.aircraft_keys())
def test_calibration_reproduces_its_two_flights(key):
    craft = catalogue.aircraft(key)
    found = energy.calibrate(craft.power, craft.battery.energy_wh)
    assert 0.4 < found.eta < 0.9
    assert found.kp > 0
    cruise = energy.endurance_s(craft, 0.0, craft.power.reference_speed_mps)
    assert cruise == pytest.approx(craft.power.reference_endurance_s, rel=1e-9)
    ratio = energy.endurance_s(craft, 0.0, 0.0) / cruise
    assert ratio == pytest.approx(craft.power.hover_endurance_ratio, rel=1e-9)


def test_hover_is_the_closed_form():
    found = energy.calibrate(M300.power, 548.0)
    ideal = (7.0 * energy.GRAVITY_MPS2) ** 1.5 / np.sqrt(2 * 1.1 * M300.power.disc_area_m2)
    by_hand = ideal / found.eta + found.kp * (7.0 / 6.3) ** 1.5 + 15.0
    assert energy.power_w(M300.power, 7.0, 0.0, 0.0, 1.1) == pytest.approx(by_hand)


def test_power_has_one_minimum_and_grows_with_mass_and_height():
    speeds = np.linspace(0, 25, 101)
    power = energy.power_w(M300.power, 7.7, speeds)
    lowest = int(np.argmin(power))
    assert 8 < speeds[lowest] < 13
    assert (np.diff(power[: lowest + 1]) < 0).all()
    assert (np.diff(power[lowest:]) > 0).all()
    assert (energy.power_w(M300.power, 9.0, speeds) > power).all()
    # Thin air costs at hover and spares drag at speed.
    thin = energy.power_w(M300.power, 7.7, speeds, 0.0, energy.air_density(4000.0))
    assert thin[0] > power[0]
    assert thin[-1] < power[-1]


def test_the_best_range_is_the_cheapest_metre():
    found = energy.best_range_mps(M300.power, 7.1, 30.0)
    around = found + np.array([-0.2, 0.0, 0.2])
    a_metre = energy.power_w(M300.power, 7.1, around) / around
    assert a_metre[1] == a_metre.min() and 13 < found < 17
    assert energy.best_range_mps(M300.power, 7.1, 12.0) == 12.0
    assert energy.best_range_mps(M300.power, 9.0, 30.0) > found, "heavier: faster"


def test_arguments_broadcast():
    assert energy.power_w(M300.power, np.full((3, 1), 7.0), np.zeros(4)).shape == (3, 4)


def test_climb_costs_and_descent_gives_back_little():
    level, up, down = energy.power_w(M300.power, 7.7, 10.0, [0.0, 3.0, -3.0])
    eta = energy.calibrate(M300.power, 548.0).eta
    weight = 7.7 * energy.GRAVITY_MPS2
    assert up - level == pytest.approx(0.9 * weight * 3 / eta)
    assert level - down == pytest.approx(0.25 * weight * 3)
    assert energy.power_w(M300.power, 7.7, 10.0, -100.0) == pytest.approx(0.55 * level)


def _induced(thrust, along, up, density, area):
    """Solve T = 2 rho A vi sqrt(v^2 + (vz + vi)^2) for vi by bisection."""
    low, high = 0.0, 60.0
    for _ in range(100):
        middle = 0.5 * (low + high)
        if 2 * density * area * middle * np.hypot(along, up + middle) > thrust:
            high = middle
        else:
            low = middle
    return middle


@pytest.mark.parametrize("along", [0.0, 5.0, 8.0, 10.0])
@pytest.mark.parametrize("up", [1.0, 3.0, 5.0])
def test_climb_share_covers_momentum_theory_up_to_survey_speed(along, up):
    thrust, area = 7.7 * energy.GRAVITY_MPS2, M300.power.disc_area_m2
    level = _induced(thrust, along, 0.0, 1.225, area)
    climbing = _induced(thrust, along, up, 1.225, area)
    share = (up + climbing - level) / up
    assert 0.5 < share < energy.CLIMB_SHARE + 0.01


def test_table_is_the_model():
    table = energy.power_table(M300, 1.4, 750.0)
    assert table.level_w.shape == (351,)
    assert table.level_w.flags.c_contiguous
    assert table.hover_w == table.level_w[0]
    speeds, climbs = np.array([0.0, 7.3, 10.04, 34.9]), np.array([0.0, 2.0, -4.0, -100.0])
    direct = energy.power_w(M300.power, 7.7, speeds, climbs, energy.air_density(750.0))
    assert table.power_w(speeds, climbs) == pytest.approx(direct, rel=1e-4)
    assert table.power_w(60.0) == table.level_w[-1]


@pytest.mark.parametrize(  # ICAO standard atmosphere, Doc 7488
    ("altitude", "density"), [(0, 1.2250), (1000, 1.1117), (3000, 0.90912), (5000, 0.73612)]
)
def test_air_density_is_the_standard_atmosphere(altitude, density):
    assert energy.air_density(altitude) == pytest.approx(density, rel=1e-4)


def test_warm_air_is_thin():
    assert energy.air_density(0.0, 40.0) == pytest.approx(1.2250 * 288.15 / 313.15, rel=1e-4)


def test_usable_energy():
    assert energy.usable_wh(M300, 0.25) == pytest.approx(411.0)
    assert energy.usable_wh(M300, 0.25, 25.0) == pytest.approx(411.0)
    assert energy.usable_wh(M300, 0.0, 0.0) == pytest.approx(548.0 * 0.9)
    assert energy.usable_wh(M300, 0.0, -60.0) == pytest.approx(548.0 * 0.7)
    for wrong in (-0.1, 1.0, float("nan")):
        with pytest.raises(InputError, match="reserve"):
            energy.usable_wh(M300, wrong)


def test_impossible_models_are_refused():
    bare = M300.power.model_copy(update={"reference_energy_wh": None})
    with pytest.raises(InputError, match="reference_energy_wh"):
        energy.power_w(bare, 7.0, 0.0)
    with pytest.raises(InputError, match="cannot be calibrated"):
        energy.calibrate(M300.power.model_copy(update={"disc_area_m2": 0.05}), 548.0)
