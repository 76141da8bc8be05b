"""Replace a file, or several together: whole, or as it was.

Several: each new file is written in a private folder and flushed to the disk. Then a small list
of them is put in place with one rename: from here on the change counts. Only then are the files
renamed over the old ones, which stay as `.bak`. Whoever opens the folder after a crash first
finishes a listed change, so files of two different saves are never mixed.

The list may come from a stranger: it is followed only where every name in it is one that the
caller declares, and where everything it speaks of is a file, not a link.
"""

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from missionplanner.errors import InputError, OutputError
from missionplanner.messages.message import Message, message
from missionplanner.storage.folders import STAGING, is_plain_file, is_plain_folder, private
from missionplanner.storage.lock import held
from missionplanner.storage.reasons import not_written, reason, remedy

LIST = ".saving.json"
Writer = Callable[[Path], None]

_ASIDE = ".saving"
_ASIDE_NAME = re.compile(r"\.saving-[0-9a-f]{16}")
_LIST_BYTES = 10_000
_PATIENCE_S, _LOOK_S = 2.0, 0.05
_IN_USE = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation
_PART_NAME = re.compile(r"\..+\.[0-9a-f]{16}\.part")
_STAGING_NAME = re.compile(rf"{re.escape(STAGING)}-[0-9a-f]{{16}}")


def write_whole(path: Path, data: bytes | memoryview) -> Path:
    """Write `data` to `path`, replacing what was there, and return the path.

    A link of that name is replaced, not followed.

    Raises
    ------
    OutputError
        The file cannot be written; a former one is untouched.
    """
    return write_by(path, lambda stream: stream.write(data))


def copy_whole(source: Path, path: Path) -> Path:
    """Copy a file of any size to `path`, as `write_whole` writes.

    Raises
    ------
    InputError
        The source cannot be read.
    OutputError
        See `write_whole`.
    """
    try:
        original = source.open("rb")
    except OSError as error:
        raise InputError(
            "storage.unreadable",
            str(source),
            reason=reason(error),
            help=message("storage.check_file"),
        ) from error
    with original:
        return write_by(path, lambda stream: shutil.copyfileobj(original, stream))


