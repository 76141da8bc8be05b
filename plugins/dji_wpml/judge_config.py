"""The mission as a whole: aircraft and payloads, numbers of templates, way home."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from missionplanner.api import message

from .faults import Fault, error, note, warning
from .fleet import FlightLimits, drone_of, payload_of
from .judge_elements import fits
from .resolve import Route, waypoints
from .tree import Node, OpenedSheet, as_int, brief

_HIGHEST_RETURN_M = 500.0


def judge_payloads(sheet: OpenedSheet, limits: FlightLimits) -> Iterator[Fault]:
    """Yield faults of aircraft and payloads."""
    if not limits.payloads:
        said = message("dji_wpml.unknown_aircraft", aircraft=drone_of(sheet))
        yield warning("OSP-701", sheet.name, "aircraft", said)
        return
    infos = sheet.config.all("payloadInfo")
    for info in infos:
        yield from _payload(info, sheet, limits)
    places = Counter(info.word("payloadPositionIndex") for info in infos)
    for place, times in places.items():
        if times > 1:
            said = message("dji_wpml.same_position", times=times, place=place)
            yield error("OSP-710", sheet.name, "position", said)
    if limits.strict and any((as_int(place) or 0) > 2 for place in places):
        said = message("dji_wpml.no_such_position", aircraft=limits.name)
        yield error("OSP-710", sheet.name, "beyond", said)
    if not infos:
        said = message("dji_wpml.no_payload")
        yield note("OSP-704", sheet.name, "none", said)


def _payload(info: Node, sheet: OpenedSheet, limits: FlightLimits) -> Iterator[Fault]:
    number = as_int(info.word("payloadEnumValue"))
    known = payload_of(number if number is not None else -1)
    if number in limits.unproven:
        name = known.name if known else message("dji_wpml.some_payload")
        said = message("dji_wpml.unproven", payload=name, number=number)
        yield note("OSP-703", sheet.name, str(number), said)
    elif number not in limits.payloads:
        said = message("dji_wpml.not_its_payload", number=number, aircraft=limits.name)
        yield warning("OSP-702", sheet.name, str(number), said)
    kind = as_int(sheet.config.word("droneInfo", "droneSubEnumValue") or "0")
    if known and number in limits.cameras and kind != limits.cameras.index(number):
        said = message("dji_wpml.other_kind", payload=known.name, kind=kind)
        yield warning("OSP-702", sheet.name, "kind", said)
    place = info.word("payloadPositionIndex")
    if known and number in limits.cameras and place not in {"", "0"}:
        said = message("dji_wpml.built_in_position", payload=known.name, place=place)
        yield warning("OSP-710", sheet.name, "built in", said)
    lens = info.word("payloadSubEnumValue")
    if known and known.lens_numbers and lens and as_int(lens) not in known.lens_numbers:
        said = message("dji_wpml.not_its_lens", lens=lens, payload=known.name)
        yield warning("OSP-702", sheet.name, "lens", said)
    elif known and not known.lens_numbers and limits.strict and lens not in {"", "0", "65535"}:
        said = message("dji_wpml.sub_value", lens=lens, aircraft=limits.name)
        yield warning("OSP-702", sheet.name, "sub", said)
    if limits.strict and sheet.config.word("droneInfo", "droneSubEnumValue") not in {"", "0"}:
        said = message("dji_wpml.drone_sub_value", aircraft=limits.name)
        yield warning("OSP-702", sheet.name, "drone", said)


def judge_lenses(
    template: OpenedSheet, planned: tuple[Route, ...], limits: FlightLimits
) -> Iterator[Fault]:
    """Yield faults of what a template says of its payloads."""
    infos = template.config.all("payloadInfo")
    by_place = {as_int(i.word("payloadPositionIndex")): i for i in infos}
    for folder, route in zip(template.folders, planned, strict=True):
        params = folder.all("payloadParam")
        if len({p.word("payloadPositionIndex") for p in params}) < len(params):
            said = message("dji_wpml.two_params")
            yield error("OSP-207", template.name, "payloadParam", said)
        for param in params:
            place = as_int(param.word("payloadPositionIndex"))
            if place not in by_place:
                if infos:
                    said = message("dji_wpml.param_without_payload", place=place)
                    yield error("OSP-708", template.name, "param", said)
                continue
            number = as_int(by_place[place].word("payloadEnumValue")) or -1
            yield from _lenses(param.word("imageFormat"), number, template, "imageFormat")
        yield from _global_lens(route, params, template)
        if limits.strict and route.kind == "waypoint" and folder.word("caliFlightEnable") == "1":
            said = message("dji_wpml.calibration")
            yield warning("OSP-208", template.name, "calibration", said)


def judge_unused(template: OpenedSheet) -> Iterator[Fault]:
    """Yield faults of a waypoint's own turn that a flag puts out of use."""
    for folder in template.folders:
        for i, mark in enumerate(waypoints(folder)):
            own = mark.word("waypointTurnParam", "waypointTurnMode")
            # Only this mode needs a damping, which the global turn mode does not have.
            if mark.word("useGlobalTurnParam") == "1" and own == "coordinateTurn":
                said = message("dji_wpml.unused_turn")
                yield warning("OSP-507", template.name, "unused turn", said, i)


