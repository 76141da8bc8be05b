"""A page of METAR, SPECI and TAF reports, cut into single ones with the date they belong to.

Month and year come from a line `YYYY/MM/DD hh:mm` before the report (NOAA's files), else from eight
digits YYYYMMDD in the file's name, else the last such day that is not in the future is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from missionplanner.weather.month_days import last_such, moment_of, nearest_such
from missionplanner.weather.report_pages import without_label, without_tags

_KINDS = ("METAR", "SPECI", "TAF")
_BARE = re.compile(r"^(?:COR\s+)?[A-Z][A-Z0-9]{3}\s+(?:\d{6}Z\b|NIL\b)")
_DATE_LINE = re.compile(
    r"^(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|UTC|GMT))?$"
)
_DATE_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_MARKS = ("AMD", "COR", "CORR", "AUTO", "RTD")
_LONGEST_HEAD = 8
_PERIOD = re.compile(r"^\d{4}/\d{4}$")
_STAMP = re.compile(r"^(\d\d)(\d\d)(\d\d)Z?$")


@dataclass(frozen=True)
class Coded:
    """One report: `forecast` for a TAF, the groups behind station and time, and its moment.

    Of a TAF that tells no time of issue (`is_stamped` False) it is the beginning of its period.
    """

    forecast: bool
    station: str
    moment: datetime | None
    groups: tuple[str, ...]
    text: str
    is_stamped: bool = True


def reports_of(text: str, name: str, now: datetime) -> Iterator[Coded]:
    """Yield the reports of a page in its order; `name` is the file's, `now` has a time zone."""
    dated = _named_date(name)
    for groups, line_date in _split(without_tags(text).upper()):
        date = line_date or dated
        if (made := _coded(groups, date, now)) is not None:
            yield made


def _split(text: str) -> Iterator[tuple[list[str], datetime | None]]:
    """Yield the words of each report and the date line it stands under."""
    current: list[str] = []
    date: datetime | None = None
    for line in (*text.splitlines(), ""):
        headed = bool(current) and _is_head(current)
        # Behind '#' stand the remarks of a page.
        whole = "" if line.lstrip().startswith("#") else line.strip()
        stripped, own = without_label(whole, inside=bool(current) and not headed)
        found = _DATE_LINE.match(stripped)
        if current and not headed and (not stripped or found or own or _BARE.match(stripped)):
            yield current, date
            current = []
        date = own or date
        if found:
            date = moment_of(*map(int, found.groups()))
            continue
        kinds = {word.rstrip(":") for word in stripped.split()} & {*_KINDS}
        if not current and not _BARE.match(stripped) and not kinds:
            continue
        for raw in stripped.replace("=", " = ").split():
            word = raw.rstrip(":") if raw.rstrip(":") in _KINDS else raw
            starts = word in _KINDS and not _is_head(current)
            if current and (word == "=" or starts):
                yield current, date
                current = []
            if word != "=" and (current or word in _KINDS or _BARE.match(stripped)):
                current.append(word)
    if current:
        yield current, date


def _is_head(words: list[str]) -> bool:
    """Tell whether so far only the kind of a report and its marks are known."""
    # No head is longer, and a page may repeat a word without end.
    return len(words) <= _LONGEST_HEAD and set(words) <= {*_KINDS, *_MARKS}


def _coded(groups: list[str], date: datetime | None, now: datetime) -> Coded | None:
    """Return a report with its station and moment; None: not even a station."""
    head = groups[: next((n for n, w in enumerate(groups) if w not in (*_KINDS, *_MARKS)), 0)]
    rest = groups[len(head) :]
    if not rest or not re.fullmatch(r"[A-Z][A-Z0-9]{3}", rest[0]):
        return None
    station, rest = rest[0], rest[1:]
    stamp = _STAMP.match(rest[0]) if rest else None
    moment = None
    if stamp:
        day, hour, minute = map(int, stamp.groups())
        moment = (
            nearest_such(day, hour, minute, date) if date else last_such(day, hour, minute, now)
        )
        rest = rest[1:]
    is_period = bool(rest and _PERIOD.match(rest[0]))
    if stamp is None and is_period:
        day, hour = int(rest[0][:2]), int(rest[0][2:4])
        moment = nearest_such(day, hour, 0, date or now)
    forecast = "TAF" in head or is_period
    text = " ".join(groups[:6])
    return Coded(forecast, station, moment, tuple(rest), text, is_stamped=stamp is not None)


def _named_date(name: str) -> datetime | None:
    days = [map(int, match.groups()) for match in _DATE_NAME.finditer(name)]
    found = [moment_of(year, month, day, 12) for year, month, day in days]
    known = [moment for moment in found if moment is not None]
    # A name with two dates is that of a period: its middle is nearest to all its days.
    return known[0] + (known[-1] - known[0]) / 2 if known else None
