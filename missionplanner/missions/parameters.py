"""What the sensor parameter table tells, row by row: as asked, as verified, and what it costs."""

from collections.abc import Callable

from missionplanner.aircraft.camera import points_per_m2
from missionplanner.model.plan import Cost, SensorPlan
from missionplanner.model.sensor import TriggerMode
from missionplanner.model.verification import Verification

Cell = str | float | int

_TRIGGER_WORDS = {
    TriggerMode.DISTANCE: "aircraft, by distance",
    TriggerMode.TIME: "aircraft, by time",
    TriggerMode.SELF: "camera itself, by timer",
    TriggerMode.SCAN: "none: scans all the time",
}


def _exposure(seconds: float | None) -> str:
    return "automatic" if seconds is None else f"1/{round(1.0 / seconds)} s"


def _cloudy(plan: SensorPlan) -> str:
    wanted = plan.sensor.acquisition
    return _exposure(wanted.shutter_cloudy_s or wanted.shutter_s)


def _asked(plan: SensorPlan) -> str:
    wanted = plan.sensor.acquisition
    return f"{wanted.agl_min_m:g}-{wanted.agl_max_m:g}, GSD up to {wanted.gsd_limit_m * 100:g} cm"


def _gsd(plan: SensorPlan) -> str:
    reached, limit = plan.settings.gsd_m, plan.sensor.acquisition.gsd_limit_m
    return f"{reached * 100:.2f}" + ("" if reached <= limit else " (coarser than asked)")


def _trigger(plan: SensorPlan) -> str:
    return _TRIGGER_WORDS[plan.sensor.trigger]


def _trigger_distance(plan: SensorPlan) -> str:
    by_distance = plan.sensor.trigger is TriggerMode.DISTANCE
    return f"{plan.settings.trigger_distance_m:.1f}" if by_distance else "-"


def _blur(plan: SensorPlan) -> str:
    blur = plan.settings.blur_px
    return "automatic exposure" if blur is None else f"{blur:.2f}"


def _points(plan: SensorPlan) -> Cell:
    settings = plan.settings
    points = points_per_m2(plan.sensor, settings.agl_m, settings.speed_mps)
    return round(points, 1) if points else "-"


def _payload(plan: SensorPlan) -> str:
    wpml = plan.sensor.wpml
    return "none written" if wpml.enum is None else f"{wpml.enum}-{wpml.sub_enum}-{wpml.position}"


PARAMETERS: tuple[tuple[str, Callable[[SensorPlan], Cell]], ...] = (
    ("Sensor key", lambda p: p.sensor.key),
    ("Kind", lambda p: str(p.sensor.kind)),
    ("Bands", lambda p: p.sensor.bands or "-"),
    ("Aircraft", lambda p: p.aircraft.name),
    ("Flight altitude, m above ground", lambda p: round(p.settings.agl_m, 1)),
    ("Altitude allowed, m above ground", _asked),
    ("GSD on level ground, cm", _gsd),
    ("Overlap along, %", lambda p: round(p.sensor.acquisition.frontlap * 100)),
    ("Overlap side, %", lambda p: round(p.sensor.acquisition.sidelap * 100)),
    (
        "Footprint across x along, m",
        lambda p: f"{p.settings.swath_m:.1f} x {p.settings.footprint_along_m:.1f}",
    ),
    ("Strip spacing, m", lambda p: round(p.settings.spacing_m, 1)),
    ("Trigger", _trigger),
    ("Trigger distance, m", _trigger_distance),
    ("Image interval, s", lambda p: round(p.settings.interval_s, 2)),
    ("Shortest interval of the camera, s", lambda p: p.sensor.min_interval_s),
    ("Survey speed, m/s", lambda p: round(p.settings.speed_mps, 2)),
    ("Transit speed, m/s", lambda p: round(p.settings.transit_speed_mps, 2)),
    ("Motion blur, pixels", _blur),
    ("Shutter, sunny", lambda p: _exposure(p.sensor.acquisition.shutter_s)),
    ("Shutter, cloudy", _cloudy),
    ("Aperture", lambda p: p.sensor.acquisition.aperture or "-"),
    ("ISO", lambda p: p.sensor.acquisition.iso or "-"),
    ("Acquisition time", lambda p: p.sensor.acquisition.times or "-"),
    ("Gimbal pitch, deg", lambda p: p.sensor.acquisition.gimbal_pitch_deg),
    ("Points per m2 of one pass, level ground", _points),
    ("Sorties", lambda p: len(p.sorties)),
    ("DJI payload (type-subtype-position)", _payload),
    ("Payload note", lambda p: p.sensor.wpml.note or "-"),
)

VERIFIED: tuple[tuple[str, Callable[[Verification], Cell]], ...] = (
    ("Area to be seen, km2", lambda v: round(v.flyable_m2 / 1e6, 4)),
    ("Out of reach from home, km2", lambda v: round(v.unreached_m2 / 1e6, 4)),
    ("Seen, %", lambda v: round(100 * v.seen_share, 2)),
    ("Asked overlap reached, %", lambda v: round(100 * v.overlap_ok_share, 2)),
    ("GSD verified, median, cm", lambda v: round(100 * v.gsd_p50_m, 2)),
    ("GSD verified, 95 %, cm", lambda v: round(100 * v.gsd_p95_m, 2)),
    ("In zones, m", lambda v: round(v.zone_m, 1)),
    ("Least distance to ground, m", lambda v: round(v.clearance_min_m, 1)),
    ("Greatest height above ground, m", lambda v: round(v.agl_max_m, 1)),
    ("Greatest distance from home, m", lambda v: round(v.distance_max_m)),
    ("Route, m", lambda v: round(v.length_m)),
    ("Climb, m", lambda v: round(v.climb_m)),
    ("Turns", lambda v: v.turns),
    ("Photos", lambda v: v.photos),
    ("Energy, Wh", lambda v: round(v.energy_wh, 1)),
    ("Duration, min", lambda v: round(v.duration_s / 60.0, 1)),
)

COSTS: tuple[tuple[str, Callable[[Cost], Cell]], ...] = (
    ("Cost J, minimised", lambda c: round(c.j, 1)),
    ("  length", lambda c: round(c.length, 1)),
    ("  altitude", lambda c: round(c.altitude, 1)),
    ("  threat", lambda c: round(c.threat, 1)),
    ("  energy", lambda c: round(c.energy, 1)),
    ("  resolution", lambda c: round(c.resolution, 1)),
    ("  sorties", lambda c: round(c.sorties, 1)),
    ("Cost B, as in the paper", lambda c: round(c.b_literal, 1)),
)
