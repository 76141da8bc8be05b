"""The energy model fitted to a flight log: efficiency, profile power, wind, age of the battery.

Power is linear in 1 / eta and kp (see `aircraft.energy`), not in the wind; all are found together
by least squares with a soft loss, so that gusts and the log's own slips do not bend the fit. The
log is cut into stretches of a few seconds; where only the charge left is told, which falls in
steps of a percent, stretches are joined until it has fallen far enough.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from missionplanner.aircraft.energy import Calibration, air_density, calibrate, power_by
from missionplanner.aircraft.flight_log import FlightLog
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft, PowerModel
from missionplanner.model.calibration import AircraftCalibration, RegimeFit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STRETCH_S = 5.0
# Of a sphere of the Earth's mean radius: within 0.5 % of the ellipsoid.
DEGREE_M = 111_195.0
# A pause of the log longer than this is no flight, s.
PAUSE_S = 5.0
# Below this over the lowest place of the log the aircraft stands, m.
AIRBORNE_M = 2.0
# Charge falls by so much before a stretch is counted, percent: its steps are of one.
FALL = 2.0
LEAST_STRETCHES = 12
# Without this much spread of airspeeds one speed cannot tell drag from lift, m/s.
SPREAD_MPS = 3.0
# Of headings: length of their mean vector. Above it wind and drag look alike.
ONE_WAY = 0.7
STRONGEST_MPS = 15.0
# Residuals above this share of the median power count less than by their square.
SOFT = 0.1
LEVEL_MPS, HOVER_MPS = 0.5, 2.0
# Charge used, percent, from which a capacity can be told; and what a capacity can be, of nominal.
LEAST_USED, AGES = 20.0, (0.3, 1.15)


@dataclass(frozen=True)
class Stretches:
    """Pieces of flight, arrays (n,): ground speed east and north, climb, density, time, group.

    `group` numbers the pieces whose power is only known together; `power_w` is (groups,).
    """

    east_mps: Floats
    north_mps: Floats
    climb_mps: Floats
    density_kgm3: Floats
    wind_mps: Floats
    wind_from_deg: Floats
    seconds: Floats
    group: Ints
    power_w: Floats

    def mean(self, values: Floats) -> Floats:
        """Return the means of groups, weighted by time."""
        total = np.bincount(self.group, self.seconds * values)
        return np.asarray(total / np.bincount(self.group, self.seconds))


@dataclass(frozen=True)
class Fitted:
    """A calibration, and what is to be told of it."""

    calibration: AircraftCalibration
    told: tuple[Message, ...]


def fit(
    log: FlightLog,
    aircraft: Aircraft,
    payload_kg: float,
    *,
    wind: tuple[float, float] | None = None,
    ground_m: float = 0.0,
    health: float | None = None,
) -> Fitted:
    """Fit the model of an aircraft as the catalogue has it to a log.

    Parameters
    ----------
    aircraft : Aircraft
        Its own figures, uncalibrated: they are the start of the fit and what it is compared with.
    payload_kg : float
        Mass carried, kg.
    wind : (east, north), optional
        Wind blowing TOWARDS there, m/s; default the log's own, or fitted where headings vary.
    ground_m : float
        Height above sea level of what the log's heights count from, m.
    health : float, optional
        Energy of the battery set as a share of nominal; default measured where the log tells
        power and charge, else 1.

    Raises
    ------
    InputError
        Too little flight in the log, or no efficiency below 1 fits it.
    """
    told: list[Message] = []
    age = _health(log, aircraft, health, told)
    cut = stretches(log, aircraft.battery.energy_wh * age, ground_m)
    mass_kg = aircraft.mass_kg + payload_kg
    guess = _catalogue(aircraft)
    known = wind if wind is not None else _logged_wind(cut)
    steady = known is None and _one_way(cut)
    if steady:
        told.append(message("aircraft.log.one_way"))
        known = (0.0, 0.0)
    one_speed = _spread_mps(cut, known) < SPREAD_MPS
    if one_speed:
        told.append(message("aircraft.log.one_speed", least_mps=SPREAD_MPS))
    found, blowing = _least(cut, aircraft.power, mass_kg, guess, known, one_speed)
    calibration = _told(log, aircraft, payload_kg, cut, found, blowing, age)
    return Fitted(calibration, tuple(told))


def stretches(log: FlightLog, battery_wh: float, ground_m: float) -> Stretches:
    """Cut a log into pieces of flight.

    Raises
    ------
    InputError
        There are too few.
    """
    x, y = _metres(log)
    edges = np.arange(0.0, log.time_s[-1], STRETCH_S)
    marks = [np.interp(edges, log.time_s, values) for values in (x, y, log.height_m)]
    east, north, climb = (np.diff(values) / STRETCH_S for values in marks)
    path = _path_mps(log, x, y, edges)
    level = np.maximum(np.hypot(east, north), 1e-9)
    middle = 0.5 * (marks[2][1:] + marks[2][:-1])
    flying = (middle > log.height_m.min() + AIRBORNE_M) & ~_paused(log, edges)
    power, group = _powers(log, edges, flying, battery_wh)
    kept = group >= 0
    if len(power) < LEAST_STRETCHES:
        raise InputError("aircraft.log.little", log.name, n=len(power), least=LEAST_STRETCHES)
    faster = np.maximum(path / level, 1.0)
    density = np.array([air_density(ground_m + float(h)) for h in middle])
    at = 0.5 * (edges[1:] + edges[:-1])
    return Stretches(
        east_mps=(east * faster)[kept],
        north_mps=(north * faster)[kept],
        climb_mps=climb[kept],
        density_kgm3=density[kept],
        wind_mps=_at(log, log.wind_mps, at)[kept],
        wind_from_deg=_at(log, log.wind_from_deg, at)[kept],
        seconds=np.full(int(kept.sum()), STRETCH_S),
        group=group[kept],
        power_w=power,
    )


def _metres(log: FlightLog) -> tuple[Floats, Floats]:
    north = np.radians(float(np.median(log.lat_deg)))
    x = (log.lon_deg - log.lon_deg[0]) * DEGREE_M * np.cos(north)
    return x, (log.lat_deg - log.lat_deg[0]) * DEGREE_M


def _path_mps(log: FlightLog, x: Floats, y: Floats, edges: Floats) -> Floats:
    """Return the mean speed along the way in each piece: a turn is no standstill."""
    seconds = np.arange(0.0, edges[-1] + 0.5)
    step = np.hypot(*(np.diff(np.interp(seconds, log.time_s, v)) for v in (x, y)))
    each = round(STRETCH_S)
    return np.asarray(step[: each * (len(edges) - 1)].reshape(-1, each).mean(axis=1))


def _paused(log: FlightLog, edges: Floats) -> NDArray[np.bool_]:
    gap = np.flatnonzero(np.diff(log.time_s) > PAUSE_S)
    paused = np.zeros(len(edges) - 1, np.bool_)
    for i in gap:
        paused |= (edges[1:] > log.time_s[i]) & (edges[:-1] < log.time_s[i + 1])
    return paused


def _at(log: FlightLog, values: Floats, seconds: Floats) -> Floats:
    known = np.isfinite(values)
    if not known.any():
        return np.full(len(seconds), np.nan)
    return np.asarray(np.interp(seconds, log.time_s[known], values[known]))


def _powers(
    log: FlightLog, edges: Floats, flying: NDArray[np.bool_], battery_wh: float
) -> tuple[Floats, Ints]:
    """Return the power of each group, W, and the group of each piece, -1 for none."""
    group = np.full(len(flying), -1)
    if np.isfinite(log.power_w).any():
        mean = _mean_power(log, edges)
        good = flying & np.isfinite(mean) & (mean > 0)
        group[good] = np.arange(good.sum())
        return mean[good], group
    charge = _at(log, log.percent, edges)
    power: list[float] = []
    first = 0
    for i in range(len(flying)):
        if not flying[i]:
            first = i + 1
            continue
        used = charge[first] - charge[i + 1]
        if used >= FALL:
            group[first : i + 1] = len(power)
            seconds = STRETCH_S * (i + 1 - first)
            power.append(used / 100.0 * battery_wh * 3600.0 / seconds)
            first = i + 1
    return np.array(power), group


def _mean_power(log: FlightLog, edges: Floats) -> Floats:
    known = np.isfinite(log.power_w)
    time_s, watts = log.time_s[known], log.power_w[known]
    joules = np.concatenate(([0.0], np.cumsum(0.5 * (watts[1:] + watts[:-1]) * np.diff(time_s))))
    return np.asarray(np.diff(np.interp(edges, time_s, joules)) / STRETCH_S)


def _health(log: FlightLog, aircraft: Aircraft, given: float | None, told: list[Message]) -> float:
    if given is not None:
        return given
    both = np.isfinite(log.percent) & np.isfinite(log.power_w)
    if both.sum() < 2:
        return 1.0
    time_s, watts, charge = log.time_s[both], log.power_w[both], log.percent[both]
    used = float(charge[0] - charge[-1])
    if used < LEAST_USED:
        told.append(message("aircraft.log.little_used", used=used, least=LEAST_USED))
        return 1.0
    wh = float((0.5 * (watts[1:] + watts[:-1]) * np.diff(time_s)).sum()) / 3600.0
    age = 100.0 * wh / used / aircraft.battery.energy_wh
    if not AGES[0] <= age <= AGES[1]:
        told.append(message("aircraft.log.other_battery", share=100 * age))
        return 1.0
    return age


def _catalogue(aircraft: Aircraft) -> Calibration:
    return calibrate(
        aircraft.power, aircraft.power.reference_energy_wh or aircraft.battery.energy_wh
    )


def _logged_wind(cut: Stretches) -> tuple[float, float] | None:
    if not np.isfinite(cut.wind_mps).all() or not np.isfinite(cut.wind_from_deg).all():
        return None
    towards = np.radians(cut.wind_from_deg + 180.0)
    east = float((cut.wind_mps * np.sin(towards)).mean())
    return east, float((cut.wind_mps * np.cos(towards)).mean())


def _one_way(cut: Stretches) -> bool:
    speed = np.hypot(cut.east_mps, cut.north_mps)
    moving = speed > HOVER_MPS
    if not moving.any():
        return True
    mean = np.hypot(
        (cut.east_mps[moving] / speed[moving]).mean(),
        (cut.north_mps[moving] / speed[moving]).mean(),
    )
    return bool(mean > ONE_WAY)


def _spread_mps(cut: Stretches, wind: tuple[float, float] | None) -> float:
    speed = _airspeed(cut, wind or (0.0, 0.0))
    low, high = np.percentile(speed, (5, 95))
    return float(high - low)


def _airspeed(cut: Stretches, wind: tuple[float, float]) -> Floats:
    return np.asarray(np.hypot(cut.east_mps - wind[0], cut.north_mps - wind[1]))


def _modelled(
    cut: Stretches, power: PowerModel, mass_kg: float, found: Calibration, wind: tuple[float, float]
) -> Floats:
    watts = power_by(found, power, mass_kg, _airspeed(cut, wind), cut.climb_mps, cut.density_kgm3)
    return cut.mean(watts)


def _least(
    cut: Stretches, power: PowerModel, mass_kg: float, guess: Calibration,
    wind: tuple[float, float] | None, one_speed: bool,
) -> tuple[Calibration, tuple[float, float]]:  # fmt: skip
    """Return the calibration and the wind of the least residuals."""

    def meant(x: Floats) -> tuple[Calibration, tuple[float, float]]:
        inverse = x[0] / guess.eta
        kp = guess.kp * (x[0] if one_speed else x[1])
        blowing = wind if wind is not None else (float(x[-2]), float(x[-1]))
        return Calibration(1.0 / inverse, kp), blowing

    def residuals(x: Floats) -> Floats:
        found, blowing = meant(x)
        return _modelled(cut, power, mass_kg, found, blowing) - cut.power_w

    free = 1 if one_speed else 2
    low, high = [guess.eta] + [0.0] * (free - 1), [10.0] * free
    start = [1.0] * free
    if wind is None:
        start += [0.0, 0.0]
        low += [-STRONGEST_MPS] * 2
        high += [STRONGEST_MPS] * 2
    scale = SOFT * float(np.median(cut.power_w))
    best = least_squares(residuals, start, bounds=(low, high), loss="soft_l1", f_scale=scale)
    return meant(best.x)


def _told(
    log: FlightLog, aircraft: Aircraft, payload_kg: float, cut: Stretches,
    found: Calibration, wind: tuple[float, float], health: float,
) -> AircraftCalibration:  # fmt: skip
    power = aircraft.power
    mass_kg = aircraft.mass_kg + payload_kg
    cruise_w, hover_w = (
        float(power_by(found, power, power.reference_mass_kg, v))
        for v in (power.reference_speed_mps, 0.0)
    )
    if not cruise_w < hover_w or found.eta >= 1.0 - 1e-6:
        raise InputError("aircraft.log.unfit", log.name, eta=found.eta, kp=found.kp)
    modelled = _modelled(cut, power, mass_kg, found, wind)
    before = _modelled(cut, power, mass_kg, _catalogue(aircraft), wind) - cut.power_w
    off = modelled - cut.power_w
    energy_wh = power.reference_energy_wh or aircraft.battery.energy_wh
    return AircraftCalibration(
        aircraft=aircraft.key,
        log=log.name[:300],
        made=datetime.now(UTC),
        payload_kg=payload_kg,
        reference_endurance_s=energy_wh * 3600.0 / cruise_w,
        hover_endurance_ratio=cruise_w / hover_w,
        battery_health=health,
        eta=found.eta,
        kp_w=found.kp,
        wind_east_mps=wind[0],
        wind_north_mps=wind[1],
        n=len(cut.power_w),
        seconds=float(cut.seconds.sum()),
        rms_w=_rms(off),
        bias_w=float(off.mean()),
        explained=1.0 - float((off**2).sum() / max(1e-9, _scatter(cut.power_w))),
        before_rms_w=_rms(before),
        regimes=tuple(_regimes(cut, modelled)),
    )  # fmt: skip


def _regimes(cut: Stretches, modelled: Floats) -> list[RegimeFit]:
    climb = cut.mean(cut.climb_mps)
    speed = cut.mean(np.hypot(cut.east_mps, cut.north_mps))
    level = np.abs(climb) <= LEVEL_MPS
    parts = {
        "hover": level & (speed <= HOVER_MPS),
        "level": level & (speed > HOVER_MPS),
        "climb": climb > LEVEL_MPS,
        "descent": climb < -LEVEL_MPS,
    }
    return [
        RegimeFit(
            regime=name,
            n=int(part.sum()),
            measured_w=float(cut.power_w[part].mean()),
            modelled_w=float(modelled[part].mean()),
            rms_w=_rms(modelled[part] - cut.power_w[part]),
        )
        for name, part in parts.items()
        if part.any()
    ]


def _scatter(values: Floats) -> float:
    return float(((values - values.mean()) ** 2).sum())


def _rms(off: Floats) -> float:
    return float(np.sqrt((off**2).mean()))
