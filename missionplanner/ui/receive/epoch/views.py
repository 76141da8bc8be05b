"""What is asked and told where a survey becomes an epoch; light, for both processes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from missionplanner.messages.message import Message


@dataclass(frozen=True)
class EpochAsked:
    """The mosaics of one survey; see `operations.survey_epoch.SurveyFiles`.

    Attributes
    ----------
    day : date
    multispectral : tuple of Path
    camera : str
    thermal, scene, zones : Path or None
    scale : str or None
    again : bool
        True: an epoch of that date is replaced.
    """

    day: date
    multispectral: tuple[Path, ...]
    camera: str
    thermal: Path | None = None
    scene: Path | None = None
    zones: Path | None = None
    scale: str | None = None
    again: bool = False


@dataclass(frozen=True)
class EpochAdded:
    """An epoch that was made: the study's file, and what is told of it."""

    study: Path
    told: tuple[Message, ...]


@dataclass(frozen=True)
class MapMade:
    """A quick map of one sensor's photos.

    Attributes
    ----------
    file : Path
    holds : str
        'brightness', 'reflectance', or the unit of temperatures.
    told : tuple of Message
    """

    file: Path
    holds: str
    told: tuple[Message, ...]
