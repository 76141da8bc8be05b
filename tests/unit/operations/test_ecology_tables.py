import csv
import math
from dataclasses import replace
from pathlib import Path

import pytest

from missionplanner.operations.ecology_tables import write_tables
from tests.unit.report.sample import make


def test_a_zone_without_a_cell_says_no_data(tmp_path: Path) -> None:
    found = make(tmp_path / "study").found
    assert found.zones is not None
    first, *more = found.zones.zones
    nothing = dict.fromkeys(("mean_change", "significant_share", "mean_cv"), math.nan)
    empty = first.model_copy(
        update={**nothing, "valid_m2": 0.0, "means": tuple(math.nan for _ in first.means)}
    )
    zones = found.zones.model_copy(update={"zones": (empty, *more)})
    files = {p.stem: p for p in write_tables(tmp_path / "out", replace(found, zones=zones))}
    with files["zones"].open(encoding="utf-8-sig", newline="") as file:
        head, own, *others = csv.reader(file)
    told = dict(zip(head, own, strict=True))
    assert {told[f"mean_{day}"] for day in found.zones.dates} == {"no data"}
    assert told["mean_sen_slope_per_year"] == "no data"
    assert not any(cell in ("nan", "no data") for row in others for cell in row)


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
