"""The ends of strips: where they are, and how ways between them are joined to them.

A way is priced with the last two legs of the strips at both of its ends, its stubs: there the
aircraft brakes before the turn, and how short the last leg is decides how narrow the turn.
"""

import math

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.flown import Line, line_effort, turns_of
from missionplanner.planning.kernels.types import Flight, Floats

# Columns of an end: its place, the waypoint before it, the one before that, and the energy of
# flying from there to the end, and back, at survey speed, Wh.
X, Y, Z, INNER, FIRST, OUT_WH, IN_WH = 0, 1, 2, 3, 6, 9, 10
COLUMNS = 11
# Length of a stub beyond what braking takes, m.
SPARE_M = 30.0


@kernel
def set_end(end: Floats, i: int, line: Line, last: int, step: int, flight: Flight) -> None:
    """Write end i of a strip: point `last` of its line, the point before it at `last - step`."""
    n = line.x.shape[0]
    end[i, X], end[i, Y], end[i, Z] = line.x[last], line.y[last], line.z[last]
    inner = last - step
    end[i, INNER], end[i, INNER + 1] = line.x[inner], line.y[inner]
    end[i, INNER + 2] = line.z[inner]
    before = inner - step
    a, b = (before, inner) if 0 <= before < n else (inner, last)
    dx, dy, dz = line.x[b] - line.x[a], line.y[b] - line.y[a], line.z[b] - line.z[a]
    metres = max(math.sqrt(dx * dx + dy * dy + dz * dz), 1e-9)
    braking_m = flight.survey_mps * flight.survey_mps / (2.0 * flight.turn_mps2)
    far = max(metres, braking_m + SPARE_M) / metres
    end[i, FIRST], end[i, FIRST + 1] = line.x[inner] - far * dx, line.y[inner] - far * dy
    end[i, FIRST + 2] = line.z[inner] - far * dz
    _price_stub(end, i, flight)


@kernel
def _price_stub(end: Floats, i: int, flight: Flight) -> None:
    stub, mps = _empty(3, flight.survey_mps), flight.survey_mps
    for k, column in enumerate((FIRST, INNER, X)):
        _put(stub, k, end, i, column)
    stub.same[1] = True
    end[i, OUT_WH] = line_effort(stub, turns_of(stub, flight, mps, mps), flight)[0]
    for k, column in enumerate((X, INNER, FIRST)):
        _put(stub, k, end, i, column)
    end[i, IN_WH] = line_effort(stub, turns_of(stub, flight, mps, mps), flight)[0]


@kernel
def _empty(size: int, mps: float) -> Line:
    return Line(
        np.empty(size), np.empty(size), np.empty(size), np.full(size, mps),
        np.zeros(size, np.bool_), np.zeros(size, np.bool_),
    )  # fmt: skip


@kernel
def _put(line: Line, k: int, end: Floats, i: int, column: int) -> None:
    line.x[k], line.y[k], line.z[k] = end[i, column], end[i, column + 1], end[i, column + 2]


@kernel
def joined(way: Line, end: Floats, i: int, j: int, lead: int, flight: Flight) -> Line:
    """Return a way with the stubs of the strips at its ends; from home, `lead` is 0, else 2.

    Where the way is higher than a strip's end, the stub climbs there, as the strip will have to.
    """
    n = way.x.shape[0]
    line = _empty(n + lead + 2, flight.survey_mps)
    for k in range(n):
        line.x[k + lead], line.y[k + lead], line.z[k + lead] = way.x[k], way.y[k], way.z[k]
        if k < n - 1:
            line.speed[k + lead] = way.speed[k]
    if lead == 2:
        _put(line, 0, end, i, FIRST)
        _put(line, 1, end, i, INNER)
        line.same[1] = True
    _put(line, n + lead, end, j, INNER)
    _put(line, n + lead + 1, end, j, FIRST)
    line.same[n + lead] = True
    return line
