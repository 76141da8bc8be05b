"""The same seed gives the same plan on every computer: sums are those of one kind of kernel."""

import json
import os
import platform
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

TOLD = (
    "import json, os, sys, missionplanner;"
    "print(json.dumps(['numpy' in sys.modules, os.environ.get('OPENBLAS_CORETYPE')]))"
)
IS_X86 = platform.machine().lower() in ("x86_64", "amd64")


def told(**environment: str) -> list[object]:
    env = {k: v for k, v in os.environ.items() if k != "OPENBLAS_CORETYPE"} | environment
    done = subprocess.run(
        [sys.executable, "-c", TOLD], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: list[object] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not IS_X86, reason="other processors have kernels of other names")
def test_kernels_are_chosen_before_numpy_looks_for_them() -> None:
    assert told() == [False, "Nehalem"]


def test_whoever_chose_kernels_keeps_them() -> None:
    assert told(OPENBLAS_CORETYPE="Haswell") == [False, "Haswell"]
