import csv
from dataclasses import replace
from pathlib import Path

import pytest

from missionplanner.operations.ecology_tables import write_tables
from tests.unit.report.sample import make


@pytest.mark.parametrize("name", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_names_of_zones_never_run_in_a_spreadsheet(tmp_path: Path, name: str) -> None:
    found = make(tmp_path / "study").found
    assert found.zones is not None
    first, *more = found.zones.zones
    named = replace(
        found,
        zones=found.zones.model_copy(
            update={"zones": (first.model_copy(update={"name": name}), *more)}
        ),
    )
    files = {path.stem: path for path in write_tables(tmp_path / "out", named)}
    with files["zones"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][0] == f"'{name}"
    assert rows[1][1] == str(first.area_m2)
    assert all(not cell.startswith("'") for cell in rows[2])
