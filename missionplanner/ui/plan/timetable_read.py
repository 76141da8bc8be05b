"""When each flight of the saved plan is flown, for the window's table; run in a worker process."""

from datetime import date
from pathlib import Path

from missionplanner.model.timetable import Crew
from missionplanner.operations.timetable import timed
from missionplanner.operations.timetable_told import HOLDUPS, outcome
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.timetable_views import SlotView, TimetableView


def timetable(
    folder: Path, crew: Crew, day: date | None, ics: Path | None, progress: Progress
) -> TimetableView:
    """Return the timetable of a project's saved plan; `ics`: a calendar to write."""
    done = timed(folder, crew, progress, day, ics)
    slots = tuple(
        SlotView(
            name=slot.flight.name,
            sensors=done.flights[slot.flight.name].sensors,
            station=slot.flight.station,
            start=slot.start,
            end=slot.end,
            battery_set=slot.battery_set,
            waited_for=HOLDUPS[slot.waited_for] if slot.waited_for else None,
        )
        for slot in done.table.slots
    )
    return TimetableView(done.day, str(done.zone), slots, tuple(outcome(done, crew)), done.files)
