"""Scenes of a year, a season or a month as one epoch each."""

from collections.abc import Sequence
from enum import StrEnum

from missionplanner.ecology.imagery.scenes import combined
from missionplanner.model.study import Epoch


class Period(StrEnum):
    """What scenes are put together by; of seasons December begins the next year's first."""

    YEAR = "year"
    SEASON = "season"
    MONTH = "month"

    def of(self, epoch: Epoch) -> tuple[int, ...]:
        """Return which one an epoch is of."""
        year, month = epoch.date.year, epoch.date.month
        if self is Period.YEAR:
            return (year,)
        if self is Period.MONTH:
            return (year, month)
        return (year + month // 12, month % 12 // 3)


def by_period(epochs: Sequence[Epoch], period: Period) -> list[Epoch]:
    """Return one epoch of the scenes of each period; what is put together already stays as it is.

    Raises
    ------
    InputError
        Scenes of one period are of several sensors or levels.
    """
    groups: dict[tuple[object, ...], list[Epoch]] = {}
    for number, epoch in enumerate(epochs):
        whole = ("whole", number) if epoch.combine == "median" else ()
        groups.setdefault((*period.of(epoch), *whole), []).append(epoch)
    return [combined(own, str(own[0].date), median=True) for own in groups.values()]
