"""What the index says of each site over the years."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.shapes import Named, polygons_of
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.scratch import Counted
from missionplanner.ecology.imagery.study_files import at, belonging
from missionplanner.ecology.security.grades import areas_m2
from missionplanner.model.security import SiteSecurity
from missionplanner.model.study import Study

NOBODY = Named((), ())


def reported(study: Study, place: RunPlace, crs_wkt: str) -> Named:
    """Return the polygons to tell the index of: security's own, else the study's zones."""
    own = study.security.report_sites if study.security else None
    if own:
        return polygons_of(at(place.folder, own), None, crs_wkt)
    if study.zones:
        return polygons_of(at(place.folder, study.zones), study.zone_name, crs_wkt)
    return NOBODY


def reported_files(study: Study, place: RunPlace) -> list[Path]:
    """Return the file they are in, with what belongs to it."""
    own = (study.security.report_sites if study.security else None) or study.zones
    return list(belonging(at(place.folder, own))) if own else []


def site_rows(
    sites: Named, epochs: Sequence[Sequence[Counted]], cell_m2: float
) -> tuple[tuple[SiteSecurity, ...], float | None]:
    """Return a row a site, and the area in none of them in the last year (None: no sites).

    Parameters
    ----------
    sites : Named
    epochs : sequence of what was counted of each block
    cell_m2 : float
    """
    if not sites.names:
        return (), None
    levels = [[_sum(blocks, i) for blocks in epochs] for i in (0, 1)]
    sums = [[_sum(blocks, i) for blocks in epochs] for i in (2, 3)]
    cells = [one.sum(axis=1) for one in levels[0]]
    rows = []
    for i, name in enumerate(sites.names, 1):
        means = [
            tuple(
                float(total[i] / valid[i]) if valid[i] else None
                for total, valid in zip(one, cells, strict=True)
            )
            for one in sums
        ]
        graded = [tuple(areas_m2(one[i], cell_m2) for one in kind) for kind in levels]
        rows.append(
            SiteSecurity(
                name=name,
                valid_m2=tuple(float(valid[i]) * cell_m2 for valid in cells),
                mean_cw=means[0],
                mean_vw=means[1],
                grades_m2_cw=graded[0],
                grades_m2_vw=graded[1],
            )
        )
    return tuple(rows), float(cells[-1][0]) * cell_m2


def _sum(blocks: Sequence[Counted], place: int) -> NDArray[Any]:
    total: NDArray[Any] = np.sum([one["sites"][place] for one in blocks], axis=0)
    return total
