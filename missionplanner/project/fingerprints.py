"""What a plan stands on, as fingerprints, and what has changed since, in plain words.

Fingerprints are of contents: a project that is moved with its elevation files stands on the same.
"""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from pydantic import BaseModel, Field
from pydantic_core import to_json
from shapely.geometry.base import BaseGeometry

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import PowerLine, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Frozen, Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.reading import HeightUnit
from missionplanner.model.weather import Weather
from missionplanner.project.digests import digest
from missionplanner.project.document import Project
from missionplanner.storage.saved import read_bytes
from missionplanner.tasks.progress import Progress, silent

GONE = ""
# What says where a raster lies, beside it.
_BESIDE = (".prj", ".tfw", ".wld", ".hdr")
_SOURCE, _MOSAIC_BYTES = re.compile(r"<SourceFilename[^>]*>([^<]+)<"), 10_000_000


class FileMark(Frozen):
    """A file: its content counts, its place and time only save reading it again."""

    name: str = Field(description="Its name, or what the project calls it")
    size: int = Field(description="Bytes, with the files beside it that say where it lies")
    modified_ns: int = Field(description="When it was last written, ns since 1970")
    sha256: str = Field(description="Of its content; empty: it was gone")


class Mark(Frozen):
    """Something with a name: a hole, zone, power line, aircraft or sensor."""

    name: str
    sha256: str = Field(description="Of all its values; empty: the catalogue does not have it")


class Foundations(Frozen):
    """Everything a plan stands on, as it was when the plan was made."""

    dem: tuple[FileMark, ...]
    vertical_datum: str | None
    dem_unit: HeightUnit | None
    datum_grid: FileMark | None = Field(description="The file the vertical datum names")
    area: str
    holes: tuple[Mark, ...]
    zones: tuple[Mark, ...]
    power_lines: tuple[Mark, ...]
    risks: tuple[FileMark, ...]
    wind: str
    weather: str
    home: Position | None
    aircraft: Mark
    sensors: tuple[Mark, ...] = Field(description="Those of the project and those planned")
    intent: PlanIntent = Field(description="The project's; that of the plan may differ on purpose")


@dataclass(frozen=True)
class _Before:
    """Earlier marks by name, and the sizes that files of a name had."""

    marks: Mapping[str, FileMark]
    sizes: Mapping[str, frozenset[int]]


def foundations(
    project: Project,
    planned: Iterable[str] = (),
    known: Foundations | None = None,
    progress: Progress | None = None,
    against: Foundations | None = None,
) -> Foundations:
    """Return what a plan of a project stands on now.

    Parameters
    ----------
    project : Project
    planned : iterable of str
        Sensors planned, whether or not the project names them.
    known : Foundations, optional
        Earlier ones: files of the same name, size and time are then taken for unchanged instead
        of being read. Without it every file is read: the content decides, except of one that this
        process has read itself and that has the same place, size and time still.
    progress : Progress, optional
        Told how far reading has come: elevation files have gigabytes.
    against : Foundations, optional
        What the answer is only compared with: a file of a size that none of its name had there is
        another one, and not read.

    Raises
    ------
    Cancelled
        The user stopped it.
    """
    telling = progress or silent()
    document, threats = project.document, project.threats
    keys = tuple(dict.fromkeys((*document.sensors, *planned)))
    old = _Before(_by_name(known), _sizes(against))
    grid = _grid(document.vertical_datum)
    grids = [(grid.name, grid)] if grid else []
    return Foundations(
        dem=_read([(p.name, p) for p in project.dem_paths], old, telling.part(0.0, 0.8)),
        vertical_datum=_datum_name(document.vertical_datum, grid),
        dem_unit=document.dem_unit,
        datum_grid=next(iter(_read(grids, old, telling.part(0.8, 0.9))), None),
        area=_area(project.area),
        holes=tuple(map(_hole, project.area.holes)),
        zones=tuple(map(_zone, threats.zones)),
        power_lines=tuple(map(_line, threats.power_lines)),
        risks=_read([(r.name, r.path) for r in threats.risks], old, telling.part(0.9, 1.0)),
        wind=_hash(*_winds(project.weather)),
        weather=_hash(_weather(project.weather)),
        home=document.home,
        aircraft=_entry(document.aircraft, aircraft),
        sensors=tuple(_entry(key, sensor) for key in keys),
        intent=document.intent,
    )


