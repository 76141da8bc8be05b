"""The sorties of a plan one after the other through a day: when each is in the air."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from missionplanner.model.flown import FlownCourse


@dataclass(frozen=True)
class FlyingDay:
    """Sorties in their order, with a change of batteries between two of them.

    Attributes
    ----------
    starts_s, ends_s : tuple of float
        Take-off and touch-down of each sortie, since the first take-off.
    """

    starts_s: tuple[float, ...]
    ends_s: tuple[float, ...]

    @property
    def length_s(self) -> float:
        """From the first take-off to the last touch-down."""
        return self.ends_s[-1] if self.ends_s else 0.0

    def at(self, day_s: float) -> tuple[int, float]:
        """Return the sortie at a moment, and the time since its take-off.

        While batteries are changed it is the sortie that has landed, at its end.
        """
        index = min(max(bisect_right(self.starts_s, day_s) - 1, 0), len(self.starts_s) - 1)
        end = self.ends_s[index] - self.starts_s[index]
        return index, min(max(day_s - self.starts_s[index], 0.0), end)

    def in_the_air(self, day_s: float) -> bool:
        """Tell whether a sortie is flown at a moment."""
        index, _ = self.at(day_s)
        return self.starts_s[index] <= day_s < self.ends_s[index]

    def moment(self, index: int, time_s: float) -> float:
        """Return when a sortie has been in the air for a time, since the first take-off."""
        return self.starts_s[index] + time_s


def flying_day(courses: Sequence[FlownCourse], swap_s: float) -> FlyingDay:
    """Return a day of sorties with `swap_s` seconds between touch-down and the next take-off."""
    starts, ends, now = [], [], 0.0
    for course in courses:
        starts.append(now)
        ends.append(now + course.duration_s)
        now = ends[-1] + swap_s
    return FlyingDay(tuple(starts), tuple(ends))
