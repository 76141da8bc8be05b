"""Whose the files in a folder of missions are: a list of what was written there from which plan.

With it files of an older plan are removed, so that nobody flies them; one that was changed since,
or that the list does not name, is never touched. The list may come from a stranger: only a plain
name, of a file whose content is the one listed, is believed.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field

from missionplanner.errors import InputError, OutputError
from missionplanner.model.finding import Finding
from missionplanner.model.places import Frozen
from missionplanner.storage.atomic import put_in_place, write_whole
from missionplanner.storage.folders import is_plain_file, is_plain_name
from missionplanner.storage.saved import as_model, read_object

MANIFEST = ".missions.json"
#: Before the name of a route, where a plan's files name their sensor.
ROUTE = "route:"


class Origin(Frozen):
    """The plan that files come from; `project` tells two projects in one folder apart."""

    project: AwareDatetime = Field(description="When the project was made")
    planned_at: AwareDatetime = Field(description="When its plan was made")


class WrittenFile(Frozen):
    """One mission file, as it was written."""

    name: str = Field(description="In the same folder")
    sha256: str = Field(description="Of its content")
    format: str = Field(description="Name of the mission format")
    sensor: str = Field(description="Key of the sensor; of a route, its name")
    sortie: int = Field(description="Its number")
    origin: Origin


class Manifest(Frozen):
    """`.missions.json`."""

    kind: Literal["osprey-missions"] = "osprey-missions"
    version: Literal[1] = 1
    files: tuple[WrittenFile, ...] = ()


@dataclass(frozen=True)
class Staged:
    """A file that waits elsewhere on the same disk to be put into the folder."""

    path: Path
    format: str
    sensor: str
    sortie: int


@dataclass(frozen=True)
class Exported:
    """What an export did in a folder.

    Attributes
    ----------
    files : tuple of Path
        Written.
    removed : tuple of Path
        Of an older plan, and as they were written.
    kept : tuple of Path
        Of an older plan, but changed since they were written; the file itself, or where its place
        was needed, the copy it was renamed to (NAME.bak).
    notes : tuple of Finding
        What is to be said of the missions.
    """

    files: tuple[Path, ...]
    removed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    notes: tuple[Finding, ...] = ()


def put(folder: Path, staged: Sequence[Staged], origin: Origin) -> Exported:
    """Move staged files into `folder`, remove those they supersede, and write the list anew.

    Superseded are files of the same project from another plan, and of the same sortie and format
    under another name.

    Raises
    ------
    OutputError
        A file cannot be moved, or the list not be written.
    """
    listed = read_manifest(folder)
    new = tuple(_written(item, origin) for item in staged)
    names = {file.name for file in new}
    kept = [*_moved_away(folder, new, listed)]
    for item in staged:
        put_in_place(item.path, folder / item.path.name)
    old = [f for f in listed if f.name not in names and _superseded(f, new, origin)]
    removed = [folder / file.name for file in old if _removed(folder, file)]
    kept += [p for f in old if (p := folder / f.name) not in removed and os.path.lexists(p)]
    stay = [file for file in listed if file not in old and file.name not in names]
    words = Manifest(files=(*stay, *new)).model_dump_json(indent=1)
    write_whole(folder / MANIFEST, words.encode())
    return Exported(tuple(folder / file.name for file in new), tuple(removed), tuple(kept))


def read_manifest(folder: Path) -> tuple[WrittenFile, ...]:
    """Return what was written to a folder; a list that is damaged or a link names nothing."""
    path = folder / MANIFEST
    if not is_plain_file(path):
        return ()
    try:
        files = as_model(read_object(path), Manifest, path).files
    except InputError:
        return ()
    return tuple(file for file in files if is_plain_name(file.name))


def _written(item: Staged, origin: Origin) -> WrittenFile:
    if not is_plain_name(item.path.name) or not is_plain_file(item.path):
        raise OutputError("missions.no_file_name", item.path.name, format=item.format)
    return WrittenFile(
        name=item.path.name,
        sha256=_content(item.path),
        format=item.format,
        sensor=item.sensor,
        sortie=item.sortie,
        origin=origin,
    )


def _superseded(file: WrittenFile, new: Sequence[WrittenFile], origin: Origin) -> bool:
    if file.origin.project != origin.project:
        return False
    flown = {(other.format, other.sensor, other.sortie) for other in new}
    # Routes stand beside a plan: neither is an older version of the other.
    if any(one.sensor.startswith(ROUTE) for one in (file, *new)):
        return (file.format, file.sensor, file.sortie) in flown
    return file.origin != origin or (file.format, file.sensor, file.sortie) in flown


def _moved_away(
    folder: Path, new: Iterable[WrittenFile], listed: Iterable[WrittenFile]
) -> Iterable[Path]:
    """Rename what somebody else made of a file that is now written anew to NAME.bak."""
    ours = {(file.name, file.sha256) for file in listed}
    for file in new:
        path = folder / file.name
        if not is_plain_file(path) or (content := _content(path)) == file.sha256:
            continue
        if (file.name, content) not in ours:
            yield put_in_place(path, path.with_name(f"{path.name}.bak"))


def _removed(folder: Path, file: WrittenFile) -> bool:
    path = folder / file.name
    try:
        if not is_plain_file(path) or _content(path) != file.sha256:
            return False
        path.unlink()
    except OSError:
        return False
    return True


def _content(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
