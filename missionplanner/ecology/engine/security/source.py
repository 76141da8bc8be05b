"""What every source of an indicator can do."""

from typing import Protocol

from missionplanner.ecology.engine.bands.reading import Values
from missionplanner.ecology.engine.security.epochs_over_block import EpochOverBlock
from missionplanner.messages.message import Message


class IndicatorSource(Protocol):
    """What gives an indicator; frozen and picklable."""

    @property
    def static(self) -> bool:
        """True where it is the same for every epoch that names this very source."""
        ...

    @property
    def method(self) -> Message:
        """How it is done."""
        ...

    def over(self, here: EpochOverBlock) -> Values:
        """Return the raw values over a block, (rows, columns), NaN nodata."""
        ...
