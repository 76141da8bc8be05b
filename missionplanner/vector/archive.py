"""Opening ZIP archives that strangers wrote, without being harmed by them."""

import lzma
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from missionplanner.errors import InputError
from missionplanner.vector.xml import HarmfulFile, parse_xml

__all__ = ["LIMIT_BYTES", "HarmfulFile", "parse_xml", "read_members", "safe_name"]

LIMIT_BYTES = 200_000_000
MAX_RATIO = 200
MAX_MEMBERS = 1000
# Below this size a high ratio is harmless, and small repetitive files do reach it.
_RATIO_FREE_BYTES = 1_000_000
_CHUNK = 1 << 16
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # a way of packing that Python does not know
    ValueError,
)


def read_members(
    path: Path,
    limit_bytes: int = LIMIT_BYTES,
    max_ratio: float = MAX_RATIO,
    max_members: int = MAX_MEMBERS,
) -> dict[str, bytes]:
    """Return the files in a ZIP archive by name, folders left out.

    Parameters
    ----------
    path : Path
        The archive.
    limit_bytes : int
        Most bytes that all members together may unpack to.
    max_ratio : float
        Most bytes unpacked from one packed byte, for members above a megabyte.
    max_members : int
        Most members.

    Raises
    ------
    InputError
        Not a ZIP, damaged, encrypted, or a name held twice.
    HarmfulFile
        A name that is absolute or climbs with `..`, too many members, or more unpacked bytes than
        the limits allow.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _members(archive, path.name, limit_bytes, max_ratio, max_members)
    except OSError as error:
        raise InputError(
            "vector.unreadable_because", str(path), reason=error.strerror or error
        ) from error
    except _DAMAGE as error:
        raise InputError("vector.zip_broken", path.name) from error


def safe_name(name: str) -> bool:
    """Return whether a member's name stays inside the archive's own folder."""
    plain = PurePosixPath(name.replace("\\", "/"))
    absolute = plain.is_absolute() or (len(name) > 1 and name[1] == ":")
    return bool(name) and not absolute and ".." not in plain.parts and "\x00" not in name


def _members(
    archive: zipfile.ZipFile, where: str, limit: int, ratio: float, most: int
) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > most:
        raise HarmfulFile("vector.zip_crowded", where, n=len(entries), most=most)
    files: dict[str, bytes] = {}
    left = limit
    for entry in entries:
        if not safe_name(entry.filename):
            raise HarmfulFile("vector.zip_leads_out", where, name=entry.filename)
        if entry.is_dir():
            continue
        if entry.flag_bits & 0x1:
            raise InputError("vector.zip_encrypted", where, name=entry.filename)
        if entry.filename in files:
            raise InputError("vector.zip_twice", where, name=entry.filename)
        files[entry.filename] = _unpacked(archive, entry, where, left, ratio)
        left -= len(files[entry.filename])
    return files


def _unpacked(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str, limit: int, ratio: float
) -> bytes:
    # The sizes in the archive's own directory can lie, so the bytes themselves are counted.
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            swollen = size > _RATIO_FREE_BYTES and size > ratio * max(entry.compress_size, 1)
            if size > limit or swollen:
                raise HarmfulFile("vector.zip_bomb", where, name=entry.filename)
    return b"".join(parts)
