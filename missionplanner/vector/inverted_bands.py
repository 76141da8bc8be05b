"""Zones whose ceiling lies below their floor on this ground: they close nothing."""

from missionplanner.geo.geoid import undulation_m
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.places import Altitude, Datum

_SAID = {
    Datum.AGL: "above the ground",
    Datum.EGM96: "above sea level",
    Datum.ELLIPSOID: "above the ellipsoid",
    Datum.HOME: "above home",
}


def inverted_bands(threats: Threats, ground_min_m: float, ground_max_m: float) -> tuple[str, ...]:
    """Return a sentence for every zone whose ceiling lies below its floor on this ground.

    Parameters
    ----------
    threats : Threats
    ground_min_m, ground_max_m : float
        Lowest and highest ground of the site, EGM96 metres.

    Returns
    -------
    tuple of str
        Empty where all zones are sound. Zones with floor and ceiling of one datum are refused when
        they are read.
    """
    said = (_said(zone, ground_min_m, ground_max_m) for zone in threats.zones)
    return tuple(line for line in said if line)


def _said(zone: Zone, low_m: float, high_m: float) -> str:
    if zone.ceiling is None or zone.ceiling.datum is zone.floor.datum:
        return ""
    # Room between the two where the ground is lowest and where it is highest.
    rooms = [_height(zone.ceiling, g, zone) - _height(zone.floor, g, zone) for g in (low_m, high_m)]
    if min(rooms) > 0.0:
        return ""
    ground = f"this ground ({low_m:.0f}…{high_m:.0f} m)"
    where = f"on {ground}" if max(rooms) <= 0.0 else f"on part of {ground}"
    floor = "the ground" if _is_ground(zone.floor) else f"its floor ({_words(zone.floor)})"
    return f"{zone.name}: {where} its ceiling ({_words(zone.ceiling)}) lies below {floor}"


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


def _words(altitude: Altitude) -> str:
    return f"{altitude.value_m:.0f} m {_SAID[altitude.datum]}"
