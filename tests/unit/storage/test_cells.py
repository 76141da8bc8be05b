import csv
import io

import numpy as np
import pytest
from openpyxl import Workbook

from missionplanner.storage.cells import csv_bytes, tamed


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_a_text_that_would_run_is_shown(begin: str) -> None:
    text = f"{begin}cmd|' /C calc'!A0"
    assert tamed(text) == f"'{text}"


@pytest.mark.parametrize(
    "cell", [-5, -5.5, 3, None, "a-b", "", "-", "-5.25", "-1e-5", "+0.28", "1=1"]
)
def test_numbers_and_other_texts_stay(cell: object) -> None:
    assert tamed(cell) == cell


def test_a_workbook_takes_every_text() -> None:
    sheet = Workbook().active
    assert sheet is not None
    sheet.append([tamed("bell \x07 and \x00 nul")])
    assert sheet["A1"].value == "bell \ufffd and \ufffd nul"


def test_rows_as_csv() -> None:
    data = csv_bytes([("名", -1.5), ("=1+1", "a\r=1,b")])
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["名", "-1.5"],
        ["'=1+1", "a\r=1,b"],
    ]


def test_a_number_that_is_not_known_is_an_empty_cell() -> None:
    row = ("mean", float("nan"), np.float32("nan"), 0.5)
    assert csv_bytes([row]).decode("utf-8-sig") == "mean,,,0.5\r\n"
