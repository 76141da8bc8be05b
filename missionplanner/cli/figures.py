"""The table of a planned result, in a pilot's words and units."""

from typing import Any

from rich.table import Table

from missionplanner.cli.telling import people

Json = dict[str, Any]

_ROWS: tuple[tuple[str, str, Any], ...] = (
    ("Area to be seen", "km²", lambda s: f"{s['flyable_m2'] / 1e6:.2f}"),
    ("Seen", "%", lambda s: f"{100 * s['seen_share']:.2f}"),
    ("Asked overlap reached", "%", lambda s: f"{100 * s['overlap_ok_share']:.1f}"),
    ("GSD, median / 95 %", "cm", lambda s: f"{s['gsd_cm']['p50']:.1f} / {s['gsd_cm']['p95']:.1f}"),
    ("In zones", "m", lambda s: f"{s['zone_m']:.0f}"),
    ("Least distance to ground", "m", lambda s: f"{s['clearance_min_m']:.0f}"),
    ("Route", "km", lambda s: f"{s['length_m'] / 1e3:.1f}"),
    ("Climb", "m", lambda s: f"{s['climb_m']:,.0f}"),
    ("Time", "h:min", lambda s: _clock(s["duration_s"])),
    ("Photos", "", lambda s: f"{s['photos']:,}"),
    ("Sorties (battery sets)", "", lambda s: f"{len(s['sorties'])}"),
    ("Energy", "kWh", lambda s: f"{s['energy_wh'] / 1e3:.2f}"),
    ("Fullest battery", "%", lambda s: f"{100 * _fullest(s):.0f}"),
    ("B as printed", "", lambda s: f"{s['cost']['B_literal']:,.0f}"),
    ("J, minimised", "", lambda s: f"{s['cost']['J']:,.0f}"),
)


def show_result(summary: Json, title: str) -> None:
    """Print one column a sensor, one row a figure, then the findings."""
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column("")
    for sensor in summary["sensors"]:
        table.add_column(sensor["sensor"], justify="right")
    table.add_column("unit")
    for words, unit, figure in _ROWS:
        table.add_row(words, *(figure(sensor) for sensor in summary["sensors"]), unit)
    console = people()
    console.print(table)
    for sensor in summary["sensors"]:
        for finding in sensor["findings"]:
            console.print(f"{finding['severity']}: {sensor['sensor']}: {finding['message']}")


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _fullest(sensor: Json) -> float:
    return max(float(s["energy_wh"] / s["energy_limit_wh"]) for s in sensor["sorties"])
