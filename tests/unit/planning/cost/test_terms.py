import numpy as np
import pytest

from missionplanner.planning.cost import altitude, energy, length, literal, resolution, threat


def test_integrals_do_not_depend_on_how_a_route_is_cut():
    whole = altitude.integral(100.0, 150.0, 100.0, 200.0) + threat.integral(100.0, 0.5)
    halves = 2 * (altitude.integral(50.0, 150.0, 100.0, 200.0) + threat.integral(50.0, 0.5))
    assert whole == halves == 75.0


def test_lengths_are_in_space():
    assert length.metres(30.0, 40.0) == 50.0


def test_descending_gives_little_back_and_never_all():
    level = energy.step_wh(800.0, 0.0, 3600.0, 100.0, 20.0, 0.55)
    assert level == 800.0
    assert energy.step_wh(800.0, 2.0, 3600.0, 100.0, 20.0, 0.55) == 1000.0
    assert energy.step_wh(800.0, -2.0, 3600.0, 100.0, 20.0, 0.55) == 760.0
    assert energy.step_wh(800.0, -50.0, 3600.0, 100.0, 20.0, 0.55) == pytest.approx(440.0)


def test_resolution_costs_nothing_on_the_asked_height_and_half_a_metre_at_its_limit():
    assert resolution.cost(10.0, 0.0, 20.0) == 0.0
    assert resolution.cost(10.0, 20.0, 20.0) == 5.0
    assert resolution.room_m(100.0, 0.02, 0.03, 200.0) == pytest.approx(50.0)
    assert resolution.room_m(100.0, 0.02, 0.03, 120.0) == pytest.approx(20.0)
    assert resolution.room_m(100.0, 0.06, 0.03, 120.0) == 10.0


def test_literal_b_by_hand():
    along = np.array([0.0, 200.0])
    found = literal.b_literal(along, np.array([100.0, 300.0]), np.array([0.2, 0.2]), 0.5, 0.1, 0.4)
    # Two segments of 100 m with mean heights 150 and 250 m.
    assert found == pytest.approx(0.5 * 200 + 0.1 * 400 + 0.4 * 0.4)


def test_literal_b_counts_on_100_m_whatever_the_samples():
    few = np.array([0.0, 1000.0])
    many = np.linspace(0.0, 1000.0, 77)
    found = [
        literal.b_literal(a, 100.0 + 0.1 * a, np.full(len(a), 0.3), 0.5, 0.1, 0.4)
        for a in (few, many)
    ]
    assert found[0] == pytest.approx(found[1])
