"""The planners from PyPI, run in an environment of their own."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

# Name, path (n, 2) or None, seconds, and why there is no path.
Timed = tuple[str, NDArray[np.float64] | None, float, str]

HOW_TO_INSTALL = (
    "for the peers: python3 -m venv bench-peers && bench-peers/bin/pip install "
    "opencoverage==0.2.0 uav-coverage-path-planner==1.0.0, then --peers-python "
    "bench-peers/bin/python"
)


def peers(area: Polygon, spacing_m: float, python: Path) -> Iterator[Timed]:
    """Run the peers in their own environment."""
    task = {
        "outline": list(area.exterior.coords)[:-1],
        "holes": [list(r.coords)[:-1] for r in area.interiors],
        "spacing_m": spacing_m,
    }
    script = Path(__file__).parent / "peer_runner.py"
    try:
        done = subprocess.run(
            [python, script], input=json.dumps(task), capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        reason = (getattr(error, "stderr", "") or str(error)).splitlines()[-1]
        raise SystemExit(f"the peers do not run: {reason}; {HOW_TO_INSTALL}") from error
    for name, answer in json.loads(done.stdout).items():
        path = np.array(answer["path"]) if "path" in answer else None
        yield name, path, answer.get("seconds", 0.0), answer.get("error", "")
