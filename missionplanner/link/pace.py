"""How large the next preview may be: by what gets through, and how fast photos come."""

from collections import deque

from missionplanner.link.budget import FIRST_BYTES

MOST_BYTES = 48_000
_SPAN_S = 300.0
# Of what gets through, kept for first previews, commands and what is lost.
_KEPT = 0.3


class Pace:
    """Learns the rate of a link from deliveries, and that of the camera from photos."""

    def __init__(self) -> None:
        self._delivered: deque[tuple[float, int]] = deque()
        self._photos: deque[float] = deque()

    def delivered(self, now: float, size: int) -> None:
        """Note so many useful bytes over there."""
        self._delivered.append((now, size))

    def photo(self, now: float) -> None:
        """Note a photo."""
        self._photos.append(now)

    def rate_bps(self, now: float) -> float | None:
        """Return useful bytes a second of the last five minutes; None before enough arrived."""
        _forget(self._delivered, now)
        if len(self._delivered) < 2:
            return None
        span = max(now - self._delivered[0][0], 1e-3)
        return sum(size for _, size in list(self._delivered)[1:]) / span

    def better_bytes(self, now: float) -> int:
        """Return how large a better preview may be so that previews keep up with the camera."""
        rate = self.rate_bps(now)
        while self._photos and now - self._photos[0] > _SPAN_S:
            self._photos.popleft()
        if rate is None:
            return 2 * FIRST_BYTES
        interval = min(_SPAN_S, now - self._photos[0]) / len(self._photos) if self._photos else 60.0
        spare = rate * (1.0 - _KEPT) * interval - FIRST_BYTES
        return int(min(max(spare, 2 * FIRST_BYTES), MOST_BYTES))


def _forget(times: deque[tuple[float, int]], now: float) -> None:
    while times and now - times[0][0] > _SPAN_S:
        times.popleft()
