"""How a map is set up, whatever shows it, and the relief that is drawn for it."""

from dataclasses import dataclass, field
from typing import Any

from missionplanner.project.outlines import ShapeKey
from missionplanner.tasks.progress import Progress
from missionplanner.ui.map.ground import Ground
from missionplanner.ui.map.relief import Relief, draw_relief
from missionplanner.ui.style.tokens import Tokens
from missionplanner.ui.widgets.turned import Turned


@dataclass(frozen=True)
class SpaceLook:
    """What the map's frame shows: map or space, who holds the camera, what lies over the ground.

    `pose` is where the camera stands, by pyqtgraph's names; empty: as at first.
    """

    dimension: str
    camera: str
    ground: str
    pose: dict[str, Any]


@dataclass
class Looks:
    """How the user set the map up; it outlives a change of theme or language.

    `turned` are tabs and folds by panel and dock, `chosen` is the shape whose handles are shown.
    """

    visible: dict[str, bool] = field(default_factory=dict)
    opacity: dict[str, float] = field(default_factory=dict)
    rect: tuple[float, float, float, float] | None = None
    relief: dict[str, Relief] = field(default_factory=dict)
    swipe: float = 0.5
    solo: str = ""
    space: SpaceLook | None = None
    turned: dict[object, Turned] = field(default_factory=dict)
    chosen: ShapeKey | None = None
    continuous: set[str] = field(default_factory=set)


def relief_of(ground: Ground, theme: Tokens, progress: Progress) -> Relief:
    """Draw the relief of a ground in a theme; work for a thread."""
    progress.check()
    return draw_relief(ground, theme)
