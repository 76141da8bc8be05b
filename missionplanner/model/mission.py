"""A mission: one sortie with one sensor, as a file format needs it."""

from dataclasses import dataclass

from missionplanner.model.aircraft import Aircraft
from missionplanner.model.airspace import Zone
from missionplanner.model.ending import FinishAction, LostLink
from missionplanner.model.patterns import StripAim
from missionplanner.model.places import ControlPoint
from missionplanner.model.plan import FlightSettings, Home, Waypoints
from missionplanner.model.sensor import Sensor

# Heights above home that DJI's waypoint engine of the M300 takes (Mobile SDK v4, DJIWaypointV2).
HEIGHT_RANGE_M = (-200.0, 500.0)


@dataclass(frozen=True)
class Mission:
    """What is written to one file.

    `takeoff_height_m` and `rth_height_m` are above home. `length_m`, `duration_s` (from take-off
    to touch-down) and `photos` are the verified ones, as they are told everywhere. `title` obeys
    no format's rules; formats make their own names from it. `rth_agl_max_m` is the greatest height
    above ground on the ways home; None: the return height was not measured on the DEM. `carried`
    holds the keys of all sensors on the aircraft, joined by `+`; `sensor` is the one whose photos
    the file asks for. `zones` are those of the site, for formats that have fences. `aims` tells
    where the camera looks along each strip, by the strip's number; empty: as the sensor says.
    `rth_least_m` is the least return height that is safe, above home; None: not known. `finish`
    is what is done behind the last waypoint, `lost_link` what without a remote controller.
    `control_points` are the site's marks on the ground, for formats that show places.
    """

    title: str
    aircraft: Aircraft
    sensor: Sensor
    settings: FlightSettings
    home: Home
    waypoints: Waypoints
    takeoff_height_m: float
    rth_height_m: float
    length_m: float
    duration_s: float
    photos: int
    rth_agl_max_m: float | None = None
    rth_least_m: float | None = None
    finish: FinishAction = FinishAction.RETURN
    lost_link: LostLink = LostLink.RETURN
    carried: str = ""
    zones: tuple[Zone, ...] = ()
    aims: tuple[StripAim, ...] = ()
    control_points: tuple[ControlPoint, ...] = ()
