"""Block files: what a stage has done so far, so that a killed run goes on where it was.

A block is an array (.npy) and what was counted of it (.json), each written aside and renamed; the
second comes last and says that the block is done.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.statistics.mapped import mapped
from missionplanner.ecology.statistics.moments import Moments
from missionplanner.ecology.work_folder import made_work
from missionplanner.errors import InputError
from missionplanner.raster.grid import Block
from missionplanner.storage.atomic import write_by
from missionplanner.storage.kept_rows import write_at_end
from missionplanner.storage.saved import read_object

Values = NDArray[np.floating[Any]]
Counted = dict[str, Any]
"""What was counted of a block, as JSON holds it."""

Made = tuple[Values | None, Counted]


@dataclass(frozen=True)
class Scratch:
    """The block files of one pass over one epoch.

    Attributes
    ----------
    folder : Path
    """

    folder: Path

    def array_path(self, block: Block) -> Path:
        """Return where a block's array lies."""
        return self.folder / f"{block.row}_{block.column}.npy"

    def array(self, block: Block) -> Values:
        """Return a block's array, mapped: only the layers looked at are read."""
        # Mapped for writing (to memory alone): numba compiles anew for arrays it may not write.
        return mapped(self.array_path(block), "c")

    def put(self, block: Block, place: int, layers: int, values: Values) -> None:
        """Write one layer of so many of a block's array, in place, before a note says it is done.

        Raises
        ------
        OutputError
            It cannot be written.
        """
        rest = (layers - place) * values.nbytes
        write_at_end(self.array_path(block), rest, np.ascontiguousarray(values).data)

    def once(self, block: Block, make: Callable[[Block], Made]) -> Counted:
        """Return what was counted of a block; make it where it is not done yet.

        Raises
        ------
        OutputError
            The folder cannot be written to.
        """
        note = self.folder / f"{block.row}_{block.column}.json"
        with suppress(InputError):
            return read_object(note)
        values, counted = make(block)
        made_work(self.folder)
        if values is not None:
            write_by(self.array_path(block), partial(_save, values), lasting=False)
        text = json.dumps(counted).encode()
        write_by(note, lambda stream: stream.write(text), lasting=False)
        # As read back: numbers of a resumed run and of this one are the same, bit by bit.
        again: Counted = json.loads(json.dumps(counted))
        return again

    def remove(self) -> None:
        """Remove the folder; what cannot be removed stays."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _save(values: Values, stream: BinaryIO) -> None:
    np.save(stream, values)


def packed(moments: Moments) -> Counted:
    """Return moments as JSON holds them, to the last bit."""
    return {
        "count": moments.count,
        "minimum": moments.minimum.tolist(),
        "maximum": moments.maximum.tolist(),
        "mean": moments.mean.tolist(),
        "comoment": moments.comoment.tolist(),
        "scaled": moments.scaled,
    }


def unpacked(counted: Mapping[str, Any]) -> Moments:
    """Return the moments that were packed."""
    return Moments(
        int(counted["count"]),
        np.array(counted["minimum"]),
        np.array(counted["maximum"]),
        np.array(counted["mean"]),
        np.array(counted["comoment"]),
        bool(counted["scaled"]),
    )
