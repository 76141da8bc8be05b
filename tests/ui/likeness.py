"""How alike two pictures of the window are: whether one of them can stand for the other."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Greys = NDArray[np.float64]
Box = tuple[int, int, int, int]

CELL_PX = 8
"""Side of a cell of the coarse picture: in it letters are a grey, however they are hinted."""

TILE_CELLS = (3, 8)
"""Rows and columns of a tile, 24 by 64 pixels: a line of a panel, and a word or two of it."""

SHIFT_PX = (1, 2)
"""Another hinting sets letters so many pixels lower and farther; a tile may lie so far off."""

UNLIKE = 8.0
"""Mean difference of the greys (0 to 255) of the worst tile, above which a picture is another.

Tried on the planned window, light and dark: letters without hinting 2.5, fully hinted 5.6, without
smooth edges 6.0. One line of the panel hidden or moved 9.4 to 57; a word more behind a label 7.1 to
27 (what passes are three letters in grey). `test_likeness` holds both sides.
"""


def unlikeness(one: Path, other: Path, ignored: Sequence[Box] = ()) -> tuple[float, Box]:
    """Return the mean difference of greys in the worst tile, and that tile.

    Parameters
    ----------
    one, other : Path
        Pictures; those of different size are as unlike as black and white.
    ignored : sequence of (left, top, right, bottom), pixels
        What may differ, as a clock does.
    """
    a, b = _greys(one, ignored), _greys(other, ignored)
    if a.shape != b.shape:
        return 255.0, (0, 0, a.shape[1], a.shape[0])
    down, along = SHIFT_PX
    room = np.pad(a, ((down, down), (along, along)), mode="edge")
    moved = np.lib.stride_tricks.sliding_window_view(room, a.shape)
    goal = _cells(b)
    tiles = np.min([_tiles(_cells(each) - goal) for row in moved for each in row], axis=0)
    row, column = (int(i) for i in np.unravel_index(int(tiles.argmax()), tiles.shape))
    high, wide = TILE_CELLS
    left, top = column * CELL_PX, row * CELL_PX
    return float(tiles.max()), (left, top, left + wide * CELL_PX, top + high * CELL_PX)


def _greys(path: Path, ignored: Sequence[Box]) -> Greys:
    """Return a picture's greys, (rows, columns), 0 to 255; what is ignored is 0."""
    greys = np.array(Image.open(path).convert("RGB").convert("L"), np.float64)
    for left, top, right, bottom in ignored:
        greys[top:bottom, left:right] = 0.0
    return greys


def _cells(greys: Greys) -> Greys:
    rows, columns = (side // CELL_PX for side in greys.shape)
    cut = greys[: rows * CELL_PX, : columns * CELL_PX]
    return np.asarray(cut.reshape(rows, CELL_PX, columns, CELL_PX).mean(axis=(1, 3)))


def _tiles(difference: Greys) -> Greys:
    views = np.lib.stride_tricks.sliding_window_view(np.abs(difference), TILE_CELLS)
    return np.asarray(views.mean(axis=(2, 3)))
