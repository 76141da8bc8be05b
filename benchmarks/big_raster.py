"""An epoch larger than memory: the index of 20 000 x 20 000 pixels and eight files.

    python -m benchmarks.big_raster [--size 20000] [--folder FOLDER]

The files are made block by block from one seed in a temporary folder (about 30 GB with the scratch
of the run) and removed afterwards. The index runs in a process of its own, whose peak of resident
memory is told by the system.
"""

import argparse
import json
import multiprocessing
import os
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.irsei_command import make, ours


def measured(folder: str, result) -> None:
    seconds = ours(Path(folder), Path(folder) / "out")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result.send((seconds, peak))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, default=None, help="where to put the files")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as kept:
        start = time.perf_counter()
        make(Path(kept), asked.size, compress=False)
        files = sum(path.stat().st_size for path in Path(kept).iterdir())
        print(
            f"{asked.size} x {asked.size}, eight files of {files / 1e9:.2f} GB in all, made in "
            f"{time.perf_counter() - start:.0f} s; {os.cpu_count()} processors",
            flush=True,
        )
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=measured, args=(kept, there))
        process.start()
        there.close()
        seconds, peak = here.recv()
        process.join()
        table = json.loads((Path(kept) / "out" / "irsei.json").read_bytes())
        mean = table["epochs"][0]["mean"]
        print(
            f"index in {seconds:.0f} s: {files / 1e9 / seconds:.3f} GB/s of input, mean {mean:.4f}"
        )
        print(f"peak of resident memory {peak / 1e9:.2f} GB (to be below 2)")


if __name__ == "__main__":
    main()
