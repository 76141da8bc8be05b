"""The two halves, field by field: they must describe one flight."""

import math
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from missionplanner.api import Message, message, undulation_m

from .compare_actions import compare_actions
from .faults import Fault, error, warning
from .fleet import FlightLimits
from .resolve import Route
from .tree import Node, OpenedSheet, as_float, short

_DEGREES = 1e-7
_METRES = 0.01
_BEYOND_M = 12000.0
_SPEED_MPS = 0.01
_ANGLE_DEG = 0.1
# A global height is one height: executed heights above it differ by the undulation alone.
_LEVEL_M = 0.05
_ONLY_TEMPLATE = frozenset({"takeOffRefPoint", "takeOffRefPointAGLHeight"})
# The modes of passing a waypoint for which useStraightLine says something.
_CURVES = frozenset(
    {"toPointAndStopWithContinuityCurvature", "toPointAndPassWithContinuityCurvature"}
)
_DATUM = {
    "EGM96": "WGS84",
    "relativeToStartPoint": "relativeToStartPoint",
    "realTimeFollowSurface": "realTimeFollowSurface",
}
_SPOKEN = {
    "EGM96": message("dji_wpml.datum.sea_level"),
    "WGS84": message("dji_wpml.datum.ellipsoid"),
    "relativeToStartPoint": message("dji_wpml.datum.take_off"),
}

# In the order in which a heading is kept, after its mode.
_OF_HEADING = (
    message("dji_wpml.other.angle"),
    message("dji_wpml.other.interest"),
    message("dji_wpml.other.way_of_turning"),
    message("dji_wpml.other.interest_number"),
)


def compare(
    template: OpenedSheet,
    waylines: OpenedSheet,
    planned: tuple[Route, ...],
    flown: tuple[Route, ...],
    limits: FlightLimits,
) -> Iterator[Fault]:
    """Yield faults wherever template and waylines describe different flights."""
    yield from _config(template, waylines)
    numbers = {route.template for route in planned}
    for number in sorted({r.template for r in flown} - numbers, key=str):
        said = message("dji_wpml.no_such_template", number=number, file=template.name)
        yield error("OSP-501", waylines.name, "template", said)
    for plan in planned:
        routes = [r for r in flown if r.template == plan.template]
        if not routes:
            said = message(
                "dji_wpml.template_without_route", template=plan.template, file=waylines.name
            )
            yield error("OSP-501", template.name, "template", said)
        elif plan.kind == "waypoint":
            yield from _route(plan, routes[0], limits)
        else:
            yield from _datum(plan, routes[0])


def _config(template: OpenedSheet, waylines: OpenedSheet) -> Iterator[Fault]:
    here, there = (dict(_leaves(sheet.config)) for sheet in (template, waylines))
    numbers = [len(sheet.config.all("payloadInfo")) for sheet in (template, waylines)]
    if numbers[0] != numbers[1]:
        said = message(
            "dji_wpml.other_payloads", here=numbers[0], file=waylines.name, there=numbers[1]
        )
        yield error("OSP-502", template.name, "payloads", said)
    for path in sorted({*here, *there}):
        name = path.rpartition("/")[2]
        if name in _ONLY_TEMPLATE or (numbers[0] != numbers[1] and "payloadInfo" in path):
            continue
        one, other = here.get(path), there.get(path)
        if one is None or other is None:
            holder, lacks = (waylines, template) if one is None else (template, waylines)
            said = message("dji_wpml.in_one_half", path=path, holder=holder.name, lacks=lacks.name)
            yield warning("OSP-502", template.name, path, said)
        elif not _same(one, other):
            said = message(
                "dji_wpml.halves_differ",
                path=path,
                one=short(one),
                other=short(other),
                file=waylines.name,
            )
            yield error("OSP-502", template.name, path, said)


def _leaves(node: Node, path: str = "") -> Iterator[tuple[str, str]]:
    times: dict[str, int] = {}
    for kid in node.kids:
        times[kid.name] = times.get(kid.name, 0) + 1
        place = kid.name if times[kid.name] == 1 else f"{kid.name} {times[kid.name]}"
        if kid.kids:
            yield from _leaves(kid, f"{path}{place}/")
        else:
            yield path + place, kid.text.strip()


def _same(one: str, other: str) -> bool:
    numbers = as_float(one), as_float(other)
    if any(math.isnan(n) for n in numbers):
        return one == other
    return abs(numbers[0] - numbers[1]) <= 1e-6 * max(1.0, abs(numbers[0]))


def _route(plan: Route, flown: Route, limits: FlightLimits) -> Iterator[Fault]:
    if len(plan) != len(flown):
        said = message("dji_wpml.other_number", n=len(flown), planned=len(plan))
        yield error("OSP-503", flown.file, "number", said)
        return
    if len(plan) == 0:
        return
    shift = np.fmax(np.abs(plan.lon_deg - flown.lon_deg), np.abs(plan.lat_deg - flown.lat_deg))
    yield from _differ("OSP-504", message("dji_wpml.other.place"), shift > _DEGREES, flown)
    different = list(_datum(plan, flown))
    yield from different or _heights(plan, flown)
    yield from _speeds(plan, flown)
    yield from _turns(plan, flown, limits)
    yield from _headings(plan, flown)
    yield from compare_actions(plan, flown)


