"""The verb `threat`."""

from pathlib import Path

import click
from rich.table import Table

from missionplanner.cli.telling import json_option, people, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.operations.threat_maps import PARTS, ThreatMaps, threat_maps

_NAMES = {
    "soft": message("cli.threat.soft"),
    "people": message("cli.threat.people"),
    "slope": message("cli.threat.slope"),
    "lee": message("cli.threat.lee"),
    "zones": message("cli.threat.zones"),
    "wires": message("cli.threat.wires"),
    "link": message("cli.threat.link"),
    "index": message("cli.threat.index"),
}


@click.command("threat")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--set", "changes", multiple=True, help="PART=WEIGHT, 0 to 1; saved; repeatable.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for a GeoTIFF of each part.")
@json_option
def command(project: Path, changes: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Tell what PROJECT's threat index is made of: lee, slope, people, soft, zones, wires, link.

    The plan's cost counts the index along every route, by the weight of threat.
    """
    with progress_bar() as progress:
        done = threat_maps(project, progress, dict(map(_weight, changes)), out)
    told = {
        "weights": done.weights.model_dump(),
        "mean": done.mean,
        "greatest": done.greatest,
        "wind_mps": list(done.wind_mps),
        "files": [str(path) for path in done.files],
    }
    tell(as_json, told, lambda: _show(done))


def _weight(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        if equals:
            return name, float(value)
    except ValueError:
        pass
    raise InputError("cli.no_key_value", "--set", text=text)


def _show(done: ThreatMaps) -> None:
    table = Table()
    for name in (
        message("cli.threat.part"),
        message("cli.threat.weight"),
        message("cli.threat.mean"),
        message("cli.threat.greatest"),
    ):
        table.add_column(sentence(name))
    weights = done.weights.model_dump()
    for part in (*PARTS, "index"):
        weight = f"{weights[part]:.2f}" if part in weights else ""
        table.add_row(
            sentence(_NAMES[part]), weight, f"{done.mean[part]:.3f}", f"{done.greatest[part]:.2f}"
        )
    people().print(table)
