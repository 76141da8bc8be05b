"""A quick map of 300 photos of 45 megapixels at 10 cm: `python -m benchmarks.quick_map`.

Photos of a Zenmuse P1 (8192 × 5460 px, about ten over each place) are rendered over a made-up hill
with a painted ground of 10 cm and grain as of a sensor, so that a file is about as large as a real
one, and written to a temporary folder: 3 GB for the time of the run. The poses that the files tell
are off by a few centimetres and tenths of a degree, as those of RTK and gimbal are, so that tie
points have something to do. The map is made by a process of its own; told are the CPU and the wall
of its phases, its greatest memory, and how far the map lies from the painted ground.

    python -m benchmarks.quick_map --photos 40      smaller, for a look
    python -m benchmarks.quick_map --keep FOLDER    the photos stay there, and are used again
"""

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import rasterio

from missionplanner.cli.main import run
from missionplanner.imagery.precompile_mosaic import warm
from missionplanner.operations.mosaic import MosaicAsked, quick_map
from missionplanner.tasks.progress import Progress, Step
from tests.rendered_site import Pose, flight, height_m, shaken, write_pose
from tests.stories.small_site import X0, Y0, write_polygons, write_site

WIDTH, HEIGHT, FOCAL_MM = 8192, 5460, 35.0
FOCAL_PX = FOCAL_MM / 35.9 * WIDTH
AGL_M, COLUMNS, APART_M = 150.0, 20, (26.0, 54.0)
CELL_M = 0.10
# The painted ground: metres a cell, and what it covers from the site's corner: west, north, sides.
PAINT_M, PAINT_WEST_M, PAINT_NORTH_M, PAINT_SIDE_M = 0.10, 140.0, 1260.0, 1120.0
# Of a picture made half as large: px between two rays that are followed.
STEP_X, STEP_Y = 32, 30
PLACE_SD_M, TURN_SD_DEG = 0.03, 0.2
# What a phase is called, by the message with which it begins.
PHASES = {
    "imagery.reading": "reading heads",
    "mosaic.features": "tie points",
    "mosaic.aligning": "alignment",
    "mosaic.laying": "laying",
    "mosaic.writing": "writing the COG",
}


def painted(seed: int = 4) -> np.ndarray:
    """Return the ground's brightness, uint8, row 0 in the north: detail of every size."""
    rng, side = np.random.default_rng(seed), round(PAINT_SIDE_M / PAINT_M)
    ground = np.full((side, side), 128.0, np.float32)
    cells, strength = 6, 40.0
    while cells < side:
        rough = rng.normal(0.0, strength, (cells, cells)).astype(np.float32)
        ground += cv2.resize(rough, (side, side), interpolation=cv2.INTER_CUBIC)
        cells, strength = round(cells * 2.3), strength * 0.78
    return np.asarray(np.clip(ground, 6, 249), np.uint8)


def grain(rng: np.random.Generator) -> np.ndarray:
    """Return a sensor's noise around 128, uint8, larger than a picture."""
    rough = rng.normal(0.0, 16.0, (HEIGHT + 512, WIDTH + 512)).astype(np.float32)
    return np.asarray(128.0 + cv2.GaussianBlur(rough, (0, 0), 0.7), np.uint8)


def places(pose: Pose) -> tuple[np.ndarray, np.ndarray]:
    """Return the column and row of the painted ground for each pixel of a half-size picture."""
    cols, rows = WIDTH // 2 // STEP_X + 2, HEIGHT // 2 // STEP_Y + 2
    u = ((np.arange(cols) - 0.5) * STEP_X * 2 - WIDTH / 2) / FOCAL_PX
    v = (HEIGHT / 2 - (np.arange(rows) - 0.5) * STEP_Y * 2) / FOCAL_PX
    axes = pose.axes
    way = axes[0] + u[None, :, None] * axes[1] + v[:, None, None] * axes[2]
    along = AGL_M / -way[..., 2]
    for _ in range(12):
        x, y = pose.x + along * way[..., 0], pose.y + along * way[..., 1]
        along += 0.9 * (pose.z + along * way[..., 2] - height_m(x, y)) / -way[..., 2]
    x, y = pose.x + along * way[..., 0], pose.y + along * way[..., 1]
    column = (x - X0 - PAINT_WEST_M) / PAINT_M - 0.5
    row = (Y0 + PAINT_NORTH_M - y) / PAINT_M - 0.5
    whole = cols * STEP_X, rows * STEP_Y
    fine = [cv2.resize(a.astype(np.float32), whole) for a in (column, row)]
    return fine[0][STEP_Y:-STEP_Y, STEP_X:-STEP_X], fine[1][STEP_Y:-STEP_Y, STEP_X:-STEP_X]


