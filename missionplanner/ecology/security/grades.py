"""Levels of security and their areas (paper 2, Tables II and III)."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.statistics.breaks import Binned, breaks_of
from missionplanner.model.security import (
    SECURITY_BREAKS,
    SECURITY_CODES,
    LevelMoves,
    SecurityGrade,
    UnitWeights,
)

Codes = NDArray[np.uint8]
Areas = dict[SecurityGrade, float]

LEVELS = len(SECURITY_CODES)


def grade_codes(index: NDArray[np.floating], breaks: Sequence[float] = SECURITY_BREAKS) -> Codes:
    """Return levels 1 (very insecure) to 5 (very secure), 0 where the index is NaN.

    A value on a break belongs to the lower level: Table II writes 0.26 < X <= 0.40. An index of
    exactly 0, which the table leaves out, is very insecure.
    """
    # In the index's own dtype: 0.26 as float32 must still lie ON the break.
    edges = np.asarray(breaks, dtype=index.dtype)
    codes: Codes = (np.searchsorted(edges, index, side="left") + 1).astype(np.uint8)
    codes[np.isnan(index)] = 0
    return codes


def natural_grade_breaks(bins: Binned) -> tuple[float, ...]:
    """Return the four breaks of five natural classes, from the index of all years together.

    One set of breaks for all years and both kinds of weights: levels stay comparable.
    """
    return breaks_of(bins, LEVELS).inner


def level_counts(codes: Codes) -> NDArray[np.int64]:
    """Return how many pixels are on each level, (5,), for adding up over blocks."""
    return np.bincount(codes.ravel(), minlength=LEVELS + 1)[1:].astype(np.int64)


def areas_m2(counts: NDArray[np.int64], cell_m2: float) -> Areas:
    """Return the area of each level from its count of pixels."""
    return {grade: float(counts[code - 1]) * cell_m2 for grade, code in SECURITY_CODES.items()}


def change_m2(constant: Areas, variable: Areas) -> Areas:
    """Return how many m2 each level gains by variable weights (Table III, VW minus CW)."""
    return {grade: variable[grade] - constant[grade] for grade in SecurityGrade}


def area_rows(
    epochs: Sequence[str], constant: Sequence[Areas], variable: Sequence[Areas]
) -> Iterator[Sequence[str]]:
    """Yield the rows of a table like the paper's Table III: m2, per cent, CW, VW and the change.

    The paper's own VW rows are shifted by one column (its year is missing and the first value
    stands again at the end). An epoch is called by its year, or by its date where a year has two.
    """
    yield "method", "year", *(f"{g.value} {unit}" for g in SecurityGrade for unit in ("m2", "%"))
    for epoch, cw, vw in zip(epochs, constant, variable, strict=True):
        total = sum(cw.values()) or 1.0
        for method, areas in (("CW", cw), ("VW", vw), ("VW-CW", change_m2(cw, vw))):
            pairs = ((areas[g], 100 * areas[g] / total) for g in SecurityGrade)
            yield method, epoch, *(f"{value:.2f}" for pair in pairs for value in pair)


def move_counts(before: Codes, after: Codes) -> NDArray[np.int64]:
    """Return (5, 5) pixels by level before (rows) and after (columns); no value in one: left out.

    Parameters
    ----------
    before, after : (rows, cols) uint8
        Levels, 0 nodata.
    """
    joint = before.astype(np.int64).ravel() * (LEVELS + 1) + after.ravel()
    table = np.bincount(joint, minlength=(LEVELS + 1) ** 2).reshape(LEVELS + 1, LEVELS + 1)
    return table[1:, 1:].astype(np.int64)


def move_rows(moves: Sequence[LevelMoves]) -> Iterator[Sequence[str]]:
    """Yield the rows of a table of from-to areas, m2."""
    yield "method", "from_date", "to_date", "from_level", *(f"{g.value} m2" for g in SecurityGrade)
    for one in moves:
        for method, table in (("CW", one.cw_m2), ("VW", one.vw_m2)):
            for grade, areas in zip(SecurityGrade, table, strict=True):
                yield method, one.first, one.last, grade.value, *(f"{area:.2f}" for area in areas)


def weight_rows(
    constant: Mapping[str, float], units: Sequence[UnitWeights]
) -> Iterator[Sequence[str]]:
    """Yield the rows of a table like the paper's Table VI: four decimals, CW first."""
    keys = tuple(constant)
    yield "unit", *keys
    yield "CW", *(f"{constant[key]:.4f}" for key in keys)
    for one in units:
        yield one.unit, *(f"{one.weights_vw[key]:.4f}" for key in keys)


def site_counts(codes: Codes, sites: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return (count + 1, 5) pixels by site and level; row 0 is what lies in no site.

    Parameters
    ----------
    codes : (rows, cols) uint8
        Levels, 0 nodata.
    sites : (rows, cols) int32
        0 none, else 1 + index of the site.
    count : int
        Number of sites.
    """
    joint = sites.astype(np.int64).ravel() * (LEVELS + 1) + codes.ravel()
    table = np.bincount(joint, minlength=(count + 1) * (LEVELS + 1))
    return table.reshape(count + 1, LEVELS + 1)[:, 1:].astype(np.int64)


def site_sums(
    index: NDArray[np.floating], sites: NDArray[np.int32], count: int
) -> NDArray[np.float64]:
    """Return (count + 1,) sums of the index by site over valid pixels, for means over blocks."""
    valid = np.isfinite(index)
    sums = np.bincount(sites[valid], index[valid].astype(np.float64), minlength=count + 1)
    return sums.astype(np.float64)
