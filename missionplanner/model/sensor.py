"""What a sensor is and how the first paper (Table 2) uses it; from `resources/sensors/*.toml`."""

from enum import StrEnum
from math import radians, tan
from typing import Any

from pydantic import Field, model_validator

from missionplanner.model.aircraft import FigureSource
from missionplanner.model.places import Frozen


class SensorKind(StrEnum):
    """The roles of the survey."""

    VISIBLE = "visible"
    MULTISPECTRAL = "multispectral"
    THERMAL = "thermal"
    LIDAR = "lidar"


class TriggerMode(StrEnum):
    """Who fires the shutter."""

    DISTANCE = "distance"  # the aircraft, every so many metres
    TIME = "time"  # the aircraft, every so many seconds
    SELF = "self"  # the camera itself (RedEdge-M: no link to the aircraft)
    SCAN = "scan"  # nobody: a laser that scans all the time


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


class Lidar(Frozen):
    """A laser scanner that looks straight down; a scan is a frame across the flight line."""

    rate_hz: float = Field(gt=0, description="Pulses a second")
    across_deg: float = Field(gt=0, lt=170, description="Field of view across track, degrees")
    along_deg: float = Field(gt=0, lt=90, description="Field of view along track, degrees")
    beam_across_deg: float = Field(gt=0, description="Spread of the beam across track, degrees")
    beam_along_deg: float = Field(gt=0, description="Spread of the beam along track, degrees")
    range_m: float = Field(gt=0, description="Range on dark ground (10 %) in sunlight, m")
    calibration_m: float = Field(
        default=30.0, ge=0, description="Length of a leg that calibrates the inertial unit, m"
    )

    def camera(self) -> Camera:
        """Return the scan as a frame whose pixels are as large as the laser's spot."""
        wide, long = (2.0 * tan(radians(0.5 * a)) for a in (self.across_deg, self.along_deg))
        return Camera(
            focal_mm=1.0,
            sensor_width_mm=wide,
            sensor_height_mm=long,
            width_px=max(1, round(self.across_deg / self.beam_across_deg)),
            height_px=max(1, round(self.along_deg / self.beam_along_deg)),
        )


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
    density_m2: float | None = Field(
        default=None, gt=0, description="Least points on a square metre, of one pass; lidar only"
    )
    shutter_s: float | None = Field(default=None, description="Exposure time, s; None: automatic")
    shutter_cloudy_s: float | None = None
    aperture: str = ""
    iso: str = ""
    times: str = Field(default="", description="Acquisition time, in words, as printed")
    sun_window: str = Field(default="day", description="day: 10-14 h and sun > 30 deg; night; any")
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
    lidar: Lidar | None = Field(default=None, description="What scans; its frame is the camera")
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
    gimbal_range_deg: tuple[float, float] | None = Field(
        default=None,
        description="Least and greatest pitch of its gimbal, degrees; None: not known, or it has "
        "none: it is flown looking straight down only",
    )
    payload: str | None = Field(
        default=None,
        description="Name shared by sensors of one housing, which hangs and weighs once; "
        "None: it is alone in its own",
    )
    sources: dict[str, FigureSource] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _frame_of_the_scan(cls, data: Any) -> Any:
        """Take the frame of a scanner from its angles, where no camera is given."""
        if not isinstance(data, dict) or data.get("camera") is not None or not data.get("lidar"):
            return data
        return {**data, "camera": Lidar.model_validate(data["lidar"]).camera()}
