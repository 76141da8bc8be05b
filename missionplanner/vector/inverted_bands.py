"""Zones whose ceiling lies below their floor on this ground: they close nothing."""

from missionplanner.geo.geoid import undulation_m
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.places import Altitude, Datum

_SAID = {
    Datum.AGL: message("vector.above_ground"),
    Datum.EGM96: message("vector.above_sea_level"),
    Datum.ELLIPSOID: message("vector.above_ellipsoid"),
    Datum.HOME: message("vector.above_home"),
}


def inverted_bands(
    threats: Threats, ground_min_m: float, ground_max_m: float
) -> tuple[Message, ...]:
    """Return a message for every zone whose ceiling lies below its floor on this ground.

    Parameters
    ----------
    threats : Threats
    ground_min_m, ground_max_m : float
        Lowest and highest ground of the site, EGM96 metres.

    Returns
    -------
    tuple of Message
        Empty where all zones are sound. Zones with floor and ceiling of one datum are refused when
        they are read.
    """
    said = (_said(zone, ground_min_m, ground_max_m) for zone in threats.zones)
    return tuple(line for line in said if line is not None)


def _said(zone: Zone, low_m: float, high_m: float) -> Message | None:
    if zone.ceiling is None or zone.ceiling.datum is zone.floor.datum:
        return None
    # Room between the two where the ground is lowest and where it is highest.
    rooms = [_height(zone.ceiling, g, zone) - _height(zone.floor, g, zone) for g in (low_m, high_m)]
    if min(rooms) > 0.0:
        return None
    ground = (
        message("vector.on_ground", low=low_m, high=high_m)
        if max(rooms) <= 0.0
        else message("vector.on_part_of_ground", low=low_m, high=high_m)
    )
    floor = (
        message("vector.the_ground")
        if _is_ground(zone.floor)
        else message("vector.its_floor", height=_told(zone.floor))
    )
    ceiling = _told(zone.ceiling)
    return message(
        "vector.inverted_band", zone=zone.name, ground=ground, ceiling=ceiling, floor=floor
    )


def _height(altitude: Altitude, ground_m: float, zone: Zone) -> float:
    """Return a height above EGM96, metres."""
    if altitude.datum is Datum.AGL:
        return altitude.value_m + ground_m
    if altitude.datum is Datum.ELLIPSOID:
        middle = zone.polygon.representative_point()
        return altitude.value_m - float(undulation_m(middle.x, middle.y))
    return altitude.value_m


def _is_ground(floor: Altitude) -> bool:
    return floor.datum is Datum.AGL and floor.value_m <= 0.0


def _told(altitude: Altitude) -> Message:
    return message("vector.height", height=altitude.value_m, datum=_SAID[altitude.datum])
