"""The table of a planned result, in a pilot's words and units."""

from collections.abc import Callable
from typing import Any, NamedTuple

from rich.table import Table

from missionplanner.cli.telling import people

Json = dict[str, Any]


class _Row(NamedTuple):
    """A figure of a sensor; `codes` are the findings that call it out of its limit."""

    words: str
    unit: str
    figure: Callable[[Json], str]
    codes: tuple[str, ...] = ()


_ROWS = (
    _Row("Area to be seen", "km²", lambda s: f"{s['flyable_m2'] / 1e6:.2f}"),
    _Row("Seen", "%", lambda s: f"{100 * s['seen_share']:.2f}", ("VERIFY-UNSEEN",)),
    _Row(
        "Asked overlap reached",
        "%",
        lambda s: f"{100 * s['overlap_ok_share']:.1f}",
        ("VERIFY-OVERLAP",),
    ),
    _Row(
        "Ground pixel (GSD), median / 95 %",
        "cm",
        lambda s: f"{s['gsd_cm']['p50']:.1f} / {s['gsd_cm']['p95']:.1f}",
        ("VERIFY-GSD",),
    ),
    _Row("  asked, at most", "cm", lambda s: f"{s['gsd_limit_cm']:.1f}"),
    _Row("In zones", "m", lambda s: f"{s['zone_m']:.0f}", ("VERIFY-ZONE",)),
    _Row(
        "Least distance to ground",
        "m",
        lambda s: f"{s['clearance_min_m']:.0f}",
        ("VERIFY-CLEARANCE", "VERIFY-TERRAIN"),
    ),
    _Row(
        "Greatest height above ground",
        "m",
        lambda s: f"{s['agl_max_m']:.0f}",
        ("VERIFY-AGL-MAX",),
    ),
    _Row("Greatest distance from home", "m", lambda s: f"{s['distance_max_m']:,.0f}"),
    _Row("Route", "km", lambda s: f"{s['length_m'] / 1e3:.1f}"),
    _Row("Climb", "m", lambda s: f"{s['climb_m']:,.0f}"),
    _Row("Time", "h:min", lambda s: _clock(s["duration_s"])),
    _Row("Photos", "", lambda s: f"{s['photos']:,}", ("VERIFY-INTERVAL", "VERIFY-BLUR")),
    _Row("Sorties (battery sets)", "", lambda s: f"{len(s['sorties'])}"),
    _Row("Energy", "kWh", lambda s: f"{s['energy_wh'] / 1e3:.2f}"),
    _Row(
        "Fullest sortie, of usable battery",
        "%",
        lambda s: f"{100 * _fullest(s):.0f}",
        ("VERIFY-ENERGY",),
    ),
    _Row("Cost B, as in the paper", "", lambda s: f"{s['cost']['B_literal']:,.0f}"),
    _Row("Cost J, minimised", "", lambda s: f"{s['cost']['J']:,.0f}"),
)


def show_result(summary: Json, title: str) -> None:
    """Print one column a sensor, one row a figure (`!`: out of its limit), then the findings."""
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column("")
    for sensor in summary["sensors"]:
        table.add_column(sensor["sensor"], justify="right")
    table.add_column("unit")
    for row in _ROWS:
        table.add_row(row.words, *(_cell(row, s) for s in summary["sensors"]), row.unit)
    console = people()
    console.print(table)
    for sensor in summary["sensors"]:
        for finding in sensor["findings"]:
            line = f"! {finding['severity']}: {sensor['sensor']}: {finding['message']}"
            console.print(line, markup=False)
    show_notes(summary["notes"])


def show_notes(notes: list[Json]) -> None:
    """Print what a pilot must know of the missions before they are flown."""
    console = people()
    for note in notes:
        console.print(f"{note['severity']}: {note['where']}: {note['message']}", markup=False)


def show_sorties(summary: Json) -> None:
    """Print one row a sortie."""
    table = Table(title="Sorties", title_justify="left", header_style="bold")
    table.add_column("")
    for name, unit, _ in _SORTIE_COLUMNS:
        table.add_column(f"{name}\n{unit}", justify="right")
    for sensor in summary["sensors"]:
        for sortie in sensor["sorties"]:
            table.add_row(sortie["name"], *(figure(sortie) for _, _, figure in _SORTIE_COLUMNS))
    people().print(table)


_SORTIE_COLUMNS: tuple[tuple[str, str, Callable[[Json], str]], ...] = (
    ("route", "km", lambda s: f"{s['length_m'] / 1e3:.1f}"),
    ("time", "min", lambda s: f"{s['duration_s'] / 60:.0f}"),
    ("photos", "", lambda s: f"{s['photos']:,}"),
    ("energy", "Wh", lambda s: f"{s['energy_wh']:.0f}"),
    ("of", "Wh", lambda s: f"{s['energy_limit_wh']:.0f}"),
    ("above ground", "m", lambda s: f"{s['agl_min_m']:.0f}-{s['agl_max_m']:.0f}"),
    ("from home", "m", lambda s: f"{s['distance_max_m']:,.0f}"),
)


def _cell(row: _Row, sensor: Json) -> str:
    missed = any(finding["code"] in row.codes for finding in sensor["findings"])
    return f"{'! ' if missed else ''}{row.figure(sensor)}"


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _fullest(sensor: Json) -> float:
    return max(float(s["energy_wh"] / s["energy_limit_wh"]) for s in sensor["sorties"])
