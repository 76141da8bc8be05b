"""The radio along the planned route, judged in the worker process and nowhere else."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.places import Position
from missionplanner.operations.link import LinkRequest, LinkVerdict, judge_link
from missionplanner.operations.radio import duty_of
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress
from missionplanner.ui.receive.views import LinkView

Places = NDArray[np.float64]
_NONE = "none"


def ahead(folder: Path, region: str, progress: Progress) -> LinkView:
    """Judge the link from the project's ground stations, or from home."""
    stations = load(folder).document.stations
    places = tuple(Position(lon_deg=one.lon_deg, lat_deg=one.lat_deg) for one in stations)
    request = LinkRequest(stations=places, region=region)
    return _view(judge_link(folder, request, progress), request)


def _view(found: LinkVerdict, request: LinkRequest) -> LinkView:
    names = [name for name in found.shares if name != _NONE]
    route, signal = found.route, []
    lines: dict[str, list[Places]] = {name: [] for name in found.shares}
    step = np.linalg.norm(np.diff(route.places_m, axis=0, prepend=route.places_m[:1]), axis=1)
    # Between two flights nothing is flown.
    step[1:][np.diff(route.sortie) != 0] = 0.0
    along_m = np.cumsum(step)
    for run in route.runs(found.used):
        place = int(found.used[run.start])
        name = names[place] if place >= 0 else _NONE
        # A stretch reaches to where the next one begins, within its flight.
        same = run.stop < len(route.sortie) and route.sortie[run.stop] == route.sortie[run.start]
        part = slice(run.start, run.stop + int(same))
        lines[name].append(route.places_m[part, :2])
        signal.append((name, along_m[run], found.margin_db[run]))
    return LinkView(
        lines={name: tuple(runs) for name, runs in lines.items()},
        shares=dict(found.shares),
        signal=tuple(signal),
        longest_gap_s=found.longest_gap_s,
        lora_loss=found.lora_loss,
        previews_per_hour=found.budget.previews_per_hour,
        preview_bytes=request.preview_bytes,
        duty_cycle=duty_of(request.region),
        region=request.region,
        one_in=found.budget.one_in,
    )
