"""What is asked of the planner (saved), and what it answers (computed)."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.patterns import Pattern, PatternAsked, StripAim
from missionplanner.model.places import Frozen, Position
from missionplanner.model.sensor import Sensor

Floats = NDArray[np.float64]

#: The usual legal ceiling, metres above ground (EU 2019/947, open category; FAA part 107.51).
CEILING_AGL_M = 120.0
#: The name of home among the places that sorties leave from.
HOME_STATION = "home"
#: Most launch places of a plan, home left out.
MOST_SITES = 200
#: Joins the keys of sensors that fly together.
JOIN = "+"


class OspreyVariant(StrEnum):
    """Which reading of the Osprey Optimization Algorithm searches; see `planning.osprey`."""

    INCUMBENT_FRAME = "incumbent-frame"
    PUBLISHED = "published"
    LITERAL = "literal"


class Ceiling(StrEnum):
    """What the greatest height above ground counts from.

    BELOW: the ground straight below. NEAREST: the nearest point of the ground, as EU law counts
    (2019/947, UAS.OPEN.010). NONE: a permit allows any height.
    """

    BELOW = "below"
    NEAREST = "nearest"
    NONE = "none"


class Together(StrEnum):
    """Whether sensors that fit on one aircraft are flown together.

    AUTO: where that takes fewer flights, or as many and less energy.
    """

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class CostWeights(Frozen):
    """Weights of B = sum(w1 length + w2 mean altitude + w3 mean threat), and of energy."""

    length: float = Field(default=0.5, ge=0, le=1e6, description="w1")
    altitude: float = Field(default=0.1, ge=0, le=1e6, description="w2")
    threat: float = Field(default=0.4, ge=0, le=1e6, description="w3")
    energy: float = Field(default=0.5, ge=0, le=1e6, description="Weight of energy against length")


def _agl(words: str) -> Any:
    return Field(default=None, gt=0, le=1e4, description=words)


def _gsd() -> Any:
    words = "Coarsest ground sample distance accepted, m"
    return Field(default=None, gt=0, le=100, description=words)


def _overlap(way: str) -> Any:
    return Field(default=None, ge=0, lt=0.95, description=f"Overlap {way} track, share")


def _speed() -> Any:
    return Field(default=None, gt=0, le=100, description="Ground speed on strips, m/s")


class ThreatWeights(Frozen):
    """Greatest value that each part of the threat index can give; see `airspace.threat`."""

    soft: float = Field(default=1.0, ge=0, le=1, description="Soft risk rasters")
    people: float = Field(default=1.0, ge=0, le=1, description="Soft risks named after people")
    slope: float = Field(default=0.3, ge=0, le=1, description="Steep ground below")
    lee: float = Field(default=0.4, ge=0, le=1, description="Lee of ridges, for the wind")
    zones: float = Field(default=0.6, ge=0, le=1, description="Nearness of no-fly zones")
    wires: float = Field(default=0.6, ge=0, le=1, description="Nearness of power lines")
    link: float = Field(
        default=0.0, ge=0, le=1, description="Places whose radio does not reach home; 0: not asked"
    )


class SensorAsked(Frozen):
    """What is asked of one sensor in place of what is asked of all; None: as of all."""

    sensor: str = Field(max_length=200, description="Its key in the catalogue")
    agl_from_m: float | None = _agl("Least height above ground asked for, m")
    agl_to_m: float | None = _agl("Greatest height above ground asked for, m")
    gsd_m: float | None = _gsd()
    frontlap: float | None = _overlap("along")
    sidelap: float | None = _overlap("across")
    speed_mps: float | None = _speed()


class PlanIntent(Frozen):
    """Everything that decides a plan beside the site itself; saved with every result."""

    seed: int = Field(default=42, ge=0, le=2**53 - 1, description="Seed of the search")
    evaluations: int = Field(
        default=400, ge=1, le=10**9, description="Most plans tried for each sensor"
    )
    budget_s: float | None = Field(
        default=None, gt=0, le=1e6, description="Time for each sensor, s; set: not reproducible"
    )
    pattern: Pattern = Pattern.AUTO
    views: PatternAsked = PatternAsked()
    together: Together = Field(
        default=Together.AUTO, description="Sensors that fit on one aircraft share its flights"
    )
    variant: OspreyVariant = OspreyVariant.INCUMBENT_FRAME
    weights: CostWeights = CostWeights()
    threats: ThreatWeights = ThreatWeights()
    searched: bool = Field(
        default=True,
        description="Height and speed are searched within what is asked; False: the sensor's own "
        "height and 10 m/s where nothing is asked",
    )
    agl_from_m: float | None = _agl("Least height above ground asked for, m")
    agl_to_m: float | None = _agl("Greatest height above ground asked for, m")
    gsd_m: float | None = _gsd()
    frontlap: float | None = _overlap("along")
    sidelap: float | None = _overlap("across")
    speed_mps: float | None = _speed()
    each: tuple[SensorAsked, ...] = Field(
        default=(), max_length=100, description="What is asked of single sensors instead"
    )
    direction_deg: float | None = Field(
        default=None, ge=0, lt=360, description="Bearing of all strips, degrees from north"
    )
    max_agl_m: float = Field(
        default=CEILING_AGL_M, gt=0, le=1e4, description="Greatest height above ground, m, always"
    )
    ceiling: Ceiling = Ceiling.BELOW
    max_distance_m: float | None = Field(
        default=None, gt=0, le=1e6, description="Greatest distance from the launch place, m"
    )
    launch_sites: tuple[Position, ...] = Field(
        default=(), max_length=MOST_SITES, description="Launch places beside home"
    )
    propose_sites: bool = Field(
        default=False, description="More launch places are proposed where those given lie far off"
    )
    swap_minutes: float = Field(
        default=5.0, ge=0, le=1e3, description="Time a change of batteries takes, minutes"
    )
    zone_margin_m: float = Field(
        default=10.0, ge=0, le=1e4, description="Distance kept from zones, m"
    )
    min_clearance_m: float = Field(
        default=30.0, gt=0, le=1e3, description="Least distance to ground, m"
    )
    clearance_share: float = Field(
        default=0.6, ge=0, le=1, description="Least clearance as a share of the asked AGL (visible)"
    )
    reserve_share: float = Field(
        default=0.25, ge=0, lt=1, description="Share of the battery never planned with"
    )
    max_climb_gradient: float = Field(
        default=0.8, gt=0, le=100, description="Steepest climb or descent along the route, m per m"
    )

    @model_validator(mode="after")
    def _a_range(self) -> Self:
        ranges = [(self.agl_from_m, self.agl_to_m)]
        ranges += [(one.agl_from_m, one.agl_to_m) for one in self.each]
        for low, high in ranges:
            if low is not None and high is not None and low > high:
                raise ValueError(message("planning.agl_range", low=low, high=high))
        return self

    def of(self, sensor: str) -> "PlanIntent":
        """Return what is asked of one sensor (its key): its own wishes in place of those of all."""
        wishes: dict[str, object] = {"each": ()}
        for asked in self.each:
            if asked.sensor == sensor:
                wishes |= asked.model_dump(exclude={"sensor"}, exclude_none=True)
        if wishes.keys() & {"agl_from_m", "agl_to_m"}:
            wishes = {"agl_from_m": None, "agl_to_m": None} | wishes
        return self.model_copy(update=wishes) if self.each else self

    @property
    def legal_agl_m(self) -> float | None:
        """Greatest height above ground, m; None where a permit allows any."""
        return None if self.ceiling is Ceiling.NONE else self.max_agl_m


class LegKind(IntEnum):
    """What the aircraft does on the leg that begins at a waypoint."""

    TRANSIT = 0
    SURVEY = 1


@dataclass(frozen=True)
class Waypoints:
    """The points of one sortie, in flying order; n >= 2. All arrays have shape (n,).

    Attributes
    ----------
    lon_deg, lat_deg : float64, WGS 84
    x_m, y_m : float64, the site frame's easting and northing
    egm96_m, ellipsoid_m : float64, the same height in both datums
    ground_m : float64, terrain height below the point, EGM96
    speed_mps : float64, ground speed on the leg that BEGINS here
    leg : int8, `LegKind` of the leg that begins here; the last is TRANSIT
    strip : int32, index of the strip the leg belongs to, -1 on transit
    """

    lon_deg: Floats
    lat_deg: Floats
    x_m: Floats
    y_m: Floats
    egm96_m: Floats
    ellipsoid_m: Floats
    ground_m: Floats
    speed_mps: Floats
    leg: NDArray[np.int8]
    strip: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.lon_deg)


@dataclass(frozen=True)
class FlightSettings:
    """Numbers that follow from sensor and asked overlap; the strip pattern is built with them.

    A camera that triggers itself is set to the same distance or interval by hand; `interval_s` is
    the time between images at `speed_mps`.
    """

    agl_m: float
    speed_mps: float
    transit_speed_mps: float
    spacing_m: float
    trigger_distance_m: float
    interval_s: float
    gsd_m: float
    swath_m: float
    footprint_along_m: float
    blur_px: float | None


@dataclass(frozen=True)
class Sortie:
    """One battery set: home, transit, strips, transit, home.

    What it takes (length, time, energy, photos ...) is measured on its waypoints and told by
    `model.verification.SortieFigures` alone. `energy_limit_wh` is what one battery set may give.
    `flight` names the flight it is part of, shared with sensors of the same aircraft; empty: it is
    a flight of its own. `station` names the place it leaves from and returns to.
    """

    number: int
    name: str
    waypoints: Waypoints
    energy_limit_wh: float
    flight: str = ""
    station: str = HOME_STATION

    @property
    def flight_name(self) -> str:
        """Name of the flight."""
        return self.flight or self.name


@dataclass(frozen=True)
class Cost:
    """What was minimised, term by term, of all sorties as flown; metre-equivalents.

    `b_literal`, the paper's B on a fixed 100 m segmentation, stands beside it. `resolution` is the
    price of strips flown higher than asked, `sorties` that of changing batteries; the others are
    the weighted terms of length, altitude, threat and energy.
    """

    b_literal: float
    length: float
    altitude: float
    threat: float
    energy: float
    resolution: float
    sorties: float

    @property
    def j(self) -> float:
        """The sum of the terms: what the search minimised."""
        parts = (self.length, self.altitude, self.threat, self.energy)
        return sum(parts) + self.resolution + self.sorties


@dataclass(frozen=True)
class Convergence:
    """Best J after so many evaluations; typed event and part of the result.

    The last one of a plan is told after the best geometries were polished: its `best` is the
    plan's own `Cost.j`. `sensor` is a key of the catalogue; of sensors that fly together, their
    keys with `JOIN` between.
    """

    sensor: str
    restart: int
    evaluations: int
    best: float
    mean: float


@dataclass(frozen=True)
class PlanSoFar:
    """A plan that can be looked at while it is still bettered; typed event.

    It is flyable by the planner's own reckoning, and not judged on the DEM yet.
    """

    plan: "SensorPlan"


@dataclass(frozen=True)
class Home:
    """Take-off and landing place with its ground height."""

    position: Position
    x_m: float
    y_m: float
    ground_egm96_m: float
    ground_ellipsoid_m: float


@dataclass(frozen=True)
class Station:
    """A launch place beside home, and its name; sorties name theirs."""

    name: str
    home: Home


@dataclass(frozen=True)
class SensorPlan:
    """All sorties of one sensor.

    `unreached_m` holds the rings, outer and inner, float64 (n, 2) in site metres, of wanted
    ground that no sortie from `home` can cover; `launch` is a place from where it could be, if
    there is one. `beside` are the sensors that the aircraft carries too: all of them are flown
    with the same waypoints, and `cost`, `evaluations` and `seconds` are those of these flights.
    `stations` are the launch places beside `home` that sorties leave from. `aims` tells where the
    camera looks along each strip, by its number; empty: as the sensor says, the top of its images
    ahead. `locked` are the numbers of strips that nobody may change by hand; with `heights_given`
    strips have heights of their own, which stay when they are flown anew.
    """

    sensor: Sensor
    aircraft: Aircraft
    intent: PlanIntent
    settings: FlightSettings
    home: Home
    sorties: tuple[Sortie, ...]
    cost: Cost
    convergence: tuple[Convergence, ...]
    evaluations: int
    seconds: float
    angles_deg: tuple[float, ...]
    notes: tuple[Message, ...] = ()
    unreached_m: tuple[Floats, ...] = ()
    launch: Position | None = None
    stations: tuple[Station, ...] = ()
    beside: tuple[Sensor, ...] = ()
    aims: tuple[StripAim, ...] = ()
    locked: tuple[int, ...] = ()
    heights_given: bool = False

    @property
    def carried(self) -> tuple[Sensor, ...]:
        """All sensors on the aircraft, this one first."""
        return (self.sensor, *self.beside)

    def home_of(self, sortie: Sortie) -> Home:
        """Return the place that a sortie leaves from."""
        return next((s.home for s in self.stations if s.name == sortie.station), self.home)

    def aim_of(self, strip: int) -> StripAim | None:
        """Return where the camera looks along a strip, by its number; None: as the sensor says."""
        return self.aims[strip] if 0 <= strip < len(self.aims) else None
