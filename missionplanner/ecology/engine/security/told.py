"""Where each indicator of security would come from, and what it lacks; nothing is computed.

`builder` makes the sources themselves and refuses what is lacking; this tells it beforehand, in a
moment, from the study alone. A test holds the two to one answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from missionplanner.ecology.engine.security.yearbook import figures
from missionplanner.ecology.imagery.epoch_notes import on_day
from missionplanner.ecology.imagery.needs import why_missing
from missionplanner.ecology.imagery.scenes import resolve
from missionplanner.errors import InputError, PlannerError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import Compute, IndexSystem, IndicatorSpec
from missionplanner.model.security_inputs import SecurityInputs, Sites, SourceNote, Statistics
from missionplanner.model.study import Band, Epoch, Indicator, Study
from missionplanner.tasks.progress import Progress

_ALBEDO = (Band.BLUE, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)
_IMAGERY = {
    Compute.HEAT: (Indicator.HEAT,),
    Compute.DRYNESS: (Indicator.DRYNESS,),
    Compute.GREENNESS: (Indicator.GREENNESS,),
    Compute.WETNESS: (Indicator.WETNESS,),
    Compute.BRIGHTNESS: (Indicator.WETNESS,),
    Compute.VEGETATION_COVER: (Indicator.GREENNESS,),
    Compute.VEGETATION_HEALTH: (Indicator.GREENNESS, Indicator.HEAT),
    Compute.DESERTIFICATION: (Indicator.GREENNESS,),
    Compute.EROSION: (Indicator.EROSION,),
}
_SHAPES = {
    Compute.SITE_DENSITY: "sites",
    Compute.SITE_DISTANCE: "sites",
    Compute.HAZARD_DENSITY: "hazards",
    Compute.ROAD_DISTANCE: "roads",
}
_COVER = (
    Compute.PATCH_DENSITY,
    Compute.SHANNON_DIVERSITY,
    Compute.FRACTAL_DIMENSION,
    Compute.GREEN_SPACE,
)

_PARTS = {
    "raster": "security.layers",
    "dem": "dem",
    "imagery": "epochs",
    "epochs": "epochs",
    "table": "security.statistics",
    "districts": "security.statistics.districts",
    "cover": "security.land_cover",
    "green": "security.land_cover.green",
    "sites": "security.sites",
    "hazards": "security.hazards",
    "roads": "security.roads",
    "soil": "security.soil",
    "npp": "security.npp",
}
"""What is lacking -> the part of a study that gives it."""


def sources(
    study: Study, folder: Path, system: IndexSystem, progress: Progress
) -> dict[str, SourceNote]:
    """Tell of every indicator where it comes from, or what it lacks."""
    progress.check()
    inputs = study.security or SecurityInputs()
    epochs = [_resolved(epoch, folder) for epoch in study.epochs]
    whole = study.model_copy(update={"epochs": tuple(epochs)})
    return {spec.key: source_of(spec, whole, inputs) for spec in system.indicators}


def lacking_of(
    study: Study, folder: Path, system: IndexSystem, progress: Progress
) -> dict[str, SourceNote]:
    """Tell of every indicator that cannot be made what it lacks, in the system's order."""
    found = sources(study, folder, system, progress)
    return {key: note for key, note in found.items() if note.lacks}


def refuse_lacking(study: Study, folder: Path, system: IndexSystem, progress: Progress) -> None:
    """Refuse a study where indicators lack something, all of them at once.

    One that is alone is left to `builder`, which tells the study's key as well.

    Raises
    ------
    InputError
        Two indicators and more lack something: what, and which of them.
    """
    notes = lacking_of(study, folder, system, progress)
    if len(notes) < 2:
        return
    groups: dict[str, list[str]] = {}
    for key, note in notes.items():
        groups.setdefault(note.lacks, []).append(key)
    raise InputError(
        "engine.security.many_lacking",
        "security",
        n=len(notes),
        of=len(system.keys),
        needs=tuple(
            _need(kind, [notes[key] for key in keys], keys) for kind, keys in groups.items()
        ),
        parts=tuple(_PARTS[kind] for kind in groups),
    )


def _need(kind: str, notes: Sequence[SourceNote], keys: Sequence[str]) -> Message:
    """Return what some indicators need; of imagery also why that which is there does not serve."""
    values: dict[str, object] = {"keys": keys}
    if kind == "imagery":
        # Bands by their names come before bare lists of them.
        ranked = sorted(notes, key=lambda note: not isinstance(note.detail, Message))
        values["why"] = ranked[0].detail
    return message(f"engine.security.needs.{kind}", **values)


