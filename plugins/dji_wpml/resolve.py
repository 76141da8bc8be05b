"""Each half of a mission, resolved into one effective flight.

Globals and flags are filled in: what comes out says of every waypoint where it is, how high, how
fast, how it is passed and which way the nose points, whichever half it was read from. A flag that
is left out means 0: DJI's software leaves out what is 0.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .actiongroups import Action, Group, actions_in, group_of
from .tree import Node, OpenedSheet, as_int

Floats = NDArray[np.float64]
_T = TypeVar("_T")
_Held = dict[str, Node]

# Elements that only guide the eye or the editor, so that a flight is the same without them.
Heading = tuple[str, str, str, str, str]
_HEADING = (
    "waypointHeadingMode",
    "waypointHeadingAngle",
    "waypointPoiPoint",
    "waypointHeadingPathMode",
    "waypointHeadingPoiIndex",
)


@dataclass(frozen=True)
class Route:
    """Waypoints of one Folder in file order; arrays have shape (n,).

    Attributes
    ----------
    file, kind : str
        Where it was read; templateType, `waypoint` for a wayline.
    template, wayline : int or None
        The numbers of template and route.
    mode : str
        What heights are counted from, heightMode or executeHeightMode.
    lon_deg, lat_deg : WGS 84
    height_m : the height that is flown: executeHeight, or the template's own `height`
    ellipsoid_m : the template's ellipsoidHeight; the executeHeight of a WGS84 route
    own_height : bool (n,), False where the template's global height holds
    speed_mps : of the leg that begins here
    damping_m : NaN where there is none
    gimbal_deg : pitch set for the point, NaN where there is none
    index : None where it is not a whole number
    start : actions before the first waypoint
    """

    file: str
    kind: str
    template: int | None
    wayline: int | None
    mode: str
    global_mps: float
    distance_m: float
    duration_s: float
    lon_deg: Floats
    lat_deg: Floats
    height_m: Floats
    ellipsoid_m: Floats
    own_height: NDArray[np.bool_]
    speed_mps: Floats
    damping_m: Floats
    gimbal_deg: Floats
    turn: tuple[str, ...]
    straight: tuple[str, ...]
    heading: tuple[Heading, ...]
    index: tuple[int | None, ...]
    groups: tuple[Group, ...]
    start: tuple[Action, ...]
    point_gimbal: bool

    def __len__(self) -> int:
        return len(self.turn)

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every action, in order."""
        return (*self.start, *(a for group in self.groups for a in group.actions))


def routes_of(sheet: OpenedSheet) -> tuple[Route, ...]:
    """Return the flights of a file, one a Folder; a mapping template's has no waypoints."""
    return tuple(_route(folder, sheet) for folder in sheet.folders)


def waypoints(folder: Node) -> list[Node]:
    """Return the Placemarks of a Folder that are waypoints."""
    return [m for m in folder.all("Placemark") if "Polygon" not in m.first]


def _route(folder: Node, sheet: OpenedSheet) -> Route:
    template = sheet.kind == "template"
    kind = folder.word("templateType") if template else "waypoint"
    marks = waypoints(folder) if kind == "waypoint" else []
    places = [_place(m) for m in marks]
    column = _planned(folder, marks) if template else _executed(folder, marks)
    return Route(
        file=sheet.name,
        kind=kind,
        template=as_int(folder.word("templateId")),
        wayline=as_int(folder.word("waylineId")),
        global_mps=folder.number("autoFlightSpeed"),
        distance_m=folder.number("distance"),
        duration_s=folder.number("duration"),
        lon_deg=_array([lon for lon, _ in places]),
        lat_deg=_array([lat for _, lat in places]),
        index=tuple(as_int(m.word("index")) for m in marks),
        groups=tuple(group_of(g, i) for i, m in enumerate(marks) for g in m.all("actionGroup")),
        start=actions_in(folder.first.get("startActionGroup") or Node("", "", "", [])),
        point_gimbal=folder.word("gimbalPitchMode") == "usePointSetting",
        mode=column.mode,
        height_m=_array(column.height_m),
        ellipsoid_m=_array(column.ellipsoid_m),
        own_height=np.array(column.own_height, dtype=bool),
        speed_mps=_array(column.speed_mps),
        damping_m=_array(column.damping_m),
        gimbal_deg=_array(column.gimbal_deg),
        turn=tuple(column.turn),
        straight=tuple(column.straight),
        heading=tuple(column.heading),
    )


