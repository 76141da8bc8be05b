"""The geographical detector: what of a map the strata of a factor explain."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from missionplanner.ecology.geodetector.detect import Asked, detect
from missionplanner.ecology.geodetector.discretise import Method, as_given
from missionplanner.ecology.geodetector.strata import strata as summed
from missionplanner.model.geodetector import Convention, GeodetectorResult
from missionplanner.science.arrays import Doubles, doubles
from missionplanner.tasks.progress import silent

Cut = Literal["natural", "quantile", "equal", "geometric", "sd", "optimal", "given"]
ConventionName = Literal["geodetector", "gd"]


def q_statistic(
    response: ArrayLike, strata: ArrayLike, convention: ConventionName = "geodetector"
) -> float:
    """Return q = 1 - SSW / SST: the share of the variance that strata explain.

    Parameters
    ----------
    response : array_like
        Finite numbers.
    strata : array_like of the same shape
        Numbers or text, one name a stratum.
    convention : {'geodetector', 'gd'}
        `gd` drops strata of one sample, as the R package GD does.

    Returns
    -------
    float
        0 to 1; 0 where the response is constant.

    Raises
    ------
    ValueError
        The shapes differ, or a response is not finite.

    Notes
    -----
    Wang et al. (2010, 2016); the second paper, equations 6 and 7.

    Examples
    --------
    >>> round(q_statistic([1.0, 2.0, 9.0, 10.0], ["low", "low", "high", "high"]), 4)
    0.9846
    """
    y, labels = doubles(response), np.asarray(strata)
    if y.shape != labels.shape or not np.isfinite(y).all():
        raise ValueError("response and strata must be of one shape, and the response finite")
    codes = as_given(labels.ravel().tolist()).codes
    return float(summed(y.ravel(), codes, Convention(convention)).q)


def geodetector(
    response: ArrayLike,
    factors: Mapping[str, ArrayLike],
    *,
    cut: Cut = "natural",
    classes: int = 5,
    convention: ConventionName = "geodetector",
    permutations: int = 0,
    seed: int = 42,
) -> GeodetectorResult:
    """Run the factor, interaction, risk and ecological detectors.

    Parameters
    ----------
    response : array_like
        Samples or a raster; what is not finite is left out.
    factors : mapping of name to array_like of the shape of `response`
        Numbers are cut into strata, unless they are few whole numbers; text is strata already
        (`codes.astype(str)`). A sample that lacks a number is left out.
    cut : str
        How numbers are cut; `optimal` takes the cut of the greatest q, `given` none at all.
    classes : int, strata of a factor that is cut
    convention : {'geodetector', 'gd'}, which published program is followed where they disagree
    permutations, seed : int
        Rounds of shuffling for p, 0: none; seed of them and of the limits of q.

    Returns
    -------
    GeodetectorResult
        `q`, `q_limits`, `p` by factor, `interactions` (q, type, p of pairs), `risk`,
        `ecological`, `warnings`.

    Raises
    ------
    InputError
        Fewer than three samples, a constant response or factor.
    ValueError
        The shapes differ, or a name of `cut` or `convention` is not known.

    Notes
    -----
    Wang et al. (2010, 2016), Song et al. (2020); the second paper, equations 6 and 7, Table IV.
    q is no cause, and neighbours that are alike make its p too good: docs/theory/geodetector.md.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(3)
    >>> slope, rain = rng.uniform(0, 30, 500), rng.uniform(0, 1, 500)
    >>> loss = 0.1 * slope + rng.normal(0, 0.3, 500)
    >>> found = geodetector(loss, {"slope": slope, "rain": rain})
    >>> found.ranked, bool(found.q["slope"] > 0.8), bool(found.q["rain"] < 0.05)
    (('slope', 'rain'), True, True)
    """
    y, kept = _whole(doubles(response), factors)
    method = None if cut == "given" else Method(cut)
    asked = Asked(method, classes, Convention(convention), permutations=permutations, seed=seed)
    return detect(y, kept, asked, silent())


def _whole(y: Doubles, factors: Mapping[str, ArrayLike]) -> tuple[Doubles, dict[str, np.ndarray]]:
    """Return the samples, (n,), that lack no number."""
    given = {name: np.asarray(values) for name, values in factors.items()}
    if any(values.shape != y.shape for values in given.values()):
        raise ValueError("every factor must have the shape of the response")
    whole = np.isfinite(y)
    for values in given.values():
        if np.issubdtype(values.dtype, np.floating):
            whole &= np.isfinite(values)
    return y[whole], {name: values[whole] for name, values in given.items()}