def source_of(spec: IndicatorSpec, study: Study, inputs: SecurityInputs) -> SourceNote:
    """Tell of one indicator; epochs are resolved."""
    if given := _given(spec.key, study, inputs):
        return SourceNote("raster", given)
    kind = spec.compute
    if kind in _IMAGERY:
        return _imagery(spec, study)
    if kind in (Compute.ELEVATION, Compute.SLOPE):
        return _files("dem", "dem", [study.dem] if study.dem else [])
    if kind in _COVER:
        return _cover(spec, study, inputs)
    if kind in _SHAPES:
        sites: Sites | None = getattr(inputs, _SHAPES[kind])
        files = dict.fromkeys([sites.path, *sites.by_date.values()]) if sites else {}
        return SourceNote("shapes", _names(files), "" if files else _SHAPES[kind])
    if kind is Compute.STATISTIC:
        return _statistic(spec, study, inputs)
    if kind is Compute.SOIL_CARBON:
        return _files("soil", "soil", [inputs.soil.codes] if inputs.soil else [])
    if kind is Compute.NPP:
        known = [inputs.npp[e.date] for e in study.epochs if e.date in inputs.npp]
        found = _files("npp", "npp", known)
        return found if len(known) == len(study.epochs) else replace(found, lacks="npp")
    return SourceNote("raster", (), "raster")


def _given(key: str, study: Study, inputs: SecurityInputs) -> tuple[str, ...]:
    """Return the rasters that stand for an indicator, where there is one for every epoch."""
    found = []
    for epoch in study.epochs:
        file = inputs.layers_by_date.get(epoch.date, {}).get(key) or inputs.layers.get(key)
        if file is None:
            return ()
        found.append(file.path)
    return _names(dict.fromkeys(found))


def _imagery(spec: IndicatorSpec, study: Study) -> SourceNote:
    for epoch in study.epochs:
        for name in _IMAGERY[spec.compute]:
            if why := why_missing(epoch, name, study):
                return SourceNote("imagery", (), "imagery", on_day(epoch.date, why))
        if spec.compute is Compute.DESERTIFICATION:
            absent = [band.value for band in _ALBEDO if band not in epoch.bands]
            if absent:
                return SourceNote("imagery", (), "imagery", f"{epoch.date}: {', '.join(absent)}")
    if spec.compute is Compute.VEGETATION_HEALTH and len(study.epochs) < 2:
        return SourceNote("imagery", (), "epochs")
    return SourceNote("imagery")


def _cover(spec: IndicatorSpec, study: Study, inputs: SecurityInputs) -> SourceNote:
    cover = inputs.land_cover
    if cover is None:
        return SourceNote("cover", (), "cover")
    files = list(cover.by_date.values())
    dated = len(files) == 1 or all(epoch.date in cover.by_date for epoch in study.epochs)
    green = spec.compute is not Compute.GREEN_SPACE or bool(cover.green)
    lacks = "cover" if not dated else "" if green else "green"
    return SourceNote("cover", _names(file.path for file in files), lacks)


def _statistic(spec: IndicatorSpec, study: Study, inputs: SecurityInputs) -> SourceNote:
    """Tell of figures of districts; those that stand in the study are looked at year by year."""
    named = [one for one in inputs.statistics if spec.key in one.indicators]
    if not named:
        return SourceNote("table", (), "table")
    how = named[0]
    files = _names([how.table] if how.table else [])
    if not how.districts:
        return SourceNote("table", files, "districts")
    if not how.table:
        why = _unknown(how, how.indicators[spec.key].column, study)
        return SourceNote("table", (), "table" if why else "", why or "")
    return SourceNote("table", files)


def _unknown(how: Statistics, column: str, study: Study) -> Message | None:
    """Return which year is not known of the study's own figures.

    Whether each district has its figure is seen where the districts are read.
    """
    try:
        for epoch in study.epochs:
            figures(None, how, column, epoch.date.year)
    except InputError as error:
        return error.message
    return None


def _files(kind: str, lacks: str, files: Sequence[BandFile]) -> SourceNote:
    return SourceNote(kind, _names(file.path for file in files), "" if files else lacks)


def _names(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(Path(path).name for path in paths)


def _resolved(epoch: Epoch, folder: Path) -> Epoch:
    try:
        return resolve(epoch, folder)
    except PlannerError:
        return epoch  # what it lacks is told of each indicator
