"""What a result says of its methods, and what it warns of."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from missionplanner.ecology.engine.ground import ground_warnings
from missionplanner.ecology.engine.reading import TOO_BRIGHT, tells_water
from missionplanner.ecology.engine.run import Run
from missionplanner.ecology.engine.scratch import Counted
from missionplanner.ecology.engine.work import EpochWork
from missionplanner.ecology.erosion.base import ErosionBase
from missionplanner.ecology.notes import said_once
from missionplanner.ecology.sensors import ALIKE
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Epoch, Erosion, Indicator, Study, ThermalQuantity

_BRIGHT_SHARE = 0.01

_RULES = {
    "expected": "+green +wet -dry -heat -erosion",
    "ndvi": "NDVI",
    "agree": "+green +wet -dry -heat -erosion and along NDVI, which agree",
}


def index_methods(run: Run, works: Sequence[EpochWork], pooled: bool) -> tuple[str, ...]:
    """Return how the index was made, one line each."""
    options = run.asked.study.index
    low, high = options.percentiles
    scale = f"{low:g} % and {high:g} %" if options.clips else "least and greatest value"
    lines = list(indicator_methods(run, [work.used for work in works], works[0].base))
    lines.append(
        f"Normalisation: (value - low) / (high - low) by {scale}, "
        + (
            "of all epochs together, one PCA for all"
            if pooled
            else "of each epoch, each its own PCA"
        )
    )
    if options.paper_literal:
        lines.append(
            "Components: of the sign that the solver gives, which means nothing and may differ "
            "between computers; paper 1 names no rule of signs"
        )
    else:
        lines.append(f"Components: turned so that they point along {_RULES[options.orientation]}")
    lines.append(
        f"Index: first {options.components} components by contribution (paper 1, I0); "
        "PC1 alone beside it (Xu et al. 2022 advise against adding components)"
    )
    if options.paper_literal:
        lines.append("paper_literal: formulas as printed in paper 1 (SI, C factor), its errors too")
    return tuple(lines)


def indicator_methods(
    run: Run, used: Sequence[Sequence[Indicator]], base: ErosionBase | None
) -> Iterator[str]:
    """Yield how the indicators were made, one line each."""
    study = run.epochs.study
    names = {name for one in used for name in one}
    if Indicator.GREENNESS in names:
        yield "Greenness: NDVI = (NIR - red) / (NIR + red)"
    if Indicator.WETNESS in names:
        yield from dict.fromkeys(_wetness(run))
    if Indicator.DRYNESS in names:
        soil = "SI as printed in paper 1" if study.index.paper_literal else "SI with SWIR1"
        yield f"Dryness: NDBSI = (IBI + SI) / 2, {soil} (Rikimaru 2002; Xu 2008)"
    if Indicator.HEAT in names:
        yield from dict.fromkeys(_heat(study))
    if Indicator.EROSION in names and base is not None:
        yield from (sentence(line, "en") for line in base.methods)
        ends = study.erosion.cover_ndvi
        named = f"NDVI {ends[0]:g} to {ends[1]:g}" if ends else "NDVI's 5 % to 95 % quantile"
        form = " as printed in paper 1" if study.index.paper_literal else ""
        yield f"C (cover): {study.erosion.cover}{form}, vegetation fraction by {named}"
    given = {name for epoch in study.epochs for name in epoch.layers}
    for name in sorted(given & names):
        yield f"{name.capitalize()}: from rasters given in the study where an epoch names one"
    yield f"Resampling of files off the lattice: {study.grid.resampling}; masks: nearest"


def _wetness(run: Run) -> Iterator[str]:
    for epoch in run.epochs.study.epochs:
        known = run.computing(epoch).sensor
        table = known.tasseled.get(epoch.level)
        if table and Indicator.WETNESS not in epoch.layers:
            note = f"; {table.note}" if table.note else ""
            yield f"Wetness: tasseled cap of {known.title}, {table.source}{note}"


def _heat(study: Study) -> Iterator[str]:
    words = {
        "emissivity": "emissivity-corrected brightness temperature (Artis & Carnahan 1982)",
        "mono-window": "mono-window (Qin et al. 2001), constants from K2",
        "brightness": "at-sensor brightness temperature",
    }
    for epoch in study.epochs:
        if epoch.thermal and epoch.thermal.quantity is ThermalQuantity.SURFACE:
            yield "Heat: surface temperature as given, K"
        elif epoch.thermal:
            yield f"Heat: {words[study.heat.method]}, K"


def index_warnings(
    run: Run, works: Sequence[EpochWork], counted: Sequence[Sequence[Counted]], pooled: bool
) -> tuple[str, ...]:
    """Return what a user should know of the index."""
    lines = list(shared_warnings(run, works, counted))
    wanted = run.asked.study.index.indicators
    for work in works[:1] if pooled else works:
        if lost := [name for name in wanted if name not in work.used]:
            where = "all epochs" if pooled else work.name
            lines.append(f"{where}: the index is made without {', '.join(lost)}")
    used = {name for work in works for name in work.used}
    if Indicator.EROSION in used and any(work.base for work in works):
        lines += constant_factors(run.epochs.study.erosion)
    if not pooled and len(works) > 1:
        lines.append(
            "each epoch is scaled by itself: a decline that is the same everywhere cannot be seen, "
            "and epochs cannot be compared"
        )
    return tuple(lines)


def shared_warnings(
    run: Run, works: Sequence[EpochWork], counted: Sequence[Sequence[Counted]]
) -> Iterator[str]:
    """Yield what concerns the files: brightness, resampling, water, notes of scenes."""
    yield from unlike([work.epoch for work in works], run)
    for work, blocks in zip(works, counted, strict=True):
        yield from too_bright(work.name, [block["bright"] for block in blocks])
    mask_water = run.asked.study.index.mask_water
    said = said_once({work.epoch.date: tuple(_notes(work, mask_water)) for work in works})
    yield from (sentence(line, "en") for line in said)
    if off := run.lattice.note.resampled:
        few = ", ".join(off[:5]) + (f" and {len(off) - 5} more" if len(off) > 5 else "")
        yield f"resampled ({run.lattice.note.resampling}), not on the lattice: {few}"
    yield from ground_warnings(run.epochs.study, run.asked.place.folder, run.lattice.grid)


def unlike(epochs: Sequence[Epoch], run: Run) -> Iterator[str]:
    """Yield what makes epochs hard to compare: other sensors, other levels, one file in two."""
    titles = {e.sensor: run.computing(e).sensor.title for e in epochs if e.bands}
    if len(titles) > 1 and not set(titles) <= ALIKE:
        yield (
            f"epochs are of different sensors ({', '.join(titles.values())}): their bands and "
            "wetness differ, and a change between them may be the sensor's"
        )
    if len(levels := dict.fromkeys(str(e.level) for e in epochs if e.bands)) > 1:
        yield (
            f"epochs are of different levels ({', '.join(levels)}): reflectance at the top of the "
            "atmosphere and at the surface cannot be compared"
        )
    first: dict[tuple[str, int], Epoch] = {}
    for epoch in epochs:
        twice = [f for f in epoch.bands.values() if (f.path, f.band) in first]
        if twice:
            other = first[twice[0].path, twice[0].band]
            name = PurePath(twice[0].path).name
            yield f"epoch {epoch.date}: reads the same file as epoch {other.date}: {name}"
        first |= {(f.path, f.band): epoch for f in epoch.bands.values()}


def _notes(work: EpochWork, mask_water: bool) -> Iterator[Message]:
    yield from work.epoch.notes
    if mask_water and not tells_water(work.epoch):
        yield message("ecology.water_unmasked")


def too_bright(where: str, blocks: Iterable[dict[str, tuple[int, int, float]]]) -> Iterator[str]:
    """Yield a line for each band of which more than 1 % are no reflectance."""
    pixels: dict[str, list[float]] = {}
    for block in blocks:
        for band, (known, above, high) in block.items():
            total = pixels.setdefault(band, [0, 0, 0.0])
            total[:] = total[0] + known, total[1] + above, max(total[2], high)
    for band, (count, over, most) in pixels.items():
        if count and over > _BRIGHT_SHARE * count:
            yield (
                f"{where}: {band} is above {TOO_BRIGHT:g} on {over / count:.0%} of its pixels "
                f"(up to {most:.4g}): its scale factor is wrong, reflectance is 0 to 1"
            )


def constant_factors(erosion: Erosion) -> Iterator[str]:
    """Yield a line where R and K are the same everywhere: the index does not see them."""
    rain = not isinstance(erosion.rainfall, BandFile)
    soil = erosion.soil
    parts = (soil.sand, soil.silt, soil.clay, soil.organic_carbon) if soil else ()
    ground = not isinstance(erosion.erodibility, BandFile) and not any(
        isinstance(part, BandFile) for part in parts
    )
    if names := [name for name, same in (("R", rain), ("K", ground)) if same]:
        words = " and ".join(names)
        yield f"erosion: {words} the same everywhere; constants cancel in the index's scaling"
