"""How a map is set up, whatever shows it, and the relief that is drawn for it."""

from dataclasses import dataclass, field

from missionplanner.tasks.progress import Progress
from missionplanner.ui.map.ground import Ground
from missionplanner.ui.map.relief import Relief, draw_relief
from missionplanner.ui.style.tokens import Tokens


@dataclass
class Looks:
    """How the user set the map up; it outlives a change of theme or language."""

    visible: dict[str, bool] = field(default_factory=dict)
    opacity: dict[str, float] = field(default_factory=dict)
    rect: tuple[float, float, float, float] | None = None
    relief: dict[str, Relief] = field(default_factory=dict)
    swipe: float = 0.5
    continuous: set[str] = field(default_factory=set)


def relief_of(ground: Ground, theme: Tokens, progress: Progress) -> Relief:
    """Draw the relief of a ground in a theme; work for a thread."""
    progress.check()
    return draw_relief(ground, theme)
