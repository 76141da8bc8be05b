"""What is asked of the planner: a small set shown, the rest behind *More*, and what follows."""

from collections.abc import Iterable
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import PlannerError
from missionplanner.model.patterns import UNDIRECTED
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.model.sensor import Sensor
from missionplanner.operations.asked import Expected
from missionplanner.project.document import Project
from missionplanner.ui.plan.intent_bar import HeightBar, Heights
from missionplanner.ui.plan.intent_expected import (
    ExpectedStrip,
    Hint,
    heights_words,
    speeds_words,
)
from missionplanner.ui.plan.intent_field import AskField, FieldRow
from missionplanner.ui.plan.intent_judged import (
    expected_of,
    fault_words,
    refusals_of,
    sensor_of,
)
from missionplanner.ui.plan.intent_more import MoreFold, MoreForm
from missionplanner.ui.plan.intent_numbers import Quantity, plain, with_fields
from missionplanner.ui.plan.intent_presets import PresetMenu
from missionplanner.ui.plan.pattern_details import DETAILED, PatternDetails
from missionplanner.ui.plan.pattern_field import OF_PATTERN, PatternField
from missionplanner.ui.plan.sensor_choice import SensorChoice
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import Elided, column, row
from missionplanner.ui.widgets.slider import ShareSlider

_GAP = 8
_ANY_GSD_M = 0.5  # a sensor that accepts this accepts any


