"""What a brief says, gathered from the plan, its site and its files; nothing is drawn yet."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.control.resection import site_place
from missionplanner.messages.message import Message
from missionplanner.missions.build import build_missions
from missionplanner.model.ending import RouteEnding
from missionplanner.model.mission import Mission
from missionplanner.model.places import ControlPoint
from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.model.sensor import Sensor
from missionplanner.model.timetable import Crew
from missionplanner.model.verification import SortieFigures, Verification
from missionplanner.planning.intent import as_asked
from missionplanner.planning.scenario import Scenario
from missionplanner.project.document import Project
from missionplanner.project.fingerprints import Foundations
from missionplanner.report.brief.go import GoBox, go_box
from missionplanner.report.brief.near import NearWire, NearZone, wires_near, zones_near
from missionplanner.report.brief.schedule import LightSlot
from missionplanner.settings import PaperNames
from missionplanner.terrain.profile import profile
from missionplanner.weather.local_time import zone_at

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FileHash:
    """The mission file of a sortie, as it is written; its name and SHA-256.

    `parts` are the names of all files where its format writes it as several, the first among them.
    """

    name: str
    sha256: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroundMark:
    """A mark on the ground: planned place, site metres and EGM96 (NaN: not known)."""

    name: str
    x_m: float
    y_m: float
    height_m: float


@dataclass(frozen=True)
class HeightLine:
    """A sortie from the side; float64 (n,), metres along the route, flown and ground, EGM96."""

    distance_m: Floats
    flown_m: Floats
    ground_m: Floats


@dataclass(frozen=True)
class SortiePage:
    """One sortie. `label` is short and its own: 2, or V2 where there are several sensors."""

    label: str
    place: int
    plan: SensorPlan
    sortie: Sortie
    figures: SortieFigures
    mission: Mission
    file: FileHash
    slot: LightSlot
    go: GoBox
    zones: tuple[NearZone, ...]
    wires: tuple[NearWire, ...]
    heights: HeightLine
    control: tuple[GroundMark, ...] = ()
    beside: tuple[tuple[SensorPlan, SortieFigures], ...] = ()

    @property
    def battery_set(self) -> int:
        """Number of the battery set: the timetable's, or the next in turn where it has no time."""
        return self.slot.battery_set

    @property
    def sensors(self) -> tuple[Sensor, ...]:
        """All that the aircraft carries, the one whose photos the file asks for first."""
        return (self.plan.sensor, *(plan.sensor for plan, _ in self.beside))

    @property
    def sensor_names(self) -> str:
        """Their names."""
        return " + ".join(sensor.name for sensor in self.sensors)

    @property
    def home_share(self) -> float:
        """Share of the battery set left at touch-down."""
        return 1.0 - self.figures.energy_wh / self.plan.aircraft.battery.energy_wh


@dataclass(frozen=True)
class Brief:
    """All of it."""

    title: str
    day: date
    zone: tzinfo
    scenario: Scenario
    project: Project
    stands_on: Foundations
    planned_at: datetime
    plan_sha256: str
    pages: tuple[SortiePage, ...]
    judged: tuple[Verification, ...]
    names: PaperNames
    control: tuple[GroundMark, ...]
    ending: RouteEnding
    notes: tuple[Message, ...] = ()

    @property
    def sensors(self) -> tuple[Sensor, ...]:
        """All sensors flown, each once."""
        return tuple({s.key: s for page in self.pages for s in page.sensors}.values())

    @property
    def battery_sets(self) -> int:
        """How many battery sets are flown; one may be charged and flown again."""
        return len({page.battery_set for page in self.pages})

    @property
    def plans(self) -> tuple[SensorPlan, ...]:
        """The plans of its sorties, each once."""
        return tuple({page.plan.sensor.key: page.plan for page in self.pages}.values())


@dataclass(frozen=True)
class BriefAsked:
    """What is asked of a brief beside the plan itself.

    Attributes
    ----------
    day : date or None
        None: that of the weather report, or else on which it was planned.
    names : PaperNames
    crew : Crew
        What the times of the flights are reckoned with.
    flown_on : date or None
        Only what is flown on that day; None: all.
    """

    day: date | None = None
    names: PaperNames = field(default_factory=PaperNames)
    crew: Crew = field(default_factory=Crew)
    flown_on: date | None = None


@dataclass(frozen=True)
class Chosen:
    """The sorties that a brief tells of, with what was planned for them.

    `slots` are the times of the timetable by the name of the flight, `day` its first day;
    `ending` is what their files hold.
    """

    pairs: Sequence[tuple[SensorPlan, Verification]]
    files: Mapping[tuple[str, int], FileHash]
    slots: Mapping[str, LightSlot]
    day: date
    stands_on: Foundations
    planned_at: datetime
    plan_sha256: str
    ending: RouteEnding
    beside: Mapping[tuple[str, int], tuple[tuple[SensorPlan, SortieFigures], ...]] = field(
        default_factory=dict
    )