@dataclass(frozen=True)
class _Columns:
    """What the two halves say in different words."""

    mode: str
    height_m: list[float]
    ellipsoid_m: list[float]
    own_height: list[bool]
    speed_mps: list[float]
    damping_m: list[float]
    gimbal_deg: list[float]
    turn: list[str]
    straight: list[str]
    heading: list[Heading]


def _planned(folder: Node, marks: Sequence[Node]) -> _Columns:
    height, speed = global_height(folder), folder.number("autoFlightSpeed")
    shared = (folder.word("globalWaypointTurnMode"), math.nan)
    straight = folder.word("globalUseStraightLine")
    heading = _heading(folder.at("globalWaypointHeadingParam"))
    held = [m.first for m in marks]
    own_height = [not flag for flag in _each(held, "useGlobalHeight", _flag)]
    turns = _or_global(held, "useGlobalTurnParam", _each(held, "waypointTurnParam", _turn), shared)
    return _Columns(
        mode=folder.word("waylineCoordinateSysParam", "heightMode"),
        height_m=_chosen(own_height, _numbers(held, "height"), height),
        ellipsoid_m=_chosen(own_height, _numbers(held, "ellipsoidHeight"), math.nan),
        own_height=own_height,
        speed_mps=_or_global(held, "useGlobalSpeed", _numbers(held, "waypointSpeed"), speed),
        damping_m=[damping for _, damping in turns],
        gimbal_deg=_numbers(held, "gimbalPitchAngle"),
        turn=[mode for mode, _ in turns],
        straight=[word or straight for word in _each(held, "useStraightLine", _word)],
        heading=_or_global(
            held, "useGlobalHeadingParam", _each(held, "waypointHeadingParam", _heading), heading
        ),
    )


def _executed(folder: Node, marks: Sequence[Node]) -> _Columns:
    mode = folder.word("executeHeightMode")
    held = [m.first for m in marks]
    heights = _numbers(held, "executeHeight")
    turns = _each(held, "waypointTurnParam", _turn)
    return _Columns(
        mode=mode,
        height_m=heights,
        ellipsoid_m=heights if mode == "WGS84" else [math.nan] * len(marks),
        own_height=[True] * len(marks),
        speed_mps=_numbers(held, "waypointSpeed"),
        damping_m=[damping for _, damping in turns],
        gimbal_deg=[math.nan] * len(marks),
        turn=[turn for turn, _ in turns],
        straight=_each(held, "useStraightLine", _word),
        heading=_each(held, "waypointHeadingParam", _heading),
    )


def _each(held: Sequence[_Held], name: str, made: Callable[[Node | None], _T]) -> list[_T]:
    # Elements that hold the same are one node (see tree.grown), and are understood once.
    found = [first.get(name) for first in held]
    known = {id(node): made(node) for node in dict.fromkeys(found)}
    return [known[id(node)] for node in found]


def _numbers(held: Sequence[_Held], name: str) -> list[float]:
    found = [first.get(name) for first in held]
    return [math.nan if node is None else node.value for node in found]


def _or_global(held: Sequence[_Held], flag: str, own: list[_T], shared: _T) -> list[_T]:
    """Return each waypoint's own, but the global one where its flag says so."""
    return _chosen([not on for on in _each(held, flag, _flag)], own, shared)


def _chosen(wanted: Sequence[bool], own: Sequence[_T], other: _T) -> list[_T]:
    return [one if want else other for want, one in zip(wanted, own, strict=True)]


def _flag(node: Node | None) -> bool:
    return _word(node) == "1"


def _word(node: Node | None) -> str:
    return "" if node is None else node.text.strip()


def _place(mark: Node) -> tuple[float, float]:
    found = mark.at("Point", "coordinates")
    return (math.nan, math.nan) if found is None else found.place


def _turn(node: Node | None) -> tuple[str, float]:
    if node is None:
        return "", math.nan
    return node.word("waypointTurnMode"), node.own("waypointTurnDampingDist")


def global_height(folder: Node) -> float:
    """Return a template's global height; files of version 1.0.0 hold it in another place."""
    own = folder.number("globalHeight")
    return folder.number("waylineCoordinateSysParam", "globalHeight") if math.isnan(own) else own


def _heading(node: Node | None) -> Heading:
    held = node or Node("", "", "", [])
    mode, angle, poi, path, number = (held.word(name) for name in _HEADING)
    return mode, angle, poi, path, number


def _array(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float64)
