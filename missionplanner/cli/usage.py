"""What is wrong with the arguments, as messages: click knows it in English alone."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from missionplanner.cli.language import given
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message, text


def usage_message(error: click.ClickException, arguments: Sequence[str]) -> Message:
    """Return what click found wrong.

    Parameters
    ----------
    error : click.ClickException
    arguments : sequence of str
        As they were typed.
    """
    words = error.format_message()
    made = _made(error, arguments)
    # Another release of click may say it otherwise: then its own words are the true ones.
    return made if made is not None and sentence(made, "en") == words else text(words)


def _made(error: click.ClickException, arguments: Sequence[str]) -> Message | None:
    if isinstance(error, click.NoSuchOption):
        return _guessed(message("cli.no_option", name=repr(error.option_name)), error.possibilities)
    if verb := getattr(error, "command_name", None):
        possible = getattr(error, "possibilities", None)
        return _guessed(message("cli.no_verb", name=repr(verb)), possible)
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter):
        return _bad(error, arguments)
    if isinstance(error, click.BadOptionUsage):
        return _without_value(error)
    return _extra(error, arguments)


def _guessed(said: Message, possible: Sequence[str] | None) -> Message:
    if not possible:
        return said
    names = [repr(name) for name in sorted(possible)]
    if len(names) == 1:
        return message("cli.meant", said=said, name=names[0])
    return message("cli.meant_one", said=said, names=names)


def _missing(error: click.MissingParameter) -> Message | None:
    if error.param is None:
        return None
    hint = error.param.get_error_hint(error.ctx)
    if isinstance(error.param, click.Argument):
        return message("cli.no_argument", name=hint)
    return message("cli.option_missing", name=hint)


def _bad(error: click.BadParameter, arguments: Sequence[str]) -> Message | None:
    if error.param is None:
        return None
    value = _refused(error.param, arguments)
    reason = _REASONS.get(type(error.param.type))
    if value is None or reason is None:
        return None
    hint = error.param.get_error_hint(error.ctx)
    return message("cli.bad_value", name=hint, reason=reason(error.param.type, value))


def _refused(param: click.Parameter, arguments: Sequence[str]) -> str | None:
    """Return the first value given to an option that its type refuses."""
    for value in given(arguments, param.opts):
        try:
            param.type.convert(value, param, None)
        except click.BadParameter:
            return value
    return None


def _choice(kind: Any, value: str) -> Message:
    names = [repr(str(one)) for one in kind.choices]
    if len(names) == 1:
        return message("cli.not_it", value=repr(value), name=names[0])
    return message("cli.none_of", value=repr(value), names=names)


def _range(kind: Any, value: str) -> Message:
    try:
        number = int(value)
    except ValueError:
        return message("cli.no_whole_in_range", value=repr(value))
    limits = f"x>={kind.min}" if kind.max is None else f"{kind.min}<=x<={kind.max}"
    return message("cli.out_of_range", value=number, range=limits)


_REASONS: dict[type, Callable[[Any, str], Message]] = {
    click.Choice: _choice,
    click.IntRange: _range,
    type(click.INT): lambda _, value: message("cli.no_whole_number", value=repr(value)),
    type(click.FLOAT): lambda _, value: message("cli.no_number", value=repr(value)),
}


def _without_value(error: click.BadOptionUsage) -> Message | None:
    name = repr(error.option_name)
    either = (message("cli.needs_argument", name=name), message("cli.takes_none", name=name))
    return next((one for one in either if sentence(one, "en") == error.message), None)


def _extra(error: click.ClickException, arguments: Sequence[str]) -> Message | None:
    command = error.ctx.command if isinstance(error, click.UsageError) and error.ctx else None
    if command is None:
        return None
    if isinstance(command, click.Group):
        return message("cli.no_verb_given")
    # Which are too many, click tells in its words alone: the last ones of those typed.
    for number in range(len(arguments)):
        names = arguments[number:]
        made = message("cli.extra_arguments", n=len(names), names=" ".join(names))
        if sentence(made, "en") == error.format_message():
            return made
    return None
