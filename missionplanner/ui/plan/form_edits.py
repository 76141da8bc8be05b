"""Edits of a circle, corridor or rectangle: its measures, and turning it into corners."""

from missionplanner.errors import InputError
from missionplanner.geo.forms import FormOnSite, Measure
from missionplanner.project.outlines import without_form
from missionplanner.ui.map.tools.drag_form import FormJudge
from missionplanner.ui.map.tools.gesture import Judge
from missionplanner.ui.plan.draw_tools import judged_by
from missionplanner.ui.plan.shape_edits import ShapeEdits
from missionplanner.ui.plan.shapes_drawn import ShapeDrawn
from missionplanner.ui.widgets.measures import LengthUnit, measures_of


class FormEdits(ShapeEdits):
    """Beside what is done to any shape: radius, width and length, and turning it into corners."""

    @property
    def length_unit(self) -> LengthUnit:
        """In what lengths are written and typed."""
        return measures_of(self._session.memory).length

    def measures(self) -> dict[Measure, float]:
        """Return radius, width and length of the chosen shape, m; of one of corners none."""
        shape = self.shape()
        return shape.form.measures() if shape is not None and shape.form is not None else {}

    def set_measure(self, name: Measure, value_m: float) -> str:
        """Give the chosen circle, corridor or rectangle another measure; returns why not."""
        return self._reshape(
            self.tr("Change the shape of {0}"),
            lambda c: c,
            lambda f: f.with_measure(name, value_m),
        )

    def free(self) -> None:
        """Turn the chosen circle, corridor or rectangle into corners."""
        shape, sheet = self.shape(), self.sheet()
        if shape is None or sheet is None or shape.form is None:
            return
        self.corner = None
        words = self.tr("Turn {0} into corners").format(shape.told.name)
        self._attempt(words, lambda: without_form(sheet.project, shape.key))

    def _judge_form(self, shape: ShapeDrawn) -> FormJudge:
        def judge(form: FormOnSite) -> str:
            try:
                self._with_form(shape, form)
            except InputError as error:
                return error.told().what
            return ""

        return judge

    def _drag_judge(self, shape: ShapeDrawn, whole: bool) -> Judge:
        return judged_by(lambda corners: self._with_ring(shape, corners, whole=whole))
