"""What is wrong with a package before its two files are looked into."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from missionplanner.api import Message, message, route_name

from .container import TEMPLATE, WAYLINES
from .faults import Fault, error, warning

FOLDER = "wpmz/"
_LONGEST_NAME = 60
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PACKINGS: dict[int, str | Message] = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA"}
_CHUNK = 1 << 20


def nearest(name: str, members: dict[str, bytes]) -> str:
    """Return the member to read for one of the two files; it may lie in the wrong folder."""
    if name in members:
        return name
    tail = name.rpartition("/")[2]
    return next((m for m in sorted(members) if m.rpartition("/")[2].lower() == tail), "")


def judge_name(path: Path) -> Iterator[Fault]:
    """Yield faults of the file's own name."""
    stem = path.stem
    if path.suffix.lower() != ".kmz":
        said = message("dji_wpml.other_ending", ending=path.suffix or message("dji_wpml.nothing"))
        yield error("OSP-115", path.name, "ending", said)
    if len(stem) > _LONGEST_NAME:
        said = message("dji_wpml.long_name", n=len(stem), most=_LONGEST_NAME)
        yield warning("OSP-110", path.name, "name", said)
    elif route_name(stem, 10_000) != " ".join(stem.split()):
        said = message("dji_wpml.bad_name")
        yield warning("OSP-110", path.name, "name", said)


def judge_packing(
    path: Path, members: dict[str, bytes], is_wpml: Callable[[bytes], bool]
) -> Iterator[Fault]:
    """Yield faults of what is packed, and how."""
    if not any(is_wpml(data) for data in members.values()):
        yield plain(path.name, sorted(members))
        return
    for name in (TEMPLATE, WAYLINES):
        held = nearest(name, members)
        if name in members:
            continue
        if held:
            said = message("dji_wpml.other_name", held=held, name=name)
            yield error("OSP-103", path.name, name, said)
        else:
            yield error("OSP-102", path.name, name, message("dji_wpml.part_missing", name=name))
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    for entry in entries:
        if entry.compress_type not in _READABLE:
            other = message("dji_wpml.packing_method", number=entry.compress_type)
            way = _PACKINGS.get(entry.compress_type, other)
            said = message("dji_wpml.other_packing", way=way)
            yield error("OSP-107", path.name, "packing", said)
    folders = [entry.filename for entry in entries if entry.is_dir()]
    if folders:
        said = message("dji_wpml.folder_entry", folder=folders[0])
        yield warning("OSP-105", path.name, "folder", said)
    ours = {nearest(TEMPLATE, members), nearest(WAYLINES, members)}
    strange = [m for m in sorted(members) if m not in ours and not m.startswith(f"{FOLDER}res/")]
    if strange:
        said = message("dji_wpml.strangers", strange=strange[0][:80])
        yield warning("OSP-109", path.name, "strange", said)


def plain(where: str, names: list[str]) -> Fault:
    """Return the fault of a file that is no mission."""
    if any(name.lower().endswith(".kml") for name in names):
        said = message("dji_wpml.plain_kml")
    else:
        said = message("dji_wpml.no_mission", template=TEMPLATE, waylines=WAYLINES)
    return error("OSP-101", where, "plain", said)


def crowd(path: Path, most: int) -> int:
    """Return `most` + 1 where an archive's route has more waypoints than that, else 0.

    The route is counted as it is unpacked, so that its size does not matter.
    """
    number, rest = 0, b""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(WAYLINES) as stream:
            while chunk := stream.read(_CHUNK):
                number += (rest + chunk).count(b"<Placemark")
                rest = chunk[-len(b"<Placemar") :]
                if number > most:
                    return most + 1
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError):
        return 0
    return 0
