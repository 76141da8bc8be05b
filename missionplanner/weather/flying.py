"""The verdict on the hours that one would fly in: the next window of light, from now on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.weather import Go, Likelihood, Weather
from missionplanner.weather.evidence import Standing
from missionplanner.weather.limits import (
    HEIGHT_M,
    GoFinding,
    Judgement,
    by_gravity,
    judge_all,
    worst,
)
from missionplanner.weather.local_time import clock_words, span_words

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class Outlook:
    """What is to be expected from `start` to `end`.

    Attributes
    ----------
    findings : tuple of (Go, Message)
        Of the hours that overlap, the gravest first; at best caution where a part has no weather.
        What holds at times begins so.
    judged : tuple of Judgement
        The hours that count, in their order.
    """

    start: datetime
    end: datetime
    findings: tuple[GoFinding, ...]
    judged: tuple[Judgement, ...]

    @property
    def go(self) -> Go:
        """The gravest of the findings; none: go."""
        return worst(go for go, _ in self.findings)

    @property
    def reasons(self) -> tuple[Message, ...]:
        """What the findings say that speak against it; with *go* the remarks."""
        return tuple(told for go, told in self.findings if go is not Go.GO or self.go is Go.GO)


def next_window(windows: Iterable[Window], now: datetime) -> Window | None:
    """Return what is left of the first window that is not over; None: all are."""
    left = [(max(start, now), end) for start, end in windows if end > now]
    return min(left, default=None)


def outlook(
    weather: Weather,
    aircraft: Aircraft,
    window: Window,
    now: datetime,
    zone: tzinfo,
    height_agl_m: float = HEIGHT_M,
) -> Outlook:
    """Return the verdict on a window for an aircraft.

    Parameters
    ----------
    window : (start, end)
        With time zones, not over; see `next_window`.
    now : datetime
        With time zone.
    zone : tzinfo
        Of the clock that reasons are told in.
    """
    start, end = window
    every = judge_all(weather, aircraft, now, height_agl_m, zone)
    judged = tuple(
        found
        for found in every
        if found.evidence.standing is Standing.CURRENT and _overlaps(found, start, end)
    )
    found = [(go, _said(one, told)) for one in judged for go, told in one.findings]
    if not judged:
        found.append((Go.CAUTION, _nothing(every, weather, start, end, zone)))
    else:
        gaps = _gaps(judged, start, end)
        found += [(Go.CAUTION, _no_weather(a, b, zone)) for a, b in gaps]
    return Outlook(start, end, by_gravity(found), judged)


def _said(judged: Judgement, told: Message) -> Message:
    if judged.hour.likelihood is Likelihood.BECOMING:
        return message("weather.becoming", finding=told)
    if judged.hour.likelihood is Likelihood.AT_TIMES:
        return message("weather.at_times", finding=told)
    return told


def _no_weather(start: datetime, end: datetime, zone: tzinfo) -> Message:
    return message("weather.none_for", span=span_words(start, end, zone))


def _overlaps(found: Judgement, start: datetime, end: datetime) -> bool:
    first, last = found.evidence.start, found.evidence.end
    return first is not None and last is not None and first < end and last > start


def _gaps(judged: Sequence[Judgement], start: datetime, end: datetime) -> list[Window]:
    """Return the parts of a window that no prevailing hour speaks of."""
    spans = sorted(
        (found.evidence.start, found.evidence.end)
        for found in judged
        if found.hour.likelihood is Likelihood.PREVAILING
        and found.evidence.start is not None
        and found.evidence.end is not None
    )
    gaps: list[Window] = []
    reached = start
    for first, last in spans:
        if first > reached:
            gaps.append((reached, min(first, end)))
        reached = max(reached, last)
    if reached < end:
        gaps.append((reached, end))
    return gaps


def _nothing(
    every: Sequence[Judgement], weather: Weather, start: datetime, end: datetime, zone: tzinfo
) -> Message:
    """Say why no hour counts for a window."""
    if not weather.is_given:
        return message("weather.none_given")
    if all(found.evidence.standing is Standing.UNDATED for found in every):
        return message("weather.undated_hours")
    ends = [found.evidence.end for found in every if found.evidence.end is not None]
    if ends and max(ends) <= start:
        return message("weather.ends", time=clock_words(max(ends), zone))
    return _no_weather(start, end, zone)
