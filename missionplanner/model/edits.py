"""What a pilot changes in a plan by hand; the planner flies what is left as it is.

Strips are named by their number in the waypoints of a sensor's plan (`Waypoints.strip`), sorties
by their number.
"""

from typing import Annotated, Literal

from pydantic import Field

from missionplanner.model.places import Frozen, Position

Strip = Annotated[int, Field(ge=0, le=2**31 - 1, description="Number of a strip")]
Number = Annotated[int, Field(ge=1, le=10_000, description="Number of a sortie")]


class SkipStrip(Frozen):
    """A strip is not flown."""

    kind: Literal["skip"] = "skip"
    strip: Strip


class ReverseStrip(Frozen):
    """A strip is flown from its other end."""

    kind: Literal["reverse"] = "reverse"
    strip: Strip


class LockStrip(Frozen):
    """A strip stays as it is: whatever would change it, its sortie or its height is refused.

    Kept with the plan, until it is unlocked.
    """

    kind: Literal["lock"] = "lock"
    strip: Strip


class UnlockStrip(Frozen):
    """A strip that was locked may be changed again."""

    kind: Literal["unlock"] = "unlock"
    strip: Strip


class MoveCut(Frozen):
    """The change of batteries after a sortie comes some strips later, or earlier."""

    kind: Literal["cut"] = "cut"
    sortie: Number
    strips: int = Field(
        ge=-10_000,
        le=10_000,
        description="Strips this sortie takes from the next; below 0: gives to it",
    )


class MoveStart(Frozen):
    """Every sortie of the project begins and ends at another place."""

    kind: Literal["start"] = "start"
    place: Position


class RaiseSortie(Frozen):
    """The strips of a sortie are flown higher above ground, or lower."""

    kind: Literal["raise"] = "raise"
    sortie: Number
    metres: float = Field(ge=-1e3, le=1e3, description="How much higher, m; below 0: lower")


PlanEdit = Annotated[
    SkipStrip | ReverseStrip | LockStrip | UnlockStrip | MoveCut | MoveStart | RaiseSortie,
    Field(discriminator="kind"),
]
"""One change; a list of them is applied in its order."""
