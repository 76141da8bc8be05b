"""Go or not at a moment, with the figures it rests on and the age of the report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.weather import Go, Weather, WeatherHour
from missionplanner.weather.evidence import Standing, made_at
from missionplanner.weather.limits import Judgement, judge_all
from missionplanner.weather.local_time import age_words, clock_words
from missionplanner.weather.wind import beaufort, wind_speed_at

_RANK = {Go.GO: 0, Go.CAUTION: 1, Go.NO_GO: 2}


@dataclass(frozen=True)
class GoBox:
    """A verdict in a word, and the lines beside it; the last one is the report's age, in bold."""

    word: Message
    lines: tuple[Message, ...]
    age: Message


def go_box(
    weather: Weather, aircraft: Aircraft, moment: datetime | None, height_agl_m: float, zone: tzinfo
) -> GoBox:
    """Return what the weather of a project says of a take-off.

    *Go* is never said without a report that speaks for that moment.
    """
    if moment is None or not weather.is_given:
        return _unknown(aircraft, message("report.brief.no_report"))
    judged = judge_all(weather, aircraft, moment, height_agl_m, zone)
    speaking = [j for j in judged if _speaks(j, moment)]
    if not speaking:
        undated = [j for j in judged if j.evidence.standing is Standing.UNDATED]
        if not undated:
            return _unknown(aircraft, _latest(weather, moment, zone))
        worst = max(undated, key=lambda j: _RANK[j.go])
        return GoBox(
            _word(worst.go),
            tuple(_figures(worst.hour, aircraft)),
            message("report.brief.undated_report"),
        )
    worst = max(speaking, key=lambda j: _RANK[j.go])
    reasons = [told for go, told in worst.findings if go is not Go.GO]
    lines = (*_figures(worst.hour, aircraft), *reasons[:1])
    return GoBox(_word(worst.go), lines, _age(worst.hour, moment, zone))


def _speaks(judged: Judgement, moment: datetime) -> bool:
    found = judged.evidence
    if found.standing is not Standing.CURRENT or found.start is None or found.end is None:
        return False
    return found.start <= moment < found.end


def _unknown(aircraft: Aircraft, why: Message) -> GoBox:
    limits = message("report.brief.limits", wind=aircraft.max_wind_mps, gust=aircraft.max_gust_mps)
    return GoBox(message("report.brief.look"), (limits, message("report.brief.look_up")), why)


def _word(go: Go) -> Message:
    return {
        Go.GO: message("report.brief.go"),
        Go.CAUTION: message("report.brief.look"),
        Go.NO_GO: message("report.brief.no_go"),
    }[go]


def _figures(hour: WeatherHour, aircraft: Aircraft) -> Iterator[Message]:
    wind = wind_speed_at(hour, 100.0)
    ground = beaufort(wind_speed_at(hour, 10.0))
    limit = aircraft.max_wind_mps
    if hour.gust_mps is None:
        yield message("report.brief.wind", wind=wind, limit=limit)
    else:
        yield message("report.brief.wind_gusts", wind=wind, gust=hour.gust_mps, limit=limit)
    parts: list[Message] = [message("report.brief.beaufort", n=ground)]
    if hour.temperature_c is not None:
        parts.append(message("report.brief.temperature", celsius=hour.temperature_c))
    if hour.precipitation_mmh is not None:
        rain = hour.precipitation_mmh
        parts.append(
            message("report.brief.rain", rate=rain) if rain else message("report.brief.no_rain")
        )
    if hour.visibility_m is not None:
        parts.append(message("report.brief.sight", km=hour.visibility_m / 1000))
    if hour.cloud_base_m is not None:
        parts.append(message("report.brief.cloud_base", base_m=hour.cloud_base_m))
    yield _joined(parts)


def _joined(parts: list[Message]) -> Message:
    first, *rest = parts
    return message("report.brief.dot", first=first, rest=_joined(rest)) if rest else first


def _age(hour: WeatherHour, moment: datetime, zone: tzinfo) -> Message:
    made = made_at(hour)
    if made is None:
        return message("report.brief.age_unknown")
    return message(
        "report.brief.age", time=f"{made.astimezone(zone):%H:%M}", age=age_words(moment - made)
    )


def _latest(weather: Weather, moment: datetime, zone: tzinfo) -> Message:
    times = [h.time for h in weather.hours if h.time is not None]
    if not times:
        return message("report.brief.no_report")
    near = min(times, key=lambda t: abs((t - moment).total_seconds()))
    return message("report.brief.other_day", time=clock_words(near, zone))
