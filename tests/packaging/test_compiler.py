"""Shipped kernels come of a program whose order of sets is told, so that two builds are alike.

And what a frozen program begins with leaves numpy for later.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import FOLDER, script

freeze, facts = script("freeze"), script("facts")


def calls(name: str) -> list[ast.Call]:
    """Return the calls of a function in what PyInstaller reads."""
    tree = ast.parse((FOLDER / "osprey.spec").read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in found if isinstance(node.func, ast.Name) and node.func.id == name]


def test_only_the_compiler_has_a_told_order_of_sets() -> None:
    """A seed that everybody knows is not for a program that reads what strangers send."""
    asked = {ast.unparse(one.args[0]): ast.unparse(one) for one in calls("program")}
    assert "hash_seed=0" in asked.pop("COMPILER")
    assert asked and not any("hash_seed" in words for words in asked.values())
    names = ["missionplanner", facts.COMPILER]
    assert names == sorted(names), "the first is what a bundle of macOS starts"


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a program of a shell")
def test_the_compiler_compiles_and_is_not_shipped(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(facts, "FROZEN", tmp_path)
    keeps = 'cd "$NUMBA_CACHE_DIR" && mkdir kernels && echo code > kernels/a.nbi'
    for name, code in (("missionplanner", 1), (facts.COMPILER, 0)):
        path = facts.program(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\n[ "$1" = --precompile ] && {keeps}\nexit {code}\n')
        path.chmod(0o755)
    monkeypatch.setattr(freeze, "WORK", tmp_path / "work")
    (tmp_path / "inside").mkdir()
    assert freeze.ship_kernels(tmp_path / "inside" / "_kernels") == 1
    told = json.loads((tmp_path / "inside" / "_kernels" / "build.json").read_text("utf-8"))
    assert told["stamp"] == freeze.source_stamp()
    assert not facts.program(facts.COMPILER).exists()
    assert facts.program().exists()


def test_numpy_waits_until_the_program_has_chosen_its_sums() -> None:
    """Else OpenBLAS takes kernels by the processor, and the same seed gives another plan."""
    begins = [str(FOLDER / name) for name in ("absent.py", "start.py")]
    code = f"import os, runpy, sys\nfor path in {begins!r}: runpy.run_path(path)\n"
    code += "print('missionplanner' in sys.modules, 'numpy' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(FOLDER), str(FOLDER.parent)])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False
    )
    assert done.stdout == "True False\n", done.stderr
