"""The notebooks run from top to bottom, and print what stands in them."""

import contextlib
import io
import json
from pathlib import Path

import matplotlib
import pytest

matplotlib.use("Agg")  # before pyplot looks for a window

from matplotlib import pyplot

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(autouse=True)
def no_figure_stays():
    yield
    pyplot.close("all")


def cells(path):
    notebook = json.loads(path.read_text("utf-8"))
    assert notebook["nbformat"] == 4
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def printed(cell):
    return "".join("".join(output["text"]) for output in cell["outputs"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_prints_what_stands_in_it(path):
    names = {"__name__": "__main__"}
    for number, cell in enumerate(cells(path)):
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            exec(
                compile("".join(cell["source"]), f"{path.name}, code cell {number}", "exec"), names
            )
        assert told.getvalue() == printed(cell), f"code cell {number}"
    assert pyplot.get_fignums(), "no picture was drawn"


def test_there_are_notebooks_and_they_are_run_by_name():
    assert len(NOTEBOOKS) == 3
    page = (FOLDER.parent / "science.md").read_text("utf-8")
    assert [path.name for path in NOTEBOOKS if path.name not in page] == []
