"""The pictures: are they taken, with the gimbal down, no faster than the camera can."""

from collections.abc import Iterator

import numpy as np

from .actiongroups import Action, Group
from .faults import Fault, error, note, warning
from .fleet import Limits, Payload, payload_of
from .resolve import Route
from .schema import known_actions
from .tree import Sheet, as_float, as_int, brief

_SURVEY = frozenset({"multipleTiming", "multipleDistance"})
# Those that bring the gimbal to an angle of their own.
_AIMED = frozenset({"orientedShoot", "accurateShoot", "panoShot"})
_DOWN_DEG, _STEEPNESS_DEG = -90.0, 30.0
# A figure without a source is doubted down to this share of it.
_DOUBT = 0.5


def judge_camera(
    flown: tuple[Route, ...], planned: tuple[Route, ...], sheet: Sheet, limits: Limits
) -> Iterator[Fault]:
    """Yield faults of what is recorded on the way.

    Parameters
    ----------
    flown, planned : tuple of Route
        Of the waylines and of the template.
    sheet : Sheet
        The waylines.
    limits : Limits
    """
    payloads = [
        found
        for info in sheet.config.all("payloadInfo")
        if (found := payload_of(as_int(info.word("payloadEnumValue")) or -1))
    ]
    actions = [action for route in flown for action in route.actions]
    pointed = any(route.point_gimbal for route in planned)
    yield from _recorded(actions, payloads, sheet, limits, pointed)
    for route in flown:
        if not pointed:
            yield from _aimed(route, limits)
        for payload in payloads[:1]:
            yield from _pace(route, payload)
        yield from _seldom(route)
        yield from _time_lapse(route)


def _recorded(
    actions: list[Action], payloads: list[Payload], sheet: Sheet, limits: Limits, pointed: bool
) -> Iterator[Fault]:
    kinds = {payload.kind for payload in payloads}
    if "lidar" in kinds:
        yield from _point_cloud(actions, payloads, sheet)
    elif "camera" in kinds and not any(a.function in known_actions().shooting for a in actions):
        name = next(p.name for p in payloads if p.kind == "camera")
        message = f"names the {name}, but takes no photo: no action starts the camera"
        # With a pitch for each waypoint it is a flight to look around, as Pilot 2 writes it.
        make = warning if limits.strict and not pointed else note
        yield make("OSP-705", sheet.name, "no photo", message)


def _point_cloud(actions: list[Action], payloads: list[Payload], sheet: Sheet) -> Iterator[Fault]:
    name = next(p.name for p in payloads if p.kind == "lidar")
    done = [a.word("recordPointCloudOperate") for a in actions if a.function == "recordPointCloud"]
    if "startRecord" not in done:
        message = f"names the {name}, but no action starts recording the point cloud"
        yield warning("OSP-707", sheet.name, "start", message)
    elif "stopRecord" not in done:
        message = f"starts recording the point cloud of the {name}, but never stops it"
        yield warning("OSP-707", sheet.name, "stop", message)


def _aimed(route: Route, limits: Limits) -> Iterator[Fault]:
    survey = [g for g in route.groups if g.trigger in _SURVEY and _shoots(g)]
    if not survey or not limits.strict:
        return
    turned = [
        (group.point, as_float(action.word("gimbalPitchRotateAngle")))
        for group in route.groups
        for action in group.actions
        if action.function == "gimbalRotate" and action.word("gimbalPitchRotateEnable") == "1"
    ]
    first = min(group.point for group in survey)
    before = [angle for point, angle in turned if point <= first]
    if route.start and any(a.function == "gimbalRotate" for a in route.start):
        return
    if not before:
        message = "photos are taken, but the gimbal is never turned down to -90 degrees before"
        yield warning("OSP-706", route.file, "gimbal", message, first)
    elif abs(before[-1] - _DOWN_DEG) > _STEEPNESS_DEG:
        message = f"photos are taken with the gimbal at {before[-1]:g} degrees, not at -90"
        yield warning("OSP-706", route.file, "angle", message, first)
    elif before[-1] != _DOWN_DEG:
        message = f"photos are taken with the gimbal at {before[-1]:g} degrees: oblique"
        yield note("OSP-706", route.file, "oblique", message)


def _shoots(group: Group) -> bool:
    shooting = known_actions().shooting - _AIMED
    return any(action.function in shooting for action in group.actions)


def _pace(route: Route, payload: Payload) -> Iterator[Fault]:
    for group in route.groups:
        if group.trigger not in _SURVEY or not _shoots(group) or not payload.shortest_s:
            continue
        speed = _fastest(route, group)
        apart_s = group.every if group.trigger == "multipleTiming" else group.every / speed
        if not 0 < apart_s < payload.shortest_s * (1 - 1e-6):
            continue
        message = (
            f"a photo every {apart_s:.2f} s; the {payload.name} needs {payload.shortest_s:g} s"
        )
        if group.trigger == "multipleDistance":
            message = (
                f"a photo each {group.every:g} m at {speed:g} m/s is one every {apart_s:.2f} s; "
                f"the {payload.name} needs {payload.shortest_s:g} s, "
                f"{payload.shortest_s * speed:.1f} m at this speed"
            )
        doubted = not payload.sure and apart_s >= _DOUBT * payload.shortest_s
        make = warning if doubted else error
        tail = " (a figure without a document)" if doubted else ""
        yield make("OSP-709", route.file, "pace", message + tail, group.point)


def _seldom(route: Route) -> Iterator[Fault]:
    for group in route.groups:
        if group.trigger in _SURVEY and _shoots(group):
            timed = group.trigger == "multipleTiming"
            whole, unit = (route.duration_s, "s") if timed else (route.distance_m, "m")
            if 0 < whole < group.every:
                message = (
                    f"a photo each {brief(group.every)} {unit}, but the whole route has "
                    f"{brief(whole)} {unit}: one photo at most"
                )
                yield warning("OSP-709", route.file, "seldom", message, group.point)


def _fastest(route: Route, group: Group) -> float:
    legs = route.speed_mps[group.start : max(group.end or 0, (group.start or 0) + 1)]
    sound = legs[np.isfinite(legs)]
    return max(float(sound.max()), 1e-9) if len(sound) else 1e-9


def _time_lapse(route: Route) -> Iterator[Fault]:
    started = sum(a.function == "startTimeLapse" for a in route.actions)
    if started and not any(a.function == "stopTimeLapse" for a in route.actions):
        message = "a time lapse is started and never stopped"
        yield warning("OSP-705", route.file, "time lapse", message)
