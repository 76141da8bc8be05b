"""What formats of one plain file a mission have in common; a plugin may build on it or not."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.missions.files import write_whole
from missionplanner.missions.formats import FormatOption, ReadRoute, option_values
from missionplanner.missions.names import route_name
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission


class SingleFileFormat(ABC):
    """A `MissionFormat` without options: one file a mission, good where it can be read back."""

    name: str
    title: str
    suffix: str
    options: tuple[FormatOption, ...] = ()

    @abstractmethod
    def document(self, mission: Mission) -> bytes:
        """Return the whole file."""

    @abstractmethod
    def read(self, path: Path) -> ReadRoute:
        """Return the (first) route in the file; raises InputError."""

    def write(
        self, mission: Mission, folder: Path, options: Mapping[str, str] | None = None
    ) -> tuple[Path, ...]:
        """Write one file; raises OutputError, and InputError for an option."""
        option_values(self, options)
        name = f"{route_name(mission.title)}{self.suffix}"
        return (write_whole(folder, name, self.document(mission)),)

    def recognises(self, path: Path) -> bool:
        """Return whether the file ends as this format does."""
        return path.suffix.lower() == self.suffix

    def check(self, path: Path) -> tuple[Finding, ...]:
        """Return whether a route can be read back."""
        try:
            self.read(path)
        except InputError as error:
            code = f"{self.name.upper()}-1"
            return (Finding(code, Severity.ERROR, path.name, error.message),)
        return ()
