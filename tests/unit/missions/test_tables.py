import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from missionplanner.errors import OutputError
from missionplanner.messages.message import text
from missionplanner.missions.tables import note_rows, sensor_rows, sortie_rows, write_tables
from missionplanner.model.finding import Finding, Severity
from tests.unit.missions.sample import sample_plan, sample_verification


@pytest.fixture
def plans():
    return [sample_plan(key, sorties=2) for key in ("p1-35", "rededge-m", "xt2")]


NOTE = Finding("MIS-SELF", Severity.NOTE, "hill-S01", "-set it to 1 s")


def judged(plans):
    return [sample_verification(plan) for plan in plans]


def test_one_column_a_sensor_and_table_2s_numbers(plans):
    rows = {row[0]: row[1:] for row in sensor_rows(plans, judged(plans), {"p1-35": "10:12-13:48"})}
    assert rows["Overlap along, %"] == (80, 75, 60)
    assert rows["Overlap side, %"] == (70, 65, 50)
    assert rows["Shutter, sunny"] == ("1/1000 s", "automatic", "automatic")
    assert rows["Shutter, cloudy"][0] == "1/500 s"
    assert rows["Aperture"] == ("f/5.6", "f/4.0", "-")
    assert rows["Trigger distance, m"][1] == "-"
    assert rows["DJI payload (type-subtype-position)"] == ("50-1-0", "none written", "26-0-0")
    assert rows["Sun window"] == ("10:12-13:48", "", "")
    assert rows["Notes"] == ("a note",) * 3
    assert len({len(row) for row in sensor_rows(plans, judged(plans))}) == 1


def test_a_gsd_coarser_than_asked_is_said():
    rows = {
        row[0]: row[1] for row in sensor_rows([sample_plan("z30")], judged([sample_plan("z30")]))
    }
    assert "coarser" in rows["GSD on level ground, cm"]
    assert float(rows["GSD on level ground, cm"].split()[0]) > 6


def test_sorties_and_totals_are_the_verified_figures(plans):
    rows, told = sortie_rows(plans, judged(plans)), judged(plans)[0]
    assert len(rows) == 1 + 3 * 3
    column = {name: i for i, name in enumerate(rows[0])}
    for row, figures in zip(rows[1:4], (*told.sorties, told), strict=True):
        assert row[column["Length, m"]] == round(figures.length_m)
        assert row[column["Photos"]] == figures.photos
        assert row[column["Energy, Wh"]] == round(figures.energy_wh, 1)
        assert row[column["Duration, min"]] == round(figures.duration_s / 60, 1)
        assert row[column["Greatest height above ground, m"]] == round(figures.agl_max_m, 1)
        assert row[column["Greatest distance from home, m"]] == round(figures.distance_max_m)
    assert rows[3][:2] == ("total", 2)
    assert rows[3][column["Photos"]] == 38 + 39


def test_findings_and_notes_have_a_table_of_their_own(plans):
    rows = note_rows(judged(plans[:1]), (NOTE,))
    assert rows[1:] == [
        ("p1-35", "warning", "VERIFY-X", "S01", "=odd"),
        ("", "note", "MIS-SELF", "hill-S01", "-set it to 1 s"),
    ]


def test_files_open_in_spreadsheets_with_chinese(tmp_path, plans):
    named = [replace(plans[0], notes=(text("露天矿 =1+1"), text("x"))), *plans[1:]]
    named[1] = replace(named[1], notes=(text("=cmd()"),))
    files = write_tables(named, judged(named), (NOTE,), tmp_path)
    assert [f.name for f in files] == [
        "sensor-parameters.csv",
        "sorties.csv",
        "notes.csv",
        "sensor-parameters.xlsx",
    ]
    raw = files[0].read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert "露天矿" in table[-1][1]
    assert table[-1][2] == "'=cmd()"
    told = list(csv.reader(io.StringIO(files[2].read_bytes().decode("utf-8-sig"))))
    assert told[1][4] == "'=odd"
    book = openpyxl.load_workbook(files[3])
    assert book.sheetnames == ["Sensor parameters", "Sorties", "Notes"]
    assert book["Sensor parameters"]["B1"].value == plans[0].sensor.name
    assert all(c.data_type != "f" for row in book["Sensor parameters"].iter_rows() for c in row)


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path, plans):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made"):
        write_tables(plans, judged(plans), (), tmp_path / "file" / "tables")
