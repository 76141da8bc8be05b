"""What passes over the blocks of a study have in common."""

import math
from collections.abc import Sequence

import numpy as np

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.messages.message import Message
from missionplanner.raster.files import RasterWriter
from missionplanner.tasks.progress import Progress

STACK_BYTES = 2**27
"""Most that the epochs of one block may take; with many epochs blocks become smaller."""

SMALL_STACK_BYTES = 2**25
"""The same where each block is worked on in many copies. What threads have freed is not given back
to the system as long as the pieces are small, so that a stage's peak is several such stacks."""


def side_of(place: RunPlace, epochs: int, stack_bytes: int = STACK_BYTES) -> int:
    """Return the side of a block, cells: smaller where many epochs lie on each other."""
    cell_bytes = np.dtype(place.dtype).itemsize * epochs
    most = math.isqrt(stack_bytes // cell_bytes)
    # Files have tiles of 512: a power of two cuts as few of them as can be.
    return min(place.block_cells, max(128, 1 << (most.bit_length() - 1)))


def finish_each(writers: Sequence[RasterWriter], words: Message, progress: Progress) -> None:
    """Finish rasters one after the other, telling after each."""
    for i, writer in enumerate(writers, 1):
        writer.finish()
        progress.report(i / len(writers), words)
