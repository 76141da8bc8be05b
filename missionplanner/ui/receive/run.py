"""Photos read, watched and judged, and gaps planned; run in the worker process.

Answers are light values; the window itself never imports this.
"""

from pathlib import Path

from missionplanner.model.survey_state import SurveyState
from missionplanner.operations.gap import gap_project
from missionplanner.operations.results import (
    PlanResult,
    changed_since_planned,
    planned,
    put_back_rest,
    rest_there,
)
from missionplanner.operations.survey_state import read_survey, survey_state, watch_survey
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.rest_run import write as write_kept
from missionplanner.ui.receive.views import GapView


def read(folder: Path, card: Path, looked: bool, progress: Progress) -> SurveyState:
    """Read and judge the photos of a folder."""
    return read_survey(folder, card, progress, looked=looked)


def watch(folder: Path, card: Path | None, looked: bool, progress: Progress) -> None:
    """Judge photos and previews while they come; each state is an event."""
    watch_survey(folder, card, progress, progress.event, looked=looked)


def gap(folder: Path, card: Path, looked: bool, progress: Progress) -> tuple[SurveyState, GapView]:
    """Plan what the photos leave out, and keep it beside the plan."""
    before = rest_there(folder)
    done = gap_project(folder, card, progress, looked=looked)
    state = survey_state(done.judged, {}, live=False)
    return state, GapView(done.result.plans, done.result.verifications, before)


def earlier(folder: Path, progress: Progress) -> GapView | None:
    """Return the flights that are kept beside the plan; None: none for a gap of this plan."""
    progress.check()
    kept = rest_there(folder)
    if kept is None or not kept.closes_gap or kept.planned_at < planned(folder).planned_at:
        return None
    changed = changed_since_planned(load(folder), kept)
    return GapView(kept.plans, kept.verifications, planned_at=kept.planned_at, changed=changed)


def take_back(folder: Path, before: PlanResult | None, progress: Progress) -> None:
    """Let what is kept beside the plan be what it was before a gap was planned."""
    progress.check()
    put_back_rest(folder, before)


def write(folder: Path, names: tuple[str, ...], out: Path, progress: Progress) -> tuple[Path, ...]:
    """Write the flights that close the gaps, in some formats."""
    return write_kept(folder, names, out, progress)
