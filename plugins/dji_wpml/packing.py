"""What is wrong with a package before its two files are looked into."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from missionplanner.api import route_name

from .container import TEMPLATE, WAYLINES
from .faults import Fault, error, warning

FOLDER = "wpmz/"
_LONGEST_NAME = 60
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PACKINGS = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA"}
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
        message = f"is a mission, but ends in {path.suffix or 'nothing'}: Pilot 2 takes .kmz only"
        yield error("OSP-115", path.name, "ending", message)
    if len(stem) > _LONGEST_NAME:
        message = f"the name has {len(stem)} characters; DJI takes {_LONGEST_NAME}"
        yield warning("OSP-110", path.name, "name", message)
    elif route_name(stem, 10_000) != " ".join(stem.split()):
        message = 'the name holds one of < > : " / | ? * . _ \\, which DJI refuses in route names'
        yield warning("OSP-110", path.name, "name", message)


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
            message = f"{held} must be {name}, by that very name: Pilot 2 will not find it"
            yield error("OSP-103", path.name, name, message)
        else:
            yield error("OSP-102", path.name, name, f"{name} is missing")
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    for entry in entries:
        if entry.compress_type not in _READABLE:
            way = _PACKINGS.get(entry.compress_type, f"method {entry.compress_type}")
            message = f"is packed with {way}, which controllers do not read; pack it with deflate"
            yield error("OSP-107", path.name, "packing", message)
    folders = [entry.filename for entry in entries if entry.is_dir()]
    if folders:
        message = (
            f"has an entry for the folder {folders[0]}; DJI's packages have none, and some readers "
            "refuse it"
        )
        yield warning("OSP-105", path.name, "folder", message)
    ours = {nearest(TEMPLATE, members), nearest(WAYLINES, members)}
    strange = [m for m in sorted(members) if m not in ours and not m.startswith(f"{FOLDER}res/")]
    if strange:
        message = f"holds files that do not belong: {strange[0][:80]}"
        yield warning("OSP-109", path.name, "strange", message)


def plain(where: str, names: list[str]) -> Fault:
    """Return the fault of a file that is no mission."""
    if any(name.lower().endswith(".kml") for name in names):
        message = (
            "is a plain KML as of Google Earth, not a mission: it has no WPML, so Pilot 2 would "
            "find an empty flight; make a project of it and export WPML"
        )
    else:
        message = f"holds no mission: neither {TEMPLATE} nor {WAYLINES}"
    return error("OSP-101", where, "plain", message)


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