def judge_action_lenses(sheet: OpenedSheet, routes: tuple[Route, ...]) -> Iterator[Fault]:
    """Yield faults of lenses that an action names and its payload has not."""
    infos = sheet.config.all("payloadInfo")
    numbers = {
        i.word("payloadPositionIndex"): as_int(i.word("payloadEnumValue")) or -1 for i in infos
    }
    for route in routes:
        for action in route.actions:
            lens = action.word("payloadLensIndex")
            number = numbers.get(action.word("payloadPositionIndex"), -1)
            yield from _lenses(lens, number, sheet, "payloadLensIndex")


def _lenses(words: str, number: int, sheet: OpenedSheet, name: str) -> Iterator[Fault]:
    known = payload_of(number)
    if not words or known is None or not known.lenses:
        return
    for word in words.split(","):
        if word not in known.lenses and word in {"wide", "zoom", "ir", "narrow_band", "visable"}:
            said = message(
                "dji_wpml.no_such_lens",
                name=name,
                word=word,
                payload=known.name,
                lenses=sorted(known.lenses),
            )
            yield warning("OSP-711", sheet.name, f"{name} {word}", said)


def _global_lens(route: Route, params: list[Node], template: OpenedSheet) -> Iterator[Fault]:
    stored = any(param.word("imageFormat") for param in params)
    for action in route.actions:
        if action.word("useGlobalPayloadLensIndex") == "1" and not stored and params != []:
            said = message("dji_wpml.no_image_format", function=action.function)
            yield warning("OSP-711", template.name, "no imageFormat", said)
    shot = any(action.word("useGlobalPayloadLensIndex") for action in route.actions)
    if shot and not params:
        said = message("dji_wpml.no_payload_param")
        yield warning("OSP-711", template.name, "no payloadParam", said)


def judge_numbers(sheet: OpenedSheet, routes: tuple[Route, ...]) -> Iterator[Fault]:
    """Yield faults of numbers that name two things, and of types that do not fit."""
    if sheet.kind == "waylines":
        pairs = Counter(route.wayline for route in routes)
        name = "waylineId"
        if routes and routes[0].wayline not in {None, 0}:
            said = message("dji_wpml.first_wayline", wayline=routes[0].wayline)
            yield warning("-3", sheet.name, "first", said)
    else:
        pairs = Counter(route.template for route in routes)
        name = "templateId"
        if len(routes) > 1:
            said = message("dji_wpml.several_templates", n=len(routes))
            yield warning("OSP-203", sheet.name, "several", said)
    for number, times in pairs.items():
        if times > 1 and number is not None:
            said = message("dji_wpml.number_twice", name=name, number=number, times=times)
            yield error("OSP-205", sheet.name, name, said)
    for folder, route in zip(sheet.folders, routes, strict=True):
        yield from _content(folder, route, sheet)


def _content(folder: Node, route: Route, sheet: OpenedSheet) -> Iterator[Fault]:
    if sheet.kind != "template" or fits(folder):
        return
    points = sum("Point" in mark.first for mark in folder.all("Placemark"))
    held = message("dji_wpml.held_points", n=points)
    if route.kind == "waypoint":
        held = message("dji_wpml.held_area")
    said = message("dji_wpml.other_content", kind=route.kind, held=held)
    yield error("OSP-204", sheet.name, "content", said)


def judge_return(
    sheet: OpenedSheet, routes: tuple[Route, ...], limits: FlightLimits
) -> Iterator[Fault]:
    """Yield faults of the height at which the aircraft returns."""
    back_m = sheet.config.number("globalRTHHeight")
    if np.isnan(back_m):
        return
    if limits.strict and back_m > _HIGHEST_RETURN_M:
        said = message("dji_wpml.return_range", back_m=back_m, most_m=_HIGHEST_RETURN_M)
        yield warning("OSP-602", sheet.name, "range", said)
    for route in routes:
        heights = route.height_m[(route.height_m > -1000) & (route.height_m < 12000)]
        if not len(heights) or route.mode not in {"WGS84", "relativeToStartPoint"}:
            continue
        relative = route.mode == "relativeToStartPoint"
        # Absolute heights do not tell the take-off's own, but the first waypoint is not below it.
        top_m = float(heights.max()) - (0.0 if relative else float(heights[0]))
        if back_m < top_m - 0.01:
            above = message("dji_wpml.above_first")
            if relative:
                above = message("dji_wpml.above_take_off")
            said = message(
                "dji_wpml.return_low",
                back_m=back_m,
                top_m=top_m,
                above=above,
                below_m=brief(top_m - back_m, 0),
            )
            make = warning if limits.strict else note
            yield make("OSP-602", sheet.name, "return", said)
