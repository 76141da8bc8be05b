"""Hand an analysis on as one HTML report."""

from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.operations.ecology import analyse
from missionplanner.operations.folders import made
from missionplanner.operations.studies import OpenStudy
from missionplanner.report.ecology import write_report
from missionplanner.tasks.progress import Progress


def report(opened: OpenStudy, out: Path, language: str, progress: Progress) -> Path:
    """Write the report of a study; what was not analysed yet is analysed first.

    Parameters
    ----------
    out : Path
        FILE.html.
    language : str
        'en' or 'zh'.

    Raises
    ------
    InputError, OutputError
        See `operations.ecology.analyse`; or the file cannot be written.
    """
    if out.suffix.lower() not in (".html", ".htm"):
        raise InputError("is not an HTML file's name", str(out), "give a name that ends in .html")
    made(out.parent)
    found = analyse(opened, progress.part(0.0, 0.5))
    return write_report(
        out,
        opened.study,
        found,
        opened.place.out,
        language,
        progress.part(0.5, 1.0),
        study_folder=opened.place.folder,
    )
