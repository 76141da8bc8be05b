"""The verb `ending`."""

from pathlib import Path

import click

from missionplanner.cli.telling import echo, json_option, tell
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.ending import FinishAction, LostLink, RouteEnding

_FREE = "free"


@click.command("ending")
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--finish",
    type=click.Choice([str(action) for action in FinishAction]),
    help="Behind the last waypoint: return home, land (at home alone), or hover.",
)
@click.option(
    "--lost-link",
    type=click.Choice([str(action) for action in LostLink]),
    help="Without the remote controller: return home, hover, or fly the route to its end.",
)
@click.option(
    "--return-height",
    metavar="M",
    help="Return height above home, m, of all sorties; free: what each needs by the DEM.",
)
@json_option
def command(
    project: Path,
    finish: str | None,
    lost_link: str | None,
    return_height: str | None,
    as_json: bool,
) -> None:
    """Set what the aircraft does at a route's end and without a link; save it in PROJECT.

    The plan stays as it is. Missions, brief and tables written from then on hold it. Without
    options it is only told.
    """
    from missionplanner.operations.ending import change_ending

    changed: dict[str, object] = {}
    if finish is not None:
        changed["finish"] = finish
    if lost_link is not None:
        changed["lost_link"] = lost_link
    if return_height is not None:
        changed["return_height_m"] = None if return_height == _FREE else _metres(return_height)
    ending = change_ending(project, changed)
    tell(as_json, ending.model_dump(mode="json"), lambda: _show(ending))


def _metres(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputError("intent.not_a_number", "--return-height", text=text) from error


def _show(ending: RouteEnding) -> None:
    height_m = ending.return_height_m
    own = message("cli.ending_own")
    told = own if height_m is None else message("cli.ending_height", height_m=height_m)
    echo(
        message(
            "cli.ending",
            finish=Message(f"cli.ending_finish_{ending.finish}"),
            lost=Message(f"cli.ending_lost_{ending.lost_link}"),
            height=told,
        )
    )
