"""A survey whose photos come home, made from model objects: no files, no judging."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from shapely.geometry import box

from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.survey_state import (
    SEEN_OFTEN,
    GapShape,
    PhotoEntry,
    SeenRaster,
    SensorState,
    SurveyState,
)
from tests.ui.factory import X0, Y0

BEGUN = datetime(2026, 6, 1, 10, 0, 0)
FLAWS = {3: ("blurred",), 5: ("duplicate",), 6: ("exposure", "clock")}


def entry(k: int) -> PhotoEntry:
    x, y = X0 + 600.0 + 60.0 * (k % 12), Y0 + 700.0 + 80.0 * (k // 12)
    edge = np.array([(x - 50, y - 40), (x + 50, y - 40), (x + 50, y + 40), (x - 50, y + 40)])
    flaws = FLAWS.get(k, ())
    return PhotoEntry(
        name=f"DJI_{k:04d}.JPG",
        file=Path(f"/card/DJI_{k:04d}.JPG"),
        flaws=flaws,
        blind=bool(flaws),
        place_m=(x, y),
        outline_m=edge.astype(np.float32),
        taken=BEGUN + timedelta(seconds=6 * k),
        size_bytes=8_400_000,
    )


def announced(k: int) -> PhotoEntry:
    made = entry(k)
    return PhotoEntry(
        name=made.name, file=None, announced=True, place_m=made.place_m, size_bytes=1400, stage=1
    )


def sensor(key: str = "xt2", seen: float = 0.962, **fields: object) -> SensorState:
    level = np.zeros((40, 40), np.uint8)
    level[5:30, 5:30] = SEEN_OFTEN
    gap = box(X0 + 1000, Y0 + 900, X0 + 1200, Y0 + 1000)
    given: dict[str, object] = {
        "sensor": key,
        "name": f"Camera {key}",
        "planned": 60,
        "matched": 40,
        "seen": seen,
        "both": 0.94,
        "expected_seen": seen,
        "promised_both": 0.97,
        "gsd_p50_m": 0.03,
        "raster": SeenRaster(X0 + 500, Y0 + 500, 25.0, level),
        "entries": tuple(entry(k) for k in reversed(range(40))),
        "gaps": (GapShape(gap.area, gap, (X0 + 1100.0, Y0 + 950.0)),),
        "missing_m": np.array([(X0 + 1050.0, Y0 + 950.0), (X0 + 1110.0, Y0 + 950.0)]),
        "not_flown_m": (np.array([(X0 + 700.0, Y0 + 1500.0), (X0 + 1500.0, Y0 + 1500.0)]),),
    }
    return SensorState(**{**given, **fields})  # type: ignore[arg-type]


def survey(*sensors: SensorState, beaufort: int | None = 4, live: bool = False) -> SurveyState:
    blurred = message("imagery.flaw.blurred", n=1)
    return SurveyState(
        sensors=sensors or (sensor(),),
        beaufort=beaufort,
        findings=(Finding("PHOTO-BLURRED", Severity.WARNING, ("Camera xt2", "0003"), blurred),),
        strays=(PhotoEntry("notes.JPG", blind=True, trouble=message("imagery.no_place", n=1)),),
        photos=41,
        live=live,
    )
