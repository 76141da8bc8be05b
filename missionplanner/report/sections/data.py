"""What the study is made of, and what of it was missing."""

import datetime
import math
from collections.abc import Mapping

from missionplanner.ecology.legends import legend, names
from missionplanner.messages.message import Message
from missionplanner.model.ecology import LayerSummary
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Epoch, Indicator
from missionplanner.report.lookup import Words
from missionplanner.report.maps import in_unit
from missionplanner.report.numbers import area_unit, number, significant
from missionplanner.report.page import Block, Bullets, Column, Paragraph, Section, Table
from missionplanner.report.sections.content import Material


def study(told: Material) -> Section:
    """Return the table of epochs and the lattice they were brought onto."""
    w = told.words
    valid, masked = _seen(told)
    unit, size = area_unit(max(valid.values(), default=0.0))
    rows = [
        [
            epoch.date.isoformat(),
            told.sensor(epoch.sensor),
            w(f"level_{epoch.level}"),
            number(valid.get(epoch.date, math.nan) / size),
            number(masked.get(epoch.date, math.nan) / size),
            source_of(epoch),
        ]
        for epoch in told.study.epochs
    ]
    columns = [
        Column(w("date"), words=True), Column(w("sensor"), words=True),
        Column(w("level"), words=True), Column(w("valid"), unit), Column(w("masked"), unit),
        Column(w("files"), words=True),
    ]  # fmt: skip
    blocks: list[Block] = [Table(w("t_study"), columns, rows, note=_lattice(told))]
    blocks.append(Paragraph(w("other_inputs", dem=_file(told.study.dem), zones=_zones(told))))
    return Section("study", w("h_study"), blocks)


def _seen(told: Material) -> tuple[dict[datetime.date, float], dict[datetime.date, float]]:
    """Return valid and masked area by date, m2; of security where there is no index."""
    index, security = told.found.index, told.security
    if index:
        return (
            {epoch.date: epoch.valid_m2 for epoch in index.epochs},
            {epoch.date: epoch.masked_m2 for epoch in index.epochs},
        )
    years = security.years if security else ()
    return {datetime.date.fromisoformat(year.date): year.valid_m2 for year in years}, {}


def missing(told: Material) -> Section | None:
    """Return what could not be computed, and why; None where nothing is missing."""
    w = told.words
    parts = [part for part in (told.found.indicators, told.found.index) if part]
    reasons: dict[tuple[str, Indicator], Message] = {}
    for part in parts:
        reasons |= _flat(part.missing)
    notes = _notes(told)
    resampled = [name for part in parts[:1] for name in part.grid.resampled]
    blocks: list[Block] = []
    if reasons:
        rows = [[date, told.indicator(name), w.told(why)] for (date, name), why in reasons.items()]
        columns = [Column(w(key), words=True) for key in ("date", "indicator", "reason")]
        blocks.append(Table(w("t_missing"), columns, rows))
    if resampled:
        blocks.append(Bullets(resampled, head=w("resampled")))
    if notes:
        blocks.append(Bullets(notes, head=w("notes")))
    return Section("missing", w("h_missing"), blocks) if blocks else None


def indicators(told: Material) -> Table | None:
    """Return range and mean of every layer."""
    found, w = told.found.indicators, told.words
    if not found:
        return None
    rows = [
        [
            _layer_name(told, layer.name),
            layer.date.isoformat() if layer.date else w("all_dates"),
            unit_of(layer, w) or "–",
            *(significant(value, 4) for value in (layer.minimum, layer.mean, layer.maximum)),
        ]
        for layer in found.layers
        if math.isfinite(layer.mean)
    ]
    columns = [
        Column(w("layer"), words=True), Column(w("date"), words=True),
        Column(w("unit"), words=True), Column(w("minimum")), Column(w("mean")),
        Column(w("maximum")),
    ]  # fmt: skip
    return Table(w("t_layers"), columns, rows)


def unit_of(layer: LayerSummary, w: Words) -> str:
    """Return a layer's unit as it is printed."""
    if layer.name in names():
        return in_unit(legend(layer.name), layer.unit).unit(w.language)
    return "" if layer.unit == "1" else layer.unit


def source_of(epoch: Epoch) -> str:
    """Return the files an epoch is read from, each once."""
    files = [epoch.scene] if epoch.scene else []
    files += [band.path for band in (*epoch.bands.values(), *epoch.layers.values())]
    files += [part.file.path for part in (epoch.thermal, epoch.mask) if part]
    short = list(dict.fromkeys(path.rsplit("/", 1)[-1] for path in files))
    return ", ".join(short) or "–"


def _layer_name(told: Material, name: str) -> str:
    key = f"indicator_{name}"
    return told.words(key) if told.words.has(key) else name


def _notes(told: Material) -> list[str]:
    """Return the notes of all epochs, each once, with the dates it is of."""
    dates: dict[str, list[str]] = {}
    for epoch in told.study.epochs:
        for note in dict.fromkeys(epoch.notes):
            dates.setdefault(told.words.told(note), []).append(epoch.date.isoformat())
    return [f"{', '.join(days)}: {words}" for words, days in dates.items()]


def _flat(
    missing: Mapping[str, Mapping[Indicator, Message]],
) -> dict[tuple[str, Indicator], Message]:
    return {(date, name): why for date, row in missing.items() for name, why in row.items()}


def _lattice(told: Material) -> str:
    part = told.found.index or told.found.indicators
    if not part:
        return ""
    grid = part.grid
    return told.words(
        "lattice", epsg=grid.epsg, cell=f"{grid.cell_m:g}", width=grid.width, height=grid.height,
        resampling=told.words(f"resampling_{grid.resampling}"),
    )  # fmt: skip


def _file(given: BandFile | None) -> str:
    return given.path if given else "–"


def _zones(told: Material) -> str:
    return told.study.zones or "–"
