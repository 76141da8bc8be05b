"""What a year's table needs of each block, as sums that add up over blocks (paper 2, Table III)."""

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.security.diagnostic import ValueProfile, profiled
from missionplanner.ecology.security.grades import (
    Codes,
    areas_m2,
    change_m2,
    grade_codes,
    level_counts,
)
from missionplanner.ecology.security.index import Recipe, SecurityIndex, recipe
from missionplanner.ecology.security.weights import ConstantWeights
from missionplanner.model.security import (
    IndexSystem,
    Thresholds,
    WeightOptions,
    YearSecurity,
)


@dataclass(frozen=True)
class YearTally:
    """Sums of one or more blocks of one year.

    Attributes
    ----------
    levels_cw, levels_vw : (5,) int64
        Pixels on each level.
    sum_cw, sum_vw : float
        Sums of the two indices.
    profile : ValueProfile
        Means, variable weights and the diagnostic.
    """

    levels_cw: NDArray[np.int64]
    levels_vw: NDArray[np.int64]
    sum_cw: float
    sum_vw: float
    profile: ValueProfile

    def __add__(self, other: "YearTally") -> "YearTally":
        return YearTally(
            self.levels_cw + other.levels_cw,
            self.levels_vw + other.levels_vw,
            self.sum_cw + other.sum_cw,
            self.sum_vw + other.sum_vw,
            self.profile + other.profile,
        )


@dataclass(frozen=True)
class Graded:
    """Rasters of one block beside its sums: levels 1 to 5, 0 nodata, and the diagnostic's mask."""

    constant: Codes
    variable: Codes
    lowering: NDArray[np.uint8]
    tally: YearTally


def tallied(
    stack: NDArray[np.floating],
    index: SecurityIndex,
    how: Recipe,
    breaks: tuple[float, ...],
) -> Graded:
    """Grade one block and add it up.

    Parameters
    ----------
    stack : (k, rows, cols)
        Standardised indicators.
    index : SecurityIndex
        What `security_index` made of them.
    how : Recipe
    breaks : (4,)
        Upper ends of the first four levels.
    """
    constant, variable = grade_codes(index.constant, breaks), grade_codes(index.variable, breaks)
    profile, mask = profiled(stack, how)
    tally = YearTally(
        level_counts(constant),
        level_counts(variable),
        float(np.nansum(index.constant, dtype=np.float64)),
        float(np.nansum(index.variable, dtype=np.float64)),
        profile,
    )
    return Graded(constant, variable, mask, tally)


def year_security(
    date: datetime.date, tally: YearTally, system: IndexSystem, how: Recipe, cell_m2: float
) -> YearSecurity:
    """Return one year's row of results from its sums."""
    valid = max(tally.profile.valid, 1)
    constant, variable = areas_m2(tally.levels_cw, cell_m2), areas_m2(tally.levels_vw, cell_m2)
    return YearSecurity(
        year=date.year,
        date=date.isoformat(),
        mean_cw=tally.sum_cw / valid,
        mean_vw=tally.sum_vw / valid,
        valid_m2=tally.profile.valid * cell_m2,
        grades_m2_cw=constant,
        grades_m2_vw=variable,
        change_m2=change_m2(constant, variable),
        mean_weights_vw=tally.profile.mean_weights(system.keys),
        layer_scores=tally.profile.layer_scores(system, how.weights),
        lowering_share=tally.profile.shares(system.keys),
    )


def recipe_of(
    system: IndexSystem,
    constant: ConstantWeights,
    thresholds: dict[str, Thresholds],
    options: WeightOptions,
) -> Recipe:
    """Put weights and thresholds in the system's order.

    Raises
    ------
    InputError
        As `index.recipe`.
    """
    keys = system.keys
    return recipe(
        [constant.weights[key] for key in keys],
        [thresholds[key] for key in keys],
        options.adjustment,
        options.alpha,
        keys,
    )
