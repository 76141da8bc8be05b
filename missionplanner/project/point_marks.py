"""Single places of a project: home, launch sites, ground stations, control points."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from missionplanner.errors import InputError
from missionplanner.model.places import ControlPoint, NamedPlace, Position
from missionplanner.model.plan import MOST_SITES
from missionplanner.project.document import Project
from missionplanner.project.edits import set_home, set_intent

# Home is the first place of a plan, and launch sites are counted on from it.
_FIRST_SITE = 2


class PointKind(StrEnum):
    """Kinds of single places; the value names the field of the document, or of its intent."""

    HOME = "home"
    LAUNCH_SITE = "launch_sites"
    STATION = "stations"
    CONTROL_POINT = "control_points"


@dataclass(frozen=True)
class PointMark:
    """The `number`-th place of a kind."""

    kind: PointKind
    number: int
    place: Position

    @property
    def name(self) -> str:
        """Its own name; home has none."""
        return self.place.name if isinstance(self.place, NamedPlace) else ""


def point_marks(project: Project) -> Iterator[PointMark]:
    """Yield every single place; a home that is left to the planner is none."""
    home = project.document.home
    if home is not None:
        yield PointMark(PointKind.HOME, 0, home)
    for kind in (PointKind.LAUNCH_SITE, PointKind.STATION, PointKind.CONTROL_POINT):
        for number, place in enumerate(places_of(project, kind)):
            yield PointMark(kind, number, place)


def places_of(project: Project, kind: PointKind) -> tuple[NamedPlace, ...]:
    """Return the named places of a kind; of home none. Launch sites are called as in a plan."""
    document = project.document
    if kind is PointKind.LAUNCH_SITE:
        return tuple(
            NamedPlace(name=f"site-{number}", lon_deg=site.lon_deg, lat_deg=site.lat_deg)
            for number, site in enumerate(document.intent.launch_sites, _FIRST_SITE)
        )
    if kind is PointKind.STATION:
        return document.stations
    return document.control_points if kind is PointKind.CONTROL_POINT else ()


def with_point(project: Project, kind: PointKind, name: str, place: Position) -> Project:
    """Return the project with one more place; there is one home only."""
    if kind is PointKind.HOME:
        return set_home(project, place)
    made = ControlPoint if kind is PointKind.CONTROL_POINT else NamedPlace
    added = made(name=name, lon_deg=place.lon_deg, lat_deg=place.lat_deg)
    return with_places(project, kind, (*places_of(project, kind), added))


def with_point_moved(project: Project, kind: PointKind, number: int, place: Position) -> Project:
    """Return the project with a place elsewhere; its measured height goes."""
    if kind is PointKind.HOME:
        return set_home(project, place)

    def moved(old: NamedPlace) -> NamedPlace:
        there = {"lon_deg": place.lon_deg, "lat_deg": place.lat_deg}
        unmeasured = {"altitude": None} if isinstance(old, ControlPoint) else {}
        return old.model_copy(update={**there, **unmeasured})

    return with_point_changed(project, kind, number, moved)


def with_point_changed(
    project: Project, kind: PointKind, number: int, change: Callable[[NamedPlace], NamedPlace]
) -> Project:
    """Return the project with something changed of a named place."""
    now = places_of(project, kind)
    return with_places(project, kind, (*now[:number], change(now[number]), *now[number + 1 :]))


def without_point(project: Project, kind: PointKind, number: int) -> Project:
    """Return the project without a place; without home the planner chooses one."""
    if kind is PointKind.HOME:
        return set_home(project, None)
    now = places_of(project, kind)
    return with_places(project, kind, (*now[:number], *now[number + 1 :]))


def with_places(project: Project, kind: PointKind, places: tuple[NamedPlace, ...]) -> Project:
    """Return the project with other named places of a kind.

    Raises
    ------
    InputError
        More launch sites than a plan can have.
    """
    if kind is PointKind.LAUNCH_SITE:
        if len(places) > MOST_SITES:
            raise InputError("drawing.many_launch_sites", most=MOST_SITES)
        sites = tuple(Position(lon_deg=p.lon_deg, lat_deg=p.lat_deg) for p in places)
        intent = project.document.intent.model_copy(update={"launch_sites": sites})
        return set_intent(project, intent)
    document = project.document.model_copy(update={kind.value: places})
    return replace(project, document=document)
