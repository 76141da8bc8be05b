"""Loss behind terrain: the delta-Bullington method of Recommendation ITU-R P.526-15, 4.5.

The same method is in ITU-R P.452 (4.2) with a part of the path over sea; here all is land, and the
effective Earth is that of the median refraction.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError

Floats = NDArray[np.float64]

# Radius of the Earth on which rays are straight: four thirds of the true one, in the round figure
# that ITU's own worked examples are made with (they fit within 0.005 dB).
EFFECTIVE_RADIUS_KM = 8500.0
LIGHT_MPS = 299_792_458.0
# Ground of middling dryness: relative permittivity and conductivity (S/m), ITU-R P.526, 3.
_PERMITTIVITY, _CONDUCTIVITY = 22.0, 0.003
# An antenna on the ground itself has no reckoned reach.
_LEAST_HEIGHT_M = 0.1


def diffraction_db(
    distance_m: ArrayLike,
    ground_m: ArrayLike,
    tx_height_m: float,
    rx_height_m: float,
    frequency_mhz: float,
    *,
    vertical: bool = False,
    radius_km: float = EFFECTIVE_RADIUS_KM,
) -> float:
    """Return the diffraction loss of a path in dB, at least 0; without that of free space.

    Parameters
    ----------
    distance_m : (n,), n >= 3
        From the transmitter, growing, first 0.
    ground_m : (n,)
        Heights above the sea, metres.
    tx_height_m, rx_height_m : float
        Antennas above the ground at the ends, metres.
    frequency_mhz : float
    vertical : bool
        Polarisation; below some hundred MHz it matters.
    radius_km : float
        Of the effective Earth.

    Raises
    ------
    InputError
        Fewer than three points, not growing, a void, an antenna below the ground, or a frequency
        that the method does not know (30 MHz to 50 GHz).
    """
    distance = np.ascontiguousarray(distance_m, np.float64)
    ground = np.ascontiguousarray(ground_m, np.float64)
    _check(distance, ground, tx_height_m, rx_height_m, frequency_mhz)
    loss: float = delta_bullington(
        distance / 1000.0,
        ground,
        ground[0] + tx_height_m,
        ground[-1] + rx_height_m,
        frequency_mhz / 1000.0,
        vertical,
        radius_km,
    )
    return loss


def _check(distance: Floats, ground: Floats, tx_m: float, rx_m: float, frequency: float) -> None:
    if distance.ndim != 1 or len(distance) < 3 or distance.shape != ground.shape:
        raise InputError("link.few_points", n=len(np.atleast_1d(distance)))
    wrong = np.flatnonzero(~(np.diff(distance) > 0))
    if len(wrong):
        raise InputError("link.not_growing", number=int(wrong[0]) + 2)
    void = np.flatnonzero(~np.isfinite(ground))
    if len(void):
        raise InputError("link.void", number=int(void[0]) + 1)
    for height in (tx_m, rx_m):
        if not 0 <= height < 1e5:
            raise InputError("link.antenna_height", height_m=height)
    if not 30 <= frequency <= 50_000:
        raise InputError("link.frequency", frequency_mhz=frequency)


@kernel
def delta_bullington(
    d_km: Floats,
    h_m: Floats,
    tx_m: float,
    rx_m: float,
    f_ghz: float,
    vertical: bool,
    radius_km: float,
) -> float:
    """Return the loss (dB) of a profile; antennas `tx_m`, `rx_m` above the sea.

    Bullington's edge over the true profile, plus what the spherical Earth costs more than
    Bullington's edge over the smoothed one.
    """
    tx_over_m, rx_over_m = effective_heights(d_km, h_m, tx_m, rx_m)
    true = bullington(d_km, h_m, tx_m, rx_m, f_ghz, radius_km)
    flat = np.zeros(len(h_m))
    smooth = bullington(d_km, flat, tx_over_m, rx_over_m, f_ghz, radius_km)
    sphere = spherical_earth(d_km[-1], tx_over_m, rx_over_m, f_ghz, vertical, radius_km)
    return true + max(sphere - smooth, 0.0)


@kernel
def bullington(
    d_km: Floats, h_m: Floats, tx_m: float, rx_m: float, f_ghz: float, radius_km: float
) -> float:
    """Return the loss (dB) of Bullington's one edge (P.526, 4.5.1)."""
    total, bend = d_km[-1], 500.0 / radius_km
    wave_m = LIGHT_MPS / 1e9 / f_ghz
    straight = (rx_m - tx_m) / total
    steep_tx, steep_rx, nu = -np.inf, -np.inf, -np.inf
    for i in range(1, len(d_km) - 1):
        before, after = d_km[i], total - d_km[i]
        top = h_m[i] + bend * before * after
        steep_tx = max(steep_tx, (top - tx_m) / before)
        steep_rx = max(steep_rx, (top - rx_m) / after)
        over = top - (tx_m * after + rx_m * before) / total
        nu = max(nu, over * math.sqrt(0.002 * total / (wave_m * before * after)))
    if steep_tx >= straight:  # the horizons meet over an edge that is not there
        before = (rx_m - tx_m + steep_rx * total) / (steep_tx + steep_rx)
        after = total - before
        over = tx_m + steep_tx * before - (tx_m * after + rx_m * before) / total
        nu = over * math.sqrt(0.002 * total / (wave_m * before * after))
    edge = knife_edge(nu)
    loss: float = edge + (1.0 - math.exp(-edge / 6.0)) * (10.0 + 0.02 * total)
    return loss


