"""The sensor parameter table of the first paper (Table 2), as planned, and where we deviate.

One table a sensor with a column a sortie; what the paper prints stands beside what is flown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from missionplanner.aircraft.photo_size import photo_mb
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.missions.parameters import Cell
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import SensorKind, TriggerMode
from missionplanner.model.verification import SortieFigures, Verification

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class PaperColumn:
    """A column of Table 2 as the paper prints it; heights in metres, shares, GSD in metres."""

    agl_m: tuple[float, float]
    gsd_m: tuple[float, float]
    frontlap: float
    sidelap: float
    shutter: str
    aperture: str
    iso: str
    times: str


#: Table 2, "UAV Remote Sensing Imagery Acquisition Parameters".
PAPER: Mapping[SensorKind, PaperColumn] = {
    SensorKind.VISIBLE: PaperColumn(
        (80, 120), (0.02, 0.03), 0.80, 0.70, "1/1000-1/500 s", "f/5.6", "100-400",
        "10:00-14:00, sun > 30 deg",
    ),
    SensorKind.MULTISPECTRAL: PaperColumn(
        (60, 100), (0.04, 0.06), 0.75, 0.65, "automatic", "f/4.0", "200", "10:00-14:00"
    ),
    SensorKind.THERMAL: PaperColumn(
        (50, 80), (0.5, 1.0), 0.60, 0.50, "-", "-", "automatic (0.05 C)",
        "before dawn, after sunset",
    ),
}  # fmt: skip


def table2_rows(
    plan: SensorPlan,
    judged: Verification,
    windows: Mapping[int, str],
    only: Sequence[int] = (),
) -> list[Row]:
    """Return the table of one sensor: header, then a row a parameter, a column a sortie.

    Parameters
    ----------
    plan : SensorPlan
        Its sensor as it was asked for (`planning.intent.as_asked`).
    judged : Verification
    windows : mapping of int to str
        From a sortie's number to the light it is to be flown in.
    only : sequence of int
        Numbers of the sorties to be listed; empty: all.
    """
    sorties = [s for s in judged.sorties if not only or s.number in only]
    paper, wanted, settings = PAPER[plan.sensor.kind], plan.sensor.acquisition, plan.settings
    mb = photo_mb(plan.sensor)
    many = len(sorties)

    def row(code: str, printed: Cell, *cells: Cell) -> Row:
        return (_told(code), printed, *(cells * many if len(cells) == 1 else cells))

    steps = panel_steps(plan) or (message("missions.table2.none"),)
    return [
        (plan.sensor.name, _told("paper"), *(s.name for s in sorties)),
        row("height", _span(paper.agl_m), round(settings.agl_m, 1)),
        row("agl", "", *(f"{s.agl_min_m:.0f}-{s.agl_max_m:.0f}" for s in sorties)),
        row("gsd", _span(paper.gsd_m, 100), round(100 * settings.gsd_m, 2)),
        row("frontlap", round(100 * paper.frontlap), round(100 * wanted.frontlap)),
        row("sidelap", round(100 * paper.sidelap), round(100 * wanted.sidelap)),
        row("shutter", paper.shutter, _shutter(plan)),
        row("aperture", paper.aperture, wanted.aperture or "-"),
        row("iso", paper.iso, wanted.iso or "-"),
        row("trigger", "", _trigger(plan)),
        row("speed", "", round(settings.speed_mps, 2)),
        row("times", paper.times, *(windows.get(s.number, "") or "-" for s in sorties)),
        row("photos", "", *(s.photos for s in sorties)),
        row("storage", "", *(_storage_gb(s, mb.mb) for s in sorties)),
        row("storage_from", "", mb.source),
        *(
            row("panel", "", sentence(step)) if n == 0 else ("", "", *((sentence(step),) * many))
            for n, step in enumerate(steps)
        ),
        *_deviation_rows(plan, many),
    ]


def deviations(plan: SensorPlan) -> tuple[Message, ...]:
    """Return where a sensor is flown otherwise than Table 2 prints, a message each."""
    paper, wanted, settings = PAPER[plan.sensor.kind], plan.sensor.acquisition, plan.settings
    found: list[Message] = []
    low, high = paper.agl_m
    if not low - 0.05 <= settings.agl_m <= high + 0.05:
        found.append(message("missions.deviates.height", agl_m=settings.agl_m, low=low, high=high))
    fine, coarse = (100 * limit for limit in paper.gsd_m)
    gsd_cm = 100 * settings.gsd_m
    if gsd_cm > coarse + 0.05:
        found.append(message("missions.deviates.coarse", gsd_cm=gsd_cm, fine=fine, coarse=coarse))
    elif gsd_cm < fine - 0.05:
        found.append(message("missions.deviates.fine", gsd_cm=gsd_cm, fine=fine, coarse=coarse))
    if abs(wanted.frontlap - paper.frontlap) > 0.005:
        found.append(
            message(
                "missions.deviates.frontlap",
                percent=100 * wanted.frontlap,
                paper=100 * paper.frontlap,
            )
        )
    if abs(wanted.sidelap - paper.sidelap) > 0.005:
        found.append(
            message(
                "missions.deviates.sidelap", percent=100 * wanted.sidelap, paper=100 * paper.sidelap
            )
        )
    return tuple(found)


def panel_steps(plan: SensorPlan) -> tuple[Message, ...]:
    """Return the steps of radiometric calibration that a sensor asks for, in order."""
    if plan.sensor.kind is SensorKind.MULTISPECTRAL:
        return (
            message("missions.panel.before"),
            message("missions.panel.light"),
            message("missions.panel.after"),
        )
    if plan.sensor.kind is SensorKind.THERMAL:
        return (message("missions.panel.warm"), message("missions.panel.reference"))
    return ()


def _deviation_rows(plan: SensorPlan, many: int) -> list[Row]:
    found = deviations(plan) or (message("missions.deviates.none"),)
    return [
        (_told("deviates") if n == 0 else "", "", *((sentence(told),) * many))
        for n, told in enumerate(found)
    ]


def _told(name: str) -> str:
    return sentence(_ROWS[name])


_ROWS = {
    "paper": message("missions.table2.paper"),
    "height": message("missions.table2.height"),
    "agl": message("missions.table2.agl"),
    "gsd": message("missions.table2.gsd"),
    "frontlap": message("missions.table2.frontlap"),
    "sidelap": message("missions.table2.sidelap"),
    "shutter": message("missions.table2.shutter"),
    "aperture": message("missions.table2.aperture"),
    "iso": message("missions.table2.iso"),
    "trigger": message("missions.table2.trigger"),
    "speed": message("missions.table2.speed"),
    "times": message("missions.table2.times"),
    "photos": message("missions.table2.photos"),
    "storage": message("missions.table2.storage"),
    "storage_from": message("missions.table2.storage_from"),
    "panel": message("missions.table2.panel"),
    "deviates": message("missions.table2.deviates"),
}


def _span(limits: tuple[float, float], factor: float = 1.0) -> str:
    return f"{limits[0] * factor:g}-{limits[1] * factor:g}"


def _storage_gb(sortie: SortieFigures, mb: float) -> float:
    return round(sortie.photos * mb / 1000, 2)


def _shutter(plan: SensorPlan) -> str:
    wanted = plan.sensor.acquisition
    if wanted.shutter_s is None:
        return sentence(message("missions.table2.automatic"))
    cloudy = wanted.shutter_cloudy_s or wanted.shutter_s
    return f"1/{round(1 / wanted.shutter_s)}-1/{round(1 / cloudy)} s"


def _trigger(plan: SensorPlan) -> str:
    settings = plan.settings
    told = {
        TriggerMode.DISTANCE: message(
            "missions.table2.by_distance", m=settings.trigger_distance_m, s=settings.interval_s
        ),
        TriggerMode.TIME: message("missions.table2.by_time", s=settings.interval_s),
        TriggerMode.SELF: message("missions.table2.by_itself", s=settings.interval_s),
    }
    return sentence(told[plan.sensor.trigger])
