"""A forecast that was made for another place than the site: read, and told."""

import numpy as np
from shapely.geometry.base import BaseGeometry

from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.messages.message import message
from missionplanner.model.weather import Weather
from missionplanner.weather.open_meteo import place_of

FAR_M = 30_000.0
"""Two cells of a global forecast model (ICON 13 km, GFS 13 to 28 km)."""


def held_against(weather: Weather, site: BaseGeometry) -> Weather:
    """Return weather that tells how far from the site it was made for, where that is far.

    Parameters
    ----------
    weather : Weather
    site : geometry
        WGS 84 degrees, longitude first.
    """
    place = place_of(weather.source)
    if place is None or site.is_empty:
        return weather
    (lon, lat), here = place, site.centroid
    away_m = float(geodesic_distances_m(np.array([lon, here.x]), np.array([lat, here.y]))[0])
    if away_m <= FAR_M:
        return weather
    told = message("weather.elsewhere", km=away_m / 1000.0, lat=lat, lon=lon)
    return weather.model_copy(update={"told": (*weather.told, told)})
