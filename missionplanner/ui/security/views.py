"""What the Security stage shows: light values from the worker process; no Qt, no files."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.security.weights import constant_weights
from missionplanner.errors import PlannerError
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import (
    IndexSystem,
    SecurityGrade,
    SecurityOptions,
    SecurityResult,
    SiteSecurity,
    YearSecurity,
)
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.ui.ecology.views import Day, LayerKey

GRADES = tuple(SecurityGrade)
"""Worst first, as the codes of the rasters rise."""

_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class SecurityView:
    """Results of a study's security as far as there are any.

    Attributes
    ----------
    path : Path
        The study's file.
    found : SecurityResult or None
    drivers : GeodetectorResult or None
    files : mapping of LayerKey to Path
        Rasters: esi_cw, esi_vw, difference, grade_cw, grade_vw and indicators by their keys.
    made_from : dict or None
        What the indicators were made from, as `SecurityInputs.made_from`; None: not told.
    """

    path: Path
    found: SecurityResult | None = None
    drivers: GeodetectorResult | None = None
    files: dict[LayerKey, Path] = field(default_factory=dict)
    made_from: dict[str, Any] | None = None

    def year_of(self, day: Day) -> YearSecurity | None:
        """Return the figures of an epoch."""
        years = self.found.years if self.found else ()
        return next((year for year in years if year.date == day.isoformat()), None)

    def site(self, name: str) -> SiteSecurity | None:
        """Return the figures of a site."""
        sites = self.found.sites if self.found else ()
        return next((site for site in sites if site.name == name), None)


@dataclass(frozen=True, eq=False)
class Curve:
    """S(x) of an indicator with certain thresholds, C and alpha."""

    x: NDArray[np.float64]
    s: NDArray[np.float64]


def is_stale(found: SecurityResult, system: IndexSystem, options: SecurityOptions) -> bool:
    """Tell whether results were made with other options than these."""
    weights, grades = options.weights, options.grades
    kept = [one for one in system.indicators if one.key not in options.leave_out]
    same = (
        found.system.keys == tuple(one.key for one in kept)
        and found.system.signs == tuple(one.sign for one in kept)
        and abs(found.adjustment - weights.adjustment) < _SAME
        and abs(found.alpha - weights.alpha) < _SAME
        and found.grading == grades.method
        and (grades.method == "natural" or found.breaks == grades.breaks)
        and all(
            np.allclose(found.thresholds.get(key, ()), value, atol=_SAME)
            for key, value in weights.thresholds.items()
            if key in found.thresholds
        )
    )
    return not same or not _same_weights(found, system, options)


def changed_parts(view: SecurityView | None, inputs: SecurityInputs) -> frozenset[str]:
    """Return the parts of a study's security that differ from those its indicators are made of."""
    before = view.made_from if view else None
    if before is None:
        return frozenset()
    now = inputs.made_from
    return frozenset(key for key in {*before, *now} if before.get(key) != now.get(key))


def is_warned(system: IndexSystem, options: SecurityOptions) -> bool:
    """Tell whether the constant weights cannot be used, or only with a warning."""
    try:
        return bool(constant_weights(system, options.weights, options.leave_out).warnings)
    except PlannerError:
        return True


def _same_weights(found: SecurityResult, system: IndexSystem, options: SecurityOptions) -> bool:
    try:
        asked = constant_weights(system, options.weights, options.leave_out).weights
    except PlannerError:
        return False
    pairs = [(asked.get(key, np.nan), weight) for key, weight in found.weights_cw.items()]
    return all(abs(a - b) < _SAME for a, b in pairs)
