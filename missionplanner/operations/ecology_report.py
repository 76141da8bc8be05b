"""Hand an analysis on as one report, HTML or PDF."""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.geodetector.detect import Asked
from missionplanner.ecology.imagery.needs import why_missing
from missionplanner.errors import InputError
from missionplanner.model.ecology import IndexResult, IndicatorsResult, TrendResult, ZonesResult
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import SecurityResult
from missionplanner.operations.ecology import Results, analyse
from missionplanner.operations.geodetector import Question, detect_in_study, load_detected
from missionplanner.operations.security import load_security, security
from missionplanner.operations.studies import OpenStudy
from missionplanner.report.ecology import ENDINGS, write_report
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True)
class Findings:
    """All that a report can tell of; None: not possible with this study."""

    indicators: IndicatorsResult | None = None
    index: IndexResult | None = None
    trend: TrendResult | None = None
    zones: ZonesResult | None = None
    security: SecurityResult | None = None
    detected: GeodetectorResult | None = None


def report(opened: OpenStudy, out: Path, language: str, progress: Progress) -> Path:
    """Write the report of a study; what was not analysed yet is analysed first.

    The remote sensing index is left out where no epoch has the bands for two of its indicators and
    the study asks for security; security and its drivers where the study has no part `security`.

    Parameters
    ----------
    out : Path
        FILE.html or FILE.pdf.
    language : str
        'en' or 'zh'.

    Raises
    ------
    InputError, OutputError
        See `operations.ecology.analyse`, `operations.security.security`; or the file cannot be
        written.
    """
    if out.suffix.lower() not in ENDINGS:
        raise InputError("ecology_operations.no_html", str(out))
    made_in(opened.place.folder, out.parent)
    return write_report(
        out,
        opened.study,
        _findings(opened, progress.part(0.0, 0.6)),
        opened.place.out,
        language,
        progress.part(0.6, 1.0),
        study_folder=opened.place.folder,
        study_file=opened.path,
    )


def _findings(opened: OpenStudy, progress: Progress) -> Findings:
    if opened.study.security is None:
        return _joined(analyse(opened, progress))
    prepared = PreparedStudy(opened.study, opened.place)
    own = Results()
    if _has_index(prepared):
        own = analyse(opened, progress.part(0.0, 0.4), prepared)
    before = load_security(opened.place.out)
    found = security(opened, progress.part(0.4, 0.8), prepared)
    detected = load_detected(opened.place.out) if found == before else None
    if detected is None:
        question = Question("esi_vw")
        detected = detect_in_study(opened, question, Asked(), progress.part(0.8, 1.0), prepared)
    return _joined(own, found, detected)


def _joined(
    own: Results, found: SecurityResult | None = None, detected: GeodetectorResult | None = None
) -> Findings:
    return Findings(own.indicators, own.index, own.trend, own.zones, found, detected)


def _has_index(prepared: PreparedStudy) -> bool:
    """Tell whether any epoch has what two indicators of the index need.

    Where one has, the index is asked for, and what it lacks is told as by `irsei`.
    """
    study = prepared.study
    for epoch in prepared.given.epochs:
        wanted = [name for name in study.index.indicators if not why_missing(epoch, name, study)]
        if len(wanted) > 1:
            return True
    return False
