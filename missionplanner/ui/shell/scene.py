"""The layers on the canvas, kept in step with the session."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.places import Rect
from missionplanner.project.changes import Changes, Part
from missionplanner.project.point_marks import PointKind
from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.ecology.raster_scene import RasterScene
from missionplanner.ui.ecology.scene import EcologyScene
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.map.backdrops import GROUP as BACKDROPS
from missionplanner.ui.map.backdrops import Backdrops
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.front_marks import FrontMarks
from missionplanner.ui.map.ground import Ground
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.relief import Relief
from missionplanner.ui.map.swipe import Split
from missionplanner.ui.plan.edited_site import SHOWN_ON_MAP
from missionplanner.ui.plan.layers.area import AreaLayer, HoleLayer
from missionplanner.ui.plan.layers.lines import PowerLineLayer
from missionplanner.ui.plan.layers.places import HomeLayer, MarksLayer
from missionplanner.ui.plan.layers.rasters import CoverageLayer, ThreatLayer
from missionplanner.ui.plan.layers.relief import ContourLayer, ReliefLayer
from missionplanner.ui.plan.layers.route_set import RouteSet
from missionplanner.ui.plan.layers.routes import Place, RouteLayer
from missionplanner.ui.plan.layers.zones import ZoneLayer
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import SiteView
from missionplanner.ui.shell.looks import Looks, relief_of
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.work.errands import Errands

_BADGE_PX = 21.0
_USUAL_PX = (690, 440)  # what the area has on a small screen
_FOOT_SHARE = 0.18
_NAMED = (PointKind.LAUNCH_SITE, PointKind.STATION, PointKind.CONTROL_POINT)
_MARKS: Changes = frozenset({Part.INTENT, Part.STATIONS, Part.CONTROL_POINTS})
_ECOLOGY_SHOWS = ("area", "relief", "contours")  # the rest is quiet until asked for


class Scene(QObject):
    """Draws what the session holds.

    Signals
    -------
    layers_changed, shown_changed
        The layer panel has to be made anew; a layer was shown or hidden.
    drawn
        A picture of a study is there.
    """

    layers_changed = Signal()
    drawn = Signal()
    shown_changed = Signal()

    def __init__(
        self, canvas: Canvas, session: Session, ecology: EcologySession, looks: Looks, split: Split
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._session, self._looks = canvas, session, looks
        self._study = ecology
        self.in_ecology, self.solo, self._shown_sensor = False, looks.solo, ""
        self._first: dict[str, bool] = {}
        self.ecology = EcologyScene(canvas, ecology, split, looks.continuous)
        self.front: RasterScene = self.ecology
        self._studies: list[RasterScene] = []
        self.over: FrontMarks | None = None
        self.add(self.ecology)
        for marks in (self.ecology.zones, self.ecology.warnings, self.ecology.mask):
            marks.set_shown(False)
        self.relief, self.contours = ReliefLayer(canvas), ContourLayer(canvas)
        self.area, self.holes, self.home = AreaLayer(canvas), HoleLayer(canvas), HomeLayer(canvas)
        self.zones, self.lines = ZoneLayer(canvas), PowerLineLayer(canvas)
        self.threat, self.coverage = ThreatLayer(canvas), CoverageLayer(canvas)
        self.marks = tuple(MarksLayer(canvas, kind) for kind in PointKind if kind in _NAMED)
        self.flights = RouteSet(canvas, session)
        self._reads = Errands(self)
        soon = (QTimer(self, singleShot=True, interval=0) for _ in range(2))
        self._relief_soon, self._result_soon = soon
        self._relief_soon.timeout.connect(self._draw_relief)
        self._result_soon.timeout.connect(self._show_result)
        self._ground: Ground | None = None
        self._backdrops: Backdrops | None = None
        for layer in self.layers():
            self._restore(layer)
        session.result_changed.connect(self._on_result)
        session.project_changed.connect(self._show_edited)
        session.site_seen.connect(self._show_seen)
        session.pick_changed.connect(self._on_pick)
        session.flying.changed.connect(self.layers_changed)
        session.rest.changed.connect(self.layers_changed)
        if session.site:
            self._show_site(session.site)
        elif ecology.view and ecology.view.ground:
            self._start_relief(ecology.view.ground)
        self.ecology.show_study()

    def layers(self) -> list[Layer]:
        """Return the layers from top to bottom, as the panel lists them."""
        if not self.in_ecology:
            over = self.over.layers() if self.over else ()
            return [*over, *self._site_layers()]
        zones = [] if self.front is self.ecology else [self.ecology.zones]
        return [*self.front.layers(), *zones, *self._site_layers()]

    def add(self, scene: RasterScene) -> None:
        """Take in the rasters of a stage that looks at a study."""
        if scene in self._studies:
            return
        self._studies.append(scene)
        scene.layers_changed.connect(self._on_ecology)
        scene.drawn.connect(self.drawn)

    def add_over(self, marks: FrontMarks) -> None:
        """Take in what a stage draws over the site's own layers."""
        for layer in marks.layers():
            self._restore(layer)
        marks.show_front(False)
        marks.changed.connect(self.layers_changed)

    def show_over(self, marks: FrontMarks | None) -> None:
        """Put what a stage draws in front; None: the site's own layers alone."""
        if marks is not self.over:
            before, self.over = self.over, marks
            for one in filter(None, (before, marks)):
                one.show_front(one is marks)
                for layer in self._site_layers():
                    if layer.key in one.quiet:
                        self._restore(layer)
            self.layers_changed.emit()

    @property
    def routes(self) -> list[RouteLayer]:
        """The routes of the sensor shown."""
        return self.flights.routes

    def _site_layers(self) -> list[Layer]:
        return [
            *self.routes,
            *self.flights.marks,
            self.coverage,
            self.zones,
            self.lines,
            self.threat,
            self.area,
            self.holes,
            self.home,
            *self.marks,
            *self.backdrop_layers(),
            self.relief,
            self.contours,
        ]

    @property
    def backdrops(self) -> Backdrops:
        """What the user lays under the map."""
        assert self._backdrops is not None
        return self._backdrops

    def backdrop_layers(self) -> list[Layer]:
        """Return what the user lays under the map, highest first."""
        return list(reversed(self._backdrops.layers)) if self._backdrops else []

    def take_backdrops(self, backdrops: Backdrops) -> None:
        """List what lies under the map beside the other layers."""
        self._backdrops = backdrops
        for layer in backdrops.layers:
            self._restore(layer)
        backdrops.changed.connect(self.layers_changed)

    def study_picture(self) -> tuple[NDArray[np.uint8], Rect] | None:
        """Return the picture of the study drawn last, RGBA and its rectangle; None: there is none.

        It is drawn when its stage has been looked at.
        """
        shown = self.front.shown or self.ecology.shown
        return shown.drawn_picture if shown else None

    def set_visible(self, layer: Layer, visible: bool) -> None:
        """Show or hide a layer, and remember it."""
        layer.set_visible(visible)
        self.shown_changed.emit()
        self._looks.visible[self._remembered(layer)] = visible
        if visible:
            self.choose(layer)
        if layer in self.front.rasters or layer is self.ecology.mask:
            self.front.refresh()

    def choose(self, layer: Layer) -> None:
        """Put a raster of the study in place of the others."""
        if layer in self.front.rasters:
            self.front.choose(layer)

    def show_study(self, scene: RasterScene | None) -> None:
        """Put a stage's rasters in front; None: the site's own layers."""
        self.front = scene or self.ecology
        self.show_ecology(scene is not None)
        own = scene is self.ecology
        for marks in (self.ecology.warnings, self.ecology.mask):
            marks.set_shown(own)
        for other in self._studies:
            other.show_front(other is scene)
        self._on_ecology()

    def show_ecology(self, in_front: bool) -> None:
        """Show what belongs to the Ecology stage, on a grey ground; or the site's own layers."""
        if in_front == self.in_ecology:
            return
        self.show_solo("")  # of a group that the other side may not have
        self.in_ecology = in_front
        self.relief.show_grey(in_front)
        self._canvas.show_grey(in_front)
        for layer in self._site_layers():
            self._restore(layer)
        for marks in (self.ecology.zones, self.ecology.warnings, self.ecology.mask):
            self._restore(marks)
            marks.set_shown(in_front)
        self.ecology.pixel.set_visible(in_front)
        self.flights.set_shown(not in_front)

    def show_solo(self, group: str) -> None:
        """Show one group alone on the ground; empty: all as they were before."""
        self.solo = self._looks.solo = group
        for layer in self.layers():
            layer.set_aside(self._is_aside(layer))

    def set_opacity(self, layer: Layer, opacity: float) -> None:
        """Fade a layer, and remember it."""
        layer.set_opacity(opacity)
        self._looks.opacity[layer.key] = opacity

    def fit(self) -> None:
        """Show the whole area, or a study that lies elsewhere while it is in front."""
        site, view = self._session.site, self._study.view
        if site and not (self.in_ecology and self._study.elsewhere):
            left, bottom, right, top = site.seen_m
            width, height = right - left, top - bottom
        elif view:
            left, bottom, width, height = view.rect
        else:
            return
        # The bar of epochs covers the foot of the map.
        barred = view is not None and len(view.dates) > 1 and (self.in_ecology or not site)
        foot = _FOOT_SHARE * height if barred else 0.0
        self._canvas.show_rect(left, bottom - foot, width, height + foot)

    def close(self) -> None:
        """Stop drawing in the background."""
        self._relief_soon.stop()
        self._result_soon.stop()
        self._reads.clear()

    def _show_site(self, site: SiteView) -> None:
        self.area.show_area(site.outer_m)
        self.holes.show_holes(site.holes)
        self.zones.show_zones(site.zones)
        self.lines.show_lines(site.lines)
        self.threat.show_threat(site.threat, site.threat_rect)
        self._show_home(site)
        self._show_marks(site)
        self._start_relief(site.ground)
        self._show_result()

    def _show_edited(self, changes: object) -> None:
        """Draw what was edited anew; every layer keeps its eye."""
        site = self._session.site
        if site is None or not isinstance(changes, frozenset):
            return
        if Part.AREA in changes:
            self.area.show_area(site.outer_m)
            self.holes.show_holes(site.holes)
        if Part.THREATS in changes:
            self.zones.show_zones(site.zones)
            self.lines.show_lines(site.lines)
            self.threat.show_threat(site.threat, site.threat_rect)
        if Part.HOME in changes:
            self._show_home(site)
        if changes & _MARKS:
            self._show_marks(site)
        if changes & (SHOWN_ON_MAP | _MARKS):
            self.layers_changed.emit()

    def _show_home(self, site: SiteView) -> None:
        project = self._session.project
        if project is not None and project.is_bare and project.document.home is None:
            self.home.clear()  # it will be chosen beside the area
            return
        self.home.show_home(*site.home_xyz_m[:2])

    def _show_marks(self, site: SiteView) -> None:
        project = self._session.project
        if project is not None:
            for layer in self.marks:
                layer.show_marks(project, SiteFrame(site.ground.epsg))

    def _show_seen(self) -> None:
        """Draw what has been worked out anew: where threats lie, and other ground."""
        site = self._session.site
        if site is None:
            return
        self.threat.show_threat(site.threat, site.threat_rect)
        self._show_home(site)
        if self._ground is not None and not site.ground.looks_like(self._ground):
            self._looks.relief.clear()
            self._start_relief(site.ground)

    def _start_relief(self, ground: Ground) -> None:
        self._ground = ground
        ready = self._looks.relief.get(tokens().name)
        if ready:
            self._put_relief(ready)
        else:
            self._reads.clear()  # the relief of another ground or theme is not waited for
            # When the map is made: both would take turns on one lock.
            self._relief_soon.start()

    def _draw_relief(self) -> None:
        if self._ground is not None:
            job = partial(Job, relief_of, self._ground, tokens(), where=Where.THREAD)
            self._reads.ask("relief", job, self._on_relief)

    def _on_relief(self, relief: object) -> None:
        if isinstance(relief, Relief):
            self._looks.relief[tokens().name] = relief
            self._put_relief(relief)
            self.layers_changed.emit()

    def _put_relief(self, relief: Relief) -> None:
        site, view = self._session.site, self._study.view
        ground = site.ground if site else view.ground if view else None
        if ground is not None:
            self.relief.show_relief(ground, relief)
            self.contours.show_relief(relief)

    def _on_result(self) -> None:
        # An answer is much to take in: its routes are drawn in a turn of their own.
        show = self._result_soon.start if self._session.taking else self._show_result
        show()

    def _show_result(self) -> None:
        judged = self._session.verification_shown
        self._shown_sensor = self._session.sensor
        self.flights.show_routes(*self._badge_room())
        for layer in self.routes:
            self._restore(layer)
        if judged:
            self.coverage.show_views(judged.rasters)
        self.layers_changed.emit()

    def _badge_room(self) -> tuple[list[Place], float]:
        """Return what badges keep off, and how far apart they are with the whole area in sight."""
        site = self._session.site
        if site is None:
            return [], 0.0
        left, bottom, right, top = site.seen_m
        wide, high = _USUAL_PX
        pixel_m = max((right - left) / wide, (top - bottom) / high)
        taken: list[Place] = [site.home_xyz_m[:2]]
        for name in self.lines.names:
            text = name.text_px
            for dx in np.arange(text.left(), text.right() + _BADGE_PX / 2, _BADGE_PX / 2):
                up = -text.center().y() * pixel_m
                taken.append((name.x() + float(dx) * pixel_m, name.y() + up))
        return taken, _BADGE_PX * pixel_m

    def _on_pick(self) -> None:
        if self._session.sensor != self._shown_sensor:
            self._show_result()

    def _quiet_for(self, layer: Layer) -> str:
        """Return the group that a layer makes room for; empty: for none."""
        return self.over.group if self.over and layer.key in self.over.quiet else ""

    def _remembered(self, layer: Layer) -> str:
        group = "ecology" if self.in_ecology else self._quiet_for(layer)
        return f"{group} {layer.key}".lstrip()

    def _is_aside(self, layer: Layer) -> bool:
        return bool(self.solo) and layer.group not in (self.solo, "terrain", BACKDROPS)

    def _restore(self, layer: Layer) -> None:
        layer.set_aside(self._is_aside(layer))
        first = self._first.setdefault(layer.key, layer.visible)
        first = first and not self._quiet_for(layer)
        if self.in_ecology and layer.group != "ecology":
            first = layer.key in _ECOLOGY_SHOWS or layer.group == BACKDROPS
        layer.set_visible(self._looks.visible.get(self._remembered(layer), first))
        layer.set_opacity(self._looks.opacity.get(layer.key, layer.opacity))

    def _on_ecology(self) -> None:
        if self.in_ecology:
            self.layers_changed.emit()
