"""Planning and what follows from a plan, run in the worker process.

Apart from `remote`, because the optimiser's library alone takes seconds to import.
"""

from collections.abc import Mapping
from pathlib import Path

from missionplanner.extensions import formats
from missionplanner.messages.language import Language, speak, spoken
from missionplanner.operations.brief import write_brief
from missionplanner.operations.demo_site import make_demo
from missionplanner.operations.export import export as export_format
from missionplanner.operations.plan import plan_project
from missionplanner.operations.tables import tables as write_tables
from missionplanner.operations.verify import verify_project
from missionplanner.project.document import Project, Saved
from missionplanner.project.store import load
from missionplanner.project.store import save as save_project
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.open import open_site, result_view
from missionplanner.ui.plan.views import Opened, ResultView


def demo(site: str, out: Path, progress: Progress) -> Opened:
    """Make a built-in site and open it."""
    folder = make_demo(site, out, progress.part(0.0, 0.6))
    return open_site(folder, progress.part(0.6, 1.0))


def plan(project: Project, progress: Progress) -> ResultView:
    """Save a project as it is in the window, and plan it."""
    progress.event(Saved(project.folder, save_project(project).seen))
    result = plan_project(project.folder, progress)
    return result_view(load(project.folder), result)


def verify(folder: Path, accept: bool, progress: Progress) -> ResultView:
    """Judge the saved plan against the project as it is; `accept`: let it stand on that."""
    return result_view(load(folder), verify_project(folder, progress, accept=accept).result)


def export(
    folder: Path,
    names: tuple[str, ...],
    out: Path,
    options: Mapping[str, Mapping[str, str]],
    progress: Progress,
) -> tuple[Path, ...]:
    """Write the plan in some formats, each with its own options; several get a folder each."""
    files: list[Path] = []
    for place, name in enumerate(names):
        part = progress.part(place / len(names), (place + 1) / len(names))
        place_out = out / name if len(names) > 1 else out
        format_ = formats().named(name)
        files += export_format(folder, format_, place_out, part, options.get(name)).files
    return tuple(files)


def tables(folder: Path, out: Path, progress: Progress) -> tuple[Path, ...]:
    """Write the sensor parameter tables."""
    return write_tables(folder, out, progress)


def brief(
    folder: Path, out: Path, language: Language, options: Mapping[str, str], progress: Progress
) -> tuple[Path, ...]:
    """Print the plan for the field, for missions written with the format's options.

    The worker process speaks the window's language for it.
    """
    before = spoken()
    speak(language)
    try:
        wpml = formats().named("wpml")
        return (write_brief(folder, wpml, out, progress, options=options).file,)
    finally:
        speak(before)
