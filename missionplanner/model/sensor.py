"""What a sensor is and how the first paper (Table 2) uses it; from `resources/sensors/*.toml`."""

from enum import StrEnum

from pydantic import Field

from missionplanner.model.aircraft import FigureSource
from missionplanner.model.places import Frozen


class SensorKind(StrEnum):
    """The three roles of the survey."""

    VISIBLE = "visible"
    MULTISPECTRAL = "multispectral"
    THERMAL = "thermal"


class TriggerMode(StrEnum):
    """Who fires the shutter."""

    DISTANCE = "distance"  # the aircraft, every so many metres
    TIME = "time"  # the aircraft, every so many seconds
    SELF = "self"  # the camera itself (RedEdge-M: no link to the aircraft)


class Mount(StrEnum):
    """What a payload hangs on."""

    GIMBAL = "gimbal"  # a port of the aircraft that holds a stabilised or plugged-in payload
    FIXED = "fixed"  # a bracket beside the gimbals; the payload has no link to the aircraft


class Camera(Frozen):
    """One lens and detector; the long side lies across the flight line."""

    focal_mm: float = Field(gt=0)
    sensor_width_mm: float = Field(gt=0, description="Long side, across track")
    sensor_height_mm: float = Field(gt=0, description="Short side, along track")
    width_px: int = Field(gt=0)
    height_px: int = Field(gt=0)


class WpmlPayload(Frozen):
    """How the payload is named in WPML; `enum` None means: write no payloadInfo, no actions."""

    enum: int | None
    sub_enum: int = 0
    position: int = 0
    lens: str | None = Field(default=None, description="imageFormat word: visable, wide, zoom, ir")
    note: str = ""


class Acquisition(Frozen):
    """How images are taken: the first paper's Table 2 by default."""

    agl_m: float = Field(gt=0, description="Height above ground, m")
    agl_min_m: float = Field(gt=0, description="Lowest height the paper allows, m")
    agl_max_m: float = Field(gt=0, description="Greatest height the paper allows, m")
    frontlap: float = Field(ge=0, lt=0.95, description="Overlap along track, share")
    sidelap: float = Field(ge=0, lt=0.95, description="Overlap across track, share")
    gsd_limit_m: float = Field(gt=0, description="Coarsest ground sample distance accepted, m")
    shutter_s: float | None = Field(default=None, description="Exposure time, s; None: automatic")
    shutter_cloudy_s: float | None = None
    aperture: str = ""
    iso: str = ""
    times: str = Field(default="", description="Acquisition time, in words, as printed")
    sun_window: str = Field(default="day", description="day: 10-14 h and sun > 30 deg; night")
    gimbal_pitch_deg: float = Field(default=-90, ge=-120, le=30)


class Sensor(Frozen):
    """A sensor that can be mounted."""

    key: str
    name: str
    kind: SensorKind
    camera: Camera
    mass_kg: float = Field(ge=0)
    min_interval_s: float = Field(gt=0)
    trigger: TriggerMode
    max_blur_px: float = Field(default=1.0, gt=0, description="Motion blur accepted, pixels")
    acquisition: Acquisition
    wpml: WpmlPayload
    better: str | None = Field(
        default=None, description="Key of the sensor to offer where this one misses the GSD"
    )
    bands: str = ""
    not_recorded: str = Field(
        default="", description="What the payload could record and no mission starts; told"
    )
    built_into: str | None = Field(
        default=None, description="Name of the aircraft the camera is part of; None: it is mounted"
    )
    mount: Mount = Field(default=Mount.GIMBAL, description="What it hangs on")
    payload: str | None = Field(
        default=None,
        description="Name shared by sensors of one housing, which hangs and weighs once; "
        "None: it is alone in its own",
    )
    sources: dict[str, FigureSource] = Field(default_factory=dict)
