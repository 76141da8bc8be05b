"""From how many of the asked sides ground is seen, where the camera is aimed to several."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from shapely.geometry import MultiPolygon

from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.sensor import Sensor
from missionplanner.planning.verify.photos import Photos
from missionplanner.planning.verify.views import view_rasters
from missionplanner.tasks.progress import silent
from missionplanner.terrain.dem import Terrain

#: Cell that sides are counted on, metres, and the share of ground that each shall see.
CELL_M, SIDE_SHARE = 10.0, 0.95


def side_shares(
    photos: Photos, sensor: Sensor, terrain: Terrain, wanted: MultiPolygon
) -> tuple[float, ...]:
    """Return the share of the wanted ground that is seen with each aim, in the order of flight."""
    keys = np.round(np.column_stack((photos.pitch_deg, photos.cameras[:, 3:5])), 6)
    found = []
    for key in dict.fromkeys(map(tuple, keys.tolist())):
        views = view_rasters(_only(photos, (keys == key).all(axis=1)), sensor, terrain, wanted,
                             CELL_M, silent())  # fmt: skip
        found.append(float((views.images > 0)[views.wanted].mean()))
    return tuple(found)


def side_findings(shares: Sequence[float], sensor: Sensor) -> Iterator[Finding]:
    """Yield that ground is not seen from all sides."""
    if shares and min(shares) < SIDE_SHARE:
        said = message("planning.few_sides", share=100 * min(shares), wanted=100 * SIDE_SHARE)
        yield Finding("VERIFY-SIDES", Severity.WARNING, sensor.name, said)


def _only(photos: Photos, kept: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Photos:
    return replace(
        photos,
        cameras=photos.cameras[kept],
        lines=photos.lines[kept],
        pitch_deg=photos.pitch_deg[kept],
        sorties=photos.sorties[kept],
        strips=photos.strips[kept],
    )
