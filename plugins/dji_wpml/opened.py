"""Opening a KMZ as a package of two files."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from missionplanner.api import (
    HarmfulFile,
    InputError,
    error_message,
    message,
    parse_xml,
    read_members,
)

from .container import TEMPLATE, WAYLINES
from .faults import Fault, error, warning
from .fleet import known_versions
from .markup import KML, WPMZ
from .packing import FOLDER, crowd, judge_name, judge_packing, nearest, plain
from .tree import Grower, OpenedSheet, grown

_LIMIT_BYTES = 200_000_000
_MOST = 65535
# The namespaces of missions written for others, which have no sheet of ours.
_SPACE = re.compile(rb'xmlns(?::\w+)?\s*=\s*["\']([^"\']{1,200})["\']')


@dataclass(frozen=True)
class OpenedPackage:
    """A package: the sheets that could be read, the faults on the way, all namespaces named."""

    template: OpenedSheet | None
    waylines: OpenedSheet | None
    faults: tuple[Fault, ...]
    spaces: frozenset[str] = field(default=frozenset())

    @property
    def sheets(self) -> tuple[OpenedSheet, ...]:
        """The sheets that are there."""
        return tuple(sheet for sheet in (self.template, self.waylines) if sheet)


def opened(path: Path, only: str = "") -> OpenedPackage:
    """Open a KMZ, or a single .kml or .wpml from inside one.

    Parameters
    ----------
    path : Path
    only : str
        `template` or `waylines`: open that half of a KMZ alone; empty: both.
    """
    if path.suffix.lower() in {".kml", ".wpml"}:
        return _bare(path)
    try:
        members = read_members(path, limit_bytes=_LIMIT_BYTES)
    except HarmfulFile as err:
        many = crowd(path, _MOST)
        fault = (
            _many(path.name, many) if many else error("OSP-106", path.name, "", error_message(err))
        )
        return OpenedPackage(None, None, (fault,))
    except InputError as err:
        return OpenedPackage(None, None, (error("-2", path.name, "", error_message(err)),))
    spaces = frozenset(s for data in members.values() for s in _spaces(data))
    faults = [*judge_name(path), *judge_packing(path, members, _is_wpml)]
    sheets: dict[str, OpenedSheet | None] = {}
    grower = Grower()
    for kind, name in (("template", TEMPLATE), ("waylines", WAYLINES)):
        held = nearest(name, members) if only in {"", kind} else None
        sheet, more = _sheet(kind, held, members[held], grower) if held else (None, [])
        sheets[kind] = sheet
        faults += more
    faults += _versions(sheets["template"], sheets["waylines"])
    if any(fault.code == "-4" for fault in faults):
        # One half of a mission too long to fly says nothing more than that.
        return OpenedPackage(None, None, tuple(f for f in faults if f.code == "-4")[:1], spaces)
    return OpenedPackage(sheets["template"], sheets["waylines"], tuple(faults), spaces)


def _bare(path: Path) -> OpenedPackage:
    kind = "waylines" if path.suffix.lower() == ".wpml" else "template"
    try:
        data = path.read_bytes()
    except OSError as err:
        said = message("dji_wpml.unreadable", reason=err)
        return OpenedPackage(None, None, (error("-1", path.name, "", said),))
    sheet, faults = _sheet(kind, path.name, data)
    if sheet:
        name = Path(WAYLINES if kind == "waylines" else TEMPLATE).name
        alone = message("dji_wpml.one_of_two", name=FOLDER + name)
        faults.append(error("OSP-104", path.name, "", alone))
    template, waylines = (None, sheet) if kind == "waylines" else (sheet, None)
    return OpenedPackage(template, waylines, tuple(faults), frozenset(_spaces(data)))


def _spaces(data: bytes) -> list[str]:
    return [space.decode("utf-8", "replace") for space in _SPACE.findall(_head(data))]


def _wide(data: bytes) -> bool:
    return data[:2] in {b"\xff\xfe", b"\xfe\xff"}


def _head(data: bytes) -> bytes:
    head = data[:8192]
    return head.decode("utf-16", "replace").encode() if _wide(data) else head[:4096]


def _is_wpml(data: bytes) -> bool:
    head = _head(data)
    return WPMZ.encode() in head or any("wpmz" in space for space in _spaces(head))


def _many(where: str, number: int) -> Fault:
    return error(
        "-4", where, "number", message("dji_wpml.over_many", number=number - 1, most=_MOST)
    )


def _sheet(
    kind: str, name: str, data: bytes, grower: Grower | None = None
) -> tuple[OpenedSheet | None, list[Fault]]:
    number = data.count(b"<Placemark")
    if number > _MOST:
        said = message("dji_wpml.many", number=number, most=_MOST)
        return None, [error("-4", name.rpartition("/")[2], "number", said)]
    try:
        root = parse_xml(data, name)
    except HarmfulFile as err:
        return None, [error("OSP-108", name, "", error_message(err))]
    except InputError as err:
        return None, [error("-2", name, "", error_message(err))]
    if not _is_wpml(data):
        return None, [plain(name, [name])]
    file = name.rpartition("/")[2]
    tree = grown(root, grower)
    if tree.name != "kml" or not tree.all("Document"):
        return None, [error("-2", file, "", message("dji_wpml.no_document"))]
    spaces = {k: str(v) for k, v in root.nsmap.items()}
    sheet = OpenedSheet(kind, file, tree.first["Document"], spaces)
    faults = _dialect(sheet)
    if _wide(data):
        said = message("dji_wpml.utf16")
        faults.append(warning("OSP-112", file, "UTF-16", said))
    if len(tree.kids) > 1:
        faults.append(
            error("OSP-207", file, "twice Document", message("dji_wpml.several_documents"))
        )
    return sheet, faults


def _dialect(sheet: OpenedSheet) -> list[Fault]:
    faults = []
    if sheet.spaces.get(None) != KML:
        said = message("dji_wpml.other_namespace", kml=KML)
        faults.append(warning("OSP-112", sheet.name, "default", said))
    if "wpml" not in sheet.spaces:
        said = message("dji_wpml.other_prefix")
        return [*faults, warning("OSP-112", sheet.name, "prefix", said)]
    version = sheet.spaces["wpml"].removeprefix(WPMZ)
    if version not in known_versions():
        said = message("dji_wpml.unknown_version", version=version[:60])
        faults.append(warning("OSP-113", sheet.name, "version", said))
    return faults


def _versions(template: OpenedSheet | None, waylines: OpenedSheet | None) -> list[Fault]:
    if template is None or waylines is None:
        return []
    one, other = (s.spaces.get("wpml", "").removeprefix(WPMZ) for s in (template, waylines))
    if one == other:
        return []
    said = message(
        "dji_wpml.versions_differ", one=one or "?", file=waylines.name, other=other or "?"
    )
    return [warning("OSP-113", template.name, "two", said)]
