"""Fly the planned route in a simulation: which previews arrive by LoRa before the landing."""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.link.drive import Airtime
from missionplanner.link.happenings import ObjectWhole
from missionplanner.link.lora import Modulation
from missionplanner.link.medium import lora_medium
from missionplanner.link.objects import LinkObject, ObjectKind
from missionplanner.link.sealing import KEY_BYTES, Keyring
from missionplanner.link.session import Identity, LinkSession
from missionplanner.link.simulator import Simulator, margin_loss
from missionplanner.link.turn_session import TurnSession

Floats = NDArray[np.float64]

_AIRCRAFT, _STATION = 1, 2
# Queued at once; the rest waits in the aircraft's computer, as it does in `send`.
_OPEN_OBJECTS = 12


@dataclass(frozen=True)
class TrialFlight:
    """What a simulated flight brought home.

    Attributes
    ----------
    photos, arrived : int
        Taken, and whose preview was whole on the ground at the landing.
    loss : float
        Share of packets lost.
    """

    photos: int
    arrived: int
    loss: float


class _Aircraft:
    """Takes photos at even times and sends previews of them, within the duty cycle."""

    def __init__(
        self,
        session: LinkSession,
        photos_s: Floats,
        preview: bytes,
        duty_cycle: float,
        full_s: float,
    ) -> None:
        self._session, self._photos_s, self._preview = session, photos_s, preview
        self._air, self._full_s = Airtime(duty_cycle), full_s
        self._offered = 0
        session.more_comes = True

    def hear(self, frame: bytes, now: float) -> bool:
        heard = self._session.hear(frame, now)
        self._session.take()
        return heard

    def speak(self, now: float) -> bytes | None:
        taken = int(np.searchsorted(self._photos_s, now, side="right"))
        while self._offered < taken and len(self._session.outgoing.open) < _OPEN_OBJECTS:
            self._offered += 1
            item = LinkObject(ObjectKind.PREVIEW, f"{self._offered}", {}, self._preview)
            self._session.offer(self._offered, item.to_bytes(), now)
        if self._air.wait_s(now, self._full_s) > 0:
            return None
        frame = self._session.speak(now)
        if frame is not None:
            self._air.use(self._session.medium.airtime_s(len(frame)))
        return frame

    def wake_at(self, now: float) -> float:
        due = max(self._session.wake_at(now), now + self._air.wait_s(now, self._full_s))
        upcoming = self._photos_s[self._offered : self._offered + 1]
        return min(due, float(upcoming[0])) if len(upcoming) and upcoming[0] > now else due


def trial_flight(
    margin_db: Floats,
    seconds: Floats,
    fading_margin_db: float,
    modulation: Modulation,
    duty_cycle: float,
    preview_bytes: int,
    photos: int,
) -> TrialFlight:
    """Fly once and return what arrived.

    Parameters
    ----------
    margin_db, seconds : (n,) float64
        Along the route: what is left of the allowed loss, and how long the aircraft is about there.
    fading_margin_db : float
        The margin that the allowed loss keeps back; the simulated signal fades by itself.
    modulation : Modulation
    duty_cycle : float
    preview_bytes, photos : int
    """
    ends = np.cumsum(seconds)
    strength = np.nan_to_num(margin_db, nan=-300.0, neginf=-300.0) + fading_margin_db

    def margin(_sender: int, _hearer: int, now: float) -> float:
        return float(strength[min(int(np.searchsorted(ends, now)), len(ends) - 1)])

    medium, ring = lora_medium(modulation), Keyring(bytes(KEY_BYTES))
    sender = TurnSession(Identity(1, 0), ring, medium, leads=False)
    station = TurnSession(Identity(2, 0), ring, medium, leads=True)
    taken_s = (np.arange(photos) + 0.5) * float(ends[-1]) / max(photos, 1)
    preview = random.Random(1).randbytes(preview_bytes)
    simulator = Simulator(medium, margin_loss(margin, seed=1))
    simulator.add(_AIRCRAFT, _Aircraft(sender, taken_s, preview, duty_cycle, medium.full_s))
    simulator.add(_STATION, station)
    simulator.run(lambda: False, float(ends[-1]))
    arrived = sum(isinstance(told, ObjectWhole) for told in station.take())
    return TrialFlight(photos, arrived, sender.outgoing.loss)
