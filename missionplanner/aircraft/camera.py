"""Footprint, ground sample distance, strip spacing, trigger and speed limits of a camera.

Everything here is for flat ground below a camera that looks straight down from the asked height:
by similar triangles a length s on the detector sees s * H / f on the ground. On slopes the
planner's terrain following and `planning.verify` account for the rest: on an even slope the swath
is never narrower than here, and what is lost between strips at crests is met by `spacing_factor`.
"""

from missionplanner.aircraft import catalogue
from missionplanner.aircraft.energy import best_range_mps
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import FlightSettings
from missionplanner.model.sensor import Camera, Sensor

CRUISE_MPS = 10.0  # survey speed when neither the user nor a limit says otherwise


def footprint_m(camera: Camera, agl_m: float) -> tuple[float, float]:
    """Return the ground seen by one image, across and along the flight line, m."""
    return (
        camera.sensor_width_mm / camera.focal_mm * agl_m,
        camera.sensor_height_mm / camera.focal_mm * agl_m,
    )


def gsd_m(camera: Camera, agl_m: float) -> float:
    """Return the ground sample distance, m: the coarser of the two directions."""
    across_m, along_m = footprint_m(camera, agl_m)
    return max(across_m / camera.width_px, along_m / camera.height_px)


def agl_for_gsd_m(camera: Camera, gsd: float) -> float:
    """Return the height above ground, m, at which the ground sample distance is `gsd` metres."""
    return gsd / gsd_m(camera, 1.0)


def blur_px(
    camera: Camera, agl_m: float, speed_mps: float, shutter_s: float | None
) -> float | None:
    """Return the motion blur in pixels, speed * exposure / GSD; None: automatic exposure.

    The finer direction counts: a fast aircraft smears along the flight line.
    """
    if shutter_s is None:
        return None
    along_m = footprint_m(camera, agl_m)[1]
    return speed_mps * shutter_s / (along_m / camera.height_px)


def speed_limit_mps(
    sensor: Sensor,
    aircraft: Aircraft,
    *,
    agl_m: float | None = None,
    frontlap: float | None = None,
    cloudy: bool = False,
) -> float:
    """Return the highest survey speed that keeps frontlap, sharpness and the aircraft's limit.

    Parameters
    ----------
    sensor, aircraft
        What flies.
    agl_m, frontlap : float, optional
        Height above ground, m, and overlap along track, share; default: the sensor's own.
    cloudy : bool
        Use the longer exposure of a cloudy day.

    Returns
    -------
    float
        min(trigger distance / shortest interval, blur limit * GSD / exposure, aircraft), m/s; of a
        laser scanner also rate / (points asked for on a square metre * swath).
    """
    height_m = sensor.acquisition.agl_m if agl_m is None else agl_m
    overlap = sensor.acquisition.frontlap if frontlap is None else frontlap
    _check(height_m, 0.0, overlap, 1.0)
    across_m, along_m = footprint_m(sensor.camera, height_m)
    limits = [aircraft.max_speed_mps, along_m * (1.0 - overlap) / sensor.min_interval_s]
    blur_per_mps = blur_px(sensor.camera, height_m, 1.0, _shutter_s(sensor, cloudy))
    if blur_per_mps is not None:
        limits.append(sensor.max_blur_px / blur_per_mps)
    if sensor.lidar and sensor.acquisition.density_m2:
        limits.append(sensor.lidar.rate_hz / (sensor.acquisition.density_m2 * across_m))
    return min(limits)


def points_per_m2(sensor: Sensor, agl_m: float, speed_mps: float) -> float:
    """Return how many points a pass of a laser scanner leaves on a square metre of flat ground.

    rate / (speed * swath): the mean over the swath, where every pulse comes back once.
    """
    if sensor.lidar is None:
        return 0.0
    return sensor.lidar.rate_hz / (speed_mps * footprint_m(sensor.camera, agl_m)[0])


