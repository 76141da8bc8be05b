"""Loss of a radio path, and how long a LoRa packet is in the air."""

import numpy as np
from numpy.typing import ArrayLike

from missionplanner.link import diffraction, free_space
from missionplanner.link.lora import Chip, Modulation
from missionplanner.science.arrays import Doubles, doubles


def free_space_loss_db(distance_m: ArrayLike, frequency_mhz: float) -> Doubles:
    """Return the loss between isotropic antennas in free sky, dB.

    Parameters
    ----------
    distance_m : array_like
        m; nearer than a metre counts as a metre.
    frequency_mhz : float

    Notes
    -----
    Recommendation ITU-R P.525.

    Examples
    --------
    >>> free_space_loss_db([1000.0, 8500.0], 868.3).round(2).tolist()
    [91.22, 109.81]
    """
    distance = np.asarray(distance_m, np.float64)
    losses = [free_space.free_space_db(float(one), frequency_mhz) for one in distance.flat]
    return np.array(losses).reshape(distance.shape)


def diffraction_loss_db(
    distance_m: ArrayLike,
    ground_m: ArrayLike,
    tx_height_m: float,
    rx_height_m: float,
    frequency_mhz: float,
    *,
    vertical: bool = False,
) -> float:
    """Return what terrain and the curved Earth take from a path beyond free space, dB.

    Parameters
    ----------
    distance_m : array_like, shape (n,), n >= 3
        From the transmitter, ascending from 0, m.
    ground_m : array_like, shape (n,)
        Heights above sea level, m.
    tx_height_m, rx_height_m : float
        Antennas above the ground at the ends, m.
    frequency_mhz : float
        30 to 50 000.
    vertical : bool
        Polarisation; it matters below some hundred MHz.

    Returns
    -------
    float
        0 at least.

    Raises
    ------
    InputError
        Fewer than three points, distances that do not grow, a void, an antenna below the ground,
        or a frequency beyond the method.

    Notes
    -----
    Recommendation ITU-R P.526-15, section 4.5 (delta-Bullington), effective radius 8500 km.

    Examples
    --------
    A ridge of 60 m half way along 2 km:

    >>> round(diffraction_loss_db([0, 1000, 2000], [0, 60, 0], 30.0, 2.0, 868.3), 1)
    36.3
    """
    path = doubles(distance_m), doubles(ground_m)
    return diffraction.diffraction_db(
        *path, tx_height_m, rx_height_m, frequency_mhz, vertical=vertical
    )


def path_loss_db(
    distance_m: ArrayLike,
    ground_m: ArrayLike,
    tx_height_m: float,
    rx_height_m: float,
    frequency_mhz: float,
    *,
    vertical: bool = False,
) -> float:
    """Return the whole loss of a path over terrain, dB: free space and diffraction.

    Parameters
    ----------
    distance_m, ground_m, tx_height_m, rx_height_m, frequency_mhz, vertical
        As for `diffraction_loss_db`.

    Raises
    ------
    InputError
        As `diffraction_loss_db`.

    Notes
    -----
    A median over flat refraction; trees, rain and the aircraft's attitude are not in it.

    Examples
    --------
    >>> round(path_loss_db([0, 1000, 2000], [0, 60, 0], 30.0, 2.0, 868.3), 1)
    133.5
    """
    behind = diffraction_loss_db(
        distance_m, ground_m, tx_height_m, rx_height_m, frequency_mhz, vertical=vertical
    )
    return behind + free_space.free_space_db(float(doubles(distance_m)[-1]), frequency_mhz)


def lora_airtime_s(
    payload_bytes: ArrayLike,
    spreading: int = 7,
    bandwidth_khz: float = 125.0,
    coding: int = 1,
    *,
    preamble: int = 8,
    header: bool = True,
    crc: bool = True,
) -> Doubles:
    """Return how long LoRa packets are in the air, s.

    Parameters
    ----------
    payload_bytes : array_like of int
        0 to 255.
    spreading : int
        Spreading factor, 7 to 12.
    bandwidth_khz : float
    coding : int
        1 to 4: rate 4 / (4 + coding).
    preamble : int
        Symbols.
    header, crc : bool
        Explicit header; check sum of the payload.

    Raises
    ------
    ValueError
        A setting or a length that no modem has.

    Notes
    -----
    Semtech SX1276 data sheet, 4.1.1.7 (SX1262: 6.1.4); the low data rate mode where a symbol takes
    more than 16 ms.

    Examples
    --------
    >>> lora_airtime_s([20, 222]).round(6).tolist()
    [0.056576, 0.348416]
    >>> lora_airtime_s(51, 12).round(3).tolist()
    2.466
    """
    sizes = np.asarray(payload_bytes)
    if not np.issubdtype(sizes.dtype, np.integer) or ((sizes < 0) | (sizes > 255)).any():
        raise ValueError("a LoRa packet has 0 to 255 whole bytes")
    modem = Modulation(
        spreading=spreading,
        bandwidth_khz=bandwidth_khz,
        coding=coding,
        preamble=preamble,
        header=header,
        crc=crc,
    )
    return np.array([modem.airtime_s(int(size)) for size in sizes.flat]).reshape(sizes.shape)


def lora_sensitivity_dbm(
    spreading: int = 7, bandwidth_khz: float = 125.0, chip: str = "sx127x"
) -> float:
    """Return the weakest signal that a LoRa receiver reads, dBm.

    Parameters
    ----------
    spreading : int
        Spreading factor, 7 to 12.
    bandwidth_khz : float
    chip : {'sx127x', 'sx126x'}

    Raises
    ------
    ValueError
        A setting that no modem has, or another chip.

    Notes
    -----
    Thermal noise, noise figure and the needed signal to noise of the data sheets, whose printed
    sensitivities it meets within 0.6 dB.

    Examples
    --------
    >>> round(lora_sensitivity_dbm(7), 1), round(lora_sensitivity_dbm(12), 1)
    (-123.5, -136.0)
    """
    modem = Modulation(spreading=spreading, bandwidth_khz=bandwidth_khz, chip=Chip(chip))
    return modem.sensitivity_dbm
