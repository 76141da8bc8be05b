"""LoRa: how long a packet is in the air, how fast and how far it is heard.

Time on air as in Semtech's SX1276/77/78/79 data sheet (4.1.1.7) and SX1261/62 data sheet
(6.1.4), which agree for spreading factors 7 to 12.
"""

import math
from enum import StrEnum

from pydantic import Field

from missionplanner.model.places import Frozen

MOST_PAYLOAD_BYTES = 255
# Symbols that the receiver locks on behind the preamble: sync word and start of frame.
_SYNC_SYMBOLS = 4.25
# From this length of a symbol on, clocks drift too far: the low data rate mode is compulsory.
_LONG_SYMBOL_S = 0.016
_THERMAL_DBM_HZ = -174.0
# Needed signal to noise of SF7 and what each further step gains (SX1276 data sheet, table 13).
_SF7_SNR_DB, _STEP_SNR_DB = -7.5, -2.5


class Chip(StrEnum):
    """Family of the transceiver."""

    SX127X = "sx127x"
    SX126X = "sx126x"


# What the receiver adds to thermal noise, so that the sensitivities of the data sheets come out
# within 0.6 dB (SX1276: -123 and -136, SX1262: -124 and -137 dBm at SF7 and SF12, 125 kHz).
_NOISE_FIGURE_DB = {Chip.SX127X: 7.0, Chip.SX126X: 6.0}


class Modulation(Frozen):
    """How a LoRa modem is set."""

    spreading: int = Field(default=7, ge=7, le=12, description="Spreading factor")
    bandwidth_khz: float = Field(default=125.0, ge=7.8, le=500.0, description="Bandwidth, kHz")
    coding: int = Field(default=1, ge=1, le=4, description="Coding rate 4/(4 + n)")
    preamble: int = Field(default=8, ge=6, le=65535, description="Symbols of the preamble")
    header: bool = Field(
        default=True, description="Explicit header: length and coding are sent along"
    )
    crc: bool = Field(default=True, description="A check sum of the payload is sent along")
    chip: Chip = Field(default=Chip.SX127X, description="Transceiver")

    @property
    def symbol_s(self) -> float:
        """Length of a symbol, seconds."""
        return float(2**self.spreading / (self.bandwidth_khz * 1000.0))

    @property
    def bit_rate_bps(self) -> float:
        """Bits of payload a second while they are in the air, without preamble and header."""
        return self.spreading / self.symbol_s * 4.0 / (4.0 + self.coding)

    @property
    def sensitivity_dbm(self) -> float:
        """Weakest signal that is read, dBm: thermal noise, noise figure, signal to noise."""
        noise = _THERMAL_DBM_HZ + 10.0 * math.log10(self.bandwidth_khz * 1000.0)
        needed = _SF7_SNR_DB + _STEP_SNR_DB * (self.spreading - 7)
        return noise + _NOISE_FIGURE_DB[self.chip] + needed

    def airtime_s(self, payload_bytes: int) -> float:
        """Return how long a packet of so many bytes is in the air, seconds."""
        slow = 1 if self.symbol_s > _LONG_SYMBOL_S else 0
        bits = 8 * payload_bytes - 4 * self.spreading + 28 + 16 * self.crc - 20 * (not self.header)
        groups = max(math.ceil(bits / (4 * (self.spreading - 2 * slow))), 0)
        symbols = self.preamble + _SYNC_SYMBOLS + 8 + groups * (self.coding + 4)
        return symbols * self.symbol_s