def flight_settings(
    sensor: Sensor,
    aircraft: Aircraft,
    *,
    agl_m: float | None = None,
    sidelap: float | None = None,
    frontlap: float | None = None,
    spacing_factor: float = 1.0,
    trigger_factor: float = 1.0,
    speed_mps: float | None = None,
    cloudy: bool = False,
) -> FlightSettings:
    """Return the numbers a strip pattern is built with.

    Parameters
    ----------
    agl_m, sidelap, frontlap : float, optional
        Height above ground, m, and overlaps, shares; default: the sensor's own.
    spacing_factor, trigger_factor : float
        Below 1: strips, and images along them, closer together than flat ground needs.
    speed_mps : float, optional
        Asked survey speed; default 10 m/s. Lowered to `speed_limit_mps` where that is less.
    cloudy : bool
        As of `speed_limit_mps`.

    Returns
    -------
    FlightSettings
        spacing = swath (1 - sidelap) spacing_factor; trigger likewise; interval = trigger / speed.
        For a camera that triggers itself both are what the camera must be set to; the speed limit
        is what guarantees the overlap. Ways are flown at the speed of the least energy a metre.

    Raises
    ------
    InputError
        Height, speed or spacing factor not positive, or an overlap outside 0..0.95.
    """
    wanted = sensor.acquisition
    height_m = wanted.agl_m if agl_m is None else agl_m
    side = wanted.sidelap if sidelap is None else sidelap
    front = wanted.frontlap if frontlap is None else frontlap
    asked_mps = CRUISE_MPS if speed_mps is None else speed_mps
    _check(height_m, side, front, spacing_factor, trigger_factor, asked_mps)
    denser = 1.0 - (1.0 - front) * trigger_factor
    limit_mps = speed_limit_mps(sensor, aircraft, agl_m=height_m, frontlap=denser, cloudy=cloudy)
    speed = min(asked_mps, limit_mps)
    swath_m, along_m = footprint_m(sensor.camera, height_m)
    trigger_m = along_m * (1.0 - denser)
    return FlightSettings(
        agl_m=height_m,
        speed_mps=speed,
        transit_speed_mps=_transit_mps(sensor, aircraft),
        spacing_m=swath_m * (1.0 - side) * spacing_factor,
        trigger_distance_m=trigger_m,
        interval_s=trigger_m / speed,
        gsd_m=gsd_m(sensor.camera, height_m),
        swath_m=swath_m,
        footprint_along_m=along_m,
        blur_px=blur_px(sensor.camera, height_m, speed, _shutter_s(sensor, cloudy)),
    )


def _transit_mps(sensor: Sensor, aircraft: Aircraft) -> float:
    """Return the speed of ways, where no image is taken: that of the least energy a metre."""
    mass_kg = aircraft.mass_kg + sensor.mass_kg
    return best_range_mps(aircraft.power, mass_kg, aircraft.max_speed_mps)


def gsd_notes(sensor: Sensor) -> tuple[Message, ...]:
    """Return what is told the user where the sensor misses the paper's GSD; empty: it meets it."""
    wanted = sensor.acquisition
    reached_m = gsd_m(sensor.camera, wanted.agl_m)
    if reached_m <= wanted.gsd_limit_m:
        return ()
    first = message(
        "aircraft.coarser",
        sensor=sensor.name,
        reached_cm=reached_m * 100,
        agl_m=wanted.agl_m,
        limit_cm=wanted.gsd_limit_m * 100,
    )
    highest_m = agl_for_gsd_m(sensor.camera, wanted.gsd_limit_m)
    second = message("aircraft.met_up_to", highest_m=highest_m)
    if highest_m < wanted.agl_min_m:
        second = message(
            "aircraft.met_below",
            highest_m=highest_m,
            least_m=wanted.agl_min_m,
            most_m=wanted.agl_max_m,
        )
    if sensor.better is None:
        return (first, second)
    other = catalogue.sensor(sensor.better)
    other_cm = gsd_m(other.camera, wanted.agl_m) * 100
    third = message(
        "aircraft.other_gives",
        sensor=other.name,
        key=other.key,
        other_cm=other_cm,
        agl_m=wanted.agl_m,
    )
    return (first, second, third)


def _shutter_s(sensor: Sensor, cloudy: bool) -> float | None:
    sunny_s = sensor.acquisition.shutter_s
    return (sensor.acquisition.shutter_cloudy_s or sunny_s) if cloudy else sunny_s


def _check(
    agl_m: float, sidelap: float, frontlap: float, spacing_factor: float,
    trigger_factor: float = 1.0, speed_mps: float = 1.0,
) -> None:  # fmt: skip
    positive = (
        (message("aircraft.height"), agl_m),
        (message("aircraft.spacing"), spacing_factor),
        (message("aircraft.trigger"), trigger_factor),
        (message("aircraft.speed"), speed_mps),
    )
    for name, value in positive:
        if not value > 0.0:
            raise InputError("aircraft.not_positive", "", name=name, value=value)
    shares = (message("aircraft.sidelap"), sidelap), (message("aircraft.frontlap"), frontlap)
    for name, value in shares:
        if not 0.0 <= value < 0.95:
            raise InputError("aircraft.no_share", "", name=name, value=value)
