"""What the Receive stage shows; light, picklable, made in the worker process."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ui.plan.rest_views import KeptFlights


class AskedField(StrEnum):
    """Where in the panel something is asked, and may be wrong."""

    FOLDER = "folder"
    GAP = "gap"
    BEARER = "bearer"
    KEY = "key"
    EXPORT = "export"
    LINK = "link"


@dataclass(frozen=True)
class GapView(KeptFlights):
    """Flights that close the holes; `before` is for `run.take_back`."""


@dataclass(frozen=True, eq=False)
class LinkView:
    """What the radio will do along the planned route.

    Attributes
    ----------
    lines : mapping of str to tuple of float64 (n, 2)
        Stretches of the route by radio, site metres: `wifi`, `cellular`, `lora`, `none`.
    shares : mapping of str to float
        Of the time of flight, by radio.
    signal : tuple of (str, float64 (n,), float64 (n,))
        Stretches of one radio: metres from the start of the first flight, and the margin, dB.
    longest_gap_s : float
        Longest time without any link.
    lora_loss : float
        Share of LoRa packets lost where LoRa reaches.
    previews_per_hour : float
        By LoRa, of `preview_bytes` each.
    preview_bytes : int
    duty_cycle : float
    region : str
    one_in : int
        Of how many photos one has a first preview that keeps up by LoRa; 0: no photo, or none has.
    """

    lines: Mapping[str, tuple[NDArray[np.float64], ...]]
    shares: Mapping[str, float]
    signal: tuple[tuple[str, NDArray[np.float64], NDArray[np.float64]], ...]
    longest_gap_s: float
    lora_loss: float
    previews_per_hour: float
    preview_bytes: int
    duty_cycle: float
    region: str
    one_in: int = 0


@dataclass(frozen=True)
class LinkEvent:
    """Something that happened while listening; see `operations.receive`."""

    name: str
    told: dict[str, Any]


@dataclass(frozen=True)
class ListenRequest:
    """Where to listen, as it was typed.

    Attributes
    ----------
    bearer : str
        `udp:HOST:PORT` or `serial:DEVICE:BAUD`.
    key : Path
    spreading : int or None
        Of a LoRa modem; None: a cable.
    region : str
        Rule of the band; empty: none.
    """

    bearer: str
    key: Path
    spreading: int | None = None
    region: str = ""
