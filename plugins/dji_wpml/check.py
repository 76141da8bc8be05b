"""The checker: from a file to findings, worst first.

Codes with a number alone are those of DJI's own checker (WPMZManager.checkValidation); those with
OSP are ours: 1xx package, 2xx elements, 3xx route, 4xx actions, 5xx agreement of the two files,
6xx heights, 7xx aircraft and payload.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from missionplanner.api import Finding, Severity

from .check_actions import check_actions
from .check_container import Opened, opened
from .check_elements import check_elements
from .check_pair import check_datums, check_pair
from .check_payload import check_payload, drone_of
from .check_route import check_route
from .rules import limits_of

_MOST_OF_A_CODE = 12


def check_file(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a mission file, worst first; a bad file never raises."""
    if not path.is_file():
        return (Finding("-1", Severity.ERROR, path.name, "there is no such file"),)
    package = opened(path)
    order = list(Severity)
    found = sorted([*package.findings, *_content(package)], key=lambda f: order.index(f.severity))
    return tuple(_few(found))


def _content(package: Opened) -> Iterator[Finding]:
    if not package.sheets:
        return
    named = package.waylines or package.sheets[0]
    limits = limits_of(drone_of(named))
    yield from check_payload(named, limits)
    for sheet in package.sheets:
        yield from check_elements(sheet)
        yield from check_actions(sheet, limits)
    if package.waylines:
        yield from check_route(package.waylines, limits)
    if package.template:
        yield from check_datums(package.template)
    if package.template and package.waylines:
        yield from check_pair(package.template, package.waylines)


def _few(findings: Iterable[Finding]) -> Iterator[Finding]:
    # A fault of every waypoint is told a dozen times, then counted.
    seen: Counter[tuple[str, Severity]] = Counter()
    for finding in findings:
        key = (finding.code, finding.severity)
        seen[key] += 1
        if seen[key] <= _MOST_OF_A_CODE:
            yield finding
    for (code, severity), times in seen.items():
        if times > _MOST_OF_A_CODE:
            yield Finding(code, severity, "", f"and {times - _MOST_OF_A_CODE} more of this kind")