class AskForm(QWidget):
    """Edits the project's intent; each change can be undone.

    Signals
    -------
    judged
        `why_not` may be another: something was typed, or the intent has changed.
    line_asked, file_asked
        A corridor's line is to be drawn, or read from a file.
    """

    judged = Signal()
    line_asked = Signal()
    file_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.why_not = ""
        self._make_fields()
        self._pattern, self._box = PatternField(), column(self)
        self._has_details = False
        self._choice, self.presets = SensorChoice(session, before=True), PresetMenu(session)
        self._alone = Elided("head")
        self.bar, self.hint, self.expected = HeightBar(), Hint(), ExpectedStrip()
        self.more_fold = MoreFold(session)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> tuple[AskField, ...]:
        """All fields for numbers."""
        shown = (field for line in self._rows for field in line.fields)
        details = self.details.fields if self._has_details else ()
        return (*shown, *details, *self.more_fold.fields)

    @property
    def more(self) -> MoreForm:
        """What stands behind *More*; made by looking it up."""
        return self.more_fold.form

    @property
    def seed(self) -> QSpinBox:
        """The search's seed."""
        return self.more.search.seed

    @property
    def budget(self) -> QSpinBox:
        """How many plans the search tries."""
        return self.more.search.budget

    @property
    def sliders(self) -> dict[str, ShareSlider]:
        """The weights of what is kept low."""
        return self.more.search.sliders

    @cached_property
    def details(self) -> PatternDetails:
        """What belongs to some patterns alone; made by looking it up."""
        details = PatternDetails()
        self._box.insertWidget(self._box.indexOf(self._pattern) + 1, details)
        details.asked.connect(self._on_details)
        details.line_asked.connect(self.line_asked)
        details.file_asked.connect(self.file_asked)
        self._listen_to(details.fields)
        if self._session.project is not None:
            details.show_intent(self._session.project.document.intent)
        self._has_details = True
        return details

    def show_intent(self, intent: PlanIntent) -> None:
        """Show what is asked, and what follows."""
        self._choice.refresh()
        self._alone.setVisible(self._choice.isHidden())
        self._pattern.choose(intent.pattern)
        if self._has_details or intent.pattern in DETAILED:
            self.details.show_intent(intent)
        for line in self._rows:
            for field in line.fields:
                field.show_intent(intent)
        self.more_fold.show_intent(intent)
        self._judge()

    def _make_fields(self) -> None:
        m, percent = self.tr("m"), "%"
        heights = Quantity("agl_from_m", upper="agl_to_m")
        self.agl = AskField(self.tr("Height"), self.tr("m AGL"), heights)
        self.gsd = AskField(self.tr("GSD"), self.tr("cm"), Quantity("gsd_m", 100.0, 2))
        self.front = AskField(self.tr("Front"), percent, Quantity("frontlap", 100.0))
        self.side = AskField(self.tr("Side"), percent, Quantity("sidelap", 100.0))
        self.speed = AskField(self.tr("Speed"), self.tr("m/s"), Quantity("speed_mps"))
        self.direction = AskField(self.tr("Direction"), "°", Quantity("direction_deg"))
        self.ceiling = AskField(self.tr("Ceiling"), m, Quantity("max_agl_m"))
        self.distance = AskField(self.tr("Distance"), m, Quantity("max_distance_m", digits=0))
        self._rows = (
            FieldRow(self.agl, self.gsd, shares=(3, 2)),
            FieldRow(self.front, self.side, self.speed, shares=(4, 4, 5)),
            FieldRow(self.direction, self.ceiling, self.distance),
        )
        self.distance.setToolTip(self.tr("Greatest distance from the launch place"))
        self.ceiling.setToolTip(self.tr("Greatest height above ground, on transits too"))

    def _lay_out(self) -> None:
        box = self._box
        head = row(gap=4)
        head.addWidget(self._choice, 1)
        head.addWidget(self._alone, 1)
        head.addWidget(self.presets)
        box.addLayout(head)
        box.addSpacing(_GAP - 2)
        heights, overlaps, limits = self._rows
        above: tuple[QWidget, ...] = (heights, self.bar, self.hint, overlaps)
        below: tuple[QWidget, ...] = (limits, self.more_fold, self.expected)
        for part in above:
            box.addWidget(part)
            box.addSpacing(2 if part is heights else _GAP - 2)
        box.addWidget(self._pattern)
        for part in below:
            box.addSpacing(_GAP - 2)
            box.addWidget(part)

    def _connect(self) -> None:
        self._pattern.chosen.connect(self._on_pattern)
        self._listen_to(self.fields)
        self.more_fold.made.connect(self._on_more)
        self.bar.moved.connect(self._on_bar)
        self.bar.let_go.connect(self.agl.settle)

    def _on_more(self) -> None:
        self._listen_to(self.more.fields)
        self.more.ending.typed.connect(self._judge)

    def _listen_to(self, fields: Iterable[AskField]) -> None:
        for field in fields:
            field.typed.connect(self._judge)
            field.settled.connect(self._on_settled)

    # ---- what follows

    def _judge(self) -> None:
        """Work out what follows from what stands in the fields, typed or settled."""
        project = self._session.project
        if project is None:
            return
        shown, intent = sensor_of(project, self._session.sensor), self._asked(project)
        faults = {field: field.fault for field in self.fields if field.fault}
        refusals = refusals_of(project, intent)
        of_pattern = next((e for e in refusals if e.code in OF_PATTERN), None)
        told_of_pattern = fault_words(of_pattern, shown) if of_pattern else ""
        self._pattern.show_fault(told_of_pattern)
        for error in refusals:
            if error.code not in OF_PATTERN:
                faults.setdefault(self._place_of(error, intent), fault_words(error, shown))
        found = expected_of(project, intent, shown)
        self._alone.setText(shown.name if shown else "")
        if shown:
            self._show_free(intent, shown, found)
        for line in self._rows:
            line.show_faults(faults)
        if self._has_details:
            self.details.show_faults(faults)
        self.more_fold.show_faults(faults)
        wrong = bool(faults or told_of_pattern)
        self.expected.show_expected(None if wrong else found)
        self.hint.show_expected(None if wrong else found)
        self.bar.show_heights(self._heights(intent, found) if found else None)
        ending = self.more_fold.typed_fault
        told = [field.fault for field in self.fields if field.fault]
        if self.more_fold.is_made:
            told.append(self.more.ending.return_height.fault)
        self._session.show_typed_fault(next(filter(None, told), ""))
        self.why_not = next(iter(faults.values()), told_of_pattern or ending)
        self.judged.emit()

    def _asked(self, project: Project) -> PlanIntent:
        """Return the project's intent with what is typed."""
        typed: dict[str, float | None] = {}
        for field in self.fields:
            typed |= field.fields()
        now = project.document.intent
        return with_fields(now, typed) if typed else now

    def _place_of(self, error: PlannerError, intent: PlanIntent) -> AskField:
        """Return the field that an error is told at: the one that a pilot would change."""
        height_asked = intent.agl_from_m is not None or intent.agl_to_m is not None
        if error.code == "intent.too_fast":
            return self.speed
        if error.code in ("intent.gsd_too_fine", "intent.gsd_not_at_height"):
            return self.gsd
        if error.code == "intent.over_ceiling" and not height_asked:
            return self.ceiling
        return self.agl

    def _show_free(self, intent: PlanIntent, shown: Sensor, found: Expected | None) -> None:
        """Show what follows where nothing is asked."""
        free, own = self.tr("free"), shown.acquisition
        silent = free if intent.searched else self.tr("default")
        heights = heights_words(found) if found else ""
        self.agl.show_free(heights, "" if intent.agl_to_m is not None else silent)
        gsd = plain(100 * found.settings.gsd_m, 1) if found else ""
        self.gsd.show_free(gsd, "" if intent.gsd_m is not None else free)
        self.front.show_free(plain(100 * own.frontlap, 1))
        self.side.show_free(plain(100 * own.sidelap, 1))
        speed = speeds_words(found) if found else ""
        self.speed.show_free(speed, "" if intent.speed_mps is not None else silent)
        directed = intent.pattern not in UNDIRECTED
        self.direction.setEnabled(directed)
        self.direction.show_free(free if directed else self.tr("none"))
        self.distance.show_free(self.tr("any"))
        off = intent.ceiling is Ceiling.NONE
        self.ceiling.show_free("", self.tr("none") if off else "")
        self.ceiling.setEnabled(not off)

    def _heights(self, intent: PlanIntent, found: Expected) -> Heights:
        own = sensor(found.sensor.key).acquisition
        ceiling_m = intent.legal_agl_m
        high_m = max(own.agl_max_m, found.agl_m[1])
        low_m = min(max(own.agl_min_m, intent.min_clearance_m), found.agl_m[0])
        gsd_m = found.sensor.acquisition.gsd_limit_m
        sharp, gsd_cm = plain(found.sharp_m, 0), plain(100 * gsd_m, 1)
        return Heights(
            low_m=low_m,
            high_m=high_m if ceiling_m is None else min(high_m, ceiling_m),
            chosen_m=found.agl_m,
            ceiling_m=ceiling_m,
            sharp_m=found.sharp_m if gsd_m < _ANY_GSD_M else None,
            sharp_words=self.tr("{0} · {1} cm").format(sharp, gsd_cm),
            ceiling_words=self.tr("{0} ceiling").format(plain(ceiling_m or 0.0, 0)),
        )

    # ---- edits

    def _on_settled(self, field: AskField, fields: dict[str, float | None]) -> None:
        words = self.tr("Change {0}").format(_in_a_line(field.name))
        self._session.edit_intent(words, **fields)
        if self._session.project:
            self.show_intent(self._session.project.document.intent)

    def _on_bar(self, height_m: float) -> None:
        self.agl.edit.setFocus()  # typed there, it is not overwritten while the hand moves
        self.agl.type(plain(height_m, 0))

    def _on_details(self, words: str, fields: dict[str, object]) -> None:
        self._session.edit_intent(words, **fields)

    def _on_pattern(self, key: str) -> None:
        self._session.edit_intent(self.tr("Change pattern"), pattern=key)


def _in_a_line(name: str) -> str:
    """Return a name as it stands within a line; GSD stays GSD."""
    return name if name.isupper() else name.lower()
