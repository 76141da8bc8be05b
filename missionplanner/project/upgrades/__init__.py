"""From any older project to today's: one step a version, applied to the plain JSON.

To change the format: raise the default in `document.Versions`, add a step to `STEPS`, keep the
old fixture under `tests/unit/project/fixtures` and add one of the new version.
"""

from collections.abc import Callable, Mapping
from typing import Any

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.project.document import Versions

Raw = dict[str, Any]
Step = Callable[[Raw], Raw]

CURRENT: Mapping[str, int] = Versions().model_dump()


def _heights_as_they_were(raw: Raw) -> Raw:
    """Keep planning at the sensors' own heights, at 10 m/s, with the former price of a swap.

    The greatest height above ground was a warning and is a rule from version 2 on.
    """
    intent = raw.get("intent")
    if intent is not None and not isinstance(intent, dict):
        return raw
    return {**raw, "intent": {**(intent or {}), "searched": False, "swap_minutes": 50.0 / 60.0}}


def _contours_as_auto(raw: Raw) -> Raw:
    """Plan straight strips near the contours as the better of all patterns, and tell.

    Up to version 2 "contour" meant straight strips; from version 3 on they are bent. Launch sites,
    stations and control points, which are new in version 3, need nothing.
    """
    intent = raw.get("intent")
    if not isinstance(intent, dict) or intent.get("pattern") != "contour":
        return raw
    return {**raw, "intent": {**intent, "pattern": "auto"}, "former_contour": True}


# (part, version it upgrades FROM) -> step.
STEPS: Mapping[tuple[str, int], Step] = {
    ("project", 1): _heights_as_they_were,
    ("project", 2): _contours_as_auto,
}


def upgraded(
    raw: Raw,
    where: str,
    current: Mapping[str, int] = CURRENT,
    steps: Mapping[tuple[str, int], Step] = STEPS,
) -> Raw:
    """Return a project document as today's version has it.

    Parameters
    ----------
    raw : dict
        The parsed `project.json`; not changed.
    where : str
        The file, for errors.
    current, steps : mapping
        Versions of this program and the ways to reach them.

    Raises
    ------
    InputError
        A part is of a version that this program does not know.
    """
    versions = _versions(raw, where)
    for part, version in versions.items():
        if part not in current or version > current[part]:
            known = current.get(part, message("project.no_such_part"))
            raise InputError("project.newer", where, part=part, version=version, known=known)
    result = dict(raw)
    for part in current:
        for version in range(versions.get(part, 1), current[part]):
            result = steps[part, version](result)
    return {**result, "versions": dict(current)}


def _versions(raw: Raw, where: str) -> dict[str, int]:
    versions = raw.get("versions")
    fits = isinstance(versions, dict) and all(type(v) is int and v >= 1 for v in versions.values())
    if not fits:
        raise InputError("project.no_version", where)
    return dict(versions or {})
