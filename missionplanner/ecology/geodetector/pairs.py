"""Risk detector: which strata differ. Ecological detector: which factors explain differently."""

import math
from itertools import combinations

from scipy.stats import f as central_f
from scipy.stats import t as student

from missionplanner.ecology.geodetector.strata import Strata
from missionplanner.model.geodetector import EcologicalPair, RiskPair


def risk(factor: str, cut: Strata, significance: float) -> tuple[RiskPair, ...]:
    """Compare the means of every two strata (Welch's t test, two-sided).

    A stratum of one sample has no variance: its pairs have neither t nor p.
    """
    return tuple(
        _risk_pair(factor, cut, a, b, significance)
        for a, b in combinations(range(cut.count.size), 2)
    )


def _risk_pair(factor: str, cut: Strata, a: int, b: int, significance: float) -> RiskPair:
    t, p = _welch(cut, a, b)
    return RiskPair(
        factor=factor, a=a, b=b, t=t, p=p, significant=p is not None and p < significance
    )


def _welch(cut: Strata, a: int, b: int) -> tuple[float | None, float | None]:
    n, m = float(cut.count[a]), float(cut.count[b])
    if n < 2 or m < 2:
        return None, None
    left, right = cut.within[a] / (n - 1) / n, cut.within[b] / (m - 1) / m
    apart, spread = float(cut.mean[a] - cut.mean[b]), float(left + right)
    if spread == 0:
        return None, (1.0 if apart == 0 else 0.0)
    t = apart / math.sqrt(spread)
    freedom = spread**2 / (left**2 / (n - 1) + right**2 / (m - 1))
    return t, float(2 * student.sf(abs(t), freedom))


def ecological(a: str, b: str, cut_a: Strata, cut_b: Strata, significance: float) -> EcologicalPair:
    """Compare what two factors leave unexplained (F = SSW_a / SSW_b, scaled; one-sided, larger)."""
    n, m = cut_a.n, cut_b.n
    first, second = n * (m - 1) * cut_a.ssw, m * (n - 1) * cut_b.ssw
    f = first / second if second > 0 else math.inf
    f = 1 / f if 0 < f < 1 else f
    f = min(f, 1e300)
    p = float(central_f.sf(f, n - 1, m - 1))
    return EcologicalPair(a=a, b=b, f=f, p=p, significant=p < significance)
