"""Which grade became which."""

import numpy as np
from numpy.typing import NDArray

GRADES = 5


def transition_counts(first: NDArray[np.integer], last: NDArray[np.integer]) -> NDArray[np.int64]:
    """Count pixels by their grade in two epochs.

    Parameters
    ----------
    first, last : integers of one shape
        Grade codes 1 (Bad) to 5 (Excellent); anything else is nodata.

    Returns
    -------
    int64 (5, 5)
        Rows the first epoch's grade, columns the last's, from Bad to Excellent. Only pixels with a
        grade in both are counted.
    """
    before, after = np.asarray(first).astype(np.int64), np.asarray(last).astype(np.int64)
    both = (before >= 1) & (before <= GRADES) & (after >= 1) & (after <= GRADES)
    place = (before[both] - 1) * GRADES + after[both] - 1
    return np.bincount(place, minlength=GRADES * GRADES).reshape(GRADES, GRADES)


def as_areas(counts: NDArray[np.int64], cell_m2: float) -> tuple[tuple[float, ...], ...]:
    """Return counts of pixels as areas, m2."""
    return tuple(tuple(float(count) * cell_m2 for count in row) for row in counts)
