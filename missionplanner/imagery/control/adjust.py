"""Bundle adjustment of the photos in which control points are marked.

Solved by least squares, first with a robust loss, then judged by leaving
each point and each mark out of it: W. Baarda, A testing procedure for use in geodetic networks,
1968. With v the residuals of an observation over their standard deviations and H its part of the
hat matrix, e = (I - H)^-1 v is what it differs by from what all others say, and v' (I - H)^-1 v is
chi-squared distributed where it is no blunder. The worst is left out, and all is solved again.

The standard deviation of a mark is taken from the marks themselves where it is greater than told.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import SuperLU, splu
from scipy.stats import chi2

from missionplanner.errors import InputError
from missionplanner.imagery.control.network import MarkNetwork
from missionplanner.imagery.control.suggest import LEAST
from missionplanner.imagery.interior import Interior
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_THREE_SIGMA = 0.9973
_MOST_ROUNDS = 30
# Points lie on a line where their spread across it is less than this share of that along it.
_LINE_SHARE = 0.05
_MOST_STEPS, _STILL, _HELD = 40, 1e-6, 1e-9


@dataclass(frozen=True)
class Adjusted:
    """What the adjustment gives; n photos, m points, k marks as they were handed over.

    Attributes
    ----------
    interior : Interior
    shift_m : float64 (3,)
    places_m, axes : float64 (n, 3), (n, 3, 3)
    points_m : float64 (m, 3)
        As the photos and measurements have them; NaN: seen in one photo alone, and only a check.
    off_m : float64 (m, 3)
        Of each control point, what it differs by from what all others say; of a check point, from
        its measurement.
    sigmas : float64 (m,)
        The same over its standard deviation, as that of a normal distribution.
    blunders : bool (m,)
        Points off by more than three sigma; left out of what is given.
    wrong_marks : bool (k,)
    marks_off_px : float64 (k, 2)
        Residuals of the marks; of wrong ones what they differ by from what all others say.
    sigma_px : float
    """

    interior: Interior
    shift_m: Floats
    places_m: Floats
    axes: Floats
    points_m: Floats
    off_m: Floats
    sigmas: Floats
    blunders: Mask
    wrong_marks: Mask
    marks_off_px: Floats
    sigma_px: float


def adjusted(network: MarkNetwork, checks: Mask, progress: Progress) -> Adjusted:
    """Adjust photos to control points.

    Parameters
    ----------
    network : MarkNetwork
        With what was measured of every point.
    checks : bool (m,)
        Points that are not adjusted to.

    Raises
    ------
    InputError
        Fewer than five control points in two photos each, or they lie on one line.
    Cancelled
    """
    measured = network.points_m.copy()
    blunders, wrong = np.zeros(len(checks), np.bool_), np.zeros(len(network.photo), np.bool_)
    _refuse(network, ~checks)
    x: Floats | None = None
    now, tested = network, None
    for round_ in range(_MOST_ROUNDS):
        progress.report(min(0.9, round_ / 10), "control.adjusting", n=round_ + 1)
        now = _freed(network, checks | blunders).without_marks(wrong)
        x = _solved(now, x, robust=round_ == 0)
        x = _solved(now, x, robust=False)
        tested = _tested(now, x)
        worst = _worst(tested, np.flatnonzero(~wrong))
        if worst is None:
            break
        of_point, index = worst
        if of_point and (~checks & ~blunders).sum() <= LEAST:
            blunders[index] = True
            break
        (blunders if of_point else wrong)[index] = True
    assert x is not None and tested is not None
    return _result(network, now, x, tested, measured, checks | blunders, wrong, blunders)


def seen_enough(network: MarkNetwork) -> Mask:
    """Return which points are marked in two photos or more, bool (m,)."""
    counts = np.bincount(network.point, minlength=len(network.points_m))
    return np.asarray(counts >= 2, np.bool_)


def _refuse(network: MarkNetwork, control: Mask) -> None:
    used = control & seen_enough(network)
    if used.sum() < LEAST:
        raise InputError("control.few", n=int(used.sum()), least=LEAST)
    if on_a_line(network.points_m[used]):
        raise InputError("control.line")


def on_a_line(points_m: Floats) -> bool:
    """Return whether points (n, 2 or 3) lie on one line on the map."""
    xy = points_m[:, :2] - points_m[:, :2].mean(axis=0)
    spread = np.linalg.svd(xy, compute_uv=False)
    return bool(spread[-1] <= _LINE_SHARE * spread[0])


def _freed(network: MarkNetwork, free: Mask) -> MarkNetwork:
    sd = np.where(free[:, None], np.inf, network.point_sd_m)
    return replace(network, point_sd_m=sd)


def _solved(network: MarkNetwork, start: Floats | None, *, robust: bool) -> Floats:
    """Return the unknowns of least squares, by Gauss-Newton steps on the sparse normal equations.

    Robust: by weights of `soft_l1` (1 + z)^-1/2, z the square of a residual over three sigma.
    """
    x = np.zeros(network.unknowns) if start is None else start
    weights = np.ones(len(network.residuals(x)))
    for _ in range(_MOST_STEPS):
        v, slopes = network.residuals(x), network.jacobian(x)
        if robust:
            pairs = v[: 2 * len(network.photo)].reshape(-1, 2)
            length2 = np.sum(pairs**2, axis=1) / 9.0
            weights[: 2 * len(network.photo)] = np.repeat((1.0 + length2) ** -0.5, 2)
        step = _factored(slopes, weights).solve(-(slopes.T @ (weights * v)))
        x, moved = _stepped(network, x, step, weights)
        if moved < _STILL:
            break
    return x


def _stepped(
    network: MarkNetwork, x: Floats, step: Floats, weights: Floats
) -> tuple[Floats, float]:
    """Return the unknowns after a step, halved until it betters them, and how far that was."""
    before = float(weights @ network.residuals(x) ** 2)
    for _ in range(8):
        if float(weights @ network.residuals(x + step) ** 2) <= before:
            return x + step, float(np.abs(step).max(initial=0.0))
        step = step / 2.0
    return x, 0.0


def _factored(slopes: sparse.csr_matrix, weights: Floats) -> SuperLU:
    """Return the normal equations, ready to be solved."""
    normal = slopes.T @ sparse.diags_array(weights) @ slopes
    # A free point in one photo alone has no depth: it is held where it is.
    return splu(sparse.csc_matrix(normal + _HELD * sparse.eye_array(normal.shape[0])))


@dataclass(frozen=True)
class _Tested:
    point_off: Floats  # (m, 3), sigmas of each coordinate; NaN: nothing was measured
    point_t: Floats  # (m,)
    mark_t: Floats  # (k,)
    point_sd_m: Floats  # (m, 3), of points that are free; NaN: of others
    sigma: float


def _tested(network: MarkNetwork, x: Floats) -> _Tested:
    v, slopes = network.residuals(x), network.jacobian(x)
    spread = _factored(slopes, np.ones(len(v))).solve

    def hat(rows: slice) -> Floats:
        part = slopes[rows].toarray()
        return np.asarray(part @ spread(part.T))

    k, m = len(network.photo), len(network.points_m)
    mark_t, redundant = np.zeros(k), np.zeros(2 * k)
    for i in range(k):
        rows = slice(2 * i, 2 * i + 2)
        mark_t[i], _ = _left_out(v[rows], hat(rows))
        redundant[rows] = 1.0 - np.diag(hat(rows))
    sigma = _sigma(v[: 2 * k], redundant)
    off, point_t, sd = np.full((m, 3), np.nan), np.zeros(m), np.full((m, 3), np.nan)
    for j in range(m):
        rows = network.point_rows(j)
        if np.isfinite(network.point_sd_m[j]).all():
            point_t[j], off[j] = _left_out(v[rows], hat(rows))
        else:
            own = np.zeros((network.unknowns, 3))
            own[network.unknowns - 3 * (m - j) + np.arange(3), np.arange(3)] = 1.0
            sd[j] = np.sqrt(np.sum(own * spread(own), axis=0))
    return _Tested(off, point_t, mark_t / sigma**2, sd, sigma)


def _left_out(v: Floats, hat: Floats) -> tuple[float, Floats]:
    """Return the test statistic of an observation, and what it differs by from all others."""
    rest = np.eye(len(v)) - hat
    if np.linalg.eigvalsh(rest)[0] < 1e-6:  # nothing else says anything of it
        return 0.0, np.full(len(v), np.nan)
    e = np.linalg.solve(rest, v)
    return float(v @ e), np.asarray(e, np.float64)


def _sigma(v: Floats, redundant: Floats) -> float:
    """Return by what the marks are worse than told, 1 or more, from their median."""
    told = redundant > 0.05
    if told.sum() < 10:
        return 1.0
    usual = 1.4826 * float(np.median(np.abs(v[told]) / np.sqrt(redundant[told])))
    return max(1.0, usual)


def _worst(tested: _Tested, marks: NDArray[np.int64]) -> tuple[bool, int] | None:
    """Return the least likely observation beyond its limit: of a point, and which; None: none."""
    limits = chi2.ppf(_THREE_SIGMA, 3), chi2.ppf(1.0 - 0.0027 / max(len(marks), 1), 2)
    by_point, by_mark = tested.point_t / limits[0], tested.mark_t / limits[1]
    point = int(np.argmax(by_point)) if len(by_point) else 0
    mark = int(np.argmax(by_mark)) if len(by_mark) else 0
    if max(by_point[point], by_mark[mark]) <= 1.0:
        return None
    if by_point[point] >= by_mark[mark]:
        return True, point
    return False, int(marks[mark])


def _result(
    whole: MarkNetwork,
    last: MarkNetwork,
    x: Floats,
    tested: _Tested,
    measured: Floats,
    free: Mask,
    wrong: Mask,
    blunders: Mask,
) -> Adjusted:
    places, axes = last.placed(x)
    points = last.points(x)
    points[free & ~seen_enough(last)] = np.nan
    off = np.where(free[:, None], points - measured, tested.point_off * whole.point_sd_m)
    sd = np.hypot(np.nan_to_num(tested.point_sd_m), whole.point_sd_m)
    t = np.where(free, np.sum((off / sd) ** 2, axis=1), tested.point_t)
    residuals = whole.residuals(x)[: 2 * len(whole.photo)].reshape(-1, 2) * whole.mark_sd_px
    return Adjusted(
        interior=last.camera(last.split(x)[1]),
        shift_m=last.split(x)[0].copy(),
        places_m=places,
        axes=axes,
        points_m=points,
        off_m=off,
        sigmas=_as_normal(t),
        blunders=blunders,
        wrong_marks=wrong,
        marks_off_px=residuals,
        sigma_px=tested.sigma * last.mark_sd_px,
    )


def _as_normal(t: Floats) -> Floats:
    """Return a statistic of three dimensions as sigmas of one that is as unlikely."""
    likely = chi2.logsf(np.nan_to_num(t), 3)
    # chi2 of one dimension is the square of a normal one.
    return np.sqrt(chi2.isf(np.exp(np.maximum(likely, -700.0)), 1))
