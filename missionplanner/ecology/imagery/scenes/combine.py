"""Several scenes as one epoch: rows of one path, tiles of one product, the dates of a season."""

import datetime
from collections.abc import Sequence
from pathlib import PurePath

from missionplanner.ecology.imagery.sensors import alike
from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Epoch, Piece, Thermal


def combined(
    epochs: Sequence[Epoch],
    where: Where,
    *,
    day: datetime.date | None = None,
    median: bool = False,
) -> Epoch:
    """Return one epoch of the scenes of a date, those with a thermal band first.

    Each cell is later taken from the first scene that is clear there; where `median`, it is the
    median of all scenes that are.

    Parameters
    ----------
    epochs : sequence of Epoch
        One at least; of one date, unless `median`.
    where : str, Message or tuple of these
        What was named, for messages.
    day : date, optional
        Of the composite; None: the middle one of its dates.
    median : bool

    Raises
    ------
    InputError
        They are of several dates, sensors or levels, or their heat is told in different ways.
    """
    if len(epochs) == 1:
        return epochs[0]
    if not median and len(dates := dict.fromkeys(str(epoch.date) for epoch in epochs)) > 1:
        raise InputError("scenes.of_several_dates", where, n=len(dates), dates=dates)
    sensors = dict.fromkeys(epoch.sensor for epoch in epochs)
    if len(sensors) > 1 and not (median and alike(sensors)):
        raise InputError("scenes.of_several_sensors", where, n=len(sensors), sensors=sensors)
    if len(levels := dict.fromkeys(epoch.level.told for epoch in epochs)) > 1:
        raise InputError("scenes.of_several_levels", where, n=len(levels), levels=levels)
    ranked = sorted(epochs, key=lambda epoch: epoch.thermal is None)
    first, *others = ranked
    told = tuple(thermal for epoch in ranked if (thermal := epoch.thermal))
    if len({_way(thermal) for thermal in told}) > 1:
        raise InputError("scenes.heat_told_differently", where)
    notes = [_told(ranked, median)]
    if 0 < len(told) < len(epochs):
        have = _names([epoch for epoch in ranked if epoch.thermal])
        notes.append(message("scenes.heat_only_where", scenes=have))
    shared = [note for note in first.notes if all(note in one.notes for one in others)]
    notes += shared
    for epoch in ranked:
        own = [note for note in epoch.notes if note not in shared]
        notes += (message("scenes.of_scene", scene=_names([epoch]), note=note) for note in own)
    own_fields = tuple(Piece.model_fields)
    pieces = tuple(Piece(**{name: getattr(one, name) for name in own_fields}) for one in others)
    whole = first.model_copy(update={"pieces": pieces, "notes": tuple(notes)})
    if not median:
        return whole
    days = sorted(epoch.date for epoch in epochs)
    middle = day or days[len(days) // 2]
    return whole.model_copy(update={"date": middle, "combine": "median"})


def _told(epochs: Sequence[Epoch], median: bool) -> Message:
    names = _names(epochs)
    if not median:
        return message("scenes.put_together", n=len(epochs), scenes=names)
    days = [epoch.date for epoch in epochs]
    return message("scenes.composite", n=len(epochs), first=min(days), last=max(days), scenes=names)


def _way(thermal: Thermal) -> tuple[object, ...]:
    return thermal.quantity, thermal.unit, thermal.k1, thermal.k2, thermal.wavelength_um


def _names(epochs: Sequence[Epoch]) -> tuple[str, ...]:
    """Return what tells scenes apart: the longest common start of each one's files."""
    found = []
    for epoch in epochs:
        names = [PurePath(file.path).stem for file in epoch.bands.values()]
        start = names[0]
        for name in names[1:]:
            while not name.startswith(start):
                start = start[:-1]
        short = start.removesuffix("_SR_B").removesuffix("_B").rstrip("_")
        found.append(short or PurePath(next(iter(epoch.bands.values())).path).parent.name)
    return tuple(found)
