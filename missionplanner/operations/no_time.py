"""Why a flight found no time in the timetable, told with the figures that decided it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from missionplanner.messages.message import Message, message
from missionplanner.model.places import Position
from missionplanner.model.timetable import Holdup, NoTime, TimeLack
from missionplanner.model.weather import Go
from missionplanner.planning.timetable import Span
from missionplanner.weather.limits import Judgement
from missionplanner.weather.local_time import clock_words
from missionplanner.weather.sun import DAY_FROM, DAY_SUN_DEG, DAY_TO, sun_elevation_deg, windows

_YEAR_DAYS, _WEEK_DAYS = 366, 7
_SAMPLE = timedelta(minutes=10)
_MOST_REASONS = 3
_DAY = "day"


@dataclass(frozen=True)
class DaysAsked:
    """What was looked at for a time.

    Attributes
    ----------
    place : Position
        Home.
    zone : tzinfo
        Of the site's clock.
    first : date
        The first day, by that clock.
    days : int
    light : dict from kind of light to spans
    spoken : tuple of Judgement
        On the hours that the weather speaks for.
    """

    place: Position
    zone: tzinfo
    first: date
    days: int
    light: dict[str, list[Span]]
    spoken: tuple[Judgement, ...]


def reason_of(one: NoTime, asked: DaysAsked) -> Message:
    """Return why a flight found no time, without its name."""
    if one.lack is TimeLack.LENGTH:
        minutes, longest = one.flight.duration_s / 60.0, one.longest.total_seconds() / 60.0
        return message("operations.no_time.length", minutes=minutes, longest=longest)
    if one.lack is TimeLack.WEATHER:
        found = _forbidding(asked, one.flight.light)
        return message("operations.no_time.weather", reasons=found)
    if one.lack is TimeLack.TURN:
        sets = one.waits_for is Holdup.BATTERIES
        return message(f"operations.no_time.{'batteries' if sets else 'crew'}", days=asked.days)
    over = asked.light.get(one.flight.light, ())
    if over:
        return message("operations.no_time.over", end=clock_words(over[-1][1], asked.zone))
    return _too_low(asked, one.flight.light)


def _too_low(asked: DaysAsked, kind: str) -> Message:
    """Tell how high the sun stands where its light never comes, and when it does again."""
    back = _next_light(asked, kind)
    told: dict[str, object] = {"back": back.isoformat()} if back else {}
    ending = "" if back else "_never"
    if kind != _DAY:
        return message(f"operations.no_time.{kind}{ending}", **told)
    moments = [
        datetime.combine(asked.first + timedelta(days=n), DAY_FROM, asked.zone) + k * _SAMPLE
        for n in range(asked.days)
        for k in range(1 + (DAY_TO.hour - DAY_FROM.hour) * 6)
    ]
    sun = sun_elevation_deg(asked.place.lon_deg, asked.place.lat_deg, moments)
    return message(
        f"operations.no_time.low{ending}", most=float(sun.max()), wanted=DAY_SUN_DEG,
        start=f"{DAY_FROM:%H:%M}", end=f"{DAY_TO:%H:%M}", **told,
    )  # fmt: skip


def _next_light(asked: DaysAsked, kind: str) -> date | None:
    """Return the first day after those looked at that has such light; None: within no year."""

    def lit(n: int) -> bool:
        day = asked.first + timedelta(days=n)
        return bool(windows(asked.place.lon_deg, asked.place.lat_deg, day, asked.zone, kind))

    # Light comes with the season: what a week's end has, one of its days had first.
    for last in range(asked.days, asked.days + _YEAR_DAYS, _WEEK_DAYS):
        if lit(last):
            before = max(asked.days, last - _WEEK_DAYS + 1)
            n = next(n for n in range(before, last + 1) if lit(n))
            return asked.first + timedelta(days=n)
    return None


def _forbidding(asked: DaysAsked, kind: str) -> tuple[Message, ...]:
    """Return what the weather forbids in the light of a kind, what does so most often first."""
    found: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Message] = {}
    for judged in asked.spoken:
        if judged.go is Go.NO_GO and _meets(judged, asked.light.get(kind, ())):
            reason = judged.reasons[0]
            about = reason.values.get("wind")
            key = reason.code, about.code if isinstance(about, Message) else ""
            found[key] += 1
            first.setdefault(key, reason)
    return tuple(first[key] for key, _ in found.most_common(_MOST_REASONS))


def _meets(judged: Judgement, light: Sequence[Span]) -> bool:
    start, end = judged.evidence.start, judged.evidence.end
    if start is None or end is None:
        return False
    spans = ((a.astimezone(UTC), b.astimezone(UTC)) for a, b in light)
    return any(start < b and a < end for a, b in spans)
