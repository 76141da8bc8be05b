"""Options of what is printed for the field, and what they ask for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.days import day_of
from missionplanner.errors import InputError
from missionplanner.settings import PaperNames, load_settings, save_settings

if TYPE_CHECKING:
    from missionplanner.report.brief.content import BriefAsked

NAMES = ("operator", "pilot", "observer", "customer", "registration", "insurance", "logo")
_HELP = {
    "operator": "Who is responsible for flying.",
    "pilot": "Remote pilot.",
    "observer": "Who watches the airspace.",
    "customer": "For whom it is flown.",
    "registration": "Of operator and aircraft.",
    "insurance": "Policy.",
    "logo": "PNG or JPEG of the operator.",
}
day_option = click.option("--day", default=None, help="YYYY-MM-DD; default: the weather report's.")
Command = Callable[..., Any]


def paper_options(command: Command) -> Command:
    """Add the options of a brief: the day, and who stands on it."""
    for name in reversed(NAMES):
        command = click.option(f"--{name}", default=None, help=_HELP[name])(command)
    remember = click.option("--remember", is_flag=True, help="Keep these names for later briefs.")
    options = click.option("--option", "options", multiple=True, help="KEY=VALUE of the format.")
    return day_option(options(remember(command)))


def key_values(texts: tuple[str, ...]) -> dict[str, str]:
    """Return `KEY=VALUE` words as a mapping.

    Raises
    ------
    InputError
        One has no equals sign.
    """
    found = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise InputError("cli.no_key_value", "--option", text=text)
        found[key] = value
    return found


def asked_of(
    day: str | None, names: Mapping[str, str | None], remember: bool, options: Mapping[str, str]
) -> "BriefAsked":
    """Return what the options ask for; names not given are the saved ones.

    Raises
    ------
    InputError
        The day is none, or the settings cannot be read.
    """
    from missionplanner.report.brief.content import BriefAsked

    given = {name: words for name, words in names.items() if words is not None}
    settings = load_settings()
    who = PaperNames.model_validate({**settings.paper.model_dump(), **_short(given)})
    if remember and given:
        save_settings(settings.model_copy(update={"paper": who}))
    return BriefAsked(day=day_of(day), names=who, keeps_flying=options.get("rc-lost") == "continue")


def _short(given: Mapping[str, str]) -> dict[str, str]:
    for name, words in given.items():
        most = 4096 if name == "logo" else 120
        if len(words) > most:
            raise InputError("cli.name_long", f"--{name}", most=most)
    return dict(given)
