"""Make the project of a built-in site, not yet planned."""

from pathlib import Path

from missionplanner.operations.example_study import write_example_study
from missionplanner.operations.examples import MadeDem, example_site, write_example
from missionplanner.operations.new import NewProject, new_project
from missionplanner.storage.folders import made, made_in
from missionplanner.tasks.progress import Progress


def make_demo(site: str, out: Path, progress: Progress) -> Path:
    """Write a built-in site's files and project to `out` and return the project folder.

    The made mine also gets a study of made imagery, for the stage *Ecology*.

    Raises
    ------
    OutputError
        The folder cannot be made or written.
    """
    example = write_example(site, made_in(made(out), out / f"{site}-files"))
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
    new_project(folder, request, progress.part(0.0, 0.6), over=True)
    terrain = example_site(site).dem
    if isinstance(terrain, MadeDem):
        progress.report(0.6, "operations.making_imagery")
        write_example_study(folder, example.dem, terrain, example.title)
    return folder
