"""Short work of the Security stage, run in a thread; the window itself never imports this."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.ecology.engine.security import told
from missionplanner.ecology.security.variable import state
from missionplanner.model.security import IndexSystem, Sign, Thresholds
from missionplanner.model.security_inputs import SourceNote
from missionplanner.model.study import Study
from missionplanner.operations.raster_figures import standardised_counts
from missionplanner.tasks.progress import Progress
from missionplanner.ui.security.views import Curve

_POINTS = 201


def curve(thresholds: Thresholds, adjustment: float, alpha: float, progress: Progress) -> Curve:
    """Return S(x) from 0 to 1."""
    progress.check()
    x = np.linspace(0, 1, _POINTS)
    return Curve(x, state(x, thresholds, adjustment, alpha))


def histogram(
    rasters: Sequence[Path],
    epsg: int,
    limits: tuple[float, float],
    sign: Sign,
    progress: Progress,
) -> tuple[int, ...]:
    """Count the standardised values of an indicator over all its epochs, 0 to 1."""
    return standardised_counts(rasters, epsg, limits, sign, progress)


def sources(
    study: Study, folder: Path, system: IndexSystem, progress: Progress
) -> dict[str, SourceNote]:
    """Tell of every indicator where it comes from, or what it lacks."""
    return told.sources(study, folder, system, progress)
