"""Small pictures of photos and previews, for lists."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.link.previews import full_size_patch, open_picture
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


def patch(
    path: Path, middle_px: tuple[float, float], side_px: int, progress: Progress
) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Return a piece of a photo at its full size, and where its upper left pixel lies in it.

    Parameters
    ----------
    middle_px : (x, y)
    side_px : int
        Of the piece; less at the photo's edge.

    Raises
    ------
    InputError
        See `thumbnail`.
    Cancelled
    """
    progress.check()
    return full_size_patch(path, middle_px, side_px)
