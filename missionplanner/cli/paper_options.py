"""What the verbs for the field have in common: which part of a plan, for which day, for whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.crew_options import crew_of, crew_options
from missionplanner.cli.days import day_of
from missionplanner.cli.plan_options import sensor_option, sortie_option
from missionplanner.cli.telling import json_option
from missionplanner.errors import InputError
from missionplanner.model.timetable import Crew
from missionplanner.operations.results import SortieChoice
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
Command = Callable[..., Any]


@dataclass(frozen=True)
class FieldAsked:
    """What a verb for the field is asked for; `words` are the options that only it has.

    `day` is the first day of the timetable; None: that of the weather report.
    """

    project: Path
    out: Path
    choice: SortieChoice
    day: date | None
    crew: Crew
    as_json: bool
    words: Mapping[str, Any]

    @property
    def options(self) -> dict[str, str]:
        """Those of the format."""
        return key_values(self.words["options"])


def field_verb(out_help: str) -> Callable[[Callable[[FieldAsked], None]], Command]:
    """Make a verb of what takes a `FieldAsked`, with the options that all of them have."""

    def add(run: Callable[[FieldAsked], None]) -> Command:
        @wraps(run)
        def command(
            project: Path,
            out: Path,
            sensors: tuple[str, ...],
            sorties: tuple[int, ...],
            day: str | None,
            as_json: bool,
            **words: Any,
        ) -> None:
            choice = SortieChoice(sensors, sorties)
            run(FieldAsked(project, out, choice, day_of(day), crew_of(words), as_json, words))

        options = (
            click.argument("project", type=click.Path(path_type=Path)),
            click.option("--out", type=click.Path(path_type=Path), required=True, help=out_help),
            sensor_option,
            sortie_option,
            click.option("--day", help="First day, YYYY-MM-DD; default: the weather report's."),
            crew_options,
            json_option,
        )
        made: Command = command
        for option in reversed(options):
            made = option(made)
        return made

    return add


def paper_options(command: Command) -> Command:
    """Add the options of a brief: which day's flights, and who stands on it."""
    for name in reversed(NAMES):
        command = click.option(f"--{name}", default=None, help=_HELP[name])(command)
    remember = click.option("--remember", is_flag=True, help="Keep these names for later briefs.")
    options = click.option("--option", "options", multiple=True, help="KEY=VALUE of the format.")
    flown = click.option("--flown-on", help="Only flights of this day, YYYY-MM-DD; see: timetable.")
    return flown(options(remember(command)))


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


def asked_of(asked: FieldAsked) -> "BriefAsked":
    """Return what the options ask of a brief; names not given are the saved ones.

    Raises
    ------
    InputError
        A day is none, or the settings cannot be read.
    """
    from missionplanner.report.brief.content import BriefAsked

    given = {name: asked.words[name] for name in NAMES if asked.words[name] is not None}
    settings = load_settings()
    who = PaperNames.model_validate({**settings.paper.model_dump(), **_short(given)})
    if asked.words["remember"] and given:
        save_settings(settings.model_copy(update={"paper": who}))
    return BriefAsked(
        day=asked.day,
        names=who,
        crew=asked.crew,
        flown_on=day_of(asked.words["flown_on"], "--flown-on"),
    )


def _short(given: Mapping[str, str]) -> dict[str, str]:
    for name, words in given.items():
        most = 4096 if name == "logo" else 120
        if len(words) > most:
            raise InputError("cli.name_long", f"--{name}", most=most)
    return dict(given)
