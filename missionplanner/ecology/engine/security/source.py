"""What every source of an indicator can do."""

from typing import Protocol

from missionplanner.ecology.engine.reading import Values
from missionplanner.ecology.engine.security.ground import Here


class Source(Protocol):
    """What gives an indicator; frozen and picklable."""

    @property
    def static(self) -> bool:
        """True where it is the same for every epoch that names this very source."""
        ...

    @property
    def method(self) -> str:
        """How, in one line."""
        ...

    def over(self, here: Here) -> Values:
        """Return the raw values over a block, (rows, columns), NaN nodata."""
        ...
