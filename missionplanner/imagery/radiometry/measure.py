"""What the pixels of a camera's photos are turned into before they are laid on the ground."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from missionplanner.messages.message import Message

Measured = NDArray[np.float32]
"""(rows, cols, bands); NaN where nothing was measured."""


@dataclass(frozen=True)
class Measure:
    """How the photos of one camera are read as a measure.

    Attributes
    ----------
    read : callable
        Of the number of a photo: its measure, (rows, cols, bands) float32; raises InputError.
    names : tuple of str
        Of the bands, as the study knows them.
    unit : str
        Of the values; empty: reflectance, 0 to 1.
    told : tuple of Message
        By what means, and what it stands on.
    tags : mapping of str to str
        The same, for the file.
    """

    read: Callable[[int], Measured]
    names: tuple[str, ...]
    unit: str
    told: tuple[Message, ...]
    tags: Mapping[str, str] = field(default_factory=dict)
