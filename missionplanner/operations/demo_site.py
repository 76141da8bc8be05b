"""Make the project of a built-in site, not yet planned."""

from pathlib import Path

from missionplanner.operations.examples import write_example
from missionplanner.operations.folders import made
from missionplanner.operations.new import NewProject, new_project
from missionplanner.tasks.progress import Progress


def make_demo(site: str, out: Path, progress: Progress) -> Path:
    """Write a built-in site's files and project to `out` and return the project folder.

    Raises
    ------
    OutputError
        The folder cannot be made or written.
    """
    example = write_example(site, made(out) / f"{site}-files")
    folder = out / f"{site}.mplan"
    request = NewProject(
        dem=(example.dem,),
        area=example.area,
        threats=(example.threats,),
        weather=example.weather,
        home=example.home,
        vertical_datum=example.vertical_datum,
        sensors=example.sensors,
        title=example.title,
    )
    new_project(folder, request, progress, over=True)
    return folder
