"""A project with its terrain in one file, for the field laptop; and opened there."""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.model.reading import PACKED_ENDING
from missionplanner.project.store import DOCUMENT, load
from missionplanner.storage.archives import unpack_archive, write_archive
from missionplanner.storage.folders import is_plain_file, is_plain_folder
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

_PROJECT = ".mplan"
_RASTERS = "rasters"
_LEFT_OUT = (".bak", ".part", ".lock")
_VIRTUAL = (".vrt",)
# What may lie beside an elevation file and belongs to it.
_BESIDE = (".hdr", ".prj", ".tfw", ".blw", ".stx", ".clr", ".wld", ".tfwx")
_ADDED = (".aux.xml", ".ovr", ".msk")
_MOST_FILES = 20_000


@dataclass(frozen=True)
class PackedProject:
    """A project in one file: how many files it holds, and of how many bytes."""

    out: Path
    files: int
    total_bytes: int


def pack_project(folder: Path, out: Path, progress: Progress) -> PackedProject:
    """Write a project, its results and missions, its terrain and its risk rasters into one file.

    Raises
    ------
    InputError
        No project, a raster that is not there, or a virtual one, which is a list of others.
    OutputError
        It cannot be written.
    """
    folder = folder.resolve()
    packed = out.suffix.lower() == PACKED_ENDING
    out = out if packed else out.with_name(out.name + PACKED_ENDING)
    with held(folder):
        members = _members(folder)
        total = sum(len(m) if isinstance(m, bytes) else m.stat().st_size for m in members.values())
        done = 0

        def tick(count: int) -> None:
            nonlocal done
            done += count
            progress.report(min(1.0, done / max(1, total)), "operations.packing")

        write_archive(out, members, tick)
    progress.report(1.0, "operations.packing")
    return PackedProject(out, len(members), total)


def unpack_project(path: Path, into: Path, progress: Progress) -> Path:
    """Unpack a packed project into a folder, and return the project's; it is read as any other.

    Raises
    ------
    InputError
        As `storage.archives.unpack_archive`, or the file holds no project.
    OutputError
        It cannot be written.
    """
    if not path.is_file():
        raise InputError("operations.pack_absent", str(path))
    size, done = max(1, path.stat().st_size), 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress.report(min(0.99, done / (4 * size)), "operations.unpacking")

    return unpack_archive(path, into, tick, must_hold=DOCUMENT)


def _members(folder: Path) -> dict[str, Path | bytes]:
    """Return what is packed, by its name in the file: of the project, links are left out."""
    project = load(folder)
    top = folder.name if folder.name.endswith(_PROJECT) else f"{folder.name}{_PROJECT}"
    found: dict[str, Path | bytes] = {}
    for path in _plain_files(folder):
        found[f"{top}/{path.relative_to(folder).as_posix()}"] = path
    rasters: dict[Path, str] = {}
    for path in (*project.dem_paths, *(risk.path for risk in project.threats.risks)):
        if path in rasters:
            continue
        inside = f"{top}/{path.relative_to(folder).as_posix()}" if folder in path.parents else ""
        rasters[path] = inside.removeprefix(f"{top}/") or _place(path, rasters)
        for part in _with_company(path):
            name = f"{Path(rasters[path]).parent.as_posix()}/{part.name}"
            found[f"{top}/{name}"] = part
    document = project.document.model_copy(
        update={
            "dem": tuple(rasters[path] for path in project.dem_paths),
            "risks": tuple(
                link.model_copy(update={"path": rasters[risk.path]})
                for link, risk in zip(project.document.risks, project.threats.risks, strict=True)
            ),
        }
    )
    found[f"{top}/{DOCUMENT}"] = document.model_dump_json(indent=1).encode()
    if len(found) > _MOST_FILES:
        raise InputError("operations.pack_many", str(folder), n=len(found), most=_MOST_FILES)
    return found


def _plain_files(folder: Path) -> list[Path]:
    """Return the visible files in a folder and below, without backups and links."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name.endswith(_LEFT_OUT):
            continue
        if is_plain_folder(path):
            found += _plain_files(path)
        elif is_plain_file(path):
            found.append(path)
    return found


def _place(path: Path, taken: dict[Path, str]) -> str:
    """Return where a raster goes: its own name, by which plans know it, in a folder of its own."""
    if path.suffix.lower() in _VIRTUAL:
        raise InputError("operations.pack_virtual", str(path))
    if not path.is_file():
        raise InputError("operations.pack_gone", str(path))
    names = set(taken.values())
    number, place = 1, f"{_RASTERS}/{path.name}"
    while place in names:
        number += 1
        place = f"{_RASTERS}/{number}/{path.name}"
    return place


def _with_company(path: Path) -> list[Path]:
    """Return a raster and the files beside it that belong to it."""
    beside = [path.with_suffix(ending) for ending in _BESIDE]
    added = [path.with_name(path.name + ending) for ending in _ADDED]
    return [path, *(part for part in (*beside, *added) if part.is_file())]
