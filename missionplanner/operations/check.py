"""Check mission files, whoever wrote them."""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError, PlannerError
from missionplanner.missions.formats import Formats
from missionplanner.model.finding import Finding, Severity
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True)
class FileReport:
    """The findings on one file."""

    file: Path
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True where no finding is an error."""
        return all(f.severity is not Severity.ERROR for f in self.findings)


def check(files: tuple[Path, ...], formats: Formats, progress: Progress) -> tuple[FileReport, ...]:
    """Check every file with the format that recognises it.

    A file that cannot be opened is a report with an error, so that the others are still checked.

    Raises
    ------
    InputError
        A path does not exist.
    MissingPlugin
        No format at hand recognises a file.
    """
    for path in files:
        if path.is_dir():
            raise InputError("is a folder", str(path), f"name its files: {path / '*'}")
        if not path.is_file():
            raise InputError("no such file", str(path), "give a mission file")
    reports = []
    for i, path in enumerate(files):
        progress.report(i / len(files), f"Checking {path.name}")
        reports.append(FileReport(path, _findings(path, formats)))
    progress.report(1.0, "Checked")
    return tuple(reports)


def _findings(path: Path, formats: Formats) -> tuple[Finding, ...]:
    reader = formats.recognising(path)
    try:
        return reader.check(path)
    except PlannerError as err:
        return (Finding("UNREADABLE", Severity.ERROR, path.name, str(err)),)
