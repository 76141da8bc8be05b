"""What the set-up compiles is what an analysis uses."""

import numpy as np

from missionplanner.ecology.security import kernels
from missionplanner.ecology.security.index import recipe, security_index
from missionplanner.ecology.security.precompile_security import warm


def test_nothing_is_left_to_compile_after_warming():
    warm()
    known = {name: len(getattr(kernels, name).signatures) for name in ("indices", "profile")}
    for dtype in (np.float32, np.float64):
        stack = np.random.default_rng(1).random((3, 5, 7)).astype(dtype)
        security_index(stack, recipe([0.2, 0.3, 0.5], [(0.2, 0.4, 0.6)] * 3))
    assert {name: len(getattr(kernels, name).signatures) for name in known} == known
