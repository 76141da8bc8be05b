"""Runs first in the frozen program: pvlib imports h5py with its first breath.

It reads maps of turbidity with it, which the program never asks for; the place of the sun needs
none. Left out with its library it saves 18 MB. Whoever does ask gets an AttributeError.
"""

import sys
import types

sys.modules["h5py"] = types.ModuleType("h5py")
