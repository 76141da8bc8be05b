"""Energy: its weight times the energy drawn, as metres of level flight without wind.

Power is that of level flight at the airspeed, plus the price of climbing or the small credit of
descending, never under a share of level power (see `aircraft.energy` for model and sources).
"""

from missionplanner.compiled import kernel

J_PER_WH = 3600.0


@kernel
def step_wh(
    level_w: float, climb_mps: float, seconds: float,
    climb_w_per_mps: float, descent_w_per_mps: float, floor_share: float,
) -> float:  # fmt: skip
    """Return the energy of a short step, Wh; `climb_mps` is negative on the way down."""
    if climb_mps >= 0.0:
        watts = level_w + climb_w_per_mps * climb_mps
    else:
        watts = max(level_w + descent_w_per_mps * climb_mps, floor_share * level_w)
    return watts * seconds / J_PER_WH


@kernel
def cost(energy_wh: float, weight: float, nominal_wh_per_m: float) -> float:
    """Return the term of J, metre-equivalents."""
    return weight * energy_wh / nominal_wh_per_m
