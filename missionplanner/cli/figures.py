"""The table of a planned result, in a pilot's words and units."""

from collections.abc import Callable
from typing import Any, NamedTuple

from rich.table import Table

from missionplanner.cli.telling import people, severity, words_of
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Severity

Json = dict[str, Any]


class _Row(NamedTuple):
    """A figure of a sensor; `codes` are the findings that call it out of its limit."""

    words: Message
    unit: Message | str
    figure: Callable[[Json], str]
    codes: tuple[str, ...] = ()


def _points(sensor: Json) -> str:
    points = sensor.get("points_m2")
    return f"{points['p50']:.0f} / {points['p5']:.0f}" if points else "–"


_POINTS = _Row(message("cli.row.points"), "1/m²", _points, ("VERIFY-DENSITY",))
_ROWS = (
    _Row(message("cli.row.area"), "km²", lambda s: f"{s['flyable_m2'] / 1e6:.2f}"),
    _Row(
        message("cli.row.unreached"),
        "ha",
        lambda s: f"{s['unreached_m2'] / 1e4:.1f}",
        ("VERIFY-UNREACHED",),
    ),
    _Row(
        message("cli.row.seen"), "%", lambda s: f"{100 * s['seen_share']:.2f}", ("VERIFY-UNSEEN",)
    ),
    _Row(
        message("cli.row.overlap"),
        "%",
        lambda s: f"{100 * s['overlap_ok_share']:.1f}",
        ("VERIFY-OVERLAP",),
    ),
    _Row(
        message("cli.row.gsd"),
        "cm",
        lambda s: f"{s['gsd_cm']['p50']:.1f} / {s['gsd_cm']['p95']:.1f}",
        ("VERIFY-GSD",),
    ),
    _Row(message("cli.row.gsd_limit"), "cm", lambda s: f"{s['gsd_limit_cm']:.1f}"),
    _POINTS,
    _Row(message("cli.row.in_zones"), "m", lambda s: f"{s['zone_m']:.0f}", ("VERIFY-ZONE",)),
    _Row(
        message("cli.row.clearance"),
        "m",
        lambda s: f"{s['clearance_min_m']:.0f}",
        ("VERIFY-CLEARANCE", "VERIFY-TERRAIN"),
    ),
    _Row(
        message("cli.row.agl_max"),
        "m",
        lambda s: f"{s['agl_max_m']:.0f}",
        ("VERIFY-AGL-MAX",),
    ),
    _Row(message("cli.row.distance_max"), "m", lambda s: f"{s['distance_max_m']:,.0f}"),
    _Row(message("cli.row.length"), "km", lambda s: f"{s['length_m'] / 1e3:.1f}"),
    _Row(message("cli.row.climb"), "m", lambda s: f"{s['climb_m']:,.0f}"),
    _Row(message("cli.row.time"), message("cli.hours_minutes"), lambda s: _clock(s["duration_s"])),
    _Row(
        message("cli.row.photos"),
        "",
        lambda s: f"{s['photos']:,}",
        ("VERIFY-INTERVAL", "VERIFY-BLUR"),
    ),
    _Row(message("cli.row.sorties"), "", lambda s: f"{len(s['sorties'])}"),
    _Row(message("cli.row.energy"), "kWh", lambda s: f"{s['energy_wh'] / 1e3:.2f}"),
    _Row(
        message("cli.row.fullest"),
        "%",
        lambda s: f"{100 * _fullest(s):.0f}",
        ("VERIFY-ENERGY",),
    ),
    _Row(message("cli.row.cost_b"), "", lambda s: f"{s['cost']['B_literal']:,.0f}"),
    _Row(message("cli.row.cost_j"), "", lambda s: f"{s['cost']['J']:,.0f}"),
)


def show_result(summary: Json, title: str) -> None:
    """Print one column a sensor, one row a figure (`!`: out of its limit), then the findings."""
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column("")
    for sensor in summary["sensors"]:
        table.add_column(sensor["sensor"], justify="right")
    table.add_column(sentence(message("cli.unit_column")))
    scanned = any(sensor.get("points_m2") for sensor in summary["sensors"])
    for row in _ROWS:
        if row is _POINTS and not scanned:
            continue
        cells = (_cell(row, s) for s in summary["sensors"])
        table.add_row(sentence(row.words), *cells, words_of(row.unit))
    console = people()
    console.print(table)
    for sensor in summary["sensors"]:
        for finding in sensor["findings"]:
            console.print(_finding_line(finding, sensor["sensor"]), markup=False)
    show_notes(summary["notes"])


def _finding_line(finding: Json, sensor: str) -> str:
    """Return what was found as a line that names the sensor, or the flight where it is known."""
    where = finding["where"] if finding["where"].startswith(sensor) else sensor
    mark = "" if finding["severity"] == Severity.NOTE else "! "
    return f"{mark}{severity(finding['severity'])}: {where}: {finding['message']}"


def show_notes(notes: list[Json]) -> None:
    """Print what a pilot must know of the missions before they are flown."""
    console = people()
    for note in notes:
        kind = severity(note["severity"])
        console.print(f"{kind}: {note['where']}: {note['message']}", markup=False)


def show_sorties(summary: Json) -> None:
    """Print one row a sortie."""
    table = Table(title=sentence(message("cli.sorties")), title_justify="left", header_style="bold")
    table.add_column("")
    for name, unit, _ in _SORTIE_COLUMNS:
        table.add_column(f"{sentence(name)}\n{unit}", justify="right")
    for sensor in summary["sensors"]:
        for sortie in sensor["sorties"]:
            table.add_row(sortie["name"], *(figure(sortie) for _, _, figure in _SORTIE_COLUMNS))
    people().print(table)


_SORTIE_COLUMNS: tuple[tuple[Message, str, Callable[[Json], str]], ...] = (
    (message("cli.column.route"), "km", lambda s: f"{s['length_m'] / 1e3:.1f}"),
    (message("cli.column.time"), "min", lambda s: f"{s['duration_s'] / 60:.0f}"),
    (message("cli.column.photos"), "", lambda s: f"{s['photos']:,}"),
    (message("cli.column.energy"), "Wh", lambda s: f"{s['energy_wh']:.0f}"),
    (message("cli.column.of"), "Wh", lambda s: f"{s['energy_limit_wh']:.0f}"),
    (
        message("cli.column.above_ground"),
        "m",
        lambda s: f"{s['agl_min_m']:.0f}-{s['agl_max_m']:.0f}",
    ),
    (message("cli.column.from_home"), "m", lambda s: f"{s['distance_max_m']:,.0f}"),
)


def _cell(row: _Row, sensor: Json) -> str:
    missed = any(finding["code"] in row.codes for finding in sensor["findings"])
    return f"{'! ' if missed else ''}{row.figure(sensor)}"


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _fullest(sensor: Json) -> float:
    return max(float(s["energy_wh"] / s["energy_limit_wh"]) for s in sensor["sorties"])
