"""Agreement: the two files describe one flight, the two heights one point."""

from collections.abc import Iterator

import numpy as np

from missionplanner.api import Finding, Severity, undulation_m

from .route import Floats, Route, folders, template_route, wayline_route
from .tree import Element, Sheet, as_float, below, child, children, local, place, text, value

_DEGREES = 1e-7
_METRES = 0.01
_SPEED_MPS = 0.01
# DJI's heights agree with the 15-minute EGM96 grid to a picometre at the point it takes; more
# than a metre cannot be another grid, only another datum.
_DATUM_WARN_M, _DATUM_WRONG_M = 0.001, 1.0


def check_pair(template: Sheet, waylines: Sheet) -> Iterator[Finding]:
    """Yield findings on the agreement of the two files."""
    yield from _same_config(template, waylines)
    executed = {text(f, "templateId"): f for f in reversed(folders(waylines))}
    for folder in folders(template):
        number = text(folder, "templateId")
        if number not in executed:
            message = f"template {number or '?'} has no route in {waylines.name}"
            yield Finding("OSP-501", Severity.ERROR, template.name, message)
        elif text(folder, "templateType") == "waypoint":
            yield from _same_route(
                template_route(folder), wayline_route(executed[number]), waylines
            )


def check_datums(template: Sheet) -> Iterator[Finding]:
    """Yield findings on EGM96 and ellipsoidal heights that do not belong together."""
    for folder in folders(template):
        if text(folder, "waylineCoordinateSysParam", "heightMode") != "EGM96":
            continue
        if text(folder, "templateType") == "waypoint":
            route = template_route(folder)
            yield from _datum(
                route.lon_deg, route.lat_deg, route.ellipsoid_m - route.height_m, template
            )
        else:
            yield from _mapping_datum(folder, template)


def _same_config(template: Sheet, waylines: Sheet) -> Iterator[Finding]:
    for path in (("droneInfo", "droneEnumValue"), ("finishAction",), ("exitOnRCLost",)):
        words = [_config_text(sheet, path) for sheet in (template, waylines)]
        if words[0] != words[1]:
            here, there = (word or "absent" for word in words)
            message = f"{path[-1]} is {here} here and {there} in {waylines.name}"
            yield Finding("OSP-502", Severity.ERROR, template.name, message)


def _config_text(sheet: Sheet, path: tuple[str, ...]) -> str:
    return next((text(c, *path) for c in below(sheet.root, "missionConfig")), "")


def _same_route(planned: Route, flown: Route, sheet: Sheet) -> Iterator[Finding]:
    if len(planned) != len(flown):
        message = f"{len(flown)} waypoints, but {len(planned)} in the template"
        yield Finding("OSP-503", Severity.ERROR, sheet.name, message)
        return
    shift = np.fmax(
        np.abs(planned.lon_deg - flown.lon_deg), np.abs(planned.lat_deg - flown.lat_deg)
    )
    yield from _differ("OSP-504", Severity.ERROR, "another place", shift > _DEGREES, flown, sheet)
    relative = flown.mode == "relativeToStartPoint"
    if relative == (planned.mode == "relativeToStartPoint"):
        heights = planned.height_m if relative else planned.ellipsoid_m
        apart = np.abs(heights - flown.height_m) > _METRES
        yield from _differ("OSP-505", Severity.ERROR, "another height", apart, flown, sheet)
    faster = np.abs(planned.speed_mps - flown.speed_mps)[:-1] > _SPEED_MPS
    yield from _differ("OSP-506", Severity.WARNING, "another speed", faster, flown, sheet)
    turned = np.array([a != b for a, b in zip(planned.turn, flown.turn, strict=True)][1:-1])
    turned = np.concatenate([[False], turned, [False]])
    yield from _differ("OSP-507", Severity.WARNING, "another turn", turned, flown, sheet)


def _differ(
    code: str,
    severity: Severity,
    what: str,
    wrong: np.ndarray,
    route: Route,
    sheet: Sheet,
) -> Iterator[Finding]:
    places = np.flatnonzero(wrong)
    if len(places):
        where = place(route.placemarks[places[0]], sheet)
        more = f", and {len(places) - 1} more" if len(places) > 1 else ""
        message = f"has {what} than the template says (from waypoint {places[0]}{more})"
        yield Finding(code, severity, where, message)


def _mapping_datum(folder: Element, template: Sheet) -> Iterator[Finding]:
    # In mapping templates DJI takes the undulation at the first corner of the area.
    for mark in children(folder, "Placemark"):
        ring = next((e for e in mark.iter() if local(e) == "coordinates"), None)
        if ring is None or child(mark, "ellipsoidHeight") is None:
            continue
        first = [*(ring.text or "").split(), ""][0]
        corner = np.array([[as_float(word) for word in (*first.split(","), "", "")[:2]]])
        shift = np.array([value(mark, "ellipsoidHeight") - value(mark, "height")])
        yield from _datum(corner[:, 0], corner[:, 1], shift, template)


def _datum(lon_deg: Floats, lat_deg: Floats, shift_m: Floats, sheet: Sheet) -> Iterator[Finding]:
    undulation = undulation_m(lon_deg, lat_deg)
    wrong = np.abs(shift_m - undulation)
    if not np.isfinite(wrong).any():
        return
    worst = int(np.nanargmax(wrong))
    if wrong[worst] > _DATUM_WARN_M:
        serious = wrong[worst] > _DATUM_WRONG_M
        message = (
            f"ellipsoidHeight and height differ by {shift_m[worst]:.3f} m at waypoint {worst}, "
            f"but the EGM96 undulation there is {undulation[worst]:.3f} m"
        )
        severity = Severity.ERROR if serious else Severity.WARNING
        yield Finding("OSP-601", severity, sheet.name, message)
