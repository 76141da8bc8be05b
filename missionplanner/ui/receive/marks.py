"""The photos on the map, kept in step with the session."""

from collections.abc import Sequence

from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.front_marks import FrontMarks
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.plan.layers.routes import RouteLayer
from missionplanner.ui.receive.kinds import GAP_SIGN, state_of
from missionplanner.ui.receive.layers import (
    GROUP,
    AnnouncedLayer,
    ChosenPhotoLayer,
    GapLayer,
    MissingLayer,
    NotFlownLayer,
    PhotoLayer,
    RadioLayer,
    ReceivedLayer,
    SpoiledLayer,
    photo_at,
)
from missionplanner.ui.receive.radios import NONE, RADIOS
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.measures import measures_of

_REACH_PX = 12.0


class ReceiveMarks(FrontMarks):
    """Draws what the Receive stage knows."""

    quiet = frozenset({"waypoints"})

    def __init__(self, canvas: Canvas, session: ReceiveSession) -> None:
        super().__init__(canvas, GROUP, "")
        self.words = self.tr("Photos")
        self._canvas, self._session = canvas, session
        self._front = False
        self.received, self.gaps = ReceivedLayer(canvas), GapLayer(canvas)
        self.chosen = ChosenPhotoLayer(canvas)
        self.of_sensor: tuple[PhotoLayer, ...] = (
            self.received,
            AnnouncedLayer(canvas),
            MissingLayer(canvas),
            SpoiledLayer(canvas),
            NotFlownLayer(canvas),
            self.gaps,
        )
        self.radios = tuple(RadioLayer(canvas, radio) for radio in (*RADIOS, NONE))
        self.flights: list[RouteLayer] = []
        self._ahead: object = None
        self._drawn: object = None
        self._flown: object = None
        session.changed.connect(self.refresh)
        session.picked.connect(self.refresh)
        self.refresh()

    def layers(self) -> Sequence[Layer]:
        """Return the layers, highest first."""
        return [*self.flights, *self.of_sensor, *self.radios]

    def show_front(self, in_front: bool) -> None:
        """Put the layers on the map, or take them off."""
        self._front = in_front
        super().show_front(in_front)
        self.chosen.set_shown(in_front)

    def refresh(self) -> None:
        """Draw what has changed."""
        session = self._session
        shown, made = session.sensor_shown, session.gap
        if shown is not self._drawn:
            self._drawn = shown
            self.gaps.measures = measures_of(session.site.memory)
            for layer in self.of_sensor:
                layer.clear()
                if shown is not None:
                    layer.show_sensor(shown)
            self.changed.emit()
        if made is not self._flown:
            self._flown = made
            self._show_flights()
            self.changed.emit()
        if session.ahead is not self._ahead:
            self._ahead = session.ahead
            for radio in self.radios:
                radio.show_link(session.ahead)
            self.changed.emit()
        photo = session.photo
        words = f"{photo.name} · {state_of(photo)[2]}" if photo else ""
        self.chosen.show_photo(photo, words)

    def click(self, x_m: float, y_m: float) -> bool:
        """Choose the photo under a click; elsewhere none is chosen."""
        shown = self._session.sensor_shown
        if shown is None:
            return False
        reach_m = _REACH_PX * self._canvas.metres_per_pixel()
        self._session.pick_photo(photo_at(shown.entries, x_m, y_m, reach_m))
        return True

    def _show_flights(self) -> None:
        for layer in self.flights:
            layer.clear()
            layer.deleteLater()
        self.flights = []
        made = self._session.gap
        if made is None:
            return
        loads = [plan for plan, _ in made.loads()]
        for plan in loads:
            for sortie in plan.sorties:
                layer = self._flight(plan, sortie)
                if len(loads) > 1:  # each load counts its own flights from 1
                    layer.words += f" · {plan.sensor.name.split(' (')[0]}"
                self.flights.append(layer)

    def _flight(self, plan: SensorPlan, sortie: Sortie) -> RouteLayer:
        # Sorties of the plan lie beside them, and have numbers of their own.
        hue, apart_m = tokens().warn, plan.settings.spacing_m
        layer = RouteLayer(self._canvas, sortie, hue, apart_m, before=GAP_SIGN)
        layer.key = f"gap-sortie-{plan.sensor.key}-{sortie.number}"
        layer.group, layer.short = GROUP, ""
        layer.words = self.tr("Gap flight {0}").format(f"{GAP_SIGN}{sortie.number}")
        layer.set_shown(self._front)
        return layer
