"""Runs first in the frozen program: stands in for libraries that are imported and never used.

mealpy imports pandas for its tables of trials, pvlib for its series, and h5py for maps of
turbidity. The program asks mealpy for one optimizer, and pvlib for `pvlib.spa`, the place of the
sun, which needs neither. Left out they save 40 MB, and a second of each plan. Whoever asks for
more gets an AttributeError.
"""

import sys
import types
from pathlib import Path


def absent(name: str, **has: object) -> types.ModuleType:
    """Put an empty module in a library's place."""
    module = types.ModuleType(name)
    module.__dict__.update(has)
    sys.modules[name] = module
    return module


absent("h5py")
# What mealpy's type hints name, and pyogrio's look at its version.
absent("pandas", DataFrame=type("DataFrame", (), {}), __version__="0")
# Its parts without its __init__, which imports them all.
absent("pvlib", __path__=[str(Path(sys._MEIPASS) / "pvlib")])  # type: ignore[attr-defined]
