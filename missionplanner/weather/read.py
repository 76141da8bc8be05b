"""Read weather from a file: typed JSON or CSV, METAR and TAF, Open-Meteo's JSON, a radiosonde."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.weather import Weather
from missionplanner.storage.saved import first_complaint
from missionplanner.weather import ascent, by_hand, reports
from missionplanner.weather.file_text import MOST_BYTES, file_text
from missionplanner.weather.report_pages import raw_reports

_BY_HAND = message("weather.source_by_hand")  # no file: there is none to look for


def read_weather(
    path: Path | str, station: str | None = None, now: datetime | None = None
) -> Weather:
    """Return the weather in a file; what is inside decides, then the name's ending.

    Parameters
    ----------
    path : Path or str
        `.json`, `.csv`, or text with METAR and TAF reports or a sounding: docs/formats/weather.md.
    station : str, optional
        In a file of reports: take this ICAO station only.
    now : datetime, optional
        The moment that days of the month are counted back from, with time zone; None: the clock's.

    Returns
    -------
    Weather
        `told` has a message for all that was passed over, mended or is worth knowing.

    Raises
    ------
    InputError
        The file cannot be read, is empty, holds no wind, or a value is impossible.
    """
    file = Path(path)
    read = file_text(file)
    try:
        ending = file.suffix.lower()
        found = _of_text(read.text, file.name, ending, station, now or datetime.now(UTC))
    except ValidationError as error:  # more hours, or levels of one, than a forecast has
        reason = first_complaint(error)
        raise InputError("weather.too_many_hours", file.name, reason=reason) from error
    return found.model_copy(update={"told": (*read.told, *found.told)}) if read.told else found


def weather_of_text(text: str, station: str | None = None, now: datetime | None = None) -> Weather:
    """Return the weather in a text that was pasted or typed: JSON, CSV, METAR and TAF, a sounding.

    Parameters
    ----------
    text : str
    station, now
        As of `read_weather`.

    Raises
    ------
    InputError
        It is empty or too long, holds no wind, or a value is impossible.
    """
    if not text.strip("\0 \t\r\n"):
        raise InputError("weather.nothing_pasted")
    if len(text) > MOST_BYTES or "\0" in text:
        raise InputError("weather.pasted_no_text")
    # The first line of a table names its columns, `time` or a wind among them.
    first = text.lstrip().splitlines()[0].lower()
    table = any(sign in first for sign in ",;\t") and ("time" in first or "wind" in first)
    try:
        ending = ".csv" if table else ""
        return _of_text(text, _BY_HAND, ending, station, now or datetime.now(UTC))
    except ValidationError as error:
        reason = first_complaint(error)
        raise InputError("weather.too_many_hours", _BY_HAND, reason=reason) from error


def _of_text(
    text: str, where: str | Message, ending: str, station: str | None, now: datetime
) -> Weather:
    if (page := raw_reports(text)) is not None:
        return reports.from_reports(page, where, station, now=now)
    if ending in (".json", ".geojson") or text.lstrip()[0] in "{[":
        return by_hand.from_json(text, where)
    if ending in (".csv", ".tsv"):
        return by_hand.from_csv(text, where)
    if ascent.recognises(text):
        return ascent.from_sounding(text, where)
    return reports.from_reports(text, where, station, now=now)
