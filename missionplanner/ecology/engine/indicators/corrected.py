"""What is told of corrections of reflectances: which were made, and where one could not be."""

from collections.abc import Iterator

from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.imagery.bandpass import transform_of
from missionplanner.ecology.imagery.epoch_notes import of_epoch
from missionplanner.messages.message import Message, message


def corrections_told(run: PreparedStudy) -> Iterator[Message]:
    """Yield which corrections were made, one line each."""
    epochs = run.epochs.study.epochs
    for key in dict.fromkeys(epoch.bandpass for epoch in epochs if epoch.bandpass):
        days = [epoch.date for epoch in epochs if epoch.bandpass is key]
        yield message("engine.method.harmonised", source=transform_of(key).source, days=days)
    if any(any(own) for own in run.lights.values()):
        yield message("engine.method.light")


def light_warnings(run: PreparedStudy) -> Iterator[Message]:
    """Yield the epochs, and of them the bands, whose light on slopes could not be corrected."""
    for epoch in run.epochs.study.epochs:
        lights = run.lights.get(epoch.date)
        if lights is None:
            continue
        if not all(lights):
            yield of_epoch(epoch.date, message("engine.light_without_sun"))
        bands = run.computing(epoch).corrected_bands
        left = [
            band.told
            for band in bands
            if band in epoch.bands and any(own and band not in own.c for own in lights)
        ]
        if left:
            yield of_epoch(epoch.date, message("engine.light_without_c", bands=left))
