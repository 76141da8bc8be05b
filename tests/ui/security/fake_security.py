"""Stands in for `remote_light` and the reading of rasters: no files."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.model.security import Sign
from missionplanner.model.study import Epoch
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology.views import Picture
from missionplanner.ui.security.reads import curve, sources
from tests.ui import eco_factory, fake_ecology
from tests.ui.security import sec_factory

__all__ = ["curve", "save", "series", "sources"]
save, series = fake_ecology.save, fake_ecology.series


def histogram(
    rasters: Sequence[Path],
    epsg: int,
    limits: tuple[float, float],
    sign: Sign,
    progress: Progress,
) -> tuple[int, ...]:
    values = np.random.default_rng(2).beta(2.2, 3.1, 4000)
    return tuple(int(n) for n in np.histogram(values, 50, (0, 1))[0])


def picture(path: Path, epsg: int, name: str, progress: Progress) -> Picture:
    stem, _, day = path.stem.rpartition("_")
    if stem and day[:4].isdigit():
        return sec_factory.picture((stem, datetime.date.fromisoformat(day)))
    return sec_factory.picture(("esi_vw", None))


def look_picture(folder: Path, epoch: Epoch, epsg: int, progress: Progress) -> Picture:
    return eco_factory.picture(("look", epoch.date))
