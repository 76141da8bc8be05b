"""What a change has touched, so that panels and layers know whether they are concerned."""

from enum import StrEnum

from missionplanner.project.document import Project


class Part(StrEnum):
    """A part of a project that others look at."""

    TITLE = "title"
    TERRAIN = "terrain"
    AREA = "area"
    THREATS = "threats"
    WEATHER = "weather"
    HOME = "home"
    STATIONS = "stations"
    CONTROL_POINTS = "control_points"
    AIRCRAFT = "aircraft"
    SENSORS = "sensors"
    INTENT = "intent"
    ENDING = "ending"
    RESULT = "result"


Changes = frozenset[Part]
NOTHING: Changes = frozenset()
# A saved plan stands on these; once one is touched, the plan is out of date.
PLAN_STANDS_ON: Changes = frozenset(Part) - {
    Part.TITLE,
    Part.STATIONS,
    Part.CONTROL_POINTS,
    Part.ENDING,
    Part.RESULT,
}

# A plan stands without these, but missions, tables and briefs are written of them too.
WRITTEN_BESIDE: Changes = frozenset({Part.TITLE, Part.CONTROL_POINTS, Part.ENDING})


def changes_between(before: Project, after: Project) -> Changes:
    """Return the parts in which two states of a project differ; times and versions are none."""
    old, new = before.document, after.document
    same = {
        Part.TITLE: old.title == new.title,
        Part.TERRAIN: before.dem_paths == after.dem_paths
        and (old.vertical_datum, old.dem_unit) == (new.vertical_datum, new.dem_unit),
        Part.AREA: before.area == after.area,
        Part.THREATS: before.threats == after.threats,
        Part.WEATHER: before.weather == after.weather,
        Part.HOME: old.home == new.home,
        Part.STATIONS: old.stations == new.stations,
        Part.CONTROL_POINTS: old.control_points == new.control_points,
        Part.AIRCRAFT: old.aircraft == new.aircraft,
        Part.SENSORS: old.sensors == new.sensors,
        Part.INTENT: old.intent == new.intent,
        Part.ENDING: old.ending == new.ending,
    }
    return frozenset(part for part, equal in same.items() if not equal)
