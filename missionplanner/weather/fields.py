"""The words of weather files by hand (JSON and CSV), and what they mean in SI.

`docs/formats/weather.md` lists them for the user. An unknown word is an error, never passed over:
a misspelt gust would otherwise be a gust nobody hears of.
"""

import difflib
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.model.plausible import PLAUSIBLE
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.storage.saved import complaint
from missionplanner.units import KMH_MPS, KNOT_MPS

WIND_HEIGHT_M = 10.0  # WMO-No. 8: surface wind is measured at 10 m above ground

# word: (name in the model, factor to SI)
NUMBERS: dict[str, tuple[str, float]] = {
    "wind_mps": ("speed_mps", 1.0),
    "wind_speed_mps": ("speed_mps", 1.0),
    "speed_mps": ("speed_mps", 1.0),
    "wind_kt": ("speed_mps", KNOT_MPS),
    "wind_kmh": ("speed_mps", KMH_MPS),
    "wind_from_deg": ("from_deg", 1.0),
    "wind_direction_deg": ("from_deg", 1.0),
    "wind_deg": ("from_deg", 1.0),
    "from_deg": ("from_deg", 1.0),
    "wind_height_m": ("height_agl_m", 1.0),
    "height_agl_m": ("height_agl_m", 1.0),
    "height_m": ("height_agl_m", 1.0),
    "gust_mps": ("gust_mps", 1.0),
    "gust_kt": ("gust_mps", KNOT_MPS),
    "gust_kmh": ("gust_mps", KMH_MPS),
    "temperature_c": ("temperature_c", 1.0),
    "temp_c": ("temperature_c", 1.0),
    "pressure_hpa": ("pressure_hpa", 1.0),
    "precipitation_mmh": ("precipitation_mmh", 1.0),
    "rain_mmh": ("precipitation_mmh", 1.0),
    "visibility_m": ("visibility_m", 1.0),
    "visibility_km": ("visibility_m", 1000.0),
    "cloud_share": ("cloud_share", 1.0),
    "cloud_percent": ("cloud_share", 0.01),
}
OTHER = ("time", "until", "issued", "thunderstorm")
IGNORED = ("note", "notes", "remark", "remarks", "comment", "station")
MOMENTS = ("time", "until", "issued")
_TRUE = ("true", "yes", "y", "1", "1.0")
_FALSE = ("false", "no", "n", "0", "0.0", "")
_LEVEL = ("height_agl_m", "speed_mps", "from_deg")

_SLACK = 0.05  # m/s: both may have been rounded

Fields = dict[str, Any]


def fields_of(record: Mapping[str, object], where: Where) -> Fields:
    """Return a flat record under the model's names, in SI; blank values are left out.

    Raises
    ------
    InputError
        Unknown word, a quantity given twice, or a value that is not what it should be.
    """
    found: Fields = {}
    for raw, value in record.items():
        word = raw.strip().lower()
        if word in IGNORED or value is None or (isinstance(value, str) and not value.strip()):
            known([word], where)
            continue
        name, meant = _meaning(word, value, where)
        if name in found:
            raise InputError("weather.given_twice", where, name=name, word=word)
        found[name] = meant
    return found


def level_of(fields: Fields, where: Where) -> WindLevel | None:
    """Take the wind out of `fields`; None: they hold no wind."""
    given = {name: fields.pop(name) for name in _LEVEL if name in fields}
    if "speed_mps" not in given:
        if given:
            raise InputError("weather.wind_without_speed", where)
        return None
    given.setdefault("height_agl_m", WIND_HEIGHT_M)
    if "from_deg" in given:
        given["from_deg"] %= 360.0
    try:
        return WindLevel.model_validate(given)
    except ValidationError as error:
        raise _told(error, where) from error


