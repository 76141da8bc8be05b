"""What a stage's panel or dock may be able to do beside showing its session."""

from pathlib import Path
from typing import Protocol, runtime_checkable

from missionplanner.ui.plan.drawing import Drawing


@runtime_checkable
class DrawsOnMap(Protocol):
    """A panel or a dock that shows what is drawn on the map."""

    def draws_with(self, drawing: Drawing) -> None:
        """Show what is drawn on the map."""
        ...


@runtime_checkable
class TakesFiles(Protocol):
    """A panel of a stage that has a use of its own for files dropped into the window."""

    def take_files(self, paths: list[Path]) -> bool:
        """Take files; False: they are for the project."""
        ...
