"""The ground to be surveyed: polygons with holes, in longitude and latitude."""

from dataclasses import dataclass

from shapely.geometry import MultiPolygon, Polygon


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
class SurveyArea:
    """What is to be seen by the sensors.

    Attributes
    ----------
    name : str
    outer : MultiPolygon
        The outlines without their holes; WGS 84, degrees, longitude first.
    holes : tuple[Hole, ...]
        Parts of `outer` that are not to be surveyed.
    """

    name: str
    outer: MultiPolygon
    holes: tuple[Hole, ...] = ()
