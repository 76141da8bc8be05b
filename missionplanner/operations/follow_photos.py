"""Read photos while they arrive: each once, as soon as it is whole."""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from missionplanner.imagery.folder import CardRead, photo_files, read_card
from missionplanner.operations.photos import PhotosRead, beside_plan
from missionplanner.operations.results import planned
from missionplanner.operations.site import load_site
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress

_LOOK_S = 1.0


class Arrival(StrEnum):
    """What a look at a folder found."""

    NEW = "new"  # photos were read
    WRITING = "writing"  # a file is being written
    NOTHING = "nothing"


class FollowedCard:
    """A folder that photos come into.

    A file is read once its size has not changed between two looks.

    Attributes
    ----------
    read : CardRead
        What was read so far.
    """

    def __init__(self, card: Path, *, looked: bool = True) -> None:
        self.read = CardRead((), ())
        self._card, self._looked = card, looked
        self._sizes: dict[Path, int] = {}
        self._done: set[Path] = set()

    def look(self, progress: Progress) -> Arrival:
        """Read what is whole and has not been read.

        Raises
        ------
        InputError
            No such folder.
        Cancelled
        """
        files = [path for path in photo_files(self._card) if path not in self._done]
        now = {path: size for path in files if (size := _size(path)) is not None}
        whole = [path for path, size in now.items() if self._sizes.get(path) == size]
        self._sizes = now
        if not whole:
            return Arrival.WRITING if now else Arrival.NOTHING
        self.read = self.read.joined(read_card(whole, progress, looked=self._looked))
        self._done |= set(whole)
        return Arrival.NEW


def _size(path: Path) -> int | None:
    """Return the size of a file; None: it has gone since it was listed."""
    try:
        return path.stat().st_size
    except OSError:
        return None


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
    followed = FollowedCard(card, looked=looked)
    beside = beside_plan(site, saved, followed.read, looked=looked)
    last_s = time.monotonic()
    while time.monotonic() - last_s < patience_s:
        progress.check()
        found = followed.look(progress.part(0.2, 1.0))
        if found is Arrival.NEW:
            beside = beside_plan(site, saved, followed.read, looked=looked)
            tell(beside)
        if found is not Arrival.NOTHING:
            last_s = time.monotonic()
        time.sleep(_LOOK_S)
    return beside
