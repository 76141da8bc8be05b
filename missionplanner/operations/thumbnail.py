"""Small pictures of photos and previews, for lists."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.link.previews import open_picture
from missionplanner.tasks.progress import Progress


def thumbnail(path: Path, side_px: int, progress: Progress) -> NDArray[np.uint8]:
    """Return a small picture, (rows, cols, 3) uint8 RGB; false colour of what is no ordinary one.

    Parameters
    ----------
    side_px : int
        Its longer side, at most.

    Raises
    ------
    InputError
        It is no picture, is cut off, or has more than 250 million pixels.
    Cancelled
    """
    progress.check()
    picture = open_picture(path).image
    picture.thumbnail((side_px, side_px))
    return np.asarray(picture.convert("RGB"), np.uint8)
