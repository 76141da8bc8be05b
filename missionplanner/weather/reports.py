"""METAR, SPECI and TAF reports of one station, one or many in a text file.

What is observed and what is forecast stay apart. Trends of a METAR (TEMPO, BECMG) are neither: they
are passed over, and told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from missionplanner.errors import InputError, where_told
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import one_by_one
from missionplanner.model.weather import Weather, WeatherHour, WeatherKind
from missionplanner.weather import taf
from missionplanner.weather.bulletin import Coded, reports_of
from missionplanner.weather.fields import hour_of, series
from missionplanner.weather.groups import read_groups
from missionplanner.weather.local_time import age_words, clock_words

_TRENDS = ("TEMPO", "BECMG", "INTER", "NOSIG", "FCST")


@dataclass(frozen=True)
class Report:
    """One report that could be used: of a METAR one hour, of a TAF its periods."""

    station: str
    forecast: bool
    moment: datetime
    hours: tuple[WeatherHour, ...]
    told: tuple[Message, ...]
    is_stamped: bool = True


def from_reports(
    text: str, where: str | Message, station: str | None = None, *, now: datetime
) -> Weather:
    """Return the hours of all reports (or of one station); of several TAFs the newest counts.

    Parameters
    ----------
    now : datetime
        With time zone; a day of the month is the last such day not after it.

    Raises
    ------
    InputError
        No report with wind, none of the station, or several stations and none named: the winds
        of far places are no hours of one.
    """
    found, notes = read_reports(text, where, now=now)
    if station is not None:
        found = tuple(report for report in found if report.station == station.upper())
        if not found:
            raise InputError("weather.no_such_station", where, station=station)
    if not found:
        if notes:
            raise InputError("weather.no_report_but", where, notes=one_by_one(notes[:3]))
        raise InputError("weather.no_report", where)
    _one_station(found, where)
    observed = [report for report in found if not report.forecast]
    forecasts = sorted((r for r in found if r.forecast), key=lambda report: report.moment)
    used = [*observed, *forecasts[-1:]]
    told = [line for report in used for line in report.told]
    told += [message("weather.passed_over", note=note) for note in notes]
    told += [message("weather.older_taf", time=f"{r.moment:%d %H:%M} UTC") for r in forecasts[:-1]]
    names = [*(["METAR"] if observed else []), *(["TAF"] if forecasts else [])]
    source = f"{' and '.join(names)} {found[0].station}"
    hours = [hour for report in used for hour in report.hours]
    return series(hours, source, where, (*_ages(used, now), *told))


def read_reports(
    text: str, where: str | Message, *, now: datetime
) -> tuple[tuple[Report, ...], tuple[Message, ...]]:
    """Return the usable reports in the order of the file, and a note for each other one."""
    found: list[Report] = []
    notes: list[Message] = []
    for coded in reports_of(text, where_told(where, "en"), now):
        try:
            found.append(_read(coded))
        except InputError as error:
            notes.append(message("weather.note", place=error.place, reason=error.message))
    return tuple(found), tuple(notes)


def _read(coded: Coded) -> Report:
    if coded.forecast:
        hours, told = taf.hours_of(coded)
    else:
        hour, told = _observed(coded)
        hours = [hour]
    if coded.moment is None:
        raise InputError("weather.is_no_report", coded.text)
    return Report(
        coded.station, coded.forecast, coded.moment, tuple(hours), tuple(told), coded.is_stamped
    )


def _observed(coded: Coded) -> tuple[WeatherHour, list[Message]]:
    if "NIL" in coded.groups[:1]:
        raise InputError("weather.no_data", coded.station)
    if coded.moment is None:
        raise InputError("weather.is_no_report", coded.text)
    words = list(coded.groups)
    at = next((n for n, w in enumerate(words) if w in ("RMK", "RMKS")), len(words))
    body, remarks = words[:at], words[at + 1 :]
    trend = next((n for n, word in enumerate(body) if word in _TRENDS), len(body))
    read = read_groups(body[:trend], remarks)
    if read.wind is None:
        raise InputError("weather.report_without_wind", coded.station)
    told = [*read.told]
    if body[trend:] and body[trend] != "NOSIG":
        told.append(message("weather.trend_passed_over", groups=" ".join(body[trend:])))
    told = [message("weather.of_metar", station=coded.station, remark=line) for line in told]
    fields = {**read.fields, "time": coded.moment, "kind": WeatherKind.OBSERVATION}
    return hour_of(fields, [read.wind], coded.text), told


def _one_station(found: Sequence[Report], where: str | Message) -> None:
    stations = sorted({report.station for report in found})
    if len(stations) > 1:
        if len(stations) <= 4:
            raise InputError("weather.several_stations", where, stations=stations)
        some = (*stations[:4], "...")
        raise InputError("weather.many_stations", where, n=len(stations), stations=some)


def _ages(used: Sequence[Report], now: datetime) -> list[Message]:
    """Return when the newest observation and the forecast were made, and how old they then are."""
    told = []
    for forecast, name in ((False, "METAR"), (True, "TAF")):
        moments = [r.moment for r in used if r.forecast is forecast and r.is_stamped]
        if moments:
            latest = max(moments)
            age = age_words(now - latest)
            made = clock_words(latest, UTC)
            told.append(
                message(
                    "weather.report_age", kind=name, station=used[0].station, time=made, age=age
                )
            )
    return told
