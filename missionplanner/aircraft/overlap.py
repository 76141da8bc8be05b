"""Whether a cell is seen as often as the asked overlap promises.

On flat ground strips a share (1 - sidelap) of the frame's width apart show every cell in at least
floor(1 / (1 - sidelap)) strips, and images a share (1 - frontlap) of its height apart show it in at
least floor(1 / (1 - frontlap)) images of each of these strips. A cell has the asked overlap when it
gets both: that many different flight lines, and in all at least the product of images. Counting
views does not trust any assumed height or slope, and it is what the reconstruction software
lives on. The counts are whole numbers, so the test is a little milder than the percentages
between two of them (70 % sidelap asks for 3 strips, as 67 % does) and never stricter than flat
ground would give.
"""

import math
from dataclasses import dataclass

import numpy as np

from missionplanner.model.sensor import Acquisition
from missionplanner.model.verification import ViewRasters


@dataclass(frozen=True)
class Needed:
    """Least flight lines and images of a cell."""

    strips: int
    images: int


@dataclass(frozen=True)
class Shares:
    """Shares of the wanted cells: seen at all, with enough strips, enough images, and both."""

    seen: float
    strips: float
    images: float
    both: float


def views_per_line(overlap: float) -> int:
    """Return how many frames show each point when neighbours overlap by a share of 0 to 1."""
    # A hair is added since 1 / (1 - 0.8) is a little under 5 in floating point.
    return math.floor(1.0 / (1.0 - overlap) + 1e-9)


def needed(acquisition: Acquisition) -> Needed:
    """Return what the overlaps asked for in an acquisition mean in views of a cell."""
    strips = views_per_line(acquisition.sidelap)
    return Needed(strips, strips * views_per_line(acquisition.frontlap))


def shares_of(views: ViewRasters, asked: Needed) -> Shares:
    """Return the shares of wanted cells with enough views; all 0 without a wanted cell."""
    total = max(int(views.wanted.sum()), 1)
    strips = views.strips >= asked.strips
    images = views.images >= asked.images

    def share(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
        return float((mask & views.wanted).sum() / total)

    return Shares(share(views.images > 0), share(strips), share(images), share(strips & images))
