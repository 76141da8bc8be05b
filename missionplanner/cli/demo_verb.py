"""The verb `demo`."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from missionplanner.cli.figures import show_result
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.extensions import formats
from missionplanner.messages.message import message
from missionplanner.operations.demo import SITES, DemoSite, demo
from missionplanner.operations.summary import result_summary


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder for the sites' projects.",
)
@click.option("--site", type=click.Choice(SITES), help="Only this site; default: both.")
@click.option("--no-window", is_flag=True, help="Do not open the window at the end.")
@json_option
@click.pass_obj
def command(
    open_window: Callable[[Path | None], int] | None,
    out: Path,
    site: str | None,
    no_window: bool,
    as_json: bool,
) -> int:
    """Plan, verify and export the built-in sites with three sensors each."""
    start = time.monotonic()
    sites = (site,) if site else SITES
    done = []
    for i, name in enumerate(sites):
        with progress_bar() as progress:
            done.append(demo(name, out, formats(), progress.nth(i, len(sites))))
    tell(as_json, _summary(done, time.monotonic() - start), lambda: _show(done))
    if no_window or open_window is None or not _display():
        return 0
    return open_window(done[0].project)


def _summary(done: list[DemoSite], seconds: float) -> dict[str, Any]:
    parts = [(site, result_summary(site.result)) for site in done]
    return {
        "seed": parts[0][1]["seed"],
        "evaluations": sum(part["evaluations"] for _, part in parts),
        "seconds": round(seconds, 2),
        "battery_sets": sum(part["battery_sets"] for _, part in parts),
        "sensors": [{"site": s.site, **row} for s, part in parts for row in part["sensors"]],
        "files": [str(path) for site in done for path in site.files],
    }


def _show(done: list[DemoSite]) -> None:
    for site in done:
        show_result(result_summary(site.result), site.site)
        missions = sum(path.suffix == ".kmz" for path in site.files)
        folder = site.project / "missions"
        echo(message("cli.demo_missions", n=missions, folder=folder / "wpml"))
        echo(message("cli.demo_tables", folder=folder / "tables"))
        echo(message("cli.demo_look", project=quoted(site.project)))
        click.echo()
    echo(message("cli.demo_next"))
    echo(message("cli.demo_look_first"))


def _display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
