"""Whether a saved result can be one of ours: its parts fit each other, its numbers are flyable.

A result may come from a stranger, and missions are written from it: what no plan can hold is
damage, told before anything is reckoned from it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime

import numpy as np

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.plan import (
    HOME_STATION,
    FlightSettings,
    Home,
    LegKind,
    SensorPlan,
    Sortie,
    Waypoints,
)
from missionplanner.model.verification import SortieFigures, Verification, ViewRasters

_YEARS = (1970, 2200)
_SORTIES, _POINTS, _PHOTOS, _NAME_SIGNS = 10_000, 65_535, 100_000, 200
# Far beyond what flies, and far below what overflows: least and most, SI units.
_SPEED_MPS, _HEIGHT_M, _PLACE_M = (1e-3, 100.0), (-1e3, 2e4), (-1e8, 1e8)
_SETTINGS: Mapping[str, tuple[float, float]] = {
    "agl_m": (1.0, 1e4),
    "speed_mps": _SPEED_MPS,
    "transit_speed_mps": _SPEED_MPS,
    "spacing_m": (0.01, 1e5),
    "trigger_distance_m": (0.05, 1e5),
    "interval_s": (0.01, 1e5),
    "gsd_m": (1e-6, 1e3),
    "swath_m": (0.01, 1e5),
    "footprint_along_m": (0.01, 1e5),
}


def check_agreement(plans: Sequence[SensorPlan], judged: Sequence[Verification]) -> None:
    """Raise InputError where parts of a result do not fit, or a number is none that we write."""
    if not plans or [v.sensor for v in judged] != [plan.sensor.key for plan in plans]:
        raise InputError("operations.disagree.plans")
    for plan, verification in zip(plans, judged, strict=True):
        numbers = [sortie.number for sortie in plan.sorties]
        if not numbers or numbers != [sortie.number for sortie in verification.sorties]:
            raise InputError("operations.disagree.sorties")
        check_plan(plan)
        _returns(verification.sorties)
        _rasters(verification.rasters)
    _shared(plans)


def _shared(plans: Sequence[SensorPlan]) -> None:
    """Raise InputError where sensors of one flight are said to fly different ways."""
    by_key = {plan.sensor.key: plan for plan in plans}
    carried: dict[str, set[str]] = {}
    for plan in plans:
        for sortie in plan.sorties:
            keys_of = {sensor.key for sensor in plan.carried}
            if carried.setdefault(sortie.flight_name, keys_of) != keys_of:
                raise InputError("operations.disagree.shared")
    for plan in plans:
        names = [sortie.flight for sortie in plan.sorties]
        alone = not plan.beside and not any(names)
        keys = [sensor.key for sensor in plan.carried]
        once = len(set(keys)) == len(keys) and len(set(names)) == len(names)
        if not alone and not (plan.beside and all(names) and once):
            raise InputError("operations.disagree.shared")
        for other in plan.beside:
            beside = by_key.get(other.key)
            if beside is None or not _fly_alike(plan, beside):
                raise InputError("operations.disagree.shared")


def _fly_alike(plan: SensorPlan, other: SensorPlan) -> bool:
    if {s.key for s in plan.carried} != {s.key for s in other.carried}:
        return False
    if [s.flight for s in plan.sorties] != [s.flight for s in other.sorties]:
        return False
    return all(
        np.array_equal(getattr(a.waypoints, f.name), getattr(b.waypoints, f.name), equal_nan=True)
        for a, b in zip(plan.sorties, other.sorties, strict=True)
        for f in fields(Waypoints)
    )


def check_times(planned_at: datetime, seconds: float) -> None:
    """Raise InputError where a plan was made in no year of ours, or took no time that passes."""
    if not _YEARS[0] <= planned_at.year < _YEARS[1]:
        raise InputError("operations.disagree.year", year=planned_at.year)
    _within("seconds", seconds, (0.0, 1e9))


def _returns(sorties: Sequence[SortieFigures]) -> None:
    for told in sorties:
        for value in (told.return_height_m, told.return_clear_m, told.return_agl_max_m):
            if value is not None:
                _within(message("operations.part.return_height"), value, _HEIGHT_M)


def check_plan(plan: SensorPlan) -> None:
    """Raise InputError where a number of a plan is none that we write."""
    _settings(plan.settings)
    _home(plan.home)
    _stations(plan)
    for sortie in plan.sorties:
        _sortie(sortie, plan.settings)
        if plan.aims and sortie.waypoints.strip.max() >= len(plan.aims):
            raise InputError("operations.disagree.strip")
    for aim in plan.aims:
        _within(message("operations.part.aim"), aim.pitch_deg, (-180.0, 180.0))
        _within(message("operations.part.aim"), aim.yaw_deg, (-360.0, 720.0))


def _settings(settings: FlightSettings) -> None:
    for name, limits in _SETTINGS.items():
        _within(name, getattr(settings, name), limits)


def _stations(plan: SensorPlan) -> None:
    """Check that each sortie leaves from one place that the plan tells."""
    names = [HOME_STATION, *(station.name for station in plan.stations)]
    known = len(set(names)) == len(names) and {s.station for s in plan.sorties} <= set(names)
    if not known or max(map(len, names)) > _NAME_SIGNS:
        raise InputError("operations.disagree.stations")
    for station in plan.stations:
        _home(station.home)


def _home(home: Home) -> None:
    _within(message("operations.part.home_x"), home.x_m, _PLACE_M)
    _within(message("operations.part.home_y"), home.y_m, _PLACE_M)
    _within(message("operations.part.home_height"), home.ground_egm96_m, _HEIGHT_M)
    _within(message("operations.part.home_height"), home.ground_ellipsoid_m, _HEIGHT_M)


def _sortie(sortie: Sortie, settings: FlightSettings) -> None:
    _within(message("operations.part.sortie_number"), sortie.number, (1, _SORTIES))
    _within(message("operations.part.energy"), sortie.energy_limit_wh, (1e-3, 1e6))
    if max(len(sortie.name), len(sortie.flight)) > _NAME_SIGNS:
        raise InputError("operations.disagree.long_name")
    points = sortie.waypoints
    _waypoints(points)
    length_m = float(np.hypot(np.diff(points.x_m), np.diff(points.y_m)).sum())
    if length_m > _PHOTOS * settings.trigger_distance_m:
        raise InputError("operations.disagree.photos")


def _waypoints(points: Waypoints) -> None:
    floats = (
        *(points.lon_deg, points.lat_deg, points.x_m, points.y_m, points.egm96_m),
        *(points.ellipsoid_m, points.speed_mps),
    )
    # The ground is unknown over a void of the DEM.
    shapes = {array.shape for array in (*floats, points.ground_m, points.leg, points.strip)}
    if len(shapes) != 1 or points.lon_deg.ndim != 1 or len(points) < 2:
        raise InputError("operations.disagree.lengths")
    if len(points) > _POINTS:
        raise InputError("operations.disagree.waypoints")
    if not all(np.isfinite(array).all() for array in floats):
        raise InputError("operations.disagree.no_number")
    if np.abs(points.lon_deg).max() > 180 or np.abs(points.lat_deg).max() > 90:
        raise InputError("operations.disagree.no_place")
    for name, array, limits in (
        (message("operations.part.waypoint_place"), points.x_m, _PLACE_M),
        (message("operations.part.waypoint_place"), points.y_m, _PLACE_M),
        (message("operations.part.waypoint_height"), points.egm96_m, _HEIGHT_M),
        (message("operations.part.waypoint_height"), points.ellipsoid_m, _HEIGHT_M),
        (message("operations.part.waypoint_speed"), points.speed_mps, _SPEED_MPS),
    ):
        _within(name, float(array.min()), limits)
        _within(name, float(array.max()), limits)
    if not np.isin(points.leg, list(LegKind)).all():
        raise InputError("operations.disagree.leg")
    if points.strip.min() < -1 or points.strip.max() > _POINTS:
        raise InputError("operations.disagree.strip")


def _rasters(rasters: ViewRasters) -> None:
    arrays = (rasters.images, rasters.strips, rasters.gsd_m, rasters.wanted)
    if len({array.shape for array in arrays}) != 1 or rasters.images.ndim != 2:
        raise InputError("operations.disagree.shape")
    _within(message("operations.part.raster_place"), rasters.x0_m, _PLACE_M)
    _within(message("operations.part.raster_place"), rasters.y0_m, _PLACE_M)
    _within(message("operations.part.raster_cell"), rasters.cell_m, (0.01, 1e4))


def _within(name: Message | str, value: float, limits: tuple[float, float]) -> None:
    if not (math.isfinite(value) and limits[0] <= value <= limits[1]):
        raise InputError("operations.disagree.value", name=name, number=value)