def write_by(path: Path, write: Callable[[BinaryIO], object], *, lasting: bool = True) -> Path:
    """Let `write` fill a new file, as `write_whole` writes; return the path.

    Parameters
    ----------
    lasting : bool
        False: not flushed to the disk, for what may be lost with the power and is made again.

    Raises
    ------
    OutputError
        See `write_whole`.
    """
    aside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        try:
            with aside.open("xb") as stream:  # x: a prepared link is never followed
                write(stream)
                stream.flush()
                if lasting:
                    os.fsync(stream.fileno())
            _renamed(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(error, path) from error
    return path


def put_in_place(made: Path, path: Path) -> Path:
    """Rename a file or folder that was made aside, on the same disk, to `path`; return that.

    What was there is replaced; a link of that name is not followed.

    Raises
    ------
    OutputError
        It cannot be renamed; a former file is untouched.
    """
    try:
        return _renamed(made, path)
    except OSError as error:
        raise not_written(error, path) from error


def _renamed(made: Path, path: Path) -> Path:
    """Rename over a file; on Windows wait a little for whoever has that open.

    There a search index or a scanner opens each new file for a moment, and a file that is open is
    not replaced, nor its folder renamed.
    """
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return made.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in _IN_USE or time.monotonic() > end:
                raise
            time.sleep(_LOOK_S)


def remove(path: Path) -> None:
    """Remove a file, or a link itself; absent is as good.

    Raises
    ------
    OutputError
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(error, path, message("storage.not_removed")) from error


def clear_unfinished(folder: Path) -> None:
    """Remove what killed writers have left aside in `folder`, where nobody else writes now.

    What cannot be removed, and what is a link, stays.
    """
    if not is_plain_folder(folder):
        return
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if _PART_NAME.fullmatch(path.name) and is_plain_file(path):
                path.unlink()
            elif _STAGING_NAME.fullmatch(path.name) and is_plain_folder(path):
                shutil.rmtree(path, ignore_errors=True)


def replace_together(folder: Path, writers: Mapping[str, Writer], names: Collection[str]) -> None:
    """Write files of `folder` anew; each old one is kept as NAME.bak.

    Parameters
    ----------
    folder : Path
        Must exist.
    writers : mapping of str to callable
        File name to a function that writes the file at the path it is given.
    names : collection of str
        Every name that is ever written in this folder together; `finish` accepts no other.

    Raises
    ------
    InputError
        The list of an earlier save, broken off, is damaged.
    OutputError
        Something could not be written, or another writer is at work; the old files are as they
        were.
    """
    with held(folder):
        finish(folder, names)
        _clear(folder)
        try:
            aside = private(folder, _ASIDE)
            for name, write in writers.items():
                write(aside / name)
                _flush(aside / name)
            _flush(aside)
            write_whole(folder / LIST, _words(aside, writers))
            _flush(folder)
        except (OSError, OutputError) as error:
            _clear(folder)
            raise OutputError(
                "storage.not_saved", str(folder), reason=_reason(error), help=_remedy(error)
            ) from error
        finish(folder, names)


def pending(folder: Path) -> bool:
    """Return whether a change is listed and not carried through."""
    return os.path.lexists(folder / LIST)


def finish(folder: Path, names: Collection[str]) -> None:
    """Finish a change that was listed but not carried through; else do nothing.

    Raises
    ------
    InputError
        The list names something else than `names`, or something that is no file: nothing is
        touched.
    OutputError
        The folder cannot be written, or another writer is at work.
    """
    if not pending(folder):
        return
    with held(folder):
        if pending(folder):
            _carry_through(folder, *_listed(folder, names))


def _carry_through(folder: Path, aside: Path, listed: tuple[str, ...]) -> None:
    try:
        for name in listed:
            if (aside / name).exists():
                _keep_old(folder / name)
                _renamed(aside / name, folder / name)
        _flush(folder)
        (folder / LIST).unlink()
    except OSError as error:
        raise OutputError("storage.broken_off", str(folder), reason=reason(error)) from error
    shutil.rmtree(aside, ignore_errors=True)


def _words(aside: Path, names: Collection[str]) -> bytes:
    return json.dumps({"aside": aside.name, "names": list(names)}).encode()


def _listed(folder: Path, names: Collection[str]) -> tuple[Path, tuple[str, ...]]:
    """Return the folder and the names of a broken-off save, as far as they can be believed."""
    path = folder / LIST
    damaged = InputError("storage.list_damaged", str(path))
    if not is_plain_file(path):
        raise damaged
    try:
        with path.open("rb") as stream:
            said = json.loads(stream.read(_LIST_BYTES))
        aside, listed = said["aside"], said["names"]
        sound = (
            bool(_ASIDE_NAME.fullmatch(aside))
            and isinstance(listed, list)
            and all(isinstance(name, str) and name in names for name in listed)
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged from error
    if not sound or not _only_files(folder / aside, listed):
        raise damaged
    return folder / aside, tuple(listed)


def _only_files(aside: Path, listed: list[str]) -> bool:
    parts = [aside / name for name in listed]
    there = [part for part in parts if os.path.lexists(part)]
    # Without its folder there is nothing left to rename: the crash came after the last one.
    return not os.path.lexists(aside) or (
        is_plain_folder(aside) and all(is_plain_file(part) for part in there)
    )


def _keep_old(path: Path) -> None:
    backup = path.with_name(f"{path.name}.bak")
    if os.path.lexists(path) and not is_plain_folder(backup):  # a folder there is nobody's copy
        # A rename, not a copy: it needs no room on a full disk, and follows no link.
        _renamed(path, backup)


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no flush for folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError | OutputError) -> Message | str:
    return error.message if isinstance(error, OutputError) else reason(error)


def _remedy(error: OSError | OutputError) -> Message:
    cause = error.__cause__ if isinstance(error, OutputError) else error
    return remedy(cause) if cause is not None else message("storage.make_room")


def _clear(folder: Path) -> None:
    """Remove what saves that never came to their list have left; only one writer is here."""
    try:
        left = [path for path in folder.iterdir() if _ASIDE_NAME.fullmatch(path.name)]
    except OSError:
        return
    for path in left:
        if is_plain_folder(path):
            shutil.rmtree(path, ignore_errors=True)
