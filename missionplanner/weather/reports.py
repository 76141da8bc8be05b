"""METAR and SPECI reports (WMO-No. 306, FM 15), one or many in a text file.

A report tells its day and hour but neither month nor year: they come from a line
`YYYY/MM/DD hh:mm` before the report (NOAA's files), else from eight digits YYYYMMDD in the file's
name, else the most recent such day is meant. What is observed counts; trends (TEMPO, BECMG) do not.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from metar.Metar import Metar, ParserError

from missionplanner.errors import InputError
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.weather.words import WIND_HEIGHT_M, Fields, hour_of, series

_START = re.compile(r"^(?:(?:METAR|SPECI)\s+)?(?:COR\s+)?[A-Z][A-Z0-9]{3}\s+(?:\d{6}Z|NIL\b)")
_DATE_LINE = re.compile(r"^(\d{4})/(\d\d)/\d\d \d\d:\d\d$")
_DATE_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_WET = {"DZ", "RA", "SN", "SG", "IC", "PL", "GR", "GS", "UP"}
# Rates that stand for words, mm/h; bounds of WMO-No. 8: light < 2.5, heavy >= 10.
_RATE_MMH = {"-": 1.0, "": 5.0, "+": 15.0}
_NEARBY_MMH = 0.1
_EIGHTHS = {"CLR": 0, "SKC": 0, "NSC": 0, "NCD": 0, "FEW": 2, "SCT": 4, "BKN": 7, "OVC": 8, "VV": 8}


@dataclass(frozen=True)
class Report:
    """One report that could be used."""

    station: str
    hour: WeatherHour


def from_metar(text: str, where: str, station: str | None = None) -> Weather:
    """Return the hours of all reports (or of one station); `source` names what was passed over.

    Raises
    ------
    InputError
        No report with wind, none of the station, or several stations and none named: the winds
        of far places are no hours of one.
    """
    found, notes = read_reports(text, where)
    if station is not None:
        found = tuple(report for report in found if report.station == station.upper())
        if not found:
            raise InputError(f"no report of station {station}", where, "name one in the file")
    if not found:
        told = f" ({'; '.join(notes[:3])})" if notes else ""
        remedy = "give METAR text such as: METAR ZBAA 011200Z 36005MPS CAVOK 20/10 Q1004"
        raise InputError(f"holds no METAR report with wind{told}", where, remedy)
    stations = sorted({report.station for report in found})
    if len(stations) > 1:
        raise InputError(
            f"holds reports of {len(stations)} stations ({', '.join(stations[:4])}, ...)"
            if len(stations) > 4
            else f"holds reports of several stations ({', '.join(stations)})",
            where,
            "keep those of the station next to the site, or name it (--station)",
        )
    passed = f"; passed over: {'; '.join(notes)}" if notes else ""
    source = f"METAR {', '.join(stations)}{passed}"
    return series((report.hour for report in found), source, where)


def read_reports(text: str, where: str = "") -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """Return the usable reports in the order of the file, and a note for each other one."""
    found: list[Report] = []
    notes: list[str] = []
    for code, year, month in _split(text, where):
        made = _parsed(code, year, month, where)
        if isinstance(made, Report):
            found.append(made)
        else:
            notes.append(made)
    return tuple(found), tuple(notes)


def _split(text: str, where: str) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield each report as one line with the year and month it belongs to."""
    named = _DATE_NAME.search(where)
    date = (int(named[1]), int(named[2])) if named else (None, None)
    current: list[str] = []
    for line in (*text.splitlines(), "="):
        stripped = line.strip()
        dated = _DATE_LINE.match(stripped)
        if current and (dated or stripped == "=" or _START.match(stripped)):
            yield " ".join(current), *date
            current = []
        if dated:
            date = (int(dated[1]), int(dated[2]))
        elif _START.match(stripped) or current:
            current.append(stripped.rstrip("="))
            if stripped.endswith("="):
                yield " ".join(current), *date
                current = []


def _parsed(code: str, year: int | None, month: int | None, where: str) -> Report | str:
    head = " ".join(code.split()[:3])
    try:
        with warnings.catch_warnings():
            # The reader warns of every group it does not know; such groups are common and harmless.
            warnings.simplefilter("ignore")
            read = Metar(code, month=month, year=year, strict=False)
    except (ParserError, ValueError) as error:
        return f"{head} cannot be read ({error})"
    if str(read.mod) == "NO DATA":
        return f"{read.station_id} sent no data (NIL)"
    if read.station_id is None or read.time is None:
        return f"{head} is not a report"
    if read.wind_speed is None:
        return f"{read.station_id} tells no wind"
    from_deg = None if read.wind_dir is None else float(read.wind_dir.value()) % 360.0
    speed_mps = float(read.wind_speed.value("MPS"))
    level = WindLevel(height_agl_m=WIND_HEIGHT_M, speed_mps=speed_mps, from_deg=from_deg)
    return Report(read.station_id, hour_of(_fields(read), [level], f"{where}, {head}"))


def _fields(read: Metar) -> Fields:
    weather = [tuple(part or "" for part in group) for group in read.weather]
    found: Fields = {"thunderstorm": any("TS" in group[1] for group in weather)}
    if read.time is not None:
        found["time"] = read.time.replace(tzinfo=UTC)
    if read.wind_gust is not None:
        found["gust_mps"] = float(read.wind_gust.value("MPS"))
    if read.temp is not None:
        found["temperature_c"] = float(read.temp.value("C"))
    if read.press is not None:
        found["pressure_hpa"] = float(read.press.value("MB"))
    if read.vis is not None:
        found["visibility_m"] = float(read.vis.value("M"))
    rates = [rate for group in weather if (rate := _rate_mmh(group[0], group[2])) > 0.0]
    if read.precip_1hr is not None:
        rates.append(float(read.precip_1hr.value("CM")) * 10.0)
    found["precipitation_mmh"] = max(rates, default=0.0)
    if read.sky:
        found["cloud_share"] = max(_EIGHTHS.get(layer[0], 0) for layer in read.sky) / 8.0
    return found


def _rate_mmh(intensity: str, kinds: str) -> float:
    """Return the rate that stands for a present-weather group such as -RA, +SN or VCDZ."""
    if not any(kinds[at : at + 2] in _WET for at in range(0, len(kinds), 2)):
        return 0.0
    if "VC" in intensity:
        return _NEARBY_MMH
    return _RATE_MMH["+" if "+" in intensity else "-" if "-" in intensity else ""]
