r"""Power of a multirotor from momentum theory, calibrated on one published endurance.

Level flight at airspeed v, mass m, air density rho:

    D  = rho / 2 * CdA * v^2                                   drag of the airframe
    T  = sqrt((m g)^2 + D^2)                                   thrust balances weight and drag
    vi = sqrt(-v^2 / 2 + sqrt(v^4 / 4 + (T / (2 rho A))^2))    induced velocity (Glauert)
    P  = (T vi + D v) / eta + kp (T / T0)^1.5 (1 + 3 v^2 / U^2) + Pav

The first term is the ideal power over the efficiency eta of motors, controllers and propellers;
the second is blade profile power, which grows with v as in blade element theory (Leishman,
Principles of Helicopter Aerodynamics, 2nd ed., ch. 5; the factor 3 is the usual one of drone
papers: Zeng, Xu, Zhang, IEEE TWC 18(4) 2019, eq. 12) and with thrust like hover power; T0 is the
weight of the calibration flight, U the blade tip speed, Pav the electronics. The Glauert form
takes the flow along the disc as v: exact at hover and for small tilt; at 15 m/s a 6 kg aircraft
tilts 13 deg, and the induced share is small by then.

Steady climb at vz adds 0.9 m g vz / eta. Momentum theory with vertical flow, T = 2 rho A vi
sqrt(v^2 + (vz + vi)^2), gives 0.52-0.60 in place of 0.9 at hover, 0.83 at 8 m/s, 0.89 at 10 m/s and
0.95 at 13 m/s for vz up to 5 m/s: 0.9 is right for a survey and cautious for a vertical climb.
Descent gives back m g |vz| / 4, far less than theory, since propellers in their own wake regain
little; power never falls below 0.55 of level flight. Both are cautious choices, not measurements.
The energy of motion is priced alike: gaining speed as a climb, losing it as a descent.

Calibration. P is linear in 1 / eta and kp, so two flights fix them: the published endurance (at the
model's reference mass and speed, sea level), and hover, whose endurance is a stated share of it.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.aircraft import Aircraft, PowerModel
from missionplanner.units import KELVIN_OFFSET

Floats = NDArray[np.float64]

GRAVITY_MPS2 = 9.80665
CLIMB_SHARE = 0.9
DESCENT_CREDIT = 0.25
FLOOR_SHARE = 0.55
TABLE_STEP_MPS = 0.1
TABLE_MAX_MPS = 35.0

# ICAO standard atmosphere, troposphere (Doc 7488).
_T0_K, _P0_PA, _LAPSE_KPM, _GAS = 288.15, 101325.0, 0.0065, 287.05287
_EXPONENT = GRAVITY_MPS2 / (_GAS * _LAPSE_KPM)
SEA_LEVEL_KGM3 = _P0_PA / (_GAS * _T0_K)


@dataclass(frozen=True)
class Calibration:
    """What the calibration flight fixes: efficiency (share) and profile power at T0, W."""

    eta: float
    kp: float


@dataclass(frozen=True)
class PowerTable:
    """Power of one aircraft with one payload at one height, ready for kernels.

    Attributes
    ----------
    level_w : float64 (351,), power in level flight at airspeeds 0, 0.1, ... 35 m/s, W
    climb_w_per_mps : float, added for each m/s of climb, W
    descent_w_per_mps : float, taken off for each m/s of descent, W
    floor_share : float, power never falls below this share of level power
    hover_w : float, level_w[0]
    mass_kg, density_kgm3 : float, what the table was made for
    """

    level_w: Floats
    climb_w_per_mps: float
    descent_w_per_mps: float
    floor_share: float
    hover_w: float
    mass_kg: float
    density_kgm3: float

    def power_w(self, airspeed_mps: ArrayLike, climb_mps: ArrayLike = 0.0) -> Floats:
        """Return power, W, by linear interpolation; airspeed above 35 m/s counts as 35."""
        speeds = np.arange(len(self.level_w)) * TABLE_STEP_MPS
        level = np.interp(np.asarray(airspeed_mps, dtype=np.float64), speeds, self.level_w)
        climb = np.asarray(climb_mps, dtype=np.float64)
        rate = np.where(climb > 0.0, self.climb_w_per_mps, self.descent_w_per_mps)
        return np.asarray(np.maximum(level + rate * climb, self.floor_share * level))


def air_density(altitude_m: float, temperature_c: float | None = None) -> float:
    """Return the density of dry air, kg/m3.

    Parameters
    ----------
    altitude_m : float
        Height above sea level, m; the pressure is that of the standard atmosphere there.
    temperature_c : float, optional
        Measured temperature; default that of the standard atmosphere.
    """
    standard_k = _T0_K - _LAPSE_KPM * altitude_m
    pressure_pa = _P0_PA * (standard_k / _T0_K) ** _EXPONENT
    kelvin = standard_k if temperature_c is None else temperature_c + KELVIN_OFFSET
    return float(pressure_pa / (_GAS * kelvin))


@lru_cache(maxsize=32)
def calibrate(model: PowerModel, battery_wh: float) -> Calibration:
    """Return efficiency and profile power that reproduce the reference endurance.

    Parameters
    ----------
    model : PowerModel
        Its `reference_...` fields are the calibration flight, at sea level, without wind.
    battery_wh : float
        Energy emptied in that flight, Wh.

    Raises
    ------
    InputError
        The model's numbers admit no efficiency between 0 and 1 with kp >= 0.
    """
    cruise_w = battery_wh * 3600.0 / model.reference_endurance_s
    wanted_w = np.array([cruise_w, cruise_w / model.hover_endurance_ratio]) - model.avionics_w
    speeds = np.array([model.reference_speed_mps, 0.0])
    ideal_w, profile = power_parts(model, model.reference_mass_kg, speeds, SEA_LEVEL_KGM3)
    inverse_eta, kp = np.linalg.solve(np.column_stack([ideal_w, profile]), wanted_w)
    if not (inverse_eta > 1.0 and kp >= 0.0):
        raise InputError(
            "aircraft.not_calibrated",
            message("aircraft.catalogue_power"),
            efficiency=1 / inverse_eta,
            kp=kp,
        )
    return Calibration(eta=float(1.0 / inverse_eta), kp=float(kp))


def power_w(
    model: PowerModel,
    mass_kg: ArrayLike,
    speed_mps: ArrayLike,
    climb_mps: ArrayLike = 0.0,
    density_kgm3: ArrayLike = SEA_LEVEL_KGM3,
) -> Floats:
    """Return electrical power, W; the arguments broadcast.

    Parameters
    ----------
    model : PowerModel
        Its `reference_energy_wh` must be set, as the catalogue does.
    mass_kg, speed_mps, climb_mps, density_kgm3 : array_like
        Take-off mass, AIRspeed, climb rate (negative: descent), air density.

    Raises
    ------
    InputError
        `reference_energy_wh` is None, or the model cannot be calibrated.
    """
    return power_by(_calibration(model), model, mass_kg, speed_mps, climb_mps, density_kgm3)


def power_by(
    found: Calibration,
    model: PowerModel,
    mass_kg: ArrayLike,
    speed_mps: ArrayLike,
    climb_mps: ArrayLike = 0.0,
    density_kgm3: ArrayLike = SEA_LEVEL_KGM3,
) -> Floats:
    """Return electrical power, W, as `power_w`, with a calibration at hand."""
    mass = np.asarray(mass_kg, dtype=np.float64)
    climb = np.asarray(climb_mps, dtype=np.float64)
    ideal_w, profile = power_parts(model, mass, speed_mps, density_kgm3)
    level_w = ideal_w / found.eta + found.kp * profile + model.avionics_w
    rate = np.where(climb > 0.0, CLIMB_SHARE / found.eta, DESCENT_CREDIT) * mass * GRAVITY_MPS2
    return np.asarray(np.maximum(level_w + rate * climb, FLOOR_SHARE * level_w))


def motion_j(model: PowerModel, mass_kg: float, from_mps: ArrayLike, to_mps: ArrayLike) -> Floats:
    """Return the energy beyond flying that a change of speed takes, J, negative where it gives.

    The energy of motion, m v^2 / 2, is bought at the price of a climb by v^2 / (2 g) and comes
    back as that of a descent does.

    Raises
    ------
    InputError
        As `power_w`.
    """
    change = 0.5 * mass_kg * (np.square(to_mps) - np.square(from_mps))
    gain = CLIMB_SHARE / _calibration(model).eta
    return np.asarray(np.where(change > 0.0, gain, DESCENT_CREDIT) * change)


def power_table(
    aircraft: Aircraft, payload_kg: float, altitude_m: float, temperature_c: float | None = None
) -> PowerTable:
    """Return the power of an aircraft by airspeed.

    Parameters
    ----------
    aircraft : Aircraft
    payload_kg : float
        Mass of the sensor with its mount.
    altitude_m : float
        Height above sea level flown at, m: thin air costs power.
    temperature_c : float, optional
        Air temperature; default that of the standard atmosphere.
    """
    mass_kg = aircraft.mass_kg + payload_kg
    density = air_density(altitude_m, temperature_c)
    speeds = np.arange(round(TABLE_MAX_MPS / TABLE_STEP_MPS) + 1) * TABLE_STEP_MPS
    level = np.ascontiguousarray(power_w(aircraft.power, mass_kg, speeds, 0.0, density))
    weight_n = mass_kg * GRAVITY_MPS2
    return PowerTable(
        level_w=level,
        climb_w_per_mps=CLIMB_SHARE * weight_n / _calibration(aircraft.power).eta,
        descent_w_per_mps=DESCENT_CREDIT * weight_n,
        floor_share=FLOOR_SHARE,
        hover_w=float(level[0]),
        mass_kg=mass_kg,
        density_kgm3=density,
    )


@lru_cache(maxsize=64)
def best_range_mps(model: PowerModel, mass_kg: float, most_mps: float) -> float:
    """Return the speed of least energy a metre in level flight at sea level, without wind, m/s.

    Parameters
    ----------
    model : PowerModel
        Its `reference_energy_wh` must be set, as the catalogue does.
    mass_kg : float
        Take-off mass.
    most_mps : float
        Never faster than this.

    Raises
    ------
    InputError
        As `power_w`.
    """
    speeds = np.append(np.arange(TABLE_STEP_MPS, most_mps, TABLE_STEP_MPS), most_mps)
    return round(float(speeds[np.argmin(power_w(model, mass_kg, speeds) / speeds)]), 6)


def usable_wh(
    aircraft: Aircraft, reserve_share: float, temperature_c: float | None = None
) -> float:
    """Return the energy one battery set may be planned with, Wh: nominal * (1 - reserve).

    With a temperature below 10 C, 1 % of the nominal energy is taken off for each degree, down to
    70 %. Unverified: a cautious reading of lithium cells' behaviour; the batteries heat themselves.

    Raises
    ------
    InputError
        `reserve_share` is not in [0, 1).
    """
    if not 0.0 <= reserve_share < 1.0:
        raise InputError("aircraft.reserve", "", reserve_share=reserve_share)
    kept = 1.0 if temperature_c is None else min(1.0, max(0.7, 1.0 - (10.0 - temperature_c) / 100))
    return aircraft.battery.energy_wh * kept * (1.0 - reserve_share)


def endurance_s(
    aircraft: Aircraft, payload_kg: float, airspeed_mps: float, altitude_m: float = 0.0
) -> float:
    """Return the time to an empty battery in level flight without reserve, s."""
    table = power_table(aircraft, payload_kg, altitude_m)
    return float(aircraft.battery.energy_wh * 3600.0 / table.power_w(airspeed_mps))


def _calibration(model: PowerModel) -> Calibration:
    if model.reference_energy_wh is None:
        raise InputError("aircraft.no_energy", message("aircraft.power_model"))
    return calibrate(model, model.reference_energy_wh)


def power_parts(
    model: PowerModel, mass_kg: ArrayLike, speed_mps: ArrayLike, density_kgm3: ArrayLike
) -> tuple[Floats, Floats]:
    """Return ideal power, W, and the profile factor that kp multiplies."""
    mass, v, rho = (np.asarray(a, dtype=np.float64) for a in (mass_kg, speed_mps, density_kgm3))
    drag_n = 0.5 * rho * model.drag_area_m2 * v**2
    thrust_n = np.hypot(mass * GRAVITY_MPS2, drag_n)
    hover_square = thrust_n / (2.0 * rho * model.disc_area_m2)
    induced_mps = np.sqrt(-(v**2) / 2.0 + np.sqrt(v**4 / 4.0 + hover_square**2))
    relative = thrust_n / (model.reference_mass_kg * GRAVITY_MPS2)
    profile = relative**1.5 * (1.0 + 3.0 * (v / model.tip_speed_mps) ** 2)
    return np.asarray(thrust_n * induced_mps + drag_n * v), np.asarray(profile)
