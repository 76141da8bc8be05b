"""Why the plan is out of date, field by field, and the way back."""

from PySide6.QtWidgets import QWidget

from missionplanner.model.plan import PlanIntent
from missionplanner.project.changes import Part
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import Elided, button, row
from missionplanner.ui.widgets.tiles import state_mark


class ChangeLine(QWidget):
    """Shown where the plan was made for something else than is asked now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words, self.undo = Elided(), button(self.tr("Undo"), "text")
        line = row(self, gap=8)
        line.addWidget(state_mark("warn"))
        line.addWidget(self.words, 1)
        line.addWidget(self.undo)
        self.undo.clicked.connect(session.undo)

    def refresh(self) -> None:
        """Say what has changed."""
        session = self._session
        shown = session.stale and not session.busy
        self.setVisible(shown)
        if not shown:
            return
        named = self._changed_fields()
        told = self.tr("Out of date: {0}").format(", ".join(named))
        self.words.setText(told if named else self.tr("The plan is out of date"))
        self.undo.setVisible(session.undo_words is not None)
        self.undo.setToolTip(session.undo_words or "")

    def _changed_fields(self) -> list[str]:
        """Name what is otherwise, or asked otherwise, than when it was planned."""
        planned, project = self._session.planned, self._session.project
        if planned is None or project is None:
            return []
        named = self._parts()
        parts = [named[part] for part in sorted(self._session.changed) if part in named]
        if Part.INTENT not in self._session.changed:
            return parts
        before, now = planned.document.intent, project.document.intent
        names = self._names()
        changed = [f for f in PlanIntent.model_fields if getattr(before, f) != getattr(now, f)]
        fields = [names.get(field, self.tr("search")) for field in changed]
        return list(dict.fromkeys((*parts, *fields)))

    def _parts(self) -> dict[Part, str]:
        return {
            Part.TERRAIN: self.tr("terrain"),
            Part.AREA: self.tr("area"),
            Part.THREATS: self.tr("threats"),
            Part.WEATHER: self.tr("weather"),
            Part.HOME: self.tr("home"),
            Part.AIRCRAFT: self.tr("aircraft"),
            Part.SENSORS: self.tr("sensors"),
        }

    def _names(self) -> dict[str, str]:
        height, ceiling = self.tr("height"), self.tr("ceiling")
        return {
            "agl_from_m": height,
            "agl_to_m": height,
            "gsd_m": self.tr("GSD"),
            "frontlap": self.tr("front overlap"),
            "sidelap": self.tr("side overlap"),
            "speed_mps": self.tr("speed"),
            "direction_deg": self.tr("direction"),
            "pattern": self.tr("pattern"),
            "views": self.tr("pattern"),
            "together": self.tr("shared flights"),
            "each": self.tr("single sensors"),
            "max_agl_m": ceiling,
            "ceiling": ceiling,
            "max_distance_m": self.tr("distance"),
            "launch_sites": self.tr("launch sites"),
            "propose_sites": self.tr("launch sites"),
            "swap_minutes": self.tr("swap"),
            "zone_margin_m": self.tr("zone margin"),
            "min_clearance_m": self.tr("clearance"),
            "clearance_share": self.tr("clearance"),
            "reserve_share": self.tr("reserve"),
            "max_climb_gradient": self.tr("climb limit"),
            "weights": self.tr("weights"),
            "seed": self.tr("seed"),
            "evaluations": self.tr("budget"),
            "budget_s": self.tr("budget"),
        }
