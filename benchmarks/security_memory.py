"""Peak of memory of `security` on rasters of growing size.

    python -m benchmarks.security_memory DATA [--megapixels 4 16] [--rows]

The seeded region (`benchmarks.seeded_region`: five epochs, 21 indicators of the second paper's
system) with each of its cells cut into finer ones, so that only the size of the rasters changes.
Each size runs in a process of its own, watched from beside it: resident memory of its own and that
of files it has mapped, which the system takes back where it is short. `--rows` prints where the
peaks of its own memory are.
"""

import argparse
import multiprocessing
import shutil
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import Affine

from benchmarks.seeded_region import COLS, ROWS, write_region
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.security.stage import run_security
from missionplanner.ecology.imagery.study_files import read_study
from missionplanner.tasks.progress import Progress, Step

LOOK_S = 0.05
TILE = 512
LIMIT_GB, GROWTH = 1.5, 1.10
HUNDRED = 100.0


class Watch:
    """Peaks of this process's memory, by what it is doing."""

    def __init__(self) -> None:
        self.doing, self.peaks = "", {"whole": 0, "own": 0}
        self.by_words: dict[str, int] = {}
        self._stop = threading.Event()

    def look(self) -> None:
        """Look until told to stop; run it on a thread."""
        while not self._stop.wait(LOOK_S):
            fields = Path("/proc/self/status").read_text().splitlines()
            found = {f.split(":")[0]: int(f.split()[1]) * 1024 for f in fields if "kB" in f}
            for name, key in (("whole", "VmRSS"), ("own", "RssAnon")):
                self.peaks[name] = max(self.peaks[name], found[key])
            before = self.by_words.get(self.doing, 0)
            self.by_words[self.doing] = max(before, found["RssAnon"])

    def stop(self) -> None:
        """End it."""
        self._stop.set()

    def told(self, event: object) -> None:
        """Take up what the run tells of itself."""
        if isinstance(event, Step) and event.message:
            self.doing = event.words


def finer(path: Path, factor: float) -> None:
    """Write a raster again with each cell cut into finer ones, in tiles of 512."""
    with rasterio.open(path) as data:
        values, profile = data.read(), dict(data.profile)
        t = data.transform
    rows, columns = (round(side * factor) for side in values.shape[1:])
    near = [
        np.minimum((np.arange(n) / factor).astype(int), side - 1)
        for n, side in zip((rows, columns), values.shape[1:], strict=True)
    ]
    profile |= {
        "height": rows,
        "width": columns,
        "tiled": True,
        "blockxsize": TILE,
        "blockysize": TILE,
        "transform": Affine(t.a / factor, t.b, t.c, t.d, t.e / factor, t.f),
    }
    with rasterio.open(path, "w", **profile) as data:
        for number, band in enumerate(values, 1):
            data.write(band[np.ix_(*near)], number)


def run_apart(study: Path, answer: Connection) -> None:
    """Run the stage and answer with seconds, peaks, and where they were."""
    watch = Watch()
    thread = threading.Thread(target=watch.look, daemon=True)
    thread.start()
    start = time.perf_counter()
    place = RunPlace(study.parent, study.parent / "out")
    run_security(PreparedStudy(read_study(study), place), Progress(watch.told))
    watch.stop()
    answer.send((time.perf_counter() - start, watch.peaks, watch.by_words))


def measured(data: Path, megapixels: float, rows: bool) -> float:
    """Print and return the peak of own memory, GB, at one size."""
    folder = Path(tempfile.mkdtemp())
    try:
        region = write_region(folder, data)
        factor = float(np.sqrt(megapixels * 1e6 / (ROWS * COLS)))
        for path in sorted(folder.glob("*.tif")):
            if path.stem.split("_")[0] in ("reflectance", "thermal", "mask", "cover", "dem"):
                finer(path, factor)
        here, there = multiprocessing.get_context("spawn").Pipe()
        task = multiprocessing.get_context("spawn").Process(
            target=run_apart, args=(region.study, there)
        )
        task.start()
        seconds, peaks, by_words = here.recv()
        task.join()
    finally:
        shutil.rmtree(folder)
    own, whole = peaks["own"] / 1e9, peaks["whole"] / 1e9
    print(
        f"{megapixels:5.1f} Mpx: {seconds:7.1f} s, own {own:.2f} GB, "
        f"with mapped files {whole:.2f} GB"
    )
    if rows:
        for words, peak in sorted(by_words.items(), key=lambda one: -one[1])[:8]:
            print(f"          {peak / 1e9:.2f} GB  {words}")
    return own


def main() -> None:
    """Measure each size, and reckon a hundred megapixels from the last two."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data", type=Path)
    options.add_argument("--megapixels", type=float, nargs="+", default=[4.0, 16.0])
    options.add_argument("--rows", action="store_true")
    chosen = options.parse_args()
    sizes = chosen.megapixels
    peaks = [measured(chosen.data, size, chosen.rows) for size in sizes]
    if len(peaks) > 1:
        each = (peaks[-1] - peaks[-2]) / (sizes[-1] - sizes[-2])
        reckoned = peaks[-1] + max(0.0, each) * (HUNDRED - sizes[-1])
        print(
            f"growth {peaks[-1] / peaks[-2]:.2f} (to be at most {GROWTH}), largest {max(peaks):.2f}"
        )
        print(f"GB (at most {LIMIT_GB}); {HUNDRED:.0f} Mpx reckoned: {reckoned:.2f} GB")


if __name__ == "__main__":
    main()