def rendered(pose: Pose, ground: np.ndarray, noise: np.ndarray, at: tuple[int, int]) -> np.ndarray:
    """Return the picture from a pose, uint8 (5460, 8192, 3)."""
    half = cv2.remap(ground, *places(pose), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    whole = cv2.resize(half, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    cut = noise[at[0] : at[0] + HEIGHT, at[1] : at[1] + WIDTH]
    grey = cv2.addWeighted(whole, 1.0, cut, 1.0, -128.0)
    shades = np.arange(256, dtype=np.float32)
    tints = [np.asarray(shades * a + b, np.uint8) for a, b in ((1.0, 0), (0.9, 10), (0.75, 20))]
    return np.asarray(cv2.merge([cv2.LUT(grey, tint) for tint in tints]))


def write_card(folder: Path, ground: np.ndarray, photos: int) -> None:
    """Write the photos; the poses that their files tell are a little off."""
    folder.mkdir(parents=True, exist_ok=True)
    poses = flight(-(-photos // COLUMNS), COLUMNS, APART_M, AGL_M)[:photos]
    rng = np.random.default_rng(2)
    told = [shaken(pose, rng, PLACE_SD_M, TURN_SD_DEG) for pose in poses]
    noise, shifts = grain(rng), rng.integers(0, 512, (len(poses), 2))

    def one(k: int) -> None:
        picture = rendered(poses[k], ground, noise, (int(shifts[k, 0]), int(shifts[k, 1])))
        write_pose(folder / f"DJI_{k:04d}.JPG", told[k], picture, k, focal_mm=FOCAL_MM)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(len(poses))))


def project_in(folder: Path) -> Path:
    """Make a project whose area is what the photos cover."""
    site, path = write_site(folder / "files"), folder / "hill.mplan"
    ring = [(330.0, 420.0), (1070.0, 420.0), (1070.0, 880.0), (330.0, 880.0)]
    area = write_polygons(folder / "files" / "covered.geojson", [(ring, {"name": "Covered"})])
    files = [f"--dem={site.dem}", f"--area={area}", "--vertical-datum=egm96"]
    if run(["new", str(path), *files, "--sensor=p1-35"]):
        raise SystemExit("the project was not made")
    return path


def peak_gb() -> float:
    """Return the greatest memory of this process, GB, not of the one that started it."""
    status = Path("/proc/self/status")
    told = status.read_text("utf-8") if status.exists() else ""
    for line in told.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def timed(project: Path, card: Path, out: Path) -> None:
    """Make the map and print a line of JSON: seconds by phase, memory, tie points."""
    warm()
    marks: list[tuple[str, float, float]] = [("preparation", time.process_time(), time.monotonic())]

    def note(event: object) -> None:
        said = event.message if isinstance(event, Step) else None
        phase = PHASES.get(said.code) if said is not None else None
        if phase and phase not in [name for name, *_ in marks]:
            marks.append((phase, time.process_time(), time.monotonic()))

    made = quick_map(project, MosaicAsked("p1-35", card, CELL_M, out=out), Progress(note))
    marks.append(("", time.process_time(), time.monotonic()))
    spent = {
        name: (cpu - before, wall - earlier)
        for (name, before, earlier), (_, cpu, wall) in itertools.pairwise(marks)
    }
    told = {
        "phases": spent,
        "peak_gb": peak_gb(),
        "ties": made.tie_points,
        "before_px": made.aligned.before_px,
        "after_px": made.aligned.after_px,
    }
    print(json.dumps(told))


def displaced_m(path: Path, ground: np.ndarray) -> np.ndarray:
    """Return how far squares of the map lie from the painted ground, metres (n,)."""
    side, found = 256, []
    window = cv2.createHanningWindow((side, side), cv2.CV_32F)
    with rasterio.open(path) as data:
        left = round((data.transform.c - X0 - PAINT_WEST_M) / PAINT_M)
        top = round((Y0 + PAINT_NORTH_M - data.transform.f) / PAINT_M)
        for i in range(0, data.height - side, 4 * side):
            for j in range(0, data.width - side, 4 * side):
                got = data.read(1, window=rasterio.windows.Window(j, i, side, side))
                truth = ground[top + i : top + i + side, left + j : left + j + side]
                if truth.shape == got.shape and (got > 0).all():
                    a, b = (np.float32(one - one.mean()) for one in (truth, got))
                    (dx, dy), _ = cv2.phaseCorrelate(a, b, window)
                    found.append(np.hypot(dx, dy) * CELL_M)
    return np.array(found)


def main(given: Sequence[str] | None = None) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--photos", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="folder of the photos; used again")
    parser.add_argument("--timed", nargs=3, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(given)
    if asked.timed:
        timed(*asked.timed)
        return
    with tempfile.TemporaryDirectory() as name:
        work, ground = Path(name), painted()
        card = asked.keep or work / "card"
        if not list(card.glob("*.JPG")):
            write_card(card, ground, asked.photos)
        files = sorted(card.glob("*.JPG"))
        size_gb = sum(path.stat().st_size for path in files) / 1e9
        out = work / "map.tif"
        command = [sys.executable, "-m", "benchmarks.quick_map"]
        command += ["--timed", str(project_in(work)), str(card), str(out)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            raise SystemExit(answer.stderr)
        told = json.loads(answer.stdout.splitlines()[-1])
        off_m = displaced_m(out, ground)
        with rasterio.open(out) as data:
            cells = data.width * data.height
    show(told, len(files), size_gb, cells, off_m)


def show(told: dict, photos: int, size_gb: float, cells: int, off_m: np.ndarray) -> None:
    """Print what was measured as a table of Markdown and a line."""
    print(f"| {photos} photos, {size_gb:.1f} GB | CPU s | wall s |\n|---|---|---|")
    for name, (cpu, wall) in told["phases"].items():
        print(f"| {name} | {cpu:.1f} | {wall:.1f} |")
    cpu, wall = (sum(one[k] for one in told["phases"].values()) for k in (0, 1))
    print(f"| **whole** | **{cpu:.1f}** | **{wall:.1f}** |\n")
    print(
        f"Greatest memory {told['peak_gb']:.2f} GB; {cells / 1e6:.0f} million cells of "
        f"{CELL_M * 100:.0f} cm; {told['ties']} tie points, {told['before_px']:.1f} px apart as "
        f"told and {told['after_px']:.2f} when aligned; the map lies {np.median(off_m):.2f} m "
        f"from the painted ground in the middle of {len(off_m)} squares, "
        f"{np.percentile(off_m, 95):.2f} m in 95 of 100."
    )


if __name__ == "__main__":
    main()
