"""A slow and lossy channel between two programs on this computer, to try things at a desk.

`sim:FILE`; the file says how the channel is, and by which port of this computer the two meet.
"""

import random
from pathlib import Path

from pydantic import Field

from missionplanner.link.bearers.bearer import BearerName, BearerScheme
from missionplanner.link.bearers.udp import UdpBearer
from missionplanner.link.lora import Modulation
from missionplanner.link.medium import Medium, datagram_medium, lora_medium
from missionplanner.link.simulator import Loss, burst_loss, random_loss
from missionplanner.model.places import Frozen
from missionplanner.storage.saved import as_model, read_object


class SimulatedChannel(Frozen):
    """How a simulated channel is."""

    port: int = Field(default=47_808, ge=1024, le=65_535, description="Port of this computer")
    loss: float = Field(default=0.0, ge=0, le=0.95, description="Share of packets lost")
    burst_packets: float = Field(
        default=1.0, ge=1, le=100, description="Mean length of a run of losses"
    )
    modulation: Modulation | None = Field(
        default=None, description="LoRa; none: as fast as it goes"
    )
    speed: float = Field(
        default=1.0, gt=0, le=1000, description="How much faster than the true one"
    )
    seed: int = Field(default=1, description="Of what is lost")


def read_channel(path: Path) -> SimulatedChannel:
    """Return the channel that a file describes.

    Raises
    ------
    InputError
        It cannot be read, or a value does not fit.
    """
    return as_model(read_object(path, at_most=100_000), SimulatedChannel, path)


def simulated_bearer(path: Path, *, listens: bool) -> UdpBearer:
    """Open one end of a simulated channel.

    Raises
    ------
    InputError
        See `read_channel` and `UdpBearer`.
    """
    channel = read_channel(path)
    lost = _loss(channel, listens)
    name = BearerName(BearerScheme.UDP, "127.0.0.1", channel.port)
    return UdpBearer(
        name, listens=listens, medium=_medium(channel), keeps=lambda: not lost(0, 1, 0.0)
    )


def _loss(channel: SimulatedChannel, listens: bool) -> Loss:
    seed = random.Random(channel.seed + listens).getrandbits(32)
    if channel.burst_packets > 1:
        return burst_loss(channel.loss, channel.burst_packets, seed)
    return random_loss(channel.loss, seed)


def _medium(channel: SimulatedChannel) -> Medium:
    if channel.modulation is None:
        return datagram_medium()
    slow = lora_medium(channel.modulation)
    return Medium(
        slow.frame_bytes,
        True,
        lambda size: slow.airtime_s(size) / channel.speed,
        # The computers are no faster than they are.
        max(slow.turn_s / channel.speed, 0.01),
        max(slow.burst_s / channel.speed, 0.1),
    )
