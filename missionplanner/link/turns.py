"""Who may speak when. Half duplex: by turns, that the ground station deals; else whoever likes.

All times are seconds of the caller's clock.
"""

import math
import random
from dataclasses import dataclass

from missionplanner.link.medium import Medium

# Unanswered calls come ever more seldom.
_MOST_WAIT_S = 60.0
_PATIENT_CALLS = 16
# A sender that sleeps calls this often, so that commands reach it.
REST_S = 60.0
# Two that fell asleep at the same moment would else call at the same moment for ever.
_LEAST_REST = 0.8
LATELY_S = 120.0


@dataclass(frozen=True)
class Heard:
    """A packet of somebody else, as far as turns go.

    Attributes
    ----------
    remaining : int
        Packets that follow it in the same turn.
    from_station : bool
    turn : int or None
        Of an acknowledgement: address of who speaks next, 0 anyone.
    relayed : bool
        Handed on: others may still follow.
    """

    remaining: int
    from_station: bool
    turn: int | None
    relayed: bool = False


class HalfDuplex:
    """Turns on a channel where who sends hears nothing.

    A sender speaks for a burst, says with every packet how many follow, and then listens. The
    station answers when the burst is over, also where its last packets were lost, and says who is
    next. Who is not answered calls again.
    """

    def __init__(self, medium: Medium, address: int, *, leads: bool, seed: int) -> None:
        self._medium, self._address, self._leads = medium, address, leads
        self._chance = random.Random(seed)
        self._speak_at = math.inf if leads else 0.0
        self._known = False
        self.calls = 0

    def may_speak(self, now: float) -> bool:
        """Tell whether it is this side's turn."""
        return now >= self._speak_at

    @property
    def wake_at(self) -> float:
        """When there will be something to do; infinite where only a packet changes that."""
        return self._speak_at

    def packets(self) -> int:
        """Return how many packets one turn has."""
        return max(int(self._medium.burst_s / self._medium.full_s), 1)

    def wake(self, now: float) -> None:
        """Note that there is something new to send: a rest need not be waited for."""
        if not self._leads and self.calls == 0 and math.isfinite(self._speak_at):
            self._speak_at = min(self._speak_at, now + self._slot())

    def heard(self, now: float, said: Heard) -> None:
        """Take note of a packet."""
        medium = self._medium
        quiet = now + said.remaining * medium.full_s
        answer = quiet + medium.turn_s
        if self._leads:
            if not said.from_station:
                self._speak_at = answer
            return
        if said.turn is not None:
            self._on_deal(quiet, said.turn)
        elif said.from_station:  # a command: others that it is for answer, too
            self._speak_at = answer + self._slot()
        else:  # somebody else, or a relay: wait until that is over and answered
            wait = answer + medium.full_s + 2 * medium.turn_s + self._slot()
            self._speak_at = max(self._speak_at, wait) if not said.relayed else wait

    def _on_deal(self, quiet: float, turn: int) -> None:
        medium = self._medium
        if turn == self._address:
            self.calls, self._known = 0, True
            self._speak_at = quiet + medium.turn_s
        elif turn == 0:
            # Who was never dealt a turn comes first, the others a few slots later.
            known = 3 * self._slot_s if self._known else 0.0
            self._speak_at = quiet + medium.turn_s + known + self._slot(3)
        else:
            whole = medium.burst_s + medium.full_s + 4 * medium.turn_s
            self._speak_at = quiet + whole + self._slot()

    def answered(self) -> None:
        """Note that the station has told of this side's packets: it hears us."""
        self.calls = 0

    def spoke(self, now: float, frame_bytes: int, hops: int, packets: int) -> None:
        """Note that the last of so many packets of a turn goes out now."""
        medium = self._medium
        if self._leads:
            self._speak_at = math.inf
            return
        over = now + medium.airtime_s(frame_bytes)
        # Each relay hands on the whole burst, and then the answer.
        again = hops * ((packets + 1) * medium.full_s + 4 * medium.turn_s)
        wait = medium.full_s + 3 * medium.turn_s + again
        if self.calls >= _PATIENT_CALLS:
            wait = min(wait * 2.0 ** (self.calls - _PATIENT_CALLS + 1), _MOST_WAIT_S)
        self._speak_at = over + wait + (self._slot() if self.calls else 0.0)
        self.calls += 1

    def rest(self, now: float) -> None:
        """Note that there is nothing to say for a while."""
        self.calls = 0
        rest_s = REST_S * self._chance.uniform(_LEAST_REST, 1.0)
        self._speak_at = math.inf if self._leads else now + rest_s

    def call_again(self, now: float, seconds: float) -> None:
        """Speak after so many seconds unless somebody is heard: a turn dealt may stay unused."""
        self._speak_at = now + seconds

    @property
    def _slot_s(self) -> float:
        return self._medium.airtime_s(48) + self._medium.turn_s

    def _slot(self, slots: int = 4) -> float:
        return self._chance.randrange(slots) * self._slot_s


class FullDuplex:
    """No turns: as many packets on the way as the other side can take in, each part answered."""

    _LEAST_WINDOW, _MOST_WINDOW, _FIRST_WAIT_S, _MOST_WAIT_S = 32, 1024, 0.25, 5.0
    _LOST_SHARE = 0.02

    def __init__(self, medium: Medium) -> None:
        self.window = medium.window
        self._wait_s = self._FIRST_WAIT_S
        self._answer_by = math.inf

    def asks(self, sent: int) -> bool:
        """Tell whether packet number `sent` asks for an answer."""
        return sent % max(self.window // 4, 1) == 0

    def spoke(self, now: float) -> None:
        """Note that a packet went that wants to be answered."""
        self._answer_by = min(self._answer_by, now + self._wait_s)

    def answered(self, in_air: bool, lost_share: float, now: float) -> None:
        """Note an answer; packets may still be on the way.

        The window grows until packets are lost: of a buffer that runs over, or on the air.
        """
        self._wait_s = self._FIRST_WAIT_S
        if lost_share > self._LOST_SHARE:
            self.window = max(self.window * 7 // 8, self._LEAST_WINDOW)
        else:
            self.window = min(self.window + 8, self._MOST_WINDOW)
        self._answer_by = now + self._wait_s if in_air else math.inf

    def late(self, now: float) -> bool:
        """Tell whether an answer is overdue; then fewer packets go, and seldom."""
        if now < self._answer_by:
            return False
        self.window = max(self.window // 2, self._LEAST_WINDOW)
        self._wait_s = min(self._wait_s * 2.0, self._MOST_WAIT_S)
        self._answer_by = math.inf
        return True

    @property
    def wake_at(self) -> float:
        """When an answer is overdue; infinite where none is waited for."""
        return self._answer_by
