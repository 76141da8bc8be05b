"""The terms of J, one record: legs, whole routes and the plan's own cost are summed by it.

    J = w1 length + w2 altitude + w3 threat + w4 energy + resolution + sorties

each in metre-equivalents and with its weight already in it; the other files here say what each
one is. The kernels sum it leg by leg to order strips; `planning.effort` sums it over the route as
flown, which is what geometries are compared by and what the plan tells.
"""

from typing import NamedTuple

from missionplanner.compiled import kernel


class Terms(NamedTuple):
    """Terms of J, metre-equivalents."""

    length: float
    altitude: float
    threat: float
    energy: float
    resolution: float
    sorties: float


@kernel
def total(terms: Terms) -> float:
    """Return J."""
    return (
        terms.length
        + terms.altitude
        + terms.threat
        + terms.energy
        + terms.resolution
        + terms.sorties
    )
