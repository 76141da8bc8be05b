"""What a flight takes, and what its camera sees."""

import math

import numpy as np
from numpy.typing import ArrayLike

from missionplanner.aircraft import camera as lens
from missionplanner.aircraft import catalogue, energy
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.places import Position
from missionplanner.model.plan import Home, LegKind, Waypoints
from missionplanner.model.sensor import Camera
from missionplanner.planning.verify.airspeed import in_wind
from missionplanner.planning.verify.energy import Effort, effort_of
from missionplanner.planning.verify.track import track_of
from missionplanner.raster.bilinear import bilinear_at
from missionplanner.science.arrays import Doubles, doubles
from missionplanner.terrain.footprints import level_axes
from missionplanner.terrain.frame_edge import outline_m


def air_density(altitude_m: float, temperature_c: float | None = None) -> float:
    """Return the density of dry air, kg/m3.

    Parameters
    ----------
    altitude_m : float
        Above sea level, m; its pressure is that of the standard atmosphere.
    temperature_c : float, optional
        Degrees Celsius; default: the standard atmosphere's.

    Notes
    -----
    ICAO standard atmosphere (Doc 7488), troposphere.

    Examples
    --------
    >>> round(air_density(0.0), 4), round(air_density(3000.0, 25.0), 4)
    (1.225, 0.8192)
    """
    return energy.air_density(altitude_m, temperature_c)


def flight_power_w(
    aircraft: Aircraft | str,
    airspeed_mps: ArrayLike,
    climb_mps: ArrayLike = 0.0,
    *,
    payload_kg: float = 0.0,
    density_kgm3: ArrayLike = energy.SEA_LEVEL_KGM3,
) -> Doubles:
    """Return the electrical power of a multirotor, W; the arrays broadcast.

    Parameters
    ----------
    aircraft : Aircraft or str
        Or its key in the catalogue: `m300-rtk`, ...
    airspeed_mps, climb_mps : array_like
        Through the air, and upward (negative: down), m/s.
    payload_kg : float
    density_kgm3 : array_like
        Of the air, see `air_density`.

    Raises
    ------
    InputError
        There is no such aircraft, or its figures admit no model.

    Notes
    -----
    Momentum theory (Glauert) with blade profile power (Leishman, ch. 5; Zeng, Xu and Zhang 2019,
    equation 12), calibrated on one published endurance; climb and descent are cautious choices,
    not measurements (`missionplanner.aircraft.energy`).

    Examples
    --------
    Flying forward is cheaper than hovering, up to a speed:

    >>> hover, cruise, fast = flight_power_w("m300-rtk", [0.0, 10.0, 20.0])
    >>> bool(cruise < hover < fast)
    True
    """
    own = _aircraft(aircraft)
    mass_kg = own.mass_kg + payload_kg
    return energy.power_w(own.power, mass_kg, airspeed_mps, climb_mps, density_kgm3)


def flight_energy(
    aircraft: Aircraft | str,
    places_m: ArrayLike,
    speed_mps: ArrayLike,
    *,
    home_m: float,
    payload_kg: float = 0.0,
    wind_mps: tuple[float, float] = (0.0, 0.0),
) -> Effort:
    """Return energy and time of a flight along waypoints, with take-off and landing.

    Parameters
    ----------
    aircraft : Aircraft or str
    places_m : array_like, shape (n, 3), n >= 2
        East, north, height above sea level, m.
    speed_mps : float or array_like, shape (n,)
        Over the ground on the leg that begins at each place.
    home_m : float
        Height of the ground at take-off and landing, which are straight up to the first place and
        down from the last.
    payload_kg : float
    wind_mps : (east, north)
        Blowing TOWARDS east and north.

    Returns
    -------
    Effort
        `energy_wh` from the battery, without reserve; `duration_s`.

    Raises
    ------
    InputError
        There is no such aircraft.
    ValueError
        Fewer than two places, or a value that is not finite.

    Notes
    -----
    Flown as the planner's own judge has it: arcs at waypoints, speeding up and braking at one
    acceleration, power by `flight_power_w` on each short piece. Against the wind it is slower where
    the aircraft's greatest airspeed asks for it.

    Examples
    --------
    >>> lines = [(0, 0, 180), (1000, 0, 180), (1000, 50, 180), (0, 50, 180)]
    >>> empty = flight_energy("m300-rtk", lines, 10.0, home_m=100.0)
    >>> laden = flight_energy("m300-rtk", lines, 10.0, home_m=100.0, payload_kg=2.0)
    >>> empty.duration_s == laden.duration_s, laden.energy_wh > empty.energy_wh
    (True, True)
    """
    own, points = _aircraft(aircraft), _waypoints(doubles(places_m), speed_mps)
    if not math.isfinite(home_m):
        raise ValueError("the height of home must be finite")
    home = Home(Position(lon_deg=0.0, lat_deg=0.0), 0.0, 0.0, home_m, math.nan)
    track = track_of(in_wind(points, own, wind_mps), own.turn_acceleration_mps2)
    return effort_of(points, track, home, own, payload_kg, wind_mps)


