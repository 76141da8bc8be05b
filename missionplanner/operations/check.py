"""Check mission files, whoever wrote them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError, MissingPlugin, PlannerError
from missionplanner.missions.findings import error_message
from missionplanner.missions.formats import Formats, MissionFormat
from missionplanner.model.finding import Finding, Severity
from missionplanner.operations.foreign import foreign_map, foreign_mission
from missionplanner.tasks.progress import Progress

More = Callable[[Path, MissionFormat], tuple[Finding, ...]]

_SHARED = frozenset({".csv", ".geojson", ".json", ".kml"})


@dataclass(frozen=True)
class FileReport:
    """The findings on one file."""

    file: Path
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True where no finding is an error."""
        return not _refused(self.findings)


@dataclass(frozen=True)
class Checked:
    """What was checked, and the files of a folder that are no missions."""

    reports: tuple[FileReport, ...]
    passed_over: tuple[Path, ...] = ()

    @property
    def ok(self) -> bool:
        """True where no file has an error."""
        return all(report.ok for report in self.reports)


def check(
    paths: tuple[Path, ...], formats: Formats, progress: Progress, more: Sequence[More] = ()
) -> Checked:
    """Check every file with the format that recognises it.

    A folder stands for all missions in it and below. A file that cannot be opened, or whose kind
    nobody knows, is a report with an error, so that the others are still checked.

    Parameters
    ----------
    more : sequence of callables
        What else there is to say of a file that its format finds nothing wrong with, as
        `check_project.Beside.findings` and `compare_missions.Against.findings` do.

    Raises
    ------
    InputError
        A path does not exist, or a folder holds no mission.
    MissingPlugin
        There is but one file, and the plugin for it is switched off.
    """
    files, passed_over = _files(paths, formats)
    if len(files) == 1 and formats.missing(files[0]):
        formats.recognising(files[0])
    reports = []
    for i, path in enumerate(files):
        progress.report(i / len(files), "operations.checking", name=path.name)
        found = _findings(path, formats)
        if more and not _refused(found):
            reader = formats.recognising(path)
            found = (*found, *(one for tell in more for one in tell(path, reader)))
        reports.append(FileReport(path, found))
    progress.report(1.0, "operations.checked")
    return Checked(tuple(reports), passed_over)


def _files(paths: tuple[Path, ...], formats: Formats) -> tuple[list[Path], tuple[Path, ...]]:
    files: list[Path] = []
    passed_over: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and not _hidden(p, path)]
            missions = [p for p in inside if _is_mission(p, formats)]
            if not missions:
                raise InputError("operations.no_mission_in", str(path))
            files += missions
            passed_over += [p for p in inside if p not in set(missions)]
        elif path.is_file():
            files.append(path)
        else:
            raise InputError("operations.no_mission_file", str(path))
    return list(dict.fromkeys(files)), tuple(passed_over)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_mission(path: Path, formats: Formats) -> bool:
    if formats.missing(path) or foreign_mission(path):
        return True
    if not formats.knows(path):
        return False
    # Tables and maps of any kind share their endings with ours.
    return path.suffix.lower() not in _SHARED or not _refused(_findings(path, formats))


def _findings(path: Path, formats: Formats) -> tuple[Finding, ...]:
    try:
        found = formats.recognising(path).check(path)
    except MissingPlugin as err:
        found = (Finding("UNKNOWN", Severity.ERROR, path.name, error_message(err, placed=False)),)
    except PlannerError as err:
        found = (Finding("UNREADABLE", Severity.ERROR, path.name, error_message(err)),)
    # What a format found inside a file of its own says more than how the file begins.
    if len(found) == 1 and _refused(found):
        kind = foreign_mission(path) or foreign_map(path)
        if kind:
            return (Finding("FOREIGN", Severity.ERROR, path.name, kind),)
    return found


def _refused(found: tuple[Finding, ...]) -> bool:
    return any(f.severity is Severity.ERROR for f in found)
