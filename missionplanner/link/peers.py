"""The devices that were heard: which packets are new, what they send, whether they sleep."""

import zlib
from dataclasses import dataclass, field

from missionplanner.link.incoming import Incoming
from missionplanner.link.sealing import ReplayGuard
from missionplanner.link.wire import HEADER_BYTES, Acknowledgement, Header, address_of

MOST_PEERS = 64
_MOST_BOOTS = 16
_REMEMBERED = 256
# A packet or two of an earlier start may come late over a relay; more is somebody else.
_STRAY_PACKETS = 3
_NEVER_S = -1e9


@dataclass(eq=False)
class Peer:
    """One device.

    Attributes
    ----------
    device : int
    incoming : Incoming
    heard_s : float
        When it was last heard.
    rests_until_s : float
    """

    device: int
    incoming: Incoming = field(default_factory=Incoming)
    heard_s: float = _NEVER_S
    rests_until_s: float = _NEVER_S
    boot: int = -1
    _guards: dict[int, ReplayGuard] = field(default_factory=dict)
    _prints: dict[int, tuple[int, int]] = field(default_factory=dict)
    _strays: int = 0

    def fresh(self, header: Header) -> bool:
        """Note an authentic packet; False where it was heard before."""
        guard = self._guards.get(header.boot)
        if guard is None:
            if len(self._guards) >= _MOST_BOOTS:
                del self._guards[min(self._guards)]  # never that of the start it is in
            guard = self._guards[header.boot] = ReplayGuard()
            self.boot = max(self.boot, header.boot)
        if not guard.fresh(header.counter):
            return False
        self._strays += header.boot < self.boot
        return True

    def shared(self, header: Header, frame: bytes, fresh: bool) -> bool:
        """Tell whether a packet shows that two computers send as this device.

        Either two packets have one name, or an earlier start of the device goes on sending.
        """
        place, name = header.counter % _REMEMBERED, zlib.crc32(frame[3:HEADER_BYTES])
        content = zlib.crc32(frame[HEADER_BYTES:])
        if not fresh:
            known = self._prints.get(place)
            return known is not None and known[0] == name and known[1] != content
        self._prints[place] = (name, content)
        return self._strays >= _STRAY_PACKETS

    @property
    def lost_share(self) -> float:
        """Share of its packets that did not come."""
        guard = self._guards.get(self.boot)
        return 1.0 - guard.heard / (guard.highest + 1) if guard and guard.highest >= 0 else 0.0

    def acknowledgement(self, turn: int) -> Acknowledgement:
        """Return what to tell it, and whose turn is next."""
        guard = self._guards[self.boot]
        incoming = self.incoming
        return Acknowledgement(
            self.device,
            self.boot,
            guard.highest,
            guard.heard,
            turn,
            incoming.base,
            incoming.lacks(),
        )


class Peers:
    """All devices heard; no more than 64."""

    def __init__(self) -> None:
        self._all: dict[int, Peer] = {}

    def of(self, device: int) -> Peer:
        """Return a device, new where it was not heard; the one silent longest gives way."""
        peer = self._all.get(device)
        if peer is None:
            if len(self._all) >= MOST_PEERS:
                del self._all[min(self._all.values(), key=lambda one: one.heard_s).device]
            peer = self._all[device] = Peer(device)
        return peer

    def heard(self, since_s: float) -> frozenset[int]:
        """Return the devices heard after a moment, and since this start."""
        since_s = max(since_s, _NEVER_S)
        return frozenset(peer.device for peer in self._all.values() if peer.heard_s > since_s)

    def by_address(self, address: int) -> Peer | None:
        """Return the first device of a short address."""
        return next((p for p in self._all.values() if address_of(p.device) == address), None)

    def next_turn(self, after: int, now_s: float, lately_s: float) -> int:
        """Return the address of who speaks after a device: in a ring; who sleeps is passed over."""
        awake = sorted(
            peer.device
            for peer in self._all.values()
            if now_s - peer.heard_s < lately_s and now_s >= peer.rests_until_s
        )
        if not awake:
            return 0
        return address_of(next((device for device in awake if device > after), awake[0]))

    def awake(self, now_s: float, lately_s: float) -> int:
        """Return how many devices are heard and awake."""
        return sum(
            now_s - peer.heard_s < lately_s and now_s >= peer.rests_until_s
            for peer in self._all.values()
        )
