"""What a change has touched, so that panels and layers know whether they are concerned."""

from dataclasses import replace
from enum import StrEnum

from missionplanner.model.airspace import Threats
from missionplanner.model.forms import ShapeForm
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
    FORMS = "forms"  # how shapes are taken hold of; their ground is another part


Changes = frozenset[Part]
NOTHING: Changes = frozenset()
# A saved plan stands on these; once one is touched, the plan is out of date.
PLAN_STANDS_ON: Changes = frozenset(Part) - {
    Part.TITLE,
    Part.STATIONS,
    Part.CONTROL_POINTS,
    Part.ENDING,
    Part.RESULT,
    Part.FORMS,
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
        Part.AREA: before.area is after.area
        or replace(before.area, form=None) == replace(after.area, form=None),
        Part.THREATS: before.threats is after.threats
        or _formless(before.threats) == _formless(after.threats),
        Part.WEATHER: before.weather == after.weather,
        Part.HOME: old.home == new.home,
        Part.STATIONS: old.stations == new.stations,
        Part.CONTROL_POINTS: old.control_points == new.control_points,
        Part.AIRCRAFT: old.aircraft == new.aircraft,
        Part.SENSORS: old.sensors == new.sensors,
        Part.INTENT: old.intent == new.intent,
        Part.ENDING: old.ending == new.ending,
    }
    # With its ground a shape's form changes too, and is no change of its own.
    same[Part.FORMS] = not (same[Part.AREA] and same[Part.THREATS]) or (
        _forms(before) == _forms(after)
    )
    return frozenset(part for part, equal in same.items() if not equal)


def _formless(threats: Threats) -> Threats:
    return replace(threats, zones=tuple(replace(zone, form=None) for zone in threats.zones))


def _forms(project: Project) -> tuple[ShapeForm | None, ...]:
    return (project.area.form, *(zone.form for zone in project.threats.zones))
