"""Sensor parameter tables, in the shape of the first paper's Table 2, and a sheet of sorties.

One row a parameter, one column a sensor, because that is how a pilot compares them and how the
paper prints them. CSV is UTF-8 with a byte order mark: without it Excel garbles Chinese.
"""

import io
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from missionplanner.missions.build import build_missions, strips_of
from missionplanner.missions.files import write_whole
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import TriggerMode
from missionplanner.storage.cells import csv_bytes, tamed

Cell = str | float | int
Row = tuple[Cell, ...]

SENSOR_TABLE = "sensor-parameters"
SORTIE_TABLE = "sorties"

_TRIGGER_WORDS = {
    TriggerMode.DISTANCE: "aircraft, by distance",
    TriggerMode.TIME: "aircraft, by time",
    TriggerMode.SELF: "camera itself, by timer",
}


def sensor_rows(
    plans: Sequence[SensorPlan], sun_windows: Mapping[str, str] | None = None
) -> list[Row]:
    """Return the sensor parameter table: first the header, then one row a parameter.

    Parameters
    ----------
    plans : sequence of SensorPlan
        One column each.
    sun_windows : mapping, optional
        From sensor key to the hours with fitting sun on the day of the flight, in words.
    """
    rows: list[Row] = [("Parameter", *(plan.sensor.name for plan in plans))]
    rows += [(name, *(tell(plan) for plan in plans)) for name, tell in _PARAMETERS]
    if sun_windows:
        rows.append(("Sun window", *(sun_windows.get(p.sensor.key, "") for p in plans)))
    rows.append(("Notes", *("; ".join(p.notes) for p in plans)))
    return rows


def sortie_rows(plans: Sequence[SensorPlan], only: Collection[int] = ()) -> list[Row]:
    """Return the sortie table: the header, one row a sortie, and one total a sensor.

    `only` are the numbers of the sorties to be listed and added up; empty: all.
    """
    rows: list[Row] = [tuple(_SORTIE_HEADER)]
    for plan in plans:
        missions = build_missions(plan, plan.sensor.key)
        listed = [
            (sortie, mission)
            for sortie, mission in zip(plan.sorties, missions, strict=True)
            if not only or sortie.number in only
        ]
        for sortie, mission in listed:
            rows.append(
                (
                    plan.sensor.key,
                    sortie.number,
                    sortie.name,
                    len(mission.waypoints),
                    len(strips_of(mission.waypoints)),
                    round(sortie.length_m),
                    round(sortie.climb_m),
                    sortie.turns,
                    sortie.photos,
                    round(sortie.energy_wh, 1),
                    round(sortie.energy_limit_wh, 1),
                    round(sortie.duration_s / 60.0, 1),
                    round(mission.takeoff_height_m),
                    round(mission.rth_height_m),
                )
            )
        rows.append(_total(plan, rows[-len(listed) :]))
    return rows


def write_tables(
    plans: Sequence[SensorPlan],
    folder: Path,
    sun_windows: Mapping[str, str] | None = None,
    sorties: Collection[int] = (),
) -> tuple[Path, ...]:
    """Write both tables as CSV and together as one workbook; return the files.

    Raises
    ------
    OutputError
        The folder cannot be made or written.
    """
    sensors, flown = sensor_rows(plans, sun_windows), sortie_rows(plans, sorties)
    sheets = {"Sensor parameters": sensors, "Sorties": flown}
    return (
        write_whole(folder, f"{SENSOR_TABLE}.csv", csv_bytes(sensors)),
        write_whole(folder, f"{SORTIE_TABLE}.csv", csv_bytes(flown)),
        write_whole(folder, f"{SENSOR_TABLE}.xlsx", xlsx_bytes(sheets)),
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
    book.save(stream)
    return stream.getvalue()


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


def _total(plan: SensorPlan, rows: Sequence[Row]) -> Row:
    def add(column: int) -> float:
        return round(sum(float(row[column]) for row in rows), 1)

    whole_plan = len(rows) == len(plan.sorties)
    share = f"all {len(rows)}" if whole_plan else f"{len(rows)} of {len(plan.sorties)}"
    name = f"{plan.sensor.key}, {share}"
    whole = [int(add(column)) for column in range(3, 9)]
    return ("total", len(rows), name, *whole, add(9), add(10), add(11), "", "")


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
    "Energy, Wh",
    "Energy limit, Wh",
    "Duration, min",
    "Take-off height, m above home",
    "Return height, m above home",
)


