"""Epochs with their files found, and what each of them can and cannot give."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.imagery.bandpass import harmonised
from missionplanner.ecology.imagery.heights import heights
from missionplanner.ecology.imagery.needs import why_missing
from missionplanner.ecology.imagery.scenes import resolve
from missionplanner.ecology.imagery.study_files import at
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Indicator, Study

Missing = dict[str, dict[Indicator, Message]]


@dataclass(frozen=True)
class FoundEpochs:
    """The epochs of a study, resolved, and what is missing.

    Attributes
    ----------
    study : Study
        With the resolved epochs.
    missing : dict
        Date -> indicator -> why it cannot be computed.
    told : tuple of Message
        How the DEM was understood.
    """

    study: Study
    missing: Missing
    told: tuple[Message, ...] = ()

    def given(self, epoch: Epoch) -> tuple[Indicator, ...]:
        """Return the indicators an epoch can give, in the study's order."""
        lost = self.missing.get(str(epoch.date), {})
        return tuple(name for name in self.study.index.indicators if name not in lost)


def resolved(study: Study, place: RunPlace) -> Study:
    """Return a study with the files of every epoch found.

    Raises
    ------
    InputError
        A scene is not recognised, or a sensor is unknown.
    """
    # Absolute: the workers of a cluster have another current folder.
    folder = place.folder.resolve()
    epochs = tuple(resolve(epoch, folder) for epoch in study.epochs)
    return harmonised(study.model_copy(update={"epochs": epochs}))


def found(study: Study, place: RunPlace) -> FoundEpochs:
    """Say what cannot be computed of a study whose epochs are resolved.

    Raises
    ------
    InputError
        The DEM holds no heights in metres.
    """
    epochs = study.epochs
    dem, told = heights(study.dem, place.folder.resolve()) if study.dem else (None, ())
    whole = study.model_copy(update={"dem": dem})
    missing: Missing = {}
    for epoch in epochs:
        for indicator in study.index.indicators:
            if why := why_missing(epoch, indicator, whole):
                missing.setdefault(str(epoch.date), {})[indicator] = why
    return FoundEpochs(whole, missing, tuple(told))


def epoch_told(epoch: Epoch) -> Message:
    """Return how messages call an epoch."""
    return message("engine.epoch", day=epoch.date)


def layer_told(name: str) -> Message:
    """Return how messages call a band, an indicator, or a step on the way to one."""
    return Message(f"engine.layer.{name}")


def refuse_missing(epochs: FoundEpochs) -> None:
    """Raise an `InputError` for the first indicator that is missing, unless that was accepted."""
    if epochs.study.index.accept_missing:
        return
    for day, lost in epochs.missing.items():
        for indicator, why in lost.items():
            raise InputError(
                "engine.indicator_missing",
                message("engine.epoch", day=day),
                indicator=layer_told(indicator),
                why=why,
            )


def files_of(epoch: Epoch, folder: Path) -> Iterator[Path]:
    """Yield the files of an epoch that lie on some lattice, the reference first: red, else any."""
    first = [epoch.bands[Band.RED]] if Band.RED in epoch.bands else []
    other: list[BandFile] = [*epoch.bands.values(), *epoch.layers.values()]
    if epoch.thermal:
        other.append(epoch.thermal.file)
    for piece in epoch.pieces:
        other += [*piece.bands.values(), *([piece.thermal.file] if piece.thermal else ())]
    yield from dict.fromkeys(at(folder, file.path) for file in first + other)


def reference(epoch: Epoch, folder: Path) -> Path:
    """Return the file whose lattice an epoch has.

    Raises
    ------
    InputError
        The epoch names no file at all.
    """
    for path in files_of(epoch, folder):
        return path
    raise InputError("engine.names_no_band", epoch_told(epoch))
