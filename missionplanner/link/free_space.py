"""Loss in free sky, Recommendation ITU-R P.525."""

import math

from missionplanner.link.radio_model import RadioSystem

# 20 log10(4 pi / c) for km and MHz; P.525 rounds it to 32.4.
_AT_1_KM_1_MHZ_DB = 32.4478


def free_space_db(distance_m: float, frequency_mhz: float) -> float:
    """Return the loss between isotropic antennas, dB; nearer than a metre it is that of a metre."""
    km = max(distance_m, 1.0) / 1000.0
    return _AT_1_KM_1_MHZ_DB + 20.0 * math.log10(km) + 20.0 * math.log10(frequency_mhz)


def free_range_m(system: RadioSystem) -> float:
    """Return how far a system reaches in free sky with its margin, m.

    The first paper tells 8.5 km for its LoRa in the open.
    """
    spare = system.allowed_loss_db - _AT_1_KM_1_MHZ_DB - 20.0 * math.log10(system.frequency_mhz)
    return float(1000.0 * 10.0 ** (spare / 20.0))
