"""House rules that a machine can see."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import (
    ROOT,
    Function,
    Source,
    dotted,
    functions,
    sources,
    tracked_files,
)


def public_things(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Modules, classes, functions and methods that others may use."""
    if any(part.startswith("_") and part != "__init__" for part in source.module.split(".")[1:]):
        return
    yield source.tree, source.path
    yield from _public_members(source.tree.body, source.path)


def _public_members(body: list[ast.stmt], place: str) -> Iterator[tuple[ast.AST, str]]:
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node, f"{place}:{node.lineno} {node.name}"
            if isinstance(node, ast.ClassDef):
                yield from _public_members(node.body, place)


def is_overload_or_setter(function: Function) -> bool:
    return any(
        dotted(decorator).split(".")[-1] in ("overload", "setter", "override")
        for decorator in function.decorator_list
    )


def test_public_api_is_documented():
    silent = [
        place
        for source in sources()
        for node, place in public_things(source)
        if not (isinstance(node, Function) and is_overload_or_setter(node))
        and not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert silent == []


def test_every_function_is_typed():
    untyped = []
    for source in sources():
        for function in functions(source):
            arguments = function.args
            named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            named += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
            bare = [a.arg for a in named if not a.annotation and a.arg not in ("self", "cls")]
            if bare or not (function.returns or function.name == "__init__"):
                untyped.append(f"{source.path}:{function.lineno} {function.name}")
    assert untyped == []


def test_nothing_is_left_to_do():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|To be filled")
    left = [
        f"{source.path}:{number}"
        for source in sources()
        for number, line in enumerate((ROOT / source.path).read_text("utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert left == []


def test_checks_are_not_switched_off_for_a_file():
    switches = re.compile(r"#\s*(ruff:\s*noqa|flake8:\s*noqa|mypy:\s*(ignore|disable|allow))")
    off = [s.path for s in sources() if switches.search((ROOT / s.path).read_text("utf-8"))]
    assert off == []


def test_strictness_is_not_loosened():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    assert tools["mypy"]["strict"] is True
    assert {"missionplanner", "plugins"} <= set(tools["mypy"]["files"])
    for override in tools["mypy"]["overrides"]:
        assert override.keys() == {"module", "ignore_missing_imports"}
        assert not any(
            name.startswith(("missionplanner", "plugins")) for name in override["module"]
        )
    assert "D" in tools["ruff"]["lint"]["select"]
    assert not {"exclude", "extend-exclude"} & tools["ruff"].keys()


COMPILERS = ("njit", "jit", "vectorize", "guvectorize")


def kernel_options(call: ast.Call) -> set[str]:
    return {
        keyword.arg or ""
        for keyword in call.keywords
        if isinstance(keyword.value, ast.Constant) and keyword.value.value is True
    }


def needed_of(source: Source) -> set[str]:
    # `compiled.kernel` puts a cache of its own in place of numba's.
    own = source.path == "missionplanner/compiled.py"
    return {"nogil"} if own else {"nogil", "cache"}


def test_what_kernel_compiles_is_kept_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    code = (
        "from missionplanner.compiled import kernel\n\n\n"
        "@kernel\ndef twice(x):\n    return 2.0 * x\n"
    )
    (tmp_path / "kept.py").write_text(code, "utf-8")
    run = "import kept; kept.twice(1.5); print(sum(kept.twice.stats.cache_hits.values()))"
    places = f"{ROOT}{os.pathsep}{tmp_path}"
    hits = [
        subprocess.run(
            [sys.executable, "-c", run],
            env=os.environ | {"PYTHONPATH": places},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert hits == ["0", "1"]


def test_kernels_let_the_window_breathe_and_are_kept():
    with_options = {
        id(node.func): kernel_options(node)
        for source in sources()
        for node in source.nodes(ast.Call)
    }
    wrong = [
        f"{source.path}:{node.lineno}"
        for source in sources()
        for node in (*source.nodes(ast.Name), *source.nodes(ast.Attribute))
        if dotted(node).split(".")[-1] in COMPILERS
        and not needed_of(source) <= with_options.get(id(node), set())
    ]
    assert wrong == []


def test_shipped_folders_are_found_through_assets_alone():
    users = [
        source.path
        for source in sources("missionplanner")
        for node in source.nodes(ast.Name)
        if node.id == "__file__"
    ]
    assert set(users) <= {"missionplanner/assets.py"}


def test_tests_do_not_wait_in_ways_that_hold_the_interpreter():
    waits = ("qWait", "qWaitFor", "qWaitForWindowActive", "qWaitForWindowExposed")
    waits += ("waitActive", "waitExposed", "sleep", "wait")
    held = [
        f"{source.path}:{node.lineno}"
        for source in sources("tests/ui", "tests/stories", "missionplanner/ui")
        for node in source.nodes(ast.Call)
        if dotted(node).split(".")[-1] in waits
        and dotted(node).split(".")[0] in ("QTest", "qtbot", "time")
    ]
    assert held == []


# Split, so that this file does not name what it looks for.
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(work|root)/",
            r"/(home|Users)/[a-z]\w*/",
            r"[A-Z]:\\Users\\",
            r"py" r"pi\.org",
            r"python" r"hosted\.org",
            r"--(extra-)?index" r"-url",
            r"/simple" r"/",
        )
    )
)
TEXT = {".cfg", ".css", ".csv", ".geojson", ".html", ".ini", ".json", ".kml", ".lock", ".md"}
TEXT |= {".py", ".pyi", ".qss", ".sh", ".spec", ".svg", ".toml", ".ts", ".txt", ".xml", ".xsd"}
TEXT |= {".yaml", ".yml", ""}


def mentions(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line) or str(ROOT) + "/" in line:
            yield f"{path.relative_to(ROOT).as_posix()}:{number}"


def test_no_tracked_file_names_a_machine_or_a_registry():
    files = tracked_files()
    if files is None:
        pytest.skip("not a git checkout")
    own = Path(__file__).resolve()
    named = [m for f in files if f.suffix in TEXT and f != own for m in mentions(f)]
    assert named == []
