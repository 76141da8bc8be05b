"""What a result says of the methods of its indicators, and what it warns of in its files."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from missionplanner.ecology.engine.bands.edges import ground_warnings
from missionplanner.ecology.engine.bands.epochs import layer_told
from missionplanner.ecology.engine.bands.reading import TOO_BRIGHT, tells_water
from missionplanner.ecology.engine.epoch_work import EpochWork
from missionplanner.ecology.engine.indicators.corrected import corrections_told, light_warnings
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scratch import Counted
from missionplanner.ecology.erosion.base import ErosionBase
from missionplanner.ecology.imagery.epoch_notes import of_epoch, said_once
from missionplanner.ecology.imagery.sensors import alike
from missionplanner.messages.message import Message, message
from missionplanner.model.study import (
    Epoch,
    Indicator,
    Study,
    ThermalQuantity,
)

_BRIGHT_SHARE = 0.01
_FILES_NAMED = 5


def indicator_methods(
    run: PreparedStudy, used: Sequence[Sequence[Indicator]], base: ErosionBase | None
) -> Iterator[Message]:
    """Yield how the indicators were made, one line each."""
    study = run.epochs.study
    names = {name for one in used for name in one}
    yield from corrections_told(run)
    if Indicator.GREENNESS in names:
        yield message("engine.method.greenness")
    if Indicator.WETNESS in names:
        yield from dict.fromkeys(_wetness(run))
    if Indicator.DRYNESS in names:
        form = "printed" if study.index.paper_literal else "corrected"
        yield Message(f"engine.method.dryness.{form}")
    if Indicator.HEAT in names:
        yield from dict.fromkeys(_heat(study))
    if Indicator.EROSION in names and base is not None:
        yield from base.methods
        yield _cover(study)
    given = {name for epoch in study.epochs for name in epoch.layers}
    for name in sorted(given & names):
        yield Message(f"engine.method.given.{name}")
    yield message("engine.method.resampling", way=_way(study.grid.resampling))


def _cover(study: Study) -> Message:
    form, ends = study.erosion.cover, study.erosion.cover_ndvi
    printed = "printed_" if study.index.paper_literal else ""
    if ends is None:
        return Message(f"engine.method.cover.{printed}quantiles", {"form": form})
    values = {"form": form, "low": ends[0], "high": ends[1]}
    return Message(f"engine.method.cover.{printed}given", values)


def _way(resampling: str) -> Message:
    return Message(f"engine.way.{resampling}")


def _wetness(run: PreparedStudy) -> Iterator[Message]:
    for epoch in run.epochs.study.epochs:
        known = run.computing(epoch).bands_of
        table = known.tasseled.get(epoch.level)
        if table and Indicator.WETNESS not in epoch.layers:
            values = {"sensor": known.title, "source": table.source}
            if table.remark:
                yield Message("engine.method.wetness_noted", values | {"note": table.remark})
            else:
                yield Message("engine.method.wetness", values)


def _heat(study: Study) -> Iterator[Message]:
    for epoch in study.epochs:
        if epoch.thermal and epoch.thermal.quantity is ThermalQuantity.SURFACE:
            yield message("engine.method.heat.surface")
        elif epoch.thermal:
            yield Message(f"engine.method.heat.{study.heat.method}")


def shared_warnings(
    run: PreparedStudy, works: Sequence[EpochWork], counted: Sequence[Sequence[Counted]]
) -> Iterator[Message]:
    """Yield what concerns the files: brightness, resampling, water, notes of scenes."""
    yield from unlike([work.epoch for work in works], run)
    yield from light_warnings(run)
    for work, blocks in zip(works, counted, strict=True):
        yield from too_bright(work.epoch.date, [block["bright"] for block in blocks])
    mask_water = run.study.index.mask_water
    yield from said_once({work.epoch.date: _notes(work, mask_water) for work in works})
    if off := run.lattice.note.resampled:
        yield _resampled(off, _way(run.lattice.note.resampling))
    yield from ground_warnings(run.epochs.study, run.place.folder, run.lattice.grid)


def _resampled(files: Sequence[str], way: Message) -> Message:
    more = len(files) - _FILES_NAMED
    if more > 0:
        few = files[:_FILES_NAMED]
        return message("engine.resampled_more", way=way, files=few, more=more)
    return message("engine.resampled", way=way, files=files)


def unlike(epochs: Sequence[Epoch], run: PreparedStudy) -> Iterator[Message]:
    """Yield what makes epochs hard to compare: other sensors, other levels, one file in two."""
    sensors = [run.computing(e).bands_of for e in epochs if e.bands]
    titles = {known.key: known.title for known in sensors}
    if not alike(titles):
        yield message("engine.sensors_differ", sensors=titles.values())
    if len(levels := dict.fromkeys(str(e.level) for e in epochs if e.bands)) > 1:
        told = [Message(f"engine.level.{level}") for level in levels]
        yield message("engine.levels_differ", levels=told)
    first: dict[tuple[str, int], Epoch] = {}
    for epoch in epochs:
        twice = [f for f in epoch.bands.values() if (f.path, f.band) in first]
        if twice:
            other = first[twice[0].path, twice[0].band]
            name = PurePath(twice[0].path).name
            yield of_epoch(epoch.date, message("engine.same_file", other=other.date, file=name))
        first |= {(f.path, f.band): epoch for f in epoch.bands.values()}


def _notes(work: EpochWork, mask_water: bool) -> Iterator[Message]:
    yield from work.epoch.notes
    if mask_water and not tells_water(work.epoch):
        yield message("engine.water_unmasked")


def too_bright(
    day: datetime.date, blocks: Iterable[dict[str, tuple[int, int, float]]]
) -> Iterator[Message]:
    """Yield a line for each band of which more than 1 % are no reflectance."""
    pixels: dict[str, list[float]] = {}
    for block in blocks:
        for band, (known, above, high) in block.items():
            total = pixels.setdefault(band, [0, 0, 0.0])
            total[:] = total[0] + known, total[1] + above, max(total[2], high)
    for band, (count, over, most) in pixels.items():
        if count and over > _BRIGHT_SHARE * count:
            note = message(
                "engine.too_bright",
                layer=layer_told(band),
                limit=TOO_BRIGHT,
                share=over / count,
                most=most,
            )
            yield of_epoch(day, note)
