"""Which radio carries the pictures: the nearest and fastest that is strong enough.

The first paper's switch: near the station Wi-Fi, far from it 4G/5G, else LoRa, by position and
strength. Each has its margin over what it needs; a change waits until the other is clearly better.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from missionplanner.link.free_space import free_space_db
from missionplanner.link.radio_model import BearerKind, RadioSystem

Floats = NDArray[np.float64]

NO_LINK = -1
_HYSTERESIS_DB = 3.0


def margins_db(system: RadioSystem, distance_m: Floats, diffraction: Floats) -> Floats:
    """Return what is left of the allowed loss (n,), dB; NaN where the terrain is not known.

    Parameters
    ----------
    system : RadioSystem
    distance_m, diffraction : (n,) float64
        Length of the paths, and their loss behind terrain, dB.
    """
    at_1_m = free_space_db(1.0, system.frequency_mhz)
    free = at_1_m + 20.0 * np.log10(np.maximum(distance_m, 1.0))
    return np.asarray(system.allowed_loss_db - free - diffraction, np.float64)


def switched(margins: Mapping[BearerKind, Floats]) -> NDArray[np.int8]:
    """Return the radio in use (n,) int8 along a route: its place in `BearerKind`, -1 for none.

    Parameters
    ----------
    margins : mapping of BearerKind to (n,) float64
        Along the route, in the order of flight; NaN counts as no link.
    """
    order = list(BearerKind)
    count = len(next(iter(margins.values())))
    used = np.full(count, NO_LINK, np.int8)
    present = NO_LINK
    for i in range(count):
        present = _next(
            present, [float(margins[k][i]) if k in margins else -math.inf for k in order]
        )
        used[i] = present
    return used


def _next(present: int, margin_db: list[float]) -> int:
    for place, margin in enumerate(margin_db):
        # What is in use is kept down to its last dB; another must be clearly above.
        needed = 0.0 if present in (place, NO_LINK) else _HYSTERESIS_DB
        if margin >= needed:
            return place
    return present if present != NO_LINK and margin_db[present] >= 0.0 else NO_LINK


def lost_share(margin_db: Floats, fading_margin_db: float) -> Floats:
    """Return the share of packets lost to Rayleigh fading (n,), 0 to 1.

    Parameters
    ----------
    margin_db : (n,) float64
        What is left beyond `fading_margin_db`.
    fading_margin_db : float
        The margin that the allowed loss keeps back.
    """
    over = 10.0 ** ((np.nan_to_num(margin_db, nan=-300.0) + fading_margin_db) / 10.0)
    return np.asarray(1.0 - np.exp(-1.0 / np.maximum(over, 1e-12)), np.float64)
