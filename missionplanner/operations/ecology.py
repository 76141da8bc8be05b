"""Indicators, index, trend and zones of a study: one verb each, and all of them at once."""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.engine.change.trend import run_trend
from missionplanner.ecology.engine.change.zones import run_zones
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.messages.message import message
from missionplanner.model.ecology import IndexResult, IndicatorsResult, TrendResult, ZonesResult
from missionplanner.operations.ecology_tables import write_tables
from missionplanner.operations.studies import OpenStudy
from missionplanner.storage.saved import read_saved
from missionplanner.tasks.progress import Progress

_AGAIN = message("ecology_operations.analyse_again")


@dataclass(frozen=True)
class Results:
    """What was found so far; None: not asked for, or not possible with this study."""

    indicators: IndicatorsResult | None = None
    index: IndexResult | None = None
    trend: TrendResult | None = None
    zones: ZonesResult | None = None


def indicators(
    opened: OpenStudy, progress: Progress, prepared: PreparedStudy | None = None
) -> IndicatorsResult:
    """Compute the indicators of every epoch and write them as rasters.

    Raises
    ------
    InputError
        A file is missing, damaged or does not fit; an indicator cannot be computed.
    OutputError
        Results cannot be written.
    """
    return run_indicators(prepared or PreparedStudy(opened.study, opened.place), progress)


def index(
    opened: OpenStudy, progress: Progress, prepared: PreparedStudy | None = None
) -> IndexResult:
    """Compute IRSEI of every epoch, with its grades and tables.

    Raises
    ------
    InputError, OutputError
        See `indicators`; also an indicator without variance.
    """
    result = run_index(prepared or PreparedStudy(opened.study, opened.place), progress)
    write_tables(opened.place.out, Results(index=result))
    return result


def trend(
    opened: OpenStudy, progress: Progress, prepared: PreparedStudy | None = None
) -> TrendResult:
    """Compute Sen's slope, Mann-Kendall and the variation over the epochs.

    Raises
    ------
    InputError, OutputError
        See `index`; also fewer epochs than `trend.min_epochs` asks of a cell.
    """
    result = run_trend(prepared or PreparedStudy(opened.study, opened.place), progress)
    write_tables(opened.place.out, Results(trend=result))
    return result


def zones(
    opened: OpenStudy, progress: Progress, prepared: PreparedStudy | None = None
) -> ZonesResult:
    """Compute the statistics of every zone, and who is to be warned of.

    Raises
    ------
    InputError, OutputError
        See `trend`, but two epochs are compared; also a study without zones, or zones that lie
        elsewhere.
    """
    result = run_zones(prepared or PreparedStudy(opened.study, opened.place), progress)
    write_tables(opened.place.out, Results(zones=result))
    return result


def analyse(
    opened: OpenStudy, progress: Progress, prepared: PreparedStudy | None = None
) -> Results:
    """Do everything that the study allows.

    A trend needs as many epochs as `trend.min_epochs` asks of a cell; zones need polygons too, and
    compare two epochs where there is no third.

    Parameters
    ----------
    opened : OpenStudy
    progress : Progress
    prepared : PreparedStudy, optional
        The same study as other work of this call has it; so for each stage here.
    """
    prepared = prepared or PreparedStudy(opened.study, opened.place)
    count = len(opened.study.epochs)
    several = count >= opened.study.trend.min_epochs
    return Results(
        indicators(opened, progress.part(0.0, 0.35), prepared),
        index(opened, progress.part(0.35, 0.75), prepared),
        trend(opened, progress.part(0.75, 0.9), prepared) if several else None,
        zones(opened, progress.part(0.9, 1.0), prepared)
        if (several or count == 2) and opened.study.zones
        else None,
    )


def load_results(out: Path) -> Results:
    """Return the saved results of a study.

    Raises
    ------
    InputError
        A saved file is damaged.
    """
    return Results(
        read_saved(out / "indicators.json", IndicatorsResult, _AGAIN),
        read_saved(out / "irsei.json", IndexResult, _AGAIN),
        read_saved(out / "trend.json", TrendResult, _AGAIN),
        read_saved(out / "zones.json", ZonesResult, _AGAIN),
    )
