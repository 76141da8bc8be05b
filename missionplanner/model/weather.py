"""Weather at the site, hour by hour, what it rests on, and what it means for flying."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field, model_validator

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message, text
from missionplanner.model.message import Told
from missionplanner.model.places import Frozen
from missionplanner.model.plausible import PLAUSIBLE

VERSION = 2
# Two years, hour by hour.
MOST_HOURS = 20_000
NONE_GIVEN = "none given"


class Go(StrEnum):
    """Verdict for an hour."""

    GO = "go"
    CAUTION = "caution"
    NO_GO = "no-go"


class WeatherKind(StrEnum):
    """What an hour of weather rests on."""

    OBSERVATION = "observation"
    FORECAST = "forecast"
    TYPED = "typed"
    DEFAULT = "default"  # nobody gave any


class Likelihood(StrEnum):
    """How an hour of a forecast stands beside the others of its time."""

    PREVAILING = "prevailing"
    BECOMING = "becoming"  # some time within the hours given (BECMG)
    AT_TIMES = "at times"  # TEMPO, PROB


class Phenomenon(StrEnum):
    """Present weather that matters to a small aircraft beside wind, rain and visibility."""

    FOG = "fog"
    FOG_PATCHES = "fog patches or fog nearby"
    FREEZING = "freezing rain or drizzle"
    ICE = "hail or ice pellets"
    SQUALL = "squall"
    FUNNEL = "funnel cloud"
    SANDSTORM = "sand or dust storm"
    ASH = "volcanic ash"
    THUNDERCLOUD = "thundercloud (CB)"


def _number(name: str, default: Any = None, words: str = "") -> Any:
    known = PLAUSIBLE[name]
    told = words or f"{sentence(known.name, 'en')}, {known.unit or 'share'}"
    return Field(default=default, ge=known.low, le=known.high, description=told)


def _moment(words: str) -> Any:
    """Return a field of a moment that any zone's clock can tell: not at the calendar's ends."""
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in (1900, 2200))
    return Field(default=None, ge=first, le=last, description=words)


class WindLevel(Frozen):
    """Wind at a height above ground."""

    # 0 m stands in older projects; readers ask for more than 0.
    height_agl_m: float = Field(ge=0, le=PLAUSIBLE["height_agl_m"].high)
    speed_mps: float = _number("speed_mps", ...)
    from_deg: float | None = _number(
        "from_deg", words="Bearing the wind comes FROM; None: variable or unknown"
    )


class WeatherHour(Frozen):
    """Weather valid from `time` on. `wind` is sorted by height and never empty; None: unknown."""

    time: AwareDatetime | None = _moment("Valid from, or observed at; None: without a date")
    until: AwareDatetime | None = _moment("Valid to; None: an hour, or to the next one given")
    issued: AwareDatetime | None = _moment("When a forecast was made; None: not told")
    kind: WeatherKind = WeatherKind.TYPED
    likelihood: Likelihood = Likelihood.PREVAILING
    probability: float | None = Field(default=None, ge=0, le=1, description="Of PROB30: 0.3")
    wind: tuple[WindLevel, ...] = Field(min_length=1, max_length=100)
    wind_at_least: bool = Field(default=False, description="The true wind may be stronger (P49)")
    gust_mps: float | None = _number("gust_mps")
    temperature_c: float | None = _number("temperature_c")
    pressure_hpa: float | None = _number("pressure_hpa", words="Reduced to sea level (QNH), hPa")
    precipitation_mmh: float | None = _number("precipitation_mmh")
    visibility_m: float | None = _number("visibility_m", words="The least of all directions, m")
    cloud_share: float | None = _number("cloud_share")
    cloud_base_m: float | None = _number(
        "cloud_base_m", words="Lowest broken, overcast or hidden sky, m above ground"
    )
    sky_hidden: bool = Field(default=False, description="Only a vertical visibility is told")
    thunderstorm: bool = False
    phenomena: tuple[Phenomenon, ...] = ()


class Weather(Frozen):
    """A series of hours, oldest first; never empty."""

    version: int = Field(default=VERSION, ge=1, description="Of this form")
    source: str = ""
    told: tuple[Told, ...] = Field(
        default=(), description="What was passed over or mended in reading"
    )
    hours: tuple[WeatherHour, ...] = Field(min_length=1, max_length=MOST_HOURS)

    @property
    def source_told(self) -> Message:
        """What the hours come from; of a person's own file as it is written."""
        ours = (
            message("weather.source_none"),
            message("weather.source_demo"),
            message("weather.source_by_hand"),
        )
        return next((one for one in ours if sentence(one, "en") == self.source), text(self.source))

    @property
    def is_given(self) -> bool:
        """True where somebody gave weather; else calm air is only assumed."""
        return any(hour.kind is not WeatherKind.DEFAULT for hour in self.hours)

    @model_validator(mode="before")
    @classmethod
    def _upgraded(cls, data: Any) -> Any:
        """Read what was saved before values were held to a range and knew what they rest on."""
        if not isinstance(data, dict) or "version" in data:
            return data
        hours = data.get("hours")
        if not isinstance(hours, list | tuple) or not all(isinstance(h, dict) for h in hours):
            return data
        if not isinstance(data.get("told", ()), list | tuple):
            return data
        kind = WeatherKind.DEFAULT if data.get("source") == NONE_GIVEN else WeatherKind.TYPED
        told: list[str | Message] = list(data.get("told") or ())
        made = [{"kind": kind, **_held(hour, told)} for hour in hours]
        return {**data, "told": tuple(told), "hours": made}


CALM = Weather(
    source=NONE_GIVEN,
    hours=(WeatherHour(kind=WeatherKind.DEFAULT, wind=(WindLevel(height_agl_m=10, speed_mps=0),)),),
)


def _held(hour: dict[str, Any], told: list[str | Message]) -> dict[str, Any]:
    """Leave impossible values out of an hour of an old file; wind stays and is refused."""
    kept: dict[str, Any] = {}
    for name, value in hour.items():
        known = PLAUSIBLE.get(name)
        # A whole number can be longer than any that is reckoned with.
        number = type(value) in (int, float) and abs(value) < 1e300
        if known and number and name != "gust_mps" and (fault := known.fault(value)):
            told.append(message("weather.left_out", fault=fault))
        else:
            kept[name] = value
    return kept
