"""Write the sensor parameter tables of the saved plan."""

from pathlib import Path

from missionplanner.missions.tables import write_tables
from missionplanner.operations.results import ALL, SortieChoice, chosen, current_plan
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress


def tables(
    folder: Path, out: Path, progress: Progress, choice: SortieChoice = ALL
) -> tuple[Path, ...]:
    """Write the tables (CSV and XLSX) to `out`; sorties not chosen are left out of theirs.

    Raises
    ------
    InputError
        Not planned yet, or no such sensor or sortie.
    PlanRefused
        The plan is out of date.
    OutputError
        The folder cannot be made or written.
    """
    result = current_plan(folder, progress)
    pairs = chosen(result, choice)
    progress.report(0.3, "operations.writing_tables")
    target = made_in(folder, out)
    plans, judged = zip(*pairs, strict=True)
    with held(target):
        files = write_tables(plans, judged, result.notes, target, only=choice.sorties)
    progress.report(1.0, "operations.tables_written")
    return files
