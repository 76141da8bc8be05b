"""Colours of the stage that are no map's: shades between the panel and the accent."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

from missionplanner.ui.style.theme import tokens


def mixed(first: str, second: str, share: float) -> str:
    """Return a colour between two, 0 the first and 1 the second."""
    a, b = QColor(first), QColor(second)
    parts = [
        round(x + (y - x) * min(max(share, 0.0), 1.0))
        for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    ]
    return QColor(*parts).name()


def ordered(count: int) -> list[str]:
    """Return colours from quiet to strong, for states that follow each other."""
    theme = tokens()
    pale = mixed(theme.surface, theme.link, 0.38)
    return [mixed(pale, theme.link, place / max(1, count - 1)) for place in range(count)]


def ramp(steps: int = 64) -> list[str]:
    """Return shades from the panel's own tiles to the accent."""
    return [mixed(tokens().raised, tokens().link, place / (steps - 1)) for place in range(steps)]


def shaded(values: ArrayLike, low: float, high: float) -> NDArray[np.uint8]:
    """Colour numbers by `ramp`; NaN is left clear.

    Parameters
    ----------
    values : (rows, columns)
    low, high : float
        Ends of the ramp.

    Returns
    -------
    (rows, columns, 4) uint8
    """
    table = np.asarray(values, dtype=np.float64)
    share = np.clip((table - low) / max(high - low, 1e-12), 0, 1)
    return _painted(share, ramp(256))


def _painted(share: NDArray[np.float64], colours: Sequence[str]) -> NDArray[np.uint8]:
    known = np.isfinite(share)
    shades = np.array([QColor(hue).getRgb() for hue in colours], dtype=np.uint8)
    places = np.where(known, share, 0) * (len(colours) - 1)
    found: NDArray[np.uint8] = shades[places.astype(np.intp)]
    found[~known] = 0
    return found
