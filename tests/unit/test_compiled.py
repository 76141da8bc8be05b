"""Kept machine code of another version of the program is made anew, and ends nothing."""

import subprocess
import sys
from pathlib import Path

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
