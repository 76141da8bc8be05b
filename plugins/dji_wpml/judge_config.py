"""The mission as a whole: aircraft and payloads, numbers of templates, way home."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from .faults import Fault, error, note, warning
from .fleet import Limits, drone_of, payload_of
from .judge_elements import fits
from .resolve import Route, waypoints
from .tree import Node, Sheet, as_int

_HIGHEST_RETURN_M = 500.0


def judge_payloads(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Yield faults of aircraft and payloads."""
    if not limits.payloads:
        message = f"the aircraft {drone_of(sheet)} is not known here; general limits were used"
        yield warning("OSP-701", sheet.name, "aircraft", message)
        return
    infos = sheet.config.all("payloadInfo")
    for info in infos:
        yield from _payload(info, sheet, limits)
    places = Counter(info.word("payloadPositionIndex") for info in infos)
    for place, times in places.items():
        if times > 1:
            message = f"{times} payloads are named at position {place}"
            yield error("OSP-710", sheet.name, "position", message)
    if limits.strict and any((as_int(place) or 0) > 2 for place in places):
        message = f"the {limits.name} has the positions 0, 1 and 2"
        yield error("OSP-710", sheet.name, "beyond", message)
    if not infos:
        message = "names no payload: the camera must be set and started by hand"
        yield note("OSP-704", sheet.name, "none", message)


