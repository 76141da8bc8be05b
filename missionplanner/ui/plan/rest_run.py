"""The rest of an interrupted plan: planned, found, taken back, written; in the worker process.

Answers are light values; the window itself never imports this.
"""

from pathlib import Path

from missionplanner.extensions import formats
from missionplanner.operations.export import export
from missionplanner.operations.replan import FlownUntil, replan_project
from missionplanner.operations.results import (
    PlanResult,
    changed_since_planned,
    planned,
    put_back_rest,
    rest_there,
)
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.rest_views import AskedRest, RestView


def resume(folder: Path, asked: AskedRest, progress: Progress) -> RestView:
    """Plan what remains, and keep it beside the plan."""
    before = rest_there(folder)
    told = FlownUntil(asked.sortie, asked.at, asked.track, asked.minutes)
    done = replan_project(folder, told, progress, asked.sensor, again=asked.again)
    return RestView(
        done.result.plans,
        done.result.verifications,
        before,
        flown_share=done.flown_share,
        remaining_m=done.remaining_m,
        broke_off=asked.at,
    )


def earlier(folder: Path, progress: Progress) -> RestView | None:
    """Return the rest that is kept; None: none, one of an older plan, or flights over a gap."""
    progress.check()
    kept = rest_there(folder)
    if kept is None or kept.closes_gap or kept.planned_at < planned(folder).planned_at:
        return None
    changed = changed_since_planned(load(folder), kept)
    return RestView(kept.plans, kept.verifications, planned_at=kept.planned_at, changed=changed)


def discard(folder: Path, before: PlanResult | None, progress: Progress) -> RestView | None:
    """Let what is kept beside the plan be what it was before; return it where it is a rest."""
    put_back_rest(folder, before)
    return earlier(folder, progress)


def write(folder: Path, names: tuple[str, ...], out: Path, progress: Progress) -> tuple[Path, ...]:
    """Write the flights kept beside the plan, in some formats."""
    files: list[Path] = []
    for place, name in enumerate(names):
        part = progress.nth(place, len(names))
        files += export(folder, formats().named(name), out, part, rest=True).files
    return tuple(files)
