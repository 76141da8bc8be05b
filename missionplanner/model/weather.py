"""Weather at the site, hour by hour, and what it means for flying."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from missionplanner.model.places import Frozen


class Go(StrEnum):
    """Verdict for an hour."""

    GO = "go"
    CAUTION = "caution"
    NO_GO = "no-go"


class WindLevel(Frozen):
    """Wind at a height above ground."""

    height_agl_m: float = Field(ge=0)
    speed_mps: float = Field(ge=0)
    from_deg: float | None = Field(
        default=None, description="Bearing the wind comes FROM; None: variable"
    )


class WeatherHour(Frozen):
    """Weather valid from `time` on. `wind` is sorted by height and never empty."""

    time: datetime | None = Field(default=None, description="With time zone; None: always")
    wind: tuple[WindLevel, ...] = Field(min_length=1)
    gust_mps: float | None = Field(default=None, ge=0)
    temperature_c: float | None = None
    pressure_hpa: float | None = Field(default=None, gt=0)
    precipitation_mmh: float | None = Field(default=None, ge=0)
    visibility_m: float | None = Field(default=None, ge=0)
    cloud_share: float | None = Field(default=None, ge=0, le=1)
    thunderstorm: bool = False


class Weather(Frozen):
    """A series of hours, oldest first; never empty."""

    source: str = ""
    hours: tuple[WeatherHour, ...] = Field(min_length=1)


CALM = Weather(
    source="none given", hours=(WeatherHour(wind=(WindLevel(height_agl_m=10, speed_mps=0),)),)
)
