"""METAR, SPECI and TAF reports of one station, one or many in a text file.

What is observed and what is forecast stay apart. Trends of a METAR (TEMPO, BECMG) are neither: they
are passed over, and told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from missionplanner.errors import InputError
from missionplanner.model.weather import Weather, WeatherHour, WeatherKind
from missionplanner.weather import taf
from missionplanner.weather.bulletin import Coded, reports_of
from missionplanner.weather.groups import read_groups
from missionplanner.weather.local_time import age_words, clock_words
from missionplanner.weather.words import hour_of, series

_TRENDS = ("TEMPO", "BECMG", "INTER", "NOSIG", "FCST")
_EXAMPLE = "give text such as: METAR ZBAA 011200Z 36005MPS CAVOK 20/10 Q1004"


@dataclass(frozen=True)
class Report:
    """One report that could be used: of a METAR one hour, of a TAF its periods."""

    station: str
    forecast: bool
    moment: datetime
    hours: tuple[WeatherHour, ...]
    told: tuple[str, ...]
    is_stamped: bool = True


def from_reports(text: str, where: str, station: str | None = None, *, now: datetime) -> Weather:
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
            raise InputError(f"no report of station {station}", where, "name one in the file")
    if not found:
        why = f" ({'; '.join(notes[:3])})" if notes else ""
        raise InputError(f"holds no METAR or TAF report with wind{why}", where, _EXAMPLE)
    _one_station(found, where)
    observed = [report for report in found if not report.forecast]
    forecasts = sorted((r for r in found if r.forecast), key=lambda report: report.moment)
    used = [*observed, *forecasts[-1:]]
    told = [line for report in used for line in report.told]
    told += [f"{note}: passed over" for note in notes]
    told += [
        f"TAF of {r.moment:%d %H:%M} UTC: passed over, a newer one is there" for r in forecasts[:-1]
    ]
    names = [*(["METAR"] if observed else []), *(["TAF"] if forecasts else [])]
    source = f"{' and '.join(names)} {found[0].station}"
    hours = [hour for report in used for hour in report.hours]
    return series(hours, source, where, (*_ages(used, now), *told))


def read_reports(
    text: str, where: str, *, now: datetime
) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """Return the usable reports in the order of the file, and a note for each other one."""
    found: list[Report] = []
    notes: list[str] = []
    for coded in reports_of(text, where, now):
        try:
            found.append(_read(coded))
        except InputError as error:
            notes.append(f"{error.where}: {error.what}")
    return tuple(found), tuple(notes)


def _read(coded: Coded) -> Report:
    if coded.forecast:
        hours, told = taf.hours_of(coded)
    else:
        hour, told = _observed(coded)
        hours = [hour]
    if coded.moment is None:
        raise InputError("is not a report", coded.text)
    return Report(
        coded.station, coded.forecast, coded.moment, tuple(hours), tuple(told), coded.is_stamped
    )


def _observed(coded: Coded) -> tuple[WeatherHour, list[str]]:
    if "NIL" in coded.groups[:1]:
        raise InputError("sent no data (NIL)", coded.station)
    if coded.moment is None:
        raise InputError("is not a report", coded.text)
    words = list(coded.groups)
    at = next((n for n, w in enumerate(words) if w in ("RMK", "RMKS")), len(words))
    body, remarks = words[:at], words[at + 1 :]
    trend = next((n for n, word in enumerate(body) if word in _TRENDS), len(body))
    read = read_groups(body[:trend], remarks)
    if read.wind is None:
        raise InputError("tells no wind", coded.station)
    told = [f"METAR {coded.station}: {line}" for line in read.told]
    if body[trend:] and body[trend] != "NOSIG":
        told.append(f"METAR {coded.station}: its trend is passed over ({' '.join(body[trend:])})")
    fields = {**read.fields, "time": coded.moment, "kind": WeatherKind.OBSERVATION}
    return hour_of(fields, [read.wind], coded.text), told


def _one_station(found: Sequence[Report], where: str) -> None:
    stations = sorted({report.station for report in found})
    if len(stations) > 1:
        raise InputError(
            f"holds reports of {len(stations)} stations ({', '.join(stations[:4])}, ...)"
            if len(stations) > 4
            else f"holds reports of several stations ({', '.join(stations)})",
            where,
            "keep those of the station next to the site, or name it (--station)",
        )


def _ages(used: Sequence[Report], now: datetime) -> list[str]:
    """Return when the newest observation and the forecast were made, and how old they then are."""
    told = []
    for forecast, name in ((False, "METAR"), (True, "TAF")):
        moments = [r.moment for r in used if r.forecast is forecast and r.is_stamped]
        if moments:
            latest = max(moments)
            age = age_words(now - latest)
            made = clock_words(latest, UTC)
            told.append(f"{name} {used[0].station} of {made}, {age} old when read")
    return told
