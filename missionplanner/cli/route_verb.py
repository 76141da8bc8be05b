"""The verb `route`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.places import place
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.messages.message import message
from missionplanner.model.plan import OspreyVariant
from missionplanner.operations.route import route_project
from missionplanner.operations.summary import route_summary
from missionplanner.planning.point_to_point.plan_route import RouteWish

_DEFAULT = RouteWish("", ())


@click.command("route")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--from", "start", required=True, help="LON,LAT where it takes off.")
@click.option("--to", "end", required=True, help="LON,LAT where it lands.")
@click.option("--via", multiple=True, help="LON,LAT it passes over; may be repeated, in order.")
@click.option("--name", default="route", show_default=True, help="What it is called.")
@click.option("--sensor", help="Key of what the aircraft carries; default: the project's first.")
@click.option("--variant", type=click.Choice([v.value for v in OspreyVariant]), help="Of OOA.")
@click.option("--evaluations", type=click.IntRange(100, 10**7), help="Courses tried.")
@json_option
def command(
    project: Path,
    start: str,
    end: str,
    via: tuple[str, ...],
    name: str,
    sensor: str | None,
    variant: str | None,
    evaluations: int | None,
    as_json: bool,
) -> None:
    """Plan a route between places of PROJECT among its threats, judge it on the DEM, and save it.

    Its heights keep the clearance, the ceiling and the climb limits of the project; zones are
    never entered. One of the same name is replaced.
    """
    stops = (
        place(start, "--from"),
        *(place(text, "--via") for text in via),
        place(end, "--to"),
    )
    chosen = OspreyVariant(variant) if variant else _DEFAULT.variant
    wish = RouteWish(name, stops, chosen, evaluations or _DEFAULT.evaluations)
    with progress_bar() as progress:
        route = route_project(project, wish, progress, sensor)
    told = {"route": route_summary(route), "files": [str(project / "results" / "routes.json")]}
    tell(as_json, told, lambda: _show(told["route"], project))


def _show(route: Any, project: Path) -> None:
    echo(
        message(
            "cli.route", name=route["name"], km=route["length_m"] / 1000,
            minutes=route["duration_s"] / 60, energy_wh=route["energy_wh"],
            limit_wh=route["energy_limit_wh"], clearance_m=route["clearance_min_m"],
            zone_m=route["zone_m"], waypoints=route["waypoints"],
        )
    )  # fmt: skip
    name, out = route["name"], project / "missions"
    echo(message("cli.export_route", project=quoted(project), name=name, out=quoted(out)))
