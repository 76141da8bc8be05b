"""Days and times as a page tells them."""

from datetime import date, datetime, time, tzinfo

from missionplanner.messages.catalogue import lines, sentence
from missionplanner.messages.message import Message, message
from missionplanner.report.brief.schedule import LightSlot
from missionplanner.weather.local_time import offset_words


def clock(moment: datetime | None) -> str:
    """Return a time of day, or a dash."""
    return f"{moment:%H:%M}" if moment else "–"


def day_words(day: date, moment: datetime | None, zone: tzinfo) -> str:
    """Return a day with its weekday and the offset of the site's clock on it."""
    weekday, month = (
        lines("report.brief.weekdays")[day.weekday()],
        lines("report.brief.months")[day.month - 1],
    )
    at = moment or datetime.combine(day, time(12), zone)
    told = message(
        "report.brief.day",
        weekday=weekday,
        day=day.day,
        month=month,
        year=str(day.year),
        offset=offset_words(at),
    )
    return sentence(told)


def window_words(slot: LightSlot) -> Message:
    """Return the light a sortie is flown in."""
    if slot.light is None or not slot.sun_deg:
        why = slot.why
        return (
            message("report.brief.no_time", reason=why) if why else message("report.brief.no_light")
        )
    low, high = slot.sun_deg
    start, end = clock(slot.light[0]), clock(slot.light[1])
    if high <= 0:
        return message("report.brief.dark", start=start, end=end, high=round(-high))
    return message("report.brief.light", start=start, end=end, low=round(low), high=round(high))
