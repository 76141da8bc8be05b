"""How strips are laid and where the camera looks along them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from missionplanner.messages.message import message
from missionplanner.model.places import Frozen, Position

MOST_LINE_CORNERS = 5000
"""Most corners of a corridor's line."""


class Pattern(StrEnum):
    """How strips are laid.

    STRAIGHT gives the whole area one direction. CONTOUR bends one sweep over the whole area along
    the slope, so that it climbs less. AUTO takes what costs less: a bent sweep, or straight strips
    in up to three parts with directions of their own. CROSSHATCH flies the whole area twice, the
    second time across the first. OBLIQUE flies it five times: looking straight down, and tilted to
    four sides. CORRIDOR lays strips along a line. FACE flies along what is steep, looking at it.
    """

    AUTO = "auto"
    STRAIGHT = "straight"
    CONTOUR = "contour"
    CROSSHATCH = "crosshatch"
    OBLIQUE = "oblique"
    CORRIDOR = "corridor"
    FACE = "face"


UNDIRECTED = frozenset({Pattern.CORRIDOR, Pattern.FACE})
"""Patterns whose strips follow a line or the ground: no direction is asked for."""


class CorridorSide(StrEnum):
    """Which side of its line a corridor takes, as one goes along it."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


class PatternAsked(Frozen):
    """What is asked of the patterns beside the plain sweep."""

    tilt_deg: float = Field(
        default=45.0, ge=10, le=70, description="Tilt of oblique views from straight down, degrees"
    )
    line: tuple[Position, ...] = Field(
        default=(),
        max_length=MOST_LINE_CORNERS,
        description="Line of a corridor; none: the area's middle line",
    )
    width_m: float | None = Field(
        default=None, gt=0, le=1e5, description="Width of a corridor, m; none: that of the area"
    )
    side: CorridorSide = Field(
        default=CorridorSide.BOTH, description="Side of its line that a corridor takes"
    )
    face_from_deg: float = Field(
        default=35.0, ge=10, le=85, description="Least slope of a face, degrees"
    )
    face_turn_deg: float = Field(
        default=0.0, ge=-45, le=45,
        description="How much further down than along a face's normal the camera looks, degrees",
    )  # fmt: skip

    @model_validator(mode="after")
    def _a_line(self) -> Self:
        if len(self.line) == 1:
            raise ValueError(message("planning.corridor_point"))
        return self


@dataclass(frozen=True)
class StripAim:
    """Where the camera looks along a strip.

    Attributes
    ----------
    pitch_deg : float
        Of the gimbal; -90: straight down.
    yaw_deg : float
        Bearing of its view, and of the top of its images: in a plan from the site grid's north, in
        a mission from true north.
    """

    pitch_deg: float
    yaw_deg: float
