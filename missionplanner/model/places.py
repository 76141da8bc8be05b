"""Places on the Earth, and heights that know their datum."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

Rect = tuple[float, float, float, float]
"""Left, bottom, width and height of outer cell edges, m."""


class Datum(StrEnum):
    """What a height is counted from."""

    ELLIPSOID = "ellipsoid"  # WGS 84
    EGM96 = "egm96"
    AGL = "agl"  # above ground at the same place
    HOME = "home"  # above the take-off point


class Frozen(BaseModel):
    """Base of saved values: immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Position(Frozen):
    """A point on WGS 84, in degrees; longitude first."""

    lon_deg: float = Field(ge=-180, le=180, description="Longitude, degrees east")
    lat_deg: float = Field(ge=-90, le=90, description="Latitude, degrees north")


class NamedPlace(Position):
    """A place that has a name, such as a launch site or a ground station."""

    name: str = Field(max_length=200, description="Shown to people")


class Altitude(Frozen):
    """A height with its datum; never pass a height as a bare number across rooms."""

    value_m: float = Field(description="Height, metres")
    datum: Datum = Field(description="What the height is counted from")


class ControlPoint(NamedPlace):
    """A mark on the ground whose place was, or is to be, measured; its name is on the mark."""

    altitude: Altitude | None = Field(
        default=None, description="Measured height of the mark; None: not measured"
    )
    checks: bool = Field(
        default=False, description="Left out of the adjustment, to tell how good that is"
    )
