"""In which language a verb speaks: the option `--language`, and what holds without it."""

import os
import sys
from collections.abc import Sequence

import click

from missionplanner.messages.language import LANGUAGES, Language, known, of_locale, speak

VARIABLE = "MISSIONPLANNER_LANGUAGE"
_OPTION = "--language"
_SAMPLES: dict[Language, str] = {"en": "a", "zh": "规划"}


def language_option() -> click.Option:
    """Return the option that every verb has, and the command before its verb."""
    return click.Option(
        [_OPTION],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        callback=_spoken,
        help=f"Of everything that is said but --help; default: the variable {VARIABLE}, else the "
        "computer's language. With --json the default is en, since programs rely on it.",
    )


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language in which to answer these arguments, also where they are wrong."""
    if language := asked_for(arguments):
        return language
    if "--json" in arguments:
        return "en"
    return known(os.environ.get(VARIABLE, "")) or _printed(of_locale())


def asked_for(arguments: Sequence[str]) -> Language | None:
    """Return the language that the arguments themselves name; None: none, or one not known."""
    named = given(arguments, (_OPTION,))
    return known(named[-1]) if named else None


def _printed(language: Language) -> Language:
    """Return the computer's language, or English where its letters cannot be printed."""
    try:
        _SAMPLES[language].encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return "en"
    return language


def given(arguments: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the values that arguments give to an option of these names, in their order."""
    found = []
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name in names:
            found += [value] if equals else list(arguments[number + 1 : number + 2])
    return found


def _spoken(_: click.Context, __: click.Parameter, value: Language | None) -> None:
    if value:
        speak(value)
