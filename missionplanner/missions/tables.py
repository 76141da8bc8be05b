"""Sensor parameter tables, in the shape of the first paper's Table 2, with sorties and notes.

One row a parameter, one column a sensor, because that is how a pilot compares them and how the
paper prints them. Figures are the verification's, which is what everything else tells too. CSV is
UTF-8 with a byte order mark: without it Excel garbles Chinese.
"""

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from missionplanner.messages.catalogue import sentence
from missionplanner.missions.build import build_missions, strips_of
from missionplanner.missions.files import write_whole
from missionplanner.missions.parameters import COSTS, PARAMETERS, VERIFIED, Cell
from missionplanner.model.ending import RouteEnding
from missionplanner.model.finding import Finding
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import SortieFigures, Verification
from missionplanner.storage.cells import csv_bytes, tamed
from missionplanner.storage.zips import Timeless, unzipped, zipped

Row = tuple[Cell, ...]

_SAVED_AT = re.compile(rb">\d{4}-\d\d-\d\dT[\d:.]+Z?<")

SENSOR_TABLE = "sensor-parameters"
SORTIE_TABLE = "sorties"
NOTE_TABLE = "notes"
_AS_WORKED_OUT = RouteEnding()


def sensor_rows(
    plans: Sequence[SensorPlan],
    judged: Sequence[Verification],
    sun_windows: Mapping[str, str] | None = None,
) -> list[Row]:
    """Return the sensor parameter table: first the header, then one row a parameter.

    Parameters
    ----------
    plans, judged : sequences of SensorPlan and of Verification
        One column each pair.
    sun_windows : mapping, optional
        From sensor key to the hours with fitting sun on the day of the flight, in words.
    """
    pairs = list(zip(plans, judged, strict=True))
    rows: list[Row] = [("Parameter", *(plan.sensor.name for plan in plans))]
    rows += [(name, *(tell(plan) for plan in plans)) for name, tell in PARAMETERS]
    rows += [(name, *(tell(v) for _, v in pairs)) for name, tell in VERIFIED]
    rows += [(name, *(tell(plan.cost) for plan in plans)) for name, tell in COSTS]
    if sun_windows:
        rows.append(("Sun window", *(sun_windows.get(p.sensor.key, "") for p in plans)))
    rows.append(("Notes", *("; ".join(map(sentence, p.notes)) for p in plans)))
    return rows


def sortie_rows(
    plans: Sequence[SensorPlan],
    judged: Sequence[Verification],
    only: Collection[int] = (),
    ending: RouteEnding = _AS_WORKED_OUT,
) -> list[Row]:
    """Return the sortie table: the header, one row a sortie, and one total a sensor.

    `only` are the numbers of the sorties to be listed and added up; empty: all.
    """
    rows: list[Row] = [tuple(_SORTIE_HEADER)]
    for plan, verified in zip(plans, judged, strict=True):
        missions = build_missions(plan, verified, plan.sensor.key, ending)
        listed = [
            (sortie, mission, (len(mission.waypoints), len(strips_of(mission.waypoints))))
            for sortie, mission in zip(verified.sorties, missions, strict=True)
            if not only or sortie.number in only
        ]
        for sortie, mission, part in listed:
            heights = round(mission.takeoff_height_m), round(mission.rth_height_m)
            ends = str(mission.finish), str(mission.lost_link)
            names = plan.sensor.key, sortie.number, sortie.name
            limit_wh = round(sortie.energy_limit_wh, 1)
            rows.append((*names, *part, *_figures(sortie), limit_wh, *heights, *ends))
        whole = replace(verified, sorties=tuple(sortie for sortie, _, _ in listed))
        limit_wh = round(sum(s.energy_limit_wh for s in whole.sorties), 1)
        counts = sum(p[0] for _, _, p in listed), sum(p[1] for _, _, p in listed)
        names = "total", len(listed), _share(plan, len(listed))
        rows.append((*names, *counts, *_figures(whole), limit_wh, "", "", "", ""))
    return rows


