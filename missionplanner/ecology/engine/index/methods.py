"""What an index says of its methods, and what it warns of."""

from collections.abc import Iterator, Sequence

from missionplanner.ecology.engine.bands.epochs import layer_told
from missionplanner.ecology.engine.epoch_work import EpochWork
from missionplanner.ecology.engine.indicators.methods import indicator_methods, shared_warnings
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scratch import Counted
from missionplanner.ecology.imagery.epoch_notes import of_all_epochs, of_epoch
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Erosion, IndexOptions, Indicator


def index_methods(run: PreparedStudy, works: Sequence[EpochWork]) -> tuple[Message, ...]:
    """Return how the index was made, one line each."""
    options = run.study.index
    lines = list(indicator_methods(run, [work.used for work in works], works[0].base))
    lines.append(_normalisation(options))
    signs = "printed" if options.paper_literal else options.orientation
    lines.append(Message(f"engine.method.signs.{signs}"))
    lines.append(message("engine.method.index", count=options.components))
    if options.paper_literal:
        lines.append(message("engine.method.literal"))
    return tuple(lines)


def _normalisation(options: IndexOptions) -> Message:
    if not options.clips:
        code = "ends_pooled" if options.pooled else "ends_each"
        return Message(f"engine.method.normalised.{code}")
    low, high = options.percentiles
    if options.pooled:
        return message("engine.method.normalised.shares_pooled", low=low, high=high)
    return message("engine.method.normalised.shares_each", low=low, high=high)


def index_warnings(
    run: PreparedStudy,
    works: Sequence[EpochWork],
    counted: Sequence[Sequence[Counted]],
) -> tuple[Message, ...]:
    """Return what a user should know of the index."""
    pooled = run.study.index.pooled
    lines = list(shared_warnings(run, works, counted))
    wanted = run.study.index.indicators
    for work in works[:1] if pooled else works:
        if lost := [name for name in wanted if name not in work.used]:
            note = message("engine.made_without", layers=map(layer_told, lost))
            whole = of_all_epochs(note)
            lines.append(whole if pooled else of_epoch(work.epoch.date, note))
    used = {name for work in works for name in work.used}
    if Indicator.EROSION in used and any(work.base for work in works):
        lines += constant_factors(run.epochs.study.erosion)
    if not pooled and len(works) > 1:
        lines.append(message("engine.each_scaled"))
    return tuple(lines)


def constant_factors(erosion: Erosion) -> Iterator[Message]:
    """Yield a line where R and K are the same everywhere: the index does not see them."""
    rain = not isinstance(erosion.rainfall, BandFile)
    soil = erosion.soil
    parts = (soil.sand, soil.silt, soil.clay, soil.organic_carbon) if soil else ()
    ground = not isinstance(erosion.erodibility, BandFile) and not any(
        isinstance(part, BandFile) for part in parts
    )
    if names := [name for name, same in (("r", rain), ("k", ground)) if same]:
        yield Message(f"engine.constant.{'_and_'.join(names)}")
