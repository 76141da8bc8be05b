"""Kept machine code of another version of the program is made anew, and ends nothing."""

import builtins
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest

from missionplanner import assets, compiled
from missionplanner.compiling import KernelEvent, listening

KERNEL = """
from missionplanner.compiled import kernel
from {module} import {name}

@kernel
def total(pair):
    return pair.a + pair.b

print(total({name}(1.0, 2.0)), dict(total.stats.cache_hits), flush=True)
"""
CLASS = "from typing import NamedTuple\n\nclass {name}(NamedTuple):\n    a: float\n    b: float\n"


def ran(folder: Path, module: str, name: str, root: Path) -> str:
    (folder / "loops.py").write_text(KERNEL.format(module=module, name=name), encoding="utf-8")
    (folder / f"{module}.py").write_text(CLASS.format(name=name), encoding="utf-8")
    code = f"import sys; sys.path[:0] = [{str(folder)!r}, {str(root)!r}]; import loops"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_class_that_moved_is_compiled_anew(tmp_path: Path, root: Path) -> None:
    assert ran(tmp_path, "words", "Pair", root).startswith("3.0 {}")
    (tmp_path / "words.py").unlink()
    assert ran(tmp_path, "types_of", "Pair", root).startswith("3.0")
    (tmp_path / "types_of.py").unlink()
    assert ran(tmp_path, "types_of", "Both", root).startswith("3.0")


LOOP = """
def {name}(n):
    total = 0.0
    for i in range(n):
        total += i
    return total
"""


@pytest.fixture(autouse=True)
def no_module_stays() -> Iterator[None]:
    yield
    sys.modules.pop("missionplanner.some.kernels", None)


def frozen(monkeypatch: pytest.MonkeyPatch, shipped: Path | None, cache: Path) -> None:
    """Stand for a frozen program: functions without files, kernels beside it, or none."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(assets, "kernels", lambda: shipped)
    monkeypatch.setattr(compiled, "user_cache_path", lambda *_: cache)
    monkeypatch.setattr(compiled.config, "CACHE_DIR", "")
    compiled._build.cache_clear()


def loop(name: str, module: str = "missionplanner.some.kernels") -> Callable[[int], float]:
    """Return a function as a frozen program has it: its file is nowhere."""
    # A module that can be imported: numba asks for it by name once its own memory of it is gone.
    names = vars(sys.modules.setdefault(module, ModuleType(module)))
    exec(builtins.compile(LOOP.format(name=name), f"{module.replace('.', '/')}.py", "exec"), names)
    return cast("Callable[[int], float]", names[name])


def heard(name: str) -> list[bool]:
    """Make the function a kernel, call it, and tell for each event whether it was compiled."""
    events: list[KernelEvent] = []
    with listening(events.append):
        assert compiled.kernel(loop(name))(4) == 6.0
    compiled.KERNELS.pop()
    return [event.compiled for event in events]


def unkept(name: str) -> str:
    """Make the function a kernel, call it, and return which folder has not taken it."""
    events: list[KernelEvent] = []
    with listening(events.append):
        assert compiled.kernel(loop(name))(4) == 6.0
    compiled.KERNELS.pop()
    return events[-1].unkept_in


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the code of one kernel, as freeze.py leaves it."""
    folder = tmp_path / "_kernels"
    folder.mkdir()
    (folder / compiled.STAMP_FILE).write_text(json.dumps({"stamp": "a build"}))
    frozen(monkeypatch, folder, tmp_path / "build")
    assert heard("shipped_one") == [True, False]
    (tmp_path / "build" / "kernels").rename(tmp_path / "made")
    for made in (tmp_path / "made").iterdir():
        made.rename(folder / made.name)
    yield folder
    compiled._build.cache_clear()


def test_shipped_kernels_are_read_and_nothing_is_written(shipped: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert heard("shipped_one") == [False]
    assert sorted(tmp_path.rglob("*")) == before


def test_kept_code_does_not_name_the_folder_of_the_program(shipped: Path) -> None:
    kept = b"".join(file.read_bytes() for file in shipped.rglob("*.nb?"))
    assert b"shipped_one" in kept
    assert b"load_global" not in kept and b".py (" not in kept, "numba's listing of types"


def test_what_is_not_shipped_is_kept_in_the_users_cache(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert heard("other_one") == [True, False]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")  # numba's own place would hang on this
    assert heard("other_one") == [False]
    assert list((tmp_path / "build" / "kernels").rglob("*.nbi"))
    assert list(shipped.rglob("*other_one*")) == []


def test_kernels_of_another_build_are_not_taken(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shipped / compiled.STAMP_FILE).write_text(json.dumps({"stamp": "a later build"}))
    frozen(monkeypatch, shipped, tmp_path / "later")
    assert heard("shipped_one") == [True, False]


def test_damaged_kernels_are_compiled_anew(shipped: Path) -> None:
    for file in shipped.rglob("*.nb?"):
        file.write_bytes(file.read_bytes()[:40])
    assert heard("shipped_one") == [True, False]


def test_a_cache_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    frozen(monkeypatch, None, tmp_path / "file")
    assert heard("kept_nowhere") == [True, False]
    assert unkept("kept_nowhere").startswith(str(tmp_path / "file" / "kernels"))
    monkeypatch.setattr(sys, "frozen", False, raising=False)
    monkeypatch.setattr(compiled.UserWideCacheLocator, "from_function", lambda *_: None)
    assert heard("kept_nowhere") == [True, False]
    assert unkept("kept_nowhere") == str(tmp_path / "file")
    compiled._build.cache_clear()


@pytest.mark.parametrize(
    ("error", "told"),
    [(PermissionError(13, "open elsewhere"), False), (OSError(28, "no room"), True)],
)
def test_a_full_disk_is_told_and_a_file_open_for_a_moment_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: bool
) -> None:
    frozen(monkeypatch, None, tmp_path)

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(compiled.IndexDataCacheFile, "save", refuse)
    assert bool(unkept("kept_another_time")) == told
    compiled._build.cache_clear()


@pytest.mark.parametrize(
    ("needs", "has", "taken"),
    [("avx2 fma", {"avx2": True, "fma": True}, "x86-64-v3"), ("avx2 fma", {"avx2": True}, None)],
)
def test_the_processor_of_shipped_kernels_is_taken_where_it_has_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    needs: str,
    has: dict[str, bool],
    taken: str | None,
) -> None:
    told = {"stamp": "a build", "cpu": "x86-64-v3", "needs": needs}
    (tmp_path / compiled.STAMP_FILE).write_text(json.dumps(told))
    frozen(monkeypatch, tmp_path, tmp_path / "cache")
    monkeypatch.setattr(compiled, "get_host_cpu_features", lambda: has)
    monkeypatch.setattr(compiled.os, "environ", {})
    monkeypatch.setattr(compiled.config, "CPU_NAME", None)
    monkeypatch.setattr(compiled.config, "CPU_FEATURES", None)
    compiled._take_shipped_processor()
    assert taken == compiled.config.CPU_NAME
    assert compiled.os.environ.get("NUMBA_CPU_NAME") == taken
    compiled._build.cache_clear()
