"""Aircraft and payload: one belongs to the other."""

from collections.abc import Iterator

from missionplanner.api import Finding, Severity

from .rules import Limits
from .tree import Sheet, as_int, below, place, text

_NAMES = {20: "Zenmuse Z30", 26: "Zenmuse XT2", 41: "Zenmuse XT S"}


def drone_of(sheet: Sheet) -> int:
    """Return the droneEnumValue of a file, 0 where it has none."""
    for info in below(sheet.root, "droneInfo"):
        return as_int(text(info, "droneEnumValue")) or 0
    return 0


def check_payload(sheet: Sheet, limits: Limits) -> Iterator[Finding]:
    """Yield findings on aircraft and payload."""
    if not limits.payloads:
        message = f"the aircraft {drone_of(sheet)} is not known here; general limits were used"
        yield Finding("OSP-701", Severity.WARNING, sheet.name, message)
        return
    infos = list(below(sheet.root, "payloadInfo"))
    for info in infos:
        payload = as_int(text(info, "payloadEnumValue"))
        where = place(info, sheet)
        if payload in limits.unproven:
            message = (
                f"{_NAMES.get(payload or 0, payload)} ({payload}) is in DJI's list of cameras but "
                "no file with it is known: try it on the controller, or export with another payload"
            )
            yield Finding("OSP-703", Severity.NOTE, where, message)
        elif payload not in limits.payloads:
            message = f"payload {payload} is not one of the {limits.name}"
            yield Finding("OSP-702", Severity.WARNING, where, message)
    if not infos:
        message = "names no payload: the camera must be set and started by hand"
        yield Finding("OSP-704", Severity.NOTE, sheet.name, message)
