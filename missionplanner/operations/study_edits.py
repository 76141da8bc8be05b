"""Change what a study stands on: terrain, zones, scenes, and the indicators of its index."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from missionplanner.ecology.imagery.scenes.rescale import rescaled
from missionplanner.ecology.imagery.study_files import new_study, to_study_folder
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.stale import is_stale
from missionplanner.model.study import Epoch, Indicator, Level, Study
from missionplanner.operations.ecology import load_results
from missionplanner.operations.new_studies import told
from missionplanner.operations.studies import OpenStudy

LEAST_INDICATORS = 2
"""A principal component of a single indicator is that indicator."""


@dataclass(frozen=True)
class StudyEdit:
    """What is to be another; what is None or empty stays as it is.

    Attributes
    ----------
    dem, zones : Path, optional
    no_dem, no_zones : bool
        The study stands on none.
    indicators : tuple of Indicator, optional
        What the index is made of, of the five; at least two.
    title : str, optional
    scenes : sequence of (date or None, files)
        Further epochs, as `new_studies.make_study` takes them.
    sensor, scale, level
        Of the further scenes, where their files do not tell it.
    removed : sequence of date
        Epochs that the study is to have no more; their place may be taken by a further scene.
    scales : mapping of date to str
        Of epochs that are there: 'files', 'collection-2', 'FACTOR' or 'FACTOR,OFFSET'.
    """

    dem: Path | None = None
    zones: Path | None = None
    no_dem: bool = False
    no_zones: bool = False
    indicators: tuple[Indicator, ...] | None = None
    title: str | None = None
    scenes: Sequence[tuple[datetime.date | None, tuple[Path, ...]]] = ()
    sensor: str | None = None
    scale: str | None = None
    level: Level | None = None
    removed: Sequence[datetime.date] = ()
    scales: Mapping[datetime.date, str] = field(default_factory=dict)


def edited(opened: OpenStudy, edit: StudyEdit) -> Study:
    """Return the study as edited; files that it newly names were looked at. It is not written.

    Raises
    ------
    InputError
        A DEM without heights in metres, zones that cannot be read, a scene that is not recognised
        or is of a date that is there, no scene of a date, none left, a scale that is none or that
        a scene's own metadata say, fewer than two indicators.
    Undecided
        The further scenes leave open which sensor, or which scale.
    """
    study, folder = opened.study, opened.path.resolve().parent
    for file in (edit.dem, edit.zones):
        if file and not file.exists():
            raise InputError("studies.no_such_file", str(file))
    changed: dict[str, Any] = {}
    if edit.dem or edit.no_dem:
        changed["dem"] = BandFile(path=to_study_folder(folder, edit.dem)) if edit.dem else None
    if edit.zones or edit.no_zones:
        named = to_study_folder(folder, edit.zones) if edit.zones else None
        if named != study.zones:  # the name's attribute is the other file's
            changed |= {"zones": named, "zone_name": None}
    if edit.title is not None:
        changed["title"] = edit.title
    if edit.indicators is not None:
        changed["index"] = study.index.model_copy(update={"indicators": _two(edit.indicators)})
    if edit.scenes or edit.removed or edit.scales:
        kept = _kept(opened, edit, folder)
        further = _further(opened, edit) if edit.scenes else ()
        changed["epochs"] = _with(kept, further, opened.path)
    made = study.model_copy(update=changed)
    if changed.keys() & {"dem", "zones"}:
        told(replace(opened, study=made))
    return made


def _two(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    if len(set(indicators)) < LEAST_INDICATORS:
        raise InputError("study_edits.too_few", least=LEAST_INDICATORS)
    return tuple(name for name in Indicator if name in indicators)


def results_stale(opened: OpenStudy) -> Message | None:
    """Return what is to be told where results of before are not of the study as it now is.

    Raises
    ------
    InputError
        A saved result is damaged.
    """
    found = load_results(opened.place.out)
    if not found.index or not is_stale(opened.study, found.index, found.trend, found.zones):
        return None
    return message("study_edits.results_stale", out=opened.place.out)


def _kept(opened: OpenStudy, edit: StudyEdit, folder: Path) -> tuple[Epoch, ...]:
    """Return the epochs that stay, with the scales asked for."""
    own = opened.study.epochs
    kept = [epoch for epoch in own if epoch.date not in edit.removed]
    _refuse_unknown(opened, edit.removed, own)
    _refuse_unknown(opened, edit.scales, kept)
    if not (kept or edit.scenes):
        raise InputError("study_edits.none_left", str(opened.path))
    return tuple(
        rescaled(epoch, edit.scales[epoch.date], folder) if epoch.date in edit.scales else epoch
        for epoch in kept
    )


def _refuse_unknown(
    opened: OpenStudy, days: Iterable[datetime.date], epochs: Sequence[Epoch]
) -> None:
    known = [epoch.date for epoch in epochs]
    for day in days:
        if day not in known:
            raise InputError("study_edits.no_epoch", str(opened.path), day=day, known=known)


def _further(opened: OpenStudy, edit: StudyEdit) -> tuple[Epoch, ...]:
    made = new_study(
        opened.path, edit.scenes, sensor=edit.sensor, scale=edit.scale, level=edit.level
    )
    return made.epochs


def _with(own: tuple[Epoch, ...], further: tuple[Epoch, ...], path: Path) -> tuple[Epoch, ...]:
    known = {epoch.date for epoch in own}
    for epoch in further:
        if epoch.date in known:
            raise InputError("studies.two_epochs", str(path), day=epoch.date)
    return tuple(sorted((*own, *further), key=lambda epoch: epoch.date))
