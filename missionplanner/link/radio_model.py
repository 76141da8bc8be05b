"""A radio as its maker tells it: power, antennas, sensitivity, rate."""

from enum import StrEnum

from pydantic import Field

from missionplanner.model.places import Frozen


class BearerKind(StrEnum):
    """What carries the pictures; in the order of the first paper's switch: the nearest first."""

    WIFI = "wifi"
    CELLULAR = "cellular"
    LORA = "lora"


class RadioSystem(Frozen):
    """One kind of link between aircraft and ground."""

    kind: BearerKind = Field(description="wifi, cellular or lora")
    frequency_mhz: float = Field(ge=30, le=50_000, description="Frequency, MHz")
    power_dbm: float = Field(ge=-20, le=60, description="Radiated from the aircraft, dBm")
    gain_db: float = Field(
        default=0.0, ge=-20, le=40, description="Antennas of both ends together, dBi"
    )
    sensitivity_dbm: float = Field(ge=-160, le=-20, description="Weakest signal read, dBm")
    margin_db: float = Field(
        default=10.0, ge=0, le=60, description="Kept for fading and attitude, dB"
    )
    rate_bps: float = Field(gt=0, description="Useful bits a second where the signal is good")
    ground_height_m: float = Field(default=2.0, ge=0, le=500, description="Antenna above ground, m")

    @property
    def allowed_loss_db(self) -> float:
        """Loss of the path that still leaves the margin, dB."""
        return self.power_dbm + self.gain_db - self.sensitivity_dbm - self.margin_db