@kernel
def knife_edge(nu: float) -> float:
    """Return the loss (dB) of a knife edge by its parameter (P.526, equation 31)."""
    if nu <= -0.78:
        return 0.0
    return 6.9 + 20.0 * math.log10(math.sqrt((nu - 0.1) ** 2 + 1.0) + nu - 0.1)


@kernel
def effective_heights(d_km: Floats, h_m: Floats, tx_m: float, rx_m: float) -> tuple[float, float]:
    """Return the antennas' heights (m) over the smooth surface under them (P.526, 4.5.2)."""
    total = d_km[-1]
    area, moment = 0.0, 0.0
    highest, angle_tx, angle_rx = -np.inf, -np.inf, -np.inf
    for i in range(1, len(d_km)):
        near, far = d_km[i - 1], d_km[i]
        area += (far - near) * (h_m[i] + h_m[i - 1])
        moment += (far - near) * (h_m[i] * (2.0 * far + near) + h_m[i - 1] * (far + 2.0 * near))
        if i < len(d_km) - 1:
            over = h_m[i] - (tx_m * (total - far) + rx_m * far) / total
            highest = max(highest, over)
            angle_tx = max(angle_tx, over / far)
            angle_rx = max(angle_rx, over / (total - far))
    under_tx = (2.0 * area * total - moment) / total**2
    under_rx = (moment - area * total) / total**2
    if highest > 0.0:
        under_tx -= highest * angle_tx / (angle_tx + angle_rx)
        under_rx -= highest * angle_rx / (angle_tx + angle_rx)
    return tx_m - min(under_tx, h_m[0]), rx_m - min(under_rx, h_m[-1])


@kernel
def spherical_earth(
    d_km: float, tx_m: float, rx_m: float, f_ghz: float, vertical: bool, radius_km: float
) -> float:
    """Return the loss (dB) of a smooth sphere (P.526, 3.2); antennas above it, metres."""
    tx_m, rx_m = max(tx_m, _LEAST_HEIGHT_M), max(rx_m, _LEAST_HEIGHT_M)
    horizon = math.sqrt(2.0 * radius_km) * (math.sqrt(0.001 * tx_m) + math.sqrt(0.001 * rx_m))
    if d_km >= horizon:
        return max(first_term(d_km, tx_m, rx_m, f_ghz, vertical, radius_km), 0.0)
    c = (tx_m - rx_m) / (tx_m + rx_m)
    m = 250.0 * d_km**2 / (radius_km * (tx_m + rx_m))
    angle = math.acos(min(max(1.5 * c * math.sqrt(3.0 * m / (m + 1.0) ** 3), -1.0), 1.0))
    b = 2.0 * math.sqrt((m + 1.0) / (3.0 * m)) * math.cos((math.pi + angle) / 3.0)
    before = d_km / 2.0 * (1.0 + b)
    after = d_km - before
    if before <= 0.0 or after <= 0.0:
        return 0.0
    clear = (tx_m - 500.0 * before**2 / radius_km) * after
    clear = (clear + (rx_m - 500.0 * after**2 / radius_km) * before) / d_km
    wave_m = LIGHT_MPS / 1e9 / f_ghz
    needed = 17.456 * math.sqrt(before * after * wave_m / d_km)
    if clear > needed:
        return 0.0
    modified = 500.0 * (d_km / (math.sqrt(tx_m) + math.sqrt(rx_m))) ** 2
    loss = first_term(d_km, tx_m, rx_m, f_ghz, vertical, modified)
    return max((1.0 - clear / needed) * loss, 0.0)


@kernel
def first_term(
    d_km: float, tx_m: float, rx_m: float, f_ghz: float, vertical: bool, radius_km: float
) -> float:
    """Return the first term of the residue series (dB): far behind the horizon (P.526, 3.1.1)."""
    lossy = (18.0 * _CONDUCTIVITY / f_ghz) ** 2
    k = 0.036 * (radius_km * f_ghz) ** (-1.0 / 3.0) * ((_PERMITTIVITY - 1.0) ** 2 + lossy) ** -0.25
    if vertical:
        k *= math.sqrt(_PERMITTIVITY**2 + lossy)
    beta = (1.0 + 1.6 * k**2 + 0.67 * k**4) / (1.0 + 4.5 * k**2 + 1.53 * k**4)
    x: float = 21.88 * beta * (f_ghz / radius_km**2) ** (1.0 / 3.0) * d_km
    if x >= 1.6:
        along = 11.0 + 10.0 * math.log10(x) - 17.6 * x
    else:
        along = -20.0 * math.log10(x) - 5.6488 * x**1.425
    scale: float = 0.9575 * beta * (f_ghz**2 / radius_km) ** (1.0 / 3.0)
    gains: float = height_gain(scale * tx_m, k, beta) + height_gain(scale * rx_m, k, beta)
    loss: float = -along - gains
    return loss


@kernel
def height_gain(y: float, k: float, beta: float) -> float:
    """Return the gain (dB) of an antenna by its normalised height (P.526, equations 18)."""
    b = beta * y
    least = 2.0 + 20.0 * math.log10(k)
    if b > 2.0:
        gain = 17.6 * math.sqrt(b - 1.1) - 5.0 * math.log10(b - 1.1) - 8.0
    elif b > 0.0:
        gain = 20.0 * math.log10(b + 0.1 * b**3)
    else:
        gain = least
    higher: float = max(gain, least)
    return higher
