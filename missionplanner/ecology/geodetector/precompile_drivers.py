"""Compile the kernels of landscape metrics, districts, sites and the geographical detector."""

import numpy as np

from missionplanner.ecology.geodetector.interaction import pair_q
from missionplanner.ecology.geodetector.resampling import q_limits
from missionplanner.ecology.indicators.district_statistics import inverse_distance
from missionplanner.ecology.indicators.site_density import site_density
from missionplanner.ecology.indicators.smooth_totals import pycnophylactic
from missionplanner.ecology.landscape.metrics import landscape, moving_window
from missionplanner.model.geodetector import Convention
from missionplanner.tasks.progress import silent


def warm() -> None:
    """Run each once on next to nothing."""
    cover = np.array([[1, 2, 1], [2, 2, 1], [1, 1, 2]])
    landscape(cover, 30.0)
    moving_window(cover, 30.0, 3)
    places = np.array([10.0, 60.0])
    site_density(places, places, 0.0, 90.0, 30.0, (3, 3), 50.0)
    inverse_distance(places, places, places, 0.0, 90.0, 30.0, (3, 3))
    pycnophylactic(np.ones((3, 3), np.int32), np.array([9.0]), 30.0, rounds=1)
    codes = [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])]
    response = np.array([1.0, 2.0, 3.0, 5.0])
    pair_q(response, codes, Convention.WANG)
    q_limits(response, codes, Convention.WANG, 1, silent())
