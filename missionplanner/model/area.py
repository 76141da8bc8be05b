"""The ground to be surveyed: polygons with holes, in longitude and latitude."""

from dataclasses import dataclass, replace

import shapely
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.model.forms import ShapeForm


@dataclass(frozen=True)
class Hole:
    """A part cut out of the survey area.

    Attributes
    ----------
    name : str
        Shown on the map and in findings.
    polygon : Polygon
        WGS 84, degrees, longitude first; no inner rings.
    overflight_allowed : bool
        False (the default): the aircraft keeps out. True: not surveyed, but may be flown over.
    """

    name: str
    polygon: Polygon
    overflight_allowed: bool = False


@dataclass(frozen=True)
class SensorPart:
    """Ground of the survey area that is meant for some sensors.

    Attributes
    ----------
    name : str
    polygon : MultiPolygon
        WGS 84, degrees, longitude first.
    sensors : tuple of str
        Keys in the catalogue of sensors.
    """

    name: str
    polygon: MultiPolygon
    sensors: tuple[str, ...]


@dataclass(frozen=True)
class SurveyArea:
    """What is to be seen by the sensors.

    Attributes
    ----------
    name : str
    outer : MultiPolygon
        The outlines without their holes; WGS 84, degrees, longitude first.
    holes : tuple[Hole, ...]
        Parts of `outer` that are not to be surveyed.
    parts : tuple[SensorPart, ...]
        A sensor that some of them name flies these alone; one that none names flies all.
    form : ShapeForm or None
        What `outer` was drawn as; believed only where it gives it.
    """

    name: str
    outer: MultiPolygon
    holes: tuple[Hole, ...] = ()
    parts: tuple[SensorPart, ...] = ()
    form: ShapeForm | None = None

    def of(self, sensor: str) -> "SurveyArea":
        """Return the area that a sensor (its key) is to survey; its outline may be empty."""
        mine = [part.polygon for part in self.parts if sensor in part.sensors]
        if not mine:
            return replace(self, parts=())
        ground = shapely.union_all(mine).intersection(self.outer)
        pieces = getattr(ground, "geoms", [ground])
        outer = MultiPolygon([p for p in pieces if p.geom_type == "Polygon" and p.area > 0])
        return replace(self, outer=outer, parts=())
