"""A TAF (WMO-No. 306, FM 51), made into the periods that it tells of.

FM and BECMG change what prevails; while a BECMG is under way, and in TEMPO and PROB, the other
weather stands beside the prevailing one as an hour of its own: the worse of the two counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.weather import Likelihood, WeatherHour, WeatherKind
from missionplanner.weather.bulletin import Coded
from missionplanner.weather.fields import hour_of
from missionplanner.weather.groups import Groups, read_groups
from missionplanner.weather.month_days import nearest_such

_PERIOD = re.compile(r"^(\d\d)(\d\d)/(\d\d)(\d\d)$")
_OLD_PERIOD = re.compile(r"^(\d\d)(\d\d)(\d\d)$")  # before 2008: day, first and last hour
_FROM = re.compile(r"^FM(\d\d)(\d\d)(\d\d)$")
_CHANGES = ("BECMG", "TEMPO", "INTER")
_EXTREMES = re.compile(r"^T[XN]?M?\d\d/\d{2,4}Z?$")
_LONGEST = timedelta(hours=48)


@dataclass
class _Part:
    """A change as it is written."""

    word: str
    start: datetime
    end: datetime
    probability: float | None = None
    groups: list[str] = field(default_factory=list)


def hours_of(coded: Coded) -> tuple[list[WeatherHour], list[Message]]:
    """Return the hours of a TAF and what was noticed in reading it.

    Raises
    ------
    InputError
        No time or period, cancelled, without data, a period that cannot be, or no wind.
    """
    name = f"TAF {coded.station}"
    if coded.moment is None:
        raise InputError("weather.taf_without_time", name)
    words = _until_remarks(coded.groups)
    if not words or "NIL" in words:
        raise InputError("weather.no_data", name)
    if "CNL" in words:
        raise InputError("weather.cancelled", name)
    start, end = _period(words[0], coded.moment, name)
    parts = list(_parts(words[1:], start, end, name))
    told = [] if coded.is_stamped else [message("weather.issue_not_told")]
    if extremes := [word for word in coded.groups if _EXTREMES.match(word)]:
        told.append(message("weather.of_the_day", groups=" ".join(extremes)))
    issued = coded.moment if coded.is_stamped else None
    hours: list[WeatherHour] = []
    prevailing = _prevailing(parts, told)
    for first, last, groups in prevailing:
        hours.append(_hour(groups, first, last, issued, name))
    for part in parts[1:]:
        if not part.word.startswith("FM"):
            hours.extend(_beside(part, prevailing, issued, name, told))
    station = coded.station
    return hours, [message("weather.of_taf", station=station, remark=line) for line in told]


def _until_remarks(groups: Sequence[str]) -> list[str]:
    words = [word for word in groups if not _EXTREMES.match(word)]
    return words[: words.index("RMK")] if "RMK" in words else words


def _period(word: str, near: datetime, name: str) -> tuple[datetime, datetime]:
    if match := _PERIOD.match(word):
        day, hour, last_day, last_hour = map(int, match.groups())
        start = nearest_such(day, hour, 0, near)
        end = nearest_such(last_day, last_hour, 0, start) if start else None
    elif match := _OLD_PERIOD.match(word):
        day, hour, last_hour = map(int, match.groups())
        start = nearest_such(day, hour, 0, near)
        hours = (last_hour - hour - 1) % 24 + 1
        end = start + timedelta(hours=hours) if start and last_hour <= 24 else None
    else:
        raise InputError("weather.no_period", name, word=word)
    if start is None or end is None or not timedelta(0) < end - start <= _LONGEST:
        raise InputError("weather.odd_period", name, word=word)
    return start, end


def _parts(words: list[str], start: datetime, end: datetime, name: str) -> Iterator[_Part]:
    """Yield the first part and each change, with its period held within the whole."""
    current = _Part("", start, end)
    at = 0
    while at < len(words):
        word = words[at]
        chance = re.fullmatch(r"PROB(\d\d)", word)
        from_ = _FROM.match(word)
        if not chance and not from_ and word not in _CHANGES:
            current.groups.append(word)
            at += 1
            continue
        yield current
        if from_:
            day, hour, minute = map(int, from_.groups())
            moment = nearest_such(day, hour, minute, start)
            if moment is None or not start <= moment < end:
                raise InputError("weather.outside_period", name, word=word)
            current = _Part("FM", moment, end)
            at += 1
            continue
        at += 2 if chance and words[at + 1 : at + 2] == ["TEMPO"] else 1
        if at >= len(words):
            raise InputError("weather.nothing_follows", name, word=word)
        first, last = _period(words[at], start, name)
        first, last = max(first, start), min(last, end)
        if first >= last:
            raise InputError("weather.outside_period", name, word=words[at])
        current = _Part(word, first, last, int(chance[1]) / 100.0 if chance else None)
        at += 1
    yield current


def _prevailing(parts: list[_Part], told: list[Message]) -> list[tuple[datetime, datetime, Groups]]:
    """Return what prevails from when to when."""
    now = read_groups(parts[0].groups)
    told.extend(now.told)
    start, end = parts[0].start, parts[0].end
    found: list[tuple[datetime, datetime, Groups]] = []
    for part in sorted(parts[1:], key=lambda p: p.end if p.word == "BECMG" else p.start):
        if part.word not in ("FM", "BECMG"):
            continue
        # A BECMG may hold from its beginning on and holds at its end; FM changes everything.
        begins = part.end if part.word == "BECMG" else part.start
        read = read_groups(part.groups)
        told.extend(read.told)
        if begins > start:
            found.append((start, begins, now))
        now = _changed(now, read) if part.word == "BECMG" else read
        start = begins
    return [*found, (start, end, now)] if start < end else found


def _beside(
    part: _Part,
    prevailing: list[tuple[datetime, datetime, Groups]],
    issued: datetime | None,
    name: str,
    told: list[Message],
) -> Iterator[WeatherHour]:
    """Yield a change as hours beside what prevails: what it does not tell is as there."""
    read = read_groups(part.groups)
    told.extend(read.told)
    likelihood = Likelihood.BECOMING if part.word == "BECMG" else Likelihood.AT_TIMES
    for first, last, groups in prevailing:
        start, end = max(first, part.start), min(last, part.end)
        if start < end:
            made = _hour(_changed(groups, read), start, end, issued, name)
            yield made.model_copy(
                update={"likelihood": likelihood, "probability": part.probability}
            )


def _changed(before: Groups, change: Groups) -> Groups:
    """Return weather with a change: each quantity told in it replaces that before."""
    fields, told = dict(before.fields), dict(change.fields)
    if change.wind is not None:  # a gust belongs to its wind
        fields.pop("gust_mps", None)
        fields.pop("wind_at_least", None)
    if "cloud_share" in told or (change.tells_weather and "visibility_m" in told):
        fields.pop("cloud_base_m", None)
    if not change.tells_weather:
        both = (*fields.get("phenomena", ()), *told.pop("phenomena", ()))
        fields["phenomena"] = tuple(dict.fromkeys(both))
        for name in ("precipitation_mmh", "thunderstorm"):
            told.pop(name, None)
    return Groups({**fields, **told}, change.wind or before.wind, (), before.tells_weather)


def _hour(
    groups: Groups, start: datetime, end: datetime, issued: datetime | None, name: str
) -> WeatherHour:
    levels = [groups.wind] if groups.wind else []
    if not levels:
        raise InputError("weather.taf_without_wind", name)
    fields = {"time": start, "until": end, "issued": issued, "kind": WeatherKind.FORECAST}
    return hour_of({**groups.fields, **fields}, levels, name)
