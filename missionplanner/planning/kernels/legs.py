"""What a line over terrain costs: its terms of J, whichever way it is flown."""

import math

from missionplanner.compiled import kernel
from missionplanner.planning.cost import altitude, energy, length, resolution, terms, threat
from missionplanner.planning.kernels.flown import Line, Turns
from missionplanner.planning.kernels.heights import ceiling_height, survey_height, threat_at
from missionplanner.planning.kernels.types import Flight, Floats, Ground

altitude_cost, altitude_integral = altitude.cost, altitude.integral
threat_cost, threat_integral = threat.cost, threat.integral
length_cost = length.cost
energy_cost = energy.cost
resolution_cost, too_high = resolution.cost, resolution.too_high
Terms, terms_total = terms.Terms, terms.total

# Columns of the sums of a line.
LENGTH, ALTITUDE, THREAT, RESOLUTION = 0, 1, 2, 3
SUMS = 4
# Terrain below a leg is looked at in steps of this, m.
LOOK_M = 10.0
# Between samples a leg may be this far over the ceiling, which is kept lower by as much, m.
SPARE_M = 1.0


@kernel
def leg_cost(flight: Flight, sums: Floats, energy_wh: float, sortie_m: float) -> float:
    """Return J of a line from its sums and the energy of one direction.

    `sortie_m` is its share of what a change of batteries costs.
    """
    found = Terms(
        length_cost(sums[LENGTH], flight.w_length),
        altitude_cost(sums[ALTITUDE], flight.w_altitude),
        threat_cost(sums[THREAT], flight.w_threat),
        energy_cost(energy_wh, flight.w_energy, flight.nominal_wh_per_m),
        sums[RESOLUTION],
        sortie_m,
    )
    return float(terms_total(found))


@kernel
def _add_leg(
    line: Line, k: int, metres: float, ground: Ground, flight: Flight, sums: Floats
) -> None:
    x, y, z = line.x[k], line.y[k], line.z[k]
    dx, dy, dz = line.x[k + 1] - x, line.y[k + 1] - y, line.z[k + 1] - z
    middle = z + 0.5 * dz
    sums[ALTITUDE] += altitude_integral(metres, middle, flight.low_m, flight.span_m)
    pieces = max(1, math.ceil(metres / LOOK_M))
    level = math.hypot(dx, dy) / pieces
    for i in range(pieces):
        f = (i + 0.5) / pieces
        here, there = x + f * dx, y + f * dy
        sums[THREAT] += threat_integral(metres / pieces, threat_at(ground, here, there))
        above = z + f * dz - ceiling_height(ground, here, there)
        if above > SPARE_M:
            sums[RESOLUTION] += too_high(level, above)
        if line.strip[k]:
            over = max(0.0, z + f * dz - survey_height(ground, here, there))
            sums[RESOLUTION] += resolution_cost(level, over, flight.room_m)


@kernel
def add_sums(
    line: Line, turns: Turns, first: int, last: int, ground: Ground, flight: Flight, sums: Floats
) -> None:
    """Add the sums of a line from one of its points to another.

    Its length is that of the curve flown; threat, height and resolution are summed along the legs,
    a few metres beside it at corners.
    """
    for k in range(first, last):
        _add_leg(line, k, turns.length[k], ground, flight, sums)
        sums[LENGTH] += turns.length[k]
    for k in range(max(first, 1), last + 1):
        sums[LENGTH] += turns.arc[k] - 2.0 * turns.damping[k]
