"""What the README claims, measured: side by side, on the path that the product runs."""

import missionplanner  # noqa: F401  before any numpy, whose kernels are those of the program