def what_changed(saved: Foundations, now: Foundations) -> tuple[Message, ...]:
    """Return what differs, a message each; nothing where a plan still stands."""
    told = [
        *_files(message("project.kind.dem"), saved.dem, now.dem),
        *_files(message("project.kind.risk"), saved.risks, now.risks),
        *_marks(message("project.kind.hole"), saved.holes, now.holes),
        *_marks(message("project.kind.zone"), saved.zones, now.zones),
        *_marks(message("project.kind.power_line"), saved.power_lines, now.power_lines),
        *_marks(message("project.kind.sensor"), saved.sensors, now.sensors),
        *_aircraft(saved.aircraft, now.aircraft),
        *_intent(saved.intent, now.intent),
    ]
    if [m.sha256 for m in saved.dem] != [m.sha256 for m in now.dem] and not told:
        told.append(message("project.dem_order_changed"))
    weather = saved.wind == now.wind and saved.weather != now.weather
    datum = saved.vertical_datum != now.vertical_datum
    whole = (
        (message("project.area_changed"), saved.area != now.area),
        (
            message("project.datum_changed"),
            datum or _content(saved.datum_grid) != _content(now.datum_grid),
        ),
        (message("project.unit_changed"), saved.dem_unit != now.dem_unit),
        (message("project.home_moved"), saved.home != now.home),
        (message("project.wind_changed"), saved.wind != now.wind),
        (message("project.weather_changed"), weather),
    )
    return (*told, *(change for change, differs in whole if differs))


def world_changes(before: Project, now: Project) -> tuple[Message, ...]:
    """Return what differs between the worlds that two plans were judged in, a message each.

    What was asked, and of which sensors, is no world: that is what plans are compared by. Nothing
    is read: files are told apart by their places.
    """
    return what_changed(_world(before), _world(now))


def _world(project: Project) -> Foundations:
    document, threats = project.document, project.threats

    def marks(paths: Iterable[Path]) -> tuple[FileMark, ...]:
        return tuple(
            FileMark(name=p.name, size=0, modified_ns=0, sha256=_hash(str(p).encode()))
            for p in paths
        )

    return Foundations(
        dem=marks(project.dem_paths),
        vertical_datum=document.vertical_datum,
        dem_unit=document.dem_unit,
        datum_grid=None,
        area=_area(project.area),
        holes=tuple(map(_hole, project.area.holes)),
        zones=tuple(map(_zone, threats.zones)),
        power_lines=tuple(map(_line, threats.power_lines)),
        risks=marks(risk.path for risk in threats.risks),
        wind=_hash(*_winds(project.weather)),
        weather=_hash(_weather(project.weather)),
        home=document.home,
        aircraft=_entry(document.aircraft, aircraft),
        sensors=(),
        intent=PlanIntent(),
    )


def _by_name(known: Foundations | None) -> dict[str, FileMark]:
    return {mark.name: mark for mark in _all_files(known)}


def _sizes(known: Foundations | None) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for mark in _all_files(known):
        found[mark.name] = found.get(mark.name, frozenset()) | {mark.size}
    return found


def _all_files(known: Foundations | None) -> tuple[FileMark, ...]:
    if known is None:
        return ()
    grid = (known.datum_grid,) if known.datum_grid else ()
    return (*known.dem, *known.risks, *grid)


def _read(
    files: Sequence[tuple[str, Path]], old: _Before, progress: Progress
) -> tuple[FileMark, ...]:
    return tuple(
        _file(name, path, old, progress.nth(i, len(files))) for i, (name, path) in enumerate(files)
    )


def _file(name: str, path: Path, old: _Before, progress: Progress) -> FileMark:
    try:
        if not path.is_file():
            return FileMark(name=name, size=0, modified_ns=0, sha256=GONE)
        parts = _parts(path)
        infos = [part.stat() for part in parts]
        size, moment = sum(i.st_size for i in infos), max(i.st_mtime_ns for i in infos)
        if name in old.sizes and size not in old.sizes[name]:
            return FileMark(name=name, size=size, modified_ns=moment, sha256=f"of {size} bytes")
        same = old.marks.get(name)
        if same and same.sha256 and (same.size, same.modified_ns) == (size, moment):
            return same
        shares = [progress.nth(i, len(parts)) for i in range(len(parts))]
        content = _hash(*map(digest, parts, shares))
    except (OSError, InputError):
        return FileMark(name=name, size=0, modified_ns=0, sha256=GONE)
    return FileMark(name=name, size=size, modified_ns=moment, sha256=content)


def _parts(path: Path) -> list[Path]:
    """Return a raster's file, those that say where it lies, and the sources of a mosaic (VRT)."""
    beside = [path.with_suffix(end) for end in _BESIDE if path.suffix.lower() != end]
    if path.suffix.lower() == ".vrt":
        text = read_bytes(path, at_most=_MOSAIC_BYTES).decode("utf-8", "replace")
        beside += [path.parent / html.unescape(name) for name in _SOURCE.findall(text)]
    return [path, *(part for part in dict.fromkeys(beside) if part.is_file())]


