"""Print the saved plan for the field: a cover and a page a sortie."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from missionplanner.missions.build import build_missions
from missionplanner.missions.formats import MissionFormat, option_values
from missionplanner.operations.flights import beside, speaking
from missionplanner.operations.notes import refuse_if_unflyable
from missionplanner.operations.results import ALL, PlanResult, SortieChoice, current_plan
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.site import load_site
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.report.brief.content import Brief, BriefAsked, Chosen, FileHash, gather
from missionplanner.report.brief.document import brief_pdf
from missionplanner.settings import load_settings
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in, staging
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True)
class PrintedBrief:
    """A brief as it was written."""

    file: Path
    brief: Brief


def write_brief(
    folder: Path,
    writer: MissionFormat,
    out: Path,
    progress: Progress,
    asked: BriefAsked | None = None,
    choice: SortieChoice = ALL,
    options: Mapping[str, str] | None = None,
) -> PrintedBrief:
    """Write the brief of the saved plan to `out`, in the language that is spoken.

    The same plan, asked for in the same words, gives the same bytes: nothing in it is today's.

    Parameters
    ----------
    writer : MissionFormat
        Of the files that fly, whose hashes stand on the pages: they are made here once more, and
        are the same bytes as `export` writes with the same options.
    asked : BriefAsked, optional
        None: the day of the weather report, and the names in the settings.

    Raises
    ------
    InputError
        Not planned yet, no such sensor or sortie, an option the format does not have, or a logo
        that is no picture.
    PlanRefused
        As `export`: the plan is out of date or breaks a hard rule.
    OutputError
        The file cannot be written.
    """
    if asked is None:
        goes_on = (options or {}).get("rc-lost") == "continue"
        asked = BriefAsked(names=load_settings().paper, keeps_flying=goes_on)
    with held(folder):
        brief, _ = prepare_brief(folder, writer, progress.part(0.0, 0.5), asked, choice, options)
        data = brief_pdf(brief, progress.part(0.5, 1.0))
        made_in(folder, out.parent)
        path = write_whole(out, data)
    progress.report(1.0, "report.brief.writing")
    return PrintedBrief(path, brief)


def prepare_brief(
    folder: Path,
    writer: MissionFormat,
    progress: Progress,
    asked: BriefAsked,
    choice: SortieChoice,
    options: Mapping[str, str] | None = None,
) -> tuple[Brief, dict[str, bytes]]:
    """Return what the brief says, and the mission files by name; raises as `write_brief`."""
    result = current_plan(folder, progress.part(0.0, 0.1))
    for verification in result.verifications:
        refuse_if_broken(verification)
    option_values(writer, options)
    project = load(folder)
    pairs = speaking(result, choice)
    hashes, files = _files(folder, result, choice, project, writer, options)
    site = load_site(project, progress.part(0.1, 0.9), result.intent)
    told = Chosen(
        pairs=pairs,
        files=hashes,
        beside={
            (plan.sensor.key, sortie.number): beside(result, plan, sortie)
            for plan, _ in pairs
            for sortie in plan.sorties
        },
        stands_on=result.stands_on,
        planned_at=result.planned_at,
        plan_sha256=hashlib.sha256((folder / "results" / "plan.json").read_bytes()).hexdigest(),
    )
    return gather(told, site.scenario, project, asked), files


def _files(
    folder: Path,
    result: PlanResult,
    choice: SortieChoice,
    project: Project,
    writer: MissionFormat,
    options: Mapping[str, str] | None,
) -> tuple[dict[tuple[str, int], FileHash], dict[str, bytes]]:
    """Return each chosen sortie's file as its format writes it: name and hash, and the bytes."""
    hashes: dict[tuple[str, int], FileHash] = {}
    files: dict[str, bytes] = {}
    with staging(folder) as aside:
        for plan, judged in speaking(result, choice):
            missions = build_missions(plan, judged, project.document.title)
            for mission, sortie in zip(missions, plan.sorties, strict=True):
                if not choice.has(sortie):
                    continue
                refuse_if_unflyable(mission)
                written = writer.write(mission, aside, options)
                data = [path.read_bytes() for path in written]
                files |= {path.name: one for path, one in zip(written, data, strict=True)}
                first = FileHash(written[0].name, hashlib.sha256(data[0]).hexdigest())
                hashes[plan.sensor.key, sortie.number] = first
    return hashes, files
