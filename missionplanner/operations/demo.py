"""The main job on a built-in site: make the project, plan it, verify it, export it."""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.missions.formats import Formats
from missionplanner.model.plan import PlanIntent
from missionplanner.operations.demo_site import make_demo
from missionplanner.operations.export import export
from missionplanner.operations.plan import plan_project
from missionplanner.operations.results import PlanResult
from missionplanner.operations.tables import tables
from missionplanner.tasks.progress import Progress

SITES = ("mine", "jacksboro")
_FORMATS = ("wpml", "geojson", "kml")


@dataclass(frozen=True)
class DemoSite:
    """What the demo made of one site."""

    site: str
    project: Path
    result: PlanResult
    files: tuple[Path, ...]


def demo(
    site: str, out: Path, formats: Formats, progress: Progress, intent: PlanIntent | None = None
) -> DemoSite:
    """Make, plan, verify and export one built-in site; an older demo in `out` is replaced."""
    folder = make_demo(site, out, progress.part(0.0, 0.1))
    result = plan_project(folder, progress.part(0.1, 0.95), intent=intent)
    missions = folder / "missions"
    files = [
        path
        for name in _FORMATS
        for path in export(
            folder, formats.named(name), missions / name, progress.part(0.95, 0.98)
        ).files
    ]
    files += tables(folder, missions / "tables", progress.part(0.98, 1.0))
    return DemoSite(site, folder, result, tuple(files))