def _exposure(seconds: float | None) -> str:
    return "automatic" if seconds is None else f"1/{round(1.0 / seconds)} s"


def _cloudy(plan: SensorPlan) -> str:
    wanted = plan.sensor.acquisition
    return _exposure(wanted.shutter_cloudy_s or wanted.shutter_s)


def _asked(plan: SensorPlan) -> str:
    wanted = plan.sensor.acquisition
    return f"{wanted.agl_min_m:g}-{wanted.agl_max_m:g}, GSD up to {wanted.gsd_limit_m * 100:g} cm"


def _gsd(plan: SensorPlan) -> str:
    reached, limit = plan.settings.gsd_m, plan.sensor.acquisition.gsd_limit_m
    return f"{reached * 100:.2f}" + ("" if reached <= limit else " (coarser than asked)")


def _trigger(plan: SensorPlan) -> str:
    return _TRIGGER_WORDS[plan.sensor.trigger]


def _trigger_distance(plan: SensorPlan) -> str:
    by_distance = plan.sensor.trigger is TriggerMode.DISTANCE
    return f"{plan.settings.trigger_distance_m:.1f}" if by_distance else "-"


def _blur(plan: SensorPlan) -> str:
    blur = plan.settings.blur_px
    return "automatic exposure" if blur is None else f"{blur:.2f}"


def _payload(plan: SensorPlan) -> str:
    wpml = plan.sensor.wpml
    return "none written" if wpml.enum is None else f"{wpml.enum}-{wpml.sub_enum}-{wpml.position}"


_PARAMETERS: tuple[tuple[str, Callable[[SensorPlan], Cell]], ...] = (
    ("Sensor key", lambda p: p.sensor.key),
    ("Kind", lambda p: str(p.sensor.kind)),
    ("Bands", lambda p: p.sensor.bands or "-"),
    ("Aircraft", lambda p: p.aircraft.name),
    ("Flight altitude, m above ground", lambda p: round(p.settings.agl_m, 1)),
    ("Altitude allowed, m above ground", _asked),
    ("GSD, cm", _gsd),
    ("Overlap along, %", lambda p: round(p.sensor.acquisition.frontlap * 100)),
    ("Overlap side, %", lambda p: round(p.sensor.acquisition.sidelap * 100)),
    (
        "Footprint across x along, m",
        lambda p: f"{p.settings.swath_m:.1f} x {p.settings.footprint_along_m:.1f}",
    ),
    ("Strip spacing, m", lambda p: round(p.settings.spacing_m, 1)),
    ("Trigger", _trigger),
    ("Trigger distance, m", _trigger_distance),
    ("Image interval, s", lambda p: round(p.settings.interval_s, 2)),
    ("Shortest interval of the camera, s", lambda p: p.sensor.min_interval_s),
    ("Survey speed, m/s", lambda p: round(p.settings.speed_mps, 2)),
    ("Transit speed, m/s", lambda p: round(p.settings.transit_speed_mps, 2)),
    ("Motion blur, pixels", _blur),
    ("Shutter, sunny", lambda p: _exposure(p.sensor.acquisition.shutter_s)),
    ("Shutter, cloudy", _cloudy),
    ("Aperture", lambda p: p.sensor.acquisition.aperture or "-"),
    ("ISO", lambda p: p.sensor.acquisition.iso or "-"),
    ("Acquisition time", lambda p: p.sensor.acquisition.times or "-"),
    ("Gimbal pitch, deg", lambda p: p.sensor.acquisition.gimbal_pitch_deg),
    ("Sorties", lambda p: len(p.sorties)),
    ("Photos", lambda p: sum(s.photos for s in p.sorties)),
    ("DJI payload (type-subtype-position)", _payload),
    ("Payload note", lambda p: p.sensor.wpml.note or "-"),
)