def _hash(*parts: bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.hexdigest()


def _shape(shape: BaseGeometry) -> bytes:
    # Where a ring begins and which way it runs differs between a drawn and a stored outline.
    wkb: bytes = shapely.to_wkb(shapely.normalize(shapely.force_2d(shape)), byte_order=1)
    return wkb


def _area(area: SurveyArea) -> str:
    parts = [b for p in area.parts for b in (_shape(p.polygon), ",".join(p.sensors).encode())]
    return _hash(_shape(area.outer), *parts)


def _hole(hole: Hole) -> Mark:
    content = _hash(_shape(hole.polygon), str(hole.overflight_allowed).encode())
    return Mark(name=hole.name, sha256=content)


def _zone(zone: Zone) -> Mark:
    limits = (_altitude(zone.floor), _altitude(zone.ceiling))
    return Mark(name=zone.name, sha256=_hash(_shape(zone.polygon), *limits))


def _line(line: PowerLine) -> Mark:
    sizes = f"{float(line.height_m)!r} {float(line.clearance_m)!r}".encode()
    return Mark(name=line.name, sha256=_hash(_shape(line.line), sizes))


def _altitude(altitude: Altitude | None) -> bytes:
    return altitude.model_dump_json().encode() if altitude else b"none"


def _weather(weather: Weather) -> bytes:
    # Remarks count as the sentences that they once were: plans of then still stand.
    remarks = to_json([sentence(told, "en") for told in weather.told])
    bare = weather.model_copy(update={"told": ()})
    kept = bare.model_dump_json(exclude={"source"}).encode()
    return kept.replace(b'"told":[]', b'"told":' + remarks, 1)


def _winds(weather: Weather) -> Iterable[bytes]:
    for hour in weather.hours:
        yield hour.model_dump_json(include={"time", "wind", "gust_mps"}).encode()


def _entry(key: str, catalogue: Callable[[str], BaseModel]) -> Mark:
    try:
        return Mark(name=key, sha256=_hash(catalogue(key).model_dump_json().encode()))
    except InputError:
        return Mark(name=key, sha256=GONE)


def _grid(datum: str | None) -> Path | None:
    _, equals, path = (datum or "").partition("=")
    return Path(path) if equals and Path(path).is_file() else None


def _datum_name(datum: str | None, grid: Path | None) -> str | None:
    return (datum or "").partition("=")[0] if grid else datum


def _content(mark: FileMark | None) -> str | None:
    return mark.sha256 if mark else None


def _files(kind: Message, saved: Sequence[FileMark], now: Sequence[FileMark]) -> list[Message]:
    gone = {mark.name for mark in now if mark.sha256 == GONE}
    told = [message("project.file_gone", kind=kind, name=name) for name in sorted(gone)]
    before, after = (Counter((m.name, m.sha256) for m in marks) for marks in (saved, now))
    if not gone and Counter(m.sha256 for m in saved) == Counter(m.sha256 for m in now):
        return told  # at most renamed
    return told + _told(kind, before, after, gone, "{}")


def _marks(kind: Message, saved: Sequence[Mark], now: Sequence[Mark]) -> list[Message]:
    gone = {mark.name for mark in now if mark.sha256 == GONE}
    told = [message("project.not_catalogued", kind=kind, name=name) for name in sorted(gone)]
    before, after = (Counter((m.name, m.sha256) for m in marks) for marks in (saved, now))
    return told + _told(kind, before, after, gone, "'{}'")


def _told(
    kind: Message,
    before: Counter[tuple[str, str]],
    after: Counter[tuple[str, str]],
    gone: set[str],
    quoted: str,
) -> list[Message]:
    old = Counter(name for name, _ in (before - after).elements())
    new = Counter(name for name, _ in (after - before).elements())

    def known(names: Counter[str]) -> list[str]:
        return [quoted.format(name) for name in sorted(names) if name not in gone]

    return [
        *(message("project.was_changed", kind=kind, name=name) for name in known(old & new)),
        *(message("project.was_added", kind=kind, name=name) for name in known(new - old)),
        *(message("project.was_removed", kind=kind, name=name) for name in known(old - new)),
    ]


def _aircraft(saved: Mark, now: Mark) -> list[Message]:
    if saved == now:
        return []
    if now.sha256 == GONE:
        kind = message("project.kind.aircraft")
        return [message("project.not_catalogued", kind=kind, name=now.name)]
    if saved.name != now.name:
        return [message("project.other_aircraft", name=now.name, before=saved.name)]
    return [message("project.aircraft_changed", name=now.name)]


def _intent(saved: PlanIntent, now: PlanIntent) -> list[Message]:
    before: dict[str, Any] = saved.model_dump()
    changed = [name for name, value in now.model_dump().items() if before.get(name) != value]
    names = [Message(f"project.asked.{name}") for name in changed]
    return [message("project.intent_changed", names=names)] if names else []
