"""Print the saved plan for the field: a cover and a page a sortie."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.missions.build import build_missions
from missionplanner.missions.formats import MissionFormat, option_values
from missionplanner.model.ending import RouteEnding
from missionplanner.operations.ending import ending_for
from missionplanner.operations.flights import beside, speaking
from missionplanner.operations.notes import refuse_if_unflyable
from missionplanner.operations.results import ALL, PlanResult, SortieChoice, current_plan
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.site import load_site
from missionplanner.operations.timetable import lit_slots
from missionplanner.project.store import load
from missionplanner.report.brief.content import Brief, BriefAsked, Chosen, FileHash, gather
from missionplanner.report.brief.document import brief_pdf
from missionplanner.report.brief.schedule import LightSlot
from missionplanner.settings import load_settings
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in, staging
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

_NONE = message("operations.none")


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
        asked = BriefAsked(names=load_settings().paper)
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
    day, slots = lit_slots(result, project, asked.crew, asked.day)
    wanted = _flown(slots, asked.flown_on)
    ending = ending_for(project, result.verifications, options)
    made = _Made(writer, options, project.document.title, ending)
    hashes, files = _files(folder, result, choice, made, wanted)
    site = load_site(project, progress.part(0.1, 0.9), result.intent)
    told = Chosen(
        pairs=pairs,
        files=hashes,
        slots=slots,
        day=day,
        beside={
            (plan.sensor.key, sortie.number): beside(result, plan, sortie)
            for plan, _ in pairs
            for sortie in plan.sorties
        },
        stands_on=result.stands_on,
        planned_at=result.planned_at,
        plan_sha256=hashlib.sha256((folder / "results" / "plan.json").read_bytes()).hexdigest(),
        ending=ending,
    )
    return gather(told, site.scenario, project, asked), files


def _flown(slots: Mapping[str, LightSlot], on: date | None) -> frozenset[str] | None:
    """Return the names of the flights of a day; None: of any."""
    if on is None:
        return None
    days = {name: slot.start.date() for name, slot in slots.items() if slot.start}
    found = frozenset(name for name, day in days.items() if day == on)
    if not found:
        known = sorted({day.isoformat() for day in days.values()})
        raise InputError(
            "operations.none_flown", "--flown-on", day=on.isoformat(), days=known or _NONE
        )
    return found


@dataclass(frozen=True)
class _Made:
    """What the files of missions are made with."""

    writer: MissionFormat
    options: Mapping[str, str] | None
    title: str
    ending: RouteEnding


def _files(
    folder: Path,
    result: PlanResult,
    choice: SortieChoice,
    made: _Made,
    wanted: frozenset[str] | None,
) -> tuple[dict[tuple[str, int], FileHash], dict[str, bytes]]:
    """Return each chosen sortie's file as its format writes it: name and hash, and the bytes."""
    hashes: dict[tuple[str, int], FileHash] = {}
    files: dict[str, bytes] = {}
    with staging(folder) as aside:
        for plan, judged in speaking(result, choice):
            missions = build_missions(plan, judged, made.title, made.ending)
            for mission, sortie in zip(missions, plan.sorties, strict=True):
                if not choice.has(sortie) or not (wanted is None or sortie.flight_name in wanted):
                    continue
                refuse_if_unflyable(mission)
                written = made.writer.write(mission, aside, made.options)
                data = [path.read_bytes() for path in written]
                files |= {path.name: one for path, one in zip(written, data, strict=True)}
                names = tuple(path.name for path in written)
                first = FileHash(names[0], hashlib.sha256(data[0]).hexdigest(), names)
                hashes[plan.sensor.key, sortie.number] = first
    return hashes, files
