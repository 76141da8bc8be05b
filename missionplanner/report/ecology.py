"""The report of an ecological analysis: one file that can be handed on, HTML or PDF."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import missionplanner
from missionplanner.model.study import Study
from missionplanner.raster.files import info
from missionplanner.report.fonts import drawable, look
from missionplanner.report.lookup import language_of, words
from missionplanner.report.outlines import DrawnZone, from_raster
from missionplanner.report.page import Page, Section, render
from missionplanner.report.paper.document import report_pdf
from missionplanner.report.relief import relief_under
from missionplanner.report.sections import (
    components,
    data,
    grades,
    methods,
    summary,
    trends,
    zones,
)
from missionplanner.report.sections.content import LONGEST, Material, ReportedResults, raster_of
from missionplanner.report.sections.front import front
from missionplanner.report.sections.security import (
    areas,
    closeups,
    drivers,
    figures,
    sensitivity,
    system,
    weights,
)
from missionplanner.report.sections.security import maps as security_maps
from missionplanner.report.sections.security import methods as security_methods
from missionplanner.report.sections.trusting import verdicts
from missionplanner.report.site_outlines import site_outlines
from missionplanner.storage.atomic import write_whole
from missionplanner.tasks.progress import Progress

_SECTIONS: tuple[Callable[[Material], Section | None], ...] = (
    summary.warnings,
    summary.summary,
    data.study,
    grades.maps,
    trends.trend,
    zones.zones,
    grades.grades,
    trends.variation,
    components.components,
    components.indicators,
    security_maps.maps,
    closeups.closeups,
    areas.areas,
    areas.sites,
    system.system,
    weights.variable,
    sensitivity.sensitivity,
    drivers.drivers,
    figures.district_figures,
    data.missing,
    methods.methods,
    security_methods.methods,
    methods.parameters,
)
ENDINGS = (".html", ".htm", ".pdf")
"""Of the files a report is written to."""

PAPER = ".pdf"

_HASHES = "MISSIONPLANNER_INPUTS_SHA256"


def write_report(
    out: Path,
    study: Study,
    found: ReportedResults,
    folder: Path,
    language: str,
    progress: Progress,
    study_folder: Path | None = None,
    study_file: Path | None = None,
) -> Path:
    """Write all that was found as one file, by its ending; nothing in it is fetched elsewhere.

    Parameters
    ----------
    out : Path
        Ends as one of `ENDINGS`; its folder must exist.
    study : Study
    found : ReportedResults
        `operations.ecology.Results`; parts that are None are left out.
    folder : Path
        What the paths of the results are relative to.
    language : str
        'en' or 'zh'. Charts are lettered in English where no Chinese font is found; the text is
        not touched by that.
    progress : Progress
    study_folder : Path, optional
        What the paths of the study are relative to: with it, maps lie over the study's terrain.
    study_file : Path, optional
        The study itself: commands name it.

    Raises
    ------
    InputError
        Another language, or a raster of the results is gone.
    OutputError
        The file cannot be written.
    """
    told = replace(_material(study, found, folder, language, study_folder), study_file=study_file)
    with look():
        page = _page(told, found, progress.part(0.0, 0.7))
        write_whole(out, _bytes(page, told, out.suffix.lower(), progress.part(0.7, 1.0)))
    progress.report(1.0)
    return out


def _bytes(page: Page, told: Material, ending: str, progress: Progress) -> bytes:
    if ending != PAPER:
        return render(page, told.words).encode()
    creator = f"Osprey Mission Planner {missionplanner.__version__}"
    return report_pdf(page, creator, progress)


def _page(told: Material, found: ReportedResults, progress: Progress) -> Page:
    sections = []
    for i, made in enumerate(_SECTIONS):
        progress.report(i / len(_SECTIONS), "report.writing")
        section = made(told)
        if section:
            sections.append(section)
    return Page(
        title=told.study.title or told.words("untitled"),
        subtitle=told.words(_subtitle(found)),
        facts=_facts(told),
        sections=sections,
        footer=told.words("footer", version=missionplanner.__version__),
        verdicts=verdicts(told),
        front=front(told),
    )


def _material(
    study: Study, found: ReportedResults, folder: Path, language: str, study_folder: Path | None
) -> Material:
    spoken = language_of(language)
    return Material(
        study=study,
        found=found,
        folder=folder,
        words=words(spoken),
        lettering=drawable(spoken),
        outlines=_outlines(found, folder),
        hashes=_hashes(found, folder),
        tones=_tones(study, found, folder, study_folder),
        study_folder=study_folder or Path(),
        sites=site_outlines(study, found.security, folder, study_folder),
    )


def _subtitle(found: ReportedResults) -> str:
    if found.security or found.detected:
        return "subtitle_both" if found.index else "subtitle_security"
    return "subtitle"


def _outlines(found: ReportedResults, folder: Path) -> tuple[DrawnZone, ...]:
    if not found.zones:
        return ()
    rows = found.zones.zones
    warned = [zone.name for zone in rows if zone.warnings]
    path = raster_of(folder, found.zones.files, "zones")
    return from_raster(path, [zone.name for zone in rows], warned)


def _tones(
    study: Study, found: ReportedResults, folder: Path, study_folder: Path | None
) -> NDArray[np.float64] | None:
    """Return the relief under the maps; None where the terrain is not at hand."""
    if not (study.dem and study_folder):
        return None
    dem, files = study_folder / study.dem.path, _files(found)
    wanted = [name for name in files if name.startswith(("irsei_", "esi_vw_"))]
    if not wanted or not dem.is_file():
        return None
    return relief_under(dem, raster_of(folder, files, wanted[-1]), LONGEST)


def _files(found: ReportedResults) -> Mapping[str, str]:
    """Return the rasters of the index, or of security where there is no index."""
    part = found.index or found.security
    return part.files if part else {}


def _hashes(found: ReportedResults, folder: Path) -> Mapping[str, str]:
    """Return the hashes of the inputs, which the rasters of index and security carry."""
    parts = [part for part in (found.index, found.security) if part]
    return {path: digest for part in parts for path, digest in _told(part.files, folder).items()}


def _told(named: Mapping[str, str], folder: Path) -> Mapping[str, str]:
    files = list(named.values())
    if not files or not (folder / files[-1]).is_file():
        return {}
    told = info(folder / files[-1]).tags.get(_HASHES, "")
    with suppress(ValueError):
        read = json.loads(told)
        if isinstance(read, dict):
            return {str(path): str(digest) for path, digest in read.items()}
    return {}


def _facts(told: Material) -> list[str]:
    w, epochs = told.words, told.study.epochs
    first, last = epochs[0].date, epochs[-1].date
    facts = [f"{first} – {last}" if len(epochs) > 1 else str(first)]
    facts.append(w("n_epochs", n=len(epochs)))
    facts.append(", ".join(dict.fromkeys(told.sensor(epoch.sensor) for epoch in epochs)))
    if told.lettering != w.language:
        facts.append(w("map_no_chinese"))
    return facts
