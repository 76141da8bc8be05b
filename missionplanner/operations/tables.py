"""Write the sensor parameter tables of the saved plan."""

from pathlib import Path

from missionplanner.missions.tables import write_tables
from missionplanner.operations.folders import made
from missionplanner.operations.results import planned
from missionplanner.tasks.progress import Progress


def tables(folder: Path, out: Path, progress: Progress) -> tuple[Path, ...]:
    """Write the tables (CSV and XLSX) to `out`; raises as `planned` and `made` do."""
    result = planned(folder)
    progress.report(0.3, "Writing tables")
    files = write_tables(result.plans, result.verifications, result.notes, made(out))
    progress.report(1.0, "Tables written")
    return tuple(files)
