"""Find the photos of a card or folder and read what they say, many at once."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.imagery.jpeg_head import refuse_cut_off
from missionplanner.imagery.metadata import read_photo
from missionplanner.imagery.sharpness import PixelCheck, look_at
from missionplanner.model.photo import Photo
from missionplanner.storage.folders import is_plain_file
from missionplanner.storage.reasons import reason
from missionplanner.tasks.progress import Progress

SUFFIXES = frozenset({".jpg", ".jpeg", ".tif", ".tiff"})
MOST_FILES = 200_000
_THREADS, _BATCH = 4, 64


@dataclass(frozen=True)
class Seized:
    """A photo that was read, and how its pixels look; None: they were not looked at."""

    photo: Photo
    look: PixelCheck | None


@dataclass(frozen=True)
class CardRead:
    """What a folder holds.

    Attributes
    ----------
    seized : tuple of Seized
        In the order of their time, then of their path.
    unread : tuple of InputError
        Why other files could not be read.
    """

    seized: tuple[Seized, ...]
    unread: tuple[InputError, ...]

    def joined(self, more: "CardRead") -> "CardRead":
        """Return this and what was read later; bands that came apart become one capture."""
        seized = tuple(sorted(_captures((*self.seized, *more.seized)), key=_order))
        return CardRead(seized, (*self.unread, *more.unread))


def photo_files(folder: Path) -> tuple[Path, ...]:
    """Return the photo files below a folder, sorted; links are not followed.

    Raises
    ------
    InputError
        No such folder, none that may be read, or more than 200,000 files.
    """
    if not folder.is_dir():
        raise InputError("imagery.no_folder", str(folder))
    closed: list[OSError] = []
    walk = os.walk(folder, onerror=closed.append)
    below = (Path(inside, name) for inside, _, names in walk for name in names)
    found = [p for p in below if p.suffix.lower() in SUFFIXES and is_plain_file(p)]
    if closed and not found:  # of a card with photos the computer's own folders may be closed
        raise InputError("imagery.closed_folder", str(folder), reason=reason(closed[0]))
    if len(found) > MOST_FILES:
        raise InputError("imagery.too_many_files", str(folder), most=MOST_FILES)
    return tuple(sorted(found))


def read_card(files: Sequence[Path], progress: Progress, *, looked: bool = True) -> CardRead:
    """Read photos; bands of one capture become one.

    Parameters
    ----------
    looked : bool
        True: pixels are decoded and judged too. Cut off files are found out either way.

    Raises
    ------
    Cancelled
    """
    seized: list[Seized] = []
    unread: list[InputError] = []
    with ThreadPoolExecutor(_THREADS) as pool:
        for start in range(0, len(files), _BATCH):
            done = start / max(len(files), 1)
            progress.report(done, "imagery.reading", done=start, n=len(files))
            batch = files[start : start + _BATCH]
            for one in pool.map(lambda path: _read(path, looked=looked), batch):
                if isinstance(one, Seized):
                    seized.append(one)
                else:
                    unread.append(one)
    return CardRead(tuple(sorted(_captures(seized), key=_order)), tuple(unread))


def _read(path: Path, *, looked: bool) -> Seized | InputError:
    try:
        photo = read_photo(path)
        if looked:
            return Seized(photo, look_at(path))
        refuse_cut_off(path)
        return Seized(photo, None)
    except OSError as error:
        return InputError("imagery.cut_off", str(path), reason=reason(error))
    except InputError as error:
        return error


def _captures(seized: Sequence[Seized]) -> Iterator[Seized]:
    """Yield photos, and of each capture of several bands its first, with the names of all."""
    bands: dict[tuple[Path, str], list[Seized]] = {}
    for one in seized:
        if one.photo.capture:
            bands.setdefault((one.photo.path.parent, one.photo.capture), []).append(one)
        else:
            yield one
    for of_one in bands.values():
        first = min(of_one, key=lambda one: one.photo.path)
        files = tuple(sorted(path for one in of_one for path in one.photo.files))
        # The sharpest band tells: a dark one has little to be sharp in.
        ratios = [one.look for one in of_one if one.look and one.look.ratio is not None]
        best = max(ratios, key=lambda look: look.ratio or 0.0, default=first.look)
        yield Seized(replace(first.photo, files=files), best)


def _order(one: Seized) -> tuple[bool, str, str]:
    taken = one.photo.taken
    return taken is None, taken.strftime("%Y%m%d%H%M%S") if taken else "", str(one.photo.path)
