"""The pictures: are they taken, with the gimbal down, no faster than the camera can."""

from collections.abc import Iterator

import numpy as np

from missionplanner.api import Message, message

from .actiongroups import Action, Group
from .faults import Fault, error, note, warning
from .fleet import FlightLimits, Payload, payload_of
from .resolve import Route
from .schema import known_actions
from .tree import OpenedSheet, as_float, as_int, brief

_SURVEY = frozenset({"multipleTiming", "multipleDistance"})
# Those that bring the gimbal to an angle of their own.
_AIMED = frozenset({"orientedShoot", "accurateShoot", "panoShot"})
_DOWN_DEG, _STEEPNESS_DEG = -90.0, 30.0
# A figure without a source is doubted down to this share of it.
_DOUBT = 0.5


def judge_camera(
    flown: tuple[Route, ...], planned: tuple[Route, ...], sheet: OpenedSheet, limits: FlightLimits
) -> Iterator[Fault]:
    """Yield faults of what is recorded on the way.

    Parameters
    ----------
    flown, planned : tuple of Route
        Of the waylines and of the template.
    sheet : OpenedSheet
        The waylines.
    limits : FlightLimits
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
    actions: list[Action],
    payloads: list[Payload],
    sheet: OpenedSheet,
    limits: FlightLimits,
    pointed: bool,
) -> Iterator[Fault]:
    kinds = {payload.kind for payload in payloads}
    if "lidar" in kinds:
        yield from _point_cloud(actions, payloads, sheet)
    elif "camera" in kinds and not any(a.function in known_actions().shooting for a in actions):
        name = next(p.name for p in payloads if p.kind == "camera")
        said = message("dji_wpml.no_photo", payload=name)
        # With a pitch for each waypoint it is a flight to look around, as Pilot 2 writes it.
        make = warning if limits.strict and not pointed else note
        yield make("OSP-705", sheet.name, "no photo", said)


def _point_cloud(
    actions: list[Action], payloads: list[Payload], sheet: OpenedSheet
) -> Iterator[Fault]:
    name = next(p.name for p in payloads if p.kind == "lidar")
    done = [a.word("recordPointCloudOperate") for a in actions if a.function == "recordPointCloud"]
    if "startRecord" not in done:
        said = message("dji_wpml.cloud_not_started", payload=name)
        yield warning("OSP-707", sheet.name, "start", said)
    elif "stopRecord" not in done:
        said = message("dji_wpml.cloud_not_stopped", payload=name)
        yield warning("OSP-707", sheet.name, "stop", said)


def _aimed(route: Route, limits: FlightLimits) -> Iterator[Fault]:
    survey = [g for g in route.groups if g.trigger in _SURVEY and _shoots(g)]
    if not survey or not limits.strict:
        return
    turned = [
        (
            group.point,
            as_float(action.word("gimbalPitchRotateAngle")),
            action.word("gimbalYawRotateEnable") == "1",  # it looks aside on purpose
        )
        for group in route.groups
        for action in group.actions
        if action.function == "gimbalRotate" and action.word("gimbalPitchRotateEnable") == "1"
    ]
    first = min(group.point for group in survey)
    before = [(angle, aside) for point, angle, aside in turned if point <= first]
    if route.start and any(a.function == "gimbalRotate" for a in route.start):
        return
    if not before:
        said = message("dji_wpml.gimbal_not_down")
        yield warning("OSP-706", route.file, "gimbal", said, first)
        return
    angle_deg, aside = before[-1]
    if abs(angle_deg - _DOWN_DEG) > _STEEPNESS_DEG and not aside:
        said = message("dji_wpml.gimbal_angle", angle=angle_deg)
        yield warning("OSP-706", route.file, "angle", said, first)
    elif angle_deg != _DOWN_DEG:
        said = message("dji_wpml.gimbal_oblique", angle=angle_deg)
        yield note("OSP-706", route.file, "oblique", said)


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
        doubted = not payload.sure and apart_s >= _DOUBT * payload.shortest_s
        make = warning if doubted else error
        said = _too_often(group, payload, speed, apart_s, doubted)
        yield make("OSP-709", route.file, "pace", said, group.point)


def _too_often(
    group: Group, payload: Payload, speed: float, apart_s: float, doubted: bool
) -> Message:
    needs_s = payload.shortest_s
    shared = {"apart_s": apart_s, "payload": payload.name, "needs_s": needs_s}
    doubt = message("dji_wpml.undocumented") if doubted else ""
    if group.trigger != "multipleDistance":
        return message("dji_wpml.too_often", doubt=doubt, **shared)
    return message(
        "dji_wpml.too_near",
        every=group.every,
        speed=speed,
        needs_m=needs_s * speed,
        doubt=doubt,
        **shared,
    )


def _seldom(route: Route) -> Iterator[Fault]:
    for group in route.groups:
        if group.trigger in _SURVEY and _shoots(group):
            timed = group.trigger == "multipleTiming"
            whole, unit = (route.duration_s, "s") if timed else (route.distance_m, "m")
            if 0 < whole < group.every:
                said = message(
                    "dji_wpml.seldom", every=brief(group.every), unit=unit, whole=brief(whole)
                )
                yield warning("OSP-709", route.file, "seldom", said, group.point)


def _fastest(route: Route, group: Group) -> float:
    legs = route.speed_mps[group.start : max(group.end or 0, (group.start or 0) + 1)]
    sound = legs[np.isfinite(legs)]
    return max(float(sound.max()), 1e-9) if len(sound) else 1e-9


def _time_lapse(route: Route) -> Iterator[Fault]:
    started = sum(a.function == "startTimeLapse" for a in route.actions)
    if started and not any(a.function == "stopTimeLapse" for a in route.actions):
        said = message("dji_wpml.lapse_not_stopped")
        yield warning("OSP-705", route.file, "time lapse", said)
