"""The checker: from a file to findings, worst first.

Both halves are resolved into one effective flight each, these are compared field by field, and
what is flown is judged. Codes with a number alone are those of DJI's own checker
(WPMZManager.checkValidation); those with OSP are ours: 1xx package, 2xx elements, 3xx route,
4xx actions, 5xx agreement of the two files, 6xx heights, 7xx aircraft and payload.
"""

from collections.abc import Iterator
from pathlib import Path

from missionplanner.api import Finding, message

from .compare import compare
from .faults import Fault, error, told
from .fleet import FlightLimits, drone_of, limits_of
from .foreign import foreign
from .judge_camera import judge_camera
from .judge_config import (
    judge_action_lenses,
    judge_lenses,
    judge_numbers,
    judge_payloads,
    judge_return,
    judge_unused,
)
from .judge_elements import judge_elements
from .judge_groups import judge_groups
from .judge_heights import judge_heights
from .judge_route import judge_route, judge_template
from .opened import OpenedPackage, opened
from .resolve import Route, routes_of
from .tree import OpenedSheet, uncollected


def check_file(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a mission file, worst first; a bad file never raises."""
    if not path.is_file():
        return told([error("-1", path.name, "", message("dji_wpml.no_file"))])
    with uncollected():
        return _checked(path)


def _checked(path: Path) -> tuple[Finding, ...]:
    package = opened(path)
    stranger = foreign(package)
    if stranger:
        return told([error("OSP-116", path.name, "", stranger)])
    return told([*package.faults, *_content(package)])


def _content(package: OpenedPackage) -> Iterator[Fault]:
    if not package.sheets:
        return
    named = package.waylines or package.sheets[0]
    limits = limits_of(drone_of(named))
    yield from judge_payloads(named, limits)
    planned: tuple[Route, ...] = ()
    flown: tuple[Route, ...] = ()
    if package.template:
        planned = routes_of(package.template)
        yield from _half(package.template, planned, limits)
        yield from judge_lenses(package.template, planned, limits)
        yield from judge_unused(package.template)
        yield from judge_heights(package.template, planned)
        for route in planned:
            if route.kind == "waypoint":
                yield from judge_template(route, limits)
    if package.waylines:
        flown = routes_of(package.waylines)
        yield from _half(package.waylines, flown, limits)
        for route in flown:
            yield from judge_route(route, limits)
        yield from judge_return(package.waylines, flown, limits)
        yield from judge_camera(flown, planned, package.waylines, limits)
    if package.template and package.waylines:
        yield from compare(package.template, package.waylines, planned, flown, limits)


def _half(sheet: OpenedSheet, routes: tuple[Route, ...], limits: FlightLimits) -> Iterator[Fault]:
    yield from judge_elements(sheet, limits.strict)
    yield from judge_numbers(sheet, routes)
    yield from judge_action_lenses(sheet, routes)
    for route in routes:
        if route.kind == "waypoint":
            yield from judge_groups(route, sheet, limits)
