"""Map sheets of an analysis: PNG or PDF with legend, scale bar, north arrow and zones."""

import re
from collections.abc import Collection
from pathlib import Path

from missionplanner.ecology.imagery.study_files import at
from missionplanner.ecology.legends import Legend, legend, names
from missionplanner.ecology.trust.sentences import short
from missionplanner.errors import InputError
from missionplanner.messages.language import Language
from missionplanner.model.ecology import IndexResult
from missionplanner.model.security import SecurityResult
from missionplanner.operations.ecology import load_results
from missionplanner.operations.security import load_security
from missionplanner.operations.studies import OpenStudy
from missionplanner.report.fonts import drawable
from missionplanner.report.lookup import words
from missionplanner.report.maps import MapSheet, in_unit, write_map
from missionplanner.report.outlines import DrawnZone, from_raster
from missionplanner.storage.atomic import copy_whole
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress

_RASTERS = (".tif", ".tiff")
_OF_INDEX = {"irsei", "irsei_pc1", "grade", "difference", "slope", "intercept", "z", "p"}
_OF_INDEX |= {"direction", "significance", "cv", "cv_class", "total", "step"}
_OF_INDEX |= {"abrupt", "abrupt_year", "break_p"}
_OF_SECURITY = ("esi", "grade_", "security")
_APART = re.compile("^difference_")
_DATED = re.compile(r"(?P<name>.+)_(?P<day>\d{4}-\d{2}-\d{2})")


def export_map(
    opened: OpenStudy | None,
    name: str,
    raster: Path,
    out: Path,
    language: Language = "en",
    about: str = "",
) -> Path:
    """Write one raster as a map sheet (PNG, PDF), or copy it as GeoTIFF.

    Parameters
    ----------
    opened : OpenStudy or None
        The study that gives zones and relief; None: a raster made elsewhere, alone.
    name : str
        What the raster shows, with its date where it has one: 'slope', 'irsei_2024-07-15'.
    out : Path
        The suffix says what is written.
    about : str
        More words for the title, such as the two dates of a difference.

    Raises
    ------
    InputError
        No legend of that name, or a suffix that cannot be written.
    OutputError
        The file cannot be written.
    """
    suffix = out.suffix.lower()
    if suffix in _RASTERS:
        return _copied(raster, out)
    if suffix not in (".png", ".pdf"):
        raise InputError("ecology_operations.no_map_name", str(out))
    if opened is None:
        sheet = MapSheet(_title(name, language, about), raster.stem, language)
        return write_map(out, raster, legend(_kind(name)), sheet)
    sheet = _sheet(opened, name, language, about)
    return write_map(out, raster, _legend(opened, _kind(name)), sheet)


def write_maps(
    opened: OpenStudy,
    folder: Path,
    suffix: str,
    language: Language,
    progress: Progress,
    only: Collection[str] = (),
) -> tuple[Path, ...]:
    """Write rasters found so far as map sheets.

    Parameters
    ----------
    only : collection of str
        What is wanted, as 'irsei', 'slope'; empty: everything.

    Raises
    ------
    InputError
        Nothing was analysed yet, or nothing of that name was found.
    OutputError
        A file cannot be written.
    """
    shown = _shown(opened)
    kinds = sorted({_kind(name) for name in shown})
    if shown and (unknown := sorted(set(only) - set(kinds))):
        raise InputError(
            "ecology_operations.no_map", str(opened.path), name=unknown[0], known=kinds
        )
    shown = {name: path for name, path in shown.items() if not only or _kind(name) in only}
    if not shown:
        raise InputError("ecology_operations.not_analysed", str(opened.path), study=opened.path)
    made_in(opened.place.folder, folder)
    written = []
    for place, (name, raster) in enumerate(shown.items()):
        progress.report(place / len(shown), "ecology_operations.drawing", name=name)
        written.append(export_map(opened, name, raster, folder / f"{name}{suffix}", language))
    return tuple(written)


def _shown(opened: OpenStudy) -> dict[str, Path]:
    found = load_results(opened.place.out)
    parts = [part.files for part in (found.indicators, found.index, found.trend) if part]
    files = {name: opened.place.out / path for part in parts for name, path in part.items()}
    security = load_security(opened.place.out)
    for name, path in (security.files if security else {}).items():
        files[_APART.sub("esi_difference_", name)] = opened.place.out / path
    known = set(names())
    return {name: path for name, path in files.items() if _kind(name) in known}


def _legend(opened: OpenStudy, kind: str) -> Legend:
    found = load_results(opened.place.out).indicators
    units = [layer.unit for layer in found.layers if layer.name == kind] if found else []
    return in_unit(legend(kind), units[0] if units else "")


def _kind(name: str) -> str:
    dated = _DATED.fullmatch(name)
    return dated["name"] if dated else name


def _title(name: str, language: Language, about: str) -> str:
    dated = _DATED.fullmatch(name)
    title = legend(_kind(name)).title(language)
    more = about or (dated["day"] if dated else "")
    return f"{title}, {more}" if more else title


def _sheet(opened: OpenStudy, name: str, language: Language, about: str) -> MapSheet:
    dem = opened.study.dem
    return MapSheet(
        title=_title(name, language, about),
        subtitle=opened.study.title or opened.path.stem,
        language=language,
        outlines=_zones(opened),
        hatched=_hatched(opened, _kind(name), language),
        dem=at(opened.place.folder, dem.path) if dem else None,
    )


def _hatched(opened: OpenStudy, kind: str, language: Language) -> str:
    """Return what the legend says of a map of an index that is not to be trusted as it is."""
    part: IndexResult | SecurityResult | None = None
    if kind in _OF_INDEX:
        part = load_results(opened.place.out).index
    elif kind.startswith(_OF_SECURITY):
        part = load_security(opened.place.out)
    if part is None or part.trust.trusted:
        return ""
    spoken = drawable(language)
    return words(spoken)("map_hatched", why=short(part.trust.verdict, spoken))


def _zones(opened: OpenStudy) -> tuple[DrawnZone, ...]:
    found = load_results(opened.place.out).zones
    if found is None or "zones" not in found.files:
        return ()
    warned = [zone.name for zone in found.zones if zone.warnings]
    raster = opened.place.out / found.files["zones"]
    return from_raster(raster, [zone.name for zone in found.zones], warned)


def _copied(raster: Path, out: Path) -> Path:
    return copy_whole(raster, out)
