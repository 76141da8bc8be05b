"""What a LoRa link carries in an hour of work, told before the flight."""

import math
from dataclasses import dataclass

from missionplanner.link.layout import SYMBOL_BYTES
from missionplanner.link.lora import Modulation
from missionplanner.link.wire import OVERHEAD_BYTES

HOUR_S = 3600.0
# The first preview of a photo has no more.
FIRST_BYTES = 1500
# Of an SX1276 with its microcontroller (data sheet, table 6; STM32WL, table 36), mA at 3.3 V:
# transmitting at 14 dBm, receiving, asleep with the clock running.
SEND_MA, LISTEN_MA, ASLEEP_MA = 44.0, 16.0, 0.003
# What a lithium-ion cell loses by itself, a share a month (1 to 2 %, Battery University BU-802b):
# without it a sleeping module would last a century.
_LOST_A_MONTH, _MONTH_HOURS = 0.02, 720.0


@dataclass(frozen=True)
class LinkBudget:
    """What gets through.

    Attributes
    ----------
    packet_s : float
        Time in the air of one full packet.
    bytes_per_hour : float
        Useful bytes under the duty cycle and the loss.
    previews_per_hour : float
        Of `preview_bytes` each.
    fitting_bytes : float
        How small a preview must be for one of every photo; infinite where no photo is taken.
    """

    packet_s: float
    bytes_per_hour: float
    previews_per_hour: float
    fitting_bytes: float

    @property
    def one_in(self) -> int:
        """Of how many photos one has a first preview that keeps up; 1: all have.

        0: no photo is taken, or nothing gets through.
        """
        if not 0.0 < self.fitting_bytes < math.inf:
            return 0
        return math.ceil(FIRST_BYTES / self.fitting_bytes)


def link_budget(
    modulation: Modulation,
    duty_cycle: float,
    loss: float,
    preview_bytes: int,
    photos_per_hour: float,
) -> LinkBudget:
    """Return what gets through in an hour.

    Parameters
    ----------
    modulation : Modulation
    duty_cycle, loss : float
        Shares, 0 to 1; of packets lost.
    preview_bytes : int
    photos_per_hour : float
    """
    packet_s = modulation.airtime_s(SYMBOL_BYTES + OVERHEAD_BYTES)
    hourly = useful_bytes(modulation, duty_cycle * HOUR_S, loss)
    fitting = hourly / photos_per_hour if photos_per_hour > 0 else math.inf
    return LinkBudget(packet_s, hourly, hourly / preview_bytes, fitting)


def useful_bytes(modulation: Modulation, air_s: float, loss: float) -> float:
    """Return the bytes of pictures that some seconds of air carry: the bound of the transport."""
    packet_s = modulation.airtime_s(SYMBOL_BYTES + OVERHEAD_BYTES)
    return air_s / packet_s * SYMBOL_BYTES * (1.0 - loss)


def battery_days(
    capacity_mah: float, awake_share: float, send_share: float
) -> tuple[float, float, float]:
    """Return the days that a module on the ground lasts: always listening, as used, asleep.

    Parameters
    ----------
    capacity_mah : float
        Of the battery, at the module's voltage.
    awake_share, send_share : float
        Of the time: awake at all, and in the air.
    """
    used = send_share * SEND_MA + max(awake_share - send_share, 0.0) * LISTEN_MA
    used += (1.0 - awake_share) * ASLEEP_MA
    by_itself_ma = capacity_mah * _LOST_A_MONTH / _MONTH_HOURS
    days = [
        capacity_mah / (current + by_itself_ma) / 24.0 for current in (LISTEN_MA, used, ASLEEP_MA)
    ]
    return days[0], days[1], days[2]