def _share(plan: SensorPlan, listed: int) -> str:
    count = len(plan.sorties)
    return f"{plan.sensor.key}, " + (f"all {count}" if listed == count else f"{listed} of {count}")


def note_rows(judged: Sequence[Verification], notes: Sequence[Finding]) -> list[Row]:
    """Return what was found and what is to be done, verification first; the header on top."""
    rows: list[Row] = [("Sensor", "Severity", "Code", "Where", "What")]
    for verified in judged:
        rows += [
            (verified.sensor, str(f.severity), f.code, f.place(), f.said())
            for f in verified.findings
        ]
    rows += [("", str(f.severity), f.code, f.place(), f.said()) for f in notes]
    return rows


def write_tables(
    plans: Sequence[SensorPlan],
    judged: Sequence[Verification],
    notes: Sequence[Finding],
    folder: Path,
    sun_windows: Mapping[str, str] | None = None,
    only: Collection[int] = (),
    ending: RouteEnding = _AS_WORKED_OUT,
) -> tuple[Path, ...]:
    """Write the tables as CSV and together as one workbook; return the files.

    `only` are the numbers of the sorties to be listed; empty: all. `ending` is the project's.

    Raises
    ------
    OutputError
        The folder cannot be made or written.
    """
    content = table_files(plans, judged, notes, sun_windows, only, ending)
    return tuple(write_whole(folder, name, data) for name, data in content)


def table_files(
    plans: Sequence[SensorPlan],
    judged: Sequence[Verification],
    notes: Sequence[Finding],
    sun_windows: Mapping[str, str] | None = None,
    only: Collection[int] = (),
    ending: RouteEnding = _AS_WORKED_OUT,
) -> tuple[tuple[str, bytes], ...]:
    """Return names and contents of what `write_tables` writes."""
    sensors = sensor_rows(plans, judged, sun_windows)
    sorties = sortie_rows(plans, judged, only, ending)
    told = note_rows(judged, notes)
    sheets = {"Sensor parameters": sensors, "Sorties": sorties, "Notes": told}
    return (
        (f"{SENSOR_TABLE}.csv", csv_bytes(sensors)),
        (f"{SORTIE_TABLE}.csv", csv_bytes(sorties)),
        (f"{NOTE_TABLE}.csv", csv_bytes(told)),
        (f"{SENSOR_TABLE}.xlsx", xlsx_bytes(sheets)),
    )


def xlsx_bytes(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Return a workbook with one sheet a table, header frozen and columns wide enough."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append([tamed(cell) for cell in row])
        _dress(sheet)
    stream = io.BytesIO()
    # As `book.save`, which takes the moment of each part from the clock.
    ExcelWriter(book, Timeless(stream, "w", zipfile.ZIP_DEFLATED)).save()
    parts = unzipped(stream.getvalue())
    # Without the moment it was saved at: the same tables, the same bytes.
    core = "docProps/core.xml"
    parts[core] = _SAVED_AT.sub(b">1980-01-01T00:00:00Z<", parts[core])
    return zipped(parts)


def _dress(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E6ECF2")
    for i, column in enumerate(sheet.iter_cols(), start=1):
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(i)].width = min(max(widest + 2, 10), 48)
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"


def _figures(told: SortieFigures | Verification) -> tuple[Cell, ...]:
    """Return what a sortie and all of a sensor's have alike, from way to battery."""
    return (
        round(told.length_m),
        round(told.climb_m),
        told.turns,
        told.photos,
        round(told.duration_s / 60.0, 1),
        round(told.agl_min_m, 1),
        round(told.agl_max_m, 1),
        round(told.distance_max_m),
        round(told.energy_wh, 1),
    )


_SORTIE_HEADER = (
    "Sensor",
    "Sortie",
    "Name",
    "Waypoints",
    "Strips",
    "Length, m",
    "Climb, m",
    "Turns",
    "Photos",
    "Duration, min",
    "Least height above ground, m",
    "Greatest height above ground, m",
    "Greatest distance from home, m",
    "Energy, Wh",
    "Energy limit, Wh",
    "Take-off height, m above home",
    "Return height, m above home",
    "At the route's end",
    "Without a link",
)
