"""Stands for `dialogs.plugin_reads`: plugins as they may stand, none of them loaded."""

from dataclasses import replace
from pathlib import Path

from missionplanner.errors import OutputError
from missionplanner.messages.message import message
from missionplanner.model.plugin import PluginLook, PluginSource
from missionplanner.tasks.progress import Progress
from tests.own_words import WRONG

FOUND = (
    PluginLook("csv_route", "CSV of the route", "0.1.0", ("csv", ".csv"), api=1),
    PluginLook("kml_route", "KML of the route", "0.1.0", ("kml", ".kml"), api=1, enabled=False),
    PluginLook(
        "profile", "Heights & ground", "1.0", ("profile", ".profile"),
        author="Wei", api=1, source=PluginSource.INSTALLED, place="height-profile",
    ),
    PluginLook(
        "tall_list", "Waypoints, tallest first", "2", ("tall", ".tall"),
        author="Wei", api=3, source=PluginSource.OWN, place="plugins/tall_list",
        problem=message("extensions.api_newer", asked=3, here=1),
    ),
    PluginLook(
        "csv_route", "Another CSV", "1", (), source=PluginSource.OWN, clash=True,
        problem=message("extensions.name_taken", place="csv_route"),
    ),
)  # fmt: skip
state = [FOUND]


def look(progress: Progress) -> tuple[PluginLook, ...]:
    return state[0]


def switch(name: str, on: bool, progress: Progress) -> tuple[PluginLook, ...]:
    if name == "profile":
        raise OutputError(WRONG, "settings.json", what="is full", remedy="make room")
    state[0] = tuple(replace(p, enabled=on) if p.name == name else p for p in state[0])
    return state[0]


def make_folder(progress: Progress) -> Path:
    return Path("made")
