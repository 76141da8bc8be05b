"""Where a study lies, where its results go, and how its blocks are worked on."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RunPlace:
    """Everything of a run that is not part of the study itself.

    Attributes
    ----------
    folder : Path
        What the study's relative paths are relative to.
    out : Path
        Folder of the results; made where it is absent.
    scheduler : str or None
        Address of a dask scheduler, `tcp://HOST:PORT`; None: threads of this computer.
    block_cells : int
        Side of a block, cells.
    workers : int or None
        Threads of this computer; None: one a processor.
    dtype : str
        'float32' or 'float64': what values are held in; sums are float64 always.
    """

    folder: Path
    out: Path
    scheduler: str | None = None
    block_cells: int = 1024
    workers: int | None = None
    dtype: str = "float32"
