"""What the aircraft does where its route ends, or where its link is lost.

None of this changes the route: it is kept with the project, apart from what a plan stands on, and
is read when missions, tables and the brief are written.
"""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from missionplanner.model.places import Frozen
from missionplanner.model.verification import SortieFigures

#: The M300's return height can be set from 20 to 500 m (DJI, aircraft properties, rth_altitude).
RETURN_RANGE_M = (20.0, 500.0)


class FinishAction(StrEnum):
    """What is done behind the last waypoint (WPML `finishAction`: goHome, autoLand, noAction)."""

    RETURN = "return"
    LAND = "land"
    HOVER = "hover"


class LostLink(StrEnum):
    """What is done without the remote controller (WPML `exitOnRCLost`, `executeRCLostAction`).

    Landing at once is not among them: a mine has no ground that is safe to land on unseen.
    """

    RETURN = "return"
    HOVER = "hover"
    CONTINUE = "continue"


class RouteEnding(Frozen):
    """What is done at the end of each route and without a link, alike for all sorties."""

    finish: FinishAction = FinishAction.RETURN
    lost_link: LostLink = LostLink.RETURN
    return_height_m: float | None = Field(
        default=None,
        ge=RETURN_RANGE_M[0],
        le=RETURN_RANGE_M[1],
        description="Return height above home, m; None: what each sortie needs by the DEM",
    )


def least_return_m(sorties: Iterable[SortieFigures]) -> float | None:
    """Return the least height above home (m) that is safe for all sorties; None: not measured."""
    known = [s.return_height_m for s in sorties if s.return_height_m is not None]
    return max(known, default=None)
