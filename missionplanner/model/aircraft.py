"""What an aircraft can do; filled from `resources/aircraft/*.toml`."""

from typing import Self

from pydantic import Field, model_validator

from missionplanner.messages.message import Message, message
from missionplanner.model.places import Frozen

#: In the strongest wind it may fly in, an aircraft still makes so much way against it, m/s.
HEADWAY_MPS = 1.5


class FigureSource(Frozen):
    """Where a catalogue number comes from; `verified` False is told to the user as such."""

    text: str = Field(description="Document, page or address")
    verified: bool = Field(default=True, description="False: recollection, not found in a source")


class Battery(Frozen):
    """One battery set, as flown in one sortie."""

    energy_wh: float = Field(gt=0, description="Nominal energy of the set, Wh")
    name: str = ""


class PowerModel(Frozen):
    """Calibrated momentum-theory power model; see `aircraft.energy`."""

    disc_area_m2: float = Field(gt=0, description="Total rotor disc area, m2")
    drag_area_m2: float = Field(gt=0, description="Drag coefficient times area, m2")
    tip_speed_mps: float = Field(gt=0, description="Blade tip speed, m/s")
    avionics_w: float = Field(ge=0, description="Constant electronics power, W")
    reference_mass_kg: float = Field(gt=0, description="Mass of the calibration flight, kg")
    reference_speed_mps: float = Field(gt=0, description="Speed of the calibration flight, m/s")
    reference_endurance_s: float = Field(gt=0, description="Endurance to empty of that flight, s")
    reference_energy_wh: float | None = Field(
        default=None, gt=0, description="Energy emptied in that flight, Wh; None: the battery's"
    )
    hover_endurance_ratio: float = Field(
        gt=0, lt=1, description="Hover endurance divided by the endurance above"
    )


class Aircraft(Frozen):
    """An aircraft type."""

    key: str
    name: str
    wpml_enum: int = Field(description="wpml:droneEnumValue")
    wpml_sub_enum: int = 0
    mass_kg: float = Field(gt=0, description="Mass with batteries, without payload, kg")
    max_takeoff_mass_kg: float = Field(gt=0)
    max_payload_kg: float = Field(gt=0)
    battery: Battery
    power: PowerModel
    max_speed_mps: float = Field(gt=0, description="Highest speed used in a mission, m/s")
    max_airspeed_mps: float | None = Field(
        default=None,
        gt=0,
        description="Greatest speed through the air that a mission is flown at, m/s; without it "
        "nobody looks whether speeds can be held in wind",
    )
    max_ascent_mps: float = Field(gt=0)
    max_descent_mps: float = Field(gt=0)
    takeoff_mps: float = Field(default=3.0, gt=0, description="Vertical speed of take-off, m/s")
    landing_mps: float = Field(default=2.0, gt=0, description="Vertical speed of landing, m/s")
    max_wind_mps: float = Field(gt=0, description="No-go above this wind, m/s")
    max_gust_mps: float = Field(gt=0)
    min_temperature_c: float
    max_temperature_c: float
    service_ceiling_m: float = Field(gt=0)
    turn_acceleration_mps2: float = Field(gt=0, description="Speed change used in turns, m/s2")
    min_waypoint_distance_m: float = Field(gt=0)
    max_waypoint_distance_m: float = Field(gt=0)
    max_waypoints: int = Field(gt=1)
    payload_positions: int = Field(ge=1)
    gimbals: int = Field(default=1, ge=0, description="Gimbal ports that look down")
    brackets: int = Field(
        default=0, ge=0, description="Fixed payloads that can be carried beside those on gimbals"
    )
    sources: dict[str, FigureSource] = Field(
        default_factory=dict, description="Source per field name"
    )

    @model_validator(mode="after")
    def _within_its_limits(self) -> Self:
        for name, most in (("takeoff_mps", "max_ascent_mps"), ("landing_mps", "max_descent_mps")):
            if getattr(self, name) > getattr(self, most):
                limit = getattr(self, most)
                raise ValueError(message("aircraft.over", name=name, most=most, limit=limit))
        return self

    @model_validator(mode="after")
    def _makes_way(self) -> Self:
        most = self.max_airspeed_mps
        if most is not None and (told := without_headway(most, self.max_wind_mps)):
            raise ValueError(told)
        return self


def without_headway(airspeed_mps: float, wind_mps: float) -> Message | None:
    """Return why a greatest airspeed is too little for a wind limit, both m/s; None: it is not."""
    least_mps = wind_mps + HEADWAY_MPS
    if airspeed_mps >= least_mps:
        return None
    return message(
        "aircraft.no_headway", airspeed_mps=airspeed_mps, least_mps=least_mps,
        headway_mps=HEADWAY_MPS,
    )  # fmt: skip
