import gc
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from missionplanner.ecology.statistics.mapped import mapped


def test_many_threads_open_arrays_at_once(tmp_path):
    values = np.arange(24.0).reshape(2, 3, 4)
    path = tmp_path / "block.npy"
    np.save(path, values)
    before, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(1)
    try:
        with ThreadPoolExecutor(8) as pool:
            sums = list(pool.map(lambda _: float(mapped(path).sum()), range(400)))
    finally:
        sys.setswitchinterval(before)
        gc.set_threshold(*threshold)
    assert sums == [float(values.sum())] * 400


def test_what_is_written_to_a_map_stays_in_memory(tmp_path):
    path = tmp_path / "block.npy"
    np.save(path, np.zeros(3))
    first = mapped(path, "c")
    first[0] = 7
    assert mapped(path)[0] == 0
