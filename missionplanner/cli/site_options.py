"""Options that say where the aircraft may take off beside home."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from missionplanner.cli.places import place

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
        fields["launch_sites"] = [place(text, "--launch-site").model_dump() for text in given]
    if words.get("propose_sites") is not None:
        fields["propose_sites"] = words["propose_sites"]
    return fields
