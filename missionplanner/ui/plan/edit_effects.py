"""What the edits since the plan was made do to it, as far as that is seen at once."""

import numpy as np
import shapely
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from shapely.geometry import LineString, MultiLineString

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.plan import LegKind, SensorPlan
from missionplanner.project.changes import Part
from missionplanner.project.document import Project
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import SiteView
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.measures import Measures, measures_of
from missionplanner.ui.widgets.panel import clear

translate = QCoreApplication.translate  # a name that lupdate finds
_MOST_NAMED = 6
# Turns reach out a little: what is shorter is not told.
_TOLD_FROM_M = 50.0


class EditEffects(QWidget):
    """A line an effect; nothing where the plan still stands."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines = column(self, gap=2)

    def refresh(self) -> None:
        """Say what the edits do."""
        clear(self._lines)
        for words in effects(self._session):
            self._lines.addWidget(label(words, "small", wrap=True))


def effects(session: Session) -> list[str]:
    """Return what the edits since the plan shown was made do to it, a sentence each."""
    planned, now, site = session.planned, session.project, session.site
    plan = session.plan_shown
    if planned is None or now is None or site is None or not session.changed:
        return []
    told: list[str] = []
    if Part.AREA in session.changed:
        told.append(_area_told(planned, site, measures_of(session.memory)))
    if plan is not None and Part.THREATS in session.changed:
        told += _zones_told(planned, site, plan)
    if plan is not None and Part.AREA in session.changed:
        told += _outside_told(site, plan)
    return told or [translate("EditEffects", "The plan is to be made again")]


def _area_told(planned: Project, site: SiteView, measures: Measures) -> str:
    frame = SiteFrame(site.ground.epsg)
    holes = shapely.union_all([frame.project(hole.polygon) for hole in planned.area.holes])
    before = float(frame.project(planned.area.outer).difference(holes).area)
    words = translate("EditEffects", "Survey area {0} → {1}")
    return words.format(measures.area_words(before), measures.area_words(site.area_m2))


def _zones_told(planned: Project, site: SiteView, plan: SensorPlan) -> list[str]:
    """Tell which sorties meet a zone, on the map, that was not there when they were planned."""
    frame = SiteFrame(site.ground.epsg)
    known = [frame.project(zone.polygon) for zone in planned.threats.zones]
    told = []
    for zone in site.zones:
        if any(zone.polygon_m.equals(one) for one in known):
            continue
        met = [s for s, line in _lines_of(plan) if line.intersects(zone.polygon_m)]
        if met:
            one = translate("EditEffects", "Sortie {0} flies over or through {1}")
            several = translate("EditEffects", "Sorties {0} fly over or through {1}")
            words = one if len(met) == 1 else several
            told.append(words.format(_named(met), zone.name))
        else:
            words = translate("EditEffects", "No sortie meets {0}")
            told.append(words.format(zone.name))
    return told


def _outside_told(site: SiteView, plan: SensorPlan) -> list[str]:
    """Tell which sorties have strips beyond the area as it is now."""
    reach = site.outer_m.buffer(plan.settings.spacing_m)
    out = [n for n, line in _strips_of(plan) if line.difference(reach).length > _TOLD_FROM_M]
    if not out:
        return []
    one = translate("EditEffects", "Sortie {0} has strips beyond the area")
    several = translate("EditEffects", "Sorties {0} have strips beyond the area")
    words = one if len(out) == 1 else several
    return [words.format(_named(out))]


def _lines_of(plan: SensorPlan) -> list[tuple[int, LineString]]:
    return [
        (sortie.number, LineString(np.column_stack([sortie.waypoints.x_m, sortie.waypoints.y_m])))
        for sortie in plan.sorties
    ]


def _strips_of(plan: SensorPlan) -> list[tuple[int, MultiLineString]]:
    """Return the strips of each sortie alone: ways from and to home lie outside anyhow."""
    found = []
    for sortie in plan.sorties:
        w = sortie.waypoints
        places = np.column_stack([w.x_m, w.y_m])
        on = np.flatnonzero(w.leg[:-1] == LegKind.SURVEY)
        found.append((sortie.number, MultiLineString(list(places[np.stack([on, on + 1], axis=1)]))))
    return found


def _named(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_NAMED]))
    return f"{shown}…" if len(numbers) > _MOST_NAMED else shown
