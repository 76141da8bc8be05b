"""Draw a circle: a click sets its centre, another its rim."""

import numpy as np
from shapely.geometry import MultiPolygon, Point

from missionplanner.geo.drawing import LEAST_RADIUS_M, Place
from missionplanner.ui.map.tools.gesture import Floats, Gesture, Pointer, Sketch, no_corners


class DrawCircle(Gesture):
    """Centre and a place on the rim."""

    def __init__(self) -> None:
        super().__init__()
        self._centre: Place | None = None
        self._rim: Place | None = None
        self._radius_m: float | None = None

    def set_radius(self, radius_m: float) -> None:
        """Take a radius that is typed, m: with the centre the circle is whole."""
        self._radius_m = radius_m
        if self._centre is not None:
            self._rim = self._centre[0] + radius_m, self._centre[1]
            self.end()

    def click(self, pointer: Pointer) -> None:
        """Set the centre, then the rim."""
        if self._centre is None:
            self._centre = pointer.place
            if self._radius_m is not None:
                self.set_radius(self._radius_m)
            return
        self._rim = pointer.place
        self.end()

    def move(self, pointer: Pointer) -> None:
        """Show the rim under the mouse."""
        if self._centre is not None:
            self._rim = pointer.place

    def end(self) -> None:
        """End where there is a rim apart from the centre."""
        if self._centre is not None and self._rim is not None:
            away = float(np.hypot(*np.subtract(self._rim, self._centre)))
            self.done = away >= LEAST_RADIUS_M

    def back(self) -> bool:
        """Take the centre back."""
        had = self._centre is not None
        self._centre = self._rim = None
        return had

    def result(self) -> tuple[Place, Place]:
        """Return centre and rim, site metres.

        Raises
        ------
        ValueError
            Before it is done.
        """
        if self._centre is None or self._rim is None:
            raise ValueError("the circle is not drawn")
        return self._centre, self._rim

    def sketch(self) -> Sketch:
        """Return the circle and its radius."""
        if self._centre is None:
            return Sketch()
        corners: Floats = np.array([self._centre])
        return Sketch(corners, ahead=self._rim, body=self._body(), before=no_corners())

    def _body(self) -> MultiPolygon | None:
        if self._centre is None or self._rim is None:
            return None
        away = float(np.hypot(*np.subtract(self._rim, self._centre)))
        return MultiPolygon([Point(self._centre).buffer(away)]) if away > 0 else None
