"""Read photos while they arrive: each once, as soon as it is whole."""

import time
from collections.abc import Callable
from pathlib import Path

from missionplanner.imagery.folder import CardRead, photo_files, read_card
from missionplanner.operations.photos import PhotosRead, beside_plan
from missionplanner.operations.results import planned
from missionplanner.operations.site import load_site
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress

_LOOK_S = 1.0


def follow_photos(
    folder: Path,
    card: Path,
    progress: Progress,
    patience_s: float,
    tell: Callable[[PhotosRead], None],
    *,
    looked: bool = True,
) -> PhotosRead:
    """Read photos until none has come for a while; return the last state.

    A file is read once its size has not changed between two looks.

    Parameters
    ----------
    patience_s : float
        Time without a new photo after which it ends, s.
    tell : callable
        Given the state after each look that found something.

    Raises
    ------
    InputError
        Never planned, or no such folder.
    Cancelled
    """
    saved = planned(folder)
    site = load_site(load(folder), progress.part(0.0, 0.2), saved.intent)
    sizes: dict[Path, int] = {}
    done: set[Path] = set()
    read = CardRead((), ())
    beside = beside_plan(site, saved, read, looked=looked)
    last_s = time.monotonic()
    while time.monotonic() - last_s < patience_s:
        progress.check()
        now = {path: path.stat().st_size for path in photo_files(card) if path not in done}
        whole = [path for path, size in now.items() if sizes.get(path) == size]
        sizes = now
        if whole:
            more = read_card(whole, progress.part(0.2, 1.0), looked=looked)
            read = read.joined(more)
            done |= set(whole)
            last_s = time.monotonic()
            beside = beside_plan(site, saved, read, looked=looked)
            tell(beside)
        elif now:
            last_s = time.monotonic()  # one is being written
        time.sleep(_LOOK_S)
    return beside
