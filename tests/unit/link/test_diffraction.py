import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.errors import InputError
from missionplanner.link.diffraction import diffraction_db, effective_heights

ITU = Path(os.environ.get("MISSIONPLANNER_DATA", "../shared/data")) / "link"
# A ridge between two valleys, a point a kilometre.
RISE = np.array([0.0, 40.0, 10.0, 90.0, 20.0, 5.0, 0.0])
FAR = np.arange(7) * 1000.0


def itu_rows():
    with (ITU / "delta_bullington_expected.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.skipif(not ITU.is_dir(), reason="ITU's examples are not here: MISSIONPLANNER_DATA")
def test_agrees_with_all_examples_of_itu():
    differences = []
    for row in itu_rows():
        path = ITU / f"delta_bullington_path{row['path']}.csv"
        km, height = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
        tx, rx = float(row["tx_height_m_agl"]), float(row["rx_height_m_agl"])
        loss = diffraction_db(km * 1000, height, tx, rx, float(row["frequency_mhz"]))
        differences.append(abs(loss - float(row["delta_bullington_db"])))
        over = effective_heights(km, height, height[0] + tx, height[-1] + rx)
        told = float(row["effective_tx_height_m"]), float(row["effective_rx_height_m"])
        assert over == pytest.approx(told, abs=1e-5)
    assert len(differences) == 20
    assert max(differences) < 0.01  # asked: 0.1


def test_free_sky_costs_nothing_and_a_ridge_does():
    assert diffraction_db(FAR[:4], np.zeros(4), 300, 300, 5800) == 0.0
    assert diffraction_db(FAR, RISE, 10, 10, 868) > 10


@given(
    heights=st.lists(st.floats(0, 500), min_size=3, max_size=30),
    tx=st.floats(0, 200),
    rx=st.floats(0, 200),
    frequency=st.sampled_from([433.0, 868.0, 2400.0, 5800.0]),
)
def test_loss_is_the_same_both_ways_and_high_behind_a_wall(heights, tx, rx, frequency):
    ground = np.array(heights)
    far = np.arange(len(ground)) * 100.0
    loss = diffraction_db(far, ground, tx, rx, frequency)
    assert loss >= 0 and np.isfinite(loss)
    back = diffraction_db(far, ground[::-1], rx, tx, frequency)
    assert back == pytest.approx(loss, abs=1e-6)
    wall = ground.copy()
    wall[len(wall) // 2] += 2000.0
    assert diffraction_db(far, wall, tx, rx, frequency) > 30


@pytest.mark.parametrize(
    ("distance", "ground", "code"),
    [
        ([0, 10], [1, 2], "link.few_points"),
        ([0, 10, 10], [1, 2, 3], "link.not_growing"),
        ([0, 10, float("nan")], [1, 2, 3], "link.not_growing"),
        ([0, 10, 20], [1, float("nan"), 3], "link.void"),
    ],
)
def test_a_profile_that_is_none_is_refused(distance, ground, code):
    with pytest.raises(InputError) as error:
        diffraction_db(distance, ground, 10, 10, 868)
    assert error.value.code == code


def test_impossible_antennas_and_frequencies_are_refused():
    with pytest.raises(InputError):
        diffraction_db(FAR, RISE, -1, 10, 868)
    with pytest.raises(InputError):
        diffraction_db(FAR, RISE, 1, 10, 5)
