"""Fences that import-linter cannot draw: see [tool.importlinter] in pyproject.toml for the rest."""

import ast
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.architecture.source import ROOT, Import, dotted, imports, sources

# Library -> the places (path prefixes) that may import it; nobody else, plugins included.
FENCES = {
    "PySide6": ("missionplanner/ui/",),
    "shiboken6": ("missionplanner/ui/",),
    "pyqtgraph": ("missionplanner/ui/",),
    "OpenGL": ("missionplanner/ui/",),
    "superqt": ("missionplanner/ui/",),
    "qtawesome": ("missionplanner/ui/",),
    "mealpy": ("missionplanner/planning/osprey.py",),
    "rasterio": ("missionplanner/raster/files", "missionplanner/raster/grid.py"),
    "pyogrio": ("missionplanner/vector/",),
    "pyproj": ("missionplanner/geo/", "missionplanner/raster/grid.py"),
    "laspy": ("missionplanner/terrain/lidar.py",),
    "serial": ("missionplanner/link/bearers",),
    "socket": ("missionplanner/link/bearers",),
}

# Where an import may stand inside a function: a face or a verb is picked there.
PICKERS = ("missionplanner/__main__.py", "missionplanner/cli/")

# What starting the command line must not pay for.
HEAVY = ("numba", "scipy", "PySide6", "rasterio", "mealpy", "matplotlib", "pandas")


@pytest.fixture(scope="module")
def program() -> list[Import]:
    return [entry for source in sources() for entry in imports(source)]


@pytest.mark.parametrize("library", FENCES)
def test_library_stays_behind_its_fence(program, library):
    outside = [
        entry.place
        for entry in program
        if entry.target.split(".")[0] == library
        and not entry.source.path.startswith(FENCES[library])
    ]
    assert outside == []


def test_grid_takes_only_the_transform_from_rasterio(program):
    taken = {
        (entry.target, entry.names)
        for entry in program
        if entry.source.path == "missionplanner/raster/grid.py"
        and entry.target.startswith("rasterio")
    }
    assert taken <= {("rasterio.transform", ("Affine",)), ("rasterio", ("Affine",))}


def test_plugins_import_only_the_api(program):
    wrong = []
    for entry in program:
        if entry.source.path.startswith("plugins/"):
            own = ".".join(entry.source.module.split(".")[:2])
            first = entry.target.split(".")[0]
            ours = first in ("missionplanner", "plugins")
            inside = entry.target == own or entry.target.startswith(own + ".")
            api = (entry.target, *entry.names)[:2] == ("missionplanner", "api")
            if ours and not (inside or api or entry.target == "missionplanner.api"):
                wrong.append(f"{entry.place} {entry.target}")
    assert wrong == []


def test_program_does_not_import_its_plugins(program):
    assert [
        entry.place
        for entry in program
        if entry.source.path.startswith("missionplanner/")
        and entry.target.split(".")[0] in ("plugins", "tests", "benchmarks", "packaging")
    ] == []


def test_no_import_inside_a_function(program):
    inside = [
        entry.place
        for entry in program
        if entry.in_function and not entry.source.path.startswith(PICKERS)
    ]
    assert inside == []


def test_modules_are_imported_by_name_only_where_a_choice_is_made():
    # A plugin is found by name; work for a spawned process travels as a name; and pyogrio, which
    # brings pandas, waits until there is a vector file to open; OpenGL waits until one looks; the
    # radio's libraries may not be installed; a name of the face for scripts brings its room.
    choosers = (
        *PICKERS,
        "missionplanner/extensions/loading.py",
        "missionplanner/operations/radio.py",
        "missionplanner/science/__init__.py",
        "missionplanner/tasks/runner.py",
        "missionplanner/vector/ogr.py",
        "missionplanner/ui/shell/space.py",
    )
    dynamic = [
        f"{source.path}:{node.lineno}"
        for source in sources()
        if not source.path.startswith(choosers)
        for node in source.nodes(ast.Call)
        if dotted(node).split(".")[-1] in ("import_module", "__import__")
    ]
    assert dynamic == []


def test_no_import_cycles(program):
    modules = {source.module for source in sources()}
    graph: dict[str, set[str]] = {module: set() for module in modules}
    for entry in program:
        wanted = {f"{entry.target}.{name}" for name in entry.names} & modules
        # `from package import name` needs the package itself only for names that are no modules.
        if len(wanted) < max(1, len(entry.names)):
            wanted |= {entry.target} & modules
        graph[entry.source.module] |= wanted - {entry.source.module}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("import cycle: " + " <- ".join(error.args[1]))


def test_command_line_starts_light():
    code = (
        "import sys, missionplanner.cli.main; "
        "print(*sorted(sys.modules.keys() & set(sys.argv[1:])))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert answer.stdout.split() == []


def test_unit_tests_know_no_qt():
    wrong = [
        entry.place
        for source in sources("tests/unit")
        for entry in imports(source)
        if entry.target.split(".")[0] in ("PySide6", "pyqtgraph", "pytestqt")
        or entry.target.startswith("missionplanner.ui")
    ]
    assert wrong == []


def test_the_window_may_ask_these_rooms_alone():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (fence,) = [one for one in contracts["contracts"] if one["name"].startswith("The window shows")]
    forbidden = {name.removeprefix("missionplanner.") for name in fence["forbidden_modules"]}
    rooms = {
        path.stem for path in (ROOT / "missionplanner").iterdir() if path.suffix in ("", ".py")
    }
    above = {"__init__", "__main__", "__pycache__", "cli", "ui", "precompile", "science"}
    asked = {"operations", "model", "project", "tasks", "errors", "messages", "settings", "assets"}
    # Formats are found by plugins, above the operations that write them.
    assert rooms - above - forbidden == asked | {"units", "extensions"}
