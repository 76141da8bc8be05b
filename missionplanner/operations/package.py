"""All that goes to the field in one folder or ZIP: missions, brief, tables, hashes, a README."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from missionplanner import __version__
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.missions.formats import MissionFormat
from missionplanner.missions.tables import table_files
from missionplanner.operations.brief import prepare_brief
from missionplanner.operations.results import ALL, SortieChoice, chosen, planned
from missionplanner.operations.tables import table2_files
from missionplanner.project.store import load
from missionplanner.report.brief.content import Brief, BriefAsked
from missionplanner.report.brief.document import brief_pdf
from missionplanner.storage.atomic import remove, write_whole
from missionplanner.storage.folders import is_plain_file, is_plain_name, made, made_in
from missionplanner.storage.lock import held
from missionplanner.storage.zips import zipped
from missionplanner.tasks.progress import Progress
from missionplanner.weather.local_time import clock_words

SUMS, README, BRIEF = "SHA256SUMS", "README.txt", "brief.pdf"
_FOLDERS = ("routes", "tables")
_LONGEST_SUMS = 4_000_000


@dataclass(frozen=True)
class Packed:
    """A package as it was written; `files` by their places in it, `removed` of an older one."""

    out: Path
    files: tuple[str, ...]
    brief: Brief
    removed: tuple[str, ...] = ()


def write_package(
    folder: Path,
    writer: MissionFormat,
    out: Path,
    progress: Progress,
    asked: BriefAsked,
    choice: SortieChoice = ALL,
    options: Mapping[str, str] | None = None,
) -> Packed:
    """Write the package of the saved plan to a folder, or to a ZIP where `out` ends so.

    A folder that holds an older package of ours loses what that had and the new one has not, as
    far as nobody changed it: an old route must not be flown by mistake.

    Raises
    ------
    InputError
        The folder holds other things; and what `prepare_brief` raises.
    PlanRefused
        As `export`.
    OutputError
        Something cannot be written.
    """
    as_zip = out.suffix.lower() == ".zip"
    if not as_zip:
        _check_ours(out)
    with held(folder):
        brief, routes = prepare_brief(folder, writer, progress.part(0, 0.5), asked, choice, options)
        content = _content(folder, brief, routes, choice, asked, progress.part(0.5, 0.95))
        made_in(folder, out.parent)
        removed: tuple[str, ...] = ()
        if as_zip:
            write_whole(out, zipped({f"{out.stem}/{name}": data for name, data in content.items()}))
        else:
            removed = _put(out, content)
    progress.report(1.0, "package.packed")
    return Packed(out, tuple(content), brief, removed)


def _content(
    folder: Path,
    brief: Brief,
    routes: Mapping[str, bytes],
    choice: SortieChoice,
    asked: BriefAsked,
    progress: Progress,
) -> dict[str, bytes]:
    result = planned(folder)
    plans, judged = zip(*chosen(result, choice), strict=True)
    content = {
        f"routes/{page.plan.sensor.key}/{name}": routes[name]
        for page in brief.pages
        for name in page.file.parts
    }
    content[BRIEF] = brief_pdf(brief, progress)
    for name, data in table_files(
        plans, judged, result.notes, only=choice.sorties, ending=brief.ending
    ):
        content[f"tables/{name}"] = data
    for name, data in table2_files(result, load(folder), choice, brief.day, asked.crew):
        content[f"tables/{name}"] = data
    content[README] = _readme(brief).encode("utf-8-sig")
    lines = [f"{hashlib.sha256(content[name]).hexdigest()}  {name}\n" for name in sorted(content)]
    content[SUMS] = "".join(lines).encode()
    return content


def _readme(brief: Brief) -> str:
    sorties = [
        sentence(
            message(
                "package.sortie",
                label=f"{page.label:<4}",
                file=f"routes/{page.plan.sensor.key}/{page.file.name}",
                height_m=page.mission.rth_height_m,
            )
        )
        for page in brief.pages
    ]
    return sentence(
        message(
            "package.readme",
            title=brief.title,
            aircraft=brief.plans[0].aircraft.name,
            n=len(sorties),
            sorties="\n".join(sorties),
            planned=clock_words(brief.planned_at, brief.zone),
            day=brief.day.isoformat(),
            version=__version__,
        )
    )


def _check_ours(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()) and not is_plain_file(out / SUMS):
        raise InputError("package.not_ours", str(out))


def _put(out: Path, content: Mapping[str, bytes]) -> tuple[str, ...]:
    old = _listed(out)
    for name, data in content.items():
        place = out / PurePosixPath(name)
        made(place.parent)
        write_whole(place, data)
    removed = []
    for name, digest in old.items():
        place = out / PurePosixPath(name)
        if name not in content and is_plain_file(place) and _sha256(place) == digest:
            remove(place)
            removed.append(name)
    return tuple(removed)


def _listed(out: Path) -> dict[str, str]:
    """Return what an older list names; one of somebody else may name places that are not ours."""
    path = out / SUMS
    if not is_plain_file(path) or path.stat().st_size > _LONGEST_SUMS:
        return {}
    pairs = (line.split("  ", 1) for line in path.read_text("utf-8", "replace").splitlines())
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2 and _inside(pair[1].split("/"))}


def _inside(parts: Iterable[str]) -> bool:
    listed = list(parts)
    plain = all(is_plain_name(part) for part in listed) and len(listed) <= 3
    return plain and (len(listed) == 1 or listed[0] in _FOLDERS)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
