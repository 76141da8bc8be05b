"""The scripts of `packaging/`, which is no package: imported as they import each other."""

import importlib
import sys
from types import ModuleType

from tests.conftest import ROOT

FOLDER = ROOT / "packaging"


def script(name: str) -> ModuleType:
    """Return a script as a module."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return importlib.import_module(name)
