"""Opening a KMZ as a package of two files, and what is wrong with the package itself."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from missionplanner.api import (
    Finding,
    HarmfulFile,
    InputError,
    Severity,
    parse_xml,
    read_members,
    route_name,
)

from .container import TEMPLATE, WAYLINES
from .rules import known_versions
from .tree import Sheet, local
from .words import KML, WPMZ

_FOLDER = "wpmz/"
_LONGEST_NAME = 60
_LIMIT_BYTES = 100_000_000


@dataclass(frozen=True)
class Opened:
    """A package: the sheets that could be read, and the findings on the way."""

    template: Sheet | None
    waylines: Sheet | None
    findings: tuple[Finding, ...]

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
    except HarmfulFile as error:
        return Opened(None, None, (_error("OSP-106", path.name, str(error)),))
    except InputError as error:
        return Opened(None, None, (_error("-2", path.name, str(error)),))
    found = [*_names(path), *_packing(path, members)]
    sheets: dict[str, Sheet | None] = {}
    for kind, name in (("template", TEMPLATE), ("waylines", WAYLINES)):
        held = _nearest(name, members)
        sheet, more = _sheet(kind, held, members[held]) if held else (None, [])
        sheets[kind] = sheet
        found += more
    return Opened(sheets["template"], sheets["waylines"], tuple(found))


def _bare(path: Path) -> Opened:
    kind = "waylines" if path.suffix.lower() == ".wpml" else "template"
    try:
        sheet, found = _sheet(kind, path.name, path.read_bytes())
    except OSError as error:
        return Opened(None, None, (_error("-1", path.name, f"cannot be read ({error})"),))
    if sheet:
        alone = f"is one file of a mission; it must lie in a KMZ as {_FOLDER}"
        name = Path(WAYLINES if kind == "waylines" else TEMPLATE).name
        found.append(_error("OSP-104", path.name, alone + name))
    template, waylines = (None, sheet) if kind == "waylines" else (sheet, None)
    return Opened(template, waylines, tuple(found))


def _nearest(name: str, members: dict[str, bytes]) -> str:
    # A package with its files in the wrong folder is wrong, but can still be looked into.
    if name in members:
        return name
    tail = name.rpartition("/")[2]
    return next((m for m in sorted(members) if m.rpartition("/")[2] == tail), "")


def _names(path: Path) -> Iterator[Finding]:
    stem = path.stem
    if len(stem) > _LONGEST_NAME:
        yield _warning(
            "OSP-110", path.name, f"the name has {len(stem)} characters; DJI takes {_LONGEST_NAME}"
        )
    elif route_name(stem, 10_000) != " ".join(stem.split()):
        yield _warning(
            "OSP-110",
            path.name,
            'the name holds one of < > : " / | ? * . _ \\, which DJI refuses in route names',
        )


def _packing(path: Path, members: dict[str, bytes]) -> Iterator[Finding]:
    if not any(_is_wpml(data) for data in members.values()):
        yield _plain(path.name, sorted(members))
        return
    for name in (TEMPLATE, WAYLINES):
        held = _nearest(name, members)
        if name in members:
            continue
        if held:
            yield _error(
                "OSP-103",
                path.name,
                f"{held} is not in the folder {_FOLDER}: Pilot 2 will not find it",
            )
        else:
            yield _error("OSP-102", path.name, f"{name} is missing")
    with zipfile.ZipFile(path) as archive:
        folders = [entry.filename for entry in archive.infolist() if entry.is_dir()]
    if folders:
        yield _warning(
            "OSP-105",
            path.name,
            f"has an entry for the folder {folders[0]}; DJI's packages have none, and some "
            "readers refuse it",
        )
    strange = [m for m in sorted(members) if not m.startswith(_FOLDER)]
    strange = [
        m for m in strange if m not in {_nearest(TEMPLATE, members), _nearest(WAYLINES, members)}
    ]
    if strange:
        yield _warning("OSP-109", path.name, f"holds files that do not belong: {strange[0]}")


def _plain(where: str, names: list[str]) -> Finding:
    if any(name.lower().endswith(".kml") for name in names):
        message = (
            "is a plain KML as of Google Earth, not a mission: it has no WPML, so Pilot 2 would "
            "find an empty flight; make a project of it and export WPML"
        )
    else:
        message = f"holds no mission: neither {TEMPLATE} nor {WAYLINES}"
    return _error("OSP-101", where, message)


def _is_wpml(data: bytes) -> bool:
    return WPMZ.encode() in data[:4096]


def _sheet(kind: str, name: str, data: bytes) -> tuple[Sheet | None, list[Finding]]:
    try:
        root = parse_xml(data, name)
    except HarmfulFile as error:
        return None, [_error("OSP-108", name, str(error))]
    except InputError as error:
        return None, [_error("-2", name, str(error))]
    if not _is_wpml(data):
        return None, [_plain(name, [name])]
    sheet = Sheet(kind, name.rpartition("/")[2], root)
    if local(root) != "kml" or not [c for c in root if local(c) == "Document"]:
        return None, [_error("-2", sheet.name, "has no kml element with a Document in it")]
    return sheet, list(_dialect(sheet))


def _dialect(sheet: Sheet) -> Iterator[Finding]:
    namespaces = {k: str(v) for k, v in sheet.root.nsmap.items()}
    if namespaces.get(None) != KML:
        yield _warning("OSP-112", sheet.name, f"the default namespace is not {KML}")
    if "wpml" not in namespaces:
        yield _warning(
            "OSP-112",
            sheet.name,
            "DJI's namespace does not have the prefix wpml, which many readers look for",
        )
        return
    version = namespaces["wpml"].removeprefix(WPMZ)
    if version not in known_versions():
        yield _warning("OSP-113", sheet.name, f"unknown version of the format: {version}")


def _error(code: str, where: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, where, message)


def _warning(code: str, where: str, message: str) -> Finding:
    return Finding(code, Severity.WARNING, where, message)
