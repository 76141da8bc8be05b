"""Opening a KMZ as a package of two files."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from missionplanner.api import HarmfulFile, InputError, parse_xml, read_members

from .container import TEMPLATE, WAYLINES
from .faults import Fault, error, warning
from .fleet import known_versions
from .markup import KML, WPMZ
from .packing import FOLDER, crowd, judge_name, judge_packing, nearest, plain
from .tree import Sheet, grown

_LIMIT_BYTES = 200_000_000
_MOST = 65535
# The namespaces of missions written for others, which have no sheet of ours.
_SPACE = re.compile(rb'xmlns(?::\w+)?\s*=\s*["\']([^"\']{1,200})["\']')


@dataclass(frozen=True)
class Opened:
    """A package: the sheets that could be read, the faults on the way, all namespaces named."""

    template: Sheet | None
    waylines: Sheet | None
    faults: tuple[Fault, ...]
    spaces: frozenset[str] = field(default=frozenset())

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that are there."""
        return tuple(sheet for sheet in (self.template, self.waylines) if sheet)


def opened(path: Path) -> Opened:
    """Open a KMZ, or a single .kml or .wpml from inside one."""
    if path.suffix.lower() in {".kml", ".wpml"}:
        return _bare(path)
    try:
        members = read_members(path, limit_bytes=_LIMIT_BYTES)
    except HarmfulFile as err:
        many = crowd(path, _MOST)
        fault = _many(path.name, many) if many else error("OSP-106", path.name, "", str(err))
        return Opened(None, None, (fault,))
    except InputError as err:
        return Opened(None, None, (error("-2", path.name, "", str(err)),))
    spaces = frozenset(s for data in members.values() for s in _spaces(data))
    faults = [*judge_name(path), *judge_packing(path, members, _is_wpml)]
    sheets: dict[str, Sheet | None] = {}
    for kind, name in (("template", TEMPLATE), ("waylines", WAYLINES)):
        held = nearest(name, members)
        sheet, more = _sheet(kind, held, members[held]) if held else (None, [])
        sheets[kind] = sheet
        faults += more
    faults += _versions(sheets["template"], sheets["waylines"])
    if any(fault.code == "-4" for fault in faults):
        # One half of a mission too long to fly says nothing more than that.
        return Opened(None, None, tuple(f for f in faults if f.code == "-4")[:1], spaces)
    return Opened(sheets["template"], sheets["waylines"], tuple(faults), spaces)


def _bare(path: Path) -> Opened:
    kind = "waylines" if path.suffix.lower() == ".wpml" else "template"
    try:
        data = path.read_bytes()
    except OSError as err:
        return Opened(None, None, (error("-1", path.name, "", f"cannot be read ({err})"),))
    sheet, faults = _sheet(kind, path.name, data)
    if sheet:
        alone = f"is one file of a mission; it must lie in a KMZ as {FOLDER}"
        name = Path(WAYLINES if kind == "waylines" else TEMPLATE).name
        faults.append(error("OSP-104", path.name, "", alone + name))
    template, waylines = (None, sheet) if kind == "waylines" else (sheet, None)
    return Opened(template, waylines, tuple(faults), frozenset(_spaces(data)))


def _spaces(data: bytes) -> list[str]:
    return [space.decode("utf-8", "replace") for space in _SPACE.findall(data[:4096])]


def _is_wpml(data: bytes) -> bool:
    head = data[:4096]
    return WPMZ.encode() in head or any("wpmz" in space for space in _spaces(head))


def _many(where: str, number: int) -> Fault:
    return error(
        "-4", where, "number", f"more than {number - 1} waypoints; 2 to {_MOST} can be flown"
    )


def _sheet(kind: str, name: str, data: bytes) -> tuple[Sheet | None, list[Fault]]:
    number = data.count(b"<Placemark")
    if number > _MOST:
        message = f"{number} waypoints; 2 to {_MOST} can be flown"
        return None, [error("-4", name.rpartition("/")[2], "number", message)]
    try:
        root = parse_xml(data, name)
    except HarmfulFile as err:
        return None, [error("OSP-108", name, "", str(err))]
    except InputError as err:
        return None, [error("-2", name, "", str(err))]
    if not _is_wpml(data):
        return None, [plain(name, [name])]
    file = name.rpartition("/")[2]
    tree = grown(root)
    if tree.name != "kml" or not tree.all("Document"):
        return None, [error("-2", file, "", "has no kml element with a Document in it")]
    spaces = {k: str(v) for k, v in root.nsmap.items()}
    sheet = Sheet(kind, file, tree.first["Document"], spaces)
    faults = _dialect(sheet)
    if len(tree.kids) > 1:
        faults.append(error("OSP-207", file, "twice Document", "holds more than one Document"))
    return sheet, faults


def _dialect(sheet: Sheet) -> list[Fault]:
    faults = []
    if sheet.spaces.get(None) != KML:
        message = f"the default namespace is not {KML}"
        faults.append(warning("OSP-112", sheet.name, "default", message))
    if "wpml" not in sheet.spaces:
        message = "DJI's namespace does not have the prefix wpml, which many readers look for"
        return [*faults, warning("OSP-112", sheet.name, "prefix", message)]
    version = sheet.spaces["wpml"].removeprefix(WPMZ)
    if version not in known_versions():
        message = f"unknown version of the format: {version[:60]}"
        faults.append(warning("OSP-113", sheet.name, "version", message))
    return faults


def _versions(template: Sheet | None, waylines: Sheet | None) -> list[Fault]:
    if template is None or waylines is None:
        return []
    one, other = (s.spaces.get("wpml", "").removeprefix(WPMZ) for s in (template, waylines))
    if one == other:
        return []
    message = f"is of version {one or '?'} of the format, {waylines.name} of {other or '?'}"
    return [warning("OSP-113", template.name, "two", message)]
