"""Folders to write in: made with their parents, no links, writable."""

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from missionplanner.errors import OutputError
from missionplanner.messages.message import message
from missionplanner.storage.reasons import not_written

STAGING = ".writing"
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: Windows' other link to a folder


def made(folder: Path) -> Path:
    """Return `folder`, made where it was absent.

    Raises
    ------
    OutputError
        It cannot be made: a parent is a file, no right, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(error, folder, message("storage.folder_not_made")) from error
    return folder


def made_in(home: Path, folder: Path) -> Path:
    """Return `folder`, made where it was absent; below `home` no part of its path is a link.

    The user's own `home` may be reached by links, and a `folder` elsewhere too: only what lies in
    `home` may be a stranger's.

    Raises
    ------
    OutputError
        A part of the path is a link, or the folder cannot be made.
    """
    path, start = Path(os.path.normpath(folder.absolute())), home.resolve()
    inside = False
    for part in (*reversed(path.parents), path):
        if inside and is_link(part):
            raise OutputError("storage.link", str(part))
        inside = inside or part.resolve() == start
    return made(folder)


def is_link(path: Path) -> bool:
    """Return whether the path itself is a symbolic link or a junction; absent: False."""
    try:
        info = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION


def is_plain_file(path: Path) -> bool:
    """Return whether the path itself is a file: no link, no pipe, no folder."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and not is_link(path)
    except OSError:
        return False


def is_plain_folder(path: Path) -> bool:
    """Return whether the path itself is a folder and no link."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode) and not is_link(path)
    except OSError:
        return False


def is_plain_name(name: object) -> bool:
    """Return whether a name read from a file is that of a visible file in the same folder."""
    return (
        isinstance(name, str)
        and 0 < len(name) < 256
        and not name.startswith(".")
        and not any(sign in name for sign in "/\\:\0")
    )


def private(folder: Path, stem: str) -> Path:
    """Return a new folder in `folder` that nobody can have prepared; raises OSError."""
    path = folder / f"{stem}-{secrets.token_hex(8)}"
    path.mkdir(mode=0o700)
    return path


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a private folder inside `folder` to write in first; it is removed at the end.

    Raises
    ------
    OutputError
        It cannot be made.
    """
    try:
        path = private(folder, STAGING)
    except OSError as error:
        raise not_written(error, folder) from error
    try:
        yield path
    except OutputError as error:
        # The user knows the place that is written to, and not this one.
        error.place = error.where.replace(str(path), str(folder))
        raise
    finally:
        shutil.rmtree(path, ignore_errors=True)


def writable(folder: Path) -> None:
    """Raise OutputError where nothing can be written in a folder: told before long work."""
    with staging(folder):
        pass
