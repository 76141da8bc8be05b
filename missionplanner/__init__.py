"""Osprey Mission Planner: verified drone survey missions over steep mines."""

import os
import platform

__version__ = "0.1.0"

# The same seed gives the same plan on every computer: OpenBLAS takes its kernels by the processor,
# and their sums differ in the last digit, which decides between plans of nearly one price. These
# are the ones that every processor can that numpy starts on. numpy reads this when it is imported.
if platform.machine().lower() in ("x86_64", "amd64"):
    os.environ.setdefault("OPENBLAS_CORETYPE", "Nehalem")
