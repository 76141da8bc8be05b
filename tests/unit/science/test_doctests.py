"""The face for scripts: every example is run, nothing heavy comes with the name of the package."""

import doctest
import inspect
import subprocess
import sys
from importlib import import_module

import pytest

from missionplanner import science

ROOMS = sorted({home for home in science._HOME_OF.values() if home.startswith("science.")})
HEAVY = ("numba", "rasterio", "PySide6", "scipy", "shapely", "numpy", "missionplanner.compiled")


@pytest.mark.parametrize("room", ["science", *ROOMS])
def test_examples_are_true(room):
    found = doctest.testmod(import_module(f"missionplanner.{room}"))
    assert found.failed == 0
    assert found.attempted > 0


@pytest.mark.parametrize("name", sorted(set(science.__all__) - {"Camera", "InputError"}))
def test_each_name_is_documented_with_an_example(name):
    thing = getattr(science, name)
    told = inspect.getdoc(thing) or ""
    if inspect.isclass(thing):
        assert "Attributes\n----------" in told
        return
    assert "Examples\n--------\n" in told and ">>> " in told
    assert "Parameters\n----------" in told
    described = told.partition("Parameters\n----------")[2]
    asked = inspect.signature(thing).parameters
    assert [one for one in asked if one not in described] == []


def test_names_are_one_list():
    assert sorted(science._HOME_OF) == sorted(science.__all__) == science.__dir__()
    with pytest.raises(AttributeError, match="no attribute 'unheard'"):
        _ = science.unheard


def test_nothing_heavy_comes_with_the_package():
    # CPU seconds of the import alone, in a process of its own: 0.3 is what is promised, and what is
    # there takes a hundredth of it.
    code = (
        "import sys, time; start = time.process_time(); import missionplanner.science; "
        "spent = time.process_time() - start; "
        "print(spent < 0.3, *sorted(sys.modules.keys() & set(sys.argv[1:])))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], capture_output=True, check=True, text=True
    )
    assert answer.stdout.split() == ["True"]
