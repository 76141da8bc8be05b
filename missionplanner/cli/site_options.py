"""Options that say where the aircraft may take off beside home."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from missionplanner.errors import InputError
from missionplanner.model.places import Position

F = TypeVar("F", bound=Callable[..., Any])
NONE = "none"


def site_options(command: F) -> F:
    """Add the options to a command; see `site_fields`."""
    command = click.option(
        "--propose-sites/--only-sites",
        "propose_sites",
        default=None,
        help="More launch places are proposed where ground lies far off, or none is.",
    )(command)
    return click.option(
        "--launch-site",
        "launch_site",
        multiple=True,
        metavar="LON,LAT",
        help="One more launch place beside home; may be repeated; none: home alone.",
    )(command)


def site_fields(words: Mapping[str, Any]) -> dict[str, object]:
    """Return the fields of the intent that the options ask for.

    Raises
    ------
    InputError
        A place is not two numbers, degrees.
    """
    fields: dict[str, object] = {}
    if texts := words.get("launch_site"):
        given = () if tuple(texts) == (NONE,) else texts
        fields["launch_sites"] = [position_of(text, "--launch-site").model_dump() for text in given]
    if words.get("propose_sites") is not None:
        fields["propose_sites"] = words["propose_sites"]
    return fields


def position_of(text: str, option: str) -> Position:
    """Return the place that an option names; raises InputError where it is none."""
    try:
        lon, lat = (float(part) for part in text.split(","))
        return Position(lon_deg=lon, lat_deg=lat)
    except (ValueError, ValidationError) as err:
        raise InputError("cli.no_position", option, text=text) from err