def gather(chosen: Chosen, scenario: Scenario, project: Project, asked: BriefAsked) -> Brief:
    """Return what a brief says of the sorties that have a file."""
    place = scenario.home.position
    zone = zone_at(place.lon_deg, place.lat_deg)
    labels = _initials([plan for plan, _ in chosen.pairs])
    found = [
        (plan, sortie, figures, mission)
        for plan, judged in chosen.pairs
        for sortie, figures, mission in zip(
            plan.sorties,
            judged.sorties,
            build_missions(plan, judged, project.document.title, chosen.ending),
            strict=True,
        )
        if (plan.sensor.key, sortie.number) in chosen.files
    ]
    sets = asked.crew.battery_sets
    slots = [
        _with_set(chosen.slots.get(sortie.flight_name, LightSlot()), turn % sets + 1)
        for turn, (_, sortie, _, _) in enumerate(found)
    ]
    marks = tuple(ground_mark(point, scenario) for point in project.document.control_points)
    ground = _Ground(scenario, project, zone, marks)
    pages = [
        ground.page(n, labels[plan.sensor.key], (plan, sortie, figures, mission), slot, chosen)
        for n, ((plan, sortie, figures, mission), slot) in enumerate(
            zip(found, slots, strict=True), start=1
        )
    ]
    return Brief(
        title=project.document.title,
        day=chosen.day,
        zone=zone,
        scenario=scenario,
        project=project,
        stands_on=chosen.stands_on,
        planned_at=chosen.planned_at,
        plan_sha256=chosen.plan_sha256,
        pages=tuple(pages),
        judged=tuple(judged for _, judged in chosen.pairs),
        names=asked.names,
        control=marks,
        ending=chosen.ending,
    )


def _with_set(slot: LightSlot, number: int) -> LightSlot:
    """Return a slot with a battery set: where it found no time the next in turn."""
    return slot if slot.battery_set else replace(slot, battery_set=number)


@dataclass(frozen=True)
class _Ground:
    """What all pages have alike."""

    scenario: Scenario
    project: Project
    zone: tzinfo
    control: tuple[GroundMark, ...]

    def page(
        self,
        place: int,
        letter: str,
        flown: tuple[SensorPlan, Sortie, SortieFigures, Mission],
        slot: LightSlot,
        chosen: Chosen,
    ) -> SortiePage:
        plan, sortie, figures, mission = flown
        points = sortie.waypoints
        weather, height_m = self.project.weather, plan.settings.agl_m
        return SortiePage(
            label=f"{letter}{sortie.number}",
            place=place,
            plan=replace(plan, sensor=as_asked(plan.sensor, plan.intent)),
            sortie=sortie,
            figures=figures,
            mission=mission,
            file=chosen.files[plan.sensor.key, sortie.number],
            slot=slot,
            go=go_box(weather, plan.aircraft, slot.start, height_m, self.zone),
            zones=zones_near(self.scenario, points),
            wires=wires_near(self.scenario, self.project.threats.power_lines, points),
            heights=_heights(self.scenario, sortie),
            control=_in_view(self.control, sortie, plan.settings.swath_m),
            beside=chosen.beside.get((plan.sensor.key, sortie.number), ()),
        )


def flight_day(project: Project, planned_at: datetime, zone: tzinfo) -> date:
    """Return the first day from the planning on that the weather speaks for, or that of planning.

    Never today's: the same plan gives the same brief.
    """
    first = planned_at.astimezone(zone).date()
    told = {h.time.astimezone(zone).date() for h in project.weather.hours if h.time is not None}
    return min((day for day in told if day >= first), default=first)


def _initials(plans: Sequence[SensorPlan]) -> dict[str, str]:
    """Return the letter of each sensor: none for one alone, its kind's where those differ."""
    keys = [plan.sensor.key for plan in plans]
    if len(keys) == 1:
        return {keys[0]: ""}
    letters = [plan.sensor.kind.value[0].upper() for plan in plans]
    if len(set(letters)) < len(letters):
        letters = [chr(ord("A") + n % 26) for n in range(len(keys))]
    return dict(zip(keys, letters, strict=True))


def _heights(scenario: Scenario, sortie: Sortie) -> HeightLine:
    points = sortie.waypoints
    below = profile(scenario.terrain, points.x_m, points.y_m)
    steps = np.hypot(np.diff(points.x_m), np.diff(points.y_m))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    flown = np.interp(below.distance_m, along, points.egm96_m)
    return HeightLine(below.distance_m, flown, below.ground_m)


def ground_mark(point: ControlPoint, scenario: Scenario) -> GroundMark:
    """Return a control point as drawn; unmeasured, it lies on the ground."""
    x, y, height = site_place(point, scenario.terrain.frame)
    if math.isnan(height):
        height = float(scenario.terrain.height_at(x, y))
    return GroundMark(point.name, x, y, height)


def _in_view(
    control: Sequence[GroundMark], sortie: Sortie, swath_m: float
) -> tuple[GroundMark, ...]:
    """Return the control points that a sortie's photos see: within half a swath of its lines."""
    points = sortie.waypoints
    seen = []
    for mark in control:
        dx, dy = np.diff(points.x_m), np.diff(points.y_m)
        length2 = np.maximum(dx * dx + dy * dy, 1e-9)
        t = ((mark.x_m - points.x_m[:-1]) * dx + (mark.y_m - points.y_m[:-1]) * dy) / length2
        t = np.clip(t, 0.0, 1.0)
        away = np.hypot(points.x_m[:-1] + t * dx - mark.x_m, points.y_m[:-1] + t * dy - mark.y_m)
        lines = points.strip[:-1] >= 0
        if (away[lines] <= swath_m / 2).any():
            seen.append(mark)
    return tuple(seen)


def logo_of(names: PaperNames) -> Path | None:
    """Return the picture of the operator, where one is named and there."""
    path = Path(names.logo) if names.logo else None
    return path if path and path.is_file() else None
