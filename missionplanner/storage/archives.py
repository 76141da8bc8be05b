"""ZIP archives of whole folders: written a piece at a time, and unpacked without being believed."""

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from missionplanner.errors import InputError
from missionplanner.storage.atomic import put_in_place, write_by
from missionplanner.storage.folders import is_plain_name, made, staging
from missionplanner.storage.reasons import reason

Tick = Callable[[int], None]
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
_DEEPEST = 6
_SPARE_BYTES = 64_000_000
# Rasters of one value shrink a thousandfold; nothing that is honest shrinks more.
_MOST_RATIO = 1100
_RATIO_FREE_BYTES = 10_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True)
class ArchiveLimits:
    """What an archive may hold at the most."""

    files: int = 20_000
    file_bytes: int = 64_000_000_000


_USUAL = ArchiveLimits()


def write_archive(path: Path, members: Mapping[str, Path | bytes], tick: Tick) -> Path:
    """Write files and contents by their names in the archive; `tick` is told of bytes read.

    Raises
    ------
    OutputError
        It cannot be written, or a file cannot be read.
    """

    def write(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in members.items():
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                with archive.open(entry, "w", force_zip64=True) as out:
                    if isinstance(content, bytes):
                        out.write(content)
                        continue
                    with content.open("rb") as source:
                        while piece := source.read(_PIECE):
                            out.write(piece)
                            tick(len(piece))

    return write_by(path, write)


def unpack_archive(
    path: Path, home: Path, tick: Tick, must_hold: str, limits: ArchiveLimits = _USUAL
) -> Path:
    """Unpack an archive that holds one folder, and return that folder in `home`: whole or not.

    `home` is made where it is absent, once the archive has been looked at. `must_hold` is a file
    without which the folder is none of ours.

    Raises
    ------
    InputError
        Not a ZIP, damaged, or harmful: a name that leads elsewhere or stands twice, a link, more
        than `limits`, than it says itself, or than the disk has room for; or `home` has the
        folder already.
    OutputError
        It cannot be written.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _FAULTS as error:
        raise InputError("storage.archive_broken", str(path), reason=reason(error)) from error
    with archive:
        entries = _checked(archive, path, home, limits)
        top = entries[0].filename.split("/")[0]
        if f"{top}/{must_hold}" not in {entry.filename for entry in entries}:
            raise InputError("storage.archive_without", str(path), name=must_hold)
        if os.path.lexists(home / top):
            raise InputError("storage.archive_there", str(home / top))
        with staging(made(home)) as aside:
            for entry in entries:
                _unpack(archive, entry, aside, path, tick)
            put_in_place(aside / top, home / top)
    return home / top


def _checked(
    archive: zipfile.ZipFile, path: Path, home: Path, limits: ArchiveLimits
) -> list[zipfile.ZipInfo]:
    """Return the files of an archive; nothing is unpacked before all of them are looked at."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not entries or len(entries) > limits.files:
        raise InputError("storage.archive_files", str(path), n=len(entries), most=limits.files)
    seen: set[str] = set()
    for entry in entries:
        parts = entry.filename.split("/")
        plain = all(is_plain_name(part) and part == part.strip(". ") for part in parts)
        link = stat.S_ISLNK(entry.external_attr >> 16)
        if not plain or link or not 2 <= len(parts) <= _DEEPEST:
            raise InputError("storage.archive_leads_out", str(path), name=entry.filename[:200])
        if entry.filename.casefold() in seen:
            raise InputError("storage.archive_twice", str(path), name=entry.filename[:200])
        swollen = entry.file_size > max(_RATIO_FREE_BYTES, _MOST_RATIO * entry.compress_size)
        if swollen or entry.file_size > limits.file_bytes:
            raise InputError("storage.archive_swells", str(path), name=entry.filename[:200])
        seen.add(entry.filename.casefold())
    if len({name.split("/")[0] for name in seen}) != 1:
        raise InputError("storage.archive_folders", str(path))
    needed, free = sum(entry.file_size for entry in entries), _free_bytes(home)
    if needed + _SPARE_BYTES > free:
        raise InputError("storage.archive_room", str(path), needed=needed, free=free)
    return entries


def _free_bytes(folder: Path) -> int:
    """Return the room on the disk of a folder that need not be there yet."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(there).free


def _unpack(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, aside: Path, path: Path, tick: Tick
) -> None:
    """Write one file; it is given no byte more than it was said to have."""
    place = aside.joinpath(*entry.filename.split("/"))
    made(place.parent)

    def write(stream: BinaryIO) -> None:
        left = entry.file_size
        try:
            with archive.open(entry) as source:
                while piece := source.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise zipfile.BadZipFile(entry.filename)
                    stream.write(piece)
                    tick(len(piece))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as no:
            raise InputError("storage.archive_broken", str(path), reason=reason(no)) from no

    write_by(place, write, lasting=False)
