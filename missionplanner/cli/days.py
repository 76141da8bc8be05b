"""A day, or the date of a scene, as an option gives it."""

from datetime import date

from missionplanner.errors import InputError


def day_of(text: str | None, option: str = "--day") -> date | None:
    """Return a day that was typed as YYYY-MM-DD; None where none was.

    Parameters
    ----------
    text : str or None
    option : str
        Its name, for the message.

    Raises
    ------
    InputError
        It is no day between 2000 and 2200.
    """
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InputError("cli.no_day", option, text=text) from error
    if not 2000 <= day.year < 2200:
        raise InputError("cli.no_day", option, text=text)
    return day


def date_of(text: str, option: str) -> date:
    """Return a date that was typed as YYYY-MM-DD, of any year.

    Parameters
    ----------
    text : str
    option : str
        Its name, for the message.

    Raises
    ------
    InputError
        It is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError("cli.no_date", option, text=text) from error
