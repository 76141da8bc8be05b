"""Runs first in the frozen program: stands in for libraries that are imported and never used.

mealpy imports pandas for its tables of trials. The program asks it for one optimizer, which needs
none. Left out it saves 30 MB, and a second of each plan. Whoever asks for more gets an
AttributeError.
"""

import sys
import types


def absent(name: str, **has: object) -> types.ModuleType:
    """Put an empty module in a library's place."""
    module = types.ModuleType(name)
    module.__dict__.update(has)
    sys.modules[name] = module
    return module


# What mealpy's type hints name, and pyogrio's look at its version.
absent("pandas", DataFrame=type("DataFrame", (), {}), __version__="0")
