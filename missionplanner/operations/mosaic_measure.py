"""What a quick map of a sensor's photos is to hold: temperature, reflectance, or brightness."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.imagery.folder import Seized, photo_files, read_card
from missionplanner.imagery.mosaic.balance import Balance
from missionplanner.imagery.radiometry.measure import Measure
from missionplanner.imagery.radiometry.reflectance import (
    PanelAsked,
    given_reflectance,
    panel_photos,
    paths_of,
    reflectance_measure,
)
from missionplanner.imagery.radiometry.thermal import ThermalAsked, temperature_measure
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.photo import Photo
from missionplanner.model.sensor import Sensor, SensorKind
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True)
class MeasureAsked:
    """What is known of light, air and panel.

    Attributes
    ----------
    picture : bool
        True: brightness as it is, no measure.
    emissivity, humidity : float or None
        0 to 1; None, here and below: as the photos tell.
    air_c, reflected_c : float or None
    tool : Path or None
        DJI's dji_irp.
    panel : Path or None
        A capture of the panel (one of its files) or a folder of some.
    panel_reflects : str or None
        What the panel reflects, '0.49' or 'blue=0.49,nir=0.47'; None: as it says itself.
    """

    picture: bool = False
    emissivity: float | None = None
    humidity: float | None = None
    air_c: float | None = None
    reflected_c: float | None = None
    tool: Path | None = None
    panel: Path | None = None
    panel_reflects: str | None = None

    @property
    def thermal(self) -> ThermalAsked:
        """What of it concerns a thermal camera."""
        return ThermalAsked(self.emissivity, self.humidity, self.air_c, self.reflected_c, self.tool)


def without_panel(
    seized: Sequence[Seized], sensor: Sensor, asked: MeasureAsked, progress: Progress
) -> tuple[list[Seized], PanelAsked]:
    """Return captures of the ground, and those of the panel.

    Raises
    ------
    InputError
        No capture is there where the panel is said to be, or what it reflects is no number.
    """
    if sensor.kind is not SensorKind.MULTISPECTRAL or asked.picture:
        return list(seized), PanelAsked()
    reflects = given_reflectance(asked.panel_reflects) if asked.panel_reflects else {}
    photos = [one.photo for one in seized]
    shown = [photos[k] for k in panel_photos(photos)]
    if asked.panel is not None:
        shown = _captures(asked.panel, progress)
    taken = paths_of(shown)
    ground = [one for one in seized if not taken & {p.resolve() for p in one.photo.files}]
    return ground, PanelAsked(tuple(shown), reflects)


def _captures(path: Path, progress: Progress) -> list[Photo]:
    """Return the captures in a folder, or the one that a file is of."""
    folder = path if path.is_dir() else path.parent
    files = photo_files(folder) if path.is_dir() else sorted(folder.glob("*"))
    card = read_card([one for one in files if one.is_file()], progress, looked=False)
    found = [one.photo for one in card.seized if path.is_dir() or path in one.photo.files]
    if not found:
        raise InputError("radiometry.no_panel_photo", str(path))
    return found


def measure(
    photos: Sequence[Photo],
    above_m: NDArray[np.float64],
    sensor: Sensor,
    asked: MeasureAsked,
    panel: PanelAsked,
    progress: Progress,
) -> Measure | Message | None:
    """Return how photos are read as a measure; why they cannot be; or None: a picture is meant.

    Parameters
    ----------
    photos : sequence of Photo
        n of the sensor.
    above_m : float64 (n,)
        Heights above the ground.

    Raises
    ------
    InputError
        See `temperature_measure` and `reflectance_measure`.
    Cancelled
    """
    if asked.picture or sensor.kind not in (SensorKind.THERMAL, SensorKind.MULTISPECTRAL):
        return None
    if sensor.kind is SensorKind.THERMAL:
        files = [photo.path for photo in photos]
        return temperature_measure(files, np.asarray(above_m, np.float64), asked.thermal)
    return reflectance_measure(photos, panel, progress)


def told(made: Measure | Message | None, balance: Balance | None) -> Iterator[Finding]:
    """Yield what is told of the values of a map."""
    if isinstance(made, Measure):
        for one in made.told:
            yield Finding("MOSAIC-MEASURE", Severity.NOTE, "", one)
    elif made is not None:
        yield Finding("MOSAIC-BRIGHTNESS", Severity.WARNING, "", made)
    if balance is not None:
        said = message(
            "mosaic.balanced",
            before=100.0 * balance.before,
            after=100.0 * balance.after,
            least=float(balance.gains.min()),
            most=float(balance.gains.max()),
        )
        yield Finding("MOSAIC-BALANCE", Severity.NOTE, "", said)
    elif made is None:
        yield Finding("MOSAIC-BRIGHTNESS", Severity.NOTE, "", message("mosaic.brightness"))
