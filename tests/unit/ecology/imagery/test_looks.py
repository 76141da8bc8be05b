"""Pictures in colours."""

import numpy as np

from missionplanner.ecology.imagery.looks import stretched


def test_pictures_leave_nodata_out() -> None:
    bands = np.linspace(1, 100, 300, dtype=np.float32).reshape(3, 10, 10)
    bands[:, 0, 0] = np.nan
    rgba = stretched(bands)
    assert rgba[0, 0, 3] == 0 and rgba[5, 5, 3] == 255
    assert rgba[..., 0].max() == 255
    assert stretched(bands[:1]).shape == (10, 10, 4)
