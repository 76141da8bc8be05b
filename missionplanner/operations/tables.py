"""Write the sensor parameter tables of the saved plan."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.missions.files import write_whole
from missionplanner.missions.table2 import table2_rows
from missionplanner.missions.table7 import OwnRow, table7_rows
from missionplanner.missions.tables import write_tables
from missionplanner.model.timetable import ORDINARY, Crew
from missionplanner.operations.ending import ending_for
from missionplanner.operations.flights import flights_of
from missionplanner.operations.results import (
    ALL,
    PlanResult,
    SortieChoice,
    chosen,
    current_plan,
)
from missionplanner.operations.timetable import lit_slots
from missionplanner.planning.intent import as_asked
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress
from missionplanner.weather.local_time import span_words, zone_at


def tables(
    folder: Path,
    out: Path,
    progress: Progress,
    choice: SortieChoice = ALL,
    day: date | None = None,
    crew: Crew = ORDINARY,
    processing_h: float | None = None,
) -> tuple[Path, ...]:
    """Write the tables (CSV and XLSX) to `out`; sorties not chosen are left out of theirs.

    Beside those of all sensors there is one a sensor in the form of the first paper's Table 2,
    with the light of `day` (None: that of the weather report, or else of the planning), and its
    Table 7 with a row of the whole plan; `processing_h`: hours that were measured of processing.

    Raises
    ------
    InputError
        Not planned yet, or no such sensor or sortie.
    PlanRefused
        The plan is out of date.
    OutputError
        The folder cannot be made or written.
    """
    result = current_plan(folder, progress)
    pairs, own = chosen(result, choice), own_row(result, processing_h)
    progress.report(0.3, "operations.writing_tables")
    target = made_in(folder, out)
    plans, judged = zip(*pairs, strict=True)
    with held(target):
        project = load(folder)
        ending = ending_for(project, result.verifications)
        only = choice.sorties
        files = write_tables(plans, judged, result.notes, target, only=only, ending=ending)
        more = table2_files(result, project, choice, day, crew)
        files += tuple(write_whole(target, name, data) for name, data in more)
        files += (write_whole(target, "table7.csv", csv_bytes(table7_rows(own))),)
    progress.report(1.0, "operations.tables_written")
    return files


def own_row(result: PlanResult, processing_h: float | None = None) -> OwnRow:
    """Return what the whole plan reaches, as Table 7 compares it.

    Raises
    ------
    InputError
        Hours of processing that are no number above 0.
    """
    if processing_h is not None and not 0.0 < processing_h < math.inf:
        raise InputError("operations.no_hours", "--processing-hours", hours=processing_h)
    flights, judged = flights_of(result), result.verifications
    return OwnRow(
        seen_share=min(one.seen_share for one in judged),
        energy_wh=sum(flight.energy_wh for flight in flights),
        flight_s=sum(flight.duration_s for flight in flights),
        flights=len(flights),
        area_m2=max(one.area_m2 for one in judged),
        processing_h=processing_h,
    )


def table2_files(
    result: PlanResult,
    project: Project,
    choice: SortieChoice,
    day: date | None,
    crew: Crew = ORDINARY,
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content (CSV) of Table 2 as planned, one a sensor."""
    pairs = chosen(result, choice)
    home = pairs[0][0].home
    zone = zone_at(home.position.lon_deg, home.position.lat_deg)
    _, slots = lit_slots(result, project, crew, day)
    light = {
        (plan.sensor.key, sortie.number): span_words(*window, zone)
        for plan, _ in pairs
        for sortie in plan.sorties
        if choice.has(sortie)
        and (slot := slots.get(sortie.flight_name)) is not None
        and (window := slot.light)
    }
    for plan, judged in pairs:
        windows = {number: words for (key, number), words in light.items() if key == judged.sensor}
        asked = replace(plan, sensor=as_asked(plan.sensor, plan.intent))
        rows = table2_rows(asked, judged, windows, choice.sorties)
        yield f"table2-{plan.sensor.key}.csv", csv_bytes(rows)