def hour_of(fields: Fields, levels: Iterable[WindLevel], where: Where) -> WeatherHour:
    """Return one hour; levels are sorted by height.

    Raises
    ------
    InputError
        No wind, two winds at one height, a gust below the wind, an end before the beginning, or a
        value outside its range.
    """
    wind = tuple(sorted(levels, key=lambda level: level.height_agl_m))
    if not wind:
        raise InputError("weather.no_wind", where)
    heights = [level.height_agl_m for level in wind]
    if len(set(heights)) < len(heights):
        raise InputError("weather.two_winds", where)
    if (gust_mps := fields.get("gust_mps")) is not None and gust_mps < wind[0].speed_mps - _SLACK:
        speed_mps = wind[0].speed_mps
        raise InputError("weather.gust_below", where, gust=gust_mps, wind=speed_mps)
    time, until = fields.get("time"), fields.get("until")
    if until is not None and (time is None or until <= time):
        raise InputError("weather.until_before", where)
    try:
        return WeatherHour.model_validate({**fields, "wind": wind})
    except ValidationError as error:
        raise _told(error, where) from error


def series(
    hours: Iterable[WeatherHour], source: str, where: Where, told: Iterable[Message] = ()
) -> Weather:
    """Return the hours sorted by time as one `Weather`; `told` is what was noticed in reading.

    Raises
    ------
    InputError
        No hour at all, or several of which one has no time.
    """
    listed = list(hours)
    if not listed:
        raise InputError("weather.holds_none", where)
    timed = [(hour.time, hour) for hour in listed if hour.time is not None]
    if len(listed) > 1 and len(timed) < len(listed):
        raise InputError("weather.untimed", where)
    ordered = [hour for _, hour in sorted(timed, key=lambda pair: pair[0])] or listed
    return Weather(source=source, hours=tuple(ordered), told=tuple(dict.fromkeys(told)))


def known(words: Iterable[str], where: Where) -> None:
    """Refuse words that mean nothing here, all in one line.

    Raises
    ------
    InputError
        An unknown word, or one given twice.
    """
    listed = list(words)
    if len(set(listed)) < len(listed):
        twice = next(word for word in listed if listed.count(word) > 1)
        raise InputError("weather.column_twice", where, word=twice)
    unknown = [w for w in listed if w not in NUMBERS and w not in OTHER and w not in IGNORED]
    if not unknown:
        return
    named = [f"'{word[:40]}'" for word in unknown[:6]]
    help_ = _near(unknown[0])
    raise InputError("weather.unknown_words", where, n=len(unknown), words=named, help=help_)


def _near(word: str) -> Message:
    near = difflib.get_close_matches(word, [*NUMBERS, *OTHER], n=2, cutoff=0.5)
    if not near:
        return message("weather.see_the_words")
    if len(near) == 1:
        return message("weather.did_you_mean", word=near[0])
    return message("weather.did_you_mean_either", word=near[0], other=near[1])


def _meaning(word: str, value: object, where: Where) -> tuple[str, float | bool | datetime]:
    known([word], where)
    if word in MOMENTS:
        return word, _time(value, where)
    if word == "thunderstorm":
        said = str(value).strip().lower()
        if said not in (*_TRUE, *_FALSE):
            raise InputError("weather.thunderstorm_value", where, value=str(value))
        return word, said in _TRUE
    name, factor = NUMBERS[word]
    try:
        number = math.nan if isinstance(value, bool) else float(str(value)) * factor
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError("weather.no_number", where, word=word, value=str(value)[:40])
    if fault := PLAUSIBLE[name].fault(number):
        raise InputError("weather.word_fault", where, word=word, fault=fault)
    return name, number


def _time(value: object, where: Where) -> datetime:
    try:
        time = datetime.fromisoformat(str(value).strip())
    except ValueError as error:
        raise InputError("weather.no_date", where, value=str(value)) from error
    if time.tzinfo is None:
        raise InputError("weather.time_without_zone", where, value=str(value))
    if not 1950 <= time.year <= 2100:
        raise InputError("weather.time_of_year", where, value=str(value), year=time.year)
    return time


def _told(error: ValidationError, where: Where) -> InputError:
    key, reason = complaint(error)
    value = str(error.errors()[0]["input"])
    return InputError("weather.unfit", where, key=key, value=value, reason=reason)
