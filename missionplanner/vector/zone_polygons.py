"""The outline of a zone as sound polygons, cut where it crosses the 180 degree meridian."""

from shapely.affinity import translate
from shapely.geometry import MultiPolygon, box
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import Where
from missionplanner.geo.shapes import polygons_of, sound_polygons, unwrapped
from missionplanner.messages.message import Message

_WORLD = box(-180.0, -90.0, 180.0, 90.0)


def zone_polygons(shape: BaseGeometry, where: Where) -> tuple[MultiPolygon, tuple[Message, ...]]:
    """Return the polygons of a shape in degrees, and what is told of slivers.

    A shape across 180 degrees, cut there or not, is judged in one piece and given in two, so that
    no part of it reaches around the Earth.

    Raises
    ------
    InputError
        Empty, not a polygon, crossing itself (with the place), or without area.
    """
    polygons, slivers = sound_polygons(unwrapped(shape), where)
    bare = (line.values["told"] for line in slivers)  # its place is told by whoever asks
    told = tuple(one for one in bare if isinstance(one, Message))
    if polygons.bounds[2] <= 180.0:
        return polygons, told
    east = polygons.intersection(_WORLD)
    west = translate(polygons.intersection(translate(_WORLD, 360.0)), -360.0)
    return MultiPolygon([*polygons_of(east), *polygons_of(west)]), told