def _waypoints(xyz: Doubles, speed_mps: ArrayLike) -> Waypoints:
    if xyz.ndim != 2 or xyz.shape[1] != 3 or len(xyz) < 2:
        raise ValueError(f"places must be (n, 3) with two at least, not {xyz.shape}")
    speed = np.broadcast_to(np.asarray(speed_mps, np.float64), len(xyz))
    if not (np.isfinite(xyz).all() and np.isfinite(speed).all()):
        raise ValueError("places and speeds must be finite")
    nowhere = np.full(len(xyz), np.nan)  # energy asks nothing of the globe
    east, north, height = (np.ascontiguousarray(column) for column in xyz.T)
    return Waypoints(
        lon_deg=nowhere,
        lat_deg=nowhere,
        x_m=east,
        y_m=north,
        egm96_m=height,
        ellipsoid_m=nowhere,
        ground_m=nowhere,
        speed_mps=np.ascontiguousarray(speed),
        leg=np.full(len(xyz), LegKind.TRANSIT, np.int8),
        strip=np.full(len(xyz), -1, np.int32),
    )


def footprint_m(camera: Camera | str, agl_m: float) -> tuple[float, float]:
    """Return the flat ground that one image shows from straight above, across and along, m.

    Parameters
    ----------
    camera : Camera or str
        Or the key of a sensor in the catalogue: `p1-35`, ...
    agl_m : float
        Height above the ground, m.

    Raises
    ------
    InputError
        There is no such sensor.

    Notes
    -----
    Similar triangles: detector / focal length times height.

    Examples
    --------
    >>> [round(side, 1) for side in footprint_m("p1-35", 100.0)]
    [102.6, 68.6]
    """
    return lens.footprint_m(_camera(camera), agl_m)


def ground_sample_m(camera: Camera | str, agl_m: float) -> float:
    """Return the ground sample distance from straight above, m: the coarser direction's.

    Parameters
    ----------
    camera : Camera or str
    agl_m : float
        Height above the ground, m.

    Raises
    ------
    InputError
        There is no such sensor.

    Examples
    --------
    >>> round(ground_sample_m("p1-35", 100.0) * 100, 2)
    1.26
    """
    return lens.gsd_m(_camera(camera), agl_m)


def footprint_outline_m(
    camera: Camera | str,
    place_m: tuple[float, float, float],
    heading_deg: float,
    ground_m: ArrayLike,
    cell_m: float,
    *,
    origin_m: tuple[float, float] = (0.0, 0.0),
    pitch_deg: float = -90.0,
) -> Doubles:
    """Return the outline on the terrain of what one image shows.

    Parameters
    ----------
    camera : Camera or str
    place_m : (east, north, height) of the camera, m
    heading_deg : float
        Where the top of the image points, clockwise from north.
    ground_m : array_like, shape (rows, cols)
        Heights in the same datum; row 0 is the SOUTH, NaN is nodata.
    cell_m : float
        Side of a cell, m.
    origin_m : (east, north) of the centre of cell (0, 0)
    pitch_deg : float
        Of the camera; -90 looks straight down.

    Returns
    -------
    float64, shape (32, 2)
        East, north, m, not closed; from the corner behind on the left, against the clock.

    Raises
    ------
    InputError
        There is no such sensor.

    Notes
    -----
    Rays followed to the bilinear terrain; one that meets none is cut where the ground below the
    camera would be, at six heights at the most.

    Examples
    --------
    >>> import numpy as np
    >>> flat = np.zeros((41, 41))
    >>> found = footprint_outline_m("p1-35", (200.0, 200.0, 100.0), 0.0, flat, 10.0)
    >>> (found.max(axis=0) - found.min(axis=0)).round(1).tolist()
    [102.6, 68.6]
    """
    heights = doubles(ground_m)
    if heights.ndim != 2 or min(heights.shape) < 2:
        raise ValueError(f"ground must be rows and columns, two at least, not {heights.shape}")
    turned, pitch = math.radians(heading_deg), np.array([math.radians(pitch_deg)])
    axes = level_axes(np.array([[math.sin(turned), math.cos(turned)]]), pitch)[0]

    def height_at(x: Doubles, y: Doubles) -> Doubles:
        return bilinear_at(heights, *origin_m, cell_m, x, y)

    return outline_m(_camera(camera), place_m, axes, height_at)


def _aircraft(aircraft: Aircraft | str) -> Aircraft:
    return catalogue.aircraft(aircraft) if isinstance(aircraft, str) else aircraft


def _camera(camera: Camera | str) -> Camera:
    return catalogue.sensor(camera).camera if isinstance(camera, str) else camera