def _datum(plan: Route, flown: Route) -> Iterator[Fault]:
    wanted = _DATUM.get(plan.mode)
    if wanted and flown.mode and wanted != flown.mode:
        here, there = (_SPOKEN.get(mode, mode) for mode in (plan.mode, flown.mode))
        said = message("dji_wpml.other_datum", here=here, there=there, file=flown.file)
        yield error("OSP-510", plan.file, "datum", said)


def _heights(plan: Route, flown: Route) -> Iterator[Fault]:
    if plan.mode not in _DATUM:
        return
    heights = plan.height_m if plan.mode != "EGM96" else plan.ellipsoid_m
    # A height that no aircraft flies at is told as such, not again as another than planned.
    real = np.abs(flown.height_m) < _BEYOND_M
    apart = real & (np.abs(heights - flown.height_m) > _METRES)
    yield from _differ("OSP-505", message("dji_wpml.other.height"), apart, flown)
    level = ~plan.own_height
    if plan.mode == "EGM96" and level.any():
        above_m = flown.height_m - undulation_m(flown.lon_deg, flown.lat_deg)
        apart = level & (np.abs(above_m - np.nanmedian(above_m[level])) > _LEVEL_M)
        what = message("dji_wpml.other.global_height", height_m=plan.height_m[level][0])
        yield from _differ("OSP-505", what, real & apart, flown)


def _speeds(plan: Route, flown: Route) -> Iterator[Fault]:
    apart = np.abs(plan.speed_mps - flown.speed_mps) > _SPEED_MPS
    last = np.zeros_like(apart)
    last[-1] = apart[-1]
    speed = message("dji_wpml.other.speed")
    yield from _differ("OSP-506", speed, apart & ~last, flown)
    # No leg begins at the last waypoint.
    unused = message("dji_wpml.other.unused", what=speed)
    yield from _differ("OSP-506", unused, last, flown, serious=False)
    if abs(plan.global_mps - flown.global_mps) > _SPEED_MPS:
        said = message(
            "dji_wpml.other_global_speed",
            here=plan.global_mps,
            there=flown.global_mps,
            file=flown.file,
        )
        yield error("OSP-506", plan.file, "global", said)


def _turns(plan: Route, flown: Route, limits: FlightLimits) -> Iterator[Fault]:
    turned = np.array([a != b for a, b in zip(plan.turn, flown.turn, strict=True)])
    ends = np.zeros_like(turned)
    ends[[0, -1]] = turned[[0, -1]]
    yield from _differ("OSP-507", message("dji_wpml.other.turn"), turned & ~ends, flown)
    if limits.strict:
        # Pilot 2 makes the ends stops by itself, whatever the template says.
        at_end = message("dji_wpml.other.end_turn")
        yield from _differ("OSP-507", at_end, ends, flown, serious=False)
    apart = ~turned & (np.abs(plan.damping_m - flown.damping_m) > _METRES)
    yield from _differ("OSP-507", message("dji_wpml.other.damping"), apart, flown, serious=False)
    curved = np.array([turn in _CURVES for turn in flown.turn])
    bent = np.array([a != b for a, b in zip(plan.straight, flown.straight, strict=True)])
    line = message("dji_wpml.other.line")
    yield from _differ("OSP-507", line, curved & bent & ~turned, flown)


def _headings(plan: Route, flown: Route) -> Iterator[Fault]:
    pairs = list(zip(plan.heading, flown.heading, strict=True))
    near = cache(_near)
    moded = np.array([a[0] != b[0] for a, b in pairs])
    if moded.any():
        wanted, found = pairs[int(np.flatnonzero(moded)[0])]
        none = message("dji_wpml.none")
        what = message("dji_wpml.other.heading", found=found[0] or none, wanted=wanted[0] or none)
        yield from _differ("OSP-508", what, moded, flown)
    for k, other in enumerate(_OF_HEADING, 1):
        used = {1: {"fixed", "smoothTransition"}, 2: {"towardPOI"}}.get(k, set())
        apart = np.array([bool(a[k] and b[k]) and not near(a[k], b[k]) for a, b in pairs])
        matters = np.array([a[0] in used for a, _ in pairs])
        yield from _differ("OSP-508", other, apart & ~moded & matters, flown)
        idle = apart & ~moded & ~matters
        unused = message("dji_wpml.other.unused", what=other)
        yield from _differ("OSP-508", unused, idle, flown, serious=False)


def _near(one: str, other: str) -> bool:
    parts = list(zip(one.split(","), other.split(","), strict=False))
    numbers = [(as_float(a.strip()), as_float(b.strip())) for a, b in parts]
    if one.count(",") != other.count(",") or any(math.isnan(a + b) for a, b in numbers):
        return one == other
    allowed = _ANGLE_DEG if len(numbers) == 1 else _DEGREES
    return all(abs(a - b) <= allowed for a, b in numbers)


def _differ(
    code: str, what: Message, wrong: NDArray[np.bool_], flown: Route, serious: bool = True
) -> Iterator[Fault]:
    make = error if serious else warning
    said = message("dji_wpml.differs", what=what)
    kind = f"{what.code} {what.values}"
    for i in np.flatnonzero(wrong):
        yield make(code, flown.file, kind, said, int(i))
