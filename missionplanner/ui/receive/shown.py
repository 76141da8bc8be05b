"""What the Receive stage shows of a survey, and which sensor, photo and kind are looked at."""

from PySide6.QtCore import QObject, Signal

from missionplanner.model.survey_state import PhotoEntry, SensorState, SurveyState
from missionplanner.ui.plan.session import Session
from missionplanner.ui.work.session import WorkSession


class ShownSurvey(WorkSession):
    """Where a survey stands, as far as it is looked at; what is asked of it: `ReceiveSession`.

    Attributes
    ----------
    site : Session
    state : SurveyState or None
    sensor : str
        Key of the sensor looked at.
    photo : PhotoEntry or None
    kind : str
        Photos of one kind alone are listed; empty: all.
    wind : int or None
        Beaufort number while it was flown; None: the project's weather tells it.

    Signals
    -------
    changed, picked
        What is shown; the sensor or the photo chosen.
    """

    changed = Signal()
    picked = Signal()

    def __init__(self, site: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.site = site
        self.wind: int | None = None
        self._forget_shown()

    def _forget_shown(self) -> None:
        self.state: SurveyState | None = None
        self.sensor = ""
        self.photo: PhotoEntry | None = None
        self.kind = ""

    @property
    def sensor_shown(self) -> SensorState | None:
        """The sensor looked at."""
        sensors = self.state.sensors if self.state else ()
        return next((one for one in sensors if one.sensor == self.sensor), None)

    @property
    def mark(self) -> str:
        """Where the stage stands: ok, warn, or nothing before photos are there."""
        if self.state is None or not self.state.sensors:
            return ""
        whole = all(one.verdict(self.beaufort) == "complete" for one in self.state.sensors)
        return "ok" if whole else "warn"

    @property
    def beaufort(self) -> int | None:
        """The wind that the verdict follows; None: not known."""
        return self.state.beaufort if self.wind is None and self.state else self.wind

    @property
    def gap_areas_m2(self) -> list[float]:
        """Return the areas of all holes of all sensors, m2."""
        sensors = self.state.sensors if self.state else ()
        return [gap.area_m2 for one in sensors for gap in one.gaps]

    def pick_sensor(self, key: str) -> None:
        """Look at another sensor."""
        if key != self.sensor:
            self.sensor, self.photo = key, None
            self.picked.emit()

    def pick_photo(self, photo: PhotoEntry | None) -> None:
        """Look at a photo: list and map show the same."""
        if photo is not self.photo:
            self.photo = photo
            self.picked.emit()

    def pick_kind(self, kind: str) -> None:
        """List the photos of one kind alone; empty: all."""
        if kind != self.kind:
            self.kind, self.photo = kind, None
            self.picked.emit()

    def look_at(self, x_m: float, y_m: float) -> None:
        """Show a place on the map."""
        self.site.looked_at.emit(x_m, y_m)

    def set_wind(self, wind: int | None) -> None:
        """Judge by another wind; None: by the project's weather."""
        if wind != self.wind:
            self.wind = wind
            self.changed.emit()