def _payload(info: Node, sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    number = as_int(info.word("payloadEnumValue"))
    known = payload_of(number if number is not None else -1)
    if number in limits.unproven:
        name = known.name if known else "payload"
        message = (
            f"{name} ({number}) is in DJI's list of cameras but no file with it is known: try it "
            "on the controller, or export with another payload"
        )
        yield note("OSP-703", sheet.name, str(number), message)
    elif number not in limits.payloads:
        message = f"payload {number} is not one of the {limits.name}"
        yield warning("OSP-702", sheet.name, str(number), message)
    lens = info.word("payloadSubEnumValue")
    if known and known.lens_numbers and lens and as_int(lens) not in known.lens_numbers:
        message = f"payloadSubEnumValue {lens} is no lens of the {known.name}"
        yield warning("OSP-702", sheet.name, "lens", message)
    elif known and not known.lens_numbers and limits.strict and lens not in {"", "0", "65535"}:
        message = f"payloadSubEnumValue is {lens}; DJI writes 0 for payloads of the {limits.name}"
        yield warning("OSP-702", sheet.name, "sub", message)
    if limits.strict and sheet.config.word("droneInfo", "droneSubEnumValue") not in {"", "0"}:
        message = f"droneSubEnumValue is not 0, as DJI writes it for the {limits.name}"
        yield warning("OSP-702", sheet.name, "drone", message)


def judge_lenses(template: Sheet, planned: tuple[Route, ...], limits: Limits) -> Iterator[Fault]:
    """Yield faults of what a template says of its payloads."""
    infos = template.config.all("payloadInfo")
    by_place = {as_int(i.word("payloadPositionIndex")): i for i in infos}
    for folder, route in zip(template.folders, planned, strict=True):
        params = folder.all("payloadParam")
        if len({p.word("payloadPositionIndex") for p in params}) < len(params):
            message = "there are two payloadParam for one position"
            yield error("OSP-207", template.name, "payloadParam", message)
        for param in params:
            place = as_int(param.word("payloadPositionIndex"))
            if place not in by_place:
                if infos:
                    message = f"payloadParam is for position {place}, where no payload is named"
                    yield error("OSP-708", template.name, "param", message)
                continue
            number = as_int(by_place[place].word("payloadEnumValue")) or -1
            yield from _lenses(param.word("imageFormat"), number, template, "imageFormat")
        yield from _global_lens(route, params, template)
        if limits.strict and route.kind == "waypoint" and folder.word("caliFlightEnable") == "1":
            message = "the calibration flight is on: legs are flown that this file does not show"
            yield warning("OSP-208", template.name, "calibration", message)


def judge_unused(template: Sheet) -> Iterator[Fault]:
    """Yield faults of a waypoint's own turn that a flag puts out of use."""
    for folder in template.folders:
        for i, mark in enumerate(waypoints(folder)):
            own = mark.word("waypointTurnParam", "waypointTurnMode")
            # Only this mode needs a damping, which the global turn mode does not have.
            if mark.word("useGlobalTurnParam") == "1" and own == "coordinateTurn":
                message = "useGlobalTurnParam is 1, so the waypoint's own damping is not used"
                yield warning("OSP-507", template.name, "unused turn", message, i)


def judge_action_lenses(sheet: Sheet, routes: tuple[Route, ...]) -> Iterator[Fault]:
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


def _lenses(words: str, number: int, sheet: Sheet, name: str) -> Iterator[Fault]:
    known = payload_of(number)
    if not words or known is None or not known.lenses:
        return
    for word in words.split(","):
        if word not in known.lenses and word in {"wide", "zoom", "ir", "narrow_band", "visable"}:
            message = (
                f"{name} asks for {word}; the {known.name} has {', '.join(sorted(known.lenses))}"
            )
            yield warning("OSP-711", sheet.name, f"{name} {word}", message)


def _global_lens(route: Route, params: list[Node], template: Sheet) -> Iterator[Fault]:
    stored = any(param.word("imageFormat") for param in params)
    for action in route.actions:
        if action.word("useGlobalPayloadLensIndex") == "1" and not stored and params != []:
            message = f"{action.function} stores what imageFormat says, but there is no imageFormat"
            yield warning("OSP-711", template.name, "no imageFormat", message)
    shot = any(action.word("useGlobalPayloadLensIndex") for action in route.actions)
    if shot and not params:
        message = "there is no payloadParam, which DJI's software writes where photos are taken"
        yield warning("OSP-711", template.name, "no payloadParam", message)


def judge_numbers(sheet: Sheet, routes: tuple[Route, ...]) -> Iterator[Fault]:
    """Yield faults of numbers that name two things, and of types that do not fit."""
    if sheet.kind == "waylines":
        pairs = Counter(route.wayline for route in routes)
        name = "waylineId"
        if routes and routes[0].wayline not in {None, 0}:
            message = f"waylineId begins with {routes[0].wayline}; DJI counts from 0"
            yield warning("-3", sheet.name, "first", message)
    else:
        pairs = Counter(route.template for route in routes)
        name = "templateId"
        if len(routes) > 1:
            message = f"there are {len(routes)} templates; DJI writes one"
            yield warning("OSP-203", sheet.name, "several", message)
    for number, times in pairs.items():
        if times > 1 and number is not None:
            message = f"{name} {number} is used by {times} Folders; it must be unique"
            yield error("OSP-205", sheet.name, name, message)
    for folder, route in zip(sheet.folders, routes, strict=True):
        yield from _content(folder, route, sheet)


def _content(folder: Node, route: Route, sheet: Sheet) -> Iterator[Fault]:
    if sheet.kind != "template" or fits(folder):
        return
    points = sum("Point" in mark.first for mark in folder.all("Placemark"))
    held = "an area" if route.kind == "waypoint" else f"{points} waypoints"
    message = f"templateType is {route.kind}, but the template holds {held}"
    yield error("OSP-204", sheet.name, "content", message)


def judge_return(sheet: Sheet, routes: tuple[Route, ...], limits: Limits) -> Iterator[Fault]:
    """Yield faults of the height at which the aircraft returns."""
    back_m = sheet.config.number("globalRTHHeight")
    if np.isnan(back_m):
        return
    if limits.strict and back_m > _HIGHEST_RETURN_M:
        message = f"globalRTHHeight is {back_m:.6g} m; aircraft take 20 to {_HIGHEST_RETURN_M:g} m"
        yield warning("OSP-601", sheet.name, "range", message)
    for route in routes:
        heights = route.height_m[(route.height_m > -1000) & (route.height_m < 12000)]
        if not len(heights) or route.mode not in {"WGS84", "relativeToStartPoint"}:
            continue
        relative = route.mode == "relativeToStartPoint"
        # Absolute heights do not tell the take-off's own, but the first waypoint is not below it.
        top_m = float(heights.max()) - (0.0 if relative else float(heights[0]))
        if back_m < top_m - 0.01:
            above = "take-off" if relative else "its first waypoint"
            message = (
                f"globalRTHHeight is {back_m:g} m above take-off, but the route climbs to "
                f"{top_m:.1f} m above {above}: the return lies {top_m - back_m:.0f} m below its top"
            )
            make = warning if limits.strict else note
            yield make("OSP-602", sheet.name, "return", message)
